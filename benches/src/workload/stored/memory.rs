//! W4 in memory, against a transaction by hand: an overlay of what was changed, and a log of it.

use std::{
    collections::HashMap,
    hint::black_box,
    sync::{LazyLock, Mutex, MutexGuard},
};

use foobara::{App, MemoryStore};

use super::{
    super::now::now,
    command::{PAGES, TITLE, add, library},
};

static LIBRARY: LazyLock<App> = LazyLock::new(|| library(MemoryStore::new()));

pub(crate) fn framework(_: &App) -> u64 {
    now(add(&LIBRARY)).unwrap_or_default()
}

static SHELF: LazyLock<Mutex<Shelf>> = LazyLock::new(Mutex::default);

#[derive(Default)]
struct Shelf {
    books: HashMap<i64, Volume>,
    last: i64,
}

#[derive(Clone)]
struct Volume {
    id: i64,
    title: String,
    pages: i64,
}

/// What a transaction has changed: seen by itself, and by others once it is committed.
struct Transaction<'a> {
    shelf: MutexGuard<'a, Shelf>,
    overlay: HashMap<i64, Volume>,
    log: Vec<Entry>,
}

/// A change: the record before and after it.
#[expect(dead_code, reason = "a log is kept for those who want to know")]
struct Entry {
    before: Option<Volume>,
    after: Volume,
}

impl Transaction<'_> {
    fn begin() -> Self {
        Self {
            shelf: SHELF.lock().expect("nobody panics"),
            overlay: HashMap::new(),
            log: Vec::new(),
        }
    }

    async fn insert(&mut self, title: String, pages: i64) -> Volume {
        self.shelf.last += 1;
        let id = self.shelf.last;
        let book = Volume { id, title, pages };
        self.write(None, book.clone());
        book
    }

    async fn get(&self, id: i64) -> Option<Volume> {
        self.overlay
            .get(&id)
            .or_else(|| self.shelf.books.get(&id))
            .cloned()
    }

    async fn update(&mut self, book: &Volume) {
        let before = self.get(book.id).await;
        self.write(before, book.clone());
    }

    async fn commit(mut self) -> usize {
        self.shelf.books.extend(self.overlay);
        self.log.len()
    }

    fn write(&mut self, before: Option<Volume>, after: Volume) {
        self.overlay.insert(after.id, after.clone());
        self.log.push(Entry { before, after });
    }
}

pub(crate) fn baseline(_: &App) -> u64 {
    let pages = now(async {
        let mut transaction = Transaction::begin();
        let created = transaction.insert(TITLE.to_owned(), PAGES).await;
        let mut book = transaction.get(created.id).await?;
        book.pages += 1;
        transaction.update(&book).await;
        transaction.commit().await;
        black_box(&book.title);
        Some(book.pages)
    });
    pages
        .flatten()
        .and_then(|pages| u64::try_from(pages).ok())
        .unwrap_or_default()
}
