//! What the compiler spends its time on.

use std::cmp::Reverse;
use std::time::Duration;

use super::folder::Folder;
use super::measure::Compilation;
use super::program::Program;
use crate::step::Failure;

/// The number of passes that are shown.
const SHOWN: usize = 14;

/// A pass of the compiler, and the time it took, that of passes within it included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pass {
    /// Its name.
    pub(super) name: String,
    /// How long it took.
    pub(super) time: Duration,
}

/// Compiles a program once more and returns its longest passes.
pub(super) fn longest(
    folder: &Folder,
    program: Program,
    compilation: Compilation,
) -> Result<Vec<Pass>, Failure> {
    compilation.prepare(folder, program, 0)?;
    let report = folder.passes(program, compilation.arguments())?;
    let mut passes: Vec<Pass> = report.lines().filter_map(pass).collect();
    passes.sort_by_key(|pass| Reverse(pass.time));
    passes.truncate(SHOWN);
    Ok(passes)
}

/// Reads `time:   1.234; rss:   50MB ->  100MB (  +50MB)`, a tab, and the name.
fn pass(line: &str) -> Option<Pass> {
    let (seconds, rest) = line.trim_start().strip_prefix("time:")?.split_once(';')?;
    Some(Pass {
        name: rest.split_whitespace().next_back()?.to_owned(),
        time: Duration::try_from_secs_f64(seconds.trim().parse().ok()?).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_is_read_from_its_line() {
        assert_eq!(
            pass("time:   1.250; rss:   50MB ->  100MB (  +50MB)\tmacro_expand_crate"),
            Some(Pass {
                name: "macro_expand_crate".to_owned(),
                time: Duration::from_millis(1250)
            })
        );
        assert_eq!(pass("warning: unused variable"), None);
    }
}
