const _: () = {
    use ::foobara::__private as __foobara;
    #[doc(hidden)]
    pub struct __Slots {
        tags: ::core::option::Option<Vec<String>>,
        name: ::core::option::Option<String>,
        amount: ::core::option::Option<i64>,
        weight: ::core::option::Option<f64>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                tags: ::core::option::Option::None,
                name: ::core::option::Option::None,
                amount: ::core::option::Option::None,
                weight: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for Tidy {
        type Slots = __Slots;
        const NAME: &'static str = "Tidy";
        const NAMES: &'static [&'static str] = &["tags", "name", "amount", "weight"];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "tags" => ::core::option::Option::Some(0),
                "name" => ::core::option::Option::Some(1),
                "amount" => ::core::option::Option::Some(2),
                "weight" => ::core::option::Option::Some(3),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.tags, __map, "tags"),
                1 => __foobara::decode::fill(&mut __slots.name, __map, "name"),
                2 => __foobara::decode::fill(&mut __slots.amount, __map, "amount"),
                3 => __foobara::decode::fill(&mut __slots.weight, __map, "weight"),
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
                tags: __foobara::decode::take(__slots.tags, "tags")?,
                name: __foobara::decode::take(__slots.name, "name")?,
                amount: __foobara::decode::take(__slots.amount, "amount")?,
                weight: __foobara::decode::take(__slots.weight, "weight")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Tidy {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for Tidy {
        const NAME: &'static str = "Tidy";
        const COUNT: usize = 4;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "tags", &self.tags)?;
            __foobara::decode::field(__output, "name", &self.name)?;
            __foobara::decode::field(__output, "amount", &self.amount)?;
            __foobara::decode::field(__output, "weight", &self.weight)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for Tidy {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    use __foobara::CannotCopy as _;
    #[automatically_derived]
    impl __foobara::Command for Tidy {
        const META: &'static __foobara::CommandMeta = &__foobara::CommandMeta {
            name: "Tidy",
            domain: <Zoo as __foobara::Domain>::META,
            description: ::core::option::Option::None,
            returns: ::core::option::Option::None,
            inputs: __foobara::AttributesType::of(
                const {
                    &[
                        __foobara::attribute::<
                            Vec<String>,
                        >(
                            "tags",
                            ::core::option::Option::None,
                            const {
                                &[
                                    __foobara::RuleSpec::new(__foobara::rule::FROM_JSON, &[]),
                                    __foobara::RuleSpec::new(
                                        __foobara::rule::MIN_SIZE,
                                        &[__foobara::Argument::Int(1)],
                                    ),
                                    __foobara::RuleSpec::new(
                                        __foobara::rule::CONTAINS,
                                        &[
                                            __foobara::Argument::Text(::std::borrow::Cow::Borrowed("a")),
                                        ],
                                    ),
                                    __foobara::RuleSpec::new(
                                        __foobara::rule::UNIQUE_ITEMS,
                                        &[],
                                    ),
                                    __foobara::RuleSpec::new(
                                        <Sorted as __foobara::rule::CustomRule<_>>::KIND,
                                        &[],
                                    ),
                                ]
                            },
                            ::core::option::Option::None,
                            __foobara::Presence::Typed,
                        ),
                        __foobara::attribute::<
                            String,
                        >(
                            "name",
                            ::core::option::Option::None,
                            const {
                                &[
                                    __foobara::RuleSpec::new(__foobara::rule::SQUISH, &[]),
                                    __foobara::RuleSpec::new(__foobara::rule::DOWNCASE, &[]),
                                    __foobara::RuleSpec::new(
                                        __foobara::rule::TRUNCATE,
                                        &[__foobara::Argument::Int(20)],
                                    ),
                                    __foobara::RuleSpec::new(
                                        __foobara::rule::STARTS_WITH,
                                        &[
                                            __foobara::Argument::Text(::std::borrow::Cow::Borrowed("x")),
                                        ],
                                    ),
                                ]
                            },
                            ::core::option::Option::None,
                            __foobara::Presence::Typed,
                        ),
                        __foobara::attribute::<
                            i64,
                        >(
                            "amount",
                            ::core::option::Option::None,
                            const {
                                &[
                                    __foobara::RuleSpec::new(
                                        __foobara::rule::CLAMP,
                                        &[
                                            __foobara::Argument::Int(-1),
                                            __foobara::Argument::Int(10),
                                        ],
                                    ),
                                    __foobara::RuleSpec::new(
                                        __foobara::rule::ROUND,
                                        &[__foobara::Argument::Int(0)],
                                    ),
                                    __foobara::RuleSpec::new(
                                        __foobara::rule::MULTIPLE_OF,
                                        &[__foobara::Argument::Int(2)],
                                    ),
                                    __foobara::RuleSpec::new(
                                        __foobara::rule::ONE_OF,
                                        &[__foobara::Argument::Int(2), __foobara::Argument::Int(4)],
                                    ),
                                ]
                            },
                            ::core::option::Option::None,
                            __foobara::Presence::Typed,
                        ),
                        __foobara::attribute::<
                            f64,
                        >(
                            "weight",
                            ::core::option::Option::None,
                            const {
                                &[
                                    __foobara::RuleSpec::new(
                                        __foobara::rule::ROUND,
                                        &[__foobara::Argument::Int(2)],
                                    ),
                                    __foobara::RuleSpec::new(
                                        __foobara::rule::ONE_OF,
                                        &[
                                            __foobara::Argument::Float(0.5),
                                            __foobara::Argument::Float(-1.5),
                                        ],
                                    ),
                                ]
                            },
                            ::core::option::Option::None,
                            __foobara::Presence::Typed,
                        ),
                    ]
                },
                &[],
                false,
            ),
            depends_on: &[],
            maps: &[],
            reads: &[],
            writes: &[],
            creates: &[],
            deletes: &[],
            loads: &[],
            uses: &[],
            publishes: &[],
            enqueues: &[],
            concerns: &[],
            is_clone: <__foobara::Copier<'static, Tidy>>::IS_CLONE,
            hints: __foobara::DeclaredHints::NONE,
            definition: ::core::option::Option::None,
        };
        fn duplicate(&self) -> ::core::option::Option<Self> {
            __foobara::Copier(self).copy()
        }
        fn check(&mut self, __errors: &mut __foobara::InputErrors) {
            {
                let __at = ::core::option::Option::Some(
                    &__foobara::At::attribute(::core::option::Option::None, "tags"),
                );
                let _ = __foobara::apply(
                    &__foobara::rule::MinSize(1),
                    &mut self.tags,
                    __at,
                    __errors,
                )
                    && __foobara::apply_before(
                        __foobara::rule::CONTAINS,
                        &__foobara::rule::Contains("a"),
                        &mut self.tags,
                        __at,
                        __errors,
                    )
                    && __foobara::apply_before(
                        __foobara::rule::UNIQUE_ITEMS,
                        &__foobara::rule::UniqueItems,
                        &mut self.tags,
                        __at,
                        __errors,
                    )
                    && __foobara::apply_before(
                        <Sorted as __foobara::rule::CustomRule<_>>::KIND,
                        &<Sorted as ::core::default::Default>::default(),
                        &mut self.tags,
                        __at,
                        __errors,
                    );
                let __found = __errors.len();
                if <Vec<String> as __foobara::Typed>::CHECKED {
                    <Vec<
                        String,
                    > as __foobara::Typed>::check(&mut self.tags, __at, __errors);
                }
                if __foobara::is_whole(__errors, __found) {
                    let _ = __foobara::apply_after(
                        __foobara::rule::CONTAINS,
                        &__foobara::rule::Contains("a"),
                        &mut self.tags,
                        __at,
                        __errors,
                    )
                        && __foobara::apply_after(
                            __foobara::rule::UNIQUE_ITEMS,
                            &__foobara::rule::UniqueItems,
                            &mut self.tags,
                            __at,
                            __errors,
                        )
                        && __foobara::apply_after(
                            <Sorted as __foobara::rule::CustomRule<_>>::KIND,
                            &<Sorted as ::core::default::Default>::default(),
                            &mut self.tags,
                            __at,
                            __errors,
                        );
                }
            }
            {
                let __at = ::core::option::Option::Some(
                    &__foobara::At::attribute(::core::option::Option::None, "name"),
                );
                let _ = __foobara::apply(
                    &__foobara::rule::Squish,
                    &mut self.name,
                    __at,
                    __errors,
                )
                    && __foobara::apply(
                        &__foobara::rule::Downcase,
                        &mut self.name,
                        __at,
                        __errors,
                    )
                    && __foobara::apply(
                        &__foobara::rule::Truncate(20),
                        &mut self.name,
                        __at,
                        __errors,
                    )
                    && __foobara::apply(
                        &__foobara::rule::StartsWith("x"),
                        &mut self.name,
                        __at,
                        __errors,
                    );
                if <String as __foobara::Typed>::CHECKED {
                    <String as __foobara::Typed>::check(&mut self.name, __at, __errors);
                }
            }
            {
                let __at = ::core::option::Option::Some(
                    &__foobara::At::attribute(::core::option::Option::None, "amount"),
                );
                let _ = __foobara::apply(
                    &__foobara::rule::Clamp(-1, 10),
                    &mut self.amount,
                    __at,
                    __errors,
                )
                    && __foobara::apply(
                        &__foobara::rule::Round(0),
                        &mut self.amount,
                        __at,
                        __errors,
                    )
                    && __foobara::apply(
                        &__foobara::rule::MultipleOf(2),
                        &mut self.amount,
                        __at,
                        __errors,
                    )
                    && __foobara::apply(
                        &__foobara::rule::OneOf(&[2, 4]),
                        &mut self.amount,
                        __at,
                        __errors,
                    );
                if <i64 as __foobara::Typed>::CHECKED {
                    <i64 as __foobara::Typed>::check(&mut self.amount, __at, __errors);
                }
            }
            {
                let __at = ::core::option::Option::Some(
                    &__foobara::At::attribute(::core::option::Option::None, "weight"),
                );
                let _ = __foobara::apply(
                    &__foobara::rule::Round(2),
                    &mut self.weight,
                    __at,
                    __errors,
                )
                    && __foobara::apply(
                        &__foobara::rule::OneOf(&[0.5, -1.5]),
                        &mut self.weight,
                        __at,
                        __errors,
                    );
                if <f64 as __foobara::Typed>::CHECKED {
                    <f64 as __foobara::Typed>::check(&mut self.weight, __at, __errors);
                }
            }
        }
    }
};
