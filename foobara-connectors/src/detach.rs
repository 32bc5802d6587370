//! A client that goes away does not stop a run half-way.

use std::{
    fmt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use foobara_core::{BoxFuture, ports::Spawner};

/// A run that goes on by itself when whoever waits for it goes away.
///
/// Connectors hold the run here. Dropped unfinished, once it has begun, it is handed to the app's spawner; a run that
/// has not begun is dropped.
pub struct Detach<T: Send + 'static> {
    run: Option<BoxFuture<'static, T>>,
    has_begun: bool,
    spawner: Arc<dyn Spawner>,
}

impl<T: Send + 'static> Detach<T> {
    /// Takes a run into custody.
    pub fn new(run: BoxFuture<'static, T>, spawner: Arc<dyn Spawner>) -> Self {
        Self {
            run: Some(run),
            has_begun: false,
            spawner,
        }
    }
}

impl<T: Send + 'static> Future for Detach<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        self.has_begun = true;
        let Some(run) = &mut self.run else {
            return Poll::Pending;
        };
        let poll = run.as_mut().poll(cx);
        if poll.is_ready() {
            self.run = None;
        }
        poll
    }
}

impl<T: Send + 'static> Drop for Detach<T> {
    fn drop(&mut self) {
        if let Some(run) = self.run.take().filter(|_| self.has_begun) {
            self.spawner.spawn(Box::pin(async move {
                run.await;
            }));
        }
    }
}

impl<T: Send + 'static> fmt::Debug for Detach<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Detach")
            .field("has_begun", &self.has_begun)
            .finish_non_exhaustive()
    }
}
