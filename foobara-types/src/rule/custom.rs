use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{Rule, RuleKind, Stage};
use crate::error::Issue;

/// A rule from the user's own crate, used as `#[input(rule = MyRule)]`.
///
/// ```
/// use foobara_types::{Issue, Rule, rule::CustomRule};
///
/// #[derive(Default)]
/// struct Even;
///
/// impl Rule<i64> for Even {
///     fn process(&self, value: &mut i64) -> Result<(), Box<Issue>> {
///         if *value % 2 == 0 {
///             return Ok(());
///         }
///         Err(Box::new(Issue::text("not_even", "must be even")))
///     }
/// }
///
/// impl CustomRule<i64> for Even {
///     const NAME: &'static str = "even";
///     const SYMBOLS: &'static [&'static str] = &["not_even"];
/// }
///
/// let mut value = serde_json::json!(3);
/// let rule = foobara_types::RuleSpec::new(Even::KIND, &[]);
/// assert!(rule.process(&foobara_types::Base::integer(), &mut value).is_err());
/// ```
pub trait CustomRule<T>: Rule<T> + Default
where
    T: Serialize + DeserializeOwned + 'static,
{
    /// The name in declarations.
    const NAME: &'static str;
    /// The symbols of the errors it can report.
    const SYMBOLS: &'static [&'static str];

    /// The rule as data. Provided; it brings a dynamic value to `T`, applies the rule, and brings it back.
    const KIND: &'static RuleKind = &RuleKind {
        name: Self::NAME,
        symbols: Self::SYMBOLS,
        stage: if Self::SYMBOLS.is_empty() {
            Stage::Transform
        } else {
            Stage::Validate
        },
        looks_inside: true,
        process: &|_, value| dynamic::<T, Self>(value),
        ..RuleKind::VALIDATOR
    };
}

fn dynamic<T: Serialize + DeserializeOwned, R: Rule<T> + Default>(
    value: &mut Value,
) -> Result<(), Box<Issue>> {
    let Ok(mut typed) = serde_json::from_value::<T>(value.clone()) else {
        return Ok(());
    };
    R::default().process(&mut typed)?;
    if let Ok(processed) = serde_json::to_value(&typed) {
        *value = processed;
    }
    Ok(())
}
