//! What is measured of a program.

use std::cmp;

use super::folder::Folder;
use super::program::Program;
use super::wrapper::Cost;
use crate::step::Failure;

/// A way to compile a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compilation {
    /// All of it is checked.
    CleanCheck,
    /// It is checked after an edit of one body.
    IncrementalCheck,
    /// All of it is built by the profile `dev`.
    CleanBuild,
    /// It is built by the profile `dev` after an edit of one body.
    IncrementalBuild,
    /// All of it is built by the profile `release`.
    ReleaseBuild,
}

impl Compilation {
    /// Every way, in an order in which each finds what it begins with.
    pub(super) const ALL: [Self; 5] = [
        Self::CleanCheck,
        Self::IncrementalCheck,
        Self::CleanBuild,
        Self::IncrementalBuild,
        Self::ReleaseBuild,
    ];

    /// What the table calls it.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::CleanCheck => "clean check",
            Self::IncrementalCheck => "incremental check",
            Self::CleanBuild => "clean dev build",
            Self::IncrementalBuild => "incremental dev build",
            Self::ReleaseBuild => "release build",
        }
    }

    /// The arguments of cargo.
    pub(super) const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::CleanCheck | Self::IncrementalCheck => &["check"],
            Self::CleanBuild | Self::IncrementalBuild => &["build"],
            Self::ReleaseBuild => &["build", "--release"],
        }
    }

    /// Brings the program to where this begins.
    pub(super) fn prepare(self, folder: &Folder, program: Program, edit: usize) -> Result<(), Failure> {
        match self {
            Self::CleanCheck | Self::CleanBuild => folder.clean(program, "dev"),
            Self::ReleaseBuild => folder.clean(program, "release"),
            Self::IncrementalCheck | Self::IncrementalBuild => folder.edit(program, edit),
        }
    }

    /// How often it is done; the cheapest counts. What takes long is not disturbed much.
    fn repetitions(self, program: Program) -> usize {
        match self {
            Self::ReleaseBuild => 1,
            Self::CleanBuild if program.commands > 250 => 1,
            _ => 3,
        }
    }

    /// Compiles both programs in turns and returns the least that each cost.
    pub(super) fn costs(self, folder: &Folder, programs: [Program; 2]) -> Result<[Cost; 2], Failure> {
        let mut least = [None, None];
        for turn in 0..self.repetitions(programs[0]) {
            for (program, least) in programs.into_iter().zip(&mut least) {
                self.prepare(folder, program, turn + 1)?;
                let cost = folder.compile(program, self.arguments())?;
                *least = least.map_or(cost, |least: Cost| cost.map(|cost| cmp::min(cost, least)));
            }
        }
        match least {
            [Some(one), Some(other)] => Ok([one, other]),
            _ => Err(Failure::new(format!(
                "there was nothing to do for the {}",
                self.title()
            ))),
        }
    }
}
