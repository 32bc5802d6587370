//! The domain that the other tests are in.

use foobara::prelude::*;

/// Where the tests are
#[derive(Domain)]
pub(crate) struct Lab;

/// Runs a command in an app of its own, and returns the keys of its errors or its result.
pub(crate) fn run<C>(command: C) -> Result<C::Output, Vec<String>>
where
    C: Execute,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let app = App::builder()
        .domain::<Lab>([foobara::CommandEntry::of::<C>()])
        .build()
        .expect("an app");
    runtime.block_on(app.run(command)).map_err(|failure| {
        failure
            .into_errors()
            .0
            .iter()
            .map(|error| format!("{}.{}", error.path, error.symbol()))
            .collect()
    })
}
