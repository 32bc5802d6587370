//! W2: the user of W1 from JSON text to JSON text.

use std::hint::black_box;

use bytes::Bytes;
use foobara::App;
use foobara_core::{Encoding, RawInputs};
use validator::Validate;

use super::{now::now, typed::ValidatedUser};

const GOOD: &[u8] = br#"{"email":"ada@example.com","name":"Ada Lovelace","age":36}"#;
const NEEDS_CAST: &[u8] = br#"{"email":"ada@example.com","name":"Ada Lovelace","age":"36"}"#;

pub(super) fn framework(app: &App) -> u64 {
    erased(app, "Benches::CreateUser", black_box(GOOD))
}

pub(super) fn cast(app: &App) -> u64 {
    erased(app, "Benches::CreateUser", black_box(NEEDS_CAST))
}

pub(super) fn baseline(_: &App) -> u64 {
    let outcome = async {
        let user: ValidatedUser = serde_json::from_slice(black_box(GOOD)).ok()?;
        user.validate().ok()?;
        serde_json::to_vec(&user.execute().await).ok()
    };
    now(outcome).flatten().map_or(0, |body| length(&black_box(body)))
}

/// The least a program can do: decode, check by hand, encode.
pub(super) fn by_hand(_: &App) -> u64 {
    let outcome = async {
        let user: ValidatedUser = serde_json::from_slice(black_box(GOOD)).ok()?;
        if !user.is_valid() {
            return None;
        }
        serde_json::to_vec(&user.execute().await).ok()
    };
    now(outcome).flatten().map_or(0, |body| length(&black_box(body)))
}

/// Runs a command as a connector does, and returns the length of what it answers.
pub(super) fn erased(app: &App, name: &str, text: &'static [u8]) -> u64 {
    length(&black_box(answer(app, name, text)))
}

/// Runs a command as a connector does, and returns what it answers.
pub(super) fn answer(app: &App, name: &str, text: &'static [u8]) -> Vec<u8> {
    let Some(entry) = app.command(name).found() else {
        return Vec::new();
    };
    let inputs = RawInputs::json(Bytes::from_static(text));
    let run = entry.run(
        app.clone(),
        inputs,
        foobara::RunOptions::default(),
        Encoding::Atomic,
    );
    match now(run) {
        Some(Ok(body)) => body,
        Some(Err(errors)) => errors.to_json().into_bytes(),
        None => Vec::new(),
    }
}

pub(super) fn length(body: &[u8]) -> u64 {
    u64::try_from(body.len()).unwrap_or_default()
}
