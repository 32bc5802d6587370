//! `docs/types.md` is what the registry holds; with `UPDATE_EXPECT=1` it is written anew.

mod markdown;
mod page;

mod rust_types;
mod type_row;
mod type_values;

mod rule_row;
mod rule_values;

use std::{env, fs};

use foobara_types::TypeRegistry;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/types.md");

#[test]
fn the_page_says_what_the_registry_holds() {
    let page = page::page(&TypeRegistry::standard());
    if env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        fs::write(FILE, &page).expect("a file of the repository");
        return;
    }
    let written = fs::read_to_string(FILE).unwrap_or_default();
    assert_eq!(page, written, "docs/types.md differs; UPDATE_EXPECT=1 accepts it");
}

#[test]
fn every_type_has_its_place() {
    let registry = TypeRegistry::standard();
    let mut shown: Vec<&str> = page::FAMILIES
        .iter()
        .flat_map(|family| family.types)
        .copied()
        .collect();
    shown.sort_unstable();
    let types: Vec<_> = registry.types().map(|registered| registered.name()).collect();
    assert_eq!(shown, types);
}

#[test]
fn every_rule_is_shown_at_work() {
    for rule in TypeRegistry::standard().rules() {
        let shown = rule_row::outcomes(&TypeRegistry::standard(), rule);
        assert!(shown.has_all(rule), "{} is not shown whole: {shown:?}", rule.name);
    }
}
