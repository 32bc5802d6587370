//! The second exposure of the zoo, below `/api`: whole aggregates, and a command for one user only.

use foobara::{
    AllowIf, Authenticator, CredentialSource, Expose, Exposure, ExposureError, Principal, async_trait,
    prelude::*,
};

use crate::commands::{CreateCapybara, IncrementAge};

/// Takes callers at their word: the header `x-user` is who they are.
struct UserHeader;

#[async_trait]
impl Authenticator for UserHeader {
    async fn authenticate(&self, credentials: &dyn CredentialSource) -> Result<Option<Principal>, Fault> {
        Ok(credentials.credential("x-user").map(Principal::new))
    }
}

pub(crate) fn api(app: &App) -> Result<Exposure, ExposureError> {
    let only_bob = AllowIf::new("only bob may do this", |request| {
        request.principal().is_some_and(|who| who.id() == "bob")
    });
    Exposure::of(app)
        .authenticate(UserHeader)
        .command(Expose::command::<CreateCapybara>().suffix("Agg").aggregate())
        .command(Expose::command::<IncrementAge>().allow(only_bob))
        .build()
}
