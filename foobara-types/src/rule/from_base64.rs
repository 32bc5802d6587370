use super::{Rule, RuleKind, Subject, base64::decode, case::on_text};
use crate::error::Issue;

/// Takes text out of base64, standard or URL-safe, padded or not.
///
/// What is not base64 of UTF-8 text stays as it is. A word may be base64 by chance, so this is for values that are known
/// to come encoded.
///
/// It is a transformer and no caster: encoded text is text too, which strict decoding takes as it is, so that a caster
/// would have its turn only when something else in the input is wrong. It is applied once.
#[derive(Debug, Clone, Copy)]
pub struct FromBase64;

/// `from_base64`: takes text out of base64.
pub const FROM_BASE64: &RuleKind = &RuleKind {
    name: "from_base64",
    on: Subject::Text,
    process: &|_, value| on_text(value, &FromBase64),
    ..RuleKind::TRANSFORMER
};

impl Rule<String> for FromBase64 {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        if let Some(text) = decode(value).and_then(|bytes| String::from_utf8(bytes).ok()) {
            *value = text;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use base64::{
        Engine,
        engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD},
    };
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut value = text.to_owned();
        assert_eq!(FromBase64.process(&mut value), Ok(()));
        assert_eq!(value, expected);
    }

    #[test]
    fn takes_text_out_of_either_alphabet() {
        check("aGVsbG8=", "hello");
        check("aGVsbG8", "hello");
        check("w59+xLDwn5GL4oCLP8O/", "ß~İ👋\u{200b}?ÿ");
        check("w59-xLDwn5GL4oCLP8O_", "ß~İ👋\u{200b}?ÿ");
        check("", "");
    }

    #[test]
    fn what_is_no_text_in_base64_stays() {
        for text in [
            "hello world",
            "a",
            "aGVsbG8==",
            "aGVsb-8/",
            "/////w==",
            "aGVsbG9",
            "aGVs\nbG8=",
            "ß",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn long_text_is_no_trouble() {
        let text = "é".repeat(500_000);
        check(&STANDARD.encode(&text), &text);
    }

    proptest! {
        #[test]
        fn gives_back_what_was_encoded(text in "\\PC*") {
            for engine in [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD] {
                check(&engine.encode(&text), &text);
            }
        }
    }
}
