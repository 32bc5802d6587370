use tokio::runtime::{Builder, Runtime};

/// Returns a runtime on the thread of whoever waits for it.
pub(super) fn runtime() -> Runtime {
    let runtime = Builder::new_current_thread().enable_all().build();
    runtime.expect("the system has room for a runtime")
}
