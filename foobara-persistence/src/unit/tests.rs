use std::{borrow::Cow, sync::Arc, task::Poll};

use foobara_core::{
    Effect, Transaction,
    transaction::{Savepoint, StorageError},
};
use foobara_types::{Access, Attribute, AttributesType, Declaration, Kept, ModelType, Typed};

use super::UnitOfWork;
use crate::{
    aggregate::{Aggregate, Function},
    change::{Applied, Change},
    datum::Datum,
    driver::{Begin, Capabilities, Finish, Io, Session, Store, Stored},
    key::Auto,
    memory::MemoryStore,
    query::{Query, Rows, Select},
    reach::Reach,
    row::Row,
    shape::Shape,
};

const fn attribute<T: Typed>(name: &'static str) -> Attribute {
    let declaration = Declaration::of::<T>();
    Attribute {
        name: Cow::Borrowed(name),
        declaration,
        required: T::REQUIRED,
        default: None,
    }
}

static LEAF: ModelType = ModelType {
    name: Cow::Borrowed("Leaf"),
    scope: &[],
    description: None,
    attributes: AttributesType::of(
        const { &[attribute::<Auto<i64>>("id"), attribute::<i64>("size")] },
        &[],
        false,
    ),
    primary_key: Some(Cow::Borrowed("id")),
    access: Access::OPEN,
    kept: Kept::PLAIN,
};

fn leaf(id: Option<i64>, size: i64) -> Row {
    Row::from([id.into(), size.into()])
}

#[tokio::test]
async fn changes_are_noted_with_before_and_after() {
    let shape = Shape::of(&LEAF);
    let unit = UnitOfWork::new(Arc::new(MemoryStore::new()), Effect::Write);
    unit.apply(Change::create(shape, leaf(None, 1)), Reach::USUAL)
        .await
        .unwrap();
    unit.apply(Change::update(shape, leaf(Some(1), 2), None), Reach::USUAL)
        .await
        .unwrap();
    unit.savepoint(Savepoint::Set).await.unwrap();
    unit.apply(Change::update(shape, leaf(Some(1), 3), None), Reach::USUAL)
        .await
        .unwrap();
    unit.apply(Change::create(shape, leaf(None, 9)), Reach::USUAL)
        .await
        .unwrap();
    unit.savepoint(Savepoint::RollBack).await.unwrap();
    unit.apply(Change::delete(shape, Datum::Int(1)), Reach::USUAL)
        .await
        .unwrap();

    let changes = unit.changes().await.changes;
    let seen: Vec<_> = changes
        .into_iter()
        .map(|change| (change.key, change.before, change.after))
        .collect();
    let (one, first, second) = (Datum::Int(1), leaf(Some(1), 1), leaf(Some(1), 2));
    assert!(
        seen == [
            (one.clone(), None, Some(first.clone())),
            (one.clone(), Some(first), Some(second.clone())),
            (one, Some(second), None),
        ]
    );
}

#[tokio::test]
async fn what_was_fetched_is_what_was_before() {
    let shape = Shape::of(&LEAF);
    let store = MemoryStore::new();
    let writer = UnitOfWork::new(Arc::new(store.clone()), Effect::Write);
    writer
        .apply(Change::create(shape, leaf(None, 1)), Reach::USUAL)
        .await
        .unwrap();
    writer.commit().await.unwrap();

    let unit = UnitOfWork::new(Arc::new(store), Effect::Write);
    unit.fetch(Query::all(shape), Reach::USUAL).await.unwrap();
    unit.apply(Change::delete(shape, Datum::Int(1)), Reach::USUAL)
        .await
        .unwrap();
    assert!(unit.changes().await.changes[0].before == Some(leaf(Some(1), 1)));
}

#[tokio::test]
async fn figures_are_no_records() {
    let shape = Shape::of(&LEAF);
    let store = MemoryStore::new();
    let writer = UnitOfWork::new(Arc::new(store.clone()), Effect::Write);
    writer
        .apply(Change::create(shape, leaf(None, 1)), Reach::USUAL)
        .await
        .unwrap();
    writer.commit().await.unwrap();

    let unit = UnitOfWork::new(Arc::new(store), Effect::Write);
    let mut sum = Query::all(shape);
    sum.select = Select::Figures(vec![Aggregate {
        function: Function::Sum,
        column: 1,
    }]);
    unit.fetch(sum, Reach::USUAL).await.unwrap();
    let change = Change::update(shape, leaf(Some(1), 2), None);
    unit.apply(change, Reach::USUAL).await.unwrap();
    assert!(unit.changes().await.changes[0].before.is_none());
}

#[tokio::test]
async fn a_unit_that_reads_changes_nothing() {
    let unit = UnitOfWork::new(Arc::new(MemoryStore::new()), Effect::Read);
    assert!(
        unit.apply(Change::create(Shape::of(&LEAF), leaf(None, 1)), Reach::USUAL)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_row_that_does_not_fit_is_refused() {
    let unit = UnitOfWork::new(Arc::new(MemoryStore::new()), Effect::Write);
    for row in [
        Row::from([Datum::Null, "5".into()]),
        Row::from([Datum::Null, Datum::Null]),
        Row::from([Datum::Null]),
    ] {
        assert!(
            unit.apply(Change::create(Shape::of(&LEAF), row), Reach::USUAL)
                .await
                .is_err()
        );
    }
}

/// A store whose changes end as it is told, if at all.
struct Scripted(fn() -> Io<'static, Stored<Vec<Applied>>>);

impl Store for Scripted {
    fn capabilities(&self) -> Capabilities {
        Capabilities::default()
    }

    fn begin(&self, _how: Begin) -> Io<'_, Stored<Box<dyn Session>>> {
        Io::ready(Ok(Box::new(Self(self.0))))
    }

    fn prepare<'a>(&'a self, _shapes: &'a [&'static Shape]) -> Io<'a, Stored<()>> {
        Io::ready(Ok(()))
    }
}

impl Session for Scripted {
    fn fetch<'a>(&'a mut self, _query: &'a Query) -> Io<'a, Stored<Rows>> {
        Io::ready(Ok(Rows::default()))
    }

    fn apply<'a>(&'a mut self, _changes: &'a [Change]) -> Io<'a, Stored<Vec<Applied>>> {
        (self.0)()
    }

    fn savepoint(&mut self, _step: Savepoint) -> Io<'_, Stored<()>> {
        Io::ready(Ok(()))
    }

    fn finish(self: Box<Self>, _how: Finish) -> Io<'static, Stored<()>> {
        Io::ready(Ok(()))
    }
}

#[tokio::test]
async fn a_change_dropped_half_way_can_only_be_rolled_back() {
    let stuck = Scripted(|| Io::later(std::future::pending()));
    let unit = UnitOfWork::new(Arc::new(stuck), Effect::Write);
    {
        let mut change = Box::pin(unit.apply(Change::create(Shape::of(&LEAF), leaf(None, 1)), Reach::USUAL));
        let poll = std::future::poll_fn(|context| Poll::Ready(change.as_mut().poll(context))).await;
        assert!(poll.is_pending());
    }
    assert!(
        unit.fetch(Query::all(Shape::of(&LEAF)), Reach::USUAL)
            .await
            .is_err()
    );
    assert!(unit.commit().await.is_err());
    assert!(unit.rollback().await.is_ok());
}

#[tokio::test]
async fn only_a_change_that_may_be_half_done_leaves_nothing_but_a_rollback() {
    for (store, is_usable) in [
        (
            Scripted(|| Io::ready(Err(StorageError::Unavailable("gone".into())))),
            false,
        ),
        (
            Scripted(|| Io::ready(Err(StorageError::Other("gone".into())))),
            false,
        ),
        (Scripted(|| Io::ready(Err(StorageError::Conflict))), true),
        (Scripted(|| Io::ready(Err(StorageError::Duplicate))), true),
    ] {
        let unit = UnitOfWork::new(Arc::new(store), Effect::Write);
        let change = Change::create(Shape::of(&LEAF), leaf(None, 1));
        assert!(unit.apply(change, Reach::USUAL).await.is_err());
        let fetched = unit.fetch(Query::all(Shape::of(&LEAF)), Reach::USUAL).await;
        assert_eq!(
            (fetched.is_ok(), unit.commit().await.is_ok()),
            (is_usable, is_usable)
        );
        assert!(unit.rollback().await.is_ok());
    }
}

#[tokio::test]
async fn what_was_before_is_looked_up_only_for_those_who_want_to_know() {
    let shape = Shape::of(&LEAF);
    let store = MemoryStore::new();
    let writer = UnitOfWork::new(Arc::new(store.clone()), Effect::Write);
    writer
        .apply(Change::create(shape, leaf(None, 1)), Reach::USUAL)
        .await
        .unwrap();
    writer.commit().await.unwrap();

    for (is_observed, before) in [(false, None), (true, Some(leaf(Some(1), 1)))] {
        let mut unit = UnitOfWork::new(Arc::new(store.clone()), Effect::Write);
        if is_observed {
            unit.observe();
        }
        let change = Change::update(shape, leaf(Some(1), 2), None);
        unit.apply(change, Reach::USUAL).await.unwrap();
        assert!(unit.changes().await.changes[0].before == before);
        unit.rollback().await.unwrap();
    }
}

#[test]
fn a_unit_can_be_undone_if_its_store_can() {
    let stuck = Scripted(|| Io::later(std::future::pending()));
    assert!(!UnitOfWork::new(Arc::new(stuck), Effect::Write).can_undo());
    assert!(UnitOfWork::new(Arc::new(MemoryStore::new()), Effect::Write).can_undo());
}
