//! A call to try, made up from declarations.

use foobara_types::{
    AttributesType, Base, Declaration, InputErrors, RuleSpec, cast, declaration::Wire, json::Notes, rule,
};
use serde_json::{Map, Value};

use crate::exposure::{ExposedCommand, Exposure};

/// Returns the first command that inputs can be made up for, and the inputs.
///
/// Records cannot be made up, nor can text for a pattern; and who asks, nobody knows.
pub(super) fn call(exposure: &Exposure) -> Option<(&ExposedCommand, Value)> {
    let open = exposure
        .commands()
        .iter()
        .filter(|command| !command.requires_authentication());
    open.filter_map(|command| Some((command, inputs(&command.entry().meta.inputs)?)))
        .next()
}

/// Above this depth, a model is taken to need itself.
const DEEPEST: usize = 16;

/// Returns values for the inputs that are required, if there are any that pass.
fn inputs(declared: &AttributesType) -> Option<Value> {
    let made_up = attributes_at(0, declared)?;
    let mut checked = made_up.clone();
    let mut errors = InputErrors::new();
    cast::cast(declared, &mut checked, &Notes::none(), &mut errors);
    errors.is_empty().then_some(made_up)
}

fn attributes_at(depth: usize, declared: &AttributesType) -> Option<Value> {
    let required = declared.attributes.iter().filter(|attribute| attribute.required);
    let entry = |attribute: &foobara_types::Attribute| {
        Some((
            attribute.name.clone().into_owned(),
            value_at(depth + 1, &attribute.declaration)?,
        ))
    };
    required
        .map(entry)
        .collect::<Option<Map<String, Value>>>()
        .map(Value::Object)
}

fn value_at(depth: usize, declaration: &Declaration) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    if let Some(choice) = find(declaration, rule::ONE_OF.name).and_then(|spec| spec.arguments.first()) {
        return Some(choice.to_value());
    }
    Some(match &declaration.base {
        Base::Scalar(scalar) => match scalar.wire {
            Wire::Boolean => true.into(),
            Wire::Number => float(declaration).into(),
            Wire::Text | Wire::Any => string(declaration).into(),
        },
        Base::Integer { min, max } => integer(declaration, *min, *max)?,
        Base::Array(element) => Value::Array(vec![value_at(depth + 1, element)?]),
        Base::Tuple(tuple) => {
            let elements = tuple.elements.iter();
            Value::Array(
                elements
                    .map(|element| value_at(depth + 1, element))
                    .collect::<Option<_>>()?,
            )
        }
        Base::Map(map) => Value::Object(Map::from_iter([(
            "key".to_owned(),
            value_at(depth + 1, &map.value)?,
        )])),
        Base::Attributes(nested) => attributes_at(depth, nested)?,
        Base::Model(model) => attributes_at(depth, &model.attributes)?,
        _ => return None,
    })
}

fn find<'a>(declaration: &'a Declaration, name: &str) -> Option<&'a RuleSpec> {
    declaration.all_rules().find(|spec| spec.kind.name == name)
}

fn bound(declaration: &Declaration, name: &str) -> Option<Value> {
    Some(find(declaration, name)?.arguments.first()?.to_value())
}

fn integer(declaration: &Declaration, min: i128, max: i128) -> Option<Value> {
    let whole = |name| {
        bound(declaration, name)
            .and_then(|bound| bound.as_i64())
            .map(i128::from)
    };
    let min = whole(rule::MIN.name).unwrap_or(min);
    let max = whole(rule::MAX.name).unwrap_or(max);
    i64::try_from(1.max(min).min(max)).ok().map(Value::from)
}

fn float(declaration: &Declaration) -> f64 {
    let number = |name| bound(declaration, name).and_then(|bound| bound.as_f64());
    let above = number(rule::MIN.name).map_or(1.5, |min| min.max(1.5));
    number(rule::MAX.name).map_or(above, |max| max.min(above))
}

fn string(declaration: &Declaration) -> String {
    if find(declaration, rule::EMAIL.name).is_some() {
        return "someone@example.com".to_owned();
    }
    let length = |name| {
        bound(declaration, name)
            .and_then(|bound| bound.as_u64())
            .and_then(|bound| bound.try_into().ok())
    };
    let least: usize = length(rule::MIN_LENGTH.name).unwrap_or_default();
    let most: usize = length(rule::MAX_LENGTH.name).unwrap_or(usize::MAX);
    "text"
        .chars()
        .cycle()
        .take(least.max(4).min(most).min(1000))
        .collect()
}

#[cfg(test)]
mod tests {
    use foobara_types::{Argument, Attribute, Ref};
    use serde_json::json;

    use super::*;
    use crate::cli::declared::*;

    fn ruled(attribute: Attribute, rules: Vec<RuleSpec>) -> Attribute {
        let declaration = Declaration {
            rules: rules.into(),
            ..attribute.declaration
        };
        Attribute {
            declaration,
            required: true,
            ..attribute
        }
    }

    #[test]
    fn what_is_required_is_made_up_within_its_rules() {
        const LOW: &[Argument] = &[Argument::Int(18)];
        const HIGH: &[Argument] = &[Argument::Int(-5)];
        const LONG: &[Argument] = &[Argument::Int(6)];
        const COLOURS: &[Argument] = &[Argument::text("red")];
        let declared = attributes(vec![
            ruled(text("name"), vec![]),
            ruled(text("code"), vec![RuleSpec::new(rule::MIN_LENGTH, LONG)]),
            ruled(text("colour"), vec![RuleSpec::new(rule::ONE_OF, COLOURS)]),
            ruled(text("email"), vec![RuleSpec::new(rule::EMAIL, &[])]),
            ruled(required("age", INTEGER), vec![RuleSpec::new(rule::MIN, LOW)]),
            ruled(required("depth", INTEGER), vec![RuleSpec::new(rule::MAX, HIGH)]),
            required("weight", Base::Scalar(FLOAT)),
            required("tags", array(Base::Scalar(STRING))),
            nested("cfg", vec![required("loud", Base::Scalar(BOOLEAN)), text("note")]),
            text("note"),
        ]);
        let expected = json!({
            "name": "text",
            "code": "textte",
            "colour": "red",
            "email": "someone@example.com",
            "age": 18,
            "depth": -5,
            "weight": 1.5,
            "tags": ["text"],
            "cfg": { "loud": true },
        });
        assert_eq!(inputs(&declared), Some(expected));
        assert_eq!(inputs(&attributes(vec![text("note")])), Some(json!({})));
    }

    #[test]
    fn what_cannot_be_made_up_is_not() {
        const PATTERN: &[Argument] = &[Argument::text("^[0-9]+$")];
        assert_eq!(inputs(&attributes(vec![required("keeper", record())])), None);
        let pattern = ruled(text("code"), vec![RuleSpec::new(rule::MATCHES, PATTERN)]);
        assert_eq!(inputs(&attributes(vec![pattern])), None);
    }

    #[test]
    fn a_model_that_needs_itself_cannot_be_made_up() {
        assert_eq!(
            inputs(&attributes(vec![required(
                "tree",
                Base::Model(Ref::Static(tree))
            )])),
            None
        );
    }
}
