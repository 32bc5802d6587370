//! Prints how often each side of a workload allocates: `allocations NAME` prints `FOOBARA/BASELINE`. `allocations
//! memory COUNT` prints the bytes that an app of so many commands has for each.
//!
//! A program of its own, because counting makes every allocation slower.

#![expect(clippy::print_stdout, reason = "the figures are what the program is for")]

use std::{alloc::System, process::ExitCode};

use foobara::App;
use foobara_benches::workload::{Step, WORKLOADS, app, scale::Commands};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    if let ("memory", Some(Ok(count))) = (name.as_str(), arguments.next().map(|count| count.parse())) {
        println!("{}", memory_of_a_command(count));
        return ExitCode::SUCCESS;
    }
    let Some(workload) = WORKLOADS.iter().find(|workload| workload.name == name) else {
        println!("usage: allocations NAME, or allocations memory COUNT");
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

/// Returns the bytes that an app keeps for each of its commands, besides those of an app without any.
fn memory_of_a_command(count: u32) -> f64 {
    let bytes = |count: u32| {
        let commands = Commands::of(usize::try_from(count).unwrap_or_default());
        let region = Region::new(ALLOCATOR);
        let app = commands.clone().app();
        let change = region.change();
        drop(app);
        let kept = change.bytes_allocated.saturating_sub(change.bytes_deallocated);
        f64::from(u32::try_from(kept).unwrap_or(u32::MAX))
    };
    (bytes(count) - bytes(0)) / f64::from(count)
}
