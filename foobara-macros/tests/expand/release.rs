const _: () = {
    use ::foobara::__private as __foobara;
    #[doc(hidden)]
    pub struct __Slots {}
    #[automatically_derived]
    impl ::core::default::Default for __Slots {
        fn default() -> Self {
            Self {}
        }
    }
    #[automatically_derived]
    impl __foobara::Fields for Release {
        type Slots = __Slots;
        const NAME: &'static str = "Release";
        const NAMES: &'static [&'static str] = &[];
        fn slot(__name: &str) -> ::core::option::Option<usize> {
            match __name {
                _ => ::core::option::Option::None,
            }
        }
        fn fill<'__de, __A: __foobara::MapAccess<'__de>>(
            __slots: &mut __Slots,
            __slot: usize,
            __map: &mut __A,
        ) -> ::core::result::Result<(), __A::Error> {
            match __slot {
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
            ::core::result::Result::Ok(Self {})
        }
    }
    #[automatically_derived]
    impl<'__de> __foobara::Deserialize<'__de> for Release {
        fn deserialize<__D: __foobara::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<Self, __D::Error> {
            __foobara::decode::decode(__deserializer)
        }
    }
    #[automatically_derived]
    impl __foobara::Encode for Release {
        const NAME: &'static str = "Release";
        const COUNT: usize = 0;
        fn fields<__S: __foobara::SerializeStruct>(
            &self,
            __output: &mut __S,
        ) -> ::core::result::Result<(), __S::Error> {
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl __foobara::Serialize for Release {
        fn serialize<__S: __foobara::Serializer>(
            &self,
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            __foobara::decode::encode(self, __serializer)
        }
    }
    use __foobara::CannotCopy as _;
    #[automatically_derived]
    impl __foobara::Command for Release {
        const META: &'static __foobara::CommandMeta = &__foobara::CommandMeta {
            name: "Release",
            domain: <Zoo as __foobara::Domain>::META,
            description: ::core::option::Option::None,
            returns: ::core::option::Option::None,
            inputs: __foobara::AttributesType::of(const { &[] }, &[], false),
            depends_on: &[],
            maps: &[],
            reads: &[
                <Keeper as __foobara::Entity>::model,
                <Capybara as __foobara::Entity>::model,
                <Visit as __foobara::Entity>::model,
                <__foobara::OutboxMessage as __foobara::Entity>::model,
                <__foobara::Job as __foobara::Entity>::model,
            ],
            writes: &[
                <Keeper as __foobara::Entity>::model,
                <Capybara as __foobara::Entity>::model,
                <Visit as __foobara::Entity>::model,
                <__foobara::OutboxMessage as __foobara::Entity>::model,
                <__foobara::Job as __foobara::Entity>::model,
            ],
            creates: &[
                <Visit as __foobara::Entity>::model,
                <__foobara::OutboxMessage as __foobara::Entity>::model,
                <__foobara::Job as __foobara::Entity>::model,
            ],
            deletes: &[<Capybara as __foobara::Entity>::model],
            loads: &[],
            uses: &[],
            publishes: &[__foobara::message::<Released>()],
            enqueues: &[|| <Feed as __foobara::Command>::META],
            concerns: &[],
            is_clone: <__foobara::Copier<'static, Release>>::IS_CLONE,
            hints: __foobara::DeclaredHints {
                destructive: ::core::option::Option::Some(false),
                idempotent: ::core::option::Option::Some(true),
                isolation: ::core::option::Option::None,
            },
            definition: ::core::option::Option::None,
        };
        fn duplicate(&self) -> ::core::option::Option<Self> {
            __foobara::Copier(self).copy()
        }
        fn check(&mut self, __errors: &mut __foobara::InputErrors) {}
    }
    const _: () = __foobara::assert_may_use::<
        Zoo,
    >(
        <Feed as __foobara::Command>::META.domain,
        "`Release` uses `Feed`, which belongs to another domain: let `Zoo` depend on that, by `#[domain(depends_on(..))]`",
    );
    #[automatically_derived]
    impl __foobara::Reads<Keeper> for Release {}
    #[automatically_derived]
    impl __foobara::Reads<Capybara> for Release {}
    #[automatically_derived]
    impl __foobara::Reads<Visit> for Release {}
    #[automatically_derived]
    impl __foobara::Creates<Keeper> for Release {}
    #[automatically_derived]
    impl __foobara::Creates<Capybara> for Release {}
    #[automatically_derived]
    impl __foobara::Creates<Visit> for Release {}
    #[automatically_derived]
    impl __foobara::Writes<Keeper> for Release {}
    #[automatically_derived]
    impl __foobara::Writes<Capybara> for Release {}
    #[automatically_derived]
    impl __foobara::Deletes<Capybara> for Release {}
    #[automatically_derived]
    impl __foobara::Publishes<Released> for Release {}
    #[automatically_derived]
    impl __foobara::Enqueues<Feed> for Release {}
};
