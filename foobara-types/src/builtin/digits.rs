//! Numbers in text of a fixed layout, as dates and times have them.

use super::float::is_digits;

/// Reads ASCII digits, and nothing but digits.
pub(super) fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    is_digits(text).then(|| text.parse().ok()).flatten()
}

/// Reads exactly two ASCII digits.
pub(super) fn two(text: &str) -> Option<i8> {
    (text.len() == 2).then(|| number(text)).flatten()
}

/// Reads the decimals of seconds as nanoseconds; those after the ninth are cut off.
pub(super) fn decimals(text: &str) -> Option<i32> {
    let kept = text.get(..text.len().min(9))?;
    let missing = 9 - u32::try_from(kept.len()).ok()?;
    is_digits(text)
        .then(|| number::<i32>(kept))
        .flatten()?
        .checked_mul(10_i32.pow(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_ascii_and_without_a_sign() {
        assert_eq!(number::<i16>("2020"), Some(2020));
        assert_eq!(two("07"), Some(7));
        for text in ["", "+7", "-7", " 7", "٧٧", "7", "077"] {
            assert_eq!(two(text), None, "{text}");
        }
    }

    #[test]
    fn decimals_are_nanoseconds() {
        assert_eq!(decimals("5"), Some(500_000_000));
        assert_eq!(decimals("123456789"), Some(123_456_789));
        assert_eq!(decimals("1234567899"), Some(123_456_789));
        assert_eq!(decimals(""), None);
        assert_eq!(decimals("12345678x"), None);
        assert_eq!(decimals("1234567890x"), None);
        assert_eq!(decimals("12345678é"), None);
    }
}
