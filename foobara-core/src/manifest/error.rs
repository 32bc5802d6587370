//! The errors of a manifest: those that come with the types, and those that commands declare.

use std::collections::BTreeSet;

use foobara_types::{AttributesType, Category, DataPath, ErrorKey, TypeRegistry, error::RuntimePath};
use heck::ToUpperCamelCase;
use serde_json::{Map, Value, json};

use super::{
    rule_error,
    scoped::{self, global, object, scoped},
};
use crate::{App, CommandEntry, CommandMeta, Concern, DomainMeta, MapperMeta, PossibleError};

/// An error that comes with the framework: Ruby foobara's name for it, and what it is about.
pub(super) struct FrameworkError {
    pub(super) symbol: &'static str,
    category: Category,
    path: &'static [&'static str],
    context: &'static [(&'static str, &'static str)],
    is_fatal: bool,
}

pub(super) const CANNOT_CAST: FrameworkError = FrameworkError {
    symbol: "cannot_cast",
    category: Category::Data,
    path: &["Foobara", "Value", "Processor", "Casting", "CannotCastError"],
    context: &[("cast_to", "duck"), ("value", "duck")],
    is_fatal: true,
};

pub(super) const NOT_FOUND: FrameworkError = FrameworkError {
    symbol: "not_found",
    category: Category::Data,
    path: &["Foobara", "Entity", "NotFoundError"],
    context: &[
        ("entity_class", "string"),
        ("criteria", "duck"),
        ("data_path", "string"),
    ],
    is_fatal: false,
};

const FRAMEWORK: &[FrameworkError] = &[
    CANNOT_CAST,
    NOT_FOUND,
    data(
        "missing_required_attribute",
        &[
            "attributes",
            "SupportedValidators",
            "Required",
            "MissingRequiredAttributeError",
        ],
        &[("attribute_name", "symbol")],
    )
    .fatal(),
    data(
        "unexpected_attributes",
        &[
            "attributes",
            "SupportedProcessors",
            "ElementTypeDeclarations",
            "UnexpectedAttributesError",
        ],
        &[
            ("unexpected_attributes", "array"),
            ("allowed_attributes", "array"),
        ],
    )
    .fatal(),
    data(
        "duplicate_attributes",
        &["attributes", "DuplicateAttributesError"],
        &[("duplicate_attributes", "array")],
    )
    .fatal(),
    data(
        "incorrect_tuple_size",
        &["array", "SupportedValidators", "Size", "IncorrectTupleSizeError"],
        &[
            ("expected_size", "integer"),
            ("actual_size", "integer"),
            ("value", "array"),
        ],
    ),
    data(
        "does_not_match",
        &["string", "SupportedValidators", "Matches", "DoesNotMatchError"],
        &[("value", "string"), ("regex", "string")],
    ),
    data(
        "value_not_valid",
        &["duck", "SupportedValidators", "OneOf", "ValueNotValidError"],
        &[("value", "duck"), ("valid_values", "array")],
    ),
    data(
        "not_instance_of",
        &["duck", "SupportedValidators", "InstanceOf", "NotInstanceOfError"],
        &[("value", "duck"), ("expected_class_name", "string")],
    ),
];

const fn data(
    symbol: &'static str,
    path: &'static [&'static str],
    context: &'static [(&'static str, &'static str)],
) -> FrameworkError {
    FrameworkError {
        symbol,
        category: Category::Data,
        path,
        context,
        is_fatal: false,
    }
}

impl FrameworkError {
    const fn fatal(self) -> Self {
        Self {
            is_fatal: true,
            ..self
        }
    }

    /// Returns the entry of `key` among the possible errors of a command.
    fn entry(&self, key: &ErrorKey) -> Value {
        possible(key, &self.path.join("::"), false)
    }

    fn manifest(&self) -> Value {
        let context = self.context.iter();
        let context = context.map(|(name, kind)| ((*name).to_owned(), Value::from(*kind)));
        error_entry(
            self.path,
            self.category,
            self.symbol,
            &context.collect(),
            self.is_fatal,
        )
    }
}

/// Returns the entry of an error that is no command's.
pub(super) fn error_entry(
    path: &[impl AsRef<str>],
    category: Category,
    symbol: &str,
    context: &Map<String, Value>,
    is_fatal: bool,
) -> Value {
    let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
    let parent = match path.as_slice() {
        [kind, ..] if kind.starts_with(char::is_lowercase) => ("type", *kind),
        _ => ("domain", super::scoped::GLOBAL_DOMAIN),
    };
    let mut entry = global("error", &path, parent);
    entry.extend(object(json!({
        "category": category,
        "symbol": symbol,
        "context_type_declaration": { "type": "attributes", "element_type_declarations": context },
        "types_depended_on": types_in(context),
        "is_fatal": is_fatal,
        "error_class": path.join("::"),
        "base_error": base_error(category),
    })));
    entry.into()
}

/// Returns the entry of an error that comes with a type, for the whole value.
pub(super) fn of_type(types: &TypeRegistry, symbol: &str) -> Value {
    let key = ErrorKey {
        runtime_path: RuntimePath::new(),
        category: Category::Data,
        path: DataPath::root(),
        symbol: symbol.to_owned(),
    };
    of_input(types, &key)
}

/// Returns the entry of an input error that comes with a type.
pub(super) fn of_input(types: &TypeRegistry, key: &ErrorKey) -> Value {
    if let Some(error) = FRAMEWORK.iter().find(|error| error.symbol == key.symbol) {
        return error.entry(key);
    }
    let class = types
        .rules()
        .find(|rule| rule.symbols.contains(&key.symbol.as_str()))
        .map_or_else(
            || class_name(&key.symbol),
            |rule| rule_error::class(rule, &key.symbol).join("::"),
        );
    possible(key, &class, false)
}

/// Returns the entry of an error that a command declares.
pub(super) fn of_command(command: &CommandMeta, error: &PossibleError, runtime_path: RuntimePath) -> Value {
    of_owner(&command.reference(), error, runtime_path)
}

/// Returns the entry of an error that a command or a mapper declares.
pub(super) fn of_owner(reference: &str, error: &PossibleError, runtime_path: RuntimePath) -> Value {
    let class = format!("{reference}::{}", class_name(error.symbol));
    let key = ErrorKey {
        runtime_path,
        category: error.category(),
        path: error.path(),
        symbol: error.symbol.to_owned(),
    };
    possible(&key, &class, error.input.is_some())
}

/// Returns one entry of `possible_errors`.
pub(super) fn possible(key: &ErrorKey, class: &str, is_declared: bool) -> Value {
    let mut entry = Map::new();
    if !key.path.is_root() {
        entry.insert("path".to_owned(), json!(key.path));
    }
    if !key.runtime_path.is_empty() {
        entry.insert("runtime_path".to_owned(), json!(key.runtime_path));
    }
    entry.insert("category".to_owned(), key.category.as_str().into());
    entry.insert("symbol".to_owned(), key.symbol.as_str().into());
    entry.insert("key".to_owned(), key.to_string().into());
    entry.insert("error".to_owned(), class.into());
    if is_declared {
        entry.insert("manually_added".to_owned(), true.into());
    }
    entry.into()
}

/// Returns the `error` section of a manifest.
pub(super) fn errors(
    app: &App,
    commands: &[(String, &CommandEntry)],
    mappers: &[&'static MapperMeta],
) -> Map<String, Value> {
    let mut errors: Map<String, Value> = app.types().rules().flat_map(rule_error::errors).collect();
    errors.extend(
        FRAMEWORK
            .iter()
            .map(|error| (error.path.join("::"), error.manifest())),
    );
    errors.extend([data_error(), runtime_error()]);
    for (_, command) in commands {
        let of_concerns = command.concerns(app).flat_map(Concern::possible_errors);
        for error in command.errors.iter().chain(of_concerns) {
            let (name, entry) = declared("command", &command.meta.path(), command.meta.domain, error);
            errors.insert(name, entry);
        }
    }
    for mapper in mappers {
        for error in mapper.errors.iter() {
            let (name, entry) = declared("domain_mapper", &mapper.path(), mapper.domain, error);
            errors.insert(name, entry);
        }
    }
    errors.sort_keys();
    errors
}

/// What errors about inputs are based on.
fn data_error() -> (String, Value) {
    let path = ["Foobara", "Value", "DataError"];
    let context = object(json!({ "attribute_name": "symbol", "value": "duck" }));
    let mut entry = error_entry(&path, Category::Data, "data", &context, false);
    if let Value::Object(entry) = &mut entry {
        entry.remove("base_error");
    }
    (path.join("::"), entry)
}

/// What errors of runs are based on.
fn runtime_error() -> (String, Value) {
    let path = ["Foobara", "RuntimeError"];
    let name = path.join("::");
    let mut entry = global("error", &path, ("domain", super::scoped::GLOBAL_DOMAIN));
    entry.extend(object(json!({
        "category": Category::Runtime,
        "symbol": "runtime",
        "is_fatal": true,
        "error_class": name,
        "abstract": true,
    })));
    (name, entry.into())
}

fn declared(category: &str, owner: &[&str], domain: &DomainMeta, error: &PossibleError) -> (String, Value) {
    let reference = owner.join("::");
    let name = class_name(error.symbol);
    let class = format!("{reference}::{name}");
    let mut entry = scoped("error", owner, &name, (category, &reference));
    entry.insert("domain".to_owned(), scoped::domain(domain).into());
    entry.extend(object(json!({
        "category": error.category(),
        "symbol": error.symbol,
        "context_type_declaration": error.context.to_strict(),
        "types_depended_on": types_depended_on(&error.context),
        "is_fatal": error.is_fatal,
        "error_class": class,
        "base_error": base_error(error.category()),
    })));
    if error.is_retryable {
        entry.insert("is_retryable".to_owned(), true.into());
    }
    if let Some(description) = error.description {
        entry.insert("description".to_owned(), description.into());
    }
    (class, entry.into())
}

/// Returns the names of the types in a context, sorted.
fn types_in(context: &Map<String, Value>) -> BTreeSet<&str> {
    let types = context.values().filter_map(Value::as_str);
    types.chain(["attributes"]).collect()
}

fn types_depended_on(context: &AttributesType) -> BTreeSet<String> {
    let attributes = context.attributes.iter();
    let types = attributes.map(|attribute| attribute.declaration.type_name().into_owned());
    types.chain(["attributes".to_owned()]).collect()
}

const fn base_error(category: Category) -> &'static str {
    match category {
        Category::Data => "Foobara::Value::DataError",
        Category::Runtime => "Foobara::RuntimeError",
    }
}

/// Ruby foobara's class name for a symbol: `too_old` is `TooOldError`.
pub(super) fn class_name(symbol: &str) -> String {
    format!("{}Error", symbol.to_upper_camel_case())
}
