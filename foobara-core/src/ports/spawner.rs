use tokio_util::task::TaskTracker;

use crate::BoxFuture;

/// Tasks that outlive their caller: runs whose client went away.
pub trait Spawner: Send + Sync + 'static {
    /// Lets `task` go on by itself.
    fn spawn(&self, task: BoxFuture<'static, ()>);

    /// Waits for the tasks that go on by themselves.
    fn idle(&self) -> BoxFuture<'_, ()>;
}

/// Tasks of the tokio runtime. Outside a runtime a task is dropped, and its run rolls back.
#[derive(Debug, Default)]
pub struct TokioSpawner(TaskTracker);

impl Spawner for TokioSpawner {
    fn spawn(&self, task: BoxFuture<'static, ()>) {
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            self.0.spawn_on(task, &runtime);
        }
    }

    fn idle(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            self.0.close();
            self.0.wait().await;
            self.0.reopen();
        })
    }
}
