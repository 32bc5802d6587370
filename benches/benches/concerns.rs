//! What a concern costs: a typed run without any, with one around another command, and with each.

use std::{hint::black_box, time::Duration};

use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use foobara::{
    Concern,
    concern::{Bulkhead, CircuitBreaker, Fallback, LimitBy, Metrics, RateLimit, Retry, Timeout, Tracing},
    prelude::*,
};
use futures::FutureExt;

#[derive(Debug, Domain)]
struct Benches;

/// Returns the length of a name
#[derive(Debug, Clone, Command)]
#[command(domain = Benches)]
struct Measure {
    #[input(max_length = 64)]
    name: String,
}

impl Execute for Measure {
    type Output = u64;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(u64::try_from(self.name.len()).unwrap_or(u64::MAX))
    }
}

/// Does nothing
#[derive(Debug, Clone, Command)]
#[command(domain = Benches)]
struct Rest;

impl Execute for Rest {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(())
    }
}

fn builder() -> foobara::AppBuilder {
    App::builder().domain::<Benches>(commands![Measure, Rest])
}

fn run(app: &App) -> Option<u64> {
    let name = black_box("Ada Lovelace").to_owned();
    app.run(Measure { name }).now_or_never()?.ok()
}

fn measure(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, builder: foobara::AppBuilder) {
    let app = builder.build().expect("no mistakes");
    assert_eq!(run(&app), Some(12));
    group.bench_function(name, |bencher| bencher.iter(|| run(&app)));
}

fn with(group: &mut BenchmarkGroup<'_, WallTime>, concern: impl Concern) {
    let name = concern.name();
    measure(group, name, builder().concern_command::<Measure>(concern));
}

fn concerns(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("concerns");
    let hour = Duration::from_secs(60 * 60);
    measure(&mut group, "none", builder());
    let elsewhere = builder().concern_command::<Rest>(Timeout::after(hour));
    measure(&mut group, "elsewhere", elsewhere);
    with(&mut group, Timeout::after(hour));
    with(&mut group, Retry::times(3));
    with(&mut group, Fallback::of::<Measure>(|_| None));
    with(&mut group, CircuitBreaker::new());
    let limit = RateLimit::of(u32::MAX).per(Duration::from_nanos(1));
    with(&mut group, limit.by(LimitBy::CommandAndCaller));
    with(&mut group, Bulkhead::of(8));
    with(&mut group, Tracing::info());
    with(&mut group, Metrics::new());
}

criterion_group!(run_all, concerns);
criterion_main!(run_all);
