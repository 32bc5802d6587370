const _: () = {
    use ::foobara::__private as __foobara;
    #[doc(hidden)]
    pub struct __Slots {
        capybara: ::core::option::Option<Record<Capybara>>,
        witnesses: ::core::option::Option<Option<Vec<Record<Visitor>>>>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                capybara: ::core::option::Option::None,
                witnesses: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for IncrementAge {
        type Slots = __Slots;
        const NAME: &'static str = "IncrementAge";
        const NAMES: &'static [&'static str] = &["capybara", "witnesses"];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "capybara" => ::core::option::Option::Some(0),
                "witnesses" => ::core::option::Option::Some(1),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.capybara, __map, "capybara"),
                1 => {
                    __foobara::decode::fill_present(
                        &mut __slots.witnesses,
                        __map,
                        "witnesses",
                    )
                }
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
                capybara: __foobara::decode::take(__slots.capybara, "capybara")?,
                witnesses: __foobara::decode::take(__slots.witnesses, "witnesses")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for IncrementAge {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for IncrementAge {
        const NAME: &'static str = "IncrementAge";
        const COUNT: usize = 2;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "capybara", &self.capybara)?;
            __foobara::decode::field(__output, "witnesses", &self.witnesses)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for IncrementAge {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    use __foobara::CannotCopy as _;
    #[automatically_derived]
    impl __foobara::Command for IncrementAge {
        const META: &'static __foobara::CommandMeta = &__foobara::CommandMeta {
            name: "IncrementAge",
            domain: <Zoo as __foobara::Domain>::META,
            description: ::core::option::Option::None,
            returns: ::core::option::Option::None,
            inputs: __foobara::AttributesType::of(
                const {
                    &[
                        __foobara::attribute::<
                            Record<Capybara>,
                        >(
                            "capybara",
                            ::core::option::Option::None,
                            const { &[] },
                            ::core::option::Option::None,
                            __foobara::Presence::Typed,
                        ),
                        __foobara::attribute::<
                            Option<Vec<Record<Visitor>>>,
                        >(
                            "witnesses",
                            ::core::option::Option::None,
                            const { &[] },
                            ::core::option::Option::None,
                            __foobara::Presence::NotNull,
                        ),
                    ]
                },
                &[],
                false,
            ),
            depends_on: &[],
            maps: &[],
            reads: &[
                <Keeper as __foobara::Entity>::model,
                <Capybara as __foobara::Entity>::model,
                <Visitor as __foobara::Entity>::model,
            ],
            writes: &[<Capybara as __foobara::Entity>::model],
            creates: &[],
            deletes: &[],
            loads: &[],
            uses: &[__foobara::PortMeta::of::<Mailer>()],
            publishes: &[],
            enqueues: &[],
            concerns: &[],
            is_clone: <__foobara::Copier<'static, IncrementAge>>::IS_CLONE,
            hints: __foobara::DeclaredHints::NONE,
            definition: ::core::option::Option::None,
        };
        const VALIDATES: bool = true;
        fn duplicate(&self) -> ::core::option::Option<Self> {
            __foobara::Copier(self).copy()
        }
        fn check(&mut self, __errors: &mut __foobara::InputErrors) {
            if <Record<Capybara> as __foobara::Typed>::CHECKED {
                <Record<
                    Capybara,
                > as __foobara::Typed>::check(
                    &mut self.capybara,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(
                            ::core::option::Option::None,
                            "capybara",
                        ),
                    ),
                    __errors,
                );
            }
            if <Option<Vec<Record<Visitor>>> as __foobara::Typed>::CHECKED {
                <Option<
                    Vec<Record<Visitor>>,
                > as __foobara::Typed>::check(
                    &mut self.witnesses,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(
                            ::core::option::Option::None,
                            "witnesses",
                        ),
                    ),
                    __errors,
                );
            }
        }
        const RECORDS: bool = true;
        fn load<'__a>(
            &'__a mut self,
            __storage: __foobara::StorageAccess<'__a>,
            __errors: &'__a mut __foobara::InputErrors,
        ) -> impl ::core::future::Future<
            Output = ::core::result::Result<(), __foobara::Fault>,
        > + ::core::marker::Send {
            let mut __found = __foobara::RecordSlots::new();
            let __slots = &mut __found;
            __foobara::HoldsRecords::slots(
                &mut self.capybara,
                ::core::option::Option::Some(
                    &__foobara::At::attribute(::core::option::Option::None, "capybara"),
                ),
                __slots,
            );
            __foobara::HoldsRecords::slots(
                &mut self.witnesses,
                ::core::option::Option::Some(
                    &__foobara::At::attribute(::core::option::Option::None, "witnesses"),
                ),
                __slots,
            );
            __foobara::load_records(__found, Self::META.loads, __storage, __errors)
        }
    }
    #[automatically_derived]
    impl __foobara::Reads<Keeper> for IncrementAge {}
    #[automatically_derived]
    impl __foobara::Reads<Capybara> for IncrementAge {}
    #[automatically_derived]
    impl __foobara::Reads<Visitor> for IncrementAge {}
    #[automatically_derived]
    impl __foobara::Creates<Capybara> for IncrementAge {}
    #[automatically_derived]
    impl __foobara::Writes<Capybara> for IncrementAge {}
    #[automatically_derived]
    impl __foobara::Uses<Mailer> for IncrementAge {}
};
