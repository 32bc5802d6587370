//! What the flags of a command are called. The rules are in the documentation of [`cli`](crate::cli).

use std::collections::{HashMap, HashSet};

use foobara_types::{Attribute, AttributesType, Base, DefaultValue, ModelType};
use heck::ToKebabCase;
use serde_json::Value;

use super::shape::Shape;

/// An input that is no model, and the flag it is given by.
#[derive(Debug)]
pub(crate) struct Flag<'a> {
    /// Where the value goes.
    pub(crate) path: Vec<&'a str>,
    /// What the value is.
    pub(crate) attribute: &'a Attribute,
    /// Whether a command without it cannot run.
    pub(crate) is_required: bool,
    /// How the value is written.
    pub(crate) shape: Shape,
    /// The long name, without dashes.
    pub(crate) long: String,
    /// Whether the long name is shown in help.
    pub(crate) is_shown: bool,
    /// The long name that says false.
    pub(crate) off: Option<String>,
    /// The short name.
    pub(crate) short: Option<char>,
}

impl Flag<'_> {
    /// Returns the flag as people are told of it.
    pub(crate) fn label(&self) -> String {
        let long = self.off.as_ref().filter(|_| !self.is_shown).unwrap_or(&self.long);
        format!("--{long}")
    }
}

/// The names that inputs cannot have.
#[derive(Debug, Default)]
pub(crate) struct Reserved {
    /// Long names, without dashes.
    pub(crate) longs: HashSet<String>,
    /// Short names.
    pub(crate) shorts: HashSet<char>,
}

/// Returns the flags of a set of inputs, in the order they are declared.
pub(crate) fn flags<'a>(inputs: &'a AttributesType, reserved: &Reserved) -> Vec<Flag<'a>> {
    let mut leaves = Leaves::default();
    leaves.add(inputs, true);
    let mut flags = leaves.found;
    let longs = long_names(&flags, reserved);
    for (flag, long) in flags.iter_mut().zip(longs) {
        flag.long = long;
    }
    name_switches(&mut flags, reserved);
    name_shorts(&mut flags, reserved);
    flags
}

/// A walk over declared attributes down to those that are no models.
#[derive(Default)]
struct Leaves<'a> {
    found: Vec<Flag<'a>>,
    path: Vec<&'a str>,
    within: Vec<*const ModelType>,
}

impl<'a> Leaves<'a> {
    fn add(&mut self, attributes: &'a AttributesType, is_required: bool) {
        for attribute in attributes.attributes.iter() {
            self.path.push(&attribute.name);
            self.add_attribute(attribute, is_required && attribute.required);
            self.path.pop();
        }
    }

    fn add_attribute(&mut self, attribute: &'a Attribute, is_required: bool) {
        match &attribute.declaration.base {
            Base::Attributes(nested) if !nested.attributes.is_empty() => self.add(nested, is_required),
            Base::Model(model) if self.enters(model) => {
                self.within.push(std::ptr::from_ref(model));
                self.add(&model.attributes, is_required);
                self.within.pop();
            }
            _ => self.found.push(leaf(self.path.clone(), attribute, is_required)),
        }
    }

    /// A model within itself is written as JSON, and so is one that has nothing to name.
    fn enters(&self, model: &ModelType) -> bool {
        !model.attributes.attributes.is_empty() && !self.within.contains(&std::ptr::from_ref(model))
    }
}

fn leaf<'a>(path: Vec<&'a str>, attribute: &'a Attribute, is_required: bool) -> Flag<'a> {
    let shape = Shape::of(&attribute.declaration);
    Flag {
        path,
        attribute,
        is_required,
        shape,
        long: String::new(),
        is_shown: true,
        off: None,
        short: None,
    }
}

/// Lengthens the names that collide by one more step of their paths, until none does or they are whole.
fn long_names(flags: &[Flag<'_>], reserved: &Reserved) -> Vec<String> {
    let mut lengths = vec![1; flags.len()];
    loop {
        let names: Vec<String> = flags
            .iter()
            .zip(&lengths)
            .map(|(flag, length)| path_end(&flag.path, *length))
            .collect();
        let mut uses: HashMap<&str, usize> = HashMap::new();
        names.iter().for_each(|name| *uses.entry(name).or_default() += 1);
        let mut is_settled = true;
        for ((flag, length), name) in flags.iter().zip(&mut lengths).zip(&names) {
            let collides =
                reserved.longs.contains(name) || uses.get(name.as_str()).is_some_and(|uses| *uses > 1);
            if collides && *length < flag.path.len() {
                *length += 1;
                is_settled = false;
            }
        }
        if is_settled {
            return tell_apart(names, reserved);
        }
    }
}

fn path_end(path: &[&str], length: usize) -> String {
    let end: Vec<&str> = path.iter().skip(path.len() - length).copied().collect();
    let name = end.join("_").to_kebab_case();
    if name.is_empty() { "input".to_owned() } else { name }
}

/// Renames what cannot be lengthened: the first of several equal names is kept.
fn tell_apart(names: Vec<String>, reserved: &Reserved) -> Vec<String> {
    let mut taken = reserved.longs.clone();
    let kept: Vec<bool> = names.iter().map(|name| taken.insert(name.clone())).collect();
    let rename = |(name, kept): (String, bool)| if kept { name } else { untaken(&name, &mut taken) };
    names.into_iter().zip(kept).map(rename).collect()
}

fn untaken(name: &str, taken: &mut HashSet<String>) -> String {
    let mut candidate = format!("input-{name}");
    let mut number = 2;
    while !taken.insert(candidate.clone()) {
        candidate = format!("input-{name}-{number}");
        number += 1;
    }
    candidate
}

/// Gives booleans a flag that says false, and hides the one that says what holds anyway.
fn name_switches(flags: &mut [Flag<'_>], reserved: &Reserved) {
    let mut taken = reserved.longs.clone();
    taken.extend(flags.iter().map(|flag| flag.long.clone()));
    for flag in flags.iter_mut().filter(|flag| flag.shape == Shape::Switch) {
        let default = flag.attribute.default.as_ref().map(DefaultValue::value);
        if default == Some(Value::Bool(false)) {
            continue;
        }
        let off = format!("skip-{}", flag.long);
        if taken.insert(off.clone()) {
            flag.off = Some(off);
            flag.is_shown = default != Some(Value::Bool(true));
        }
    }
}

fn name_shorts(flags: &mut [Flag<'_>], reserved: &Reserved) {
    let mut taken = reserved.shorts.clone();
    for flag in flags.iter_mut().filter(|flag| flag.is_shown) {
        let first = flag.long.chars().next().filter(char::is_ascii_alphabetic);
        flag.short = first.filter(|letter| taken.insert(*letter));
    }
}

#[cfg(test)]
mod tests {
    use foobara_types::Ref;

    use super::*;
    use crate::cli::{declared::*, options};

    #[track_caller]
    fn check(inputs: Vec<Attribute>, expected: &[&str]) {
        let inputs = attributes(inputs);
        let flags = flags(&inputs, &options::reserved());
        let shown: Vec<String> = flags.iter().map(shown).collect();
        assert_eq!(shown, expected);
    }

    fn shown(flag: &Flag<'_>) -> String {
        let short = flag.short.map(|short| format!("-{short} ")).unwrap_or_default();
        let on = if flag.is_shown {
            format!("--{}", flag.long)
        } else {
            format!("(--{})", flag.long)
        };
        let off = flag
            .off
            .as_ref()
            .map(|off| format!(" --{off}"))
            .unwrap_or_default();
        format!("{} {short}{on}{off}", flag.path.join("."))
    }

    #[test]
    fn names_are_in_kebab_case_and_shorts_go_to_the_first() {
        check(
            vec![
                text("first_name"),
                text("fur"),
                text("age"),
                text("address1"),
                text("homeTown"),
                text("listed"),
            ],
            &[
                "first_name --first-name",
                "fur --fur",
                "age -a --age",
                "address1 --address1",
                "homeTown --home-town",
                "listed --listed",
            ],
        );
    }

    #[test]
    fn shorts_of_global_options_are_never_used() {
        check(
            vec![
                text("hat"),
                text("lamp"),
                text("oven"),
                text("fur"),
                text("9lives"),
            ],
            &[
                "hat --hat",
                "lamp --lamp",
                "oven --oven",
                "fur --fur",
                "9lives --9lives",
            ],
        );
    }

    #[test]
    fn nested_inputs_are_called_by_the_shortest_end_that_is_free() {
        check(
            vec![
                text("name"),
                nested("cfg", vec![text("name"), text("size")]),
                nested(
                    "a",
                    vec![nested("cfg", vec![text("size"), text("b_c")]), text("colour")],
                ),
            ],
            &[
                "name -n --name",
                "cfg.name -c --cfg-name",
                "cfg.size --cfg-size",
                "a.cfg.size -a --a-cfg-size",
                "a.cfg.b_c -b --b-c",
                "a.colour --colour",
            ],
        );
    }

    #[test]
    fn names_of_global_options_are_lengthened() {
        check(
            vec![
                text("list"),
                text("verbose"),
                text("format"),
                nested("cfg", vec![text("output")]),
                text("input"),
                text("input_list"),
            ],
            &[
                "list -i --input-list-2",
                "verbose --input-verbose",
                "format --input-format",
                "cfg.output -c --cfg-output",
                "input --input-input",
                "input_list --input-list",
            ],
        );
    }

    #[test]
    fn inputs_that_only_differ_in_case_are_told_apart() {
        check(
            vec![
                text("foo_bar"),
                text("fooBar"),
                text("FooBar"),
                nested("foo", vec![text("bar")]),
            ],
            &[
                "foo_bar --foo-bar",
                "fooBar -i --input-foo-bar",
                "FooBar --input-foo-bar-2",
                "foo.bar -b --bar",
            ],
        );
    }

    #[test]
    fn booleans_have_a_flag_for_no_unless_no_is_the_default() {
        check(
            vec![
                required("loud", Base::Scalar(BOOLEAN)),
                defaulting("deep", Base::Scalar(BOOLEAN), false),
                defaulting("high", Base::Scalar(BOOLEAN), true),
                required("broad", Base::Scalar(BOOLEAN)),
                text("skip_broad"),
            ],
            &[
                "loud --loud --skip-loud",
                "deep -d --deep",
                "high (--high) --skip-high",
                "broad -b --broad",
                "skip_broad -s --skip-broad",
            ],
        );
    }

    #[test]
    fn a_model_within_itself_is_json() {
        check(
            vec![required("tree", Base::Model(Ref::Static(tree)))],
            &[
                "tree.label --label",
                "tree.parent -p --parent",
                "tree.trees -t --trees",
            ],
        );
        let inputs = attributes(vec![required("tree", Base::Model(Ref::Static(tree)))]);
        let shapes: Vec<Shape> = flags(&inputs, &Reserved::default())
            .iter()
            .map(|flag| flag.shape)
            .collect();
        assert_eq!(shapes, [Shape::Word, Shape::Json, Shape::JsonWords]);
    }

    #[test]
    fn what_is_required_within_something_optional_is_not_required() {
        let optional = Attribute {
            required: false,
            ..nested("cfg", vec![required("size", INTEGER)])
        };
        let inputs = attributes(vec![
            optional,
            nested("box", vec![required("depth", INTEGER), text("note")]),
        ]);
        let required: Vec<bool> = flags(&inputs, &Reserved::default())
            .iter()
            .map(|flag| flag.is_required)
            .collect();
        assert_eq!(required, [false, true, false]);
    }
}
