use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex},
};

use ::tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};
use foobara::{ErrorKind, RunOptions, concern::Tracing};
use proptest::prelude::*;

use crate::concern::fixture::{self, Ask, Delegate, Reply, Script, ask, paused};

/// A span as a subscriber saw it.
#[derive(Debug, Clone, PartialEq)]
struct Seen {
    name: &'static str,
    level: Level,
    parent: Option<usize>,
    fields: BTreeMap<&'static str, String>,
}

/// Keeps the spans of this thread, in the order in which they were opened.
#[derive(Debug, Clone, Default)]
struct Watcher(Arc<Mutex<Spans>>);

#[derive(Debug, Default)]
struct Spans {
    seen: Vec<Seen>,
    entered: Vec<usize>,
}

struct Fields<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

/// Ids begin at 1, places at 0.
fn place(id: &Id) -> usize {
    usize::try_from(id.into_u64()).unwrap() - 1
}

impl Subscriber for Watcher {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span()
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut spans = self.0.lock().unwrap();
        let mut seen = Seen {
            name: span.metadata().name(),
            level: *span.metadata().level(),
            parent: spans.entered.last().copied(),
            fields: BTreeMap::new(),
        };
        span.record(&mut Fields(&mut seen.fields));
        spans.seen.push(seen);
        Id::from_u64(u64::try_from(spans.seen.len()).unwrap())
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut spans = self.0.lock().unwrap();
        values.record(&mut Fields(&mut spans.seen[place(span)].fields));
    }

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, _event: &Event<'_>) {}

    fn enter(&self, span: &Id) {
        self.0.lock().unwrap().entered.push(place(span));
    }

    fn exit(&self, _span: &Id) {
        self.0.lock().unwrap().entered.pop();
    }
}

/// Returns the spans that are opened meanwhile.
fn watch<F: Future>(work: F) -> Vec<Seen> {
    let watcher = Watcher::default();
    ::tracing::subscriber::with_default(watcher.clone(), || paused(work));
    watcher.0.lock().unwrap().seen.clone()
}

fn span(parent: Option<usize>, fields: &[(&'static str, &str)]) -> Seen {
    Seen {
        name: "foobara.run",
        level: Level::INFO,
        parent,
        fields: fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
    }
}

/// Returns how a run ends, and its errors.
const fn ending(reply: Reply) -> (&'static str, Option<&'static str>) {
    match reply {
        Reply::Well | Reply::Takes(_) => ("succeeded", None),
        Reply::Busy => ("failed", Some("runtime.busy")),
        Reply::Full => ("failed", Some("runtime.full")),
        Reply::Fails(ErrorKind::Unknown) => ("errored", Some("runtime.scripted")),
        Reply::Fails(_) => ("failed", Some("runtime.scripted")),
    }
}

proptest! {
    #[test]
    fn each_run_has_a_span_and_each_sub_command_one_within_it(reply in fixture::replies()) {
        let script = Script::new([reply]);
        let app = script.app(|app| app.concern(Tracing::info()));
        let seen = watch(app.run(Delegate));
        let (outcome, error) = ending(reply);
        let below = error.map(|error| format!("lab::ask>{error}"));
        let mut root = vec![("command", "Lab::Delegate"), ("is_root", "true"), ("outcome", outcome)];
        root.extend(below.as_deref().map(|keys| ("errors", keys)));
        let mut sub = vec![("command", "Lab::Ask"), ("is_root", "false"), ("outcome", outcome)];
        sub.extend(error.map(|keys| ("errors", keys)));
        prop_assert_eq!(seen, [span(None, &root), span(Some(0), &sub)]);
    }
}

#[test]
fn without_the_concern_there_are_no_spans() {
    assert_eq!(watch(async { ask(&Script::new([]).app(|app| app)).await }), []);
}

#[test]
fn spans_have_the_level_that_was_asked_for() {
    for (tracing, level) in [
        (Tracing::info(), Level::INFO),
        (Tracing::debug(), Level::DEBUG),
        (Tracing::trace(), Level::TRACE),
    ] {
        let app = Script::new([]).app(|app| app.concern(tracing));
        let levels: Vec<Level> = watch(ask(&app)).iter().map(|seen| seen.level).collect();
        assert_eq!(levels, [level]);
    }
}

#[test]
fn who_asks_is_said_only_where_that_is_asked_for() {
    let mut options = RunOptions::default();
    options.caller = Some("ada".into());
    for (tracing, caller) in [
        (Tracing::info(), None),
        (Tracing::info().with_caller(), Some("ada".to_owned())),
    ] {
        let app = Script::new([]).app(|app| app.concern(tracing));
        let seen = watch(app.run_with(Ask { given: 1 }, &options));
        assert_eq!(seen[0].fields.get("caller").cloned(), caller);
    }
}
