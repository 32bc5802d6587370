use serde_json::Value;

use super::{Cipher, Given, Rule, RuleKind, Subject, case::on_text};
use crate::error::{Issue, REDACTED};

/// Encrypts text, anew each time: it is applied once.
#[derive(Debug, Clone, Copy)]
pub struct Encrypt<'a>(pub &'a Cipher);

/// Decrypts text that [`Encrypt`] encrypted with the same key.
#[derive(Debug, Clone, Copy)]
pub struct Decrypt<'a>(pub &'a Cipher);

impl Cipher {
    /// Returns the rules `encrypt` and `decrypt` of this key, for a registry.
    ///
    /// They live as long as the process: make them once, where the app is built.
    pub fn rules(&self) -> [&'static RuleKind; 2] {
        let (encrypt, decrypt) = (self.clone(), self.clone());
        [
            rule("encrypt", &[], move |_, value| on_text(value, &Encrypt(&encrypt))),
            rule("decrypt", &["cannot_decrypt"], move |_, value| {
                on_text(value, &Decrypt(&decrypt))
            }),
        ]
    }
}

impl Rule<String> for Encrypt<'_> {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        *value = self.0.encrypt(value);
        Ok(())
    }
}

impl Rule<String> for Decrypt<'_> {
    fn process(&self, value: &mut String) -> Result<(), Box<Issue>> {
        *value = self.0.decrypt(value).map_err(|_| cannot_decrypt())?;
        Ok(())
    }
}

fn rule<F>(name: &'static str, symbols: &'static [&'static str], step: F) -> &'static RuleKind
where
    F: Fn(&Given<'_>, &mut Value) -> Result<(), Box<Issue>> + Send + Sync + 'static,
{
    Box::leak(Box::new(RuleKind {
        name,
        on: Subject::Text,
        symbols,
        process: Box::leak(Box::new(step)),
        ..RuleKind::TRANSFORMER
    }))
}

/// Fatal, for what validators would say of the message is about the text.
#[cold]
fn cannot_decrypt() -> Box<Issue> {
    let message = "Cannot decrypt. It was encrypted with another key, or was changed since";
    let issue = Issue::text("cannot_decrypt", message).with("value", REDACTED);
    Box::new(issue.fatal())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Base, RuleSpec, builtin::STRING};

    fn apply(kind: &'static RuleKind, value: &mut Value) -> Result<(), Box<Issue>> {
        RuleSpec::new(kind, &[]).process(&Base::Scalar(STRING), value)
    }

    #[test]
    fn text_goes_there_and_back() {
        let cipher = Cipher::new([7; 32]);
        let [encrypt, decrypt] = cipher.rules();
        for text in ["", "hello", "ßİ👋e\u{301}\u{200b}"] {
            let mut value = json!(text);
            assert_eq!(apply(encrypt, &mut value), Ok(()));
            assert_ne!(value, json!(text));
            let mut typed = value.as_str().unwrap_or_default().to_owned();
            assert_eq!(apply(decrypt, &mut value), Ok(()));
            assert_eq!(Decrypt(&cipher).process(&mut typed), Ok(()));
            assert_eq!((value, typed), (json!(text), text.to_owned()));
        }
    }

    #[test]
    fn what_cannot_be_decrypted_is_not_shown() {
        let [_, decrypt] = Cipher::new([7; 32]).rules();
        let message = "Cannot decrypt. It was encrypted with another key, or was changed since";
        let issue = Issue::text("cannot_decrypt", message)
            .with("value", "[REDACTED]")
            .fatal();
        for text in ["secret".to_owned(), Cipher::new([8; 32]).encrypt("secret")] {
            let mut value = json!(text);
            assert_eq!(apply(decrypt, &mut value), Err(Box::new(issue.clone())));
            assert_eq!(value, json!(text));
        }
    }

    #[test]
    fn the_rules_say_what_they_are() {
        let [encrypt, decrypt] = Cipher::new([7; 32]).rules();
        assert_eq!((encrypt.name, encrypt.symbols), ("encrypt", &[][..]));
        assert_eq!(
            (decrypt.name, decrypt.symbols),
            ("decrypt", &["cannot_decrypt"][..])
        );
    }

    #[test]
    fn other_values_pass() {
        let [encrypt, decrypt] = Cipher::new([7; 32]).rules();
        let mut value = json!([1]);
        assert_eq!(apply(encrypt, &mut value), Ok(()));
        assert_eq!(apply(decrypt, &mut value), Ok(()));
        assert_eq!(value, json!([1]));
    }
}
