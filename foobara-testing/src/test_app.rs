use std::{fmt, ops::Deref, sync::Arc};

use foobara_core::{
    App, AppBuilder, BuildErrors,
    ports::{Ports, TestClock},
};
use foobara_persistence::MemoryStore;

/// An app that does the same in each run: its clock is turned by hand, its randomness seeded, its ids are 1, 2, 3.
///
/// It is used like the [`App`] that it is.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
///
/// use foobara::App;
/// use foobara_testing::TestApp;
///
/// let app = TestApp::build(App::builder())?;
/// app.clock().advance(Duration::from_secs(90));
/// assert_eq!(app.ports().clock.now(), UNIX_EPOCH + Duration::from_secs(90));
/// assert_eq!(app.ports().ids.next(), 1);
/// # Ok::<(), foobara::BuildErrors>(())
/// ```
pub struct TestApp {
    app: App,
    clock: Arc<TestClock>,
}

impl TestApp {
    /// Builds the app with the ports of a test, whatever ports the builder had.
    ///
    /// # Errors
    ///
    /// Every mistake of the app, as [`AppBuilder::build`].
    pub fn build(builder: AppBuilder) -> Result<Self, BuildErrors> {
        let clock = Arc::new(TestClock::default());
        let ports = Ports {
            clock: Arc::clone(&clock) as _,
            ..Ports::test()
        };
        let app = builder.ports(ports).build()?;
        Ok(Self { app, clock })
    }

    /// Builds the app as [`build`](Self::build) does, on an empty [`MemoryStore`].
    ///
    /// # Errors
    ///
    /// Every mistake of the app, as [`AppBuilder::build`].
    pub fn in_memory(builder: AppBuilder) -> Result<Self, BuildErrors> {
        Self::build(builder.storage(MemoryStore::new()))
    }

    /// Returns the app.
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// Returns the clock, to turn it.
    pub fn clock(&self) -> &TestClock {
        &self.clock
    }
}

impl Deref for TestApp {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}

impl fmt::Debug for TestApp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("TestApp").field(&self.app).finish()
    }
}
