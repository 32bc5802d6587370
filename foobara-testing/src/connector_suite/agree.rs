use serde_json::Value;

use crate::{outcome::WireOutcome, ways::Way};

/// Runs a script of calls by every way, and asserts that each call comes to the same end by all of them.
///
/// Each way needs an app of its own: what one stores, another must not see.
///
/// ```
/// use foobara::{App, Exposure, prelude::*};
/// use foobara_testing::{TestApp, connector_suite::agree, four_ways};
/// use serde_json::json;
/// #
/// # #[derive(Domain)]
/// # struct Arithmetic;
/// #
/// # #[derive(Debug, Command)]
/// # #[command(domain = Arithmetic)]
/// # struct Add {
/// #     a: i64,
/// #     b: i64,
/// # }
/// #
/// # impl Execute for Add {
/// #     type Output = i64;
/// #     type Error = Infallible;
/// #
/// #     async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
/// #         Ok(self.a + self.b)
/// #     }
/// # }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let expose = || {
///     let app = TestApp::build(App::builder().domain::<Arithmetic>(commands![Add])).expect("a good app");
///     Exposure::of(&app).all().build().expect("a good exposure")
/// };
/// let script = [
///     ("Add", json!({ "a": 40, "b": "2" })),
///     ("Add", json!({ "a": 40 })),
///     ("Subtract", json!({})),
/// ];
/// agree(four_ways(expose).await, &script).await;
/// # }
/// ```
///
/// # Panics
///
/// With a table of every call that came to different ends, and when there are fewer than two ways.
pub async fn agree(mut ways: Vec<Box<dyn Way>>, script: &[(&str, Value)]) {
    let texts: Vec<String> = script.iter().map(|(_, inputs)| inputs.to_string()).collect();
    let script = script
        .iter()
        .zip(&texts)
        .map(|((command, _), text)| (*command, text.as_str()));
    assert_agreement(&mut ways, script).await;
}

/// Does as [`agree`] for inputs as text, which need not be JSON.
///
/// A way that does not [carry](Way::carries) some inputs is not asked; what it would make of them would say nothing.
/// Calls that change something are therefore no good in such a script, unless every way carries them.
///
/// # Panics
///
/// As [`agree`].
pub async fn agree_on_texts(mut ways: Vec<Box<dyn Way>>, script: &[(&str, &str)]) {
    assert_agreement(&mut ways, script.iter().copied()).await;
}

async fn assert_agreement<'a>(ways: &mut [Box<dyn Way>], script: impl Iterator<Item = (&'a str, &'a str)>) {
    if let Err(table) = compare(ways, script).await {
        panic!("{table}");
    }
}

/// Runs a script by every way; a table of the calls that came to different ends is the error.
pub(super) async fn compare<'a>(
    ways: &mut [Box<dyn Way>],
    script: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<(), String> {
    assert!(ways.len() > 1, "agreement is between two ways at least");
    let (mut steps, mut rows) = (0, Vec::new());
    for (command, inputs) in script {
        steps += 1;
        let mut outcomes = Vec::new();
        for way in ways.iter_mut().filter(|way| way.carries(inputs)) {
            outcomes.push((way.name(), way.call_text(command, inputs).await));
        }
        if !is_one(&outcomes) {
            rows.push(row(steps, command, inputs, &outcomes));
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{} of {steps} calls came to different ends\n\n{}",
        rows.len(),
        rows.join("\n")
    ))
}

fn is_one(outcomes: &[(&str, WireOutcome)]) -> bool {
    outcomes
        .iter()
        .zip(outcomes.iter().skip(1))
        .all(|((_, one), (_, other))| one == other)
}

fn row(step: usize, command: &str, inputs: &str, outcomes: &[(&str, WireOutcome)]) -> String {
    let width = outcomes
        .iter()
        .map(|(way, _)| way.len())
        .max()
        .unwrap_or_default();
    let cells = outcomes
        .iter()
        .map(|(way, outcome)| format!("  {way:width$} | {outcome}\n"));
    format!("call {step}: {command} {inputs}\n{}", cells.collect::<String>())
}

#[cfg(test)]
mod tests {
    use async_trait::async_trait;
    use serde_json::json;

    use super::*;

    /// Answers with its inputs, and refuses some.
    struct Parrot {
        name: &'static str,
        refuses: &'static str,
        is_deaf_to: &'static str,
    }

    #[async_trait(?Send)]
    impl Way for Parrot {
        fn name(&self) -> &'static str {
            self.name
        }

        async fn call_text(&mut self, _command: &str, inputs: &str) -> WireOutcome {
            assert_ne!(inputs, self.is_deaf_to);
            if inputs == self.refuses {
                WireOutcome::errors(vec![json!({ "key": "data.refused" })])
            } else {
                WireOutcome::Success(inputs.into())
            }
        }

        fn carries(&self, inputs: &str) -> bool {
            inputs != self.is_deaf_to
        }
    }

    fn parrots(refuses: &'static str) -> [Box<dyn Way>; 2] {
        let (left, right) = (("left", "", "deaf"), ("right one", refuses, ""));
        [left, right].map(|(name, refuses, is_deaf_to)| {
            Box::new(Parrot {
                name,
                refuses,
                is_deaf_to,
            }) as _
        })
    }

    #[tokio::test]
    async fn every_disagreement_is_in_the_table() {
        let script = [("A", "1"), ("A", "2"), ("B", "1"), ("A", "deaf")];
        assert_eq!(compare(&mut parrots("3"), script.into_iter()).await, Ok(()));
        let table = "2 of 4 calls came to different ends\n\n\
                     call 1: A 1\n  left      | success \"1\"\n  right one | errors {\"key\":\"data.refused\"}\n\n\
                     call 3: B 1\n  left      | success \"1\"\n  right one | errors {\"key\":\"data.refused\"}\n";
        assert_eq!(
            compare(&mut parrots("1"), script.into_iter()).await,
            Err(table.to_owned())
        );
    }
}
