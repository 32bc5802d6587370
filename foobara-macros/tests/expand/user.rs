const _: () = {
    use ::foobara::__private as __foobara;
    static __MODEL: __foobara::ModelType = __foobara::ModelType {
        name: ::std::borrow::Cow::Borrowed("User"),
        scope: <Desk as __foobara::Domain>::META.scope,
        description: ::core::option::Option::None,
        attributes: __foobara::AttributesType::of(
            const {
                &[
                    __foobara::attribute::<
                        String,
                    >(
                        "subject",
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
        primary_key: ::core::option::Option::Some(
            ::std::borrow::Cow::Borrowed("subject"),
        ),
        access: __foobara::Access {
            mutable: __foobara::Mutability::None,
            private: ::std::borrow::Cow::Borrowed(&[]),
            delegates: ::std::borrow::Cow::Borrowed(&[]),
        },
        kept: __foobara::Kept::ELSEWHERE,
    };
    #[doc(hidden)]
    pub struct __Slots {
        subject: ::core::option::Option<String>,
    }
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {
                subject: ::core::option::Option::None,
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for User {
        type Slots = __Slots;
        const NAME: &'static str = "User";
        const NAMES: &'static [&'static str] = &["subject"];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                "subject" => ::core::option::Option::Some(0),
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
                0 => __foobara::decode::fill(&mut __slots.subject, __map, "subject"),
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
                subject: __foobara::decode::take(__slots.subject, "subject")?,
            })
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for User {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for User {
        const NAME: &'static str = "User";
        const COUNT: usize = 1;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            __foobara::decode::field(__output, "subject", &self.subject)?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for User {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Typed for User {
        const BASE: __foobara::Base = __foobara::Base::Model(
            __foobara::Ref::Static(|| &__MODEL),
        );
        const CHECKED: bool = <String as __foobara::Typed>::CHECKED;
        fn check(
            &mut self,
            __up: ::core::option::Option<&__foobara::At<'_>>,
            __errors: &mut __foobara::InputErrors,
        ) {
            if <String as __foobara::Typed>::CHECKED {
                <String as __foobara::Typed>::check(
                    &mut self.subject,
                    ::core::option::Option::Some(
                        &__foobara::At::attribute(__up, "subject"),
                    ),
                    __errors,
                );
            }
        }
    }
    #[automatically_derived]
    impl __foobara::Identified for User {
        type Key = <String as __foobara::KeyField>::Key;
        fn declared() -> &'static __foobara::ModelType {
            &__MODEL
        }
        fn identity(&self) -> ::core::option::Option<Self::Key> {
            __foobara::KeyField::key(&self.subject)
        }
    }
};
