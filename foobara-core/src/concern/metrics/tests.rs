use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use ::metrics::{
    Counter, CounterFn, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit,
};
use foobara::{ErrorKind, concern::Metrics};
use futures::FutureExt;
use proptest::prelude::*;

use crate::concern::fixture::{self, Ask, Delegate, Reply, Script, ask, paused};

/// What was recorded, by name and labels.
#[derive(Debug, Clone, Default)]
struct Notebook(Arc<Mutex<BTreeMap<String, Vec<f64>>>>);

/// One line of the notebook.
struct Line(Notebook, String);

impl Line {
    fn note(&self, value: f64) {
        let mut lines = self.0.0.lock().unwrap();
        lines.entry(self.1.clone()).or_default().push(value);
    }
}

impl CounterFn for Line {
    fn increment(&self, value: u64) {
        self.note(f64::from(u32::try_from(value).unwrap()));
    }

    fn absolute(&self, _value: u64) {}
}

impl HistogramFn for Line {
    fn record(&self, value: f64) {
        self.note(value);
    }
}

impl Notebook {
    fn line(&self, key: &Key) -> Arc<Line> {
        let labels: Vec<String> = key
            .labels()
            .map(|label| format!("{}={}", label.key(), label.value()))
            .collect();
        Arc::new(Line(self.clone(), format!("{} {}", key.name(), labels.join(" "))))
    }

    /// Returns what is recorded meanwhile.
    fn of<F: Future>(work: F) -> BTreeMap<String, Vec<f64>> {
        let notebook = Self::default();
        ::metrics::with_local_recorder(&notebook, || paused(work));
        let lines = notebook.0.lock().unwrap();
        lines.clone()
    }
}

impl Recorder for Notebook {
    fn describe_counter(&self, _name: KeyName, _unit: Option<Unit>, _text: SharedString) {}

    fn describe_gauge(&self, _name: KeyName, _unit: Option<Unit>, _text: SharedString) {}

    fn describe_histogram(&self, _name: KeyName, _unit: Option<Unit>, _text: SharedString) {}

    fn register_counter(&self, key: &Key, _metadata: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.line(key))
    }

    fn register_gauge(&self, _key: &Key, _metadata: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, key: &Key, _metadata: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.line(key))
    }
}

const fn outcome(reply: Reply) -> &'static str {
    match reply {
        Reply::Well | Reply::Takes(_) => "succeeded",
        Reply::Busy | Reply::Full => "failed",
        Reply::Fails(ErrorKind::Unknown) => "errored",
        Reply::Fails(_) => "failed",
    }
}

proptest! {
    #[test]
    fn each_run_is_counted_once_and_measured(
        replies in proptest::collection::vec(
            prop_oneof![fixture::replies(), (1_u64..1000).prop_map(Reply::Takes)],
            0..20,
        ),
    ) {
        let found = Notebook::of(async {
            let app = Script::new(replies.clone()).app(|app| app.concern(Metrics::new()));
            for _ in &replies {
                ask(&app).await;
            }
        });
        let mut expected = BTreeMap::<String, Vec<f64>>::new();
        for reply in replies {
            let runs = format!("foobara_runs_total command=Lab::Ask outcome={}", outcome(reply));
            expected.entry(runs).or_default().push(1.0);
            let millis = if let Reply::Takes(millis) = reply { millis } else { 0 };
            let seconds = expected.entry("foobara_run_seconds command=Lab::Ask".to_owned());
            seconds.or_default().push(std::time::Duration::from_millis(millis).as_secs_f64());
        }
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn sub_commands_count_as_runs() {
    let found = Notebook::of(async {
        let app = Script::new([Reply::Full]).app(|app| app.concern(Metrics::new()));
        app.run(Delegate).await
    });
    let runs: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(
        runs,
        [
            "foobara_run_seconds command=Lab::Ask",
            "foobara_run_seconds command=Lab::Delegate",
            "foobara_runs_total command=Lab::Ask outcome=failed",
            "foobara_runs_total command=Lab::Delegate outcome=failed",
        ]
    );
}

#[test]
fn a_run_that_comes_to_no_end_is_counted_as_dropped() {
    let found = Notebook::of(async {
        let app = Script::new([Reply::Takes(100)]).app(|app| app.concern(Metrics::new()));
        assert!(app.run(Ask { given: 1 }).now_or_never().is_none());
    });
    assert_eq!(
        found["foobara_runs_total command=Lab::Ask outcome=dropped"],
        [1.0]
    );
}
