//! Prints the ratios of each workload against its baseline: CPU time, instructions, allocations.
//!
//! `table` prints the table; `table NAME foobara|baseline COUNT` does a workload a number of times and prints nothing,
//! which is what instructions are counted on.

#![expect(
    clippy::print_stdout,
    reason = "a table on the terminal is what the program is for"
)]

mod allocations;
mod instructions;
mod scale;
mod time;

use std::process::ExitCode;

use foobara_benches::workload::{Step, WORKLOADS, Workload, app};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [name, side @ ("foobara" | "baseline"), count] => repeat(name, side, count),
        only => print(only),
    }
}

/// Prints the table of every workload, or of those whose name is given, and why gates were missed.
fn print(only: &[&str]) -> ExitCode {
    let app = app();
    println!(
        "{:<6} {:>9} {:>9} {:>6} {:>13} {:>11} {:>14}  what",
        "", "ns", "baseline", "CPU", "instructions", "allocations", "gate"
    );
    let mut missed = Vec::new();
    for workload in WORKLOADS
        .iter()
        .filter(|workload| only.is_empty() || only.contains(&workload.name))
    {
        let time = time::compare(workload, &app);
        let gate = verdict(workload, time.ratio);
        if gate.contains('+') {
            missed.push(workload);
        }
        println!(
            "{:<6} {:>9.1} {:>9.1} {:>6.2} {:>13} {:>11} {:>14}  {}",
            workload.name,
            time.framework,
            time.baseline,
            time.ratio,
            instructions::ratio(workload)
                .map_or_else(|| "no valgrind".to_owned(), |ratio| format!("{ratio:.2}")),
            allocations::count(workload).unwrap_or_else(|| "not built".to_owned()),
            gate,
            workload.what
        );
    }
    println!(
        "\nT3, allocations added: the difference of the two counts; typed (W1h) at most 0, erased and JSON (W2h) at most 1."
    );
    println!("T8, a level of W8: (W8-16 - W8-1) / 15, at most 10 ns.");
    if only.is_empty() || only.contains(&"W9") {
        scale::print();
    }
    for workload in missed {
        println!("{}: {}.", workload.name, workload.rest);
    }
    ExitCode::SUCCESS
}

/// Says how a ratio stands to its gate: kept, or missed by so much. Three hundredths are noise.
fn verdict(workload: &Workload, ratio: f64) -> String {
    const NOISE: f64 = 0.03;
    match workload.gate {
        None => String::new(),
        Some((target, at_most)) if ratio <= at_most + NOISE => format!("{target} {at_most:.2} kept"),
        Some((target, at_most)) => format!("{target} {at_most:.2} +{:.2}", ratio - at_most),
    }
}

fn repeat(name: &str, side: &str, count: &str) -> ExitCode {
    let workload = WORKLOADS.iter().find(|workload| workload.name == name);
    let step = |workload: &Workload| -> Option<Step> {
        match side {
            "foobara" => Some(workload.framework),
            "baseline" => Some(workload.baseline),
            _ => None,
        }
    };
    let (Some(step), Ok(count)) = (workload.and_then(step), count.parse::<u32>()) else {
        println!("usage: table [NAME ..], or table NAME foobara|baseline COUNT");
        return ExitCode::from(2);
    };
    let app = app();
    for _ in 0..count {
        std::hint::black_box(step(&app));
    }
    ExitCode::SUCCESS
}
