use super::{
    CONTAINS, COUNTRY, CREDIT_CARD, DOWNCASE, EMAIL, ENDS_WITH, EXCLUSIVE_MAX, EXCLUSIVE_MIN, IBAN,
    INSTANCE_OF, MATCHES, MAX, MAX_LENGTH, MAX_SIZE, MIN, MIN_LENGTH, MIN_SIZE, MULTIPLE_OF, NOT_EMPTY,
    ONE_OF, PHONE, POSTAL_CODE, RuleKind, SIZE, SLUG, SSN, STARTS_WITH, TRIM, UNIQUE_ITEMS, UPCASE, USERNAME,
    WITHOUT,
};

/// Returns whether a rule comes with this crate.
pub fn is_builtin(rule: &RuleKind) -> bool {
    ALL.iter()
        .any(|known| known.name == rule.name && known.symbols == rule.symbols)
}

/// Every rule of this crate; those behind features when they are enabled.
pub const ALL: &[&RuleKind] = &[
    MIN,
    MAX,
    EXCLUSIVE_MIN,
    EXCLUSIVE_MAX,
    MULTIPLE_OF,
    MIN_LENGTH,
    MAX_LENGTH,
    MATCHES,
    STARTS_WITH,
    ENDS_WITH,
    SIZE,
    MIN_SIZE,
    MAX_SIZE,
    NOT_EMPTY,
    CONTAINS,
    UNIQUE_ITEMS,
    ONE_OF,
    EMAIL,
    PHONE,
    USERNAME,
    SLUG,
    IBAN,
    CREDIT_CARD,
    SSN,
    POSTAL_CODE,
    COUNTRY,
    #[cfg(feature = "iso")]
    super::CURRENCY,
    #[cfg(feature = "phonenumber")]
    super::PHONE_NUMBER,
    #[cfg(feature = "url")]
    super::URL,
    crate::builtin::NON_ZERO,
    crate::builtin::ORDERED,
    INSTANCE_OF,
    TRIM,
    super::SQUISH,
    DOWNCASE,
    UPCASE,
    super::CAPITALIZE,
    super::TITLE,
    super::TRUNCATE,
    WITHOUT,
    super::ROUND,
    super::FLOOR,
    super::CEIL,
    super::CLAMP,
    #[cfg(feature = "slug")]
    super::SLUGIFY,
    #[cfg(feature = "html")]
    super::SANITIZE_HTML,
    #[cfg(feature = "hash")]
    super::HASH,
    #[cfg(feature = "base64")]
    super::FROM_BASE64,
    super::FROM_JSON,
    #[cfg(feature = "csv")]
    super::FROM_CSV,
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::rule::Stage;

    #[test]
    fn names_are_told_apart() {
        let names: HashSet<&str> = ALL.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), ALL.len());
        assert!(names.iter().all(|name| !name.is_empty()));
    }

    #[test]
    fn validators_say_what_they_complain_of() {
        let is_silent = |rule: &&&RuleKind| rule.stage == Stage::Validate && rule.symbols.is_empty();
        assert_eq!(ALL.iter().find(is_silent).map(|rule| rule.name), None);
    }
}
