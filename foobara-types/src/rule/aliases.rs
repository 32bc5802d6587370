use serde_json::Value;

use super::{Argument, RuleKind, Takes};

/// Other names of the symbols of an enum: pairs of a name and the one it stands for. Declarations do not show them.
pub const ALIASES: &RuleKind = &RuleKind {
    takes: Takes::Anything,
    process: &|given, value| {
        if let Some(name) = meant(given.arguments, value) {
            *value = name;
        }
        Ok(())
    },
    ..RuleKind::CASTER
};

fn meant(pairs: &[Argument], value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    pairs.chunks_exact(2).find_map(|pair| match pair {
        [alias, name] if alias.as_str() == Some(text) => Some(name.to_value()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Base, RuleSpec};

    const GREY: RuleSpec = RuleSpec::new(
        ALIASES,
        const { &[Argument::text("gray"), Argument::text("grey")] },
    );

    #[test]
    fn a_name_takes_the_place_of_its_alias_and_other_values_stay() {
        for (value, expected) in [
            (json!("gray"), json!("grey")),
            (json!("grey"), json!("grey")),
            (json!("red"), json!("red")),
            (json!(1), json!(1)),
        ] {
            let mut processed = value;
            assert_eq!(GREY.process(&Base::integer(), &mut processed), Ok(()));
            assert_eq!(processed, expected);
        }
    }
}
