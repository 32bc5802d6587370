//! Deadlines that concerns set.

use std::time::Duration;

use foobara::{Around, Concern, MemoryStore, Place};

use crate::{
    lab::{Sleep, builder},
    made::with,
};

fn within(millis: u64) -> impl Concern {
    with("within", Place::Everywhere, move |mut run: Around<'_>| {
        Box::pin(async move {
            run.proceed_within(Duration::from_millis(millis)).await;
        })
    })
}

#[tokio::test(start_paused = true)]
async fn the_nearest_deadline_counts() {
    for (inner, outer, errors) in [
        (1500, 3000, vec![]),
        (500, 9000, vec!["runtime.timeout"]),
        (9000, 500, vec!["runtime.timeout"]),
    ] {
        let app = builder()
            .concern_command::<Sleep>(within(inner))
            .concern_command::<Sleep>(within(outer));
        let app = app.storage(MemoryStore::default()).build().expect("no mistakes");
        let outcome = app.run(Sleep).await;
        let found = outcome
            .err()
            .map(|failure| failure.into_errors().keys())
            .unwrap_or_default();
        assert_eq!(found, errors, "{inner} {outer}");
    }
}
