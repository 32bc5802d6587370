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

use foobara_benches::workload::{Gate, Measure, Step, WORKLOADS, Workload, app};

use self::time::Times;

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
        "{:<6} {:>9} {:>9} {:>6} {:>13} {:>11} {:>21}  what",
        "", "ns", "baseline", "CPU", "instructions", "allocations", "gate"
    );
    let mut missed = Vec::new();
    for workload in WORKLOADS
        .iter()
        .filter(|workload| only.is_empty() || only.contains(&workload.name))
        .filter(|workload| workload.can_run())
    {
        let time = time::compare(workload, &app);
        let instructions = instructions::ratio(workload);
        let gate = verdict(workload, &time, instructions);
        if gate.contains('+') {
            missed.push(workload);
        }
        println!(
            "{:<6} {:>9.1} {:>9.1} {:>6.2} {:>13} {:>11} {:>21}  {}",
            workload.name,
            time.framework,
            time.baseline,
            time.ratio,
            instructions.map_or_else(|| "no valgrind".to_owned(), |ratio| format!("{ratio:.2}")),
            allocations::count(workload).unwrap_or_else(|| "not built".to_owned()),
            gate,
            workload.what
        );
    }
    println!(
        "\nT3, allocations added: the difference of the two counts; typed (W1h) at most 0, erased and JSON (W2h) at most 1."
    );
    if only.is_empty() || only.contains(&"W9") {
        scale::print();
    }
    for workload in missed.iter().filter(|workload| !workload.rest.is_empty()) {
        println!("{}: {}.", workload.name, workload.rest);
    }
    ExitCode::SUCCESS
}

/// Says how a workload stands to its gate: kept, or missed by so much. Three hundredths are noise.
fn verdict(workload: &Workload, time: &Times, instructions: Option<f64>) -> String {
    const NOISE: f64 = 1.03;
    let Some(gate) = workload.gate else {
        return String::new();
    };
    let (figure, unit) = match gate.measure {
        Measure::Cpu => (time.ratio, ""),
        Measure::Instructions => (instructions.unwrap_or(f64::NAN), " instr."),
        Measure::Added => (time.framework - time.baseline, " ns"),
    };
    let Gate { target, at_most, .. } = gate;
    if figure <= at_most * NOISE {
        format!("{target} {at_most}{unit} kept")
    } else {
        format!("{target} {at_most}{unit} +{:.2}", figure - at_most)
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
