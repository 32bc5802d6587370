//! Derived code means the same next to types of any name, and where nothing is imported at all.

#![expect(dead_code, reason = "that it compiles is what is tested")]

mod shadowing {
    macro_rules! types {
        ($($name:ident)*) => {$( #[derive(Debug, Clone, PartialEq, ::foobara::Model)] pub(crate) struct $name { x: i64 } )*};
    }

    types!(A T V S D E Option Result Some None Ok Err Vec String Box Default Cow Send Sync Fn Iterator Into From);

    #[derive(::foobara::Domain)]
    pub(crate) struct Domain;

    #[derive(::std::fmt::Debug, ::foobara::Command)]
    #[command(domain = Domain, depends_on(Command))]
    pub(crate) struct Command {
        #[input(min = 1, default = 3)]
        number: i64,
        option: Option,
        result: Result,
        a: A,
        t: T,
        v: V,
        #[input(not_null)]
        maybe: ::std::option::Option<Some>,
        many: ::std::vec::Vec<Vec>,
        #[serde(skip)]
        skipped: ::std::option::Option<i64>,
    }

    #[derive(::std::fmt::Debug, ::foobara::Model)]
    pub(crate) enum Typed {
        Option,
        Result,
        Some,
    }

    #[derive(::std::fmt::Debug, ::foobara::Model)]
    pub(crate) enum Union {
        Option(Option),
        Result {
            value: Result,
            some: ::std::option::Option<Some>,
        },
        Some,
    }

    #[derive(::std::fmt::Debug, ::thiserror::Error, ::foobara::PossibleErrors)]
    pub(crate) enum PossibleErrors {
        #[error("none")]
        None { result: Result, some: i64 },
        #[error("ok")]
        Ok,
    }

    #[::foobara::command(domain = Domain)]
    async fn execute(
        option: Option,
        number: i64,
    ) -> ::std::result::Result<Result, ::std::convert::Infallible> {
        let _ = option;
        ::std::result::Result::Ok(Result { x: number })
    }
}

mod bare {
    #![no_implicit_prelude]

    #[derive(::foobara::Organization)]
    pub(crate) struct Acme;

    #[derive(::foobara::Domain)]
    #[domain(organization = Acme)]
    pub(crate) struct Zoo;

    #[derive(::std::fmt::Debug, ::foobara::Command)]
    #[command(domain = Zoo)]
    pub(crate) struct Greet {
        #[input(trim, min_length = 1, one_of("Ada", "Bob"), default = "Ada")]
        name: ::std::string::String,
        #[input(default)]
        times: i64,
    }

    #[derive(::std::fmt::Debug, ::std::clone::Clone, ::foobara::Model)]
    pub(crate) enum Colour {
        #[serde(alias = "crimson")]
        Red,
    }

    #[derive(::std::fmt::Debug, ::foobara::Model)]
    #[serde(tag = "kind")]
    pub(crate) enum Shape {
        None,
        Point(Point),
        #[serde(alias = "line")]
        Route {
            #[input(min_length = 1)]
            r#type: ::std::string::String,
            colour: ::std::option::Option<Colour>,
        },
    }

    #[derive(::std::fmt::Debug, ::foobara::Model)]
    #[model(domain = Zoo, check = far, ignore_unexpected, delegates(red = "colour.red"))]
    pub(crate) struct Point {
        #[input(one_of = [1, 2])]
        x: i64,
        #[input(private)]
        colour: ::std::option::Option<Colour>,
    }

    fn far(point: &Point) -> ::std::result::Result<(), ::foobara::Finding> {
        let _ = point;
        ::std::result::Result::Ok(())
    }

    #[derive(::std::fmt::Debug, ::std::clone::Clone, ::foobara::Entity)]
    #[entity(domain = Zoo)]
    pub(crate) struct Keeper {
        #[entity(key)]
        id: i64,
        colour: Colour,
        #[entity(json)]
        tags: ::std::vec::Vec<::std::string::String>,
        #[entity(version)]
        version: i64,
        #[serde(skip)]
        seen: bool,
    }

    #[derive(::std::fmt::Debug, ::foobara::Command)]
    #[command(domain = Zoo, writes(Keeper))]
    pub(crate) struct Promote {
        keeper: ::foobara::Record<Keeper>,
    }

    #[derive(::std::fmt::Debug, ::thiserror::Error, ::foobara::PossibleErrors)]
    pub(crate) enum GreetError {
        #[error("busy")]
        Busy { until: i64 },
    }

    #[::foobara::command(domain = Zoo)]
    async fn add(a: i64, b: i64) -> ::std::result::Result<i64, GreetError> {
        ::std::result::Result::Ok(a + b)
    }
}

mod renamed {
    mod facade {
        pub(super) use ::foobara::{__private, Command, Context, Outcome};
    }

    #[derive(::foobara::Domain)]
    #[domain(crate = "facade")]
    struct Zoo;

    #[derive(Debug, Clone, Copy, ::foobara::Model)]
    #[model(crate = "facade")]
    struct Point {
        x: i64,
    }

    #[derive(Debug, ::thiserror::Error, ::foobara::PossibleErrors)]
    #[possible(crate = "facade")]
    enum AddError {}

    #[::foobara::command(domain = Zoo, crate = "facade")]
    fn add(a: i64, point: Point) -> Result<i64, AddError> {
        Ok(a + point.x)
    }
}
