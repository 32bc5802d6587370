use proptest::{
    strategy::Strategy,
    test_runner::{Config, TestCaseError, TestRunner},
};
use serde_json::Value;

use super::agree::compare;
use crate::ways::Way;

/// Does as [`agree`](super::agree) for scripts drawn at random, each by ways that nothing has gone yet.
///
/// A script that ends differently is made as short as it can be. [`proptest`](crate::proptest) is re-exported, for its
/// strategies are arguments here; `Config::with_source_file(file!())` keeps such scripts beside the test.
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
