use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

#[foobara::mapper(domain = Zoo)]
async fn keeper_of_user(name: &str) -> Result<String, Fault> {
    Ok(name.to_owned())
}

#[foobara::mapper(domain = Zoo)]
fn from_two(one: i64, other: i64) -> i64 {
    one + other
}

fn main() {}
