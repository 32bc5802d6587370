use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

use foobara::{Auto, Record};

#[derive(Debug, Clone, Entity)]
#[entity(domain = Zoo)]
struct Keeper {
    #[entity(key)]
    id: Auto<i64>,
}

#[derive(Debug, Model)]
struct Target {
    keeper: Record<Keeper>,
}

#[derive(Debug, Command)]
#[command(domain = Zoo, reads(Keeper), noop)]
struct Greet {
    #[serde(flatten)]
    target: Target,
}

fn main() {}
