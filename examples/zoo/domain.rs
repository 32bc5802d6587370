use foobara::prelude::*;

#[derive(Organization)]
pub struct Acme;

#[derive(Domain)]
#[domain(organization = Acme)]
pub struct Zoo;
