use crate::entity::Entity;

/// Changes of one record: what is not given stays as it is. Derived by `#[entity(update = ..)]`.
///
/// ```
/// use foobara::{Auto, Changes, Fault, Patch, Repositories, Writes, prelude::*};
///
/// #[derive(Debug, Clone, Entity)]
/// #[entity(update = CapybaraChanges)]
/// struct Capybara {
///     #[entity(key)]
///     id: Auto<i64>,
///     name: String,
///     age: Option<u8>,
/// }
///
/// async fn rename<C: Writes<Capybara>>(cx: Context<'_, C>, id: i64, name: String) -> Result<Capybara, Fault> {
///     let changes = CapybaraChanges { name: name.into(), ..CapybaraChanges::of(id) };
///     cx.write::<Capybara>().apply(changes).await
/// }
///
/// let mut capybara = Capybara { id: 7.into(), name: "Fumiko".to_owned(), age: Some(3) };
/// CapybaraChanges { age: Patch::Set(None), ..CapybaraChanges::of(7) }.apply_to(&mut capybara);
/// assert_eq!((capybara.name.as_str(), capybara.age), ("Fumiko", None));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the changes of a record",
    note = "let the entity derive them: `#[entity(update = {Self})]`"
)]
pub trait Changes: Send {
    /// Of which entity.
    type Of: Entity;

    /// Returns the primary key of the record.
    fn key(&self) -> <Self::Of as Entity>::Key;

    /// Changes a record. Nothing is checked before that is written.
    fn apply_to(self, record: &mut Self::Of);
}
