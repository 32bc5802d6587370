use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

struct Keeper;

#[foobara::mapper(domain = Zoo)]
fn keeper_of_name(_name: String) -> Keeper {
    Keeper
}

fn main() {}
