//! Changes, and what they are refused for.

use foobara_core::transaction::StorageError;

use super::{dialect::Dialect, fetch, lease::Lease, statement::Statement, write::after};
use crate::{
    change::{Applied, Change, Operation},
    datum::Datum,
    filter::Filter,
    query::Query,
    shape::Shape,
};

/// The savepoint around a change that may be refused.
const ATTEMPT: &str = "attempt";

/// How often a key is assigned anew that turned out to be taken.
const ASSIGNMENTS: u32 = 3;

/// Makes changes, in order. New records of one entity that follow each other are inserted together.
pub(crate) async fn apply<D: Dialect>(
    lease: &mut Lease<D>,
    changes: &[Change],
) -> Result<Vec<Applied>, StorageError> {
    let mut applied = Vec::with_capacity(changes.len());
    for together in changes.chunk_by(are_inserted_together::<D>) {
        for together in together.chunks(most_records::<D>(together)) {
            applied.extend(apply_together(lease, together).await?);
        }
    }
    Ok(applied)
}

fn are_inserted_together<D: Dialect>(one: &Change, next: &Change) -> bool {
    let are_new = one.operation == Operation::Create && next.operation == Operation::Create;
    let are_alike = std::ptr::eq(one.shape, next.shape) && one.key.is_null() == next.key.is_null();
    // Where an insertion does not answer its keys, it tells one of them.
    are_new && are_alike && (D::RETURNS_KEYS || !one.key.is_null())
}

fn most_records<D: Dialect>(changes: &[Change]) -> usize {
    let columns = changes.first().map_or(1, |change| change.shape.columns.len());
    (D::MOST_VALUES / columns.max(1)).max(1)
}

async fn apply_together<D: Dialect>(
    lease: &mut Lease<D>,
    changes: &[Change],
) -> Result<Vec<Applied>, StorageError> {
    let [change] = changes else {
        return create_all(lease, changes).await;
    };
    let applied = match change.operation {
        Operation::Create => create(lease, change).await?,
        Operation::Put if change.key.is_null() => create(lease, change).await?,
        Operation::Put => put(lease, change).await?,
        Operation::Update => update(lease, change).await?,
        Operation::Delete => delete(lease, change).await?,
    };
    Ok(vec![applied])
}

/// One that is refused takes the others along; then it is found by going one by one.
async fn create_all<D: Dialect>(
    lease: &mut Lease<D>,
    changes: &[Change],
) -> Result<Vec<Applied>, StorageError> {
    if let Some(applied) = insert(lease, changes).await? {
        return Ok(applied);
    }
    let mut applied = Vec::with_capacity(changes.len());
    for change in changes {
        applied.push(create(lease, change).await?);
    }
    Ok(applied)
}

async fn create<D: Dialect>(lease: &mut Lease<D>, change: &Change) -> Result<Applied, StorageError> {
    for _ in 0..ASSIGNMENTS {
        let inserted = insert(lease, std::slice::from_ref(change)).await?;
        if let Some(applied) = inserted.and_then(|mut applied| applied.pop()) {
            return Ok(applied);
        }
        let refusal = refusal(lease, change).await?;
        match lease.dialect().catch_up(change.shape) {
            // Nothing of the record is taken but the key that was assigned to it.
            Some(statement) if change.key.is_null() && matches!(refusal, StorageError::Conflict) => {
                lease.rows(statement).await?;
            }
            _ => return Err(refusal),
        }
    }
    Err(StorageError::Conflict)
}

/// Inserts records: all, or none if one of them is refused.
async fn insert<D: Dialect>(
    lease: &mut Lease<D>,
    changes: &[Change],
) -> Result<Option<Vec<Applied>>, StorageError> {
    let statement = Statement::insert(lease.dialect(), changes)?;
    if !D::RETURNS_KEYS {
        return match lease.execute(statement).await {
            Ok(done) => Ok(Some(assigned(changes, || D::assigned(&done).map(Datum::Int)))),
            Err(StorageError::Duplicate) => Ok(None),
            Err(error) => Err(error),
        };
    }
    let keys = returned_keys(lease, statement, changes).await?;
    if keys.len() == changes.len() {
        let mut keys = keys.into_iter();
        return Ok(Some(assigned(changes, || keys.next())));
    }
    if let (Some(change), false) = (changes.first(), keys.is_empty()) {
        lease
            .execute(Statement::delete_all(lease.dialect(), change.shape, keys))
            .await?;
    }
    Ok(None)
}

fn assigned(changes: &[Change], mut next: impl FnMut() -> Option<Datum>) -> Vec<Applied> {
    let applied = |change: &Change| {
        let key = next();
        Applied {
            assigned: key.filter(|_| change.key.is_null()),
        }
    };
    changes.iter().map(applied).collect()
}

async fn returned_keys<D: Dialect>(
    lease: &mut Lease<D>,
    statement: Statement<D>,
    changes: &[Change],
) -> Result<Vec<Datum>, StorageError> {
    let Some(change) = changes.first() else {
        return Ok(Vec::new());
    };
    let key = change.shape.key_column();
    // All rows and not only the first: SQLite completes the statement when it has answered the last.
    let returned = lease.rows(statement).await?;
    let read = returned
        .iter()
        .map(|row| fetch::datum::<D>(row, 0, &key.name, key.kind));
    read.collect()
}

async fn put<D: Dialect>(lease: &mut Lease<D>, change: &Change) -> Result<Applied, StorageError> {
    if !D::RETURNS_KEYS {
        return put_in_two(lease, change).await;
    }
    let statement = Statement::put(lease.dialect(), change)?;
    let is_marked = mark(lease, moves_unique_values(change)).await?;
    let keys = returned_keys(lease, statement, std::slice::from_ref(change)).await;
    match settle(lease, is_marked, keys).await {
        Ok(keys) if keys.is_empty() => Err(StorageError::Conflict),
        Ok(_) => Ok(Applied::default()),
        Err(StorageError::Duplicate) => Err(refusal_of_values(lease, change).await?),
        Err(error) => Err(error),
    }
}

/// Replaces the record or else inserts it, for databases whose way to do both at once takes values of unique groups for
/// keys. Another unit may insert it in between: then it is replaced after all.
async fn put_in_two<D: Dialect>(lease: &mut Lease<D>, change: &Change) -> Result<Applied, StorageError> {
    match update(lease, change).await {
        Err(StorageError::NotFound) => {}
        updated => return updated,
    }
    match create(lease, change).await {
        Err(StorageError::Duplicate) => update(lease, change).await,
        created => created,
    }
}

async fn update<D: Dialect>(lease: &mut Lease<D>, change: &Change) -> Result<Applied, StorageError> {
    let statement = Statement::update(lease.dialect(), change)?;
    let is_marked = mark(lease, moves_unique_values(change)).await?;
    let done = lease.execute(statement).await;
    match settle(lease, is_marked, done).await {
        Ok(done) if D::affected(&done) > 0 => Ok(Applied::default()),
        Ok(_) => Err(missing(lease, change).await?),
        Err(StorageError::Duplicate) => Err(refusal_of_values(lease, change).await?),
        Err(error) => Err(error),
    }
}

async fn delete<D: Dialect>(lease: &mut Lease<D>, change: &Change) -> Result<Applied, StorageError> {
    let statement = Statement::delete(lease.dialect(), change.shape, &change.key);
    let done = lease.execute(statement).await?;
    if D::affected(&done) > 0 {
        Ok(Applied::default())
    } else {
        Err(StorageError::NotFound)
    }
}

/// Sets a savepoint before a statement that may be refused for what is taken, where the transaction would not survive
/// that otherwise. Returns whether it did.
async fn mark<D: Dialect>(lease: &mut Lease<D>, is_risky: bool) -> Result<bool, StorageError> {
    let is_marked = is_risky && !D::UNDOES_ALONE;
    if is_marked {
        lease.command(format!("SAVEPOINT {ATTEMPT}")).await?;
    }
    Ok(is_marked)
}

/// Forgets the savepoint, or goes back to it if the statement was refused. One that was not taken for risky and is refused
/// has met another unit, which changed the record since this one saw it.
async fn settle<D: Dialect, T>(
    lease: &mut Lease<D>,
    is_marked: bool,
    done: Result<T, StorageError>,
) -> Result<T, StorageError> {
    match &done {
        Err(StorageError::Duplicate) if is_marked => lease.undo_to(ATTEMPT).await?,
        Err(StorageError::Duplicate) if !D::UNDOES_ALONE => return Err(StorageError::Conflict),
        Ok(_) if is_marked => lease.command(format!("RELEASE SAVEPOINT {ATTEMPT}")).await?,
        _ => {}
    }
    done
}

/// Returns whether a change may give a record values of a unique group that it did not have.
fn moves_unique_values(change: &Change) -> bool {
    let mut columns = change.shape.unique.iter().flatten();
    match (&change.before, &change.after) {
        (Some(before), Some(after)) => columns.any(|at| before.get(*at) != after.get(*at)),
        _ => columns.next().is_some(),
    }
}

/// Says why an update changed nothing.
async fn missing<D: Dialect>(lease: &mut Lease<D>, change: &Change) -> Result<StorageError, StorageError> {
    let is_there = change.expected_version.is_some()
        && fetch::exists(lease, Query::of_key(change.shape, change.key.clone())).await?;
    Ok(if is_there {
        StorageError::Conflict
    } else {
        StorageError::NotFound
    })
}

/// Says what an insertion ran into.
async fn refusal<D: Dialect>(lease: &mut Lease<D>, change: &Change) -> Result<StorageError, StorageError> {
    let is_given = !change.key.is_null();
    if is_given && fetch::exists(lease, Query::of_key(change.shape, change.key.clone())).await? {
        return Ok(StorageError::Duplicate);
    }
    refusal_of_values(lease, change).await
}

/// Says which unique group has values of another record. If none has any more, or yet to see, another unit of work was in
/// between.
async fn refusal_of_values<D: Dialect>(
    lease: &mut Lease<D>,
    change: &Change,
) -> Result<StorageError, StorageError> {
    for group in &change.shape.unique {
        if let Some(same) = same_values(change, group)?
            && fetch::exists(lease, same).await?
        {
            return Ok(StorageError::Taken(names(change.shape, group)));
        }
    }
    Ok(StorageError::Conflict)
}

/// Asks for other records with the same values in a group; a group with null in it does not count.
fn same_values(change: &Change, group: &[usize]) -> Result<Option<Query>, StorageError> {
    let row = after(change)?;
    let mut query = Query::all(change.shape);
    if !change.key.is_null() {
        query.filter = !Filter::Keys(vec![change.key.clone()]);
    }
    for (at, name) in group.iter().zip(names(change.shape, group)) {
        if row.get(*at).is_null() {
            return Ok(None);
        }
        query.filter = query.filter.and(Filter::equal(name, row.get(*at).clone()));
    }
    Ok(Some(query))
}

fn names(shape: &Shape, group: &[usize]) -> Vec<String> {
    let columns = group.iter().filter_map(|at| shape.columns.get(*at));
    columns.map(|column| column.name.clone()).collect()
}
