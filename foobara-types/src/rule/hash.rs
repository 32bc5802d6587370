use argon2::{
    Argon2, Params,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use sha2::{Digest, Sha256, Sha512};

use super::{Argument, Rule, RuleKind, Subject, Takes, case::on_text};
use crate::error::{Issue, REDACTED};

/// Puts a hash in the place of text: `sha256`, `sha512`, `blake3`, or `argon2` for passwords.
///
/// The first three give lower-case hexadecimal digits, the same for the same text. They are for telling texts apart:
/// a password is guessed from them. `argon2` gives a PHC string, `$argon2id$…`, with a random salt, that
/// [`verify_password`] compares with; it takes tens of milliseconds and 19 MiB.
///
/// It is applied once, for the hash of a hash is another. Validators have their turn after it, and judge the hash.
#[derive(Debug, Clone, Copy)]
pub struct Hash<'a>(pub &'a str);

/// `hash`: puts a hash in the place of text.
pub const HASH: &RuleKind = &RuleKind {
    name: "hash",
    on: Subject::Text,
    takes: Takes::Text,
    symbols: &["cannot_hash"],
    process: &|given, value| on_text(value, &Hash(given.text().unwrap_or_default())),
    check: |arguments| match arguments.first().and_then(Argument::as_str).and_then(algorithm) {
        Some(_) => Ok(()),
        None => Err(format!("takes one of {KNOWN}")),
    },
    ..RuleKind::TRANSFORMER
};

impl Rule<String> for Hash<'_> {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        let hash = algorithm(self.0).and_then(|algorithm| algorithm(value));
        *value = hash.ok_or_else(|| cannot_hash(self.0))?;
        Ok(())
    }
}

/// Returns whether `password` is the one that `hash` was made of, by the rule `hash` with `argon2` or by anything else
/// that writes PHC strings of Argon2.
///
/// What is no such string is the hash of no password; so is one that would take more than a gibibyte, or more than 64
/// passes, to compare with.
///
/// ```
/// use foobara_types::rule::{Hash, Rule, verify_password};
///
/// let mut password = "correct horse".to_owned();
/// Hash("argon2").process(&mut password)?;
/// assert!(verify_password("correct horse", &password));
/// assert!(!verify_password("battery staple", &password));
/// # Ok::<(), Box<foobara_types::Issue>>(())
/// ```
pub fn verify_password(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else {
        return false;
    };
    is_affordable(&hash)
        && Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
}

fn is_affordable(hash: &PasswordHash) -> bool {
    const MOST_KIBIBYTES: u32 = 1 << 20;
    const MOST_PASSES: u32 = 64;
    Params::try_from(hash)
        .is_ok_and(|params| params.m_cost() <= MOST_KIBIBYTES && params.t_cost() <= MOST_PASSES)
}

const KNOWN: &str = "sha256, sha512, blake3 and argon2";

/// Returns how an algorithm hashes; `None` from that means that it could not.
fn algorithm(name: &str) -> Option<fn(&str) -> Option<String>> {
    match name {
        "sha256" => Some(|text| Some(hexadecimal(&Sha256::digest(text)))),
        "sha512" => Some(|text| Some(hexadecimal(&Sha512::digest(text)))),
        "blake3" => Some(|text| Some(hexadecimal(blake3::hash(text.as_bytes()).as_bytes()))),
        "argon2" => Some(|text| Some(Argon2::default().hash_password(text.as_bytes()).ok()?.to_string())),
        _ => None,
    }
}

fn hexadecimal(digest: &[u8]) -> String {
    let nibbles = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles
        .filter_map(|nibble| char::from_digit(nibble.into(), 16))
        .collect()
}

/// Fatal: what was to be hashed must not go on as it is.
#[cold]
fn cannot_hash(algorithm: &str) -> Box<Issue> {
    let message = format!("Cannot hash with {algorithm}. Known are {KNOWN}");
    let issue = Issue::text("cannot_hash", message).with("value", REDACTED);
    Box::new(issue.with("hash", algorithm.to_owned()).fatal())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::{Base, RuleSpec, Sensitive, builtin::STRING};

    #[track_caller]
    fn check(algorithm: &str, text: &str, expected: &str) {
        let mut value = text.to_owned();
        assert_eq!(Hash(algorithm).process(&mut value), Ok(()));
        assert_eq!(value, expected);
    }

    #[test]
    fn digests_are_hexadecimal() {
        check(
            "sha256",
            "",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        );
        check(
            "sha256",
            "abc",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        );
        check(
            "sha512",
            "abc",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        );
        check(
            "blake3",
            "",
            "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
        );
    }

    #[test]
    fn passwords_are_verified_and_their_hashes_differ() {
        let hash = |text: &str| {
            algorithm("argon2")
                .and_then(|argon2| argon2(text))
                .unwrap_or_default()
        };
        let (one, other) = (hash("ßİ👋"), hash("ßİ👋"));
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_ne!(one, other);
        assert!(verify_password("ßİ👋", &one));
        assert!(verify_password("ßİ👋", &other));
        assert!(!verify_password("ßi̇👋", &one));
        assert!(!verify_password("", &one));
    }

    #[test]
    fn what_is_no_hash_verifies_nothing() {
        let salt_and_hash = "c2FsdHNhbHRzYWx0$PKVmlwPLSxf1TdqHXI9bTZCm7vuPtSZpRXRTF6o4Y5A";
        for hash in [
            "".to_owned(),
            "password".to_owned(),
            "$argon2id$".to_owned(),
            format!("$argon2id$v=19$m=4294967295,t=1,p=1${salt_and_hash}"),
            format!("$argon2id$v=19$m=8,t=4294967295,p=1${salt_and_hash}"),
            format!("$scrypt$ln=1,r=8,p=1${salt_and_hash}"),
        ] {
            assert!(!verify_password("password", &hash), "{hash}");
        }
    }

    #[test]
    fn what_cannot_be_hashed_is_refused_and_not_shown() {
        let message = "Cannot hash with md5. Known are sha256, sha512, blake3 and argon2";
        let issue = Issue::text("cannot_hash", message).with("value", "[REDACTED]");
        let issue = issue.with("hash", "md5").fatal();
        let mut value = json!("secret");
        let rule = RuleSpec {
            kind: HASH,
            arguments: vec![Argument::text("md5")].into(),
        };
        assert_eq!(
            rule.process(&Base::Scalar(STRING), &mut value),
            Err(Box::new(issue))
        );
    }

    #[test]
    fn a_declaration_names_a_known_algorithm() {
        let refusal = Err("takes one of sha256, sha512, blake3 and argon2".to_owned());
        assert_eq!((HASH.check)(&[Argument::text("blake3")]), Ok(()));
        assert_eq!((HASH.check)(&[Argument::text("md5")]), refusal);
        assert_eq!((HASH.check)(&[Argument::Int(1)]), refusal);
        assert_eq!((HASH.check)(&[]), refusal);
    }

    #[test]
    fn secrets_stay_secrets() {
        let mut value = Sensitive::new("abc".to_owned());
        assert_eq!(Hash("sha256").process(&mut value), Ok(()));
        assert_eq!(value.expose().len(), 64);
    }

    #[test]
    fn long_text_is_no_trouble() {
        check(
            "sha256",
            &"a".repeat(1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
        );
    }

    proptest! {
        #[test]
        fn typed_and_dynamic_are_the_same(text in "\\PC*") {
            for algorithm in ["sha256", "sha512", "blake3"] {
                let (mut typed, mut value) = (text.clone(), json!(text));
                prop_assert_eq!(Hash(algorithm).process(&mut typed), Ok(()));
                let rule = RuleSpec { kind: HASH, arguments: vec![Argument::Text(algorithm.into())].into() };
                prop_assert_eq!(rule.process(&Base::Scalar(STRING), &mut value), Ok(()));
                prop_assert!(typed.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')));
                prop_assert_eq!(json!(typed), value);
            }
        }
    }
}
