//! What defined commands do with mappers.

use foobara_types::{InputErrors, Typed, cast};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::DefinedContext;
use crate::{
    command::{Command, CommandMeta, Execute},
    erased::to_value,
    fault::Fault,
    mapper::{self, DomainMapper, MapperMeta},
    sub::Sub,
};

impl<'a> DefinedContext<'a> {
    /// Maps a value by a mapper that the definition declares: `cx.map::<BadgeOfKeeper>(keeper)`.
    ///
    /// # Errors
    ///
    /// The mapper's own, with its name in the run-time path. That the definition does not declare it, or that the value is
    /// not of the type that it maps, is a bug.
    pub fn map<M>(self, from: Value) -> Result<Value, Fault>
    where
        M: DomainMapper<From: Typed + DeserializeOwned, To: Serialize>,
    {
        let to = self.mapped::<M>(from)?;
        serde_json::to_value(to).map_err(|error| self.unfit(M::META, "what it maps to", error))
    }

    /// Runs a command that the definition depends on, with a value that a mapper makes its inputs of:
    /// `cx.run_mapped::<KeeperOfUser>(user)`. It joins this run.
    ///
    /// # Errors
    ///
    /// Those of the mapper and those of the sub-command, each with its name in the run-time path. That the definition does
    /// not declare them, or that the value is not of the type that is mapped, is a bug.
    pub fn run_mapped<M>(self, from: Value) -> impl Future<Output = Result<Value, Fault>> + Send + use<'a, M>
    where
        M: DomainMapper<From: Typed + DeserializeOwned, To: Execute>,
    {
        let command = self
            .declared(<M::To as Command>::META)
            .and_then(|()| self.mapped::<M>(from));
        async move {
            let output = Sub::new(self.frame, command?).run().await?;
            to_value::<M::To>(&output, self.frame.run.app())
        }
    }

    fn mapped<M>(self, from: Value) -> Result<M::To, Fault>
    where
        M: DomainMapper<From: Typed + DeserializeOwned>,
    {
        let mut mappers = self.frame.meta.maps.iter();
        if !mappers.any(|mapper| mapper().path() == M::META.path()) {
            let name = M::META.name;
            return Err(self.undeclared(&format!("it uses the mapper `{name}`; add `.maps::<{name}>()`")));
        }
        let from = self.read::<M::From>(M::META, from)?;
        M::map(from).map_err(|error| mapper::fault(&error, M::META))
    }

    /// Brings a value to the type that a mapper maps.
    fn read<T: Typed + DeserializeOwned>(self, mapper: &MapperMeta, mut value: Value) -> Result<T, Fault> {
        let mut errors = InputErrors::new();
        cast::cast_value(&T::DECLARATION, &mut value, None, &mut errors);
        if !errors.is_empty() {
            let reason = errors.as_collection().to_sentence();
            return Err(self.unfit(mapper, "what is mapped", reason));
        }
        serde_json::from_value(value).map_err(|error| self.unfit(mapper, "what is mapped", error))
    }

    /// Looks whether the definition says that it runs a command.
    fn declared(self, callee: &CommandMeta) -> Result<(), Fault> {
        if self.frame.meta.callees().any(|declared| declared.is(callee)) {
            return Ok(());
        }
        let name = callee.reference();
        Err(self.undeclared(&format!("it runs `{name}`; add `.depends_on(\"{name}\")`")))
    }

    #[cold]
    fn unfit(self, mapper: &MapperMeta, part: &str, reason: impl std::fmt::Display) -> Fault {
        let mapper = mapper.reference();
        let text = format!("{part} by `{mapper}` is not of its type: {reason}");
        self.frame.misused(&text)
    }
}
