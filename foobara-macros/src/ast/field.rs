use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Ident, Type, ext::IdentExt, parse::Parse};

use crate::{
    attr::{Case, Input, Preset, SerdeField, Step, description},
    mistakes::Mistakes,
};

/// A field of a struct, or of a variant.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// The field.
    pub(crate) ident: Ident,
    /// Its type; `Self` is spelled out.
    pub(crate) ty: Type,
    /// Its name on the wire.
    pub(crate) name: String,
    /// Other names it is read by.
    pub(crate) aliases: Vec<String>,
    /// What it is for; one line.
    pub(crate) description: Option<String>,
    /// The rules, in order.
    pub(crate) steps: Vec<Step>,
    /// What it is when it is not given.
    pub(crate) preset: Option<Preset>,
    /// Whether null is refused though its type has it.
    pub(crate) not_null: bool,
    /// Whether it is no attribute.
    pub(crate) skip: bool,
    /// Whether the attributes of its type stand in its place.
    pub(crate) flatten: Option<Span>,
    /// Whether its type is described elsewhere.
    pub(crate) foreign: bool,
    /// Whether its type has validations of its own.
    pub(crate) nested: Option<Span>,
    /// Whether it is taken and never shown.
    pub(crate) private: Option<Span>,
    /// Whether it stays as it was made.
    pub(crate) immutable: Option<Span>,
    /// Whether it must be given when its type says so: not the primary key of an entity.
    pub(crate) may_be_required: bool,
    /// Whether its type mentions the type it is a field of.
    pub(crate) is_recursive: bool,
}

impl Field {
    /// Reads a named field of `owner`.
    pub(crate) fn parse(
        field: &syn::Field,
        owner: &Ident,
        rename_all: Option<Case>,
        mistakes: &mut Mistakes,
    ) -> Option<Self> {
        let ident = field.ident.clone()?;
        let input = Input::parse(&field.attrs, mistakes);
        let serde = SerdeField::parse(&field.attrs, mistakes);
        if input.preset.is_some() && serde.preset.is_some() {
            mistakes.at(
                &ident,
                "the default is given twice, by `#[input(..)]` and by `#[serde(..)]`",
            );
        }
        if serde.skip.is_some() && input.asks_something() {
            mistakes.at(
                &ident,
                "a field with `#[serde(skip)]` is not an input: no rules apply to it",
            );
        }
        if let Some(span) = serde.flatten
            && (serde.says_more_than_flatten() || input.asks_something() || input.preset.is_some())
        {
            mistakes.push(syn::Error::new(
                span,
                "a flattened field has no name, no default and no rules: its type has those of each attribute",
            ));
        }
        if let Some(span) = serde.flatten
            && is_optional(&field.ty)
        {
            mistakes.push(syn::Error::new(
                span,
                "an `Option` cannot be flattened: nobody could tell whether it was given",
            ));
        }
        let plain = ident.unraw().to_string();
        let name = serde
            .rename
            .unwrap_or_else(|| rename_all.map_or(plain.clone(), |case| case.of_field(&plain)));
        let mut preset = input.preset.or(serde.preset);
        if let Some(Preset::Value(value)) = &mut preset {
            **value = mistakes.take(respelled(&**value, owner))?;
        }
        let ty = mistakes.take(respelled(&field.ty, owner))?;
        Some(Self {
            is_recursive: mentions(&ty, owner),
            ty,
            name,
            aliases: serde.aliases,
            description: description(&field.attrs),
            steps: input.steps,
            preset,
            not_null: input.not_null.is_some(),
            skip: serde.skip.is_some(),
            flatten: serde.flatten,
            foreign: input.foreign.is_some(),
            nested: input.nested,
            private: input.private,
            immutable: input.immutable,
            may_be_required: true,
            ident,
        })
    }

    /// Returns where the field is written, for code that is about it.
    pub(crate) fn span(&self) -> Span {
        Span::call_site().located_at(self.ident.span())
    }
}

fn is_optional(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path
        .segments
        .last()
        .is_some_and(|last| last.ident == "Option")
}

/// Reports marks that only fields of models have.
pub(crate) fn marks_of_models(fields: &[Field], reason: &str, mistakes: &mut Mistakes) {
    for field in fields {
        for (mark, word) in [(field.private, "private"), (field.immutable, "immutable")] {
            if let Some(span) = mark {
                mistakes.push(syn::Error::new(
                    span,
                    format!("`{word}` is for fields of models{reason}"),
                ));
            }
        }
    }
}

/// Reports flattened fields where attributes have a fixed place.
pub(crate) fn refuse_flattened(fields: &[Field], reason: &str, mistakes: &mut Mistakes) {
    for span in fields.iter().filter_map(|field| field.flatten) {
        let message = format!("`flatten` is for fields of commands and models: {reason}");
        mistakes.push(syn::Error::new(span, message));
    }
}

/// Reports attributes that have a name in common.
pub(crate) fn names_taken_twice(fields: &[Field], mistakes: &mut Mistakes) {
    let mut taken: Vec<&str> = Vec::new();
    let named = fields
        .iter()
        .filter(|field| !field.skip && field.flatten.is_none());
    for field in named {
        for name in field.aliases.iter().chain([&field.name]) {
            if taken.contains(&name.as_str()) {
                mistakes.at(&field.ident, format_args!("two attributes are called \"{name}\""));
            }
            taken.push(name);
        }
    }
}

/// Returns whether the tokens contain the identifier.
pub(crate) fn mentions(tokens: impl ToTokens, ident: &Ident) -> bool {
    tokens.into_token_stream().into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == *ident,
        TokenTree::Group(group) => mentions(group.stream(), ident),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Reads tokens again with `Self` spelled out, which means something else where they are repeated.
pub(super) fn respelled<T: Parse>(tokens: impl ToTokens, owner: &Ident) -> syn::Result<T> {
    syn::parse2(spelled_out(tokens.into_token_stream(), owner))
}

fn spelled_out(tokens: TokenStream, owner: &Ident) -> TokenStream {
    let spell_out = |token| match token {
        TokenTree::Ident(word) if word == "Self" => TokenTree::Ident(owner.clone()),
        TokenTree::Group(group) => {
            let mut spelled = Group::new(group.delimiter(), spelled_out(group.stream(), owner));
            spelled.set_span(group.span());
            TokenTree::Group(spelled)
        }
        other => other,
    };
    tokens.into_iter().map(spell_out).collect()
}
