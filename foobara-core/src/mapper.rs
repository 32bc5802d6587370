//! Mappers: from the types of one domain to those of another.

use std::{any::TypeId, fmt};

use foobara_types::{Declaration, Ref, Typed, error::RuntimePath};
use heck::ToSnakeCase;

use crate::{
    command::{Command, CommandMeta, SubcommandOf},
    context::Context,
    domain::DomainMeta,
    fault::{Fault, FaultKind},
    possible::{self, ErrorSet, PossibleErrors},
    sub::Sub,
};

/// A way from values of one type to values of another, in the name of a domain.
///
/// Write a function with `#[foobara::mapper(domain = Zoo)]`. A command that says `maps(M)` is given the mapper by the
/// types alone: `cx.map::<Keeper>(user)`, and `cx.run_mapped::<CreateKeeper>(user)` where the mapper makes a command.
///
/// ```
/// use foobara::prelude::*;
///
/// #[derive(Domain)]
/// struct Zoo;
///
/// #[derive(Debug, Model)]
/// struct User {
///     first: String,
///     last: String,
/// }
///
/// /// Greets by the full name
/// #[foobara::command(domain = Zoo)]
/// fn greet(name: String) -> String {
///     format!("Hello, {name}!")
/// }
///
/// /// Users are greeted by both their names
/// #[foobara::mapper(domain = Zoo)]
/// fn greet_user(user: User) -> Greet {
///     Greet { name: format!("{} {}", user.first, user.last) }
/// }
///
/// #[foobara::command(domain = Zoo, depends_on(Greet), maps(GreetUser))]
/// async fn welcome(cx: Context<'_, Welcome>, user: User) -> Result<String, Fault> {
///     cx.run_mapped::<Greet>(user).await
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::builder()
///     .domain::<Zoo>(commands![Greet, Welcome])
///     .mapper::<GreetUser>()
///     .build()?;
/// let user = User { first: "Barbara".to_owned(), last: "Liskov".to_owned() };
/// assert_eq!(app.run(Welcome { user }).await.ok().as_deref(), Some("Hello, Barbara Liskov!"));
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a mapper",
    note = "write a function with `#[foobara::mapper(domain = ..)]`; its mapper is called as the function is, in camel case"
)]
pub trait DomainMapper: 'static {
    /// What is mapped.
    type From: 'static;
    /// What it is mapped to: a value, or a command and its inputs.
    type To: 'static;
    /// The errors it can report; [`Infallible`](std::convert::Infallible) for none.
    type Error: PossibleErrors;

    /// What there is to know about it.
    const META: &'static MapperMeta;

    /// Maps a value.
    ///
    /// # Errors
    ///
    /// The mapper's own, when there is nothing that the value could be mapped to.
    fn map(from: Self::From) -> Result<Self::To, Self::Error>;
}

/// A mapper, as data.
#[derive(Debug)]
pub struct MapperMeta {
    /// Its name, as `KeeperOfUser`.
    pub name: &'static str,
    /// The domain it belongs to.
    pub domain: &'static DomainMeta,
    /// What it does; one line.
    pub description: Option<&'static str>,
    /// What is mapped.
    pub from: MapperEnd,
    /// What it is mapped to.
    pub to: MapperEnd,
    /// The errors it can report.
    pub errors: ErrorSet,
}

impl MapperMeta {
    /// Returns the full name, as `Acme::Zoo::KeeperOfUser`.
    pub fn reference(&self) -> String {
        self.path().join("::")
    }

    /// Returns the names from the outermost scope to the mapper's own.
    pub fn path(&self) -> Vec<&'static str> {
        self.domain.scope.iter().copied().chain([self.name]).collect()
    }

    /// Returns the full name in the form of run-time paths, as `acme::zoo::keeper_of_user`.
    pub fn symbol(&self) -> String {
        self.reference()
            .split("::")
            .map(ToSnakeCase::to_snake_case)
            .collect::<Vec<_>>()
            .join("::")
    }

    /// Returns whether both map the same type to the same type.
    pub fn is_like(&self, other: &Self) -> bool {
        self.from.is(&other.from) && self.to.is(&other.to)
    }
}

/// One end of a mapper.
pub struct MapperEnd {
    id: fn() -> TypeId,
    /// What stands there.
    pub kind: MapperEndKind,
}

/// What stands at one end of a mapper.
#[derive(Debug, Clone)]
pub enum MapperEndKind {
    /// A value of a type.
    Value(Ref<Declaration>),
    /// A command and its inputs.
    Command(fn() -> &'static CommandMeta),
}

impl MapperEnd {
    /// Returns the end where values of `T` stand.
    pub const fn value<T: Typed + 'static>() -> Self {
        Self {
            id: TypeId::of::<T>,
            kind: MapperEndKind::Value(T::DECLARATION),
        }
    }

    /// Returns the end where the command `C` stands.
    pub const fn command<C: Command>() -> Self {
        Self {
            id: TypeId::of::<C>,
            kind: MapperEndKind::Command(|| C::META),
        }
    }

    /// Returns the name of what stands there: of the type, or of the command.
    pub fn name(&self) -> String {
        match &self.kind {
            MapperEndKind::Value(declaration) => declaration.type_name().into_owned(),
            MapperEndKind::Command(meta) => meta().reference(),
        }
    }

    fn is(&self, other: &Self) -> bool {
        (self.id)() == (other.id)()
    }
}

impl fmt::Debug for MapperEnd {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("MapperEnd").field(&self.name()).finish()
    }
}

/// `Self` may map `F` to `T`, by [`Mapper`](Self::Mapper). Implemented by the derive, from `maps(M)`.
///
/// The types decide on the mapper, so that a command cannot have two of one pair: that does not compile.
pub trait Maps<F, T> {
    /// The mapper.
    type Mapper: DomainMapper<From = F, To = T>;
}

/// [`Maps`] seen from the value, for one message that names all three.
#[diagnostic::on_unimplemented(
    message = "`{C}` has no mapper from `{Self}` to `{T}`",
    label = "undeclared mapper",
    note = "add `maps(..)` with a mapper of these two types to the `#[command(..)]` of `{C}`"
)]
pub trait MapsTo<T, C> {
    /// Maps the value by the mapper that `C` declares.
    ///
    /// # Errors
    ///
    /// The mapper's own, with its name in the run-time path.
    fn map_by(self) -> Result<T, Fault>;
}

#[diagnostic::do_not_recommend]
impl<F: 'static, T: 'static, C: Maps<F, T>> MapsTo<T, C> for F {
    fn map_by(self) -> Result<T, Fault> {
        C::Mapper::map(self).map_err(|error| fault(&error, C::Mapper::META))
    }
}

/// Renders an error of a mapper, with its name in the run-time path.
#[cold]
pub(crate) fn fault<E: PossibleErrors>(error: &E, mapper: &MapperMeta) -> Fault {
    let mut report = possible::report(error);
    report.runtime_path = RuntimePath::from_iter([mapper.symbol()]);
    FaultKind::Subcommand(vec![report]).into()
}

impl<'a, C> Context<'a, C> {
    /// Maps a value, by the mapper of these two types that the command declares.
    ///
    /// # Errors
    ///
    /// The mapper's own, with its name in the run-time path.
    pub fn map<T>(self, from: impl MapsTo<T, C>) -> Result<T, Fault> {
        from.map_by()
    }

    /// Prepares a sub-command of a value that is mapped to it.
    ///
    /// # Errors
    ///
    /// Those of the mapper, with its name in the run-time path.
    pub fn sub_mapped<S: SubcommandOf<C>>(self, from: impl MapsTo<S, C>) -> Result<Sub<'a, S>, Fault> {
        from.map_by().map(|command| self.sub(command))
    }

    /// Runs a sub-command of a value that is mapped to it.
    ///
    /// # Errors
    ///
    /// Those of the mapper and those of the sub-command, each with its name in the run-time path.
    pub fn run_mapped<S: SubcommandOf<C>>(
        self,
        from: impl MapsTo<S, C>,
    ) -> impl Future<Output = Result<S::Output, Fault>> + Send {
        let sub = self.sub_mapped(from).map(Sub::run);
        async move { sub?.await }
    }

    /// Runs a sub-command of a value that is mapped to it, and maps its result: `cx.run_mapped_to::<CreateKeeper, Badge>(user)`.
    ///
    /// # Errors
    ///
    /// Those of both mappers and those of the sub-command, each with its name in the run-time path.
    pub fn run_mapped_to<S: SubcommandOf<C>, T>(
        self,
        from: impl MapsTo<S, C>,
    ) -> impl Future<Output = Result<T, Fault>> + Send
    where
        S::Output: MapsTo<T, C>,
    {
        let result = self.run_mapped(from);
        async move { result.await?.map_by() }
    }
}
