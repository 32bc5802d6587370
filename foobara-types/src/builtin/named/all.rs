use super::{
    COUNTRY, CREDIT_CARD, EMAIL, IBAN, NEGATIVE_INTEGER, NON_NEGATIVE_INTEGER, NON_NEGATIVE_NUMBER,
    PERCENTAGE, PHONE, POSITIVE_FLOAT, POSITIVE_INTEGER, POSITIVE_NUMBER, POSTAL_CODE, SLUG, SSN, USERNAME,
};
use crate::declaration::NamedType;

/// Every named type of this crate; those behind features when they are enabled.
pub static NAMED_TYPES: &[&NamedType] = &[
    &EMAIL,
    &PHONE,
    &POSTAL_CODE,
    &COUNTRY,
    &USERNAME,
    &SLUG,
    &SSN,
    &IBAN,
    &CREDIT_CARD,
    #[cfg(feature = "iso")]
    &super::CURRENCY,
    #[cfg(feature = "url")]
    &super::URL,
    &PERCENTAGE,
    &POSITIVE_INTEGER,
    &NON_NEGATIVE_INTEGER,
    &NEGATIVE_INTEGER,
    &POSITIVE_NUMBER,
    &NON_NEGATIVE_NUMBER,
    &POSITIVE_FLOAT,
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_told_apart() {
        let names: HashSet<&str> = NAMED_TYPES.iter().map(|named| named.name.as_ref()).collect();
        assert_eq!(names.len(), NAMED_TYPES.len());
    }

    #[test]
    fn types_extend_what_their_values_are() {
        for named in NAMED_TYPES {
            assert_eq!(named.extends, named.base.name(), "{}", named.name);
            assert!(
                named.rules.iter().all(|rule| rule.kind.on.admits(&named.base)),
                "{}",
                named.name
            );
        }
    }
}
