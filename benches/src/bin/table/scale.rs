use std::{env, hint::black_box, process::Command};

use foobara::{Exposure, openapi};
use foobara_benches::workload::scale::{Commands, MOST};

use super::time::cpu_time;

/// The sizes of registries.
const SIZES: [usize; 3] = [10, 1_000, MOST];

/// What a figure of the largest registry should be at most, by the name of the target.
type Gate = Option<(&'static str, f64)>;

/// Prints what registries of several sizes cost.
pub(crate) fn print() {
    println!(
        "\n{:<38} {:>9} {:>9} {:>9} {:>20}",
        "W9, commands", 10, 1_000, MOST, "gate"
    );
    row("start-up, µs", start_up, Some(("T18", 1_000.0)));
    row("start-up with an exposure, µs", start_up_exposed, None);
    row("memory of a command, bytes", memory, Some(("T18", 160.0)));
    row("a command by its full name, ns", dispatch, Some(("T19", 15.0)));
    row("OpenAPI as text, ms", open_api, Some(("T20", 60.0)));
}

fn row(what: &str, figure: fn(usize) -> f64, gate: Gate) {
    let [few, many, most] = SIZES.map(figure);
    let verdict = verdict(most, gate);
    println!("{what:<38} {few:>9.1} {many:>9.1} {most:>9.1} {verdict:>20}");
}

fn verdict(figure: f64, gate: Gate) -> String {
    match gate {
        None => String::new(),
        Some((target, at_most)) if figure <= at_most => format!("{target} {at_most:.0} kept"),
        Some((target, at_most)) => format!("{target} {at_most:.0} +{:.0}", figure - at_most),
    }
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

/// The CPU time in which a command is found by its full name, in nanoseconds. Names are asked for in no order.
fn dispatch(count: usize) -> f64 {
    const LOOK_UPS: u32 = 4_000_000;
    let app = Commands::of(count).app();
    let shuffled = (0..count).map(|step| step * 7_919 % count);
    let names: Vec<String> = shuffled
        .filter_map(|index| Some(app.commands().get(index)?.meta.reference()))
        .collect();
    let start = cpu_time();
    for (name, _) in names.iter().cycle().zip(0..LOOK_UPS) {
        black_box(app.command(black_box(name)).found());
    }
    (cpu_time() - start) / f64::from(LOOK_UPS)
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
