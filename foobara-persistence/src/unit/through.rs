//! Filters that lead through references to records of other entities.

use foobara_core::{BoxFuture, transaction::StorageError};
use foobara_types::{Association, DataPath, ModelType};

use super::UnitOfWork;
use crate::{
    datum::Datum,
    filter::{DEEPEST, Filter},
    query::Query,
    reach::Reach,
    shape::{Shape, misfit},
};

impl Filter {
    /// Returns whether it is about records of other entities, too. One that is too deep is not, and will be refused.
    pub(crate) fn leads_elsewhere(&self) -> bool {
        self.leads_elsewhere_at(0)
    }

    /// Returns the other entities that it is about.
    pub(crate) fn elsewhere(&self, shape: &'static Shape) -> Vec<&'static ModelType> {
        let mut found = Vec::new();
        if self.leads_elsewhere() {
            self.entities(shape, 0, &mut found);
        }
        found
    }

    fn leads_elsewhere_at(&self, depth: usize) -> bool {
        match self {
            _ if depth > DEEPEST => false,
            Self::Through { .. } => true,
            Self::And(filters) | Self::Or(filters) => {
                filters.iter().any(|filter| filter.leads_elsewhere_at(depth + 1))
            }
            Self::Not(filter) => filter.leads_elsewhere_at(depth + 1),
            Self::All | Self::Keys(_) | Self::Compare { .. } | Self::AnyOf { .. } => false,
        }
    }

    fn entities(&self, shape: &'static Shape, depth: usize, found: &mut Vec<&'static ModelType>) {
        match self {
            _ if depth > DEEPEST => {}
            Self::Through { column, filter } => {
                if let Some(association) = association(shape, column) {
                    found.push(association.entity);
                    filter.entities(Shape::of(association.entity), depth + 1, found);
                }
            }
            Self::And(filters) | Self::Or(filters) => {
                let filters = filters.iter();
                filters.for_each(|filter| filter.entities(shape, depth + 1, found));
            }
            Self::Not(filter) => filter.entities(shape, depth + 1, found),
            Self::All | Self::Keys(_) | Self::Compare { .. } | Self::AnyOf { .. } => {}
        }
    }
}

impl UnitOfWork {
    /// Replaces what a filter asks of other records by their keys.
    pub(super) fn keys_of<'a>(
        &'a self,
        filter: Filter,
        shape: &'static Shape,
        depth: usize,
    ) -> BoxFuture<'a, Result<Filter, StorageError>> {
        Box::pin(async move {
            if depth > DEEPEST {
                return Err(misfit(format!(
                    "a filter on {} nests deeper than {DEEPEST}",
                    shape.table
                )));
            }
            Ok(match filter {
                Filter::Through { column, filter } => {
                    self.keys_through(&column, *filter, shape, depth).await?
                }
                Filter::And(filters) => Filter::And(self.keys_of_all(filters, shape, depth).await?),
                Filter::Or(filters) => Filter::Or(self.keys_of_all(filters, shape, depth).await?),
                Filter::Not(filter) => Filter::Not(Box::new(self.keys_of(*filter, shape, depth + 1).await?)),
                other => other,
            })
        })
    }

    async fn keys_of_all(
        &self,
        filters: Vec<Filter>,
        shape: &'static Shape,
        depth: usize,
    ) -> Result<Vec<Filter>, StorageError> {
        let mut replaced = Vec::with_capacity(filters.len());
        for filter in filters {
            replaced.push(self.keys_of(filter, shape, depth + 1).await?);
        }
        Ok(replaced)
    }

    async fn keys_through(
        &self,
        column: &str,
        filter: Filter,
        shape: &'static Shape,
        depth: usize,
    ) -> Result<Filter, StorageError> {
        let association = association(shape, column)
            .ok_or_else(|| misfit(format!("`{column}` of {} refers to no records", shape.table)))?;
        let target = Shape::of(association.entity);
        let mut query = Query::all(target);
        query.filter = self.keys_of(filter, target, depth + 1).await?;
        let rows = self.fetch(query, Reach::USUAL).await?.rows;
        let keys = rows.iter().map(|row| row.get(target.key).clone()).collect();
        refers_to_any(shape, &association.path, keys)
    }
}

/// Returns the association at a path.
fn association(shape: &'static Shape, path: &str) -> Option<Association<'static>> {
    let path = DataPath::from(path);
    let along = shape.model.attributes.associations_along(&path)?;
    let [association]: [_; 1] = along.try_into().ok()?;
    Some(association)
}

/// Returns the filter for records that refer to one of those with these keys.
///
/// # Errors
///
/// When the association is within lists that are within lists.
pub(crate) fn refers_to_any(
    shape: &Shape,
    path: &DataPath,
    keys: Vec<Datum>,
) -> Result<Filter, StorageError> {
    let column = path.to_string();
    let place = shape.place(&column).ok_or_else(|| {
        misfit(format!(
            "`{column}` of {} is in a list within a list",
            shape.table
        ))
    })?;
    Ok(match place.elements {
        None => Filter::any_of(column, keys),
        Some(_) => Filter::Or(
            keys.into_iter()
                .map(|key| Filter::contains(column.clone(), key))
                .collect(),
        ),
    })
}
