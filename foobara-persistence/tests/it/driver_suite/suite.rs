use std::sync::Arc;

use foobara_core::App;
use foobara_persistence::Store;

/// A driver to look at, and what it needs while it is looked at.
pub(crate) struct Subject {
    pub(crate) app: App,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) _folder: Option<tempfile::TempDir>,
}

macro_rules! driver_suite {
    ($open:path) => {
        driver_suite!($open =>
            records_come_back_as_they_were,
            assigned_keys_start_at_one,
            an_update_replaces_and_a_delete_removes,
            a_failed_run_leaves_nothing,
            a_number_of_a_failed_run_is_not_used_up,
            numbers_of_deleted_records_are_not_used_again,
            a_failed_attempt_is_undone_alone,
            savepoints_nest,
            a_dropped_unit_leaves_nothing,
            a_dropped_unit_does_not_block_the_next,
            a_taken_key_is_a_duplicate,
            a_refused_change_leaves_the_unit_usable,
            what_is_missing_is_not_found,
            another_version_is_a_conflict,
            filters_are_true_or_false,
            order_and_limit_and_pages,
            what_does_not_fit_is_refused,
            naughty_strings_are_values,
            a_unit_sees_its_own_changes,
            a_commit_is_visible_to_the_next_unit,
            a_record_is_shown_without_secrets,
            an_ended_unit_refuses,
            a_unit_that_reads_refuses_to_write,
            no_update_is_lost,
            a_panic_leaves_nothing,
            a_run_that_is_dropped_leaves_nothing,
        );
    };
    ($open:path => $($claim:ident),* $(,)?) => {$(
        #[tokio::test]
        async fn $claim() {
            $crate::driver_suite::$claim($open().await).await;
        }
    )*};
}
