//! Types that hold themselves.

use std::sync::LazyLock;

use foobara_testing::{proptest::prelude::*, strategy};
use foobara_types::{
    Attribute, AttributesType, Base, Declaration, Ref, cast,
    declaration::{Access, Kept, ModelType},
    json::Notes,
    possible,
    schema::{Direction, Schemas},
};

use super::{command::Node, quickly};

/// A model of one attribute, as those that an app makes at run time.
fn model(name: &'static str, attribute: &'static str, declaration: Declaration, required: bool) -> ModelType {
    ModelType {
        name: name.into(),
        scope: &[],
        description: None,
        attributes: AttributesType::new([Attribute {
            name: attribute.into(),
            declaration,
            required,
            default: None,
        }]),
        primary_key: None,
        access: Access::OPEN,
        kept: Kept::PLAIN,
    }
}

fn chicken() -> &'static ModelType {
    static CHICKEN: LazyLock<ModelType> = LazyLock::new(|| {
        let egg = Declaration::new(Base::Model(Ref::Static(egg)));
        model(
            "Chicken",
            "egg",
            Declaration {
                allow_nil: true,
                ..egg
            },
            false,
        )
    });
    &CHICKEN
}

fn egg() -> &'static ModelType {
    static EGG: LazyLock<ModelType> = LazyLock::new(|| {
        let chicken = Declaration::new(Base::Model(Ref::Static(chicken)));
        model(
            "Egg",
            "chickens",
            Declaration::new(Base::Array(chicken.into())),
            true,
        )
    });
    &EGG
}

#[test]
fn types_within_themselves_have_an_end() {
    for declaration in [
        Declaration::of::<Node>(),
        Declaration::new(Base::Model(Ref::Static(egg))),
    ] {
        quickly("a walk over a type", || {
            declaration.holds_secrets();
            declaration.to_strict();
            Schemas::new("#/$defs/", Direction::Input).value(&declaration);
            let inputs = declaration.base.attributes().expect("models have attributes");
            assert!(!possible::input_errors(inputs).is_empty());
        });
        proptest!(ProptestConfig::with_cases(64), |(value in strategy::valid(&declaration))| {
            prop_assert!(cast::accepts(&declaration, &value));
        });
        let invalid = strategy::invalid(&declaration).expect("an attribute can be wrong");
        proptest!(ProptestConfig::with_cases(64), |(invalid in invalid)| {
            let errors = declaration.process(invalid.value, &Notes::none()).expect_err("it is wrong");
            prop_assert!(errors.iter().all(|error| error.path == invalid.path));
        });
    }
}
