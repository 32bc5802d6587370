const _: () = {
    use ::foobara::__private as __foobara;
    const __NAMES: &[&str] = &["light_brown", "grey"];
    const __ARGUMENTS: &[__foobara::Argument] = &[
        __foobara::Argument::text("light_brown"),
        __foobara::Argument::text("grey"),
    ];
    fn __name(__value: &Colour) -> &'static str {
        match __value {
            Colour::LightBrown => "light_brown",
            Colour::Grey => "grey",
        }
    }
    fn __named(__name: &str) -> ::core::option::Option<Colour> {
        match __name {
            "light_brown" => ::core::option::Option::Some(Colour::LightBrown),
            "grey" | "gray" => ::core::option::Option::Some(Colour::Grey),
            _ => ::core::option::Option::None,
        }
    }
    const __ALIASES: &[__foobara::Argument] = &[
        __foobara::Argument::text("gray"),
        __foobara::Argument::text("grey"),
    ];
    #[automatically_derived]
    impl __foobara::Typed for Colour {
        const BASE: __foobara::Base = __foobara::Base::Scalar(
            __foobara::builtin::SYMBOL,
        );
        const RULES: &'static [__foobara::RuleSpec] = &[
            __foobara::RuleSpec::new(__foobara::rule::ALIASES, __ALIASES),
            __foobara::RuleSpec::new(__foobara::rule::ONE_OF, __ARGUMENTS),
        ];
    }
    #[automatically_derived]
    impl __foobara::Serialize for Colour {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::Serializer::serialize_str(__serializer, __name(self))
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Colour {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            let __text = <::std::string::String as __foobara::Deserialize>::deserialize(
                __deserializer,
            )?;
            ::core::option::Option::ok_or_else(
                __named(&__text),
                || __foobara::DecodeError::unknown_variant(&__text, __NAMES),
            )
        }
    }
    #[automatically_derived]
    impl __foobara::Field for Colour {
        fn to_datum(&self) -> __foobara::Datum {
            __foobara::Datum::Text(::std::borrow::ToOwned::to_owned(__name(self)))
        }
        fn from_datum(
            __datum: __foobara::Datum,
        ) -> ::core::result::Result<Self, __foobara::StorageError> {
            let __text = <::std::string::String as __foobara::Field>::from_datum(
                __datum,
            )?;
            ::core::option::Option::ok_or_else(
                __named(&__text),
                || __foobara::StorageError::Corrupt(
                    ::std::borrow::ToOwned::to_owned("text that is no Colour"),
                ),
            )
        }
    }
};
