//! Migrations of the SQL drivers: what `diff` writes, and what a database has in it after `up` and `down`.

mod claims;
mod entities;
mod kinds;
#[cfg(feature = "mysql")]
mod mysql;
mod place;
#[cfg(feature = "sqlite")]
mod random;
#[cfg(feature = "sqlite")]
mod sqlite;

use foobara_core::MigrationError;
use foobara_persistence::MemoryStore;

/// Makes a test of each claim; `open` returns an empty database of its own.
macro_rules! migrating {
    ($place:ty) => {
        migrating!($place =>
            every_kind_of_difference_goes_up_and_down,
            what_is_done_is_not_done_again,
            a_value_that_is_left_to_the_author_is_asked_for,
            what_does_not_fit_is_refused_by_name,
            a_migrated_database_is_changed_by_migrations_only,
            a_prepared_database_is_taken_over,
            two_at_once_apply_each_migration_once,
            an_interrupted_migration_is_completed,
            an_interrupted_undoing_is_completed,
            a_migration_that_fails_can_be_put_right,
        );
    };
    ($place:ty => $($claim:ident),* $(,)?) => {$(
        #[tokio::test]
        async fn $claim() {
            super::claims::$claim::<$place>().await;
        }
    )*};
}

#[cfg(feature = "sqlite")]
mod on_sqlite {
    migrating!(super::place::OnSqlite);
}

#[cfg(feature = "postgres")]
mod on_postgres {
    migrating!(super::place::OnPostgres);
}

#[cfg(feature = "mysql")]
mod on_mysql {
    migrating!(super::place::OnMysql);
}

#[test]
fn stores_without_a_schema_have_no_migrations() {
    let refused = foobara_persistence::migrations(&MemoryStore::new(), "nowhere".as_ref(), &[]).err();
    assert!(matches!(refused, Some(MigrationError::NoSchema)), "{refused:?}");
}
