//! Programs that are killed at each system call, and such whose system calls fail.
#![cfg(target_os = "linux")]

use std::{
    collections::BTreeSet,
    fs,
    process::{Command, Stdio},
};

use crate::{
    child::{Ear, Told, Work},
    drivers::{Driver, Place, on_durable_drivers},
    measured::{Measured, Property, share_of},
    pairs::{self, Pairs},
};

const PROPERTY: Property = Property {
    test: "syscalls::DRIVER",
    claim: "whichever system call kills or fails, nothing acknowledged is lost, half there or a panic",
    trials: "calls",
};

/// The program commits so many pairs.
const PAIRS: u32 = 3;

/// The calls of storage, each with how it fails. A program is killed at each of them, too.
const CALLS: &[(&str, &[&str])] = &[
    ("openat", &["EIO", "ENOSPC", "EINTR", "EMFILE"]),
    ("read", &["EIO", "EINTR"]),
    ("pread64", &["EIO", "EINTR"]),
    ("write", &["EIO", "ENOSPC", "EINTR"]),
    ("pwrite64", &["EIO", "ENOSPC", "EINTR"]),
    ("fsync", &["EIO", "ENOSPC", "EINTR"]),
    ("fdatasync", &["EIO", "ENOSPC", "EINTR"]),
    ("ftruncate", &["EIO", "EINTR"]),
    ("rename", &["EIO", "ENOSPC"]),
    ("renameat", &["EIO", "ENOSPC"]),
    ("renameat2", &["EIO", "ENOSPC"]),
    ("unlink", &["EIO"]),
    ("unlinkat", &["EIO"]),
    ("mkdir", &["EIO", "ENOSPC"]),
    ("mkdirat", &["EIO", "ENOSPC"]),
    ("flock", &["EIO", "EINTR"]),
    ("fcntl", &["EIO", "EINTR"]),
    ("lseek", &[]),
    ("close", &[]),
];

on_durable_drivers!(may_fail);

async fn may_fail(driver: &'static Driver) {
    assert!(
        Command::new("strace")
            .arg("--version")
            .stdout(Stdio::null())
            .status()
            .is_ok_and(|status| status.success()),
        "strace is missing: install it (Debian: `sudo apt-get install strace`), or run `cargo xtask test`, which does"
    );
    let mut measured = Measured::new(&PROPERTY, driver);
    // One trial of so many is made.
    let stride = usize::try_from(10_000 / share_of(10_000)).expect("it is at most 10,000");
    let mut counter = stride / 2;
    for (call, errors) in CALLS {
        let usual = calls(driver, call).await;
        let errors = errors.iter().map(|error| format!("error={error}"));
        for fault in errors.chain(["signal=KILL".to_owned()]) {
            for number in 1.. {
                counter += 1;
                let is_tried = counter.is_multiple_of(stride);
                let is_met = is_tried && trial(driver, call, &fault, number, &mut measured).await;
                // What fails may be tried again: there can be more calls than usual.
                if number >= usual && !is_met {
                    break;
                }
            }
        }
    }
    measured.end();
}

/// Counts the calls of the thread that makes most of them.
async fn calls(driver: &Driver, call: &str) -> u32 {
    let place = driver.place().await;
    let (_, log) = traced(driver, &place, call, "none");
    let mut counts = std::collections::BTreeMap::new();
    for line in log.lines().filter(|line| line.contains(&format!(" {call}("))) {
        let thread = line.split(' ').next().unwrap_or_default();
        *counts.entry(thread.to_owned()).or_insert(0_u32) += 1;
    }
    counts.into_values().max().unwrap_or_default()
}

/// Runs the program with a fault at one call of each thread, and looks at what is left. Returns whether that call was made.
async fn trial(driver: &Driver, call: &str, fault: &str, number: u32, measured: &mut Measured) -> bool {
    let place = driver.place().await;
    let (told, log) = traced(driver, &place, call, &format!("{call}:{fault}:when={number}"));
    let name = format!("{call} number {number} with {fault}");
    // Who is killed leaves no trace in the log, and does not come to its end.
    let is_met = log.contains("(INJECTED)") || !told.contains(&Told::Done);
    measured.tried(u32::from(is_met));

    let mut acknowledged = BTreeSet::new();
    for told in told {
        match told {
            Told::Acknowledged(number) => {
                acknowledged.insert(number);
            }
            Told::Panicked(message) => measured.violation(format!("{name}: a panic: {message}")),
            Told::Refused(_) | Told::Done => {}
        }
    }
    measured.check(is_met || acknowledged.len() == PAIRS as usize, || {
        format!("{name}: nothing was wrong")
    });

    let opened = driver.open(&place).await;
    match Pairs::of(&*opened.store).await {
        Ok(pairs) => {
            let mut of_trial = Measured::new(&PROPERTY, Driver::named(driver.name));
            pairs.check(&acknowledged, &(0..PAIRS).collect(), &mut of_trial);
            measured.take(&name, of_trial);
        }
        Err(error) => measured.violation(format!("{name}: what is left cannot be read: {error:?}")),
    }
    if let Err(error) = pairs::commit(&*opened.store, PAIRS).await {
        measured.violation(format!("{name}: nothing can be committed afterwards: {error:?}"));
    }
    is_met
}

/// Runs the program under strace. Returns what it told, and the log.
fn traced(driver: &Driver, place: &Place, call: &str, inject: &str) -> (Vec<Told>, String) {
    let log = tempfile::NamedTempFile::new().expect("there is room");
    let mut before: Vec<String> = ["strace", "-f", "-e", "signal=none", "-o"]
        .map(str::to_owned)
        .to_vec();
    before.push(log.path().to_string_lossy().into_owned());
    // A call that this machine's kernel or processor has not got is met by nobody.
    before.extend(["-e".to_owned(), format!("trace=?{call}")]);
    if inject != "none" {
        before.extend(["-e".to_owned(), format!("inject=?{inject}")]);
    }
    let ear = Ear::new();
    let work = Work {
        driver,
        address: &place.address,
        first: 0,
        count: PAIRS,
    };
    let mut command = ear.command(&before, &work);
    let output = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .expect("strace starts");
    let told: Vec<Told> = ear.hear().into_iter().flatten().collect();
    let log = fs::read_to_string(log.path()).unwrap_or_default();
    assert!(
        !log.is_empty() || !told.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    (told, log)
}
