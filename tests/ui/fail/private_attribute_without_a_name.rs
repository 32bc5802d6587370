use foobara::prelude::*;

#[derive(Debug, Model)]
struct Keeper {
    #[input(private)]
    salary: i64,
}

fn main() {}
