use std::{fs, hint::black_box};

use foobara::App;
use foobara_benches::workload::{Step, Workload};

/// CPU time of one step, in nanoseconds, and the ratio of the two.
pub(crate) struct Times {
    pub(crate) framework: f64,
    pub(crate) baseline: f64,
    pub(crate) ratio: f64,
}

/// The kernel counts CPU time in ticks of some milliseconds, so that a slice must be much longer than one.
const SLICE: f64 = 150e6;

/// Measures both sides in turns, and takes the median of the turns' ratios: the machine may change its speed.
pub(crate) fn compare(workload: &Workload, app: &App) -> Times {
    const TURNS: usize = 9;
    let (framework, baseline) = (enough(workload.framework, app), enough(workload.baseline, app));
    let turns: Vec<(f64, f64)> = (0..TURNS)
        .map(|_| {
            (
                slice(workload.framework, app, framework),
                slice(workload.baseline, app, baseline),
            )
        })
        .collect();
    Times {
        framework: median(turns.iter().map(|(framework, _)| *framework)),
        baseline: median(turns.iter().map(|(_, baseline)| *baseline)),
        ratio: median(turns.iter().map(|(framework, baseline)| framework / baseline)),
    }
}

/// Returns the number of steps that fill a slice.
fn enough(step: Step, app: &App) -> u32 {
    let mut steps: u32 = 1_000;
    while slice(step, app, steps) * f64::from(steps) < SLICE / 4.0 && steps < u32::MAX / 8 {
        steps *= 2;
    }
    steps * 4
}

fn slice(step: Step, app: &App, steps: u32) -> f64 {
    let start = cpu_time();
    for _ in 0..steps {
        black_box(step(app));
    }
    (cpu_time() - start) / f64::from(steps)
}

/// The CPU time of all threads of the process in nanoseconds, as the scheduler counts it.
pub(crate) fn cpu_time() -> f64 {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let times = threads.filter_map(|thread| {
        let schedstat = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        schedstat.split_whitespace().next()?.parse::<f64>().ok()
    });
    times
        .fold(None, |sum: Option<f64>, time| {
            Some(sum.unwrap_or_default() + time)
        })
        .unwrap_or(f64::NAN)
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
