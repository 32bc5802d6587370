//! Every workload, and the app they run in.

use foobara::{App, commands};

use super::{
    depth,
    depth::levels,
    errors, hooks, json, large,
    large::PlaceOrder,
    scale, stored,
    typed::{self, Benches, CreateUser},
};

/// One way of doing a workload once; returns something that depends on the work.
pub type Step = fn(&App) -> u64;

/// A workload and its baselines.
#[derive(Debug, Clone, Copy)]
pub struct Workload {
    /// Its short name.
    pub name: &'static str,
    /// What is done.
    pub what: &'static str,
    /// With foobara.
    pub framework: Step,
    /// By hand: what the ratio is taken against.
    pub baseline: Step,
    /// What it should cost at most.
    pub gate: Option<Gate>,
    /// What the rest is spent on, where the gate is missed.
    pub rest: &'static str,
    /// The variable of the environment without which it is passed over.
    pub needs: Option<&'static str>,
}

/// What a workload should cost at most.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    /// The name of the target.
    pub target: &'static str,
    /// What is compared.
    pub measure: Measure,
    /// The bound.
    pub at_most: f64,
}

/// How the two sides of a workload are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The ratio of CPU time.
    Cpu,
    /// The ratio of instructions.
    Instructions,
    /// The nanoseconds that the framework takes more.
    Added,
}

impl Workload {
    const fn new(name: &'static str, what: &'static str, framework: Step, baseline: Step) -> Self {
        Self {
            name,
            what,
            framework,
            baseline,
            gate: None,
            rest: "",
            needs: None,
        }
    }

    const fn gate(self, target: &'static str, measure: Measure, at_most: f64) -> Self {
        let gate = Gate {
            target,
            measure,
            at_most,
        };
        Self {
            gate: Some(gate),
            ..self
        }
    }

    const fn rest(self, rest: &'static str) -> Self {
        Self { rest, ..self }
    }

    const fn needs(self, variable: &'static str) -> Self {
        Self {
            needs: Some(variable),
            ..self
        }
    }

    /// Returns whether what it needs is there.
    pub fn can_run(&self) -> bool {
        self.needs
            .is_none_or(|variable| std::env::var_os(variable).is_some())
    }
}

/// Every workload.
pub const WORKLOADS: &[Workload] = &[
    Workload::new("W1", "typed run, against `validator`", typed::framework, typed::validator)
        .gate("T1", Measure::Cpu, 1.00),
    Workload::new("W1h", "typed run, against checks by hand", typed::framework, typed::by_hand)
        .gate("T2", Measure::Instructions, 1.15)
        .rest("a run and a frame are set up and torn down, and the result is moved through the future of the run"),
    Workload::new("W1k", "typed run under four hooks, against the typed run", hooks::framework, typed::framework)
        .gate("T7", Measure::Added, 10.0)
        .rest("each hook costs about 7 ns: the event is made, the hooks of its kind are called through a table, and what \
               the run has come to is kept for those that are told of its end"),
    Workload::new("W1e", "erased run, against the typed run", json::framework, typed::framework),
    Workload::new("W2", "JSON to JSON, against `validator`", json::framework, json::baseline)
        .gate("T4", Measure::Cpu, 1.00)
        .rest("the instructions are on a par; one boxed future (its allocation and copy), the app's reference count \
               (12 ns) and the look-up by name (8 ns) wait for memory where the baseline computes"),
    Workload::new("W2h", "JSON to JSON, against checks by hand", json::framework, json::by_hand),
    Workload::new("W2s", "JSON that needs a cast, against W2's baseline", json::cast, json::baseline)
        .gate("T5", Measure::Cpu, 2.70)
        .rest("the text is decoded, parsed to a value, cast, written and decoded again; each attribute is copied by name"),
    Workload::new("W2L", "1.8 KB of JSON", large::framework, large::baseline).gate("T4", Measure::Cpu, 1.00),
    Workload::new("W3", "three errors to JSON", errors::framework, errors::baseline).gate("T6", Measure::Cpu, 1.15),
    Workload::new("W4", "a record created, read and changed in SQLite, against sqlx", stored::sqlite, stored::sqlite_by_hand)
        .gate("T13", Measure::Cpu, 1.05),
    Workload::new("W4m", "the same in memory, against a map with an overlay and a log", stored::memory, stored::memory_by_hand)
        .gate("T17", Measure::Cpu, 1.50)
        .rest("a row is a list of values, made of the record and read back, where the baseline copies a struct; what was \
               before is noted by the unit, for plans, and by the table, to undo; a session, queries and answers are boxed \
               for drivers of any kind"),
    Workload::new("W4r", "the same in Redis, against its client", stored::redis, stored::redis_by_hand)
        .gate("T16", Measure::Cpu, 1.08)
        .needs("REDIS_URL"),
    Workload::new("W4rb", "a hundred records created in Redis, against one by one", stored::redis_batch, stored::redis_batch_by_hand)
        .gate("T16", Measure::Cpu, 0.60)
        .needs("REDIS_URL"),
    Workload::new("W8-1", "one sub-command", depth::framework_1, depth::baseline_1),
    Workload::new("W8-4", "4 sub-commands deep", depth::framework_4, depth::baseline_4),
    Workload::new("W8-16", "16 sub-commands deep", depth::framework_16, depth::baseline_16),
    Workload::new("W8", "16 sub-commands deep, against one: 15 levels of 10 ns", depth::framework_16, depth::framework_1)
        .gate("T8", Measure::Added, 150.0),
    Workload::new("W9", "one of 10,000 commands by its full name, against a map", scale::by_name, scale::by_hand),
    Workload::new("W9e", "one of 10,000 by the end of its name, against by its name", scale::by_ending, scale::by_name),
];

/// Returns the app that the workloads run in.
///
/// # Panics
///
/// When the workloads themselves are wrong.
pub fn app() -> App {
    App::builder()
        .domain::<Benches>(commands![CreateUser, PlaceOrder])
        .domain::<Benches>(levels())
        .build()
        .expect("the workloads make an app")
}
