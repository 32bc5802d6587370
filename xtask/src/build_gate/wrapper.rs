//! What stands between cargo and rustc, and writes down what each crate cost.

use std::time::Duration;

/// Names the file to which the wrapper adds a line for each crate.
pub(super) const LOG: &str = "FOOBARA_BUILD_GATE_LOG";
/// Names the crate whose passes are wanted; unless it is set, rustc is run as it is.
pub(super) const CRATE: &str = "FOOBARA_BUILD_GATE_CRATE";
/// Names the file for the passes of that crate.
pub(super) const PASSES: &str = "FOOBARA_BUILD_GATE_PASSES";

/// The wrapper. The option that tells the passes is one of nightly, which the compiler takes under `RUSTC_BOOTSTRAP`.
pub(super) const SCRIPT: &str = r#"#!/usr/bin/env bash
# Runs rustc and adds to a file: its crate, then real, user and system seconds, those of the linker included.
for ((index = 1; index < $#; index++)); do
    if [[ ${!index} == --crate-name ]]; then
        next=$((index + 1))
        crate=${!next}
    fi
done
if [[ -n ${crate:-} && $crate == "${FOOBARA_BUILD_GATE_CRATE:-}" ]]; then
    RUSTC_BOOTSTRAP=1 exec "$@" -Ztime-passes 2>"$FOOBARA_BUILD_GATE_PASSES"
fi
LC_NUMERIC=C
TIMEFORMAT="${crate:-none} %3R %3U %3S"
exec 3>&2
{ time "$@" 2>&3; } 2>>"$FOOBARA_BUILD_GATE_LOG"
"#;

/// What compiling a crate cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost {
    /// The time of all cores. It comes first, for it is what costs are compared by.
    pub(super) cpu: Duration,
    /// The time on the clock.
    pub(super) wall: Duration,
}

/// Returns what a crate cost according to the log.
pub(super) fn cost_in(log: &str, crate_name: &str) -> Option<Cost> {
    log.lines().find_map(|line| {
        let figures = line.strip_prefix(crate_name)?.strip_prefix(' ')?;
        let seconds: Vec<Duration> = figures.split(' ').filter_map(duration).collect();
        let [wall, user, system] = seconds.as_slice() else {
            return None;
        };
        Some(Cost {
            cpu: *user + *system,
            wall: *wall,
        })
    })
}

fn duration(seconds: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cost_of_a_crate_is_in_its_own_line() {
        let log = "none 0.010 0.005 0.005\nserde_1000 9.000 8.000 1.500\nserde_10 0.250 0.125 0.125\n";
        assert_eq!(
            cost_in(log, "serde_10"),
            Some(Cost {
                cpu: Duration::from_millis(250),
                wall: Duration::from_millis(250)
            })
        );
        assert_eq!(cost_in(log, "serde_100"), None);
    }
}
