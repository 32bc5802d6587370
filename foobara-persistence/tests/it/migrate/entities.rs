//! Entities as they were at one time.

use std::borrow::Cow;

use foobara_persistence::{Begin, Change, Datum, Finish, Kind, Query, Row, Shape, Store};
use foobara_types::{Access, Attribute, AttributesType, Declaration, Kept, ModelType, Typed};

/// The entities of a program at one time. They are leaked, as those of a program are static.
pub(super) type Entities = Vec<&'static ModelType>;

pub(super) fn attribute<T: Typed>(name: &'static str) -> Attribute {
    Attribute {
        name: Cow::Borrowed(name),
        declaration: Declaration::of::<T>(),
        required: T::REQUIRED,
        default: None,
    }
}

/// An entity called `Leaf` whose key is `id`.
pub(super) fn leaf(attributes: Vec<Attribute>) -> &'static ModelType {
    entity("Leaf", "id", attributes, Kept::PLAIN)
}

pub(super) fn entity(
    name: &'static str,
    key: &'static str,
    attributes: Vec<Attribute>,
    kept: Kept,
) -> &'static ModelType {
    Box::leak(Box::new(ModelType {
        name: Cow::Borrowed(name),
        scope: &[],
        description: None,
        attributes: AttributesType::new(attributes),
        primary_key: Some(Cow::Borrowed(key)),
        access: Access::OPEN,
        kept,
    }))
}

/// A value that every other kind can be made of.
fn datum(kind: Kind, number: i64) -> Datum {
    match kind {
        Kind::Bool => Datum::Bool(number % 2 == 1),
        Kind::Int => number.into(),
        Kind::Float => Datum::Float(if number % 2 == 1 { 1.0 } else { 2.0 }),
        Kind::Text => number.to_string().into(),
        _ => Datum::Json(number.into()),
    }
}

/// Creates records numbered from 1 of an entity.
pub(super) async fn create(store: &dyn Store, model: &'static ModelType, count: i64) {
    let shape = Shape::of(model);
    let mut session = store.begin(Begin::default()).await.expect("it begins");
    for number in 1..=count {
        let columns = shape.columns.iter();
        let row = columns.map(|column| datum(column.kind, number)).collect();
        session
            .apply(&[Change::create(shape, row)])
            .await
            .expect("it is created");
    }
    session.finish(Finish::Commit).await.expect("it commits");
}

/// Returns the records of an entity in the order of their keys, which can only be read if they fit it.
pub(super) async fn records(store: &dyn Store, model: &'static ModelType) -> Vec<Row> {
    let mut read = Begin::default();
    read.read_only = true;
    let mut session = store.begin(read).await.expect("it begins");
    let found = session.fetch(&Query::all(Shape::of(model))).await;
    found.expect("the records fit").rows
}
