//! What we do where RFC 8259 leaves the choice: the files of JSONTestSuite that begin with `i_`.
//!
//! The reasons are in `docs/suites.md`.

/// What is made of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is JSON.
    Taken,
    /// It is JSON, and means this value.
    Becomes(&'static str),
    /// It is refused as no JSON.
    Refused,
}

use Verdict::{Becomes, Refused};

/// The verdict on each file that may be taken or refused.
pub(super) const VERDICTS: [(&str, Verdict); 35] = [
    ("i_number_double_huge_neg_exp.json", Becomes("[0.0]")),
    ("i_number_huge_exp.json", Refused),
    ("i_number_neg_int_huge_exp.json", Refused),
    ("i_number_pos_double_huge_exp.json", Refused),
    ("i_number_real_neg_overflow.json", Refused),
    ("i_number_real_pos_overflow.json", Refused),
    ("i_number_real_underflow.json", Becomes("[0.0]")),
    (
        "i_number_too_big_neg_int.json",
        Becomes("[-1.2312312312312312e+29]"),
    ),
    ("i_number_too_big_pos_int.json", Becomes("[1e+20]")),
    (
        "i_number_very_big_negative_int.json",
        Becomes("[-2.374623746732769e+47]"),
    ),
    ("i_object_key_lone_2nd_surrogate.json", Refused),
    ("i_string_1st_surrogate_but_2nd_missing.json", Refused),
    ("i_string_1st_valid_surrogate_2nd_invalid.json", Refused),
    ("i_string_UTF-16LE_with_BOM.json", Refused),
    ("i_string_UTF-8_invalid_sequence.json", Refused),
    ("i_string_UTF8_surrogate_U+D800.json", Refused),
    ("i_string_incomplete_surrogate_and_escape_valid.json", Refused),
    ("i_string_incomplete_surrogate_pair.json", Refused),
    ("i_string_incomplete_surrogates_escape_valid.json", Refused),
    ("i_string_invalid_lonely_surrogate.json", Refused),
    ("i_string_invalid_surrogate.json", Refused),
    ("i_string_invalid_utf-8.json", Refused),
    ("i_string_inverted_surrogates_U+1D11E.json", Refused),
    ("i_string_iso_latin_1.json", Refused),
    ("i_string_lone_second_surrogate.json", Refused),
    ("i_string_lone_utf8_continuation_byte.json", Refused),
    ("i_string_not_in_unicode_range.json", Refused),
    ("i_string_overlong_sequence_2_bytes.json", Refused),
    ("i_string_overlong_sequence_6_bytes.json", Refused),
    ("i_string_overlong_sequence_6_bytes_null.json", Refused),
    ("i_string_truncated-utf-8.json", Refused),
    ("i_string_utf16BE_no_BOM.json", Refused),
    ("i_string_utf16LE_no_BOM.json", Refused),
    ("i_structure_500_nested_arrays.json", Refused),
    ("i_structure_UTF-8_BOM_empty_object.json", Refused),
];

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = include_str!("../../../docs/suites.md");

    #[test]
    fn every_verdict_is_documented() {
        let rows: Vec<&str> = PAGE.lines().filter(|line| line.starts_with("| `i_")).collect();
        assert_eq!(rows.len(), VERDICTS.len());
        for (row, (name, verdict)) in rows.iter().zip(VERDICTS) {
            let verdict = match verdict {
                Becomes(value) => format!("`{value}`"),
                Verdict::Taken => "taken".to_owned(),
                Refused => "refused".to_owned(),
            };
            assert!(row.starts_with(&format!("| `{name}` | {verdict} | ")), "{row}");
        }
    }
}
