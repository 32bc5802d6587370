use std::alloc::System;

use foobara::App;
use foobara_benches::workload::Step;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Returns how often a step allocates once it is warm; growing what is there counts, too.
pub(crate) fn count(step: Step, app: &App) -> usize {
    for _ in 0..10 {
        step(app);
    }
    let region = Region::new(ALLOCATOR);
    step(app);
    let change = region.change();
    change.allocations + change.reallocations
}
