/// Returns whether two texts are plain decimals of one value: `42.0` is `42`.
pub(crate) fn same_decimal(expected: &str, came: &str) -> bool {
    Decimal::plain(expected).is_some_and(|expected| Some(expected) == Decimal::plain(came))
}

/// Returns a plain decimal in the one form that those of its value share: `42.0` and `42` are `0.42e2`.
pub(crate) fn canonical_decimal(text: &str) -> Option<String> {
    let decimal = Decimal::plain(text)?;
    let sign = if decimal.is_negative { "-" } else { "" };
    Some(format!("{sign}0.{}e{}", decimal.digits, decimal.exponent))
}

/// Returns whether `expected` is a decimal as Ruby writes it, and `came` one of the same value: `0.15e1` is `1.5`.
pub(crate) fn same_ruby_decimal(expected: &str, came: &str) -> bool {
    let came = || Decimal::plain(came).or_else(|| Decimal::ruby(came));
    Decimal::ruby(expected).is_some_and(|expected| Some(expected) == came())
}

/// A decimal of the value `0.digits` times ten to the `exponent`; zero has no digits.
#[derive(Debug, PartialEq)]
struct Decimal {
    is_negative: bool,
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// Reads `-12.50`.
    fn plain(text: &str) -> Option<Self> {
        let (is_negative, text) = signed(text);
        let (whole, fraction) = match text.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (text, ""),
        };
        let is_plain = !whole.is_empty() && [whole, fraction].iter().all(|part| is_digits(part));
        is_plain.then(|| Self::of(is_negative, whole, fraction)).flatten()
    }

    /// Reads `-0.125e2`, and `0.0`, which Ruby writes without an exponent.
    fn ruby(text: &str) -> Option<Self> {
        let (_, magnitude) = signed(text);
        if magnitude == "0.0" {
            return Self::plain(text);
        }
        let (mantissa, shift) = text.split_once('e')?;
        let shift: i64 = shift.parse().ok()?;
        let decimal = Self::plain(mantissa).filter(|_| magnitude.starts_with("0."))?;
        Some(Self {
            exponent: decimal.exponent.checked_add(shift)?,
            ..decimal
        })
    }

    fn of(is_negative: bool, whole: &str, fraction: &str) -> Option<Self> {
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0');
        let zeros = all.len() - digits.len();
        let digits = digits.trim_end_matches('0');
        let is_zero = digits.is_empty();
        let exponent = if is_zero {
            0
        } else {
            i64::try_from(whole.len()).ok()? - i64::try_from(zeros).ok()?
        };
        Some(Self {
            is_negative: is_negative && !is_zero,
            digits: digits.to_owned(),
            exponent,
        })
    }
}

fn signed(text: &str) -> (bool, &str) {
    text.strip_prefix('-').map_or((false, text), |rest| (true, rest))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_decimals_compare_by_value() {
        for (expected, came) in [
            ("42.0", "42"),
            ("1.50", "1.5"),
            ("-0.0", "0"),
            ("007", "7.000"),
            ("0.01", "00.010"),
            ("9223372036854775807.0", "9223372036854775807"),
        ] {
            assert!(same_decimal(expected, came), "{expected} {came}");
        }
        for (expected, came) in [
            ("42.0", "43"),
            ("1.5", "15"),
            ("-1", "1"),
            ("1e2", "100"),
            ("1.", "1"),
            (".5", "0.5"),
            ("", ""),
            ("-", "-"),
            ("a", "a"),
        ] {
            assert!(!same_decimal(expected, came), "{expected} {came}");
        }
    }

    #[test]
    fn decimals_of_one_value_have_one_form() {
        for (text, expected) in [("42.0", "0.42e2"), ("42", "0.42e2"), ("-0.010", "-0.1e-1")] {
            assert_eq!(canonical_decimal(text).as_deref(), Some(expected));
        }
        assert_eq!(canonical_decimal("1e2"), None);
    }

    #[test]
    fn ruby_writes_decimals_with_an_exponent() {
        for (expected, came) in [
            ("0.15e1", "1.5"),
            ("0.42e2", "42.0"),
            ("0.1e-2", "0.001"),
            ("-0.1e1", "-1"),
            ("0.0", "0"),
            ("-0.0", "0.0"),
            ("0.15e1", "0.15e1"),
        ] {
            assert!(same_ruby_decimal(expected, came), "{expected} {came}");
        }
        for (expected, came) in [
            ("0.15e1", "15"),
            ("0.15e1", "a"),
            ("1.5", "1.50"),
            ("1e2", "100"),
            ("0.1e9223372036854775807", "1"),
        ] {
            assert!(!same_ruby_decimal(expected, came), "{expected} {came}");
        }
    }
}
