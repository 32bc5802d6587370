//! What is asked about migrations, of a storage that has made-up ones.

use std::{ffi::OsString, path::Path};

use foobara_connectors::cli::Program;
use foobara_core::{
    App, BoxFuture, CommandEntry, Migration, MigrationDraft, MigrationError, MigrationState, MigrationStatus,
    Migrations, Opening, Storage, StorageError, Transaction,
};
use foobara_types::ModelType;
use serde_json::{Value, json};

use super::{
    Came, assert_fails, assert_prints, came,
    zoo::{Fail, Zoo},
};

/// A storage with one migration that is applied and one that is not.
struct Migrated;

impl Storage for Migrated {
    fn open(&self, _opening: Opening) -> Box<dyn Transaction> {
        unreachable!("nothing is run")
    }

    fn prepare<'a>(&'a self, _entities: &'a [&'static ModelType]) -> BoxFuture<'a, Result<(), StorageError>> {
        unreachable!("nothing is run")
    }

    fn migrations(
        &self,
        folder: &Path,
        _entities: &[&'static ModelType],
    ) -> Result<Box<dyn Migrations>, MigrationError> {
        assert_eq!(folder, Path::new("sql"));
        Ok(Box::new(Self))
    }
}

fn migration(number: u32, name: &str) -> Migration {
    Migration {
        number,
        name: name.to_owned(),
    }
}

impl Migrations for Migrated {
    fn diff<'a>(
        &'a self,
        name: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Option<MigrationDraft>, MigrationError>> {
        let draft = name.map(|name| MigrationDraft {
            migration: migration(3, name),
            files: vec!["sql/3.up.sql".into()],
            changes: vec!["drop the table `leaf`".to_owned()],
            reviews: vec!["the records of `leaf` are lost".to_owned()],
        });
        Box::pin(async { Ok(draft) })
    }

    fn up(&self, to: Option<u32>) -> BoxFuture<'_, Result<Vec<Migration>, MigrationError>> {
        Box::pin(async move {
            match to {
                None => Ok(vec![migration(2, "drop_leaf")]),
                Some(1) => Ok(Vec::new()),
                Some(2) => Err(MigrationError::Failed {
                    migration: migration(2, "drop_leaf"),
                    source: StorageError::Other("no such table".into()),
                }),
                Some(_) => Err(StorageError::Unavailable("another migrates".into()).into()),
            }
        })
    }

    fn down(&self, steps: u32) -> BoxFuture<'_, Result<Vec<Migration>, MigrationError>> {
        let undone = (0..steps).map(|_| migration(1, "create_leaf")).collect();
        Box::pin(async { Ok(undone) })
    }

    fn status(&self) -> BoxFuture<'_, Result<MigrationStatus, MigrationError>> {
        let applied = MigrationState::Applied("2025-07-01 12:00:00".to_owned());
        let status = MigrationStatus {
            migrations: vec![
                (migration(1, "create_leaf"), applied),
                (migration(2, "drop_leaf"), MigrationState::Pending),
            ],
            unwritten: vec!["create the table `twig`".to_owned()],
        };
        Box::pin(async { Ok(status) })
    }
}

async fn migrate(words: &[&str]) -> Came {
    let app = App::builder().domain::<Zoo>([CommandEntry::of::<Fail>()]);
    let app = app.storage(Migrated).build().expect("has no mistakes");
    let args = ["zoo", "migrate"].iter().chain(words).map(OsString::from);
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let code = Program::new(app)
        .migrations("sql")
        .run_with(args, &mut std::io::empty(), &mut stdout, &mut stderr)
        .await;
    let text = |bytes| String::from_utf8(bytes).expect("is UTF-8");
    Came {
        code,
        stdout: text(stdout),
        stderr: text(stderr),
    }
}

#[tokio::test]
async fn a_draft_is_shown_with_what_is_to_be_decided() {
    let came = migrate(&["diff", "--name", "drop_leaf"]).await;
    let expected = "wrote sql/3.up.sql\ndrop the table `leaf`\nreview: the records of `leaf` are lost\n";
    assert_prints(&came, expected);
    assert_prints(&migrate(&["diff"]).await, "nothing to write: no entity changed\n");
}

#[tokio::test]
async fn what_was_applied_and_undone_is_named() {
    assert_prints(&migrate(&["up"]).await, "applied 0002_drop_leaf\n");
    assert_prints(&migrate(&["up", "--to", "1"]).await, "nothing to apply\n");
    assert_prints(&migrate(&["down"]).await, "undone 0001_create_leaf\n");
    let twice = "undone 0001_create_leaf\nundone 0001_create_leaf\n";
    assert_prints(&migrate(&["down", "--steps", "2"]).await, twice);
    assert_prints(&migrate(&["down", "--steps=0"]).await, "nothing to undo\n");
}

#[tokio::test]
async fn the_status_is_a_table_and_what_is_in_none() {
    let expected = "0001_create_leaf  applied  2025-07-01 12:00:00\n\
                    0002_drop_leaf    pending\n\
                    in no migration: create the table `twig`\n\
                    `migrate diff` writes one\n";
    assert_prints(&migrate(&["status"]).await, expected);
}

#[tokio::test]
async fn all_of_it_is_json_on_demand() {
    let json = async |words: &[&str]| -> Value {
        let words: Vec<&str> = words.iter().copied().chain(["-o", "json"]).collect();
        serde_json::from_str(&migrate(&words).await.stdout).expect("is JSON")
    };
    let draft = json!({
        "migration": "0003_x",
        "files": ["sql/3.up.sql"],
        "changes": ["drop the table `leaf`"],
        "reviews": ["the records of `leaf` are lost"],
    });
    assert_eq!(json(&["diff", "--name=x"]).await, draft);
    let nothing = json!({ "migration": null, "files": [], "changes": [], "reviews": [] });
    assert_eq!(json(&["diff"]).await, nothing);
    assert_eq!(json(&["up"]).await, json!({ "applied": ["0002_drop_leaf"] }));
    assert_eq!(json(&["down"]).await, json!({ "undone": ["0001_create_leaf"] }));
    let status = json!({
        "migrations": [
            { "migration": "0001_create_leaf", "state": "applied", "applied_at": "2025-07-01 12:00:00" },
            { "migration": "0002_drop_leaf", "state": "pending" },
        ],
        "unwritten": ["create the table `twig`"],
    });
    assert_eq!(json(&["status"]).await, status);
}

#[tokio::test]
async fn what_fails_is_said_with_its_cause() {
    assert_fails(
        &migrate(&["up", "--to", "2"]).await,
        1,
        "error: the migration `0002_drop_leaf` failed: the storage failed: no such table (runtime.cannot_migrate)\n",
    );
    assert_fails(
        &migrate(&["up", "--to", "3"]).await,
        75,
        "error: the storage is unavailable: another migrates (runtime.cannot_migrate)\n",
    );
    assert_fails(
        &migrate(&[]).await,
        6,
        "error: migrate needs diff, up, down or status; --help explains them\n",
    );
    assert_eq!(migrate(&["up", "--to", "last"]).await.code, 6);
}

#[tokio::test]
async fn a_program_without_migrations_has_no_such_action() {
    let came = came(&["migrate", "up"]).await;
    assert_eq!(came.code, 6);
    assert!(
        came.stderr
            .starts_with("error: there is no command or action called \"migrate\""),
        "{came:?}"
    );
}
