//! What commands share: inputs, errors, what they do. There are no commands that others inherit from.

use foobara::{ErrorSet, PossibleErrors, prelude::*};

#[derive(Domain)]
struct Zoo;

#[derive(Debug, Clone, Model)]
struct Target {
    #[input(min = 1)]
    capybara: i64,
}

/// What can go wrong with every capybara
#[derive(Debug, thiserror::Error, PossibleErrors)]
enum TargetError {
    #[error("{capybara} is asleep")]
    #[possible(input = "capybara")]
    Asleep { capybara: i64 },
    #[error("the zoo is closed")]
    Closed,
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum FeedError {
    #[error("there is no food")]
    NoFood,
    #[error(transparent)]
    Target(#[from] TargetError),
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
enum WashError {
    #[error(transparent)]
    Feed(#[from] FeedError),
}

trait ForOne {
    fn target(&self) -> &Target;

    fn awake(&self) -> Result<i64, TargetError> {
        match self.target().capybara {
            13 => Err(TargetError::Asleep { capybara: 13 }),
            99 => Err(TargetError::Closed),
            capybara => Ok(capybara),
        }
    }
}

#[derive(Debug, Command)]
#[command(domain = Zoo)]
struct Feed {
    #[serde(flatten)]
    target: Target,
    food: i64,
}

impl ForOne for Feed {
    fn target(&self) -> &Target {
        &self.target
    }
}

impl Execute for Feed {
    type Output = i64;
    type Error = FeedError;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        if self.food == 0 {
            return Err(FeedError::NoFood.into());
        }
        Ok(self.awake().map_err(FeedError::from)?)
    }
}

/// Tells that somebody has visited
#[derive(Debug, Command)]
#[command(domain = Zoo, noop)]
struct Visited {
    #[serde(flatten)]
    _target: Target,
}

fn app() -> App {
    App::builder()
        .domain::<Zoo>(commands![Feed, Visited])
        .build()
        .expect("it is right")
}

async fn keys(capybara: i64, food: i64) -> Vec<String> {
    let outcome = app()
        .run(Feed {
            target: Target { capybara },
            food,
        })
        .await;
    outcome.map_or_else(|failure| failure.into_errors().keys(), |_| Vec::new())
}

#[tokio::test]
async fn shared_errors_are_as_if_they_were_the_commands_own() {
    assert_eq!(keys(1, 1).await, [""; 0]);
    assert_eq!(keys(1, 0).await, ["runtime.no_food"]);
    assert_eq!(keys(13, 1).await, ["data.capybara.asleep"]);
    assert_eq!(keys(99, 1).await, ["runtime.closed"]);
    assert_eq!(keys(0, 1).await, ["data.capybara.below_minimum"]);
}

#[test]
fn sets_within_sets_are_all_there() {
    let keys = |errors: ErrorSet| errors.iter().map(|error| error.key()).collect::<Vec<_>>();
    let expected = ["runtime.no_food", "data.capybara.asleep", "runtime.closed"];
    assert_eq!(keys(ErrorSet::of::<FeedError>()), expected);
    assert_eq!(keys(ErrorSet::of::<WashError>()), expected);
    assert_eq!(keys(foobara::CommandEntry::of::<Feed>().errors), expected);
    let facts = WashError::from(FeedError::from(TargetError::Asleep { capybara: 13 })).facts();
    assert_eq!(
        (facts.possible.symbol, facts.context["capybara"].as_i64()),
        ("asleep", Some(13))
    );
}

#[tokio::test]
async fn a_command_may_do_nothing_but_look_at_its_inputs() {
    let app = app();
    let visited = |capybara| {
        app.run(Visited {
            _target: Target { capybara },
        })
    };
    assert!(visited(1).await.is_ok());
    let errors = visited(0).await.expect_err("it is wrong").into_errors();
    assert_eq!(errors.keys(), ["data.capybara.below_minimum"]);
}
