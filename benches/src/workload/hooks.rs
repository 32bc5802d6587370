//! W1k: the typed run of W1 under four hooks that do nothing.

use std::sync::LazyLock;

use foobara::{App, On, Transition, commands};

use super::typed::{self, Benches, CreateUser};

/// The hooks of an app cannot be taken off, so that this one has its own.
static HOOKED: LazyLock<App> = LazyLock::new(|| {
    App::builder()
        .domain::<Benches>(commands![CreateUser])
        .hook(On::before(Transition::Validate).call(|_| Ok(())))
        .hook(On::before(Transition::RunExecute).call(|_| Ok(())))
        .hook(On::after(Transition::RunExecute).call(|_| Ok(())))
        .hook(On::after(Transition::Succeed).call(|_| Ok(())))
        .build()
        .expect("the command is complete")
});

pub(super) fn framework(_: &App) -> u64 {
    typed::framework(&HOOKED)
}
