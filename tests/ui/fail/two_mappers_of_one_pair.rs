use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Model)]
struct User {
    name: String,
}

#[derive(Debug, Model)]
struct Keeper {
    name: String,
}

#[foobara::mapper(domain = Zoo)]
fn keeper_of_user(user: User) -> Keeper {
    Keeper { name: user.name }
}

#[foobara::mapper(domain = Zoo)]
fn other_keeper(user: User) -> Keeper {
    Keeper { name: user.name }
}

#[foobara::command(domain = Zoo, maps(KeeperOfUser, OtherKeeper))]
fn hire() {}

fn main() {}
