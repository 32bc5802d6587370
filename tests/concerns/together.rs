//! Several of them around one command.

use std::time::Duration;

use foobara::{
    MemoryStore,
    concern::{Retry, Timeout},
};

use crate::lab::{Sleep, builder};

#[tokio::test(start_paused = true)]
async fn a_deadline_outside_a_retry_is_for_all_attempts_and_one_inside_for_each() {
    let late = |error: &foobara::ErrorReport| error.symbol() == "timeout";
    for (inside, outside, elapsed) in [(300, 9000, 900), (300, 500, 500)] {
        let (inside, outside) = (Duration::from_millis(inside), Duration::from_millis(outside));
        let app = builder()
            .concern_command::<Sleep>(Timeout::after(inside))
            .concern_command::<Sleep>(Retry::times(2).when(late))
            .concern_command::<Sleep>(Timeout::after(outside));
        let app = app.storage(MemoryStore::default()).build().expect("no mistakes");
        let begun = app.ports().clock.instant();
        let errors = app.run(Sleep).await.unwrap_err().into_errors();
        assert_eq!(errors.keys(), ["runtime.timeout"]);
        let took = app.ports().clock.instant() - begun;
        assert_eq!(took, Duration::from_millis(elapsed));
    }
}
