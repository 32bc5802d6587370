/// Users become keepers
#[derive(::core::fmt::Debug)]
pub struct KeeperOfUser;
const _: () = {
    use ::foobara::__private as __foobara;
    #[automatically_derived]
    impl __foobara::DomainMapper for KeeperOfUser {
        type From = User;
        type To = Keeper;
        type Error = NoName;
        const META: &'static __foobara::MapperMeta = &__foobara::MapperMeta {
            name: "KeeperOfUser",
            domain: <Zoo as __foobara::Domain>::META,
            description: ::core::option::Option::Some("Users become keepers"),
            from: {
                use __foobara::ValueEnd as _;
                __foobara::EndOf::<User>::END
            },
            to: {
                use __foobara::ValueEnd as _;
                __foobara::EndOf::<Keeper>::END
            },
            errors: __foobara::ErrorSet::of::<NoName>(),
        };
        fn map(__from: User) -> ::core::result::Result<Keeper, NoName> {
            #[allow(
                clippy::needless_pass_by_value,
                reason = "a mapper takes what it maps"
            )]
            fn keeper_of_user(user: User) -> Result<Keeper, NoName> {
                user.name.map(|name| Keeper { name }).ok_or(NoName::Nameless)
            }
            keeper_of_user(__from)
        }
    }
};
