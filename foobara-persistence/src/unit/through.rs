//! Filters that lead through references to records of other entities.

use foobara_core::{BoxFuture, transaction::StorageError};
use foobara_types::{Association, DataPath, ModelType};

use super::UnitOfWork;
use crate::{
    datum::Datum,
    filter::Filter,
    query::Query,
    reach::Reach,
    shape::{Shape, misfit},
};

impl Filter {
    /// Returns whether it is about records of other entities, too.
    pub(crate) fn leads_elsewhere(&self) -> bool {
        match self {
            Self::Through { .. } => true,
            Self::And(filters) | Self::Or(filters) => filters.iter().any(Self::leads_elsewhere),
            Self::Not(filter) => filter.leads_elsewhere(),
            Self::All | Self::Keys(_) | Self::Compare { .. } | Self::AnyOf { .. } => false,
        }
    }

    /// Returns the other entities that it is about.
    ///
    /// # Errors
    ///
    /// When it is too deep.
    pub(crate) fn elsewhere(&self, shape: &'static Shape) -> Result<Vec<&'static ModelType>, StorageError> {
        self.check_depth(shape)?;
        let mut found = Vec::new();
        self.entities(shape, &mut found);
        Ok(found)
    }

    fn entities(&self, shape: &'static Shape, found: &mut Vec<&'static ModelType>) {
        match self {
            Self::Through { column, filter } => {
                if let Some(association) = association(shape, column) {
                    found.push(association.entity);
                    filter.entities(Shape::of(association.entity), found);
                }
            }
            Self::And(filters) | Self::Or(filters) => {
                filters.iter().for_each(|filter| filter.entities(shape, found));
            }
            Self::Not(filter) => filter.entities(shape, found),
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
    ) -> BoxFuture<'a, Result<Filter, StorageError>> {
        Box::pin(async move {
            Ok(match filter {
                Filter::Through { column, filter } => self.keys_through(&column, *filter, shape).await?,
                Filter::And(filters) => Filter::And(self.keys_of_all(filters, shape).await?),
                Filter::Or(filters) => Filter::Or(self.keys_of_all(filters, shape).await?),
                Filter::Not(filter) => Filter::Not(Box::new(self.keys_of(*filter, shape).await?)),
                other => other,
            })
        })
    }

    async fn keys_of_all(
        &self,
        filters: Vec<Filter>,
        shape: &'static Shape,
    ) -> Result<Vec<Filter>, StorageError> {
        let mut replaced = Vec::with_capacity(filters.len());
        for filter in filters {
            replaced.push(self.keys_of(filter, shape).await?);
        }
        Ok(replaced)
    }

    async fn keys_through(
        &self,
        column: &str,
        filter: Filter,
        shape: &'static Shape,
    ) -> Result<Filter, StorageError> {
        let association = association(shape, column)
            .ok_or_else(|| misfit(format!("`{column}` of {} refers to no records", shape.table)))?;
        let target = Shape::of(association.entity);
        let mut query = Query::all(target);
        query.filter = self.keys_of(filter, target).await?;
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
