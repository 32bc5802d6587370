//! Panics as text.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};

/// Returns what `work` returns, or the message it panics with.
///
/// # Errors
///
/// The message of the panic.
pub(crate) fn caught<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| message(payload.as_ref()))
}

fn message(payload: &(dyn Any + Send)) -> String {
    let literal = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    literal
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "without a message".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_text() {
        let number = 5;
        assert_eq!(caught(|| number), Ok(5));
        assert_eq!(caught(|| panic!("no {number}")), Err::<(), _>("no 5".to_owned()));
        assert_eq!(caught(|| panic!("no type")), Err::<(), _>("no type".to_owned()));
    }
}
