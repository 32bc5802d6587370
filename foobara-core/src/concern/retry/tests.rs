use std::time::Duration;

use foobara::{
    AppBuilder, Auto, Entity, ErrorKind, MemoryStore, RunOptions,
    concern::{Backoff, Retry, Timeout},
    ports::{Ports, SeededRandom},
    prelude::*,
};
use proptest::prelude::*;

use crate::concern::fixture::{self, Ask, Delegate, Lab, Reply, Script, Tell, ask, keys, paused, text};

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// A schedule stated a second time, in milliseconds: the first wait, what each is multiplied with, the longest.
#[derive(Debug, Clone, Copy)]
struct Schedule(u64, u32, u64);

impl Schedule {
    fn backoff(self) -> Backoff {
        Backoff::exponential(millis(self.0), self.1, millis(self.2))
    }

    fn waits(self) -> impl Iterator<Item = u64> {
        let multiplied = move |wait: &u64| Some(wait.saturating_mul(self.1.into()));
        std::iter::successors(Some(self.0), multiplied).map(move |wait| wait.min(self.2))
    }
}

fn schedules() -> impl Strategy<Value = Schedule> {
    (0_u64..50, 0_u32..4, 0_u64..200).prop_map(|(first, factor, longest)| Schedule(first, factor, longest))
}

const fn is_retryable(reply: Reply) -> bool {
    matches!(
        reply,
        Reply::Busy | Reply::Fails(ErrorKind::Unavailable | ErrorKind::Conflict)
    )
}

/// Returns when attempts are to be made: the first at 0, each further one after its wait, as long as the last one failed
/// with what may be gone later, and the deadline is not reached by then.
fn attempts(replies: &[Reply], times: usize, schedule: Schedule, deadline: Option<u64>) -> Vec<u64> {
    let mut expected = vec![0];
    let mut now = 0;
    for (reply, wait) in replies.iter().zip(schedule.waits()).take(times) {
        now += wait;
        if !is_retryable(*reply) || deadline.is_some_and(|deadline| now >= deadline) {
            break;
        }
        expected.push(now);
    }
    expected
}

fn expected_keys(reply: Option<&Reply>) -> Vec<&'static str> {
    match reply {
        None | Some(Reply::Well | Reply::Takes(_)) => vec![],
        Some(Reply::Busy) => vec!["runtime.busy"],
        Some(Reply::Full) => vec!["runtime.full"],
        Some(Reply::Fails(_)) => vec!["runtime.scripted"],
    }
}

proptest! {
    #[test]
    fn attempts_are_made_as_the_schedule_says_and_no_others(
        replies in proptest::collection::vec(fixture::replies(), 0..8),
        times in 0_u32..6,
        schedule in schedules(),
        deadline in proptest::option::of(1_u64..400),
        is_text in any::<bool>(),
    ) {
        paused(async {
            let script = Script::new(replies.clone());
            let retry = Retry::times(times).backoff(schedule.backoff());
            let app = script.app(|app| match deadline {
                None => app.concern(retry),
                Some(deadline) => app.concern(retry).concern(Timeout::after(millis(deadline))),
            });
            let found = if is_text {
                text(&app, "Ask", r#"{"given":1}"#).await.err().unwrap_or_default()
            } else {
                ask(&app).await
            };
            let expected = attempts(&replies, usize::try_from(times).unwrap_or(usize::MAX), schedule, deadline);
            prop_assert_eq!(found, expected_keys(replies.get(expected.len() - 1)));
            prop_assert_eq!(script.asked(), expected);
            Ok(())
        })?;
    }

    #[test]
    fn jitter_leaves_out_at_most_its_share_of_a_wait(
        schedule in schedules(),
        share in prop_oneof![0.0..=1.0, Just(f64::NAN), Just(f64::INFINITY), Just(-1.0)],
        seed in any::<u64>(),
        further in 0_u32..8,
    ) {
        let whole = schedule.backoff().wait(further);
        let retry = crate::concern::Retry::times(9)
            .backoff(crate::concern::Backoff::exponential(millis(schedule.0), schedule.1, millis(schedule.2)))
            .jitter(share);
        let random = crate::ports::SeededRandom::new(seed);
        let wait = retry.wait(further, &random);
        let share = if share > 0.0 { share.min(1.0) } else { 0.0 };
        prop_assert!(wait <= whole);
        prop_assert!(wait + Duration::from_nanos(1) >= whole.mul_f64(1.0 - share), "{wait:?} of {whole:?}");
    }
}

#[test]
fn the_longest_waits_are_no_trouble() {
    let backoff = Backoff::exponential(Duration::MAX, u32::MAX, Duration::MAX);
    assert_eq!(backoff.wait(u32::MAX), Duration::MAX);
    paused(async {
        let script = Script::new([Reply::Busy]);
        let retry = Retry::times(1).backoff(backoff).jitter(0.0);
        let app = script.app(|app| app.concern(retry));
        assert_eq!(ask(&app).await, ["runtime.busy"]);
        let app = script.app(|app| app.concern(Retry::times(1).backoff(backoff).jitter(1.0)));
        assert_eq!(ask(&app).await, [""; 0]);
    });
}

#[test]
fn the_same_seed_gives_the_same_waits() {
    let asked = || {
        paused(async {
            let script = Script::new([Reply::Busy; 4]);
            let retry = Retry::times(4)
                .backoff(Backoff::constant(millis(1000)))
                .jitter(0.5);
            let ports = Ports {
                random: std::sync::Arc::new(SeededRandom::new(7)),
                ..Ports::system()
            };
            let app = script.app(|app| app.concern(retry).ports(ports));
            assert_eq!(ask(&app).await, [""; 0]);
            script.asked()
        })
    };
    assert_eq!(asked(), asked());
    assert!(
        asked()
            .windows(2)
            .all(|two| (500..=1000).contains(&(two[1] - two[0])))
    );
}

#[test]
fn the_condition_is_the_only_one() {
    paused(async {
        let script = Script::new([Reply::Full, Reply::Full, Reply::Busy]);
        let app = script.app(|app| app.concern(Retry::times(9).when(|error| error.symbol() == "full")));
        assert_eq!(ask(&app).await, ["runtime.busy"]);
        assert_eq!(script.asked(), [0, 0, 0]);
    });
}

#[test]
fn what_may_have_had_an_effect_is_not_repeated_unless_that_does_no_harm() {
    paused(async {
        for (retry, attempts) in [(Retry::times(1), 1), (Retry::times(1).even_after_effects(), 2)] {
            let script = Script::new([Reply::Busy, Reply::Busy]);
            let app = script.app(|app| app.concern(retry));
            assert_eq!(keys(app.run(Tell).await), ["runtime.busy"]);
            assert_eq!(script.asked().len(), attempts);
        }
    });
}

#[test]
fn a_cancelled_run_is_not_tried_again() {
    paused(async {
        let script = Script::new([Reply::Busy]);
        let retry = Retry::times(1).backoff(Backoff::constant(millis(10)));
        let app = script.app(|app| app.concern(retry));
        let mut options = RunOptions::default();
        let cancel = foobara::CancellationToken::new();
        options.cancel = Some(cancel.clone());
        let outcome = futures::join!(app.run_with(Ask { given: 1 }, &options), async {
            cancel.cancel();
        });
        assert_eq!(keys(outcome.0), ["runtime.busy"]);
        assert_eq!(script.asked(), [0]);
    });
}

#[test]
fn errors_of_a_sub_command_are_looked_up_with_the_sub_command() {
    paused(async {
        for (reply, expected) in [
            (Reply::Busy, vec![]),
            (Reply::Full, vec!["lab::ask>runtime.full"]),
        ] {
            let script = Script::new([reply]);
            let app = script.app(|app| app.concern_command::<Delegate>(Retry::times(1)));
            assert_eq!(keys(app.run(Delegate).await), expected);
        }
    });
}

#[test]
fn a_sub_command_that_only_reads_is_retried_in_its_place() {
    paused(async {
        let script = Script::new([Reply::Busy]);
        let app = script.app(|app| app.concern_command::<Ask>(Retry::times(1)));
        assert_eq!(keys(app.run(Delegate).await), [""; 0]);
        assert_eq!(script.asked(), [0, 0]);
        let script = Script::new([Reply::Busy]);
        let app = script.app(|app| app.concern_command::<Ask>(Retry::times(1).at_root()));
        assert_eq!(keys(app.run(Delegate).await), ["lab::ask>runtime.busy"]);
    });
}

#[derive(Debug, Clone, Entity)]
#[entity(domain = Lab)]
struct Note {
    #[entity(key)]
    id: Auto<i64>,
}

/// Writes a note.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab, writes(Note))]
struct Write;

impl Execute for Write {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let id = Auto::unassigned();
        cx.write::<Note>().create(Note { id }).await?;
        Ok(())
    }
}

/// Runs `Write`.
#[derive(Debug, Clone, Command)]
#[command(domain = Lab, depends_on(Write))]
struct Rewrite;

impl Execute for Rewrite {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.sub(Write).run().await?)
    }
}

#[test]
fn a_command_that_writes_within_others_is_not_retried_there() {
    let build = |retry: Retry| {
        let app = AppBuilder::default().domain::<Lab>(foobara::commands![Write, Rewrite]);
        app.storage(MemoryStore::default()).concern(retry).build()
    };
    assert_eq!(
        build(Retry::times(1)).unwrap_err().to_string(),
        "the app cannot be built: 1 mistake\n  - `Lab::Write` retries and writes, and is run by other commands: the \
         retry would be within their unit of work; `Retry::at_root` leaves it alone there"
    );
    assert!(build(Retry::times(1).at_root()).is_ok());
}
