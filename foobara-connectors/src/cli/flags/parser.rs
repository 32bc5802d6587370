use clap::{Arg, ArgAction, Command, builder::StyledStr};
use foobara_types::{Argument, Base, DefaultValue, rule};
use heck::ToShoutySnakeCase;
use serde_json::Value;

use super::{names::Flag, shape::Shape};
use crate::cli::options;

/// Returns the parser of one command's flags and the global options.
///
/// It refuses flags that do not exist. What is missing and what values are bad, the framework says.
pub(crate) fn parser(
    program: &str,
    name: &str,
    description: Option<&'static str>,
    flags: &[Flag<'_>],
) -> Command {
    let inputs = flags
        .iter()
        .enumerate()
        .flat_map(|(index, flag)| flag_args(index, flag));
    let usage = if flags.is_empty() { "" } else { " [INPUTS]" };
    Command::new(name.to_owned())
        .no_binary_name(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .about(description)
        .override_usage(format!("{program} {name}{usage} [GLOBAL OPTIONS]"))
        .args(inputs)
        .args(options::args())
}

/// Returns the id of a flag's value.
pub(super) fn id(index: usize) -> String {
    format!("input.{index}")
}

/// Returns the id of the flag that says false.
pub(super) fn off_id(index: usize) -> String {
    format!("input.{index}.off")
}

fn flag_args(index: usize, flag: &Flag<'_>) -> impl Iterator<Item = Arg> {
    let on = value_arg(index, flag);
    let off = flag.off.as_ref().map(|off| off_arg(index, flag, off));
    std::iter::once(on).chain(off)
}

fn value_arg(index: usize, flag: &Flag<'_>) -> Arg {
    let arg = Arg::new(id(index))
        .long(flag.long.clone())
        .short(flag.short)
        .help(help(flag))
        .help_heading(HEADING)
        .hide(!flag.is_shown)
        .allow_negative_numbers(true)
        .value_name(value_name(flag));
    match flag.shape {
        Shape::Switch => {
            let arg = arg
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("true");
            if flag.off.is_some() {
                arg.overrides_with(off_id(index))
            } else {
                arg
            }
        }
        shape if shape.takes_several() => arg.num_args(0..).action(ArgAction::Append),
        _ => arg.num_args(1),
    }
}

fn off_arg(index: usize, flag: &Flag<'_>, off: &str) -> Arg {
    Arg::new(off_id(index))
        .long(off.to_owned())
        .action(ArgAction::SetTrue)
        .help(off_help(flag))
        .help_heading(HEADING)
        .overrides_with(id(index))
}

const HEADING: &str = "Inputs";

fn value_name(flag: &Flag<'_>) -> String {
    match flag.shape {
        Shape::Pairs | Shape::JsonPairs => "KEY=VALUE".to_owned(),
        Shape::Switch => "BOOLEAN".to_owned(),
        Shape::Word | Shape::Words | Shape::JsonWords | Shape::Json => flag.long.to_shouty_snake_case(),
    }
}

fn help(flag: &Flag<'_>) -> StyledStr {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(
        flag.attribute
            .declaration
            .description
            .as_deref()
            .map(str::to_owned),
    );
    if flag.is_required {
        parts.push("[required]".to_owned());
    }
    parts.extend(default(flag).map(|default| format!("[default: {default}]")));
    parts.extend(choices(flag).map(|choices| format!("[possible values: {choices}]")));
    if matches!(flag.shape, Shape::Json | Shape::JsonWords | Shape::JsonPairs) {
        parts.push("[JSON]".to_owned());
    }
    parts.join(" ").into()
}

fn off_help(flag: &Flag<'_>) -> StyledStr {
    if flag.is_shown {
        return format!("Says no to --{}", flag.long).into();
    }
    let description = flag.attribute.declaration.description.as_deref();
    let negated = description.map_or_else(|| flag.long.clone(), str::to_owned);
    format!("Not: {negated} [default: true]").into()
}

fn default(flag: &Flag<'_>) -> Option<String> {
    if flag.attribute.declaration.sensitive {
        return None;
    }
    match flag.attribute.default.as_ref().map(DefaultValue::value)? {
        Value::String(text) => Some(text),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

fn choices(flag: &Flag<'_>) -> Option<String> {
    let declaration = &flag.attribute.declaration;
    let element = match &declaration.base {
        Base::Array(element) => element,
        _ => declaration,
    };
    let spec = element
        .all_rules()
        .find(|spec| spec.kind.name == rule::ONE_OF.name)?;
    let choices: Vec<String> = spec.arguments.iter().map(choice).collect();
    Some(choices.join(", "))
}

fn choice(argument: &Argument) -> String {
    match argument {
        Argument::Text(text) => text.clone().into_owned(),
        other => other.to_value().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use foobara_types::{Attribute, AttributesType, Base, Declaration, RuleSpec};

    use super::{super::flags, *};

    use crate::cli::declared::*;

    fn parser_of(inputs: &AttributesType) -> Command {
        parser(
            "zoo",
            "create",
            Some("Creates a capybara"),
            &flags(inputs, &options::reserved()),
        )
    }

    fn described(attribute: Attribute, description: &'static str) -> Attribute {
        let declaration = Declaration {
            description: Some(description.into()),
            ..attribute.declaration
        };
        Attribute {
            declaration,
            ..attribute
        }
    }

    fn colour() -> Attribute {
        const CHOICES: &[Argument] = &[Argument::text("red"), Argument::text("blue")];
        let mut colour = described(defaulting("colour", Base::Scalar(STRING), "red"), "Of the fur");
        colour.declaration.rules = vec![RuleSpec::new(rule::ONE_OF, CHOICES)].into();
        colour
    }

    #[test]
    fn help_says_what_each_flag_is() {
        let inputs = attributes(vec![
            described(required("age", INTEGER), "In years"),
            colour(),
            described(defaulting("tame", Base::Scalar(BOOLEAN), true), "Can be touched"),
            required("loud", Base::Scalar(BOOLEAN)),
            required("tags", array(Base::Scalar(STRING))),
            required("labels", map(Base::Scalar(DUCK))),
            required("extra", Base::Scalar(DUCK)),
        ]);
        let help = parser_of(&inputs).term_width(100).render_help().to_string();
        let (inputs, _) = help.split_once("Global options:").expect("has global options");
        let expected = "\
Creates a capybara

Usage: zoo create [INPUTS] [GLOBAL OPTIONS]

Inputs:
  -a, --age <AGE>                In years [required]
  -c, --colour <COLOUR>          Of the fur [default: red] [possible values: red, blue]
      --skip-tame                Not: Can be touched [default: true]
      --loud[=<BOOLEAN>]         [required]
      --skip-loud                Says no to --loud
  -t, --tags [<TAGS>...]         [required]
      --labels [<KEY=VALUE>...]  [required] [JSON]
  -e, --extra <EXTRA>            [required] [JSON]

";
        assert_eq!(inputs, expected);
    }

    #[test]
    fn defaults_that_are_secret_are_not_shown() {
        let mut pin = defaulting("pin", Base::Scalar(STRING), "1234");
        pin.declaration.sensitive = true;
        let help = parser_of(&attributes(vec![pin])).render_help().to_string();
        assert!(help.contains("--pin") && !help.contains("1234"), "{help}");
    }

    #[test]
    fn only_unknown_flags_are_refused() {
        let inputs = attributes(vec![required("age", INTEGER), colour()]);
        assert!(
            parser_of(&inputs)
                .try_get_matches_from(["--colour", "green"])
                .is_ok()
        );
        let error = parser_of(&inputs)
            .try_get_matches_from(["--agee", "1"])
            .expect_err("is no flag");
        assert!(error.to_string().contains("'--age'"), "{error}");
    }

    #[test]
    fn every_shape_makes_a_parser_that_clap_accepts() {
        let bases = [
            Base::Scalar(BOOLEAN),
            INTEGER,
            array(record()),
            array(array(Base::Scalar(STRING))),
            map(INTEGER),
            map(Base::Scalar(DUCK)),
        ];
        let names = ["help", "list", "stdin", "f", "errors", "skip-help"];
        let inputs = attributes(
            names
                .into_iter()
                .zip(bases)
                .map(|(name, base)| required(name, base))
                .collect(),
        );
        parser_of(&inputs).debug_assert();
    }
}
