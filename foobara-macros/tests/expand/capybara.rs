const _: () = {
    use ::foobara::__private as __foobara;
    static __MODEL: __foobara::ModelType = __foobara::ModelType {
        name: ::std::borrow::Cow::Borrowed("Capybara"),
        scope: <Zoo as __foobara::Domain>::META.scope,
        description: ::core::option::Option::None,
        attributes: __foobara::AttributesType::of(
            const {
                &[
                    __foobara::attribute::<
                        Auto<i64>,
                    >(
                        "id",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Optional,
                    ),
                    __foobara::attribute::<
                        String,
                    >(
                        "name",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Typed,
                    ),
                    __foobara::attribute::<
                        Vec<String>,
                    >(
                        "tags",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Typed,
                    ),
                    __foobara::attribute::<
                        i64,
                    >(
                        "version",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Typed,
                    ),
                ]
            },
            &[],
            false,
        ),
        primary_key: ::core::option::Option::Some(::std::borrow::Cow::Borrowed("id")),
        access: __foobara::Access::OPEN,
        kept: __foobara::Kept {
            elsewhere: false,
            version: ::core::option::Option::Some("version"),
            unique: &[],
            indexed: &[],
            searched: &[],
            references: &[],
            stamps: &[],
        },
    };
    #[doc(hidden)]
    pub struct __Slots {
        id: ::core::option::Option<Auto<i64>>,
        name: ::core::option::Option<String>,
        tags: ::core::option::Option<Vec<String>>,
        version: ::core::option::Option<i64>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                id: ::core::option::Option::None,
                name: ::core::option::Option::None,
                tags: ::core::option::Option::None,
                version: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for Capybara {
        type Slots = __Slots;
        const NAME: &'static str = "Capybara";
        const NAMES: &'static [&'static str] = &["id", "name", "tags", "version"];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "id" => ::core::option::Option::Some(0),
                "name" => ::core::option::Option::Some(1),
                "tags" => ::core::option::Option::Some(2),
                "version" => ::core::option::Option::Some(3),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.id, __map, "id"),
                1 => __foobara::decode::fill(&mut __slots.name, __map, "name"),
                2 => __foobara::decode::fill(&mut __slots.tags, __map, "tags"),
                3 => __foobara::decode::fill(&mut __slots.version, __map, "version"),
                _ => {
                    ::core::result::Result::Err(
                        __foobara::DecodeError::unknown_field("", Self::NAMES),
                    )
                }
            }
        }
        fn build<__E: __foobara::DecodeError>(
            __slots: __Slots,
        ) -> ::core::result::Result<Self, __E> {
            ::core::result::Result::Ok(Self {
                id: __foobara::decode::take(__slots.id, "id")?,
                name: __foobara::decode::take(__slots.name, "name")?,
                tags: __foobara::decode::take(__slots.tags, "tags")?,
                version: __foobara::decode::take(__slots.version, "version")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Capybara {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for Capybara {
        const NAME: &'static str = "Capybara";
        const COUNT: usize = 4;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "id", &self.id)?;
            __foobara::decode::field(__output, "name", &self.name)?;
            __foobara::decode::field(__output, "tags", &self.tags)?;
            __foobara::decode::field(__output, "version", &self.version)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for Capybara {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Typed for Capybara {
        const BASE: __foobara::Base = __foobara::Base::Model(
            __foobara::Ref::Static(|| &__MODEL),
        );
        const CHECKED: bool = <Auto<i64> as __foobara::Typed>::CHECKED
            || <String as __foobara::Typed>::CHECKED
            || <Vec<String> as __foobara::Typed>::CHECKED
            || <i64 as __foobara::Typed>::CHECKED;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            if <Auto<i64> as __foobara::Typed>::CHECKED {
                <Auto<
                    i64,
                > as __foobara::Typed>::check(
                    &mut self.id,
                    ::core::option::Option::Some(&__foobara::At::attribute(__up, "id")),
                    __errors,
                );
            }
            if <String as __foobara::Typed>::CHECKED {
                <String as __foobara::Typed>::check(
                    &mut self.name,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "name"),
                    ),
                    __errors,
                );
            }
            if <Vec<String> as __foobara::Typed>::CHECKED {
                <Vec<
                    String,
                > as __foobara::Typed>::check(
                    &mut self.tags,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "tags"),
                    ),
                    __errors,
                );
            }
            if <i64 as __foobara::Typed>::CHECKED {
                <i64 as __foobara::Typed>::check(
                    &mut self.version,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "version"),
                    ),
                    __errors,
                );
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Entity for Capybara {
        type Key = <Auto<i64> as __foobara::KeyField>::Key;
        const KEY: usize = 0;
        fn model() -> &'static __foobara::ModelType {
            &__MODEL
        }
        fn key(&self) -> ::core::option::Option<Self::Key> {
            __foobara::KeyField::key(&self.id)
        }
        fn to_row(&self) -> __foobara::Row {
            ::core::convert::From::from([
                __foobara::Field::to_datum(&self.id),
                __foobara::Field::to_datum(&self.name),
                __foobara::json_datum(&self.tags),
                __foobara::Field::to_datum(&self.version),
            ])
        }
        fn from_row(
            __row: __foobara::Row,
        ) -> ::core::result::Result<Self, __foobara::StorageError> {
            let mut __columns = ::core::iter::IntoIterator::into_iter(__row);
            ::core::result::Result::Ok(Self {
                id: __foobara::column(&mut __columns, "id")?,
                name: __foobara::column(&mut __columns, "name")?,
                tags: __foobara::json_column(&mut __columns, "tags")?,
                version: __foobara::column(&mut __columns, "version")?,
            })
        }
    }
};
