//! The errors of rules, which follow from their names.

use foobara_types::{Category, RuleKind, rule::Stage};
use heck::ToUpperCamelCase;
use serde_json::{Map, Value};

use super::{
    error::{class_name, error_entry},
    processor::{argument, subject},
};

/// Returns the class of an error of a rule, as Ruby foobara would call it:
/// `string::SupportedValidators::MaxLength::MaxLengthExceededError`. The errors of a rule of several checks are those of
/// a type: `email::Validators::SecondPartCannotBeEmpty::SecondPartCannotBeEmptyError`.
pub(super) fn class(kind: &RuleKind, symbol: &str) -> [String; 4] {
    let role = kind.stage.role().to_upper_camel_case();
    let error = class_name(symbol);
    if kind.symbols.len() > 1 {
        let check = symbol.to_upper_camel_case();
        [kind.name.to_owned(), format!("{role}s"), check, error]
    } else {
        let rule = kind.name.to_upper_camel_case();
        [
            subject(kind.on).to_owned(),
            format!("Supported{role}s"),
            rule,
            error,
        ]
    }
}

/// Returns the entries of the errors of a rule by class.
pub(super) fn errors(kind: &RuleKind) -> impl Iterator<Item = (String, Value)> {
    kind.symbols.iter().map(move |symbol| {
        let path = class(kind, symbol);
        let is_fatal = kind.stage != Stage::Validate;
        let entry = error_entry(&path, Category::Data, symbol, &context(kind), is_fatal);
        (path.join("::"), entry)
    })
}

/// The value, and what the rule was given under its name.
fn context(kind: &RuleKind) -> Map<String, Value> {
    let value = ("value".to_owned(), subject(kind.on).into());
    let given = argument(kind).map(|argument| (kind.name.to_owned(), argument.into()));
    std::iter::once(value).chain(given).collect()
}
