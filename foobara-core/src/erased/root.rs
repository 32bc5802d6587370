//! A run from outside: code without types around what drives a command of a type.

use std::{any::Any, convert::Infallible, panic::AssertUnwindSafe, pin::Pin};

use foobara_types::ErrorCollection;
use futures::FutureExt;

use super::{aggregate, codec::Encoded, command::Driven};
use crate::{
    app::App,
    command::CommandMeta,
    fault::{Fault, FaultKind},
    outcome::Failure,
    run::{Frame, Run, RunOptions},
    runner,
};

/// What a run from outside is asked of, and with.
pub(super) struct Asked {
    pub(super) app: App,
    pub(super) options: RunOptions,
}

impl Asked {
    /// Begins the run.
    #[inline]
    pub(super) fn run(&self, command: &'static CommandMeta) -> Run<'_> {
        Run::new(&self.app, &self.options, command)
    }
}

/// Takes a command that is driven to the end of its run; a panic is its error.
///
/// What drives it is pinned where it is, so that nothing is allocated for this.
pub(super) async fn root(
    frame: &Frame<'_>,
    driven: Pin<&mut (dyn Future<Output = Driven> + Send + '_)>,
) -> Result<Vec<u8>, ErrorCollection> {
    let ended = AssertUnwindSafe(ended(frame, driven)).catch_unwind().await;
    ended.unwrap_or_else(|panic| {
        frame.panicked();
        Err(panicked(frame.run, &*panic))
    })
}

async fn ended(
    frame: &Frame<'_>,
    driven: Pin<&mut (dyn Future<Output = Driven> + Send + '_)>,
) -> Result<Vec<u8>, ErrorCollection> {
    let outcome = finished(driven, frame).await.map_err(Fault::into_errors)?;
    runner::conclude!(outcome, frame).map_err(Failure::into_errors)
}

/// Waits for what is driven and writes its result; fails when its inputs were refused, which hooks are told.
pub(super) async fn finished(
    driven: Pin<&mut (dyn Future<Output = Driven> + Send + '_)>,
    frame: &Frame<'_>,
) -> Result<Result<Vec<u8>, Failure<Infallible>>, Fault> {
    match driven.await {
        Ok(Ok(Encoded::Text(text))) => Ok(Ok(text)),
        Ok(Ok(Encoded::Value(result))) => {
            let (value, declaration) = *result;
            let text = aggregate::encode(declaration, value, frame.run).await;
            Ok(text.map_err(Failure::Fault))
        }
        Ok(Err(failure)) => Ok(Err(failure)),
        Err(refused) => Err(runner::refuse(frame, refused)),
    }
}

#[cold]
fn panicked(run: &Run<'_>, panic: &(dyn Any + Send)) -> ErrorCollection {
    let id = run
        .known_panic_id()
        .unwrap_or_else(|| run.app().ports().ids.short());
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or("a panic without text");
    tracing::error!(
        command = run.root.reference(),
        id = format!("{id:016x}"),
        text,
        "a command panicked"
    );
    Fault::from(FaultKind::Panicked(id)).into_errors()
}
