use syn::{DataEnum, Ident, Variant, ext::IdentExt};

use crate::{
    attr::{Case, SerdeVariant},
    mistakes::Mistakes,
};

/// An enum of names.
#[derive(Debug)]
pub(crate) struct Symbols(pub(crate) Vec<Symbol>);

/// What a variant is called.
#[derive(Debug)]
pub(crate) struct Symbol {
    /// The variant.
    pub(crate) ident: Ident,
    /// Its name on the wire.
    pub(crate) name: String,
    /// Other names it is read by.
    pub(crate) aliases: Vec<String>,
}

impl Symbols {
    /// Reads the variants. Their names are in snake case unless something else is said.
    pub(crate) fn parse(
        data: &DataEnum,
        owner: &Ident,
        rename_all: Option<Case>,
        mistakes: &mut Mistakes,
    ) -> Self {
        if data.variants.is_empty() {
            mistakes.at(owner, "an enum without variants has no values");
        }
        let symbols: Vec<Symbol> = data
            .variants
            .iter()
            .map(|variant| Symbol::parse(variant, rename_all, mistakes))
            .collect();
        variants_taken_twice(&symbols, mistakes);
        Self(symbols)
    }
}

/// Reports variants that have a name in common.
pub(super) fn variants_taken_twice<'a>(
    symbols: impl IntoIterator<Item = &'a Symbol>,
    mistakes: &mut Mistakes,
) {
    let mut taken: Vec<&str> = Vec::new();
    for symbol in symbols {
        for name in symbol.names() {
            if taken.contains(&name) {
                mistakes.at(&symbol.ident, format_args!("two variants are called \"{name}\""));
            }
            taken.push(name);
        }
    }
}

impl Symbol {
    /// Reads what a variant is called.
    pub(super) fn parse(variant: &Variant, rename_all: Option<Case>, mistakes: &mut Mistakes) -> Self {
        let serde = SerdeVariant::parse(&variant.attrs, mistakes);
        let plain = variant.ident.unraw().to_string();
        let renamed = || {
            rename_all.map_or_else(
                || heck::ToSnakeCase::to_snake_case(plain.as_str()),
                |case| case.of_variant(&plain),
            )
        };
        Self {
            ident: variant.ident.clone(),
            name: serde.rename.unwrap_or_else(renamed),
            aliases: serde.aliases,
        }
    }

    /// Returns every name it is read by.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        [&self.name].into_iter().chain(&self.aliases).map(String::as_str)
    }
}
