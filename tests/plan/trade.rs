//! What is done in the shop.

use foobara::{AppBuilder, ErrorCollection, Record, RunOptions, prelude::*};
use foobara_testing::TestApp;
use serde_json::Value;

use crate::shop::{
    AddArticle, Article, Count, List, Mailer, MightWire, Remove, Sell, Shop, Stamp, Take, Telegraph, Wire,
};

pub(crate) fn shop(mailer: &Mailer) -> AppBuilder {
    let commands = commands![
        AddArticle, Take, Sell, Remove, Count, List, Stamp, Wire, MightWire
    ];
    App::builder()
        .domain::<Shop>(commands)
        .port(mailer.clone())
        .port(Telegraph)
}

/// A shop with ten apples.
pub(crate) async fn open() -> (TestApp, Mailer) {
    let mailer = Mailer::default();
    let app = TestApp::in_memory(shop(&mailer)).expect("a shop without mistakes");
    add(&app, "apple", 10).await;
    (app, mailer)
}

pub(crate) async fn add(app: &App, name: &str, stock: i64) {
    let article = AddArticle {
        name: name.to_owned(),
        stock,
        code: None,
    };
    app.run(article).await.expect("an article");
}

pub(crate) fn sell(count: i64) -> Sell {
    Sell {
        article: Record::of(1),
        count,
        to: "Fumiko".to_owned(),
    }
}

pub(crate) fn take(count: i64) -> Take {
    Take {
        article: Record::of(1),
        count,
    }
}

pub(crate) async fn stock(app: &App) -> Vec<(String, i64)> {
    let articles: Vec<Article> = app.run(List).await.expect("the articles");
    articles
        .into_iter()
        .map(|article| (article.name, article.stock))
        .collect()
}

/// Plans, and applies with no options.
pub(crate) async fn apply(app: &App, token: &str) -> Result<Value, Vec<String>> {
    let applied = app.apply(token, RunOptions::default()).await;
    applied
        .map(|result| serde_json::from_slice(&result).expect("a result is JSON"))
        .map_err(|errors| keys(&errors))
}

pub(crate) fn keys(errors: &ErrorCollection) -> Vec<String> {
    errors.0.iter().map(|error| error.key().to_string()).collect()
}

pub(crate) fn outdated() -> Result<Value, Vec<String>> {
    Err(vec!["runtime.plan_outdated".to_owned()])
}
