//! Functions that are commands.

use foobara::{PossibleErrors, prelude::*};
use serde_json::json;

use super::context::{Lab, run};

#[derive(Debug, thiserror::Error, PossibleErrors)]
pub(crate) enum AddError {
    #[error("too much")]
    TooMuch,
}

/// Adds two numbers
#[foobara::command(domain = Lab)]
async fn add(
    a: i64,
    /// What is added
    #[input(min = 0)]
    mut b: i64,
) -> Result<i64, AddError> {
    b += a;
    if b > 100 {
        return Err(AddError::TooMuch);
    }
    Ok(b)
}

#[foobara::command(domain = Lab)]
fn double(number: i64) -> i64 {
    number * 2
}

#[foobara::command(domain = Lab, depends_on(Add))]
async fn triple(
    cx: Context<'_, Triple>,
    #[input(default = 1)] number: i64,
) -> Result<i64, Failure<AddError>> {
    let twice = cx.sub(Add { a: number, b: number }).run().await?;
    if twice > 50 {
        return Err(AddError::TooMuch.into());
    }
    Ok(cx.sub(Add { a: twice, b: number }).run().await?)
}

#[foobara::command(domain = Lab, depends_on(Double))]
async fn quadruple(cx: Context<'_, Quadruple>, number: i64) -> Result<i64, Fault> {
    let twice = cx.sub(Double { number }).run().await?;
    cx.sub(Double { number: twice }).run().await
}

#[test]
fn parameters_are_inputs() {
    let meta = <Add as foobara::Command>::META;
    assert_eq!(meta.reference(), "Lab::Add");
    assert_eq!(meta.description, Some("Adds two numbers"));
    assert_eq!(
        meta.inputs.to_strict()["element_type_declarations"],
        json!({ "a": "integer", "b": { "type": "integer", "min": 0, "description": "What is added" } })
    );
    assert_eq!(format!("{:?}", Add { a: 1, b: 2 }), "Add { a: 1, b: 2 }");
}

#[test]
fn bodies_run() {
    assert_eq!(run(Add { a: 1, b: 2 }), Ok(3));
    assert_eq!(run(Add { a: 1, b: -2 }), Err(vec!["b.below_minimum".to_owned()]));
    assert_eq!(run(Add { a: 100, b: 2 }), Err(vec![".too_much".to_owned()]));
    assert_eq!(run(Double { number: 4 }), Ok(8));
}

#[test]
fn contexts_are_passed_on() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let app = App::builder()
        .domain::<Lab>(commands![Add, Double, Triple, Quadruple])
        .build()
        .expect("an app");
    runtime.block_on(async {
        assert_eq!(app.run(Triple { number: 5 }).await.ok(), Some(15));
        assert!(matches!(
            app.run(Triple { number: 30 }).await,
            Err(Failure::Own(AddError::TooMuch))
        ));
        assert!(matches!(
            app.run(Triple { number: 60 }).await,
            Err(Failure::Fault(_))
        ));
        assert_eq!(app.run(Quadruple { number: 5 }).await.ok(), Some(20));
    });
}
