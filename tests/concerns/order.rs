//! Which of them go around which.

use foobara::Place;

use crate::{
    lab::{Delegate, Lab, Write, app, builder, json_run},
    traced::Trace,
};

#[tokio::test]
async fn what_is_added_later_goes_around_and_wider_scopes_go_around_narrower_ones() {
    let trace = Trace::default();
    let app = app(builder()
        .concern(trace.around("app", Place::Root))
        .concern_command::<Write>(trace.around("inner", Place::Root))
        .concern_command::<Write>(trace.around("outer", Place::Root))
        .concern_domain::<Lab>(trace.around("domain", Place::Root))
        .concern_command::<Write>(trace.around("inside", Place::Execute)));
    let expected = [
        "app(Write)>",
        "domain(Write)>",
        "outer(Write)>",
        "inner(Write)>",
        "inside(Write)>",
        "<inside(Write)",
        "<inner(Write)",
        "<outer(Write)",
        "<domain(Write)",
        "<app(Write)",
    ];
    assert_eq!(app.run(Write { fails: false }).await.unwrap(), 1);
    assert_eq!(trace.take(), expected);
    assert_eq!(json_run(&app, "Write", r#"{"fails":false}"#).await.unwrap(), "1");
    assert_eq!(trace.take(), expected);
}

#[tokio::test]
async fn sub_commands_have_those_that_go_everywhere() {
    let trace = Trace::default();
    let app = app(builder()
        .concern(trace.around("root", Place::Root))
        .concern(trace.around("all", Place::Everywhere)));
    assert_eq!(app.run(Delegate).await.unwrap(), 1);
    let expected = [
        "all(Delegate)>",
        "root(Delegate)>",
        "all(Write)>",
        "<all(Write)",
        "<root(Delegate)",
        "<all(Delegate)",
    ];
    assert_eq!(trace.take(), expected);
}
