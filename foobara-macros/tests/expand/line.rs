const _: () = {
    use ::foobara::__private as __foobara;
    static __ATTRIBUTES: __foobara::AttributesType = __foobara::AttributesType::of(
        const {
            &[
                __foobara::attribute::<
                    Record<Article>,
                >(
                    "article",
                    ::core::option::Option::None,
                    const { &[] },
                    ::core::option::Option::None,
                    __foobara::Presence::Typed,
                ),
                __foobara::attribute::<
                    Option<Wrapping>,
                >(
                    "wrapping",
                    ::core::option::Option::None,
                    const { &[] },
                    ::core::option::Option::None,
                    __foobara::Presence::Typed,
                ),
                __foobara::attribute::<
                    i64,
                >(
                    "number",
                    ::core::option::Option::None,
                    const { &[] },
                    ::core::option::Option::None,
                    __foobara::Presence::Typed,
                ),
                __foobara::attribute::<
                    Vec<Line>,
                >(
                    "parts",
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
    #[doc(hidden)]
    pub struct __Slots {
        article: ::core::option::Option<Record<Article>>,
        wrapping: ::core::option::Option<Option<Wrapping>>,
        number: ::core::option::Option<i64>,
        parts: ::core::option::Option<Vec<Line>>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                article: ::core::option::Option::None,
                wrapping: ::core::option::Option::None,
                number: ::core::option::Option::None,
                parts: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for Line {
        type Slots = __Slots;
        const NAME: &'static str = "Line";
        const NAMES: &'static [&'static str] = &[
            "article",
            "wrapping",
            "number",
            "parts",
        ];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "article" => ::core::option::Option::Some(0),
                "wrapping" => ::core::option::Option::Some(1),
                "number" => ::core::option::Option::Some(2),
                "parts" => ::core::option::Option::Some(3),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.article, __map, "article"),
                1 => __foobara::decode::fill(&mut __slots.wrapping, __map, "wrapping"),
                2 => __foobara::decode::fill(&mut __slots.number, __map, "number"),
                3 => __foobara::decode::fill(&mut __slots.parts, __map, "parts"),
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
                article: __foobara::decode::take(__slots.article, "article")?,
                wrapping: __foobara::decode::take(__slots.wrapping, "wrapping")?,
                number: __foobara::decode::take(__slots.number, "number")?,
                parts: __foobara::decode::take(__slots.parts, "parts")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Line {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for Line {
        const NAME: &'static str = "Line";
        const COUNT: usize = 4;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "article", &self.article)?;
            __foobara::decode::field(__output, "wrapping", &self.wrapping)?;
            __foobara::decode::field(__output, "number", &self.number)?;
            __foobara::decode::field(__output, "parts", &self.parts)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for Line {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Typed for Line {
        const BASE: __foobara::Base = __foobara::Base::Attributes(
            __foobara::Ref::Static(|| { &__ATTRIBUTES }),
        );
        const CHECKED: bool = true;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            if <Record<Article> as __foobara::Typed>::CHECKED {
                <Record<
                    Article,
                > as __foobara::Typed>::check(
                    &mut self.article,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "article"),
                    ),
                    __errors,
                );
            }
            if <Option<Wrapping> as __foobara::Typed>::CHECKED {
                <Option<
                    Wrapping,
                > as __foobara::Typed>::check(
                    &mut self.wrapping,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "wrapping"),
                    ),
                    __errors,
                );
            }
            if <i64 as __foobara::Typed>::CHECKED {
                <i64 as __foobara::Typed>::check(
                    &mut self.number,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "number"),
                    ),
                    __errors,
                );
            }
            if <Vec<Line> as __foobara::Typed>::CHECKED {
                <Vec<
                    Line,
                > as __foobara::Typed>::check(
                    &mut self.parts,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "parts"),
                    ),
                    __errors,
                );
            }
        }
    }
    #[automatically_derived]
    impl __foobara::decode::Flatten for Line {
        const ALIASES: &'static [(&'static str, &'static str)] = &[];
        const RECORDS: bool = true;
        fn attributes() -> &'static __foobara::AttributesType {
            &__ATTRIBUTES
        }
    }
    #[automatically_derived]
    impl __foobara::HoldsRecords for Line {
        const RECORDS: bool = true;
        fn slots<'__r>(
            &'__r mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __slots: &mut __foobara::RecordSlots<'__r>,
        ) {
            __foobara::HoldsRecords::slots(
                &mut self.article,
                ::core::option::Option::Some(&__foobara::At::attribute(__up, "article")),
                __slots,
            );
            {
                use __foobara::HoldsNoRecords as _;
                __foobara::RecordsIn(&mut self.wrapping)
                    .slots(
                        ::core::option::Option::Some(
                            &__foobara::At::attribute(__up, "wrapping"),
                        ),
                        __slots,
                    );
            }
            {
                use __foobara::HoldsNoRecords as _;
                __foobara::RecordsIn(&mut self.parts)
                    .slots(
                        ::core::option::Option::Some(
                            &__foobara::At::attribute(__up, "parts"),
                        ),
                        __slots,
                    );
            }
        }
    }
};
