use foobara::prelude::*;

#[derive(Debug, Model)]
enum Shape {
    Rectangle(i64, i64),
}

fn main() {}
