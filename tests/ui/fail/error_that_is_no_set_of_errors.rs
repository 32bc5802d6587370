use foobara::prelude::*;

#[derive(Domain)]
struct Zoo;

use foobara::PossibleErrors;

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum FeedError {
    #[error("{0} is too much")]
    TooMuch(i64),
}

fn main() {}
