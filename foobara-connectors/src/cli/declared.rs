//! Declarations for tests.

use std::sync::Arc;

pub(in crate::cli) use foobara_types::builtin::{BOOLEAN, DUCK, FLOAT, STRING};
use foobara_types::{
    Attribute, AttributesType, Base, Declaration, DefaultValue, ModelType, Ref,
    declaration::{Access, Kept, MapType},
};
use serde_json::Value;

pub(in crate::cli) fn attributes(attributes: Vec<Attribute>) -> AttributesType {
    AttributesType::new(attributes)
}

pub(in crate::cli) fn required(name: &'static str, base: Base) -> Attribute {
    Attribute {
        name: name.into(),
        declaration: Declaration::new(base),
        required: true,
        default: None,
    }
}

pub(in crate::cli) fn text(name: &'static str) -> Attribute {
    Attribute {
        required: false,
        ..required(name, Base::Scalar(STRING))
    }
}

pub(in crate::cli) fn defaulting(name: &'static str, base: Base, default: impl Into<Value>) -> Attribute {
    let default = Some(DefaultValue::Shared(Arc::new(default.into())));
    Attribute {
        required: false,
        default,
        ..required(name, base)
    }
}

pub(in crate::cli) fn nested(name: &'static str, within: Vec<Attribute>) -> Attribute {
    required(name, Base::Attributes(Ref::Shared(Arc::new(attributes(within)))))
}

pub(in crate::cli) fn array(element: Base) -> Base {
    Base::Array(Ref::Shared(Arc::new(Declaration::new(element))))
}

pub(in crate::cli) fn map(element: Base) -> Base {
    Base::Map(
        MapType {
            key: Declaration::new(Base::Scalar(DUCK)),
            value: Declaration::new(element),
        }
        .into(),
    )
}

pub(in crate::cli) fn record() -> Base {
    Base::Record(Ref::Shared(Arc::new(model(
        vec![required("id", Base::Scalar(DUCK))],
        Some("id"),
    ))))
}

pub(in crate::cli) fn model(within: Vec<Attribute>, primary_key: Option<&'static str>) -> ModelType {
    ModelType {
        name: "Keeper".into(),
        scope: &[],
        description: None,
        attributes: attributes(within),
        primary_key: primary_key.map(Into::into),
        access: Access::OPEN,
        kept: Kept::PLAIN,
    }
}

pub(in crate::cli) const INTEGER: Base = Base::Integer {
    min: -1000,
    max: 1000,
};

/// A model that has others of its own.
pub(in crate::cli) fn tree() -> &'static ModelType {
    static TREE: std::sync::LazyLock<ModelType> = std::sync::LazyLock::new(|| {
        let trees = Base::Array(Ref::Shared(Arc::new(Declaration::new(Base::Model(Ref::Static(
            tree,
        ))))));
        model(
            vec![
                text("label"),
                required("parent", Base::Model(Ref::Static(tree))),
                required("trees", trees),
            ],
            None,
        )
    });
    &TREE
}
