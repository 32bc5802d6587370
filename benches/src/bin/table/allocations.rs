use std::{env, process::Command};

use foobara_benches::workload::Workload;

/// Returns the allocations of either side, counted by the program beside this one; `None` when it was not built.
pub(crate) fn count(workload: &Workload) -> Option<String> {
    let program = env::current_exe().ok()?.with_file_name("allocations");
    let output = Command::new(program).arg(workload.name).output().ok()?;
    let counts = String::from_utf8(output.stdout).ok()?;
    Some(counts.trim().to_owned())
}
