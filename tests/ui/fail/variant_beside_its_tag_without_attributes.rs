use foobara::prelude::*;

#[derive(Debug, Model)]
#[serde(tag = "kind")]
enum Shape {
    Name(String),
}

fn main() {}
