use std::{error::Error, fmt};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Generate},
};

use super::base64::decode;

/// Encrypts text with a key of the app, by XChaCha20-Poly1305.
///
/// Who has the key reads the text and sees that nobody changed it; who has not learns its length. The same text is
/// another message each time. The key is wiped from memory when the cipher is dropped.
///
/// ```
/// use foobara_types::rule::Cipher;
///
/// let cipher = Cipher::new([7; 32]);
/// let message = cipher.encrypt("hello");
/// assert_eq!(cipher.decrypt(&message)?, "hello");
/// assert!(Cipher::new([8; 32]).decrypt(&message).is_err());
/// # Ok::<(), foobara_types::rule::CannotDecrypt>(())
/// ```
#[derive(Clone)]
pub struct Cipher(XChaCha20Poly1305);

impl Cipher {
    /// Returns the cipher of a key: 32 random bytes that are kept secret.
    pub fn new(key: [u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(&key.into()))
    }

    /// Returns the cipher of a key in base64, standard or URL-safe, padded or not.
    ///
    /// # Errors
    ///
    /// When the text is not base64 of 32 bytes.
    pub fn from_base64(key: &str) -> Result<Self, InvalidKey> {
        let key = decode(key).and_then(|key| key.try_into().ok());
        key.map(Self::new).ok_or(InvalidKey)
    }

    /// Returns text as a message: URL-safe base64, without padding, of 24 random bytes and the text encrypted.
    ///
    /// # Panics
    ///
    /// When the operating system has no random bytes.
    pub fn encrypt(&self, text: &str) -> String {
        let nonce = XNonce::generate();
        let sealed = self.0.encrypt(&nonce, text.as_bytes());
        let sealed =
            sealed.expect("invariant: text in memory is shorter than the 256 GiB that can be encrypted");
        URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat())
    }

    /// Returns the text of a message.
    ///
    /// # Errors
    ///
    /// When the message was encrypted with another key, or is not what [`encrypt`](Self::encrypt) returned.
    pub fn decrypt(&self, message: &str) -> Result<String, CannotDecrypt> {
        let message = decode(message).ok_or(CannotDecrypt)?;
        let (nonce, sealed) = message.split_first_chunk::<24>().ok_or(CannotDecrypt)?;
        let text = self.0.decrypt(&XNonce::from(*nonce), sealed);
        String::from_utf8(text.map_err(|_| CannotDecrypt)?).map_err(|_| CannotDecrypt)
    }
}

impl fmt::Debug for Cipher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Cipher([REDACTED])")
    }
}

/// A key of a [`Cipher`] is not 32 bytes in base64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidKey;

impl fmt::Display for InvalidKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the key is not 32 bytes in base64; make one with `openssl rand -base64 32`")
    }
}

impl Error for InvalidKey {}

/// A message is not one that a [`Cipher`] encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CannotDecrypt;

impl fmt::Display for CannotDecrypt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the message was encrypted with another key, or was changed since")
    }
}

impl Error for CannotDecrypt {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keys_come_in_base64() {
        let cipher = Cipher::from_base64("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=").expect("is a key");
        assert_eq!(
            cipher.decrypt(&Cipher::new([7; 32]).encrypt("a")),
            Ok("a".to_owned())
        );
    }

    #[test]
    fn what_is_not_32_bytes_is_no_key() {
        for key in [
            "",
            "BwcH",
            "ß",
            &URL_SAFE_NO_PAD.encode([7; 31]),
            &URL_SAFE_NO_PAD.encode([7; 33]),
        ] {
            assert_eq!(Cipher::from_base64(key).map(|_| ()), Err(InvalidKey), "{key}");
        }
    }

    #[test]
    fn the_key_is_not_shown() {
        assert_eq!(format!("{:?}", Cipher::new([7; 32])), "Cipher([REDACTED])");
    }

    #[test]
    fn the_same_text_is_another_message_each_time() {
        let cipher = Cipher::new([7; 32]);
        assert_ne!(cipher.encrypt("a"), cipher.encrypt("a"));
    }

    #[test]
    fn what_is_no_message_is_refused() {
        let cipher = Cipher::new([7; 32]);
        let not_text = cipher
            .0
            .encrypt(&XNonce::from([0; 24]), &[0xff][..])
            .expect("encrypts");
        let not_text = URL_SAFE_NO_PAD.encode([&[0; 24][..], &not_text].concat());
        for message in ["", "hello", "ß", &"A".repeat(32), &"A".repeat(100), &not_text] {
            assert_eq!(cipher.decrypt(message), Err(CannotDecrypt), "{message}");
        }
    }

    #[test]
    fn long_text_is_no_trouble() {
        let (cipher, text) = (Cipher::new([7; 32]), "é".repeat(500_000));
        assert_eq!(cipher.decrypt(&cipher.encrypt(&text)), Ok(text));
    }

    proptest! {
        #[test]
        fn gives_back_what_was_encrypted(text in "\\PC*", key: [u8; 32]) {
            let cipher = Cipher::new(key);
            prop_assert_eq!(cipher.decrypt(&cipher.encrypt(&text)), Ok(text));
        }

        #[test]
        fn no_character_of_a_message_can_be_changed(text in "\\PC*", place: prop::sample::Index) {
            let cipher = Cipher::new([7; 32]);
            let mut message = cipher.encrypt(&text);
            let place = place.index(message.len());
            let other = if message.get(place..=place) == Some("A") { "B" } else { "A" };
            message.replace_range(place..=place, other);
            prop_assert_eq!(cipher.decrypt(&message), Err(CannotDecrypt));
        }
    }
}
