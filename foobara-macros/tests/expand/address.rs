const _: () = {
    use ::foobara::__private as __foobara;
    static __MODEL: __foobara::ModelType = __foobara::ModelType {
        name: ::std::borrow::Cow::Borrowed("Address"),
        scope: <Zoo as __foobara::Domain>::META.scope,
        description: ::core::option::Option::Some(
            ::std::borrow::Cow::Borrowed("Where letters go"),
        ),
        attributes: __foobara::AttributesType::of(
            const {
                &[
                    __foobara::attribute::<
                        String,
                    >(
                        "streetLine",
                        ::core::option::Option::None,
                        const {
                            &[
                                __foobara::RuleSpec::new(__foobara::rule::TRIM, &[]),
                                __foobara::RuleSpec::new(
                                    __foobara::rule::MIN_LENGTH,
                                    &[__foobara::Argument::Int(1)],
                                ),
                                __foobara::RuleSpec::new(
                                    __foobara::rule::MAX_LENGTH,
                                    &[__foobara::Argument::Int(80)],
                                ),
                            ]
                        },
                        ::core::option::Option::None,
                        __foobara::Presence::Typed,
                    ),
                    __foobara::attribute::<
                        String,
                    >(
                        "country",
                        ::core::option::Option::None,
                        const {
                            &[
                                __foobara::RuleSpec::new(
                                    __foobara::rule::ONE_OF,
                                    &[
                                        __foobara::Argument::Text(
                                            ::std::borrow::Cow::Borrowed("at"),
                                        ),
                                        __foobara::Argument::Text(
                                            ::std::borrow::Cow::Borrowed("ch"),
                                        ),
                                    ],
                                ),
                            ]
                        },
                        ::core::option::Option::Some(|| __foobara::default_value::<
                            String,
                        >(::core::convert::Into::<String>::into("at"))),
                        __foobara::Presence::Typed,
                    ),
                    __foobara::attribute::<
                        Option<i64>,
                    >(
                        "floor",
                        ::core::option::Option::None,
                        const {
                            &[
                                __foobara::RuleSpec::new(
                                    __foobara::rule::MIN,
                                    &[__foobara::Argument::Int(-5)],
                                ),
                                __foobara::RuleSpec::new(
                                    __foobara::rule::MAX,
                                    &[__foobara::Argument::Float(0.5)],
                                ),
                                __foobara::RuleSpec::new(
                                    <zoo::Even as __foobara::rule::CustomRule<_>>::KIND,
                                    &[],
                                ),
                            ]
                        },
                        ::core::option::Option::None,
                        __foobara::Presence::Typed,
                    ),
                ]
            },
            &[("street", "streetLine")],
            false,
        ),
        primary_key: ::core::option::Option::None,
        access: __foobara::Access::OPEN,
        kept: __foobara::Kept::PLAIN,
    };
    #[doc(hidden)]
    pub struct __Slots {
        street: ::core::option::Option<String>,
        country: ::core::option::Option<::core::option::Option<String>>,
        floor: ::core::option::Option<Option<i64>>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                street: ::core::option::Option::None,
                country: ::core::option::Option::None,
                floor: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for Address {
        type Slots = __Slots;
        const NAME: &'static str = "Address";
        const NAMES: &'static [&'static str] = &["streetLine", "country", "floor"];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "streetLine" | "street" => ::core::option::Option::Some(0),
                "country" => ::core::option::Option::Some(1),
                "floor" => ::core::option::Option::Some(2),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.street, __map, "streetLine"),
                1 => __foobara::decode::fill(&mut __slots.country, __map, "country"),
                2 => __foobara::decode::fill(&mut __slots.floor, __map, "floor"),
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
                street: __foobara::decode::take(__slots.street, "streetLine")?,
                country: __foobara::decode::take_or(
                    __slots.country,
                    || ::core::convert::Into::<String>::into("at"),
                ),
                floor: __foobara::decode::take(__slots.floor, "floor")?,
                seen: ::core::default::Default::default(),
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Address {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for Address {
        const NAME: &'static str = "Address";
        const COUNT: usize = 3;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "streetLine", &self.street)?;
            __foobara::decode::field(__output, "country", &self.country)?;
            __foobara::decode::field(__output, "floor", &self.floor)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for Address {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Typed for Address {
        const BASE: __foobara::Base = __foobara::Base::Model(
            __foobara::Ref::Static(|| &__MODEL),
        );
        const CHECKED: bool = true;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            {
                let __at = ::core::option::Option::Some(
                    &__foobara::At::attribute(__up, "streetLine"),
                );
                let _ = __foobara::apply(
                    &__foobara::rule::Trim,
                    &mut self.street,
                    __at,
                    __errors,
                )
                    && __foobara::apply(
                        &__foobara::rule::MinLength(1),
                        &mut self.street,
                        __at,
                        __errors,
                    )
                    && __foobara::apply(
                        &__foobara::rule::MaxLength(80),
                        &mut self.street,
                        __at,
                        __errors,
                    );
                if <String as __foobara::Typed>::CHECKED {
                    <String as __foobara::Typed>::check(
                        &mut self.street,
                        __at,
                        __errors,
                    );
                }
            }
            {
                let __at = ::core::option::Option::Some(
                    &__foobara::At::attribute(__up, "country"),
                );
                __foobara::apply(
                    &__foobara::rule::OneOf(&["at", "ch"]),
                    &mut self.country,
                    __at,
                    __errors,
                );
                if <String as __foobara::Typed>::CHECKED {
                    <String as __foobara::Typed>::check(
                        &mut self.country,
                        __at,
                        __errors,
                    );
                }
            }
            {
                let __at = ::core::option::Option::Some(
                    &__foobara::At::attribute(__up, "floor"),
                );
                let _ = __foobara::apply(
                    &__foobara::rule::Min(-5),
                    &mut self.floor,
                    __at,
                    __errors,
                )
                    && __foobara::apply(
                        &__foobara::rule::Max(0.5),
                        &mut self.floor,
                        __at,
                        __errors,
                    )
                    && __foobara::apply_before(
                        <zoo::Even as __foobara::rule::CustomRule<_>>::KIND,
                        &<zoo::Even as ::core::default::Default>::default(),
                        &mut self.floor,
                        __at,
                        __errors,
                    );
                let __found = __errors.len();
                if <Option<i64> as __foobara::Typed>::CHECKED {
                    <Option<
                        i64,
                    > as __foobara::Typed>::check(&mut self.floor, __at, __errors);
                }
                if __foobara::is_whole(__errors, __found) {
                    __foobara::apply_after(
                        <zoo::Even as __foobara::rule::CustomRule<_>>::KIND,
                        &<zoo::Even as ::core::default::Default>::default(),
                        &mut self.floor,
                        __at,
                        __errors,
                    );
                }
            }
        }
    }
    #[automatically_derived]
    impl __foobara::decode::Flatten for Address {
        const ALIASES: &'static [(&'static str, &'static str)] = &[
            ("street", "streetLine"),
        ];
        const RECORDS: bool = false;
        fn attributes() -> &'static __foobara::AttributesType {
            &__MODEL.attributes
        }
    }
};
