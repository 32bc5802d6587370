use std::fmt;

/// A mistake found when an app is built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Two commands have one full name.
    #[error("two commands are called `{0}`; rename one of them")]
    DuplicateCommand(String),
    /// Two models have one full name.
    #[error("two models are called `{0}`; rename one of them or put it into another domain")]
    DuplicateModel(String),
    /// A command was registered with a domain that is not its own.
    #[error(
        "`{command}` was registered with the domain `{registered}`; its `#[command(domain = ..)]` says `{declared}`"
    )]
    WrongDomain {
        /// The command.
        command: String,
        /// The domain it was registered with.
        registered: String,
        /// The domain it names.
        declared: String,
    },
    /// A declaration of a command that is made at run time is wrong.
    #[error("the definition of `{command}` is wrong: {part}: {reason}")]
    BadDefinition {
        /// The command.
        command: String,
        /// The part of the definition.
        part: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A command depends on one that the app does not have.
    #[error(
        "`{command}` depends on `{missing}`, which is not in the app; add it to `commands![..]` of its domain"
    )]
    UnknownCommand {
        /// The command.
        command: String,
        /// What it depends on.
        missing: String,
    },
    /// Commands depend on each other in a circle.
    #[error("commands depend on each other in a circle: {}", .0.join(" -> "))]
    CommandCycle(Vec<String>),
    /// A command depends on one of a domain that its own does not depend on.
    #[error(
        "`{command}` runs `{callee}` of the domain `{missing}`; add `depends_on({missing})` to the `#[domain(..)]` of `{domain}`"
    )]
    UndeclaredDomain {
        /// The command.
        command: String,
        /// What it depends on.
        callee: String,
        /// The command's domain.
        domain: String,
        /// The domain that is not declared.
        missing: String,
    },
    /// A command deletes records that others refer to, and with them changes those.
    #[error(
        "`{command}` deletes `{deleted}`, and with it `{changed}`, whose `{attribute}` refers to it; add `{missing}({changed})` to its `#[command(..)]`"
    )]
    UndeclaredCascade {
        /// The command.
        command: String,
        /// What it deletes.
        deleted: String,
        /// What is changed with it.
        changed: String,
        /// The attribute that refers to it.
        attribute: String,
        /// What the command has to declare.
        missing: &'static str,
    },
    /// References are cleared that must be there.
    #[error(
        "`{attribute}` of `{entity}` cannot be cleared, for it must be there; make it an `Option`, or let it cascade or restrict"
    )]
    NeverCleared {
        /// The entity.
        entity: String,
        /// The attribute.
        attribute: String,
    },
    /// A command runs one that asks for more isolation than itself.
    #[error(
        "`{command}` runs `{callee}`, which is isolated more; add `isolation = {level}` to its `#[command(..)]`"
    )]
    LaxerThanCallee {
        /// The command.
        command: String,
        /// The command that it runs.
        callee: String,
        /// The level that it needs.
        level: &'static str,
    },
    /// Domains depend on each other in a circle.
    #[error("domains depend on each other in a circle: {}", .0.join(" -> "))]
    DomainCycle(Vec<String>),
    /// A command declares a mapper that the app does not have.
    #[error(
        "`{command}` uses the mapper `{missing}`, which is not in the app; add `.mapper::<..>()` to the builder"
    )]
    UnknownMapper {
        /// The command.
        command: String,
        /// The mapper.
        missing: String,
    },
    /// A command without a domain uses what belongs to one.
    #[error(
        "`{command}` is in no domain and uses `{callee}`; put it into a domain that depends on `{domain}`"
    )]
    GlobalUsesDomain {
        /// The command.
        command: String,
        /// The command or mapper that it uses.
        callee: String,
        /// The domain of that.
        domain: String,
    },
    /// A command uses a mapper of a domain that its own does not depend on.
    #[error(
        "`{command}` uses the mapper `{mapper}` of the domain `{missing}`; add `depends_on({missing})` to the `#[domain(..)]` of `{domain}`"
    )]
    UndeclaredMapperDomain {
        /// The command.
        command: String,
        /// The mapper.
        mapper: String,
        /// The command's domain.
        domain: String,
        /// The domain that is not declared.
        missing: String,
    },
    /// Two mappers, or a mapper and a command, have one full name.
    #[error("two mappers or commands are called `{0}`; rename one of them, or add it once")]
    DuplicateMapper(String),
    /// Two mappers of a domain map the same type to the same type.
    #[error(
        "`{mapper}` and `{other}` both map `{from}` to `{to}`; nobody could tell which is meant: remove one of them"
    )]
    AmbiguousMappers {
        /// The mapper that was added first.
        mapper: String,
        /// The other one.
        other: String,
        /// What they map.
        from: String,
        /// What they map it to.
        to: String,
    },
    /// A command uses entities, and the app has no storage.
    #[error(
        "`{command}` uses the entity `{entity}`, and the app has no storage; add `.storage(..)` to the builder"
    )]
    NoStorage {
        /// The command.
        command: String,
        /// The entity.
        entity: String,
    },
    /// The storage does not fit the entities of the app.
    #[error("{0}")]
    BadStorage(String),
    /// A command publishes or enqueues something that has a secret in it.
    #[error(
        "`{command}` hands on `{sent}`, whose `{attribute}` is a secret, and secrets are not written down; leave it out, or hand on the key of the record that has it"
    )]
    SecretSent {
        /// The command.
        command: String,
        /// The message, or the command that is to be run later.
        sent: String,
        /// The attribute.
        attribute: String,
    },
    /// A command uses a port that the app was not given.
    #[error(
        "`{command}` uses the port `{port}`, which the app was not given; add `.port(..)` to the builder"
    )]
    NoPort {
        /// The command.
        command: String,
        /// The port.
        port: String,
    },
    /// The same port was given twice.
    #[error("the port `{0}` was given twice; remove one `.port(..)`")]
    DuplicatePort(String),
    /// An error of a command is about an input that the command does not have.
    #[error(
        "the error `{symbol}` of `{command}` is about the input `{input}`, which the command does not have"
    )]
    UnknownInput {
        /// The command.
        command: String,
        /// The error.
        symbol: String,
        /// The input.
        input: String,
    },
    /// Two errors of a command have one key.
    #[error("`{command}` declares the error `{key}` twice")]
    DuplicateError {
        /// The command.
        command: String,
        /// The error.
        key: String,
    },
    /// A default is no value of its attribute.
    #[error("the default of `{attribute}` of `{of}` is not valid: {reason}")]
    BadDefault {
        /// The command or model.
        of: String,
        /// The attribute.
        attribute: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A record stands within a tuple or an enum, where nothing loads it.
    #[error(
        "`{attribute}` of `{of}` holds a `Record` within a tuple or an enum, where it is not loaded; use `Key` there"
    )]
    NestedRecord {
        /// The command.
        of: String,
        /// The input.
        attribute: String,
    },
    /// What a command loads is no association of its inputs, or one whose records are referred to by a `Key`.
    #[error(
        "`{of}` loads `{path}`, which does not lead from a record among its inputs to a `Record` of that; correct the path, \
         or use `Record` in the place of `Key` in the entity"
    )]
    NoAssociation {
        /// The command.
        of: String,
        /// What it loads.
        path: String,
    },
    /// A record stands within an input, and the command does not say that it reads the entity.
    #[error(
        "`{attribute}` of `{of}` holds records of `{entity}`; add `reads({name})` to the `#[command(..)]` of the command"
    )]
    UnreadRecord {
        /// The command.
        of: String,
        /// The input.
        attribute: String,
        /// The entity.
        entity: String,
        /// Its name alone.
        name: String,
    },
    /// A model without a name holds itself.
    #[error(
        "`{of}` has a model without a name that holds itself, so that nothing could describe it; add `#[model(domain = ..)]` to the model"
    )]
    UnnamedCycle {
        /// The command or the model that it stands in.
        of: String,
    },
    /// A concern cannot go around a command.
    #[error("`{command}` {reason}")]
    BadConcern {
        /// The command.
        command: String,
        /// What is wrong, as the end of a sentence.
        reason: String,
    },
    /// A pattern is no regular expression, or one that is too large.
    #[error("the pattern of `{attribute}` of `{of}` does not compile: {reason}")]
    BadPattern {
        /// The command or model.
        of: String,
        /// The attribute.
        attribute: String,
        /// What is wrong with it.
        reason: String,
    },
}

/// Every mistake found when an app was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildErrors(pub Vec<BuildError>);

impl fmt::Display for BuildErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        let noun = if count == 1 { "mistake" } else { "mistakes" };
        write!(formatter, "the app cannot be built: {count} {noun}")?;
        self.0
            .iter()
            .try_for_each(|error| write!(formatter, "\n  - {error}"))
    }
}

impl std::error::Error for BuildErrors {}
