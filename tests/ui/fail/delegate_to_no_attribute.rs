use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Model)]
#[model(domain = Zoo)]
struct Keeper {
    name: String,
}

#[derive(Debug, Model)]
#[model(domain = Zoo, delegates(keeper_name = "keepr.name"))]
struct Capybara {
    keeper: Keeper,
}

fn main() {}
