//! The rules that are built in, as one table: how they are written in `#[input(..)]`, and what they are.

use Takes::{Bound, Choices, Decimals, Length, Nothing, Part, Pattern, Range, Text};

/// A word of `#[input(..)]` that is a rule.
#[derive(Debug, Clone)]
pub(crate) struct RuleWord {
    /// The word.
    pub(crate) word: &'static str,
    /// The name of the rule, which is that of its constant and of its struct.
    pub(crate) rule: &'static str,
    /// What stands behind the word.
    pub(crate) takes: Takes,
    /// When it has its turn.
    pub(crate) stage: Stage,
    /// Whether it looks at the elements of a collection, so that they have their turn before.
    pub(crate) looks_inside: bool,
}

/// What stands behind a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    /// Nothing.
    Nothing,
    /// `= 5`, `= -0.5`: a number.
    Bound,
    /// `= 5`: a number of characters or elements.
    Length,
    /// `= 2`, or nothing: a number of decimals.
    Decimals,
    /// `(0, 10)`: two numbers.
    Range,
    /// `= ".."`: text.
    Text,
    /// `= ".."`: a regular expression.
    Pattern,
    /// `= ".."` or `= 5`: text or a number.
    Part,
    /// `= ["a", "b"]` or `("a", "b")`, or the same with numbers.
    Choices,
}

/// The stages of processing, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Cast,
    Transform,
    Validate,
}

impl Stage {
    /// Says what a rule does to the value.
    pub(crate) const fn verb(self) -> &'static str {
        match self {
            Self::Cast => "reads",
            Self::Transform => "changes",
            Self::Validate => "judges",
        }
    }
}

impl RuleWord {
    const fn new(word: &'static str, takes: Takes, stage: Stage) -> Self {
        Self {
            word,
            rule: word,
            takes,
            stage,
            looks_inside: false,
        }
    }

    const fn caster(word: &'static str) -> Self {
        Self::new(word, Nothing, Stage::Cast)
    }

    const fn transformer(word: &'static str, takes: Takes) -> Self {
        Self::new(word, takes, Stage::Transform)
    }

    const fn validator(word: &'static str, takes: Takes) -> Self {
        Self::new(word, takes, Stage::Validate)
    }

    /// Another word for `rule`.
    const fn meaning(mut self, rule: &'static str) -> Self {
        self.rule = rule;
        self
    }

    const fn looking_inside(mut self) -> Self {
        self.looks_inside = true;
        self
    }

    /// Returns the rule that is written as `word`.
    pub(crate) fn find(word: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.word == word)
    }
}

/// Every rule that is built in, in the order of their stages.
pub(crate) static RULES: &[RuleWord] = &[
    RuleWord::caster("from_csv"),
    RuleWord::caster("from_json"),
    RuleWord::transformer("capitalize", Nothing),
    RuleWord::transformer("ceil", Nothing),
    RuleWord::transformer("clamp", Range),
    RuleWord::transformer("downcase", Nothing),
    RuleWord::transformer("lower", Nothing).meaning("downcase"),
    RuleWord::transformer("lowercase", Nothing).meaning("downcase"),
    RuleWord::transformer("floor", Nothing),
    RuleWord::transformer("from_base64", Nothing),
    RuleWord::transformer("hash", Text),
    RuleWord::transformer("round", Decimals),
    RuleWord::transformer("sanitize_html", Nothing),
    RuleWord::transformer("slugify", Nothing),
    RuleWord::transformer("squish", Nothing),
    RuleWord::transformer("title", Nothing),
    RuleWord::transformer("trim", Nothing),
    RuleWord::transformer("truncate", Length),
    RuleWord::transformer("upcase", Nothing),
    RuleWord::transformer("upper", Nothing).meaning("upcase"),
    RuleWord::transformer("uppercase", Nothing).meaning("upcase"),
    RuleWord::transformer("without", Text),
    RuleWord::validator("contains", Part).looking_inside(),
    RuleWord::validator("country", Nothing),
    RuleWord::validator("credit_card", Nothing),
    RuleWord::validator("currency", Nothing),
    RuleWord::validator("email", Nothing),
    RuleWord::validator("ends_with", Text),
    RuleWord::validator("exclusive_max", Bound),
    RuleWord::validator("exclusive_min", Bound),
    RuleWord::validator("iban", Nothing),
    RuleWord::validator("matches", Pattern),
    RuleWord::validator("max", Bound),
    RuleWord::validator("max_length", Length),
    RuleWord::validator("max_size", Length),
    RuleWord::validator("min", Bound),
    RuleWord::validator("min_length", Length),
    RuleWord::validator("min_size", Length),
    RuleWord::validator("multiple_of", Bound),
    RuleWord::validator("not_empty", Nothing),
    RuleWord::validator("one_of", Choices),
    RuleWord::validator("phone", Nothing),
    RuleWord::validator("phone_number", Nothing),
    RuleWord::validator("postal_code", Text),
    RuleWord::validator("size", Length),
    RuleWord::validator("slug", Nothing),
    RuleWord::validator("ssn", Nothing),
    RuleWord::validator("starts_with", Text),
    RuleWord::validator("unique_items", Nothing).looking_inside(),
    RuleWord::validator("url", Nothing),
    RuleWord::validator("username", Nothing),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_has_one_meaning_and_stages_come_in_order() {
        for (index, rule) in RULES.iter().enumerate() {
            assert!(
                std::ptr::eq(rule, RuleWord::find(rule.word).expect("is known")),
                "{}",
                rule.word
            );
            assert!(RuleWord::find(rule.rule).is_some(), "{}", rule.rule);
            assert!(
                RULES[..index].iter().all(|before| before.stage <= rule.stage),
                "{}",
                rule.word
            );
        }
    }
}
