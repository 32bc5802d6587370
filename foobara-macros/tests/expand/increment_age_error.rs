const _: () = {
    use ::foobara::__private as __foobara;
    #[automatically_derived]
    impl __foobara::PossibleErrors for IncrementAgeError {
        const ALL: &'static [__foobara::PossibleError] = &[
            __foobara::PossibleError {
                symbol: "too_old",
                input: ::core::option::Option::None,
                is_fatal: true,
                is_retryable: false,
                description: ::core::option::Option::Some("The capybara is too old"),
                context: __foobara::AttributesType::of(
                    const {
                        &[
                            __foobara::attribute::<
                                i64,
                            >(
                                "age",
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
            },
            __foobara::PossibleError {
                symbol: "not_odd",
                input: ::core::option::Option::Some("by"),
                is_fatal: true,
                is_retryable: false,
                description: ::core::option::Option::None,
                context: __foobara::AttributesType::of(const { &[] }, &[], false),
            },
        ];
        fn facts(&self) -> __foobara::Facts {
            let mut __context = __foobara::Map::new();
            let __index: usize = match self {
                Self::TooOld { age: __age, .. } => {
                    __foobara::fact(&mut __context, "age", __age);
                    0
                }
                Self::NotOdd { .. } => 1,
            };
            __foobara::Facts {
                possible: &<Self as __foobara::PossibleErrors>::ALL[__index],
                context: __context,
            }
        }
    }
};
