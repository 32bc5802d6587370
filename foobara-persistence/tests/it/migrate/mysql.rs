//! What is MariaDB's own: a process can end after any statement, before that is counted.

use crate::database::run;

use super::{
    entities::{Entities, create, records},
    kinds,
    place::{OnMysql, Site, fresh},
};

/// More than there are in any of the migrations.
const MOST_STATEMENTS: usize = 40;

/// Migrates, and has the server refuse to count one statement after the other: what it has done until then stays as it
/// does when the process ends there. Returns how often it could refuse.
async fn migrate_with_interruptions(site: &Site<OnMysql>, entities: &Entities) -> usize {
    let mut connection = site.place.0.connect().await;
    let migrations = site.migrations(entities);
    for count in 1..MOST_STATEMENTS {
        let text = format!(
            "CREATE TRIGGER ends BEFORE UPDATE ON foobara_migrations FOR EACH ROW \
             IF NEW.pieces = {count} AND OLD.pieces < {count} THEN SIGNAL SQLSTATE '45000'; END IF"
        );
        run(&mut connection, &text).await;
        let ended = migrations.up(None).await;
        run(&mut connection, "DROP TRIGGER ends").await;
        if ended.is_ok() {
            return count - 1;
        }
    }
    panic!("it comes to no end, however often it is run again")
}

#[tokio::test]
async fn statements_that_were_not_counted_are_harmless_when_they_are_run_again() {
    let mut interruptions = 0;
    let altered = kinds::differences()
        .into_iter()
        .filter(|(_, before, _)| !before.is_empty());
    for (what, before, after) in altered {
        let site = Site::<OnMysql>::create().await;
        site.diff(&before).await;
        site.up(&before).await;
        create(&site.store, before[0], 2).await;
        site.diff(&after).await;
        interruptions += migrate_with_interruptions(&site, &after).await;
        assert_eq!(site.catalog().await, fresh::<OnMysql>(&after).await, "{what}");
        assert_eq!(records(&site.beside().await, after[0]).await.len(), 2, "{what}");
    }
    assert!(interruptions > 40, "{interruptions}");
}
