//! Divides one number by another, wherever it is asked to.

use foobara::prelude::*;

/// Whole-number arithmetic
#[derive(Domain)]
struct Arithmetic;

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum DivideError {
    #[error("cannot divide by zero")]
    #[possible(input = "divisor")]
    DivideByZero,
}

/// Divides one number by another
#[foobara::command(domain = Arithmetic)]
fn divide(#[input(min = 0)] dividend: i64, divisor: i64) -> Result<i64, DivideError> {
    dividend.checked_div(divisor).ok_or(DivideError::DivideByZero)
}

#[tokio::main]
async fn main() -> ExitCode {
    let app = App::builder().domain::<Arithmetic>(commands![Divide]).build();
    foobara::main(app).await
}
