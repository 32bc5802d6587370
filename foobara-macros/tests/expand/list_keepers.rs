const _: () = {
    use ::foobara::__private as __foobara;
    #[doc(hidden)]
    pub struct __Slots {
        name: ::core::option::Option<String>,
        order: ::core::option::Option<Option<String>>,
        paging: <Paging as __foobara::Fields>::Slots,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                name: ::core::option::Option::None,
                order: ::core::option::Option::None,
                paging: ::core::default::Default::default(),
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for ListKeepers {
        type Slots = __Slots;
        const NAME: &'static str = "ListKeepers";
        const NAMES: &'static [&'static str] = {
            const __PARTS: &[&[&'static str]] = &[
                &["name", "order"],
                <Paging as __foobara::Fields>::NAMES,
            ];
            const __ALL: &[&'static str; __foobara::decode::count(__PARTS)] = &__foobara::decode::concat(
                __PARTS,
                "",
            );
            __ALL
        };
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "name" | "named" => ::core::option::Option::Some(0),
                "order" => ::core::option::Option::Some(1),
                _ => {
                    let __before: usize = 2;
                    if let ::core::option::Option::Some(__slot) = <Paging as __foobara::Fields>::slot(
                        __name,
                    ) {
                        return ::core::option::Option::Some(__before + __slot);
                    }
                    let __before = __before + <Paging as __foobara::Fields>::NAMES.len();
                    let _ = __before;
                    ::core::option::Option::None
                }
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.name, __map, "name"),
                1 => __foobara::decode::fill(&mut __slots.order, __map, "order"),
                _ => {
                    let __slot = __slot - 2;
                    if __slot < <Paging as __foobara::Fields>::NAMES.len() {
                        return <Paging as __foobara::Fields>::fill(
                            &mut __slots.paging,
                            __slot,
                            __map,
                        );
                    }
                    let __slot = __slot - <Paging as __foobara::Fields>::NAMES.len();
                    let _ = __slot;
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
                name: __foobara::decode::take(__slots.name, "name")?,
                paging: <Paging as __foobara::Fields>::build(__slots.paging)?,
                order: __foobara::decode::take(__slots.order, "order")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for ListKeepers {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for ListKeepers {
        const NAME: &'static str = "ListKeepers";
        const COUNT: usize = 2 + <Paging as __foobara::Encode>::COUNT;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "name", &self.name)?;
            __foobara::Encode::fields(&self.paging, __output)?;
            __foobara::decode::field(__output, "order", &self.order)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for ListKeepers {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    use __foobara::CannotCopy as _;
    #[automatically_derived]
    impl __foobara::Command for ListKeepers {
        const META: &'static __foobara::CommandMeta = &__foobara::CommandMeta {
            name: "ListKeepers",
            domain: <Zoo as __foobara::Domain>::META,
            description: ::core::option::Option::None,
            returns: ::core::option::Option::None,
            inputs: {
                fn __attributes() -> &'static [__foobara::Attribute] {
                    static __ALL: ::std::sync::OnceLock<
                        ::std::vec::Vec<__foobara::Attribute>,
                    > = ::std::sync::OnceLock::new();
                    __foobara::decode::together(
                        &__ALL,
                        &[
                            __foobara::decode::Part::Own(const {
                                &[
                                    __foobara::attribute::<
                                        String,
                                    >(
                                        "name",
                                        ::core::option::Option::None,
                                        const { &[] },
                                        ::core::option::Option::None,
                                        __foobara::Presence::Typed,
                                    ),
                                ]
                            }),
                            __foobara::decode::Part::Flat(
                                <Paging as __foobara::decode::Flatten>::attributes,
                            ),
                            __foobara::decode::Part::Own(const {
                                &[
                                    __foobara::attribute::<
                                        Option<String>,
                                    >(
                                        "order",
                                        ::core::option::Option::None,
                                        const { &[] },
                                        ::core::option::Option::None,
                                        __foobara::Presence::Typed,
                                    ),
                                ]
                            }),
                        ],
                    )
                }
                __foobara::AttributesType::flattened(
                    __attributes,
                    {
                        const __PARTS: &[&[(&'static str, &'static str)]] = &[
                            &[("named", "name")],
                            <Paging as __foobara::decode::Flatten>::ALIASES,
                        ];
                        const __ALL: &[(
                            &'static str,
                            &'static str,
                        ); __foobara::decode::count(__PARTS)] = &__foobara::decode::concat(
                            __PARTS,
                            ("", ""),
                        );
                        __ALL
                    },
                    false,
                )
            },
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
            is_clone: <__foobara::Copier<'static, ListKeepers>>::IS_CLONE,
            hints: __foobara::DeclaredHints::NONE,
            definition: ::core::option::Option::None,
        };
        fn duplicate(&self) -> ::core::option::Option<Self> {
            __foobara::Copier(self).copy()
        }
        fn check(&mut self, __errors: &mut __foobara::InputErrors) {
            if <String as __foobara::Typed>::CHECKED {
                <String as __foobara::Typed>::check(
                    &mut self.name,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(::core::option::Option::None, "name"),
                    ),
                    __errors,
                );
            }
            if <Paging as __foobara::Typed>::CHECKED {
                <Paging as __foobara::Typed>::check(
                    &mut self.paging,
                    ::core::option::Option::None,
                    __errors,
                );
            }
            if <Option<String> as __foobara::Typed>::CHECKED {
                <Option<
                    String,
                > as __foobara::Typed>::check(
                    &mut self.order,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(::core::option::Option::None, "order"),
                    ),
                    __errors,
                );
            }
        }
    }
    const _: () = __foobara::decode::assert_distinct(
        <ListKeepers as __foobara::Fields>::NAMES,
        {
            const __PARTS: &[&[(&'static str, &'static str)]] = &[
                &[("named", "name")],
                <Paging as __foobara::decode::Flatten>::ALIASES,
            ];
            const __ALL: &[(
                &'static str,
                &'static str,
            ); __foobara::decode::count(__PARTS)] = &__foobara::decode::concat(
                __PARTS,
                ("", ""),
            );
            __ALL
        },
    );
    const _: () = __foobara::decode::assert_no_records::<Paging>();
};
