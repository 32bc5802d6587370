/// Makes an entity of a struct of this crate, as the derive does for users; the derive itself would bring the macros to
/// everyone who has no use for them. The first attribute is the primary key, and all of them are fields of columns.
macro_rules! own_entity {
    (
        $model:literal, $description:literal, $kept:expr;
        $(#[$struct_meta:meta])*
        $struct_visibility:vis struct $name:ident {
            $(#[$key_meta:meta])* $key_visibility:vis $key:ident: $Key:ty,
            $($(#[$meta:meta])* $visibility:vis $field:ident: $Field:ty,)*
        }
    ) => {
        $(#[$struct_meta])*
        $struct_visibility struct $name {
            $(#[$key_meta])* $key_visibility $key: $Key,
            $($(#[$meta])* $visibility $field: $Field,)*
        }

        static MODEL: ::foobara_types::ModelType = ::foobara_types::ModelType {
            name: ::std::borrow::Cow::Borrowed($model),
            scope: &["Foobara"],
            description: Some(::std::borrow::Cow::Borrowed($description)),
            attributes: ::foobara_types::AttributesType::of(
                const {
                    &[
                        $crate::own::attribute::<$Key>(stringify!($key)),
                        $($crate::own::attribute::<$Field>(stringify!($field)),)*
                    ]
                },
                &[],
                false,
            ),
            primary_key: Some(::std::borrow::Cow::Borrowed(stringify!($key))),
            access: ::foobara_types::Access::OPEN,
            kept: $kept,
        };

        impl ::foobara_types::Typed for $name {
            const BASE: ::foobara_types::Base =
                ::foobara_types::Base::Model(::foobara_types::Ref::Static(<Self as $crate::Entity>::model));
        }

        impl $crate::Entity for $name {
            type Key = <$Key as $crate::KeyField>::Key;

            const KEY: usize = 0;

            fn model() -> &'static ::foobara_types::ModelType {
                &MODEL
            }

            fn key(&self) -> Option<Self::Key> {
                $crate::KeyField::key(&self.$key)
            }

            fn to_row(&self) -> $crate::Row {
                $crate::Row::from([
                    $crate::Field::to_datum(&self.$key),
                    $($crate::Field::to_datum(&self.$field),)*
                ])
            }

            fn from_row(row: $crate::Row) -> Result<Self, $crate::StorageError> {
                let mut columns = row.into_iter();
                Ok(Self {
                    $key: $crate::column(&mut columns, stringify!($key))?,
                    $($field: $crate::column(&mut columns, stringify!($field))?,)*
                })
            }
        }
    };
}

use std::borrow::Cow;

use foobara_types::{Attribute, Declaration, Typed};
pub(crate) use own_entity;

/// Returns an attribute of a type, without rules.
pub(crate) const fn attribute<T: Typed>(name: &'static str) -> Attribute {
    Attribute {
        name: Cow::Borrowed(name),
        declaration: Declaration::of::<T>(),
        required: T::REQUIRED,
        default: None,
    }
}
