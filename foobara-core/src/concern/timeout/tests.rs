use std::time::Duration;

use foobara::{RunOptions, concern::Timeout};
use proptest::prelude::*;

use crate::concern::fixture::{Ask, Delegate, Reply, Script, keys, paused};

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

proptest! {
    #[test]
    fn the_nearest_of_all_deadlines_counts(
        takes in 1_u64..100,
        inner in 1_u64..100,
        outer in 1_u64..100,
        asked in proptest::option::of(1_u64..100),
        is_below in any::<bool>(),
    ) {
        paused(async {
            let script = Script::new([Reply::Takes(takes)]);
            let app = script.app(|app| {
                app.concern_command::<Ask>(Timeout::after(millis(inner)))
                    .concern(Timeout::after(millis(outer)))
            });
            let mut options = RunOptions::default();
            options.timeout = asked.map(millis);
            let found = if is_below {
                keys(app.run_with(Delegate, &options).await)
            } else {
                keys(app.run_with(Ask { given: 1 }, &options).await)
            };
            let nearest = inner.min(outer).min(asked.unwrap_or(u64::MAX));
            let expected: &[&str] = if takes < nearest { &[] } else { &["runtime.timeout"] };
            if takes != nearest {
                prop_assert_eq!(found, expected);
                prop_assert_eq!(script.elapsed(), takes.min(nearest));
            }
            Ok(())
        })?;
    }
}

#[test]
fn nothing_runs_without_time() {
    paused(async {
        let script = Script::new([]);
        let app = script.app(|app| app.concern(Timeout::after(Duration::ZERO)));
        assert_eq!(keys(app.run(Ask { given: 1 }).await), ["runtime.timeout"]);
        assert_eq!(script.asked(), [0; 0]);
    });
}

#[test]
fn a_time_that_no_clock_reaches_is_no_deadline() {
    paused(async {
        let script = Script::new([Reply::Takes(u64::from(u32::MAX))]);
        let app = script.app(|app| app.concern(Timeout::after(Duration::MAX)));
        assert_eq!(app.run(Ask { given: 7 }).await.ok(), Some(7));
    });
}
