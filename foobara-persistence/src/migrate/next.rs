//! What is to be done next, from the files and from what was done.

use foobara_core::{Migration, MigrationError, MigrationState};

use super::{checksum::checksum, folder::Written, journal::Entry, script::PLACEHOLDER};

/// Where somebody wants to get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Goal {
    /// Everything is applied, or everything up to a number.
    Up(Option<u32>),
    /// One migration less is applied.
    Down,
}

/// One migration that is to be applied, or undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Task {
    /// The migration.
    pub(super) migration: Migration,
    /// What is known of it.
    pub(super) entry: Option<Entry>,
    /// Whether it is undone.
    pub(super) is_undoing: bool,
    /// The text to run.
    pub(super) text: String,
}

/// Returns what is to be done next. What was interrupted comes before anything else.
///
/// # Errors
///
/// When the files do not fit each other, or what was done.
pub(super) fn next(files: &[Written], entries: &[Entry], goal: Goal) -> Result<Option<Task>, MigrationError> {
    if let Some(begun) = entries.iter().find(|entry| entry.applied_at.is_none()) {
        let written = file_of(files, begun)?;
        return task(written, Some(begun), begun.is_undoing).map(Some);
    }
    match goal {
        Goal::Down => match entries.last() {
            None => Ok(None),
            Some(last) => task(file_of(files, last)?, Some(last), true).map(Some),
        },
        Goal::Up(to) => next_up(files, entries, to),
    }
}

fn next_up(files: &[Written], entries: &[Entry], to: Option<u32>) -> Result<Option<Task>, MigrationError> {
    for entry in entries {
        let written = file_of(files, entry)?;
        if checksum(&written.up) != entry.checksum {
            return Err(MigrationError::Files(format!(
                "`{}` was changed after it was applied; take the change back, and write another migration for it",
                written.migration
            )));
        }
    }
    check_numbers(files)?;
    if let Some(to) = to.filter(|to| !files.iter().any(|written| written.migration.number == *to)) {
        return Err(MigrationError::Files(format!("there is no migration {to:04}")));
    }
    let mut pending = files.iter().filter(|written| !is_in(entries, written));
    let Some(written) = pending.next() else {
        return Ok(None);
    };
    if let Some(later) = entries.iter().find(|entry| entry.number > number(written)) {
        return Err(MigrationError::Files(format!(
            "`{}` is not applied, and `{:04}_{}` after it is; give it the next number that is free",
            written.migration, later.number, later.name
        )));
    }
    if to.is_some_and(|to| written.migration.number > to) {
        return Ok(None);
    }
    task(written, None, false).map(Some)
}

/// Checks that no number is left out.
///
/// # Errors
///
/// Names the first that is.
pub(super) fn check_numbers(files: &[Written]) -> Result<(), MigrationError> {
    let numbers = files.iter().map(|written| written.migration.number);
    match (1..).zip(numbers).find(|(expected, found)| expected != found) {
        None => Ok(()),
        Some((missing, _)) => Err(MigrationError::Files(format!(
            "there is no migration {missing:04}, and there are some after it; restore its files, or count on from it"
        ))),
    }
}

/// Returns how a database stands to each migration that is in the folder or was applied.
pub(super) fn states(files: &[Written], entries: &[Entry]) -> Vec<(Migration, MigrationState)> {
    let of_file = |written: &Written| {
        let entry = entries.iter().find(|entry| entry.number == number(written));
        (written.migration.clone(), state(written, entry))
    };
    let is_missing = |entry: &&Entry| !files.iter().any(|written| number(written) == entry.number);
    let of_entry = |entry: &Entry| {
        let migration = Migration {
            number: u32::try_from(entry.number).unwrap_or_default(),
            name: entry.name.clone(),
        };
        (migration, MigrationState::Missing)
    };
    let missing = entries.iter().filter(is_missing).map(of_entry);
    let mut states: Vec<_> = files.iter().map(of_file).chain(missing).collect();
    states.sort_by(|(left, _), (right, _)| left.cmp(right));
    states
}

fn state(written: &Written, entry: Option<&Entry>) -> MigrationState {
    match entry {
        None => MigrationState::Pending,
        Some(Entry { applied_at: None, .. }) => MigrationState::Interrupted,
        Some(entry) if entry.checksum != checksum(&written.up) => MigrationState::Changed,
        Some(entry) => MigrationState::Applied(entry.applied_at.clone().unwrap_or_default()),
    }
}

fn file_of<'a>(files: &'a [Written], entry: &Entry) -> Result<&'a Written, MigrationError> {
    let written = files.iter().find(|written| number(written) == entry.number);
    written.ok_or_else(|| {
        MigrationError::Files(format!(
            "`{:04}_{}` was applied, and there is no file of it; restore it",
            entry.number, entry.name
        ))
    })
}

fn task(written: &Written, entry: Option<&Entry>, is_undoing: bool) -> Result<Task, MigrationError> {
    let migration = written.migration.clone();
    let (text, direction) = if is_undoing {
        let undone = || MigrationError::Files(format!("there is no `{migration}.down.sql` to undo it by"));
        (written.down.clone().ok_or_else(undone)?, "down")
    } else {
        (written.up.clone(), "up")
    };
    if text.contains(PLACEHOLDER) {
        return Err(MigrationError::Files(format!(
            "`{migration}.{direction}.sql` still has {PLACEHOLDER} in it; put a value there, as its comments say"
        )));
    }
    Ok(Task {
        migration,
        entry: entry.cloned(),
        is_undoing,
        text,
    })
}

fn is_in(entries: &[Entry], written: &Written) -> bool {
    entries.iter().any(|entry| entry.number == number(written))
}

fn number(written: &Written) -> i64 {
    i64::from(written.migration.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files<const COUNT: usize>(numbers: [u32; COUNT]) -> Vec<Written> {
        let written = |number: u32| Written {
            migration: Migration {
                number,
                name: "x".to_owned(),
            },
            up: format!("up {number}"),
            down: (number != 3).then(|| format!("down {number}")),
        };
        numbers.map(written).to_vec()
    }

    fn applied(number: i64) -> Entry {
        Entry {
            number,
            name: "x".to_owned(),
            is_undoing: false,
            pieces: 1,
            checksum: checksum(&format!("up {number}")),
            applied_at: Some("then".to_owned()),
        }
    }

    fn begun(number: i64, is_undoing: bool) -> Entry {
        Entry {
            is_undoing,
            applied_at: None,
            ..applied(number)
        }
    }

    #[track_caller]
    fn check(files: &[Written], entries: &[Entry], goal: Goal, expected: &str) {
        let said = match next(files, entries, goal) {
            Ok(None) => "nothing".to_owned(),
            Ok(Some(task)) => task.text,
            Err(refused) => refused.to_string(),
        };
        assert_eq!(said, expected);
    }

    #[test]
    fn the_first_that_is_not_applied_comes_next() {
        let files = files([1, 2]);
        check(&files, &[], Goal::Up(None), "up 1");
        check(&files, &[applied(1)], Goal::Up(None), "up 2");
        check(&files, &[applied(1), applied(2)], Goal::Up(None), "nothing");
        check(&files, &[applied(1)], Goal::Up(Some(1)), "nothing");
        check(&files, &[], Goal::Up(Some(3)), "there is no migration 0003");
    }

    #[test]
    fn the_last_that_is_applied_is_undone_next() {
        let files = files([1, 2, 3]);
        check(&files, &[], Goal::Down, "nothing");
        check(&files, &[applied(1), applied(2)], Goal::Down, "down 2");
        let none = "there is no `0003_x.down.sql` to undo it by";
        check(&files, &[applied(1), applied(2), applied(3)], Goal::Down, none);
    }

    #[test]
    fn what_was_interrupted_comes_first() {
        let files = files([1, 2]);
        check(&files, &[applied(1), begun(2, true)], Goal::Up(None), "down 2");
        check(&files, &[applied(1), begun(2, false)], Goal::Down, "up 2");
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let gone = "`0002_x` was applied, and there is no file of it; restore it";
        check(&files([1, 3]), &[applied(1), applied(2)], Goal::Up(None), gone);
        check(&files([1]), &[applied(1), applied(2)], Goal::Down, gone);
        let gap =
            "there is no migration 0002, and there are some after it; restore its files, or count on from it";
        check(&files([1, 3]), &[applied(1)], Goal::Up(None), gap);
        let late = "`0001_x` is not applied, and `0002_x` after it is; give it the next number that is free";
        check(&files([1, 2]), &[applied(2)], Goal::Up(None), late);
    }

    #[test]
    fn how_a_database_stands_is_told_of_files_and_of_what_was_done() {
        let changed = Entry {
            checksum: String::new(),
            ..applied(2)
        };
        let states = states(
            &files([1, 2, 4, 5]),
            &[applied(1), changed, applied(3), begun(4, false)],
        );
        let said: Vec<String> = states
            .iter()
            .map(|(migration, state)| format!("{migration} {state}"))
            .collect();
        let expected = [
            "0001_x applied",
            "0002_x changed",
            "0003_x missing",
            "0004_x interrupted",
            "0005_x pending",
        ];
        assert_eq!(said, expected);
    }
}
