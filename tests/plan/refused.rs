//! What cannot be planned.

use std::sync::Arc;

use foobara::{RunOptions, RunRecord, State};
use serde_json::json;

use crate::{
    shop::{MightWire, Wire},
    trade::{keys, open, sell},
};

#[tokio::test]
async fn a_failed_plan_fails_as_the_run_would() {
    let (app, _) = open().await;
    let failure = app.plan(sell(11)).await.expect_err("there are ten");
    assert_eq!(keys(&failure.into_errors()), ["shop::take>runtime.sold_out"]);
}

#[tokio::test]
async fn ports_that_cannot_be_planned_are_refused_before_anything_runs() {
    let (app, _) = open().await;
    let record = Arc::new(RunRecord::new());
    let mut options = RunOptions::default();
    options.record = Some(Arc::clone(&record));
    let failures = [
        app.plan_with(Wire, options.clone())
            .await
            .expect_err("a telegram")
            .into_errors(),
        app.plan_with(MightWire, options)
            .await
            .expect_err("a telegram")
            .into_errors(),
    ];
    for errors in failures {
        assert_eq!(keys(&errors), ["runtime.cannot_be_planned"]);
        assert_eq!(errors.0[0].context(), json!({ "port": "Telegraph" }));
    }
    assert_eq!(record.state(), State::Initialized);
}
