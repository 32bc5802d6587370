use foobara::prelude::*;

#[derive(Debug, Model)]
#[serde(untagged)]
enum Shape {
    Circle { radius: i64 },
    Name(String),
}

fn main() {}
