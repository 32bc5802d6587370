const _: () = {
    use ::foobara::__private as __foobara;
    static __UNION: __foobara::UnionType = __foobara::UnionType {
        name: ::std::borrow::Cow::Borrowed("Event"),
        description: ::core::option::Option::None,
        tagging: __foobara::Tagging::Internal {
            tag: ::std::borrow::Cow::Borrowed("type"),
        },
        variants: ::std::borrow::Cow::Borrowed(const {
            &[
                __foobara::Variant {
                    name: ::std::borrow::Cow::Borrowed("FED"),
                    aliases: &[],
                    description: ::core::option::Option::None,
                    content: __foobara::Content::Attributes(
                        __foobara::Ref::Static(|| {
                            static __ATTRIBUTES: __foobara::AttributesType = __foobara::AttributesType::of(
                                const {
                                    &[
                                        __foobara::attribute::<
                                            String,
                                        >(
                                            "byWhom",
                                            ::core::option::Option::None,
                                            const { &[] },
                                            ::core::option::Option::None,
                                            __foobara::Presence::Typed,
                                        ),
                                    ]
                                },
                                &[],
                                false,
                            );
                            &__ATTRIBUTES
                        }),
                    ),
                },
                __foobara::Variant {
                    name: ::std::borrow::Cow::Borrowed("MOVED"),
                    aliases: &[],
                    description: ::core::option::Option::None,
                    content: __foobara::Content::Value(
                        <Move as __foobara::Typed>::DECLARATION,
                    ),
                },
            ]
        }),
    };
    #[doc(hidden)]
    pub struct __Fed {
        by_whom: String,
    }
    const _: () = {
        #[doc(hidden)]
        pub struct __Slots {
            by_whom: ::core::option::Option<String>,
        }
        #[automatically_derived]
        impl ::core::default::Default for __Slots {
            fn default() -> Self {
                Self {
                    by_whom: ::core::option::Option::None,
                }
            }
        }
        #[automatically_derived]
        impl __foobara::Fields for __Fed {
            type Slots = __Slots;
            const NAME: &'static str = "FED";
            const NAMES: &'static [&'static str] = &["byWhom"];
            fn slot(__name: &str) -> ::core::option::Option<usize> {
                match __name {
                    "byWhom" => ::core::option::Option::Some(0),
                    _ => ::core::option::Option::None,
                }
            }
            fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
                __slots: &mut __Slots,
                __slot: usize,
                __map: &mut __A,
            ) -> ::core::result::Result<(), __A::Error> {
                match __slot {
                    0 => __foobara::decode::fill(&mut __slots.by_whom, __map, "byWhom"),
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
                    by_whom: __foobara::decode::take(__slots.by_whom, "byWhom")?,
                })
            }
        }
    };
    #[automatically_derived]
    impl __foobara::Variants for Event {
        const NAME: &'static str = "Event";
        const TAGS: &'static [&'static str] = &["FED", "MOVED"];
        fn union() -> &'static __foobara::UnionType {
            &__UNION
        }
        fn variant(__tag: &str) -> ::core::option::Option<usize> {
            match __tag {
                "FED" => ::core::option::Option::Some(0),
                "MOVED" => ::core::option::Option::Some(1),
                _ => ::core::option::Option::None,
            }
        }
        fn bare(__variant: usize) -> ::core::option::Option<Self> {
            match __variant {
                _ => ::core::option::Option::None,
            }
        }
        fn read<'__de, __D: __foobara::Deserializer<'__de>>(
            __variant: usize,
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            match __variant {
                0 => {
                    ::core::result::Result::map(
                        __foobara::decode::decode(__deserializer),
                        |__Fed { by_whom }| Self::Fed { by_whom },
                    )
                }
                1 => {
                    ::core::result::Result::map(
                        <Move as __foobara::Typed>::decode(__deserializer),
                        Self::Moved,
                    )
                }
                _ => __foobara::decode::nothing(__variant, __deserializer),
            }
        }
        fn position(&self) -> usize {
            match self {
                Self::Fed { .. } => 0,
                Self::Moved { .. } => 1,
            }
        }
        fn write<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            match self {
                Self::Fed { by_whom: __by_whom, .. } => {
                    let mut __output = __foobara::Serializer::serialize_struct(
                        __serializer,
                        "FED",
                        1,
                    )?;
                    __foobara::decode::field(&mut __output, "byWhom", __by_whom)?;
                    __foobara::SerializeStruct::end(__output)
                }
                Self::Moved(__value) => {
                    __foobara::Serialize::serialize(__value, __serializer)
                }
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for Event {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode_union(self, __serializer)
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Event {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode_union(__deserializer)
        }
    }
    const _: () = __foobara::decode::stands_beside_a_tag::<Move>();
    #[automatically_derived]
    impl __foobara::Typed for Event {
        const BASE: __foobara::Base = __foobara::Base::Union(
            __foobara::Ref::Static(|| &__UNION),
        );
        const CHECKED: bool = <Move as __foobara::Typed>::CHECKED
            || <String as __foobara::Typed>::CHECKED;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            match self {
                Self::Fed { by_whom: __by_whom, .. } => {
                    if <String as __foobara::Typed>::CHECKED {
                        <String as __foobara::Typed>::check(
                            &mut *__by_whom,
                            ::core::option::Option::Some(
                                &__foobara::At::attribute(__up, "byWhom"),
                            ),
                            __errors,
                        );
                    }
                }
                Self::Moved(__value) => {
                    if <Move as __foobara::Typed>::CHECKED {
                        <Move as __foobara::Typed>::check(__value, __up, __errors);
                    }
                }
            }
        }
    }
};
