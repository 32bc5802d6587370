//! The comparison with serde, and the gate.

use std::time::Duration;

use super::folder::Folder;
use super::measure::Compilation;
use super::passes;
use super::program::{Program, Side};
use super::table;
use super::wrapper::Cost;
use crate::step::Failure;

/// The sizes that are compared unless others are given.
const SIZES: [usize; 2] = [100, 1_000];

/// The size that the gate is about.
const GATED: usize = 1_000;

/// What a check may cost, as a multiple of serde's.
const CHECK_AT_MOST: f64 = 1.2;

/// What a build from nothing may cost.
const BUILD_AT_MOST: Duration = Duration::from_secs(75);

/// Prints what programs of these sizes cost, and fails when one of the gated size costs more than it may.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Failure> {
    let sizes = sizes(arguments)?;
    let programs: Vec<Program> = sizes.iter().copied().flat_map(both).collect();
    let folder = Folder::of(&programs)?;
    let mut missed = 0;
    for commands in sizes {
        missed += compare(&folder, commands)?;
    }
    if missed == 0 {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{missed} of the costs are more than T22 allows"
    )))
}

fn sizes(arguments: &[&str]) -> Result<Vec<usize>, Failure> {
    if arguments.is_empty() {
        return Ok(SIZES.to_vec());
    }
    let size = |argument: &&str| {
        let size = argument.parse().ok().filter(|size| *size > 0);
        size.ok_or_else(|| Failure::usage(format!("`{argument}` is no number of commands")))
    };
    arguments.iter().map(size).collect()
}

fn both(commands: usize) -> [Program; 2] {
    Side::ALL.map(|side| Program { side, commands })
}

/// Prints the table of a size and returns how many of its costs are more than they may be.
fn compare(folder: &Folder, commands: usize) -> Result<usize, Failure> {
    let programs = both(commands);
    table::head(commands);
    let mut missed = 0;
    for compilation in Compilation::ALL {
        let costs = compilation.costs(folder, programs)?;
        let verdict = verdict(compilation, commands, costs);
        missed += usize::from(verdict == Verdict::Missed);
        table::costs(compilation, costs, verdict.text());
    }
    for profile in ["debug", "release"] {
        let [foobara, serde] = programs.map(|program| folder.size(program, profile));
        table::sizes(profile, [foobara?, serde?]);
    }
    for compilation in [Compilation::CleanCheck, Compilation::CleanBuild] {
        let [foobara, serde] = programs.map(|program| passes::longest(folder, program, compilation));
        table::passes(compilation, &[foobara?, serde?]);
    }
    Ok(missed)
}

/// How a cost stands to the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Free,
    Kept,
    Missed,
}

impl Verdict {
    const fn text(self) -> &'static str {
        match self {
            Self::Free => "",
            Self::Kept => "kept",
            Self::Missed => "missed",
        }
    }

    const fn of(is_kept: bool) -> Self {
        if is_kept { Self::Kept } else { Self::Missed }
    }
}

fn verdict(compilation: Compilation, commands: usize, [foobara, serde]: [Cost; 2]) -> Verdict {
    match compilation {
        _ if commands != GATED => Verdict::Free,
        Compilation::CleanCheck | Compilation::IncrementalCheck => {
            Verdict::of(foobara.cpu <= serde.cpu.mul_f64(CHECK_AT_MOST))
        }
        Compilation::CleanBuild => Verdict::of(foobara.cpu <= BUILD_AT_MOST),
        Compilation::IncrementalBuild | Compilation::ReleaseBuild => Verdict::Free,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(seconds: u64) -> Cost {
        let time = Duration::from_secs(seconds);
        Cost {
            cpu: time,
            wall: time,
        }
    }

    #[test]
    fn sizes_are_numbers_of_commands() {
        assert_eq!(sizes(&[]).map_err(|failure| failure.code()), Ok(vec![100, 1_000]));
        assert_eq!(sizes(&["7"]).map_err(|failure| failure.code()), Ok(vec![7]));
        for wrong in ["0", "-1", "many"] {
            assert_eq!(
                sizes(&[wrong]).map_err(|failure| failure.code()),
                Err(2),
                "{wrong}"
            );
        }
    }

    #[test]
    fn the_gate_is_about_one_size() {
        let dear = [cost(100), cost(10)];
        for compilation in Compilation::ALL {
            assert_eq!(verdict(compilation, 100, dear), Verdict::Free);
        }
    }

    #[test]
    fn checks_are_compared_with_serde_and_builds_with_a_limit() {
        let (check, build) = (Compilation::IncrementalCheck, Compilation::CleanBuild);
        assert_eq!(verdict(check, GATED, [cost(12), cost(10)]), Verdict::Kept);
        assert_eq!(verdict(check, GATED, [cost(13), cost(10)]), Verdict::Missed);
        assert_eq!(verdict(build, GATED, [cost(75), cost(1)]), Verdict::Kept);
        assert_eq!(verdict(build, GATED, [cost(76), cost(100)]), Verdict::Missed);
    }
}
