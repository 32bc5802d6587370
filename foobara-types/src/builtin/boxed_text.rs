//! Text that does not grow, or is shared.

use std::sync::Arc;

use super::STRING;
use crate::{declaration::Base, typed::Typed};

impl Typed for Box<str> {
    const BASE: Base = Base::Scalar(STRING);
}

impl Typed for Arc<str> {
    const BASE: Base = Base::Scalar(STRING);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::builtin::laws;

    proptest! {
        #[test]
        fn values_keep_the_laws(value in laws::values()) {
            laws::check::<Box<str>>(STRING, &value);
            laws::check::<Arc<str>>(STRING, &value);
        }
    }
}
