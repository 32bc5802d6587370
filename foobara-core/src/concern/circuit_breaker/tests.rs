use std::time::Duration;

use foobara::{
    Command as _, ErrorKind,
    concern::{CircuitBreaker, CircuitState},
    ports::{Clock, SystemClock},
};
use futures::FutureExt;
use proptest::prelude::*;

use super::circuit::{self, Circuit, Rule, Verdict};
use crate::concern::fixture::{self, Ask, Delegate, Reply, Script, ask, keys, paused, text};

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// The state machine stated a second time: by what is remembered of each run rather than by counts.
#[derive(Debug)]
struct Model {
    rule: Rule,
    now: u64,
    /// When it closed, opened or became half-open.
    state: State,
    /// What has been heard in this period.
    heard: Vec<(u64, Verdict)>,
    /// Those that were let through in this period and are on their way.
    on_the_way: Vec<usize>,
    next: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Closed,
    Open { since: u64 },
    Tripped,
    HalfOpen,
}

impl Model {
    const fn new(rule: Rule) -> Self {
        Self {
            rule,
            now: 0,
            state: State::Closed,
            heard: Vec::new(),
            on_the_way: Vec::new(),
            next: 0,
        }
    }

    fn turn(&mut self, state: State) {
        self.state = state;
        self.heard.clear();
        self.on_the_way.clear();
    }

    fn enter(&mut self) -> Result<usize, Option<u64>> {
        if let State::Open { since } = self.state {
            let over = since + u64::try_from(self.rule.open_for.as_millis()).unwrap();
            if self.now < over {
                return Err(Some(over - self.now));
            }
            self.turn(State::HalfOpen);
        }
        let probes = self.on_the_way.len() + self.count(Verdict::Works);
        let is_full = self.state == State::HalfOpen && probes >= self.rule.probes as usize;
        if is_full || self.state == State::Tripped {
            return Err(None);
        }
        self.next += 1;
        self.on_the_way.push(self.next);
        Ok(self.next)
    }

    fn leave(&mut self, run: usize, verdict: Verdict) {
        let Some(place) = self.on_the_way.iter().position(|known| *known == run) else {
            return;
        };
        self.on_the_way.remove(place);
        self.heard.push((self.now, verdict));
        let is_probe = self.state == State::HalfOpen;
        if verdict == Verdict::Fails && (is_probe || self.failures() >= self.rule.failures as usize) {
            self.turn(State::Open { since: self.now });
        } else if is_probe && self.count(Verdict::Works) >= self.rule.probes as usize {
            self.turn(State::Closed);
        }
    }

    fn count(&self, verdict: Verdict) -> usize {
        self.heard.iter().filter(|(_, heard)| *heard == verdict).count()
    }

    fn failures(&self) -> usize {
        let failed = self.heard.iter().rev();
        match self.rule.within {
            Some(window) => failed
                .filter(|(at, verdict)| *verdict == Verdict::Fails && millis(self.now - at) <= window)
                .count(),
            None => failed
                .take_while(|(_, verdict)| *verdict != Verdict::Works)
                .filter(|(_, verdict)| *verdict == Verdict::Fails)
                .count(),
        }
    }

    const fn state(&self) -> CircuitState {
        match self.state {
            State::Closed => CircuitState::Closed,
            State::Open { .. } | State::Tripped => CircuitState::Open,
            State::HalfOpen => CircuitState::HalfOpen,
        }
    }
}

fn rules() -> impl Strategy<Value = Rule> {
    (1_u32..4, proptest::option::of(1_u64..60), 1_u64..60, 1_u32..4).prop_map(
        |(failures, within, open_for, probes)| Rule {
            failures,
            within: within.map(millis),
            open_for: millis(open_for),
            probes,
        },
    )
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Enter,
    /// The run with this number leaves, of those on their way.
    Leave(usize, Verdict),
    Wait(u64),
    Trip,
    Reset,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let verdict = proptest::sample::select(vec![Verdict::Works, Verdict::Fails, Verdict::Unknown]);
    let step = prop_oneof![
        6 => Just(Step::Enter),
        6 => (any::<usize>(), verdict).prop_map(|(run, verdict)| Step::Leave(run, verdict)),
        4 => (0_u64..50).prop_map(Step::Wait),
        1 => Just(Step::Trip),
        1 => Just(Step::Reset),
    ];
    proptest::collection::vec(step, 0..60)
}

const fn same(state: circuit::CircuitState) -> CircuitState {
    match state {
        circuit::CircuitState::Closed => CircuitState::Closed,
        circuit::CircuitState::Open => CircuitState::Open,
        circuit::CircuitState::HalfOpen => CircuitState::HalfOpen,
    }
}

proptest! {
    #[test]
    fn a_circuit_is_the_machine_that_it_is_said_to_be(rule in rules(), steps in steps()) {
        let begun = SystemClock.instant();
        let (mut circuit, mut model) = (Circuit::default(), Model::new(rule));
        let mut on_the_way = Vec::new();
        for step in steps {
            let now = begun + millis(model.now);
            match step {
                Step::Enter => match (circuit.enter(now, &rule), model.enter()) {
                    (Ok(ticket), Ok(run)) => on_the_way.push((ticket, run)),
                    (entered, expected) => prop_assert_eq!(entered.err(), expected.err().map(|wait| wait.map(millis))),
                },
                Step::Leave(place, verdict) if !on_the_way.is_empty() => {
                    let (ticket, run) = on_the_way.swap_remove(place % on_the_way.len());
                    circuit.leave(ticket, verdict, now, &rule);
                    model.leave(run, verdict);
                }
                Step::Leave(..) => {}
                Step::Wait(wait) => model.now += wait,
                Step::Trip => {
                    circuit.trip();
                    model.turn(State::Tripped);
                }
                Step::Reset => {
                    circuit.close();
                    model.turn(State::Closed);
                }
            }
            prop_assert_eq!(same(circuit.state()), model.state());
        }
        for (ticket, _) in on_the_way {
            circuit.leave(ticket, Verdict::Unknown, begun, &rule);
        }
        if model.state != State::Tripped {
            let later = begun + millis(model.now + 1000);
            prop_assert!(circuit.enter(later, &rule).is_ok(), "stuck once all have left: {:?}", circuit);
        }
    }

    #[test]
    fn runs_are_let_through_as_the_machine_says(
        rule in rules(),
        calls in proptest::collection::vec((0_u64..50, proptest::option::of(fixture::replies()), 0..12), 0..40),
    ) {
        paused(async {
            let script = Script::new([]);
            let mut breaker = CircuitBreaker::new()
                .failures(rule.failures)
                .open_for(rule.open_for)
                .probes(rule.probes);
            if let Some(window) = rule.within {
                breaker = breaker.within(window);
            }
            let circuits = breaker.circuits();
            let app = script.app(|app| app.concern_command::<Ask>(breaker));
            let mut model = Model::new(rule);
            for (wait, reply, by_hand) in calls {
                app.ports().clock.sleep(millis(wait)).await;
                model.now = script.elapsed();
                match by_hand {
                    0 => {
                        circuits.trip(Ask::META);
                        model.turn(State::Tripped);
                    }
                    1 => {
                        circuits.reset(Ask::META);
                        model.turn(State::Closed);
                    }
                    _ => {}
                }
                let entered = model.enter();
                script.then(entered.is_ok().then(|| reply.unwrap_or(Reply::Takes(1000))));
                // Without a reply the run is dropped on its way.
                let found = match reply {
                    Some(_) => ask(&app).await,
                    None => app.run(Ask { given: 1 }).now_or_never().map(keys).unwrap_or_default(),
                };
                match entered {
                    Ok(run) => model.leave(run, reply.map_or(Verdict::Unknown, verdict)),
                    Err(_) => prop_assert_eq!(found, ["runtime.circuit_open"]),
                }
                prop_assert_eq!(circuits.state(Ask::META), model.state());
            }
            Ok(())
        })?;
    }
}

const fn verdict(reply: Reply) -> Verdict {
    match reply {
        Reply::Well | Reply::Takes(_) => Verdict::Works,
        Reply::Fails(ErrorKind::Timeout | ErrorKind::Unavailable | ErrorKind::Unknown) => Verdict::Fails,
        Reply::Busy | Reply::Full | Reply::Fails(_) => Verdict::Unknown,
    }
}

#[test]
fn the_error_says_when_to_come_back() {
    paused(async {
        let script = Script::new([Reply::Fails(ErrorKind::Unavailable)]);
        let breaker = CircuitBreaker::new().failures(1).open_for(millis(2500));
        let circuits = breaker.circuits();
        let app = script.app(|app| app.concern_command::<Ask>(breaker));
        ask(&app).await;
        let errors = app.run(Ask { given: 1 }).await.unwrap_err().into_errors();
        let error = errors.only().expect("one error");
        assert_eq!(error.kind, ErrorKind::Unavailable);
        assert_eq!(error.context(), serde_json::json!({ "retry_after": 3 }));
        assert_eq!(
            error.message().to_string(),
            "This has failed too often lately and is left alone for a while; try again in 3 seconds"
        );
        circuits.trip(Ask::META);
        let errors = app.run(Ask { given: 1 }).await.unwrap_err().into_errors();
        assert_eq!(
            errors.only().map(|error| error.context()),
            Some(serde_json::json!({}))
        );
    });
}

#[test]
fn each_command_has_a_circuit_of_its_own() {
    paused(async {
        let breaker = CircuitBreaker::new();
        let circuits = breaker.circuits();
        let app = Script::new([]).app(|app| app.concern(breaker));
        circuits.trip(Ask::META);
        assert_eq!(circuits.state(Delegate::META), CircuitState::Closed);
        assert_eq!(keys(app.run(Delegate).await), ["lab::ask>runtime.circuit_open"]);
        assert_eq!(
            text(&app, "Ask", r#"{"given":1}"#).await,
            Err(vec!["runtime.circuit_open".to_owned()])
        );
    });
}

#[test]
fn the_condition_says_what_counts() {
    paused(async {
        let script = Script::new([Reply::Fails(ErrorKind::Unavailable), Reply::Full]);
        let breaker = CircuitBreaker::new()
            .failures(1)
            .counts(|error| error.symbol() == "full");
        let app = script.app(|app| app.concern(breaker));
        assert_eq!(ask(&app).await, ["runtime.scripted"]);
        assert_eq!(ask(&app).await, ["runtime.full"]);
        assert_eq!(ask(&app).await, ["runtime.circuit_open"]);
    });
}

#[test]
fn a_breaker_that_could_not_work_is_refused() {
    let build = |breaker: CircuitBreaker| {
        Script::new([])
            .builder(|app| app.concern_command::<Ask>(breaker))
            .build()
    };
    for breaker in [CircuitBreaker::new().failures(0), CircuitBreaker::new().probes(0)] {
        assert_eq!(
            build(breaker).unwrap_err().to_string(),
            "the app cannot be built: 1 mistake\n  - `Lab::Ask` is under `circuit_breaker` with 0 failures or probes; \
             the least is 1"
        );
    }
}

#[test]
fn failures_at_both_ends_of_the_window_count() {
    for (wait, state) in [(10, CircuitState::Open), (11, CircuitState::Closed)] {
        paused(async {
            let breaker = CircuitBreaker::new().failures(2).within(millis(10));
            let circuits = breaker.circuits();
            let app = Script::new([Reply::Fails(ErrorKind::Unavailable); 2]).app(|app| app.concern(breaker));
            ask(&app).await;
            app.ports().clock.sleep(millis(wait)).await;
            ask(&app).await;
            assert_eq!(circuits.state(Ask::META), state);
        });
    }
}
