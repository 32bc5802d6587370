//! W1: a user with three checked fields.

use std::{
    hint::black_box,
    sync::atomic::{AtomicU64, Ordering},
};

use foobara::prelude::*;
use serde::{Deserialize, Serialize};
use validator::Validate;

use super::now::now;

/// The domain of the workloads.
#[derive(Debug, Domain)]
pub(super) struct Benches;

static IDS: AtomicU64 = AtomicU64::new(0);

/// Creates a user
#[derive(Debug, Command)]
#[command(domain = Benches)]
pub(super) struct CreateUser {
    #[input(email)]
    email: String,
    #[input(min_length = 1, max_length = 64)]
    name: String,
    #[input(min = 0, max = 150)]
    age: u32,
}

/// What is made of it.
#[derive(Debug, Model)]
pub(super) struct User {
    id: u64,
    email: String,
    name: String,
    age: u32,
}

impl Execute for CreateUser {
    type Output = User;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        let id = IDS.fetch_add(1, Ordering::Relaxed);
        Ok(User {
            id,
            email: self.email,
            name: self.name,
            age: self.age,
        })
    }
}

/// The same inputs, checked by the `validator` crate.
#[derive(Debug, Deserialize, Validate)]
pub(super) struct ValidatedUser {
    #[validate(email)]
    email: String,
    #[validate(length(min = 1, max = 64))]
    name: String,
    #[validate(range(min = 0, max = 150))]
    age: u32,
}

/// The same result, with serde's derive.
#[derive(Debug, Serialize)]
pub(super) struct PlainUser {
    pub(super) id: u64,
    email: String,
    name: String,
    age: u32,
}

impl ValidatedUser {
    pub(super) fn is_valid(&self) -> bool {
        is_email(&self.email) && (1..=64).contains(&characters(&self.name)) && self.age <= 150
    }

    #[expect(clippy::unused_async, reason = "the command's body is async, too")]
    pub(super) async fn execute(self) -> PlainUser {
        let id = IDS.fetch_add(1, Ordering::Relaxed);
        PlainUser {
            id,
            email: self.email,
            name: self.name,
            age: self.age,
        }
    }
}

const EMAIL: &str = "ada@example.com";
const NAME: &str = "Ada Lovelace";

pub(super) fn framework(app: &foobara::App) -> u64 {
    let (email, name, age) = (
        black_box(EMAIL).to_owned(),
        black_box(NAME).to_owned(),
        black_box(36),
    );
    let outcome = now(app.run(CreateUser { email, name, age }));
    outcome.and_then(Result::ok).map_or(0, |user| black_box(user).id)
}

pub(super) fn validator(_: &foobara::App) -> u64 {
    let (email, name, age) = (
        black_box(EMAIL).to_owned(),
        black_box(NAME).to_owned(),
        black_box(36),
    );
    let user = ValidatedUser { email, name, age };
    let outcome = async {
        user.validate().ok()?;
        Some(user.execute().await)
    };
    now(outcome).flatten().map_or(0, |user| black_box(user).id)
}

pub(super) fn by_hand(_: &foobara::App) -> u64 {
    let (email, name, age) = (
        black_box(EMAIL).to_owned(),
        black_box(NAME).to_owned(),
        black_box(36),
    );
    let user = ValidatedUser { email, name, age };
    let outcome = async {
        if !user.is_valid() {
            return None;
        }
        Some(user.execute().await)
    };
    now(outcome).flatten().map_or(0, |user| black_box(user).id)
}

fn characters(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    }
}

/// The checks of the `email` rule in one pass by hand.
fn is_email(address: &str) -> bool {
    let Some((local, domain)) = address.split_once('@') else {
        return false;
    };
    let mut previous = b'.';
    for byte in local.bytes() {
        if byte == b'.' && previous == b'.'
            || !byte.is_ascii_alphanumeric() && !b".!#$%&'*+/=?^_`{|}~-".contains(&byte)
        {
            return false;
        }
        previous = byte;
    }
    !local.is_empty()
        && previous != b'.'
        && local.len() <= 64
        && !domain.is_empty()
        && !domain.starts_with('-')
        && !domain.ends_with('-')
        && domain
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-')
}
