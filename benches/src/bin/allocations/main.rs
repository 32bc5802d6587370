//! Prints how often each side of a workload allocates: `allocations NAME` prints `FOOBARA/BASELINE`.
//!
//! A program of its own, because counting makes every allocation slower.

#![expect(clippy::print_stdout, reason = "the figures are what the program is for")]

use std::{alloc::System, process::ExitCode};

use foobara::App;
use foobara_benches::workload::{Step, WORKLOADS, app};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    let Some(workload) = WORKLOADS.iter().find(|workload| workload.name == name) else {
        println!("usage: allocations NAME");
        return ExitCode::from(2);
    };
    let app = app();
    println!(
        "{}/{}",
        count(workload.framework, &app),
        count(workload.baseline, &app)
    );
    ExitCode::SUCCESS
}

/// Returns how often a step allocates once it is warm; growing what is there counts, too.
fn count(step: Step, app: &App) -> usize {
    for _ in 0..10 {
        step(app);
    }
    let region = Region::new(ALLOCATOR);
    step(app);
    let change = region.change();
    change.allocations + change.reallocations
}
