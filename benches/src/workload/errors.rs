//! W3: three bad fields to serialised errors.

use std::hint::black_box;

use foobara::App;
use serde::{Deserialize, Serialize, Serializer};
use smallvec::SmallVec;
use thiserror::Error;

use super::json::{answer, length};

const BAD: &[u8] = br#"{"email":"ada@@example.com","name":"","age":999}"#;

pub(super) fn framework(app: &App) -> u64 {
    length(&black_box(by_framework(app)))
}

pub(super) fn baseline(_: &App) -> u64 {
    length(&black_box(by_hand()))
}

fn by_framework(app: &App) -> Vec<u8> {
    answer(app, "Benches::CreateUser", black_box(BAD))
}

/// The same bytes, from errors that are written for these three fields and borrow from them.
fn by_hand() -> Vec<u8> {
    #[derive(Deserialize)]
    struct Plain {
        email: String,
        name: String,
        age: u32,
    }
    let Ok(user) = serde_json::from_slice::<Plain>(black_box(BAD)) else {
        return Vec::new();
    };
    let mut errors: SmallVec<[PlainError<'_>; 4]> = SmallVec::new();
    if user.email.bytes().filter(|byte| *byte == b'@').count() > 1 {
        errors.push(PlainError::new(
            "email",
            "cannot_have_multiple_at_signs",
            Wrong::Address { value: &user.email },
        ));
    }
    if user.name.is_empty() {
        errors.push(PlainError::new(
            "name",
            "below_minimum_length",
            Wrong::Short {
                value: &user.name,
                min_length: 1,
            },
        ));
    }
    if user.age > 150 {
        errors.push(PlainError::new(
            "age",
            "max_exceeded",
            Wrong::Large {
                value: user.age,
                max: 150,
            },
        ));
    }
    serde_json::to_vec(&errors).unwrap_or_default()
}

/// What is wrong: the message when it is shown, the context when it is serialised.
#[derive(Debug, Clone, Copy, Error, Serialize)]
#[serde(untagged)]
enum Wrong<'a> {
    #[error("cannot have multiple at signs")]
    Address { value: &'a str },
    #[error("Below minimum length. {value:?} is shorter than {min_length}")]
    Short { value: &'a str, min_length: usize },
    #[error("Max exceeded. {value} is larger than {max}")]
    Large { value: u32, max: u32 },
}

#[derive(Serialize)]
struct PlainError<'a> {
    key: Key,
    path: [&'static str; 1],
    runtime_path: [&'static str; 0],
    category: &'static str,
    symbol: &'static str,
    #[serde(serialize_with = "shown")]
    message: Wrong<'a>,
    context: Wrong<'a>,
    is_fatal: bool,
}

impl<'a> PlainError<'a> {
    fn new(name: &'static str, symbol: &'static str, wrong: Wrong<'a>) -> Self {
        Self {
            key: Key { name, symbol },
            path: [name],
            runtime_path: [],
            category: "data",
            symbol,
            message: wrong,
            context: wrong,
            is_fatal: false,
        }
    }
}

struct Key {
    name: &'static str,
    symbol: &'static str,
}

impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("data.{}.{}", self.name, self.symbol))
    }
}

fn shown<S: Serializer>(wrong: &Wrong<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::app;

    #[test]
    fn both_sides_write_the_same_bytes() {
        let (framework, by_hand) = (by_framework(&app()), by_hand());
        assert_eq!(
            String::from_utf8_lossy(&framework),
            String::from_utf8_lossy(&by_hand)
        );
        assert!(framework.len() > 500, "{} bytes", framework.len());
    }
}
