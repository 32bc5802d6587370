use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Model)]
struct Paging {
    limit: i64,
    offset: i64,
}

#[derive(Debug, Command)]
#[command(domain = Zoo, noop)]
struct List {
    #[serde(flatten)]
    paging: Paging,
    limit: i64,
}

fn main() {}
