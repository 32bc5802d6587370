use std::{env, process::Command};

use foobara_benches::workload::Workload;

/// Returns the ratio of instructions, counted by callgrind; `None` without valgrind.
pub(crate) fn ratio(workload: &Workload) -> Option<f64> {
    Some(per_step(workload, "foobara")? / per_step(workload, "baseline")?)
}

/// Counts two runs of different length, so that what happens once cancels out.
fn per_step(workload: &Workload, side: &str) -> Option<f64> {
    const FEW: u32 = 100;
    const MANY: u32 = 1_100;
    let (few, many) = (count(workload, side, FEW)?, count(workload, side, MANY)?);
    Some((many - few) / f64::from(MANY - FEW))
}

fn count(workload: &Workload, side: &str, steps: u32) -> Option<f64> {
    let program = env::current_exe().ok()?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([workload.name, side, &steps.to_string()])
        .output()
        .ok()?;
    let report = String::from_utf8(output.stderr).ok()?;
    let total = report.lines().find_map(|line| line.split_once("Collected : "))?.1;
    total.trim().parse().ok()
}
