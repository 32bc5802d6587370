//! Numbers within bounds.

use std::borrow::Cow;

use crate::{
    builtin::{FLOAT, NUMBER},
    declaration::{Base, NamedType},
    rule::{Argument, EXCLUSIVE_MIN, MAX, MIN, RuleSpec},
};

/// `percentage`: a number from 0 to 100.
pub static PERCENTAGE: NamedType = NamedType {
    name: Cow::Borrowed("percentage"),
    extends: Cow::Borrowed("float"),
    base: Base::Scalar(FLOAT),
    rules: Cow::Borrowed(
        const {
            &[
                RuleSpec::new(MIN, &[Argument::Int(0)]),
                RuleSpec::new(MAX, &[Argument::Int(100)]),
            ]
        },
    ),
    description: Some(Cow::Borrowed("A percentage, from 0 to 100")),
};

/// `positive_integer`: a whole number from 1 on.
pub static POSITIVE_INTEGER: NamedType = NamedType {
    name: Cow::Borrowed("positive_integer"),
    extends: Cow::Borrowed("integer"),
    base: Base::integer(),
    rules: Cow::Borrowed(const { &[RuleSpec::new(MIN, &[Argument::Int(1)])] }),
    description: Some(Cow::Borrowed("A whole number above zero")),
};

/// `non_negative_integer`: a whole number from 0 on.
pub static NON_NEGATIVE_INTEGER: NamedType = NamedType {
    name: Cow::Borrowed("non_negative_integer"),
    extends: Cow::Borrowed("integer"),
    base: Base::integer(),
    rules: Cow::Borrowed(const { &[RuleSpec::new(MIN, &[Argument::Int(0)])] }),
    description: Some(Cow::Borrowed("A whole number that is not negative")),
};

/// `negative_integer`: a whole number up to -1.
pub static NEGATIVE_INTEGER: NamedType = NamedType {
    name: Cow::Borrowed("negative_integer"),
    extends: Cow::Borrowed("integer"),
    base: Base::integer(),
    rules: Cow::Borrowed(const { &[RuleSpec::new(MAX, &[Argument::Int(-1)])] }),
    description: Some(Cow::Borrowed("A whole number below zero")),
};

/// `positive_number`: a number above 0.
pub static POSITIVE_NUMBER: NamedType = NamedType {
    name: Cow::Borrowed("positive_number"),
    extends: Cow::Borrowed("number"),
    base: Base::Scalar(NUMBER),
    rules: Cow::Borrowed(const { &[RuleSpec::new(EXCLUSIVE_MIN, &[Argument::Int(0)])] }),
    description: Some(Cow::Borrowed("A number above zero")),
};

/// `non_negative_number`: a number from 0 on.
pub static NON_NEGATIVE_NUMBER: NamedType = NamedType {
    name: Cow::Borrowed("non_negative_number"),
    extends: Cow::Borrowed("number"),
    base: Base::Scalar(NUMBER),
    rules: Cow::Borrowed(const { &[RuleSpec::new(MIN, &[Argument::Int(0)])] }),
    description: Some(Cow::Borrowed("A number that is not negative")),
};

/// `positive_float`: a number of double precision above 0.
pub static POSITIVE_FLOAT: NamedType = NamedType {
    name: Cow::Borrowed("positive_float"),
    extends: Cow::Borrowed("float"),
    base: Base::Scalar(FLOAT),
    rules: Cow::Borrowed(const { &[RuleSpec::new(EXCLUSIVE_MIN, &[Argument::Int(0)])] }),
    description: Some(Cow::Borrowed("A number above zero")),
};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::builtin::named::testing::{refuses, takes};

    #[test]
    fn whole_numbers_are_on_one_side_of_zero() {
        takes(&POSITIVE_INTEGER, &json!("1"), &json!(1));
        refuses(&POSITIVE_INTEGER, &json!(0), "below_minimum");
        takes(&NON_NEGATIVE_INTEGER, &json!(0), &json!(0));
        refuses(&NON_NEGATIVE_INTEGER, &json!(-1), "below_minimum");
        takes(&NEGATIVE_INTEGER, &json!(-1), &json!(-1));
        refuses(&NEGATIVE_INTEGER, &json!(0), "max_exceeded");
        refuses(&NEGATIVE_INTEGER, &json!(-1.5), "cannot_cast");
    }

    #[test]
    fn numbers_are_on_one_side_of_zero() {
        takes(&POSITIVE_NUMBER, &json!(0.1), &json!(0.1));
        refuses(&POSITIVE_NUMBER, &json!(0), "not_above_minimum");
        takes(&NON_NEGATIVE_NUMBER, &json!(0), &json!(0));
        refuses(&NON_NEGATIVE_NUMBER, &json!(-0.1), "below_minimum");
        takes(&POSITIVE_FLOAT, &json!("0.5"), &json!(0.5));
        refuses(&POSITIVE_FLOAT, &json!(0.0), "not_above_minimum");
    }

    #[test]
    fn percentages_are_between_0_and_100() {
        takes(&PERCENTAGE, &json!(0), &json!(0));
        takes(&PERCENTAGE, &json!(99.9), &json!(99.9));
        refuses(&PERCENTAGE, &json!(100.1), "max_exceeded");
        refuses(&PERCENTAGE, &json!(-0.1), "below_minimum");
    }
}
