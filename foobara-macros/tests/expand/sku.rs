const _: () = {
    use ::foobara::__private as __foobara;
    const __RULES: &[__foobara::RuleSpec] = __foobara::rules_around::<
        String,
    >(const {
        &[
            __foobara::RuleSpec::new(__foobara::rule::TRIM, &[]),
            __foobara::RuleSpec::new(
                __foobara::rule::MAX_LENGTH,
                &[__foobara::Argument::Int(9)],
            ),
        ]
    });
    static __NAMED: ::std::sync::LazyLock<__foobara::NamedType> = ::std::sync::LazyLock::new(||
    {
        __foobara::named::<
            String,
        >(
            <Shop as __foobara::Domain>::META.scope,
            "Sku",
            ::core::option::Option::Some("A stock keeping unit"),
            __RULES,
        )
    });
    #[automatically_derived]
    impl __foobara::Typed for Sku {
        const BASE: __foobara::Base = <String as __foobara::Typed>::BASE;
        const NAMED: ::core::option::Option<__foobara::Ref<__foobara::NamedType>> = ::core::option::Option::Some(
            __foobara::Ref::Static(|| ::std::sync::LazyLock::force(&__NAMED)),
        );
        const RULES: &'static [__foobara::RuleSpec] = __RULES;
        const SENSITIVE: bool = <String as __foobara::Typed>::SENSITIVE;
        const CHECKED: bool = true;
        fn check(
            &mut self,
            __at: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            let _ = __foobara::apply(&__foobara::rule::Trim, &mut self.0, __at, __errors)
                && __foobara::apply(
                    &__foobara::rule::MaxLength(9),
                    &mut self.0,
                    __at,
                    __errors,
                );
            if <String as __foobara::Typed>::CHECKED {
                <String as __foobara::Typed>::check(&mut self.0, __at, __errors);
            }
        }
        fn decode<'__de, __D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            ::core::result::Result::map(
                <String as __foobara::Typed>::decode(__deserializer),
                Self,
            )
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for Sku {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            <String as __foobara::Serialize>::serialize(&self.0, __serializer)
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Sku {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            <Self as __foobara::Typed>::decode(__deserializer)
        }
    }
};
