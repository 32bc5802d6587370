/// Makes a test of each claim about drivers, and of each for the store within each decorator. `open` is a function
/// `async fn() -> Subject`. With `open => claim, ..` only these claims become tests, and no decorators.
///
/// The crate that writes this needs `tokio` with its macros.
#[macro_export]
macro_rules! driver_suite {
    ($open:ident) => {
        $crate::driver_suite!(@all $open);

        mod prefixed {
            async fn open() -> $crate::driver_suite::Subject {
                super::$open().await.prefixed().await
            }

            $crate::driver_suite!(@all open);
        }

        mod fault_injecting {
            async fn open() -> $crate::driver_suite::Subject {
                super::$open().await.fault_injecting()
            }

            $crate::driver_suite!(@all open);
        }

        mod read_only {
            use super::$open;

            $crate::driver_suite!(@each $open =>
                a_store_that_is_only_read_is_read,
                a_store_that_is_only_read_refuses_to_write,
                a_store_that_is_only_read_prepares_nothing,
            );
        }
    };
    ($open:ident => $($claim:ident),+ $(,)?) => {
        $crate::driver_suite!(@each $open => $($claim),+);
    };
    (@all $open:ident) => {
        $crate::driver_suite!(@each $open =>
            whole_numbers_come_back_at_their_limits,
            numbers_come_back_at_their_limits,
            numbers_that_are_not_finite_are_refused,
            long_text_comes_back,
            empty_text_is_not_nothing,
            truth_values_come_back,
            lists_come_back_in_their_order,
            models_within_come_back,
            what_has_a_value_can_lose_it,
            an_update_to_the_same_values_is_one,
            an_update_changes_one_record,
            a_delete_removes_one_record,
            records_of_two_entities_with_one_key_are_two,
            nul_characters_come_back_or_are_refused,

            records_come_back_as_they_were,
            assigned_keys_start_at_one,
            numbers_of_deleted_records_are_not_used_again,
            an_update_replaces_and_a_delete_removes,
            a_taken_key_is_a_duplicate,
            what_is_missing_is_not_found,
            another_version_is_a_conflict,
            naughty_strings_are_values,
            a_record_is_shown_without_secrets,

            keys_of_text_are_told_apart,
            a_given_key_is_kept,
            assigned_keys_are_beyond_given_ones,
            a_key_of_a_deleted_record_can_be_given_again,
            a_key_that_this_run_created_is_taken,
            a_deleted_record_is_gone_at_once,
            put_creates_what_is_not_there,
            put_replaces_what_is_there,
            put_assigns_a_key,

            a_taken_value_is_refused,
            a_value_that_this_run_took_is_refused,
            a_taken_value_is_refused_by_updates,
            a_taken_value_is_refused_by_puts,
            a_record_keeps_its_own_value,
            what_has_no_value_is_like_no_other,
            unique_text_is_told_apart,
            a_value_of_a_deleted_record_is_free,
            a_value_that_was_given_up_is_free,
            a_value_of_a_failed_run_is_free,
            a_value_that_a_failed_run_freed_is_taken,
            a_taken_value_leaves_the_unit_usable,
            of_those_that_race_for_a_value_one_gets_it,

            what_belongs_to_a_deleted_record_is_deleted,
            what_follows_a_deleted_record_is_deleted,
            references_to_a_deleted_record_are_cleared,
            what_is_referred_to_is_not_deleted,
            many_are_deleted_with_what_belongs_to_them,
            a_record_that_loses_two_references_loses_both,

            records_say_when_they_were_created_and_changed,
            records_of_one_run_have_one_time,
            what_a_record_says_of_its_own_time_does_not_count,
            moments_are_compared_and_ordered,
            many_records_say_when_they_were_changed,
            what_is_changed_with_a_deleted_record_says_so,
            what_is_immutable_does_not_change,

            a_deleted_record_is_hidden_and_still_there,
            a_hidden_record_is_not_changed,
            a_deleted_record_is_restored,
            a_record_that_is_deleted_for_good_is_gone,
            a_value_of_a_hidden_record_is_taken,
            what_belongs_to_a_hidden_record_is_deleted,
            what_is_deleted_for_good_is_parted_from_hidden_records,
            what_is_referred_to_is_not_hidden,
            archived_records_are_hidden_until_they_are_asked_for,
            hidden_records_do_not_count,
            many_records_are_hidden,
            what_was_hidden_in_a_failed_run_is_shown,

            text_contains_text,
            lists_contain_elements,
            values_are_one_of_several,
            many_values_are_looked_for_at_once,
            parts_of_models_are_compared,
            truth_values_of_models_are_compared,
            whole_models_are_compared,
            references_are_compared,
            text_is_compared_by_its_bytes,
            filters_nest,
            misfits_are_refused,
            filters_see_what_this_run_changed,

            words_of_text_are_found,
            whatever_is_searched_for_is_words,
            searches_go_with_other_filters,
            searches_are_ordered_counted_and_paged,
            searches_see_what_this_run_changed,
            what_is_no_text_is_not_searched,
            stores_without_text_search_refuse_it,

            filters_are_true_or_false,
            order_and_limit_and_pages,
            what_does_not_fit_is_refused,

            records_come_by_their_keys,
            numbers_and_truth_values_are_ordered,
            a_limit_takes_the_first,
            a_page_goes_on_after_a_record_that_is_gone,
            streams_bring_every_record_once,
            a_stream_of_nothing_ends,
            many_records_are_found_by_their_keys,
            many_records_are_found_for_their_references,

            associations_are_loaded_in_one_step_each,
            associations_are_loaded_wherever_they_stand,
            an_association_without_a_record_is_not_found,
            what_is_no_association_is_not_loaded,
            what_is_not_asked_for_is_not_loaded,
            owners_are_found_by_the_only_association,
            owners_are_found_by_a_path,
            owners_are_not_guessed,
            filters_lead_through_associations,
            elements_of_lists_are_looked_into,

            nested_records_are_created_in_one_step_for_each_attribute,
            nested_records_are_changed_created_and_kept,
            nested_records_that_are_not_there_are_not_found,
            a_nested_record_that_is_refused_undoes_all,

            figures_of_whole_numbers,
            figures_of_numbers,
            figures_of_text,
            figures_of_nothing_are_null,
            figures_heed_filters_and_no_limits,
            figures_see_what_this_run_changed,
            a_sum_beyond_64_bits_is_an_error,
            there_are_no_figures_of_what_is_no_number,

            many_are_created_in_their_order,
            many_are_created_with_given_keys,
            given_and_assigned_keys_are_created_together,
            nothing_is_created_of_nothing,
            one_that_is_refused_refuses_all,
            many_are_updated,
            many_are_put,
            many_are_deleted,
            all_that_a_filter_holds_for_are_deleted,

            a_failed_run_leaves_nothing,
            a_number_of_a_failed_run_is_assigned_again_where_it_can,
            a_failed_attempt_is_undone_alone,
            savepoints_nest,
            a_dropped_unit_leaves_nothing,
            a_dropped_unit_does_not_block_the_next,
            a_refused_change_leaves_the_unit_usable,
            a_unit_sees_its_own_changes,
            a_commit_is_visible_to_the_next_unit,
            an_ended_unit_refuses,
            a_unit_that_reads_refuses_to_write,
            a_panic_leaves_nothing,
            a_run_that_is_dropped_leaves_nothing,
            a_failed_run_brings_back_what_it_changed_and_deleted,
            a_savepoint_brings_back_what_was_changed_and_deleted,
            savepoints_outlive_what_is_refused,
            there_is_no_savepoint_to_release,
            attempts_nest,
            sub_commands_see_what_their_parents_did,

            what_fails_within_an_attempt_is_undone_alone,
            a_refused_change_within_an_attempt_is_left_behind,
            attempts_within_attempts_are_undone_with_them,

            a_begin_that_is_dropped_holds_nobody_up,
            a_change_that_is_dropped_leaves_nothing,
            a_fetch_that_is_dropped_leaves_nothing,
            a_savepoint_that_is_dropped_leaves_nothing,
            a_commit_that_is_dropped_is_whole_or_not_there,
            a_rollback_that_is_dropped_leaves_nothing,

            no_update_is_lost,
            what_is_found_for_update_is_not_changed_by_others,
            transfers_keep_the_sum,
            runs_beside_each_other_get_keys_of_their_own,
            a_commit_is_seen_as_a_whole,
            no_level_lets_in_what_it_keeps_out,
            a_missing_level_is_replaced_by_a_stricter_one,

            what_is_handed_on_is_there_exactly_when_the_change_is,
            a_panic_hands_on_nothing,
            a_run_that_is_dropped_hands_on_everything_or_nothing,
            messages_are_pending_in_their_order_until_they_are_sent,
            a_job_that_is_enqueued_once_is_one,
            a_claimed_job_is_nobody_elses,
            a_job_whose_lease_has_ended_is_claimed_again,
            a_job_that_failed_waits_for_its_time_or_is_dead,
            jobs_are_claimed_by_their_time,
            what_was_done_is_forgotten,
            messages_and_jobs_are_records_like_others,

            preparing_again_keeps_what_is_there,
            preparing_at_once_is_harmless,
            an_idle_session_ends,
            statements_are_run_or_refused,
            statements_belong_to_the_unit,
        );
    };
    (@each $open:ident => $($claim:ident),* $(,)?) => {$(
        #[tokio::test]
        async fn $claim() {
            $crate::driver_suite::claims::$claim($open().await).await;
        }
    )*};
}
