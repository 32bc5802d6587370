//! Apps that cannot be built.

use foobara::{AppBuilder, Auto, CommandDefinition, prelude::*};
use foobara_testing::TestApp;
use serde_json::Value;

use crate::lab::Lab;

#[derive(Domain)]
struct Shop;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Shop)]
struct Article {
    #[entity(key)]
    id: Auto<i64>,
    #[input(matches = "(")]
    code: String,
}

macro_rules! nothing {
    ($($command:ty),*) => {$(
        impl Execute for $command {
            type Output = ();
            type Error = Infallible;

            async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
                Ok(())
            }
        }
    )*};
}

#[derive(Debug, Command)]
#[command(domain = Shop)]
struct Open {
    #[input(max = 5, default = 9)]
    doors: i64,
}

#[derive(Debug, Command)]
#[command(domain = Shop, depends_on(Weigh))]
struct Buy;

#[derive(Debug, Command)]
#[command(domain = Shop, depends_on(Pack))]
struct Weigh;

#[derive(Debug, Command)]
#[command(domain = Shop, depends_on(Buy, Ship), writes(Article))]
struct Pack;

/// Is never added.
#[derive(Debug, Command)]
#[command(domain = Shop)]
struct Ship;

#[derive(Debug, Command)]
#[command(domain = Lab, noop)]
struct Idle;

nothing!(Open, Buy, Weigh, Pack, Ship);

fn mistaken() -> AppBuilder {
    let shopping = CommandDefinition::new("Lab::Shopping", |_, _| Box::pin(async { Ok(Value::Null) }));
    let shopping = shopping.depends_on("Shop::Open");
    App::builder()
        .domain::<Shop>(commands![Open, Buy, Weigh, Weigh, Pack])
        .domain::<Lab>(commands![Idle])
        .define(shopping)
}

#[test]
fn every_mistake_is_reported_at_once() {
    let errors = TestApp::build(mistaken()).expect_err("there are mistakes");
    let expected = [
        "the app cannot be built: 7 mistakes",
        "two commands are called `Shop::Weigh`; rename one of them",
        "commands depend on each other in a circle: Shop::Buy -> Shop::Weigh -> Shop::Pack -> Shop::Buy",
        "the default of `doors` of `Shop::Open` is not valid: Max exceeded. 9 is larger than 5",
        "`Shop::Pack` depends on `Shop::Ship`, which is not in the app; add it to `commands![..]` of its domain",
        "`Shop::Pack` uses the entity `Shop::Article`, and the app has no storage; add `.storage(..)` to the builder",
        "`Lab::Shopping` runs `Shop::Open` of the domain `Shop`; add `depends_on(Shop)` to the `#[domain(..)]` of `Lab`",
        "the pattern of `code` of `Shop::Article` does not compile: regex parse error:\n    (\n    ^\nerror: unclosed group",
    ];
    assert_eq!(errors.to_string(), expected.join("\n  - "));
}
