//! Commands of any name, in a crate that is strict with itself.

#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_lifetimes,
    unused_qualifications
)]

/// Names of all kinds
#[derive(Debug, ::foobara::Domain)]
pub struct Names;

macro_rules! commands {
    ($($name:ident)*) => {$(
        /// Does nothing
        #[derive(Debug, ::foobara::Command)]
        #[command(domain = Names)]
        pub struct $name {
            /// A number
            #[input(min = 1, default = 3)]
            pub number: i64,
            /// Text
            #[input(trim, max_length = 5)]
            pub text: ::std::option::Option<::std::string::String>,
        }

        impl ::foobara::Execute for $name {
            type Output = i64;
            type Error = ::std::convert::Infallible;

            async fn execute(self, _cx: ::foobara::Context<'_, Self>) -> ::foobara::Outcome<Self> {
                ::std::result::Result::Ok(self.number)
            }
        }
    )*};
}

commands!(A T V S D E Option Result Some None Ok Err Vec String Box Default Cow Send Future Typed Command OnceLock Fields);

/// Calls the others
#[::foobara::command(domain = Names, depends_on(A, Option, Result))]
pub async fn call(
    cx: ::foobara::Context<'_, Call>,
    number: i64,
) -> ::std::result::Result<i64, ::foobara::Fault> {
    cx.sub(Option {
        number,
        text: ::std::option::Option::None,
    })
    .run()
    .await
}

/// A value
#[derive(Debug, ::foobara::Model)]
#[model(domain = Names)]
pub struct Value {
    /// A number
    pub number: i64,
}

/// A value becomes a command
#[::foobara::mapper(domain = Names)]
pub fn from(value: Value) -> A {
    A {
        number: value.number,
        text: ::std::option::Option::None,
    }
}

/// Maps a value
#[::foobara::command(domain = Names, depends_on(A), maps(From), returns = "A number")]
pub async fn into(
    cx: ::foobara::Context<'_, Into>,
    value: Value,
) -> ::std::result::Result<i64, ::foobara::Fault> {
    cx.run_mapped::<A>(value).await
}

/// Has the attributes of a value
#[derive(Debug, ::foobara::Command)]
#[command(noop)]
pub struct Flat {
    /// Those of a value
    #[serde(flatten)]
    pub value: Value,
    /// One more
    #[serde(alias = "other")]
    pub more: ::std::option::Option<i64>,
}

fn main() {}
