use std::{env, hint::black_box, process::Command};

use foobara::{Exposure, openapi};
use foobara_benches::workload::scale::{Commands, MOST};

use super::time::cpu_time;

/// The sizes of registries.
const SIZES: [usize; 3] = [10, 1_000, MOST];

/// Prints what registries of several sizes cost.
pub(crate) fn print() {
    println!(
        "\n{:<38} {:>9} {:>9} {:>9} {:>16}",
        "W9, commands", 10, 1_000, MOST, "gate"
    );
    row("start-up, µs", SIZES.map(start_up), "T18 1000");
    row("start-up with an exposure, µs", SIZES.map(start_up_exposed), "");
    row("memory of a command, bytes", SIZES.map(memory), "T18 160");
    row("OpenAPI as text, ms", SIZES.map(open_api), "T20 60");
}

fn row(what: &str, figures: [f64; 3], gate: &str) {
    let [few, many, most] = figures;
    println!("{what:<38} {few:>9.1} {many:>9.1} {most:>9.1} {gate:>16}");
}

/// The CPU time in which an app is built, in microseconds.
fn start_up(count: usize) -> f64 {
    let commands = Commands::of(count);
    time(count, || commands.clone(), Commands::app)
}

/// The same, and all of it is exposed.
fn start_up_exposed(count: usize) -> f64 {
    let commands = Commands::of(count);
    time(count, || commands.clone(), exposed)
}

fn exposed(commands: Commands) -> Exposure {
    let exposure = Exposure::of(&commands.app()).all().build();
    exposure.expect("the commands can be exposed")
}

/// The CPU time in which an OpenAPI document is made and written, in milliseconds.
fn open_api(count: usize) -> f64 {
    let exposure = exposed(Commands::of(count));
    let document = |()| openapi(&exposure, "Scale", "").to_string();
    time(100 * count, || (), document) / 1000.0
}

/// Does something to things that are made before, and keeps what comes of it until the time is taken.
fn time<T, U>(count: usize, thing: impl Fn() -> T, work: impl Fn(T) -> U) -> f64 {
    const TURNS: usize = 5;
    let repetitions = (200_000 / count).clamp(1, 5_000);
    let turn = || {
        let things: Vec<T> = (0..repetitions).map(|_| thing()).collect();
        let mut made = Vec::with_capacity(repetitions);
        let start = cpu_time();
        made.extend(things.into_iter().map(&work));
        let time = cpu_time() - start;
        black_box(made);
        time / 1000.0
    };
    let least = (0..TURNS).map(|_| turn()).fold(f64::INFINITY, f64::min);
    u32::try_from(repetitions).map_or(f64::NAN, |repetitions| least / f64::from(repetitions))
}

/// The bytes that an app has for each command, counted by the program beside this one.
fn memory(count: usize) -> f64 {
    let bytes = || {
        let program = env::current_exe().ok()?.with_file_name("allocations");
        let output = Command::new(program)
            .args(["memory", &count.to_string()])
            .output()
            .ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    bytes().unwrap_or(f64::NAN)
}
