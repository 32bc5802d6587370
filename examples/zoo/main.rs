//! A zoo: entities, commands that run each other, two exposures of them, on one SQLite file.
//!
//! ```text
//! cargo run --example zoo -- serve
//! cargo run --example zoo -- create-capybara --name Fumiko --age 100
//! cargo run --example zoo -- mcp
//! ```
//!
//! `--db FILE` says where the zoo is kept, `--db memory` keeps it nowhere. With a secret in `ZOO_PLAN_SECRET`, what one
//! process shows with `--plan` another can `apply`.

mod commands;
mod database;
mod domain;
mod entities;
mod exposure;

use commands::{Celebrate, CreateCapybara, CreateKeeper, CreateSafe, Explode, IncrementAge, Opts};
use domain::Zoo;
use foobara::{AppBuilder, PlanKey, Program, prelude::*};

#[tokio::main]
async fn main() -> ExitCode {
    let (database, arguments) = match database::choose(std::env::args_os()) {
        Ok(chosen) => chosen,
        Err(usage) => {
            database::say(&usage);
            return ExitCode::from(6);
        }
    };
    let app = match database::open(&database, zoo()).await {
        Ok(app) => app,
        Err(error) => return database::give_up(error.as_ref()),
    };
    let program = Program::new(app.clone()).name("zoo").migrations("migrations");
    match exposure::api(&app) {
        Ok(api) => program.expose("/api", api).run(arguments).await,
        Err(error) => database::give_up(&error),
    }
}

/// The commands of the zoo, before it is said where they keep what they make.
fn zoo() -> AppBuilder {
    let zoo = App::builder().domain::<Zoo>(commands![
        CreateSafe,
        CreateKeeper,
        CreateCapybara,
        IncrementAge,
        Celebrate,
        Explode,
        Opts,
    ]);
    match std::env::var("ZOO_PLAN_SECRET") {
        Ok(secret) => zoo.plan_key(PlanKey::of_secret(secret)),
        Err(_) => zoo,
    }
}
