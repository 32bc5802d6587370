use std::time::Duration;

use foobara::{
    RunOptions,
    concern::{Bulkhead, Timeout},
    prelude::*,
};
use futures::future::join_all;
use proptest::prelude::*;

use crate::concern::fixture::{Ask, Delegate, Lab, Reply, Script, ask, keys, paused, text};

proptest! {
    #[test]
    fn at_most_so_many_go_on_and_at_most_so_many_wait(
        at_once in 1_u32..5,
        waiting in 0_u32..5,
        asked in 0_usize..15,
        takes in 1_u64..50,
        is_text in any::<bool>(),
    ) {
        paused(async {
            let script = Script::new(vec![Reply::Takes(takes); asked]);
            let app = script.app(|app| app.concern_command::<Ask>(Bulkhead::of(at_once).waiting(waiting)));
            let runs = (0..asked).map(|_| async {
                if is_text {
                    text(&app, "Ask", r#"{"given":1}"#).await.err().unwrap_or_default()
                } else {
                    ask(&app).await
                }
            });
            let found = join_all(runs).await;
            let (at_once, waiting) = (usize::try_from(at_once).unwrap(), usize::try_from(waiting).unwrap());
            let admitted = asked.min(at_once + waiting);
            let begun: Vec<u64> = (0..admitted).map(|place| u64::try_from(place / at_once).unwrap() * takes).collect();
            prop_assert_eq!(script.asked(), begun);
            for (place, keys) in found.into_iter().enumerate() {
                let expected: &[&str] = if place < admitted { &[] } else { &["runtime.overloaded"] };
                prop_assert_eq!(keys, expected);
            }
            prop_assert_eq!(ask(&app).await, [""; 0]);
            Ok(())
        })?;
    }
}

#[test]
fn who_is_cancelled_or_out_of_time_waits_no_longer() {
    paused(async {
        let script = Script::new([Reply::Takes(100), Reply::Takes(100)]);
        let app = script.app(|app| {
            let bulkhead = Bulkhead::of(1).waiting(1);
            app.concern_command::<Ask>(bulkhead)
                .concern_command::<Ask>(Timeout::after(Duration::from_millis(150)))
        });
        let found = futures::join!(ask(&app), ask(&app));
        assert_eq!(found, (vec![], vec!["runtime.timeout".to_owned()]));

        let script = Script::new([Reply::Takes(100)]);
        let app = script.app(|app| app.concern_command::<Ask>(Bulkhead::of(1).waiting(1)));
        let mut options = RunOptions::default();
        let cancel = foobara::CancellationToken::new();
        options.cancel = Some(cancel.clone());
        let waits = async {
            let found = keys(app.run_with(Ask { given: 2 }, &options).await);
            (found, script.elapsed())
        };
        let found = futures::join!(ask(&app), waits, async { cancel.cancel() });
        assert_eq!(found.1, (vec!["runtime.cancelled".to_owned()], 0));
    });
}

#[test]
fn a_run_that_is_dropped_gives_its_place_back() {
    paused(async {
        let script = Script::new([Reply::Takes(100)]);
        let app = script.app(|app| app.concern_command::<Ask>(Bulkhead::of(1)));
        drop(futures::FutureExt::now_or_never(app.run(Ask { given: 1 })));
        assert_eq!(ask(&app).await, [""; 0]);
    });
}

#[test]
fn a_shared_one_counts_all_that_was_asked_for_from_outside() {
    paused(async {
        let script = Script::new([Reply::Takes(100)]);
        let app = script.app(|app| app.concern(Bulkhead::of(1).shared()));
        let found = futures::join!(app.run(Delegate), ask(&app));
        assert_eq!(keys(found.0), [""; 0]);
        assert_eq!(found.1, ["runtime.overloaded"]);
    });
}

/// Runs itself.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab, depends_on(Recur))]
struct Recur {
    depth: u32,
}

impl Execute for Recur {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        match self.depth.checked_sub(1) {
            Some(depth) => Ok(cx.sub(Self { depth }).boxed().await?),
            None => Ok(()),
        }
    }
}

#[test]
fn what_could_never_run_is_refused() {
    let build = |bulkhead: Bulkhead| {
        let app = App::builder().domain::<Lab>(foobara::commands![Recur]);
        app.concern(bulkhead).build()
    };
    assert_eq!(
        build(Bulkhead::of(1)).unwrap_err().to_string(),
        "the app cannot be built: 1 mistake\n  - `Lab::Recur` runs itself, and would wait for itself under `bulkhead`; \
         `Bulkhead::at_root` counts it once"
    );
    assert_eq!(
        build(Bulkhead::of(0).at_root()).unwrap_err().to_string(),
        "the app cannot be built: 1 mistake\n  - `Lab::Recur` is under `bulkhead` of 0, which lets nothing through; the \
         least is 1"
    );
    paused(async {
        let app = build(Bulkhead::of(1).at_root()).expect("no mistakes");
        assert_eq!(keys(app.run(Recur { depth: 3 }).await), [""; 0]);
    });
}
