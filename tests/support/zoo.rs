//! The example program `zoo`, as it was built.

use std::{
    env::{self, consts},
    process::Command,
};

/// Returns the program beside which this test was built.
pub(crate) fn zoo() -> Command {
    let test = env::current_exe().expect("a test knows where it is");
    let file = format!("examples/zoo{}", consts::EXE_SUFFIX);
    let mut places = test.ancestors().map(|folder| folder.join(&file));
    let program = places.find(|place| place.is_file());
    Command::new(program.expect("the example `zoo` is not built; `cargo build --example zoo` builds it"))
}
