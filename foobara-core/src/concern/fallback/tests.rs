use foobara::{ErrorKind, concern::Fallback};
use proptest::prelude::*;

use crate::concern::fixture::{self, Ask, Delegate, Reply, Script, Tell, ask, keys, paused, text};

proptest! {
    #[test]
    fn an_answer_stands_in_for_errors_of_the_run_but_not_for_refusals(
        reply in fixture::replies(),
        answers in any::<bool>(),
        is_for_all in any::<bool>(),
    ) {
        paused(async {
            let app = |reply| {
                let fallback = Fallback::of::<Ask>(move |_| answers.then_some(7));
                let fallback = if is_for_all { fallback.for_all() } else { fallback };
                Script::new([reply]).app(|app| app.concern_command::<Ask>(fallback))
            };
            let is_answered = answers && reply != Reply::Fails(ErrorKind::NotAllowed);
            let expected = match reply {
                Reply::Well => Some(1),
                _ if is_answered => Some(7),
                _ => None,
            };
            let found = app(reply).run(Ask { given: 1 }).await.ok();
            prop_assert_eq!(found, expected);
            let found = text(&app(reply), "Ask", r#"{"given":1}"#).await.ok();
            prop_assert_eq!(found, expected.map(|expected| expected.to_string()));
            let found = app(reply).run(Delegate).await.ok();
            prop_assert_eq!(found, expected);
            Ok(())
        })?;
    }
}

#[test]
fn bad_inputs_are_not_answered_unless_it_is_for_all() {
    paused(async {
        for (fallback, expected) in [
            (
                Fallback::of::<Ask>(|_| Some(7)),
                Err(vec!["data.given.below_minimum".to_owned()]),
            ),
            (Fallback::of::<Ask>(|_| Some(7)).for_all(), Ok("7".to_owned())),
        ] {
            let app = Script::new([]).app(|app| app.concern_command::<Ask>(fallback));
            assert_eq!(text(&app, "Ask", r#"{"given":-1}"#).await, expected);
        }
        for (fallback, expected) in [
            (
                Fallback::of::<Ask>(|_| Some(7)),
                Err(vec!["runtime.invalid_json".to_owned()]),
            ),
            (Fallback::of::<Ask>(|_| Some(7)).for_all(), Ok("7".to_owned())),
        ] {
            let app = Script::new([]).app(|app| app.concern_command::<Ask>(fallback));
            assert_eq!(text(&app, "Ask", "{").await, expected);
        }
    });
}

#[test]
fn the_function_sees_the_errors() {
    paused(async {
        let fallback = Fallback::of::<Ask>(|errors| errors.has("runtime.full").then_some(0));
        let app = Script::new([Reply::Full, Reply::Busy]).app(|app| app.concern_command::<Ask>(fallback));
        assert_eq!(app.run(Ask { given: 1 }).await.ok(), Some(0));
        assert_eq!(ask(&app).await, ["runtime.busy"]);
    });
}

#[test]
fn it_leaves_sub_commands_alone_if_it_is_said_to() {
    paused(async {
        let fallback = Fallback::of::<Ask>(|_| Some(7)).at_root();
        let app = Script::new([Reply::Full]).app(|app| app.concern_command::<Ask>(fallback));
        assert_eq!(keys(app.run(Delegate).await), ["lab::ask>runtime.full"]);
    });
}

#[test]
fn a_command_cannot_have_the_fallback_of_another() {
    let app = Script::new([]).builder(|app| app.concern_command::<Tell>(Fallback::of::<Ask>(|_| None)));
    assert_eq!(
        app.build().unwrap_err().to_string(),
        "the app cannot be built: 1 mistake\n  - `Lab::Tell` is under the `fallback` of `Lab::Ask`, which has another \
         result"
    );
}
