const _: () = {
    use ::foobara::__private as __foobara;
    #[automatically_derived]
    impl __foobara::Domain for Zoo {
        const META: &'static __foobara::DomainMeta = &__foobara::DomainMeta {
            name: "Zoo",
            organization: ::core::option::Option::Some(
                <Acme as __foobara::Organization>::META,
            ),
            scope: &[<Acme as __foobara::Organization>::META.name, "Zoo"],
            description: ::core::option::Option::Some("Where the animals are"),
            depends_on: &[|| <Billing as __foobara::Domain>::META],
        };
        const USES: ::core::option::Option<&'static [&'static [&'static str]]> = ::core::option::Option::Some(
            &[<Billing as __foobara::Domain>::META.scope],
        );
    }
};
