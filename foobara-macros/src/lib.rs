//! The derives of foobara. Use them through the `foobara` crate, which documents them.
//!
//! A derive goes through the folders in order: `attr` reads attributes, `ast` makes a small tree of what was read,
//! `expand` writes the code. Mistakes are collected on the way and reported all at once; `fallback` then stands in
//! for the code that could not be written.

use proc_macro::TokenStream;

mod mistakes;

mod attr;

mod ast;

mod expand;
mod fallback;

#[cfg(test)]
mod tests;

/// Derives `Organization` for a unit struct. `#[organization(name = "..")]` gives it another name than its own.
#[proc_macro_derive(Organization, attributes(organization))]
pub fn organization(input: TokenStream) -> TokenStream {
    expand::derive(input.into(), expand::organization::expand, fallback::organization).into()
}

/// Derives `Domain` for a unit struct: `#[domain(organization = Acme, depends_on(Billing), name = "..")]`.
#[proc_macro_derive(Domain, attributes(domain))]
pub fn domain(input: TokenStream) -> TokenStream {
    expand::derive(input.into(), expand::domain::expand, fallback::domain).into()
}

#[doc = include_str!("../docs/model.md")]
#[proc_macro_derive(Model, attributes(model, input, serde))]
pub fn model(input: TokenStream) -> TokenStream {
    expand::derive(input.into(), expand::model::expand, fallback::model).into()
}

#[doc = include_str!("../docs/entity.md")]
#[proc_macro_derive(Entity, attributes(entity, input, serde))]
pub fn entity(input: TokenStream) -> TokenStream {
    expand::derive(input.into(), expand::entity::expand, fallback::entity).into()
}

#[doc = include_str!("../docs/command.md")]
#[proc_macro_derive(Command, attributes(command, input, serde))]
pub fn derive_command(input: TokenStream) -> TokenStream {
    expand::derive(input.into(), expand::command::expand, fallback::command).into()
}

#[doc = include_str!("../docs/possible_errors.md")]
#[proc_macro_derive(PossibleErrors, attributes(possible))]
pub fn possible_errors(input: TokenStream) -> TokenStream {
    expand::derive(
        input.into(),
        expand::possible_errors::expand,
        fallback::possible_errors,
    )
    .into()
}

#[doc = include_str!("../docs/mapper.md")]
#[proc_macro_attribute]
pub fn mapper(options: TokenStream, function: TokenStream) -> TokenStream {
    expand::mapper::expand(&options.into(), &function.into()).into()
}

#[doc = include_str!("../docs/function.md")]
#[proc_macro_attribute]
pub fn command(options: TokenStream, function: TokenStream) -> TokenStream {
    expand::function::expand(&options.into(), &function.into()).into()
}
