//! What holds for migrations on every database that has them.

use std::fs;

use foobara_core::{MigrationError, MigrationState, Migrations, Storage, StorageError};
use foobara_persistence::Auto;
use foobara_testing::driver_suite::poll_and_drop;
use foobara_types::{Kept, ModelType};

use super::{
    entities::{Entities, attribute, create, entity, leaf, records},
    kinds,
    place::{Place, Site, fresh, lines, names},
};

pub(super) async fn every_kind_of_difference_goes_up_and_down<P: Place>() {
    for (what, before, after) in kinds::differences() {
        let site = Site::<P>::create().await;
        if !before.is_empty() {
            site.diff(&before).await;
            site.up(&before).await;
            create(&site.store, before[0], 2).await;
        }
        let (fresh_before, fresh_after) = (fresh::<P>(&before).await, fresh::<P>(&after).await);
        site.diff(&after).await;
        for _ in 0..2 {
            assert_eq!(site.catalog().await, fresh_before, "{what}: before");
            assert_eq!(count(&site, before.first()).await, 2, "{what}: before");
            assert_eq!(site.up(&after).await.len(), 1, "{what}: up");
            assert_eq!(site.catalog().await, fresh_after, "{what}: after");
            let kept = before.first().and(after.first());
            assert_eq!(count(&site, kept).await, 2, "{what}: after");
            assert_eq!(site.down(&after, 1).await.len(), 1, "{what}: down");
        }
        assert_eq!(site.catalog().await, fresh_before, "{what}: undone");
    }
}

/// Where nothing is looked for, that is there. The store is a new one: PostgreSQL has connections that have read a table
/// refuse to do so after its columns have changed their types.
async fn count<P: Place>(site: &Site<P>, model: Option<&&'static ModelType>) -> usize {
    match model {
        Some(model) => records(&site.beside().await, model).await.len(),
        None => 2,
    }
}

fn versions() -> [Entities; 3] {
    let twig = entity("Twig", "id", vec![attribute::<Auto<i64>>("id")], Kept::PLAIN);
    let [one, two, three] = [
        vec![attribute::<i64>("id"), attribute::<i64>("size")],
        vec![attribute::<i64>("id"), attribute::<String>("size")],
        vec![
            attribute::<i64>("id"),
            attribute::<String>("size"),
            attribute::<String>("note"),
        ],
    ]
    .map(leaf);
    [vec![one], vec![two, twig], vec![three]]
}

/// Writes three migrations and returns the entities after the last.
async fn write_three<P: Place>(site: &Site<P>) -> Entities {
    let [one, two, three] = versions();
    for entities in [&one, &two, &three] {
        site.diff(entities).await;
    }
    three
}

async fn states(migrations: &dyn Migrations) -> Vec<String> {
    let status = migrations.status().await.expect("it is told");
    let said = status
        .migrations
        .iter()
        .map(|(migration, state)| format!("{} {state}", migration.number));
    said.chain(status.unwritten.clone()).collect()
}

pub(super) async fn what_is_done_is_not_done_again<P: Place>() {
    let site = Site::<P>::create().await;
    let [one, _, _] = versions();
    assert_eq!(states(&*site.migrations(&one)).await, ["create the table `leaf`"]);
    let last = write_three(&site).await;
    assert!(
        site.migrations(&last)
            .diff(None)
            .await
            .expect("it is read")
            .is_none()
    );
    let migrations = site.migrations(&last);
    assert_eq!(
        states(&*migrations).await,
        ["1 pending", "2 pending", "3 pending"]
    );
    let applied = names(&migrations.up(Some(1)).await.expect("it is applied"));
    assert_eq!(applied, ["0001_create_leaf"]);
    assert_eq!(names(&migrations.up(Some(1)).await.expect("it is done")), [""; 0]);
    let expected = ["0002_create_twig_and_1_more", "0003_add_note_to_leaf_and_1_more"];
    assert_eq!(site.up(&last).await, expected);
    assert_eq!(site.up(&last).await, [""; 0]);
    assert_eq!(
        states(&*migrations).await,
        ["1 applied", "2 applied", "3 applied"]
    );
    assert_eq!(site.catalog().await, fresh::<P>(&last).await);
    let mut backwards = expected.map(str::to_owned);
    backwards.reverse();
    assert_eq!(site.down(&last, 2).await, backwards);
    assert_eq!(site.down(&last, 9).await, ["0001_create_leaf"]);
    assert_eq!(site.down(&last, 9).await, [""; 0]);
    assert_eq!(site.catalog().await, [""; 0]);
}

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(outcome: Result<T, MigrationError>, reason: &str) {
    match outcome {
        Err(MigrationError::Files(text)) => assert_eq!(text, reason),
        other => panic!("it is refused for a reason: {other:?}"),
    }
}

pub(super) async fn a_value_that_is_left_to_the_author_is_asked_for<P: Place>() {
    let site = Site::<P>::create().await;
    let [_, before, after] = versions();
    site.diff(&before).await;
    site.up(&before).await;
    let before = site.catalog().await;
    let migrations = site.migrations(&after);
    let draft = migrations
        .diff(Some("Note all leaves!"))
        .await
        .expect("it is written");
    let draft = draft.expect("something differs");
    assert!(
        draft
            .reviews
            .iter()
            .any(|review| review.contains("in place of <<VALUE>>")),
        "{:?}",
        draft.reviews
    );
    assert_refused(
        migrations.up(None).await,
        "`0002_note_all_leaves.up.sql` still has <<VALUE>> in it; put a value there, as its comments say",
    );
    assert_eq!(site.catalog().await, before);
}

pub(super) async fn what_does_not_fit_is_refused_by_name<P: Place>() {
    let site = Site::<P>::create().await;
    let last = write_three(&site).await;
    let migrations = site.migrations(&last);
    migrations.up(Some(2)).await.expect("they are applied");
    let [first, second] = ["0001_create_leaf.up.sql", "0002_create_twig_and_1_more.up.sql"];
    let text = fs::read_to_string(site.path(first)).expect("it is there");

    fs::write(site.path(first), format!("{text}-- And more.\n")).expect("it is written");
    assert_refused(
        migrations.up(None).await,
        "`0001_create_leaf` was changed after it was applied; take the change back, and write another migration for it",
    );
    assert_eq!(
        states(&*migrations).await,
        ["1 changed", "2 applied", "3 pending"]
    );
    fs::write(site.path(first), text.replace('\n', "\r\n")).expect("it is written");
    assert_eq!(
        states(&*migrations).await,
        ["1 applied", "2 applied", "3 pending"]
    );

    for file in [second, "0002_create_twig_and_1_more.down.sql"] {
        fs::rename(site.path(file), site.path(&format!("{file}.away"))).expect("it is there");
    }
    assert_refused(
        migrations.up(None).await,
        "`0002_create_twig_and_1_more` was applied, and there is no file of it; restore it",
    );
    assert_refused(
        migrations
            .diff(Some("x"))
            .await
            .map(drop)
            .and(migrations.down(1).await),
        "`0002_create_twig_and_1_more` was applied, and there is no file of it; restore it",
    );
    assert_eq!(
        states(&*migrations).await,
        ["1 applied", "2 missing", "3 pending"]
    );
}

pub(super) async fn a_migrated_database_is_changed_by_migrations_only<P: Place>() {
    let site = Site::<P>::create().await;
    let last = write_three(&site).await;
    site.migrations(&last).up(Some(1)).await.expect("it is applied");
    let before = site.catalog().await;
    let added = leaf(vec![
        attribute::<i64>("id"),
        attribute::<i64>("size"),
        attribute::<Option<i64>>("age"),
    ]);
    let indexed = entity(
        "Leaf",
        "id",
        vec![attribute::<i64>("id"), attribute::<i64>("size")],
        Kept {
            indexed: &[&["size"]],
            ..Kept::PLAIN
        },
    );
    let twig = entity("Twig", "id", vec![attribute::<i64>("id")], Kept::PLAIN);
    for (entity, what) in [
        (added, "the table `leaf` has no column `age`"),
        (indexed, "the table `leaf` has no index on `size`"),
        (twig, "there is no table `twig`"),
    ] {
        let advice =
            "and this database is changed by its migrations: run `migrate up`, or first `migrate diff`";
        match Storage::prepare(&site.store, &[entity]).await {
            Err(StorageError::Other(source)) => assert_eq!(source.to_string(), format!("{what}, {advice}")),
            other => panic!("it is refused: {other:?}"),
        }
    }
    assert_eq!(site.catalog().await, before);
    site.up(&last).await;
    Storage::prepare(&site.store, &last).await.expect("it fits");
}

pub(super) async fn a_prepared_database_is_taken_over<P: Place>() {
    let site = Site::<P>::create().await;
    let [one, two, _] = versions();
    Storage::prepare(&site.store, &one).await.expect("there is room");
    create(&site.store, one[0], 2).await;
    site.diff(&one).await;
    site.up(&one).await;
    assert_eq!(site.catalog().await, fresh::<P>(&one).await);
    site.diff(&two).await;
    site.up(&two).await;
    assert_eq!(records(&site.store, two[0]).await.len(), 2);
}

const JOURNAL: &str = "SELECT name FROM foobara_migrations ORDER BY number";

pub(super) async fn two_at_once_apply_each_migration_once<P: Place>() {
    let site = Site::<P>::create().await;
    let last = write_three(&site).await;
    let other = site.beside().await;
    let (one, other) = (site.migrations(&last), site.migrations_of(&other, &last));
    let (one, other) = tokio::join!(one.up(None), other.up(None));
    let mut all = names(&one.expect("it waits"));
    all.extend(names(&other.expect("it waits")));
    all.sort();
    assert_eq!(
        all,
        lines(&site.store, JOURNAL)
            .await
            .iter()
            .enumerate()
            .map(|(at, name)| { format!("{:04}_{name}", at + 1) })
            .collect::<Vec<_>>()
    );
    assert_eq!(all.len(), 3);
    assert_eq!(site.catalog().await, fresh::<P>(&last).await);
}

/// How often a run is polled at most before it is interrupted: it is done long before that.
const MOST_POLLS: usize = 10_000_000;

pub(super) async fn an_interrupted_migration_is_completed<P: Place>() {
    let [one, two, three] = versions();
    let expected = fresh::<P>(&three).await;
    let mut polls = 1;
    loop {
        let site = Site::<P>::create().await;
        site.diff(&one).await;
        site.up(&one).await;
        create(&site.store, one[0], 2).await;
        site.diff(&two).await;
        site.diff(&three).await;
        let migrations = site.migrations(&three);
        let is_done = poll_and_drop(migrations.up(None), polls).await.is_some();
        site.up(&three).await;
        assert_eq!(site.catalog().await, expected, "after {polls} polls");
        assert_eq!(
            records(&site.store, three[0]).await.len(),
            2,
            "after {polls} polls"
        );
        assert_eq!(lines(&site.store, JOURNAL).await.len(), 3, "after {polls} polls");
        if is_done {
            break;
        }
        assert!(polls < MOST_POLLS, "it is done in the end");
        polls += 1 + polls / 3;
    }
}

pub(super) async fn an_interrupted_undoing_is_completed<P: Place>() {
    let [one, _, three] = versions();
    let site = Site::<P>::create().await;
    site.diff(&one).await;
    site.diff(&three).await;
    let (before, after) = (fresh::<P>(&one).await, fresh::<P>(&three).await);
    site.up(&three).await;
    create(&site.store, three[0], 2).await;
    let migrations = site.migrations(&three);
    let mut polls = 1;
    while polls < MOST_POLLS {
        if let Some(undone) = poll_and_drop(migrations.down(1), polls).await {
            assert_eq!(undone.expect("it is undone").len(), 1, "after {polls} polls");
            break;
        }
        migrations
            .up(None)
            .await
            .expect("it is completed and applied again");
        assert_eq!(site.catalog().await, after, "after {polls} polls");
        assert_eq!(
            records(&site.store, three[0]).await.len(),
            2,
            "after {polls} polls"
        );
        polls += 1 + polls / 5;
    }
    assert!(polls < MOST_POLLS, "it is done in the end");
    assert_eq!(site.catalog().await, before);
    assert_eq!(records(&site.store, one[0]).await.len(), 2);
}

pub(super) async fn a_migration_that_fails_can_be_put_right<P: Place>() {
    let site = Site::<P>::create().await;
    let [one, two, _] = versions();
    site.diff(&one).await;
    site.diff(&two).await;
    let file = site.path("0002_create_twig_and_1_more.up.sql");
    let text = fs::read_to_string(&file).expect("it is there");
    fs::write(&file, format!("{text}INSERT INTO nowhere VALUES (1);\n")).expect("it is written");
    let migrations = site.migrations(&two);
    match migrations.up(None).await {
        Err(MigrationError::Failed { migration, .. }) => {
            assert_eq!(migration.to_string(), "0002_create_twig_and_1_more");
        }
        other => panic!("it fails: {other:?}"),
    }
    let expected = if P::COMMITS_TABLES {
        assert_eq!(states(&*migrations).await, ["1 applied", "2 interrupted"]);
        let changed = text.replace("DROP TABLE IF EXISTS", "DROP TABLE");
        fs::write(&file, changed).expect("it is written");
        match migrations.up(None).await {
            Err(MigrationError::Files(text)) => assert!(text.contains("were changed since"), "{text}"),
            other => panic!("it is refused: {other:?}"),
        }
        MigrationState::Interrupted
    } else {
        assert_eq!(site.catalog().await, fresh::<P>(&one).await);
        MigrationState::Pending
    };
    let status = migrations.status().await.expect("it is told");
    assert_eq!(status.migrations[1].1, expected);
    fs::write(&file, text).expect("it is written");
    assert_eq!(site.up(&two).await, ["0002_create_twig_and_1_more"]);
    assert_eq!(site.catalog().await, fresh::<P>(&two).await);
}
