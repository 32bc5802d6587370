//! Every workload, and the app they run in.

use foobara::{App, commands};

use super::{
    depth,
    depth::levels,
    errors, json, large,
    large::PlaceOrder,
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
}

/// Every workload.
pub const WORKLOADS: &[Workload] = &[
    Workload {
        name: "W1",
        what: "typed run, against `validator`",
        framework: typed::framework,
        baseline: typed::validator,
    },
    Workload {
        name: "W1h",
        what: "typed run, against checks by hand",
        framework: typed::framework,
        baseline: typed::by_hand,
    },
    Workload {
        name: "W1e",
        what: "erased run, against the typed run",
        framework: json::framework,
        baseline: typed::framework,
    },
    Workload {
        name: "W2",
        what: "JSON to JSON, against `validator`",
        framework: json::framework,
        baseline: json::baseline,
    },
    Workload {
        name: "W2h",
        what: "JSON to JSON, against checks by hand",
        framework: json::framework,
        baseline: json::by_hand,
    },
    Workload {
        name: "W2s",
        what: "JSON that needs a cast, against W2's baseline",
        framework: json::cast,
        baseline: json::baseline,
    },
    Workload {
        name: "W2L",
        what: "1.8 KB of JSON",
        framework: large::framework,
        baseline: large::baseline,
    },
    Workload {
        name: "W3",
        what: "three errors to JSON",
        framework: errors::framework,
        baseline: errors::baseline,
    },
    Workload {
        name: "W8-1",
        what: "one sub-command",
        framework: depth::framework_1,
        baseline: depth::baseline_1,
    },
    Workload {
        name: "W8-4",
        what: "4 sub-commands deep",
        framework: depth::framework_4,
        baseline: depth::baseline_4,
    },
    Workload {
        name: "W8-16",
        what: "16 sub-commands deep",
        framework: depth::framework_16,
        baseline: depth::baseline_16,
    },
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
