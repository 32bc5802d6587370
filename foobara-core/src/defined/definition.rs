use std::{fmt, sync::Arc};

use foobara_types::ModelType;
use serde_json::{Map, Value};

use super::{DefinedContext, ErrorDefinition};
use crate::{
    BoxFuture,
    fault::Fault,
    mapper::{DomainMapper, MapperMeta},
    ports::{Port, PortMeta},
};

/// What a command does: from its inputs by name to its result.
pub(crate) type Body = Arc<
    dyn for<'a> Fn(Map<String, Value>, DefinedContext<'a>) -> BoxFuture<'a, Result<Value, Fault>>
        + Send
        + Sync,
>;

/// How a command looks at its inputs, by name, before it does anything.
pub(crate) type Check = Arc<
    dyn for<'a> Fn(&'a Map<String, Value>, DefinedContext<'a>) -> BoxFuture<'a, Result<(), Fault>>
        + Send
        + Sync,
>;

/// A command that is made at run time, of data and a function.
///
/// Types are declared in Ruby foobara's form; see [`TypeRegistry::declare`](foobara_types::TypeRegistry::declare). The
/// command is run, checked, exposed and described as those are that were derived.
///
/// ```
/// use foobara_core::{App, CommandDefinition, Encoding, RawInputs, RunOptions};
/// use serde_json::json;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let greet = CommandDefinition::new("Acme::Zoo::Greet", |inputs, _cx| {
///     Box::pin(async move { Ok(json!(format!("Hello, {}!", inputs["name"].as_str().unwrap_or_default()))) })
/// });
/// let greet = greet
///     .description("Greets an animal")
///     .inputs(json!({ "name": { "type": "string", "required": true, "max_length": 20 } }))
///     .result(json!("string"));
/// let app = App::builder().define(greet).build()?;
///
/// let greet = app.command("Greet").found().expect("it is there");
/// let inputs = RawInputs::json(r#"{"name": "Barbara"}"#);
/// let answer = greet.run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic).await;
/// assert_eq!(answer.ok().as_deref(), Some(br#""Hello, Barbara!""#.as_slice()));
/// # Ok(())
/// # }
/// ```
#[must_use = "a definition is a command once an app is given it, with `.define(..)`"]
pub struct CommandDefinition {
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) inputs: Option<Value>,
    pub(super) result: Option<Value>,
    pub(super) errors: Vec<ErrorDefinition>,
    pub(super) depends_on: Vec<String>,
    pub(super) maps: Vec<fn() -> &'static MapperMeta>,
    pub(super) reads: Vec<fn() -> &'static ModelType>,
    pub(super) writes: Vec<fn() -> &'static ModelType>,
    pub(super) uses: Vec<PortMeta>,
    pub(super) validate: Option<Check>,
    pub(super) body: Body,
}

impl CommandDefinition {
    /// Starts the definition of the command called `name` in full, as `Acme::Zoo::Greet`. Its domain and organisation
    /// are those of the app, and made where there are none of these names.
    ///
    /// `body` is given the inputs by name, once they are cast, checked and filled in; inputs that are records are loaded.
    pub fn new(
        name: impl Into<String>,
        body: impl for<'a> Fn(Map<String, Value>, DefinedContext<'a>) -> BoxFuture<'a, Result<Value, Fault>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            description: None,
            inputs: None,
            result: None,
            errors: Vec::new(),
            depends_on: Vec::new(),
            maps: Vec::new(),
            reads: Vec::new(),
            writes: Vec::new(),
            uses: Vec::new(),
            validate: None,
            body: Arc::new(body),
        }
    }

    /// Says what it does; one line.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Declares the inputs, which are attributes. Without, it takes none.
    pub fn inputs(mut self, declaration: Value) -> Self {
        self.inputs = Some(declaration);
        self
    }

    /// Adds a look at the inputs, once they are cast, checked and loaded, and before anything is done.
    ///
    /// Each error that it [reports](DefinedContext::report) is at the path of the input that it is
    /// [about](ErrorDefinition::about); if there is any, the command is not run.
    ///
    /// ```
    /// use foobara_core::{App, CommandDefinition, Encoding, ErrorDefinition, RawInputs, RunOptions};
    /// use serde_json::{Value, json};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let stay = CommandDefinition::new("Stay", |_, _| Box::pin(async { Ok(Value::Null) }))
    ///     .inputs(json!({ "from": "integer", "to": "integer" }))
    ///     .error(ErrorDefinition::new("too_early", "it ends before it begins").about("to"))
    ///     .validate(|inputs, cx| {
    ///         Box::pin(async move {
    ///             if inputs["to"].as_i64() < inputs["from"].as_i64() {
    ///                 cx.report("too_early", json!({}))?;
    ///             }
    ///             Ok(())
    ///         })
    ///     });
    /// let app = App::builder().define(stay).build()?;
    ///
    /// let stay = app.command("Stay").found().expect("it is there");
    /// let inputs = RawInputs::json(r#"{"from": 3, "to": 1}"#);
    /// let answer = stay.run(app.clone(), inputs, RunOptions::default(), Encoding::Atomic).await;
    /// assert_eq!(answer.map_err(|errors| errors.keys()), Err(vec!["data.to.too_early".to_owned()]));
    /// # Ok(())
    /// # }
    /// ```
    pub fn validate(
        mut self,
        look: impl for<'a> Fn(&'a Map<String, Value>, DefinedContext<'a>) -> BoxFuture<'a, Result<(), Fault>>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.validate = Some(Arc::new(look));
        self
    }

    /// Declares the result. Without, it is anything.
    pub fn result(mut self, declaration: Value) -> Self {
        self.result = Some(declaration);
        self
    }

    /// Adds an error that the command can report.
    pub fn error(mut self, error: ErrorDefinition) -> Self {
        self.errors.push(error);
        self
    }

    /// Adds a command that it may run, by its full name or an unambiguous end of it.
    pub fn depends_on(mut self, command: impl Into<String>) -> Self {
        self.depends_on.push(command.into());
        self
    }

    /// Adds a mapper that it may use, for [`DefinedContext::map`] and [`run_mapped`](DefinedContext::run_mapped).
    pub fn maps<M: DomainMapper>(mut self) -> Self {
        self.maps.push(|| M::META);
        self
    }

    /// Adds an entity that it may read: `.reads(Keeper::model)`.
    pub fn reads(mut self, entity: fn() -> &'static ModelType) -> Self {
        self.reads.push(entity);
        self
    }

    /// Adds an entity that it may read and write: `.writes(Keeper::model)`.
    pub fn writes(mut self, entity: fn() -> &'static ModelType) -> Self {
        self.reads.push(entity);
        self.writes.push(entity);
        self
    }

    /// Returns the entities that it may read or write.
    pub(crate) fn entities(&self) -> impl Iterator<Item = &'static ModelType> {
        self.reads.iter().map(|entity| entity())
    }

    /// Adds a port that it may call.
    pub fn uses<P: Port>(mut self) -> Self {
        self.uses.push(PortMeta::of::<P>());
        self
    }
}

impl fmt::Debug for CommandDefinition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CommandDefinition")
            .field("name", &self.name)
            .field("inputs", &self.inputs)
            .field("result", &self.result)
            .field("errors", &self.errors)
            .finish_non_exhaustive()
    }
}
