use base64::{
    Engine,
    engine::general_purpose::{STANDARD_NO_PAD_INDIFFERENT, URL_SAFE_NO_PAD_INDIFFERENT},
};

/// Reads base64, standard or URL-safe, padded or not.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let engine = if text.contains(['-', '_']) {
        URL_SAFE_NO_PAD_INDIFFERENT
    } else {
        STANDARD_NO_PAD_INDIFFERENT
    };
    engine.decode(text).ok()
}
