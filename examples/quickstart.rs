//! The code of the README, as it stands there: `cargo run --example quickstart -- divide --dividend 49 --divisor 7`.

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
#[derive(Debug, Command)]
#[command(domain = Arithmetic)]
struct Divide {
    /// What is divided
    #[input(min = 0)]
    dividend: i64,
    /// What it is divided by
    divisor: i64,
}

impl Execute for Divide {
    type Output = i64;
    type Error = DivideError;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(self
            .dividend
            .checked_div(self.divisor)
            .ok_or(DivideError::DivideByZero)?)
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let app = App::builder().domain::<Arithmetic>(commands![Divide]).build();
    foobara::main(app).await
}
