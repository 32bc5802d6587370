use serde_json::Number;

/// Returns whether two numbers are of one value: whole ones compare exactly, all others as floats, so `1` is `1.0`.
pub(crate) fn same_number(expected: &Number, came: &Number) -> bool {
    match (expected.as_i128(), came.as_i128()) {
        (Some(expected), Some(came)) => expected == came,
        _ => expected.as_f64() == came.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(expected: &str, came: &str) -> bool {
        let number = |text| serde_json::from_str::<Number>(text).expect("is a number");
        same_number(&number(expected), &number(came))
    }

    #[test]
    fn numbers_compare_by_value() {
        assert!(same("1", "1.0"));
        assert!(same("-0.0", "0"));
        assert!(same("1e20", "100000000000000000000"));
        assert!(!same("1", "2"));
    }

    #[test]
    fn whole_numbers_compare_exactly() {
        assert!(same("9007199254740993", "9007199254740993"));
        assert!(!same("9007199254740993", "9007199254740992"));
    }
}
