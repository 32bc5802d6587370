//! W3: three bad fields to serialised errors.

use std::hint::black_box;

use foobara::App;
use serde::Serialize;
use smallvec::SmallVec;

use super::json::{erased, length};

const BAD: &[u8] = br#"{"email":"ada.example.com","name":"","age":999}"#;

pub(super) fn framework(app: &App) -> u64 {
    erased(app, "Benches::CreateUser", black_box(BAD))
}

#[derive(Serialize)]
struct BareError {
    path: [&'static str; 1],
    symbol: &'static str,
}

pub(super) fn baseline(_: &App) -> u64 {
    #[derive(serde::Deserialize)]
    struct Plain {
        email: String,
        name: String,
        age: u32,
    }
    let Ok(user) = serde_json::from_slice::<Plain>(black_box(BAD)) else {
        return 0;
    };
    let mut errors: SmallVec<[BareError; 4]> = SmallVec::new();
    if !user.email.contains('@') {
        errors.push(BareError {
            path: ["email"],
            symbol: "must_have_an_at_sign",
        });
    }
    if user.name.is_empty() {
        errors.push(BareError {
            path: ["name"],
            symbol: "below_minimum_length",
        });
    }
    if user.age > 150 {
        errors.push(BareError {
            path: ["age"],
            symbol: "max_exceeded",
        });
    }
    length(&black_box(serde_json::to_vec(&errors).unwrap_or_default()))
}
