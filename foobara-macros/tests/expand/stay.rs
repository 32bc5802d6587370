const _: () = {
    use ::foobara::__private as __foobara;
    static __MODEL: __foobara::ModelType = __foobara::ModelType {
        name: ::std::borrow::Cow::Borrowed("Stay"),
        scope: <Zoo as __foobara::Domain>::META.scope,
        description: ::core::option::Option::None,
        attributes: __foobara::AttributesType::of(
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
                        "until",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Typed,
                    ),
                    __foobara::attribute::<
                        __foobara::Foreign<geo::Point>,
                    >(
                        "point",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::Some(|| __foobara::default_value::<
                            geo::Point,
                        >(<geo::Point as ::core::default::Default>::default())),
                        __foobara::Presence::Typed,
                    ),
                    __foobara::attribute::<
                        ::core::option::Option<__foobara::Foreign<geo::Route>>,
                    >(
                        "route",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Typed,
                    ),
                    __foobara::attribute::<
                        Keeper,
                    >(
                        "keeper",
                        ::core::option::Option::None,
                        const { &[] },
                        ::core::option::Option::None,
                        __foobara::Presence::Typed,
                    ),
                ]
            },
            &[],
            true,
        ),
        primary_key: ::core::option::Option::None,
        access: __foobara::Access {
            mutable: __foobara::Mutability::Only(
                ::std::borrow::Cow::Borrowed(
                    &[
                        ::std::borrow::Cow::Borrowed("until"),
                        ::std::borrow::Cow::Borrowed("point"),
                        ::std::borrow::Cow::Borrowed("route"),
                        ::std::borrow::Cow::Borrowed("keeper"),
                    ],
                ),
            ),
            private: ::std::borrow::Cow::Borrowed(
                &[::std::borrow::Cow::Borrowed("until")],
            ),
            delegates: ::std::borrow::Cow::Borrowed(
                &[
                    __foobara::Delegate {
                        name: ::std::borrow::Cow::Borrowed("keeper_name"),
                        path: ::std::borrow::Cow::Borrowed(
                            &[
                                ::std::borrow::Cow::Borrowed("keeper"),
                                ::std::borrow::Cow::Borrowed("name"),
                            ],
                        ),
                        writer: false,
                    },
                ],
            ),
        },
        kept: __foobara::Kept::PLAIN,
    };
    #[doc(hidden)]
    pub struct __Slots {
        from: ::core::option::Option<i64>,
        until: ::core::option::Option<i64>,
        point: ::core::option::Option<
            ::core::option::Option<__foobara::Foreign<geo::Point>>,
        >,
        route: ::core::option::Option<
            ::core::option::Option<__foobara::Foreign<geo::Route>>,
        >,
        keeper: ::core::option::Option<Keeper>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                from: ::core::option::Option::None,
                until: ::core::option::Option::None,
                point: ::core::option::Option::None,
                route: ::core::option::Option::None,
                keeper: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for Stay {
        type Slots = __Slots;
        const NAME: &'static str = "Stay";
        const NAMES: &'static [&'static str] = &[
            "from",
            "until",
            "point",
            "route",
            "keeper",
        ];
        const IGNORES_UNEXPECTED: bool = true;
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "from" => ::core::option::Option::Some(0),
                "until" => ::core::option::Option::Some(1),
                "point" => ::core::option::Option::Some(2),
                "route" => ::core::option::Option::Some(3),
                "keeper" => ::core::option::Option::Some(4),
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
                1 => __foobara::decode::fill(&mut __slots.until, __map, "until"),
                2 => __foobara::decode::fill(&mut __slots.point, __map, "point"),
                3 => __foobara::decode::fill(&mut __slots.route, __map, "route"),
                4 => __foobara::decode::fill(&mut __slots.keeper, __map, "keeper"),
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
                until: __foobara::decode::take(__slots.until, "until")?,
                point: __foobara::Wrapper::unwrap(
                    __foobara::decode::take_or(
                        __slots.point,
                        || __foobara::Wrapper::wrap(
                            <geo::Point as ::core::default::Default>::default(),
                        ),
                    ),
                ),
                route: __foobara::Wrapper::unwrap(
                    __foobara::decode::take(__slots.route, "route")?,
                ),
                keeper: __foobara::decode::take(__slots.keeper, "keeper")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Stay {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for Stay {
        const NAME: &'static str = "Stay";
        const COUNT: usize = 4;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "from", &self.from)?;
            <__foobara::Foreign<
                geo::Point,
            > as __foobara::Wrapper>::encode(&self.point, "point", __output)?;
            <::core::option::Option<
                __foobara::Foreign<geo::Route>,
            > as __foobara::Wrapper>::encode(&self.route, "route", __output)?;
            __foobara::decode::field(__output, "keeper", &self.keeper)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for Stay {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Typed for Stay {
        const BASE: __foobara::Base = __foobara::Base::Model(
            __foobara::Ref::Static(|| &__MODEL),
        );
        const CHECKED: bool = true;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            let __none = __errors.len();
            if <i64 as __foobara::Typed>::CHECKED {
                <i64 as __foobara::Typed>::check(
                    &mut self.from,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "from"),
                    ),
                    __errors,
                );
            }
            if <i64 as __foobara::Typed>::CHECKED {
                <i64 as __foobara::Typed>::check(
                    &mut self.until,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "until"),
                    ),
                    __errors,
                );
            }
            {
                let __at = ::core::option::Option::Some(
                    &__foobara::At::attribute(__up, "route"),
                );
                let __none = __errors.len();
                if __errors.len() == __none {
                    __foobara::nested(
                        ::core::option::Option::as_ref(&self.route),
                        ::core::option::Option::None,
                        __at,
                        __errors,
                    );
                }
            }
            {
                let __at = ::core::option::Option::Some(
                    &__foobara::At::attribute(__up, "keeper"),
                );
                let __none = __errors.len();
                if <Keeper as __foobara::Typed>::CHECKED {
                    <Keeper as __foobara::Typed>::check(
                        &mut self.keeper,
                        __at,
                        __errors,
                    );
                }
                if __errors.len() == __none {
                    __foobara::nested(
                        ::core::option::Option::Some(&self.keeper),
                        ::core::option::Option::Some(
                            &<Keeper as __foobara::Typed>::DECLARATION,
                        ),
                        __at,
                        __errors,
                    );
                }
            }
            if __errors.len() == __none {
                __foobara::report(dates(&*self), &__MODEL.attributes, __up, __errors);
                __foobara::report(
                    validator::Validate::validate(&*self),
                    &__MODEL.attributes,
                    __up,
                    __errors,
                );
            }
        }
    }
    #[automatically_derived]
    impl __foobara::decode::Flatten for Stay {
        const ALIASES: &'static [(&'static str, &'static str)] = &[];
        const RECORDS: bool = {
            use __foobara::HoldsNoRecords as _;
            <__foobara::RecordsIn<'static, Keeper>>::RECORDS
        };
        fn attributes() -> &'static __foobara::AttributesType {
            &__MODEL.attributes
        }
    }
    #[automatically_derived]
    impl __foobara::HoldsRecords for Stay {
        const RECORDS: bool = {
            use __foobara::HoldsNoRecords as _;
            <__foobara::RecordsIn<'static, Keeper>>::RECORDS
        };
        fn slots<'__r>(
            &'__r mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __slots: &mut __foobara::RecordSlots<'__r>,
        ) {
            {
                use __foobara::HoldsNoRecords as _;
                __foobara::RecordsIn(&mut self.keeper)
                    .slots(
                        ::core::option::Option::Some(
                            &__foobara::At::attribute(__up, "keeper"),
                        ),
                        __slots,
                    );
            }
        }
    }
};
