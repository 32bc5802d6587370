//! A shop: commands that look, change, ask ports, and run each other.

use std::sync::{Arc, Mutex, PoisonError};

use foobara::{Auto, BoxFuture, Filter, Planned, Port, Record, prelude::*};
use serde::Serialize;

#[derive(Domain)]
pub(crate) struct Shop;

#[derive(Debug, Clone, Entity)]
#[entity(domain = Shop)]
pub(crate) struct Article {
    #[entity(key)]
    pub id: Auto<i64>,
    pub name: String,
    pub stock: i64,
    pub code: Option<Sensitive<String>>,
}

/// Sends letters; the letters that were sent can be looked at.
#[derive(Clone, Default)]
pub(crate) struct Mailer(Arc<Mutex<Vec<String>>>);

#[derive(Serialize)]
pub(crate) struct Letter {
    to: String,
}

impl Mailer {
    pub(crate) fn sent(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Port for Mailer {
    const NAME: &'static str = "Mailer";
    const PLANNED: Option<Planned<Self>> = Some(|_, _| Ok(()));

    type Call = Letter;
    type Reply = ();

    fn call<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), Fault>> {
        let mut sent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sent.push(letter.to.clone());
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Sends telegrams, and cannot say what it would answer.
pub(crate) struct Telegraph;

impl Port for Telegraph {
    const NAME: &'static str = "Telegraph";

    type Call = ();
    type Reply = ();

    fn call<'a>(&'a self, _call: &'a ()) -> BoxFuture<'a, Result<(), Fault>> {
        panic!("a telegram was sent")
    }
}

/// Adds an article
#[derive(Debug, Command)]
#[command(domain = Shop, writes(Article))]
pub(crate) struct AddArticle {
    pub name: String,
    #[input(min = 0)]
    pub stock: i64,
    pub code: Option<Sensitive<String>>,
}

impl Execute for AddArticle {
    type Output = Article;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let article = Article {
            id: Auto::unassigned(),
            name: self.name,
            stock: self.stock,
            code: self.code,
        };
        Ok(cx.write::<Article>().create(article).await?)
    }
}

#[derive(Debug, thiserror::Error, PossibleErrors)]
pub(crate) enum SellError {
    #[error("There are only {stock}")]
    SoldOut { stock: i64 },
}

/// Takes articles from the stock
#[derive(Debug, Command)]
#[command(domain = Shop, writes(Article))]
pub(crate) struct Take {
    pub article: Record<Article>,
    #[input(min = 1)]
    pub count: i64,
}

impl Execute for Take {
    type Output = i64;
    type Error = SellError;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let mut article = self.article.into_inner();
        if article.stock < self.count {
            return Err(SellError::SoldOut { stock: article.stock }.into());
        }
        article.stock -= self.count;
        cx.write::<Article>().update(&article).await?;
        Ok(article.stock)
    }
}

/// Takes articles from the stock and writes to who bought them
#[derive(Debug, Command)]
#[command(domain = Shop, depends_on(Take), uses(Mailer))]
pub(crate) struct Sell {
    pub article: Record<Article>,
    pub count: i64,
    pub to: String,
}

impl Execute for Sell {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let take = Take {
            article: self.article,
            count: self.count,
        };
        let left = cx.sub(take).run().await?;
        cx.port::<Mailer>().call(&Letter { to: self.to }).await?;
        Ok(left)
    }
}

/// Removes an article, without a look at it
#[derive(Debug, Command)]
#[command(domain = Shop, deletes(Article))]
pub(crate) struct Remove {
    pub id: i64,
}

impl Execute for Remove {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.write::<Article>().delete(self.id).await?)
    }
}

/// Counts the articles
#[derive(Debug, Command)]
#[command(domain = Shop, reads(Article))]
pub(crate) struct Count;

impl Execute for Count {
    type Output = u64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.read::<Article>().count(Filter::All).await?)
    }
}

/// Lists the articles
#[derive(Debug, Command)]
#[command(domain = Shop, reads(Article))]
pub(crate) struct List;

impl Execute for List {
    type Output = Vec<Article>;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(cx.read::<Article>().all().await?)
    }
}

/// Adds an article that is named by the time, by chance, and by two ids
#[derive(Debug, Command)]
#[command(domain = Shop, writes(Article))]
pub(crate) struct Stamp;

impl Execute for Stamp {
    type Output = String;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let name = format!("{:?} {} {} {}", cx.now(), cx.random(), cx.new_id(), cx.new_id());
        let article = Article {
            id: Auto::unassigned(),
            name: name.clone(),
            stock: 0,
            code: None,
        };
        cx.write::<Article>().create(article).await?;
        Ok(name)
    }
}

/// Sends a telegram
#[derive(Debug, Command)]
#[command(domain = Shop, uses(Telegraph))]
pub(crate) struct Wire;

impl Execute for Wire {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        cx.port::<Telegraph>().call(&()).await?;
        Ok(())
    }
}

/// Might send a telegram
#[derive(Debug, Command)]
#[command(domain = Shop, depends_on(Wire))]
pub(crate) struct MightWire;

impl Execute for MightWire {
    type Output = ();
    type Error = Infallible;

    async fn execute(self, _cx: Context<'_, Self>) -> Outcome<Self> {
        Ok(())
    }
}
