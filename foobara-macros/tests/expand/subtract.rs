const _: () = {
    use ::foobara::__private as __foobara;
    #[doc(hidden)]
    pub struct __Slots {
        from: ::core::option::Option<i64>,
        amount: ::core::option::Option<i64>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                from: ::core::option::Option::None,
                amount: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for Subtract {
        type Slots = __Slots;
        const NAME: &'static str = "Subtract";
        const NAMES: &'static [&'static str] = &["from", "amount"];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "from" => ::core::option::Option::Some(0),
                "amount" => ::core::option::Option::Some(1),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.from, __map, "from"),
                1 => __foobara::decode::fill(&mut __slots.amount, __map, "amount"),
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
                from: __foobara::decode::take(__slots.from, "from")?,
                amount: __foobara::decode::take(__slots.amount, "amount")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Subtract {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for Subtract {
        const NAME: &'static str = "Subtract";
        const COUNT: usize = 2;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "from", &self.from)?;
            __foobara::decode::field(__output, "amount", &self.amount)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for Subtract {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    use __foobara::CannotCopy as _;
    #[automatically_derived]
    impl __foobara::Command for Subtract {
        const META: &'static __foobara::CommandMeta = &__foobara::CommandMeta {
            name: "Subtract",
            domain: <Arithmetic as __foobara::Domain>::META,
            description: ::core::option::Option::Some(
                "Subtracts one number from another",
            ),
            returns: ::core::option::Option::None,
            inputs: __foobara::AttributesType::of(
                const {
                    &[
                        __foobara::attribute::<
                            i64,
                        >(
                            "from",
                            ::core::option::Option::None,
                            const { &[] },
                            ::core::option::Option::None,
                            __foobara::Presence::Typed,
                        ),
                        __foobara::attribute::<
                            i64,
                        >(
                            "amount",
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
            is_clone: <__foobara::Copier<'static, Subtract>>::IS_CLONE,
            hints: __foobara::DeclaredHints::NONE,
            definition: ::core::option::Option::None,
        };
        fn duplicate(&self) -> ::core::option::Option<Self> {
            __foobara::Copier(self).copy()
        }
        fn check(&mut self, __errors: &mut __foobara::InputErrors) {
            if <i64 as __foobara::Typed>::CHECKED {
                <i64 as __foobara::Typed>::check(
                    &mut self.from,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(::core::option::Option::None, "from"),
                    ),
                    __errors,
                );
            }
            if <i64 as __foobara::Typed>::CHECKED {
                <i64 as __foobara::Typed>::check(
                    &mut self.amount,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(::core::option::Option::None, "amount"),
                    ),
                    __errors,
                );
            }
        }
    }
};
