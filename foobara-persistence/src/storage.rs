use std::{path::Path, sync::Arc};

use foobara_core::{BoxFuture, MigrationError, Migrations, Opening, Transaction, transaction::StorageError};
use foobara_types::ModelType;

use crate::{
    driver::Store,
    shape::{Shape, misfit},
    unit::UnitOfWork,
};

/// Returns the unit of work of a run: what `Storage::open` of a driver answers.
///
/// ```
/// use std::sync::Arc;
///
/// use foobara_core::{BoxFuture, Opening, Storage, StorageError, Transaction};
/// use foobara_persistence::Store;
/// use foobara_types::ModelType;
///
/// struct MyStore(Arc<dyn Store>);
///
/// impl Storage for MyStore {
///     fn open(&self, opening: Opening) -> Box<dyn Transaction> {
///         foobara_persistence::open(self.0.clone(), opening)
///     }
///
///     fn prepare<'a>(&'a self, entities: &'a [&'static ModelType]) -> BoxFuture<'a, Result<(), StorageError>> {
///         foobara_persistence::prepare(&*self.0, entities)
///     }
/// }
/// ```
pub fn open(store: Arc<dyn Store>, opening: Opening) -> Box<dyn Transaction> {
    Box::new(UnitOfWork::new(store, opening))
}

/// Makes room for entities: what `Storage::prepare` of a driver answers.
///
/// # Errors
///
/// When two entities would share a table, or the store refuses.
pub fn prepare<'a>(
    store: &'a dyn Store,
    entities: &'a [&'static ModelType],
) -> BoxFuture<'a, Result<(), StorageError>> {
    Box::pin(async move {
        let shapes = shapes(entities)?;
        store.prepare(&shapes).await
    })
}

/// Returns the migrations of a store: what `Storage::migrations` of a driver answers.
///
/// # Errors
///
/// When two entities would share a table, or the store has no schema.
pub fn migrations(
    store: &dyn Store,
    folder: &Path,
    entities: &[&'static ModelType],
) -> Result<Box<dyn Migrations>, MigrationError> {
    store.migrations(folder, &shapes(entities)?)
}

/// Returns the shapes of entities in the order of their tables, which are their own.
fn shapes(entities: &[&'static ModelType]) -> Result<Vec<&'static Shape>, StorageError> {
    let mut shapes: Vec<&'static Shape> = entities.iter().map(|model| Shape::of(model)).collect();
    shapes.sort_by(|left, right| left.table.cmp(&right.table));
    let shared = shapes
        .array_windows()
        .find(|[one, other]| one.table == other.table);
    let Some([one, other]) = shared else {
        return Ok(shapes);
    };
    let names = [one.model.reference(), other.model.reference()];
    Err(misfit(format!(
        "{} would share the table `{}`; rename one",
        names.join(" and "),
        one.table
    )))
}

/// Makes a store the storage of apps.
macro_rules! storage {
    ($store:ident $(<$inner:ident>)?) => {
        impl $(<$inner: $crate::driver::Store + Clone>)? ::foobara_core::Storage for $store $(<$inner>)? {
            fn open(&self, opening: ::foobara_core::Opening) -> Box<dyn ::foobara_core::Transaction> {
                $crate::storage::open(::std::sync::Arc::new(self.clone()), opening)
            }

            fn prepare<'a>(
                &'a self,
                entities: &'a [&'static ::foobara_types::ModelType],
            ) -> ::foobara_core::BoxFuture<'a, Result<(), ::foobara_core::StorageError>> {
                $crate::storage::prepare(self, entities)
            }

            fn migrations(
                &self,
                folder: &::std::path::Path,
                entities: &[&'static ::foobara_types::ModelType],
            ) -> ::std::result::Result<
                ::std::boxed::Box<dyn ::foobara_core::Migrations>,
                ::foobara_core::MigrationError,
            > {
                $crate::storage::migrations(self, folder, entities)
            }
        }
    };
}

pub(crate) use storage;
