//! Every workload and its baseline under criterion.

use criterion::{Criterion, criterion_group, criterion_main};
use foobara_benches::workload::{WORKLOADS, app};

fn workloads(criterion: &mut Criterion) {
    let app = app();
    for workload in WORKLOADS.iter().filter(|workload| workload.can_run()) {
        let mut group = criterion.benchmark_group(workload.name);
        group.bench_function("foobara", |bencher| bencher.iter(|| (workload.framework)(&app)));
        group.bench_function("baseline", |bencher| bencher.iter(|| (workload.baseline)(&app)));
    }
}

criterion_group!(run, workloads);
criterion_main!(run);
