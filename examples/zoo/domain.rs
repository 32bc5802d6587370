use foobara::prelude::*;

#[derive(Organization)]
pub(crate) struct Acme;

#[derive(Domain)]
#[domain(organization = Acme)]
pub(crate) struct Zoo;
