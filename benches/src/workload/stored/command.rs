//! What W4 is, with foobara.

use std::convert::Infallible;

use foobara::{App, Auto, Storage, commands, prelude::*};

pub(super) const TITLE: &str = "The Left Hand of Darkness";
pub(super) const PAGES: i64 = 304;
/// How many records a batch has.
pub(super) const BATCH: i64 = 100;

#[derive(Domain)]
struct Library;

/// A book
#[derive(Debug, Clone, Entity)]
#[entity(domain = Library)]
pub(super) struct Book {
    #[entity(key)]
    pub(super) id: Auto<i64>,
    pub(super) title: String,
    pub(super) pages: i64,
}

impl Book {
    pub(super) fn new(pages: i64) -> Self {
        Self {
            id: Auto::unassigned(),
            title: TITLE.to_owned(),
            pages,
        }
    }
}

/// Creates a book, reads it, and adds a page to it
#[derive(Debug, Command)]
#[command(domain = Library, writes(Book))]
pub(super) struct AddBook {
    pages: i64,
}

impl Execute for AddBook {
    type Output = i64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let books = cx.write::<Book>();
        let created = books.create(Book::new(self.pages)).await?;
        let mut book = books.load(created.id.get().copied().unwrap_or_default()).await?;
        book.pages += 1;
        books.update(&book).await?;
        Ok(book.pages)
    }
}

/// Creates a hundred books
#[derive(Debug, Command)]
#[command(domain = Library, writes(Book))]
pub(super) struct AddBooks;

impl Execute for AddBooks {
    type Output = u64;
    type Error = Infallible;

    async fn execute(self, cx: Context<'_, Self>) -> Outcome<Self> {
        let books = (0..BATCH).map(Book::new).collect();
        let created = cx.write::<Book>().create_many(books).await?;
        Ok(created.len().try_into().unwrap_or_default())
    }
}

/// Returns the app of W4 in a store.
pub(super) fn library(storage: impl Storage) -> App {
    App::builder()
        .domain::<Library>(commands![AddBook, AddBooks])
        .storage(storage)
        .build()
        .expect("the commands are complete")
}

/// Runs W4 once.
pub(super) async fn add(app: &App) -> u64 {
    let added = app.run(AddBook { pages: PAGES }).await;
    u64::try_from(added.expect("the store is there")).unwrap_or_default()
}
