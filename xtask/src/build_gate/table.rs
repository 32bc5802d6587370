//! The table of figures.

use std::time::Duration;

use super::measure::Compilation;
use super::passes::Pass;
use super::wrapper::Cost;

/// Prints the head of the table of a size.
pub(super) fn head(commands: usize) {
    println!(
        "\n{:<24} {:>10} {:>10} {:>7}  T22",
        format!("{commands} commands"),
        "foobara",
        "serde",
        "ratio"
    );
}

/// Prints what a compilation cost, and how that stands to the gate.
pub(super) fn costs(compilation: Compilation, [foobara, serde]: [Cost; 2], verdict: &str) {
    row(
        &format!("{}, CPU s", compilation.title()),
        [seconds(foobara.cpu), seconds(serde.cpu)],
        verdict,
    );
    row(
        &format!("{}, s", compilation.title()),
        [seconds(foobara.wall), seconds(serde.wall)],
        "",
    );
}

/// Prints how large the programs are.
pub(super) fn sizes(profile: &str, sizes: [u64; 2]) {
    row(&format!("{profile} binary, MB"), sizes.map(megabytes), "");
}

/// Prints the longest passes of either program.
pub(super) fn passes(compilation: Compilation, [foobara, serde]: &[Vec<Pass>; 2]) {
    println!(
        "\npasses of a {}, s; each includes those within it",
        compilation.title()
    );
    for (foobara, serde) in foobara.iter().zip(serde) {
        println!(
            "{:>8.2} {:<40} {:>8.2} {}",
            seconds(foobara.time),
            foobara.name,
            seconds(serde.time),
            serde.name
        );
    }
}

fn row(title: &str, [foobara, serde]: [f64; 2], verdict: &str) {
    println!(
        "{title:<24} {foobara:>10.2} {serde:>10.2} {:>7.2}  {verdict}",
        foobara / serde
    );
}

fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}

fn megabytes(bytes: u64) -> f64 {
    let kilobytes = u32::try_from(bytes / 1000).unwrap_or(u32::MAX);
    f64::from(kilobytes) / 1000.0
}
