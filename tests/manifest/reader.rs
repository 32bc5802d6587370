//! Reading manifests: what is found, and what is said of those that cannot be read.

use foobara::manifest::reader::{Declared, Manifest, Parts, TypeKind};
use serde_json::json;

use crate::golden::{golden, read};

#[test]
fn rubys_manifest_is_read_whole() {
    let manifest = read(&golden());
    let commands: Vec<String> = manifest.commands().map(|command| command.name.clone()).collect();
    assert_eq!(
        commands,
        [
            "Celebrate",
            "CreateCapybara",
            "CreateKeeper",
            "CreateSafe",
            "Explode",
            "IncrementAge",
            "Opts"
        ]
    );
    assert_eq!(manifest.types().count(), 17);
    assert_eq!(manifest.errors().count(), 12);
    let opts = manifest.command("Acme::Zoo::Opts").expect("it is there").get();
    let tags = opts.inputs.get("tags").expect("it is there");
    let Parts::Array(element) = &tags.parts else {
        panic!("an array")
    };
    assert_eq!(element.type_name, "string");
    assert_eq!(opts.inputs.defaults["tags"], json!(["a b"]));
    assert_eq!(
        opts.inputs.get("color").map(|color| &color.rules["one_of"]),
        Some(&json!(["red", "blue"]))
    );
    let Some(Parts::Attributes(cfg)) = opts.inputs.get("cfg").map(|cfg| &cfg.parts) else {
        panic!("attributes")
    };
    assert!(cfg.required.contains("size") && !cfg.required.contains("name"));
}

#[test]
fn one_thing_leads_to_the_others() {
    let manifest = read(&golden());
    let celebrate = manifest.command("Acme::Zoo::Celebrate").expect("it is there");
    let domain = celebrate.domain().expect("it is in a domain");
    assert_eq!(domain.reference, "Acme::Zoo");
    assert_eq!(domain.commands().count(), 7);
    let organization = domain.organization().expect("it is in an organisation");
    let domains: Vec<&str> = organization
        .domains()
        .map(|domain| domain.get().reference.as_str())
        .collect();
    assert_eq!(domains, ["Acme::Zoo"]);
    let calls: Vec<&str> = celebrate
        .calls()
        .map(|command| command.get().name.as_str())
        .collect();
    assert_eq!(calls, ["IncrementAge"]);
    let error = celebrate
        .possible_error("acme::zoo::increment_age>runtime.too_old")
        .expect("it can happen");
    assert_eq!(error.runtime_path, ["acme::zoo::increment_age"]);
    let class = error.class().expect("it has a class").get();
    assert_eq!((class.symbol.as_deref(), class.is_fatal), (Some("too_old"), true));
    let capybara = celebrate.get().inputs.get("capybara").expect("it is there");
    let capybara = capybara.declared_type(&manifest).expect("it is there");
    assert_eq!(capybara.kind, TypeKind::Entity);
    assert_eq!(capybara.key().map(|key| key.type_name.as_str()), Some("integer"));
    assert_eq!(capybara.associations["keeper"], "Acme::Zoo::Keeper");
    assert_eq!(capybara.base().map(|base| base.kind), Some(TypeKind::BuiltIn));
}

#[test]
fn what_is_wrong_is_said_with_its_place_all_at_once() {
    let mut manifest = golden();
    manifest["command"]["Acme::Zoo::Opts"]["domain"] = json!(["Acme"]);
    manifest["command"]["Acme::Zoo::Opts"]["inputs_type"]["element_type_declarations"]["cfg"]["element_type_declarations"]
        ["size"] = json!(5);
    manifest["error"]["Foobara::RuntimeError"]
        .as_object_mut()
        .expect("an object")
        .remove("category");
    let mistakes = Manifest::parse(&manifest).expect_err("it is wrong").to_string();
    assert_eq!(
        mistakes,
        "the manifest cannot be read:\n  \
         - `command.Acme::Zoo::Opts.domain` is a list; expected text\n  \
         - `command.Acme::Zoo::Opts.inputs_type.element_type_declarations.cfg.element_type_declarations.size` is 5; \
         expected the declaration of a type\n  \
         - `error.Foobara::RuntimeError.category` is missing; expected text"
    );
    let mistakes = "[".parse::<Manifest>().expect_err("it is no JSON").to_string();
    assert_eq!(
        mistakes,
        "the manifest cannot be read:\n  - `the manifest` is text that is none \
         (EOF while parsing a list at line 1 column 1); expected JSON"
    );
}

#[test]
fn sugar_within_declarations_is_read() {
    let inputs = json!({
        "type": "attributes",
        "element_type_declarations": { "pair": { "type": "tuple", "element_type_declarations": [["integer"], { "a": "string" }] } },
    });
    let command = json!({
        "reference": "A", "scoped_name": "A", "domain": "D", "organization": "O", "inputs_type": inputs,
    });
    let manifest = read(&json!({ "command": { "A": command } }));
    let command = manifest.command("A").expect("it is there").get();
    let Some(Parts::Tuple(parts)) = command.inputs.get("pair").map(|pair| &pair.parts) else {
        panic!("a tuple")
    };
    let names: Vec<&str> = parts
        .iter()
        .map(|part: &Declared| part.type_name.as_str())
        .collect();
    assert_eq!(names, ["array", "attributes"]);
}
