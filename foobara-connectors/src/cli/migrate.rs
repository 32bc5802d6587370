use foobara_core::{
    Migration, MigrationDraft, MigrationError, MigrationState, MigrationStatus, StorageError,
};
use foobara_types::{ErrorKind, ErrorReport};
use serde_json::{Value, json};

use super::{
    arguments::Migrate,
    options::Format,
    output,
    session::{Done, Session},
    stop::{Labels, Stop, chain},
};

/// Answers what is asked about the migrations of the program.
///
/// # Errors
///
/// When the storage has none, the files need a hand, or the database refuses.
pub(super) async fn answer(session: &mut Session<'_>, what: Migrate) -> Done {
    let folder = session.migrations.clone().unwrap_or_default();
    let migrations = session.exposure.app().migrations(folder)?;
    let (text, value) = match what {
        Migrate::Diff(name) => drafted(migrations.diff(name.as_deref()).await?.as_ref()),
        Migrate::Up(to) => {
            let applied = migrations.up(to).await?;
            did("applied", "nothing to apply", &applied)
        }
        Migrate::Down(steps) => {
            let undone = migrations.down(steps).await?;
            did("undone", "nothing to undo", &undone)
        }
        Migrate::Status => stands(&migrations.status().await?),
    };
    session.print(&match session.options.output {
        Some(Format::Json) => output::json(&value),
        Some(Format::Plain) | None => text,
    })
}

fn drafted(draft: Option<&MigrationDraft>) -> (String, Value) {
    let Some(draft) = draft else {
        let nothing = json!({ "migration": null, "files": [], "changes": [], "reviews": [] });
        return (lines(["nothing to write: no entity changed".to_owned()]), nothing);
    };
    let files: Vec<String> = draft
        .files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    let wrote = files.iter().map(|file| format!("wrote {file}"));
    let reviews = draft.reviews.iter().map(|review| format!("review: {review}"));
    let text = lines(wrote.chain(draft.changes.iter().cloned()).chain(reviews));
    let value = json!({
        "migration": draft.migration.to_string(),
        "files": files,
        "changes": draft.changes,
        "reviews": draft.reviews,
    });
    (text, value)
}

fn did(what: &str, nothing: &str, migrations: &[Migration]) -> (String, Value) {
    let names: Vec<String> = migrations.iter().map(ToString::to_string).collect();
    let value = json!({ what: names });
    if names.is_empty() {
        return (lines([nothing.to_owned()]), value);
    }
    (lines(names.iter().map(|name| format!("{what} {name}"))), value)
}

fn stands(status: &MigrationStatus) -> (String, Value) {
    let rows = status
        .migrations
        .iter()
        .map(|(migration, state)| vec![migration.to_string(), state.to_string(), since(state).to_owned()]);
    let unwritten = status
        .unwritten
        .iter()
        .map(|change| format!("in no migration: {change}"));
    let hint = (!status.unwritten.is_empty()).then(|| "`migrate diff` writes one".to_owned());
    let text = match status.migrations.is_empty() {
        true => lines(["no migrations".to_owned()]),
        false => output::aligned(rows),
    };
    let migrations: Vec<Value> = status.migrations.iter().map(standing).collect();
    let value = json!({ "migrations": migrations, "unwritten": status.unwritten });
    (text + &lines(unwritten.chain(hint)), value)
}

fn standing((migration, state): &(Migration, MigrationState)) -> Value {
    let mut value = json!({ "migration": migration.to_string(), "state": state.to_string() });
    if let MigrationState::Applied(since) = state {
        value["applied_at"] = since.as_str().into();
    }
    value
}

fn since(state: &MigrationState) -> &str {
    match state {
        MigrationState::Applied(since) => since,
        _ => "",
    }
}

/// Each in a line of its own; what is in one is not to look like two.
fn lines(texts: impl IntoIterator<Item = String>) -> String {
    let line = |text: String| super::escape::escape(&text, false) + "\n";
    texts.into_iter().map(line).collect()
}

/// What is wrong with the program, its files or its records is a failure; the database may also be away.
impl From<MigrationError> for Stop {
    fn from(error: MigrationError) -> Self {
        let kind = match &error {
            MigrationError::Failed { source, .. } | MigrationError::Storage(source) => kind(source),
            MigrationError::Folder { .. } => return Self::broken("migrate", &error),
            _ => ErrorKind::Failure,
        };
        let report = ErrorReport::runtime("cannot_migrate", chain(&error)).of_kind(kind);
        Self::Errors(report.into(), Labels::default())
    }
}

fn kind(error: &StorageError) -> ErrorKind {
    match error {
        StorageError::Unavailable(_) | StorageError::Conflict => ErrorKind::Unavailable,
        _ => ErrorKind::Failure,
    }
}
