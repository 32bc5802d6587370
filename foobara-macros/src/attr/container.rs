//! The attribute that stands on the type itself: `#[domain(..)]`, `#[command(..)]`, ….

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{
    Attribute, Expr, ExprPath, Ident, LitStr, Path, Result, Type,
    ext::IdentExt,
    parse::{Parse, ParseStream},
};

use super::words::{self, Unknown};
use crate::mistakes::Mistakes;

/// Which derive is at work: what it is called, its attribute, and the words of that.
#[derive(Debug)]
pub(crate) struct ContainerKind {
    /// The name of the derive.
    pub(crate) derive: &'static str,
    /// The name of the attribute.
    pub(crate) attribute: &'static str,
    words: &'static [&'static str],
}

pub(crate) const ORGANIZATION: &ContainerKind = &ContainerKind {
    derive: "Organization",
    attribute: "organization",
    words: &["name", "crate"],
};

pub(crate) const DOMAIN: &ContainerKind = &ContainerKind {
    derive: "Domain",
    attribute: "domain",
    words: &["organization", "depends_on", "name", "crate"],
};

pub(crate) const MODEL: &ContainerKind = &ContainerKind {
    derive: "Model",
    attribute: "model",
    words: &[
        "domain",
        "name",
        "check",
        "ignore_unexpected",
        "immutable",
        "delegates",
        "crate",
    ],
};

/// An enum is what it is wherever it is used: it has no domain.
pub(crate) const ENUM: &ContainerKind = &ContainerKind {
    derive: "Model",
    attribute: "model",
    words: &["crate"],
};

pub(crate) const ENTITY: &ContainerKind = &ContainerKind {
    derive: "Entity",
    attribute: "entity",
    words: &[
        "domain",
        "name",
        "create",
        "update",
        "find_by",
        "create_aggregate",
        "update_aggregate",
        "detached",
        "check",
        "ignore_unexpected",
        "immutable",
        "delegates",
        "crate",
    ],
};

pub(crate) const COMMAND: &ContainerKind = &ContainerKind {
    derive: "Command",
    attribute: "command",
    words: &[
        "domain",
        "name",
        "returns",
        "depends_on",
        "maps",
        "reads",
        "creates",
        "writes",
        "deletes",
        "loads",
        "uses",
        "publishes",
        "enqueues",
        "concerns",
        "idempotent",
        "destructive",
        "isolation",
        "validate",
        "noop",
        "check",
        "ignore_unexpected",
        "crate",
    ],
};

pub(crate) const MAPPER: &ContainerKind = &ContainerKind {
    derive: "DomainMapper",
    attribute: "mapper",
    words: &["domain", "name", "crate"],
};

pub(crate) const POSSIBLE: &ContainerKind = &ContainerKind {
    derive: "PossibleErrors",
    attribute: "possible",
    words: &["crate"],
};

/// What the attribute said. Each derive knows some of the words.
#[derive(Debug, Default)]
pub(crate) struct Container {
    /// What the type is called, when not by its own name.
    pub(crate) name: Option<String>,
    /// What a command returns.
    pub(crate) returns: Option<String>,
    /// The organisation of a domain.
    pub(crate) organization: Option<Type>,
    /// The domain of a command, a mapper or a model.
    pub(crate) domain: Option<Type>,
    /// Commands of a command, domains of a domain; each once.
    pub(crate) depends_on: Vec<Type>,
    /// Mappers of a command, each once.
    pub(crate) maps: Vec<Type>,
    /// Entities, each once.
    pub(crate) reads: Vec<Type>,
    /// Entities, each once.
    pub(crate) creates: Vec<Type>,
    /// Entities, each once.
    pub(crate) writes: Vec<Type>,
    /// Entities, each once.
    pub(crate) deletes: Vec<Type>,
    /// Associations of the inputs of a command that are loaded before it runs.
    pub(crate) loads: Vec<LitStr>,
    /// Ports, each once.
    pub(crate) uses: Vec<Type>,
    /// Messages, each once.
    pub(crate) publishes: Vec<Type>,
    /// Commands that are run later, each once.
    pub(crate) enqueues: Vec<Type>,
    /// What makes the concerns around a command, innermost first.
    pub(crate) concerns: Vec<Expr>,
    /// Whether running a command twice comes to the same as running it once, where it is said.
    pub(crate) idempotent: Option<bool>,
    /// Whether a command may destroy what is there, where it is said.
    pub(crate) destructive: Option<bool>,
    /// What a command's unit of work must not notice of others.
    pub(crate) isolation: Option<Ident>,
    /// Whether a command validates.
    pub(crate) validate: bool,
    /// Whether a command does nothing but what is checked of its inputs.
    pub(crate) noop: Option<Span>,
    /// Functions that look at all attributes together, in order.
    pub(crate) checks: Vec<ExprPath>,
    /// Whether attributes that are not declared are left out instead of refused.
    pub(crate) ignore_unexpected: Option<Span>,
    /// Whether a model stays as it was made.
    pub(crate) immutable: Option<Span>,
    /// Whether another system keeps the records of an entity.
    pub(crate) detached: Option<Span>,
    /// Attributes of attributes that have a name in the model.
    pub(crate) delegates: Vec<Delegate>,
    /// Structs of some attributes of an entity.
    pub(crate) subsets: Subsets,
    root: Option<Path>,
}

/// The names of structs of some attributes of an entity, where they are asked for.
#[derive(Debug, Default)]
pub(crate) struct Subsets {
    /// What it takes to create a record.
    pub(crate) create: Option<Ident>,
    /// What may be changed of one.
    pub(crate) update: Option<Ident>,
    /// By what records are found.
    pub(crate) find_by: Option<Ident>,
    /// What it takes to create a record with those that it refers to.
    pub(crate) create_aggregate: Option<Ident>,
    /// What may be changed of a record and of those that it refers to.
    pub(crate) update_aggregate: Option<Ident>,
}

impl Subsets {
    /// Returns all names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Ident> {
        let Self {
            create,
            update,
            find_by,
            create_aggregate,
            update_aggregate,
        } = self;
        [create, update, find_by, create_aggregate, update_aggregate]
            .into_iter()
            .flatten()
    }
}

/// `keeper_name = "keeper.name"`: a name for an attribute of an attribute.
#[derive(Debug)]
pub(crate) struct Delegate {
    /// The name.
    pub(crate) name: Ident,
    /// The way to the attribute, as it was written.
    pub(crate) path: LitStr,
}

impl Parse for Delegate {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        Ok(Self {
            name: input.call(Ident::parse_any)?,
            path: words::value(input)?,
        })
    }
}

impl Container {
    /// Reads the attribute of a derive.
    pub(crate) fn parse(attributes: &[Attribute], kind: &ContainerKind, mistakes: &mut Mistakes) -> Self {
        let mut container = Self::default();
        words::read(
            attributes,
            kind.attribute,
            Unknown::OneOf(kind.words),
            mistakes,
            |word, input| {
                let name = word.unraw().to_string();
                if kind.words.contains(&name.as_str()) {
                    container.take(word, &name, input).map(|()| true)
                } else {
                    Ok(false)
                }
            },
        );
        container
    }

    /// Reads the inside of the attribute of a macro on a function.
    pub(crate) fn of(options: &TokenStream, kind: &ContainerKind, mistakes: &mut Mistakes) -> Self {
        let attribute = Ident::new(kind.attribute, Span::call_site());
        let attribute: Attribute = syn::parse_quote!(#[#attribute(#options)]);
        Self::parse(&[attribute], kind, mistakes)
    }

    fn take(&mut self, word: &Ident, name: &str, input: ParseStream<'_>) -> Result<()> {
        match name {
            "name" => words::once(&mut self.name, word, words::text(input)?),
            "returns" => words::once(&mut self.returns, word, words::text(input)?),
            "organization" => words::once(&mut self.organization, word, words::value(input)?),
            "domain" => words::once(&mut self.domain, word, words::value(input)?),
            "create" => words::once(&mut self.subsets.create, word, words::value(input)?),
            "update" => words::once(&mut self.subsets.update, word, words::value(input)?),
            "find_by" => words::once(&mut self.subsets.find_by, word, words::value(input)?),
            "create_aggregate" => words::once(&mut self.subsets.create_aggregate, word, words::value(input)?),
            "update_aggregate" => words::once(&mut self.subsets.update_aggregate, word, words::value(input)?),
            "crate" => words::once(&mut self.root, word, words::value::<LitStr>(input)?.parse()?),
            "depends_on" => extend(&mut self.depends_on, input),
            "maps" => extend(&mut self.maps, input),
            "reads" => extend(&mut self.reads, input),
            "creates" => extend(&mut self.creates, input),
            "writes" => extend(&mut self.writes, input),
            "deletes" => extend(&mut self.deletes, input),
            "loads" => words::list(input).map(|loads| self.loads.extend::<Vec<_>>(loads)),
            "uses" => extend(&mut self.uses, input),
            "publishes" => extend(&mut self.publishes, input),
            "enqueues" => extend(&mut self.enqueues, input),
            "concerns" => words::list(input).map(|concerns| self.concerns.extend::<Vec<_>>(concerns)),
            "idempotent" => words::once(&mut self.idempotent, word, words::flag(input)?),
            "destructive" => words::once(&mut self.destructive, word, words::flag(input)?),
            "isolation" => words::once(&mut self.isolation, word, isolation(input)?),
            "check" => words::value(input).map(|check| self.checks.push(check)),
            "noop" => words::once(&mut self.noop, word, word.span()),
            "ignore_unexpected" => words::once(&mut self.ignore_unexpected, word, word.span()),
            "detached" => words::once(&mut self.detached, word, word.span()),
            "immutable" => words::once(&mut self.immutable, word, word.span()),
            "delegates" => words::list(input).map(|delegates| self.delegates.extend::<Vec<_>>(delegates)),
            _ => {
                self.validate = true;
                Ok(())
            }
        }
    }

    /// Returns what holds for a struct of some of the attributes.
    pub(crate) fn of_subset(&self) -> Self {
        Self {
            ignore_unexpected: self.ignore_unexpected,
            root: self.root.clone(),
            ..Self::default()
        }
    }

    /// Returns the path of the facade: `::foobara`, or what `crate = ".."` says.
    pub(crate) fn root(&self) -> TokenStream {
        self.root
            .as_ref()
            .map_or_else(|| quote!(::foobara), ToTokens::into_token_stream)
    }
}

/// Reads a level of isolation, as the variant that it is.
fn isolation(input: ParseStream<'_>) -> Result<Ident> {
    const LEVELS: [(&str, &str); 3] = [
        ("read_committed", "ReadCommitted"),
        ("snapshot", "Snapshot"),
        ("serializable", "Serializable"),
    ];
    let word: Ident = words::value(input)?;
    let level = LEVELS.iter().find(|(name, _)| word == name);
    level
        .map(|(_, variant)| Ident::new(variant, word.span()))
        .ok_or_else(|| {
            syn::Error::new(
                word.span(),
                "`isolation` is `read_committed`, `snapshot` or `serializable`",
            )
        })
}

/// Returns the path of the facade that the inside of an attribute names. Other words, and mistakes, are left to the
/// derive that reads the attribute in full.
pub(crate) fn root_of(options: &TokenStream, kind: &ContainerKind) -> TokenStream {
    Container::of(options, kind, &mut Mistakes::default()).root()
}

/// Adds the types of a list that are not there yet. Types are the same when their tokens are.
pub(crate) fn extend(types: &mut Vec<Type>, input: ParseStream<'_>) -> Result<()> {
    add_missing(types, words::list(input)?);
    Ok(())
}

/// Adds the types that are not there yet.
pub(crate) fn add_missing(types: &mut Vec<Type>, more: impl IntoIterator<Item = Type>) {
    for one in more {
        if !types.contains(&one) {
            types.push(one);
        }
    }
}
