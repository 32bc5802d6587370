const _: () = {
    use ::foobara::__private as __foobara;
    static __UNION: __foobara::UnionType = __foobara::UnionType {
        name: ::std::borrow::Cow::Borrowed("Shape"),
        description: ::core::option::Option::Some(
            ::std::borrow::Cow::Borrowed("What there is to see"),
        ),
        tagging: __foobara::Tagging::External,
        variants: ::std::borrow::Cow::Borrowed(const {
            &[
                __foobara::Variant {
                    name: ::std::borrow::Cow::Borrowed("nothing"),
                    aliases: &[],
                    description: ::core::option::Option::None,
                    content: __foobara::Content::Nothing,
                },
                __foobara::Variant {
                    name: ::std::borrow::Cow::Borrowed("circle"),
                    aliases: &[],
                    description: ::core::option::Option::Some(
                        ::std::borrow::Cow::Borrowed("All around"),
                    ),
                    content: __foobara::Content::Attributes(
                        __foobara::Ref::Static(|| {
                            static __ATTRIBUTES: __foobara::AttributesType = __foobara::AttributesType::of(
                                const {
                                    &[
                                        __foobara::attribute::<
                                            i64,
                                        >(
                                            "radius",
                                            ::core::option::Option::None,
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
                                            Option<String>,
                                        >(
                                            "label",
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
                    name: ::std::borrow::Cow::Borrowed("path"),
                    aliases: &["route"],
                    description: ::core::option::Option::None,
                    content: __foobara::Content::Value(
                        <Vec<Point> as __foobara::Typed>::DECLARATION,
                    ),
                },
            ]
        }),
    };
    #[doc(hidden)]
    pub struct __Circle {
        radius: i64,
        label: Option<String>,
    }
    const _: () = {
        #[doc(hidden)]
        pub struct __Slots {
            radius: ::core::option::Option<i64>,
            label: ::core::option::Option<Option<String>>,
        }
        #[automatically_derived]
        impl ::core::default::Default for __Slots {
            fn default() -> Self {
                Self {
                    radius: ::core::option::Option::None,
                    label: ::core::option::Option::None,
                }
            }
        }
        #[automatically_derived]
        impl __foobara::Fields for __Circle {
            type Slots = __Slots;
            const NAME: &'static str = "circle";
            const NAMES: &'static [&'static str] = &["radius", "label"];
            fn slot(__name: &str) -> ::core::option::Option<usize> {
                match __name {
                    "radius" => ::core::option::Option::Some(0),
                    "label" => ::core::option::Option::Some(1),
                    _ => ::core::option::Option::None,
                }
            }
            fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
                __slots: &mut __Slots,
                __slot: usize,
                __map: &mut __A,
            ) -> ::core::result::Result<(), __A::Error> {
                match __slot {
                    0 => __foobara::decode::fill(&mut __slots.radius, __map, "radius"),
                    1 => __foobara::decode::fill(&mut __slots.label, __map, "label"),
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
                    radius: __foobara::decode::take(__slots.radius, "radius")?,
                    label: __foobara::decode::take(__slots.label, "label")?,
                })
            }
        }
    };
    #[automatically_derived]
    impl __foobara::Variants for Shape {
        const NAME: &'static str = "Shape";
        const TAGS: &'static [&'static str] = &["nothing", "circle", "path"];
        fn union() -> &'static __foobara::UnionType {
            &__UNION
        }
        fn variant(__tag: &str) -> ::core::option::Option<usize> {
            match __tag {
                "nothing" => ::core::option::Option::Some(0),
                "circle" => ::core::option::Option::Some(1),
                "path" | "route" => ::core::option::Option::Some(2),
                _ => ::core::option::Option::None,
            }
        }
        fn bare(__variant: usize) -> ::core::option::Option<Self> {
            match __variant {
                0 => ::core::option::Option::Some(Self::Nothing),
                _ => ::core::option::Option::None,
            }
        }
        fn read<'__de, __D: __foobara::Deserializer<'__de>>(
            __variant: usize,
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            match __variant {
                1 => {
                    ::core::result::Result::map(
                        __foobara::decode::decode(__deserializer),
                        |__Circle { radius, label }| Self::Circle { radius, label },
                    )
                }
                2 => {
                    ::core::result::Result::map(
                        <Vec<Point> as __foobara::Typed>::decode(__deserializer),
                        Self::Line,
                    )
                }
                _ => __foobara::decode::nothing(__variant, __deserializer),
            }
        }
        fn position(&self) -> usize {
            match self {
                Self::Nothing { .. } => 0,
                Self::Circle { .. } => 1,
                Self::Line { .. } => 2,
            }
        }
        fn write<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            match self {
                Self::Nothing => __foobara::Serializer::serialize_unit(__serializer),
                Self::Circle { radius: __radius, label: __label, .. } => {
                    let mut __output = __foobara::Serializer::serialize_struct(
                        __serializer,
                        "circle",
                        2,
                    )?;
                    __foobara::decode::field(&mut __output, "radius", __radius)?;
                    __foobara::decode::field(&mut __output, "label", __label)?;
                    __foobara::SerializeStruct::end(__output)
                }
                Self::Line(__value) => {
                    __foobara::Serialize::serialize(__value, __serializer)
                }
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for Shape {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode_union(self, __serializer)
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Shape {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode_union(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Typed for Shape {
        const BASE: __foobara::Base = __foobara::Base::Union(
            __foobara::Ref::Static(|| &__UNION),
        );
        const CHECKED: bool = true;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            match self {
                Self::Nothing => {}
                Self::Circle { radius: __radius, label: __label, .. } => {
                    let __up = ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "circle"),
                    );
                    {
                        let __at = ::core::option::Option::Some(
                            &__foobara::At::attribute(__up, "radius"),
                        );
                        __foobara::apply(
                            &__foobara::rule::Min(0),
                            &mut *__radius,
                            __at,
                            __errors,
                        );
                        if <i64 as __foobara::Typed>::CHECKED {
                            <i64 as __foobara::Typed>::check(
                                &mut *__radius,
                                __at,
                                __errors,
                            );
                        }
                    }
                    if <Option<String> as __foobara::Typed>::CHECKED {
                        <Option<
                            String,
                        > as __foobara::Typed>::check(
                            &mut *__label,
                            ::core::option::Option::Some(
                                &__foobara::At::attribute(__up, "label"),
                            ),
                            __errors,
                        );
                    }
                }
                Self::Line(__value) => {
                    if <Vec<Point> as __foobara::Typed>::CHECKED {
                        let __up = ::core::option::Option::Some(
                            &__foobara::At::attribute(__up, "path"),
                        );
                        <Vec<Point> as __foobara::Typed>::check(__value, __up, __errors);
                    }
                }
            }
        }
    }
};
