//! Declarations survive being written and read.

use std::collections::BTreeMap;

use foobara_testing::{proptest::prelude::*, strategy};
use foobara_types::{Declaration, Sensitive};

use crate::samples::{DEPTH, REGISTRY, config, declared};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_strict_form_of_a_strict_form_is_itself(data in strategy::declaration(DEPTH)) {
        prop_assert_eq!(declared(&data).to_strict(), data);
    }
}

#[test]
fn the_declarations_of_rust_types_are_read_as_they_are_written() {
    for declaration in [
        Declaration::of::<String>(),
        Declaration::of::<char>(),
        Declaration::of::<i64>(),
        Declaration::of::<f64>(),
        Declaration::of::<Option<bool>>(),
        Declaration::of::<Vec<Option<String>>>(),
        Declaration::of::<BTreeMap<String, Vec<i64>>>(),
        Declaration::of::<Sensitive<Vec<Sensitive<String>>>>(),
        Declaration::of::<serde_json::Value>(),
    ] {
        let written = declaration.to_strict();
        let read = REGISTRY
            .declare(&written)
            .expect("the strict form can be declared");
        assert_eq!(read.to_strict(), written);
    }
}
