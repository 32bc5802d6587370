use foobara_core::{DefinedCommand, DefinedContext, Fault};

use crate::{
    entity::Entity,
    repository::{ReadOnly, ReadWrite, Repository},
};

/// The repositories that a command declares that was made at run time.
///
/// ```
/// use foobara::{Auto, CommandDefinition, DefinedRepositories, Entity as _, MemoryStore, prelude::*};
/// use serde_json::json;
///
/// #[derive(Domain)]
/// struct Zoo;
///
/// #[derive(Debug, Clone, Entity)]
/// #[entity(domain = Zoo)]
/// struct Keeper {
///     #[entity(key)]
///     id: Auto<i64>,
///     name: String,
/// }
///
/// let count = CommandDefinition::new("Zoo::CountKeepers", |_inputs, cx| {
///     Box::pin(async move { Ok(json!(cx.read::<Keeper>()?.all().await?.len())) })
/// });
/// let count = count.result(json!("integer")).reads(Keeper::model);
/// let app = App::builder().define(count).storage(MemoryStore::default()).build()?;
/// assert!(app.command("CountKeepers").found().is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait DefinedRepositories<'a> {
    /// Returns the records of `E`, to read.
    ///
    /// # Errors
    ///
    /// When the definition does not say `.reads(E::model)` or `.writes(E::model)`.
    fn read<E: Entity>(self) -> Result<Repository<'a, E, ReadOnly>, Fault>;

    /// Returns the records of `E`, to read and change.
    ///
    /// # Errors
    ///
    /// When the definition does not say `.writes(E::model)`.
    fn write<E: Entity>(self) -> Result<Repository<'a, E, ReadWrite<DefinedCommand>>, Fault>;
}

impl<'a> DefinedRepositories<'a> for DefinedContext<'a> {
    fn read<E: Entity>(self) -> Result<Repository<'a, E, ReadOnly>, Fault> {
        self.reading(E::model).map(Repository::new)
    }

    fn write<E: Entity>(self) -> Result<Repository<'a, E, ReadWrite<DefinedCommand>>, Fault> {
        self.writing(E::model).map(Repository::new)
    }
}
