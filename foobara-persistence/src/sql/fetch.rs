use foobara_core::transaction::StorageError;

use super::{dialect::Dialect, engine::Row as SqlRow, lease::Lease, statement::Statement};
use crate::{
    aggregate::{Aggregate, Function},
    datum::Datum,
    query::{Query, Rows, Select},
    row::Row,
    shape::{Kind, Shape, misfit},
};

/// Fetches what a query asks for.
pub(crate) async fn fetch<D: Dialect>(lease: &mut Lease<D>, query: &Query) -> Result<Rows, StorageError> {
    let found = lease.rows(Statement::select(lease.dialect(), query)).await?;
    match &query.select {
        Select::Rows => {
            let rows = found.iter().map(|found| row::<D>(query.shape, found));
            Ok(Rows::of(rows.collect::<Result<_, _>>()?))
        }
        Select::Count => match found
            .first()
            .map(|found| datum::<D>(found, 0, "the count", Kind::Int))
        {
            Some(count) => Ok(Rows::counted(counted(&count?))),
            None => Ok(Rows::default()),
        },
        Select::Figures(figures) => {
            let rows = found
                .iter()
                .map(|found| figures_of::<D>(query.shape, figures, found));
            Ok(Rows::of(rows.collect::<Result<_, _>>()?))
        }
    }
}

/// Returns whether there is a record that a query asks for.
pub(super) async fn exists<D: Dialect>(lease: &mut Lease<D>, mut query: Query) -> Result<bool, StorageError> {
    query.select = Select::Count;
    Ok(fetch(lease, &query).await?.count > 0)
}

/// Runs a statement and reads values of these kinds.
pub(crate) async fn ask<D: Dialect>(
    lease: &mut Lease<D>,
    statement: Statement<D>,
    kinds: &[Kind],
) -> Result<Vec<Row>, StorageError> {
    let found = lease.rows(statement).await?;
    found.iter().map(|found| values::<D>(found, kinds)).collect()
}

/// Reads values of these kinds.
pub(super) fn values<D: Dialect>(found: &SqlRow<D::Database>, kinds: &[Kind]) -> Result<Row, StorageError> {
    let read =
        |(index, kind): (usize, &Kind)| datum::<D>(found, index, &format!("column {}", index + 1), *kind);
    kinds.iter().enumerate().map(read).collect()
}

/// Reads one value.
pub(super) fn datum<D: Dialect>(
    found: &SqlRow<D::Database>,
    index: usize,
    name: &str,
    kind: Kind,
) -> Result<Datum, StorageError> {
    D::read(found, index, kind).map_err(|what| StorageError::Corrupt(format!("{name}: {what}")))
}

/// Reads a row whose columns were selected in the order of the shape.
fn row<D: Dialect>(shape: &Shape, found: &SqlRow<D::Database>) -> Result<Row, StorageError> {
    let columns = shape.columns.iter().enumerate();
    columns
        .map(|(index, column)| datum::<D>(found, index, &column.name, column.kind))
        .collect()
}

fn figures_of<D: Dialect>(
    shape: &Shape,
    figures: &[Aggregate],
    found: &SqlRow<D::Database>,
) -> Result<Row, StorageError> {
    let read = |(index, figure): (usize, &Aggregate)| match (figure.function, figure.kind(shape)) {
        (Function::Sum, Kind::Int) => sum(datum::<D>(found, index, "the sum", Kind::Text)?),
        (_, kind) => datum::<D>(found, index, "the figure", kind),
    };
    figures.iter().enumerate().map(read).collect()
}

fn sum(text: Datum) -> Result<Datum, StorageError> {
    match text {
        Datum::Text(digits) => digits
            .parse()
            .map(Datum::Int)
            .map_err(|_| misfit("a sum has more than 64 bits".to_owned())),
        _ => Ok(Datum::Null),
    }
}

fn counted(count: &Datum) -> u64 {
    match count {
        Datum::Int(count) => u64::try_from(*count).unwrap_or_default(),
        _ => 0,
    }
}
