use foobara::prelude::*;

use crate::domain::Zoo;

#[derive(Debug, Clone, Copy, Model)]
pub(crate) enum Color {
    Red,
    Blue,
}

#[derive(Debug, Model)]
pub(crate) struct Config {
    size: i64,
    #[input(not_null)]
    name: Option<String>,
}

#[derive(Debug, Command)]
#[command(domain = Zoo)]
pub(crate) struct Opts {
    /// The name
    name: String,
    #[input(default = false)]
    verbose: bool,
    #[input(not_null)]
    loud: Option<bool>,
    #[input(default = vec!["a b".to_owned()])]
    tags: Vec<String>,
    #[input(not_null)]
    color: Option<Color>,
    #[input(not_null)]
    cfg: Option<Config>,
}

/// What `Opts` was given, its defaults filled in.
#[derive(Debug, Model)]
pub(crate) struct Options {
    name: String,
    verbose: bool,
    loud: Option<bool>,
    tags: Vec<String>,
    color: Option<Color>,
    cfg: Option<Config>,
}

impl Execute for Opts {
    type Output = Options;
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        let Self {
            name,
            verbose,
            loud,
            tags,
            color,
            cfg,
        } = self;
        Ok(Options {
            name,
            verbose,
            loud,
            tags,
            color,
            cfg,
        })
    }
}
