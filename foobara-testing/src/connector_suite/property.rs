use proptest::{
    strategy::Strategy,
    test_runner::{Config, TestCaseError, TestRunner},
};
use serde_json::Value;

use super::agree::compare;
use crate::ways::Way;

/// Does as [`agree`](super::agree) for scripts drawn at random, each by ways that nothing has gone yet.
///
/// A script that ends differently is made as short as it can be, and kept where `failure_persistence` of the
/// configuration says. [`proptest`](crate::proptest) is re-exported, for its strategies are arguments here.
///
/// ```
/// use foobara::{App, Exposure};
/// use foobara_testing::{
///     TestApp,
///     connector_suite::agree_on_any,
///     four_ways,
///     proptest::{collection::vec, prelude::*},
/// };
/// use serde_json::{Value, json};
///
/// let expose = || {
///     let app = TestApp::build(App::builder()).expect("a good app");
///     Exposure::of(&app).all().build().expect("a good exposure")
/// };
/// let inputs = prop_oneof![Just(json!({})), Just(json!({ "a": 1 }))];
/// let calls = vec((Just("Add".to_owned()), inputs), 1..3);
/// agree_on_any(ProptestConfig::with_cases(4), calls, async || four_ways(expose).await);
/// ```
///
/// # Panics
///
/// With the table of [`agree`](super::agree) and the script, and within a runtime: it has one of its own.
pub fn agree_on_any(
    config: Config,
    scripts: impl Strategy<Value = Vec<(String, Value)>>,
    ways: impl AsyncFn() -> Vec<Box<dyn Way>>,
) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("the system has what a runtime needs");
    let tried = TestRunner::new(config).run(&scripts, |script| {
        let texts: Vec<(String, String)> = script
            .into_iter()
            .map(|(command, inputs)| (command, inputs.to_string()))
            .collect();
        let script = texts
            .iter()
            .map(|(command, inputs)| (command.as_str(), inputs.as_str()));
        let compared = runtime.block_on(async { compare(&mut ways().await, script).await });
        compared.map_err(TestCaseError::fail)
    });
    if let Err(error) = tried {
        panic!("{error}");
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use async_trait::async_trait;
    use proptest::collection::vec;
    use serde_json::json;

    use super::*;
    use crate::outcome::WireOutcome;

    /// Counts up to a limit.
    struct Counter {
        name: &'static str,
        limit: usize,
        calls: usize,
    }

    #[async_trait(?Send)]
    impl Way for Counter {
        fn name(&self) -> &'static str {
            self.name
        }

        async fn call_text(&mut self, _command: &str, _inputs: &str) -> WireOutcome {
            self.calls += 1;
            WireOutcome::Success(self.calls.min(self.limit).into())
        }
    }

    fn counters(limit: usize) -> Vec<Box<dyn Way>> {
        let counter = |name, limit| {
            Box::new(Counter {
                name,
                limit,
                calls: 0,
            }) as _
        };
        vec![counter("far", usize::MAX), counter("near", limit)]
    }

    fn agree_up_to(limit: usize) {
        let config = Config {
            failure_persistence: None,
            ..Config::with_cases(32)
        };
        let calls = vec(proptest::strategy::Just(("Count".to_owned(), json!({}))), 0..9);
        agree_on_any(config, calls, async || counters(limit));
    }

    #[test]
    fn each_script_is_run_by_new_ways() {
        agree_up_to(9);
    }

    #[test]
    fn the_shortest_script_is_shown() {
        let panic = catch_unwind(AssertUnwindSafe(|| agree_up_to(2))).expect_err("they disagree at three");
        let text: String = *panic.downcast().expect("the panic has a message");
        assert!(
            text.contains("1 of 3 calls came to different ends\n\ncall 3: Count {}\n"),
            "{text}"
        );
        assert!(
            text.contains("  far  | success 3\n  near | success 2\n"),
            "{text}"
        );
    }
}
