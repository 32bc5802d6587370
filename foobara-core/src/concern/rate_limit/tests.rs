use std::{sync::Arc, time::Duration};

use foobara::{
    App, ErrorKind, RunOptions,
    concern::{LimitBy, RateLimit},
};
use proptest::prelude::*;

use super::limiter::Limiter;
use crate::concern::fixture::{Ask, Delegate, Script, Tell, ask, keys, paused, text};

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Runs `Ask` for somebody.
async fn ask_for(app: &App, caller: Option<&str>) -> Vec<String> {
    let mut options = RunOptions::default();
    options.caller = caller.map(Arc::from);
    keys(app.run_with(Ask { given: 1 }, &options).await)
}

proptest! {
    /// The limit stated a second time: a bucket of tokens, in thousandths of one.
    #[test]
    fn runs_begin_while_there_are_tokens_and_one_comes_back_with_each_share_of_the_period(
        runs in 1_u32..6,
        share in 1_u64..50,
        waits in proptest::collection::vec(0_u64..60, 0..60),
        is_text in any::<bool>(),
    ) {
        paused(async {
            let script = Script::new([]);
            let limit = RateLimit::of(runs).per(millis(share * u64::from(runs)));
            let app = script.app(|app| app.concern_command::<Ask>(limit));
            let full = u64::from(runs) * share;
            let mut filled = full;
            for wait in waits {
                app.ports().clock.sleep(millis(wait)).await;
                filled = (filled + wait).min(full);
                let found = if is_text {
                    text(&app, "Ask", r#"{"given":1}"#).await.err().unwrap_or_default()
                } else {
                    ask(&app).await
                };
                if filled >= share {
                    filled -= share;
                    prop_assert_eq!(found, [""; 0]);
                } else {
                    prop_assert_eq!(found, ["runtime.rate_limited"]);
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn who_waits_as_long_as_said_is_let_through(
        runs in 1_u32..6,
        period in 1_u64..20_000,
        asked in 0_u32..12,
    ) {
        paused(async {
            let limit = RateLimit::of(runs).per(millis(period));
            let app = Script::new([]).app(|app| app.concern(limit));
            for _ in 0..asked {
                ask(&app).await;
            }
            if let Err(failure) = app.run(Ask { given: 1 }).await {
                let errors = failure.into_errors();
                let error = errors.only().expect("one error");
                prop_assert_eq!(error.kind, ErrorKind::TooMany);
                let wait = error.context()["retry_after"].as_u64().expect("seconds");
                app.ports().clock.sleep(Duration::from_secs(wait)).await;
                prop_assert_eq!(ask(&app).await, [""; 0]);
            }
            Ok(())
        })?;
    }
}

#[test]
fn a_limit_is_for_what_it_is_said_to_be_for() {
    let cases = [
        (LimitBy::Command, [false, false, true]),
        (LimitBy::Caller, [false, true, false]),
        (LimitBy::CommandAndCaller, [false, true, true]),
    ];
    for (by, expected) in cases {
        paused(async {
            let app = Script::new([]).app(|app| app.concern(RateLimit::of(1).by(by)));
            assert_eq!(ask_for(&app, Some("ada")).await, [""; 0]);
            let same = ask_for(&app, Some("ada")).await.is_empty();
            let another_caller = ask_for(&app, Some("bob")).await.is_empty();
            let mut options = RunOptions::default();
            options.caller = Some("ada".into());
            let another_command = app.run_with(Tell, &options).await.is_ok();
            assert_eq!([same, another_caller, another_command], expected, "{by:?}");
        });
    }
}

#[test]
fn callers_who_are_not_known_count_as_one() {
    paused(async {
        let app = Script::new([]).app(|app| app.concern(RateLimit::of(1).by(LimitBy::Caller)));
        assert_eq!(ask_for(&app, None).await, [""; 0]);
        assert_eq!(ask_for(&app, None).await, ["runtime.rate_limited"]);
        assert_eq!(ask_for(&app, Some("ada")).await, [""; 0]);
    });
}

#[test]
fn sub_commands_count_unless_the_limit_is_at_the_root() {
    paused(async {
        let app = Script::new([]).app(|app| app.concern_command::<Ask>(RateLimit::of(1)));
        assert_eq!(keys(app.run(Delegate).await), [""; 0]);
        assert_eq!(keys(app.run(Delegate).await), ["lab::ask>runtime.rate_limited"]);
        let app = Script::new([]).app(|app| app.concern_command::<Ask>(RateLimit::of(1).at_root()));
        assert_eq!(keys(app.run(Delegate).await), [""; 0]);
        assert_eq!(keys(app.run(Delegate).await), [""; 0]);
    });
}

#[test]
fn callers_who_have_left_are_forgotten() {
    paused(async {
        let clock = Arc::new(crate::ports::SystemClock);
        let limiter = Limiter::new(1, Duration::from_secs(1), clock);
        for caller in 0..10_000 {
            tokio::time::advance(millis(10)).await;
            assert_eq!(limiter.begin(&(None, Some(caller.to_string().into()))), Ok(()));
        }
        assert!(limiter.len() < 2048, "{} callers are remembered", limiter.len());
    });
}

#[test]
fn limits_that_cannot_be_are_refused() {
    let build = |limit: RateLimit| {
        Script::new([])
            .builder(|app| app.concern_command::<Ask>(limit))
            .build()
    };
    assert_eq!(
        build(RateLimit::of(0)).unwrap_err().to_string(),
        "the app cannot be built: 1 mistake\n  - `Lab::Ask` is under `rate_limit` of 0, which lets nothing through; the \
         least is 1"
    );
    for period in [Duration::ZERO, Duration::MAX] {
        assert_eq!(
            build(RateLimit::of(1).per(period)).unwrap_err().to_string(),
            "the app cannot be built: 1 mistake\n  - `Lab::Ask` is under `rate_limit` for a period that is none, or \
             longer than a year"
        );
    }
    let year = Duration::from_secs(365 * 24 * 60 * 60);
    paused(async {
        let app = build(RateLimit::of(u32::MAX).per(year)).expect("no mistakes");
        assert_eq!(ask(&app).await, [""; 0]);
        let app = build(RateLimit::of(u32::MAX).per(Duration::from_nanos(1))).expect("no mistakes");
        assert_eq!(ask(&app).await, [""; 0]);
    });
}
