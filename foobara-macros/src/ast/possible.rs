use heck::ToSnakeCase;
use syn::{Data, DeriveInput, Fields, Ident, Type, Variant, ext::IdentExt};

use super::{Field, Subject, refuse_flattened};
use crate::{
    attr::{POSSIBLE, Possible, description},
    mistakes::Mistakes,
};

/// An enum of errors.
#[derive(Debug)]
pub(crate) struct PossibleSet {
    /// The enum.
    pub(crate) subject: Subject,
    /// Its variants, in order.
    pub(crate) errors: Vec<PossibleVariant>,
    /// The sets of errors within it, in order.
    pub(crate) sets: Vec<ErrorSetVariant>,
}

/// A set of errors within another one.
#[derive(Debug)]
pub(crate) struct ErrorSetVariant {
    /// The variant.
    pub(crate) ident: Ident,
    /// The set.
    pub(crate) ty: Type,
}

/// One error.
#[derive(Debug)]
pub(crate) struct PossibleVariant {
    /// The variant.
    pub(crate) ident: Ident,
    /// Its stable name.
    pub(crate) symbol: String,
    /// The input it is about.
    pub(crate) input: Option<String>,
    /// Whether it is fatal.
    pub(crate) is_fatal: bool,
    /// Whether the same may succeed a little later.
    pub(crate) is_retryable: bool,
    /// When it is reported; one line.
    pub(crate) description: Option<String>,
    /// Its facts.
    pub(crate) facts: Vec<Field>,
}

impl PossibleSet {
    /// Reads the enum.
    pub(crate) fn parse(input: &DeriveInput, mistakes: &mut Mistakes) -> Self {
        let subject = Subject::parse(input, POSSIBLE, mistakes);
        let (mut errors, mut sets) = (Vec::new(), Vec::new());
        match &input.data {
            Data::Enum(data) => {
                for variant in &data.variants {
                    match ErrorSetVariant::parse(variant, mistakes) {
                        Some(set) => sets.push(set),
                        None => errors.push(PossibleVariant::parse(variant, &input.ident, mistakes)),
                    }
                }
            }
            Data::Struct(_) | Data::Union(_) => mistakes.at(
                &input.ident,
                "`PossibleErrors` is derived for an enum: one variant an error",
            ),
        }
        symbols_taken_twice(&errors, mistakes);
        Self {
            subject,
            errors,
            sets,
        }
    }
}

impl ErrorSetVariant {
    /// Reads a variant around one value, which is a set of errors.
    fn parse(variant: &Variant, mistakes: &mut Mistakes) -> Option<Self> {
        let Fields::Unnamed(unnamed) = &variant.fields else {
            return None;
        };
        let mut fields = unnamed.unnamed.iter();
        let (Some(only), None) = (fields.next(), fields.next()) else {
            return None;
        };
        if let Some(words) = variant
            .attrs
            .iter()
            .find(|attribute| attribute.path().is_ident("possible"))
        {
            mistakes.at(words, "each error of the set within says this itself");
        }
        Some(Self {
            ident: variant.ident.clone(),
            ty: only.ty.clone(),
        })
    }
}

impl PossibleVariant {
    fn parse(variant: &Variant, owner: &Ident, mistakes: &mut Mistakes) -> Self {
        let possible = Possible::parse(&variant.attrs, mistakes);
        let facts = match &variant.fields {
            Fields::Named(named) => {
                let facts = named.named.iter().filter(|field| !is_source(field));
                let facts: Vec<Field> = facts
                    .filter_map(|field| Field::parse(field, owner, None, mistakes))
                    .collect();
                refuse_flattened(&facts, "an error holds its facts itself", mistakes);
                facts
            }
            Fields::Unit => Vec::new(),
            Fields::Unnamed(unnamed) => {
                mistakes.at(unnamed, "the facts of an error have names: use named fields; a variant around one value is a set of errors");
                Vec::new()
            }
        };
        Self {
            ident: variant.ident.clone(),
            symbol: possible
                .symbol
                .unwrap_or_else(|| variant.ident.unraw().to_string().to_snake_case()),
            is_fatal: possible.fatal.unwrap_or(possible.input.is_none()),
            is_retryable: possible.retryable.is_some(),
            input: possible.input,
            description: description(&variant.attrs),
            facts,
        }
    }
}

/// What caused an error is for logs; it is not a fact that callers see. The names are those of thiserror.
fn is_source(field: &syn::Field) -> bool {
    let is_marked = field.attrs.iter().any(|attribute| {
        ["source", "from", "backtrace"]
            .iter()
            .any(|name| attribute.path().is_ident(name))
    });
    is_marked || field.ident.as_ref().is_some_and(|ident| ident == "source")
}

fn symbols_taken_twice(errors: &[PossibleVariant], mistakes: &mut Mistakes) {
    for (index, error) in errors.iter().enumerate() {
        let is_same = |other: &PossibleVariant| other.symbol == error.symbol && other.input == error.input;
        if errors[..index].iter().any(is_same) {
            mistakes.at(
                &error.ident,
                format_args!("two errors have the symbol `{}`", error.symbol),
            );
        }
    }
}
