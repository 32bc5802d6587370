/// Adds two numbers
#[derive(::core::fmt::Debug, ::foobara::Command)]
#[command(domain = Arithmetic)]
pub struct Add {
    #[allow(missing_docs, reason = "parameters need no documentation")]
    pub a: i64,
    #[allow(missing_docs, reason = "parameters need no documentation")]
    #[input(min = 0)]
    pub b: i64,
}
const _: () = {
    use ::foobara::__private as __foobara;
    #[automatically_derived]
    impl __foobara::Execute for Add {
        type Output = i64;
        type Error = AddError;
        fn execute(
            self,
            __cx: ::foobara::Context<'_, Self>,
        ) -> impl ::core::future::Future<
            Output = ::foobara::Outcome<Self>,
        > + ::core::marker::Send {
            async fn add(cx: Context<'_, Add>, a: i64, b: i64) -> Result<i64, AddError> {
                let _ = cx;
                Ok(a + b)
            }
            async move {
                ::core::result::Result::map_err(
                    add(__cx, self.a, self.b).await,
                    ::core::convert::Into::into,
                )
            }
        }
    }
};
