const _: () = {
    use ::foobara::__private as __foobara;
    #[doc(hidden)]
    pub struct __Slots {
        dividend: ::core::option::Option<i64>,
        divisor: ::core::option::Option<i64>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                dividend: ::core::option::Option::None,
                divisor: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for Divide {
        type Slots = __Slots;
        const NAME: &'static str = "Divide";
        const NAMES: &'static [&'static str] = &["dividend", "divisor"];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "dividend" => ::core::option::Option::Some(0),
                "divisor" => ::core::option::Option::Some(1),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.dividend, __map, "dividend"),
                1 => __foobara::decode::fill(&mut __slots.divisor, __map, "divisor"),
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
                dividend: __foobara::decode::take(__slots.dividend, "dividend")?,
                divisor: __foobara::decode::take(__slots.divisor, "divisor")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Divide {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for Divide {
        const NAME: &'static str = "Divide";
        const COUNT: usize = 2;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "dividend", &self.dividend)?;
            __foobara::decode::field(__output, "divisor", &self.divisor)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for Divide {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    use __foobara::CannotCopy as _;
    #[automatically_derived]
    impl __foobara::Command for Divide {
        const META: &'static __foobara::CommandMeta = &__foobara::CommandMeta {
            name: "Divide",
            domain: <Arithmetic as __foobara::Domain>::META,
            description: ::core::option::Option::Some("Divides by repeated subtraction"),
            returns: ::core::option::Option::None,
            inputs: __foobara::AttributesType::of(
                const {
                    &[
                        __foobara::attribute::<
                            i64,
                        >(
                            "dividend",
                            ::core::option::Option::Some("What is divided"),
                            const {
                                &[
                                    __foobara::RuleSpec::new(
                                        __foobara::rule::MIN,
                                        &[__foobara::Argument::Int(0)],
                                    ),
                                ]
                            },
                            ::core::option::Option::None,
                            __foobara::Presence::Typed,
                        ),
                        __foobara::attribute::<
                            i64,
                        >(
                            "divisor",
                            ::core::option::Option::Some("What it is divided by"),
                            const { &[] },
                            ::core::option::Option::None,
                            __foobara::Presence::Typed,
                        ),
                    ]
                },
                &[],
                false,
            ),
            depends_on: &[|| <Subtract as __foobara::Command>::META],
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
            is_clone: <__foobara::Copier<'static, Divide>>::IS_CLONE,
            hints: __foobara::DeclaredHints::NONE,
            definition: ::core::option::Option::None,
        };
        fn duplicate(&self) -> ::core::option::Option<Self> {
            __foobara::Copier(self).copy()
        }
        fn check(&mut self, __errors: &mut __foobara::InputErrors) {
            {
                let __at = ::core::option::Option::Some(
                    &__foobara::At::attribute(::core::option::Option::None, "dividend"),
                );
                __foobara::apply(
                    &__foobara::rule::Min(0),
                    &mut self.dividend,
                    __at,
                    __errors,
                );
                if <i64 as __foobara::Typed>::CHECKED {
                    <i64 as __foobara::Typed>::check(&mut self.dividend, __at, __errors);
                }
            }
            if <i64 as __foobara::Typed>::CHECKED {
                <i64 as __foobara::Typed>::check(
                    &mut self.divisor,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(
                            ::core::option::Option::None,
                            "divisor",
                        ),
                    ),
                    __errors,
                );
            }
        }
    }
    const _: () = __foobara::assert_may_use::<
        Arithmetic,
    >(
        <Subtract as __foobara::Command>::META.domain,
        "`Divide` uses `Subtract`, which belongs to another domain: let `Arithmetic` depend on that, by `#[domain(depends_on(..))]`",
    );
    #[automatically_derived]
    impl __foobara::DependsOn<Subtract> for Divide {}
};
