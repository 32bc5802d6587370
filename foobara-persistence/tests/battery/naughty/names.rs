use std::{borrow::Cow, sync::Arc};

use foobara_persistence::{
    Begin, Change, Datum, Direction, Filter, Finish, Order, Query, Row, Shape, StorageError, Store, Stored,
};
use foobara_types::{
    AttributesType, ModelType,
    declaration::{Access, Attribute, Declaration, Kept},
};
use tokio::task::JoinSet;

use super::strings::STRINGS;
use crate::measured::Measured;

/// Makes an entity of each string, and of the string's attribute. A store may refuse a name, but not most of them.
pub(super) async fn are_names(store: &Arc<dyn Store>, round: u32, measured: &mut Measured) {
    let mut accepted = 0;
    for (number, string) in STRINGS.iter().enumerate() {
        measured.tried(1);
        if *string == "id" {
            continue;
        }
        let shape = Shape::of(model(string, &format!("N{round}x{number}")));
        let mut tasks = JoinSet::new();
        let of_task = Arc::clone(store);
        tasks.spawn(async move { is_name(&*of_task, shape).await });
        match tasks.join_next().await.expect("there is one") {
            Ok(Ok(true)) => accepted += 1,
            Ok(Ok(false)) => {}
            Ok(Err(error)) => measured.violation(format!("{string:?} as a name: {error:?}")),
            Err(_) => measured.violation(format!("{string:?} as a name is a panic")),
        }
    }
    measured.check(accepted > STRINGS.len() / 2, || {
        format!("only {accepted} names are accepted")
    });
}

/// Returns whether the store accepts the names of a shape.
async fn is_name(store: &dyn Store, shape: &'static Shape) -> Stored<bool> {
    if store.prepare(&[shape]).await.is_err() {
        return Ok(false);
    }
    let name = shape.columns[1].name.clone();
    let row = |key: i64| Row::from([Datum::Int(key), Datum::Text("value".to_owned())]);
    let mut session = store.begin(Begin::default()).await?;
    if let Err(error) = session.apply(&[Change::create(shape, row(1))]).await {
        // What has no tables learns of a name when it is first used.
        return match error {
            StorageError::Invalid(_) => Ok(false),
            other => Err(other),
        };
    }
    session.finish(Finish::Commit).await?;

    let mut session = store.begin(Begin::default()).await?;
    let taken = session.apply(&[Change::create(shape, row(2))]).await;
    if !matches!(&taken, Err(StorageError::Taken(names)) if *names == [name.clone()]) {
        return Err(wrong(format!("a taken value was answered {taken:?}")));
    }
    let mut query = Query::all(shape);
    query.filter = Filter::equal(name, "value");
    query.order = vec![Order {
        column: 1,
        direction: Direction::Descending,
    }];
    let found = session.fetch(&query).await?.rows;
    session.apply(&[Change::delete(shape, Datum::Int(1))]).await?;
    session.finish(Finish::Commit).await?;
    if found == [row(1)] {
        Ok(true)
    } else {
        Err(wrong("another row is found".to_owned()))
    }
}

fn wrong(what: String) -> StorageError {
    StorageError::Other(what.into())
}

/// Declares an entity of which the string is the name and an attribute, unique besides, in a domain of its own.
fn model(string: &'static str, domain: &str) -> &'static ModelType {
    let scope: &'static str = Box::leak(domain.to_owned().into_boxed_str());
    let attribute = |name: &'static str, declaration: Declaration| Attribute {
        name: Cow::Borrowed(name),
        declaration,
        required: true,
        default: None,
    };
    let attributes = vec![
        attribute("id", Declaration::of::<i64>()),
        attribute(string, Declaration::of::<String>()),
    ];
    let unique: &'static [&'static str] = Box::leak(Box::new([string]));
    let kept = Kept {
        unique: Box::leak(Box::new([unique])),
        ..Kept::PLAIN
    };
    Box::leak(Box::new(ModelType {
        name: Cow::Borrowed(string),
        scope: Box::leak(Box::new([scope])),
        description: None,
        attributes: AttributesType::new(attributes),
        primary_key: Some(Cow::Borrowed("id")),
        access: Access::OPEN,
        kept,
    }))
}
