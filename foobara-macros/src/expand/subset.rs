//! Structs of some of the attributes of an entity: what it takes to create a record, to change one, to find some.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Ident, Type, Visibility, parse_quote};

use super::{
    enclose, flatten,
    model::{plain, value},
    tree,
};
use crate::{
    ast::{Field, Structure, Subject},
    attr::EntityMarks,
    mistakes::Mistakes,
};

/// An entity, and what is said of its fields.
#[derive(Clone, Copy)]
pub(super) struct Whole<'a> {
    pub(super) structure: &'a Structure,
    pub(super) marks: &'a [EntityMarks],
    pub(super) visibility: &'a Visibility,
    /// How visible each field is.
    pub(super) fields: &'a [Visibility],
}

/// An attribute of an entity.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) field: &'a Field,
    pub(super) marks: &'a EntityMarks,
    pub(super) visibility: &'a Visibility,
}

impl Part<'_> {
    /// Whether it is given when a record is created.
    pub(super) fn is_given(self) -> bool {
        self.is_chosen() && !self.is_assigned() && self.marks.version.is_none()
    }

    /// Whether it may be changed, as far as the entity may.
    fn may_change(self) -> bool {
        self.is_chosen() && self.field.immutable.is_none() && self.marks.key.is_none()
    }

    /// Whether the store may assign it.
    pub(super) fn is_assigned(self) -> bool {
        let Type::Path(path) = &self.field.ty else {
            return false;
        };
        let last = path.path.segments.last();
        self.marks.key.is_some() && last.is_some_and(|last| last.ident == "Auto")
    }

    /// Whether its value is chosen by those who write records.
    fn is_chosen(self) -> bool {
        !self.field.skip && self.marks.stamp.is_none()
    }
}

impl<'a> Whole<'a> {
    pub(super) fn parts(self) -> impl Iterator<Item = Part<'a>> {
        let fields = self.structure.fields.iter().zip(self.marks).zip(self.fields);
        fields.map(|((field, marks), visibility)| Part {
            field,
            marks,
            visibility,
        })
    }

    /// Returns the primary key.
    pub(super) fn key(self) -> Option<Part<'a>> {
        self.parts().find(|part| part.marks.key.is_some())
    }

    /// Returns what may be changed.
    pub(super) fn changed(self) -> Vec<Part<'a>> {
        let is_fixed = self.structure.subject.container.immutable.is_some();
        self.parts()
            .filter(|part| part.may_change() && !is_fixed)
            .collect()
    }

    pub(super) fn entity(self) -> &'a Ident {
        &self.structure.subject.ident
    }

    pub(super) fn root(self) -> TokenStream {
        self.structure.subject.container.root()
    }
}

/// Writes the structs that an entity asks for.
pub(super) fn subsets(whole: Whole<'_>) -> TokenStream {
    let asked = &whole.structure.subject.container.subsets;
    let create = asked.create.as_ref().map(|name| create(whole, name));
    let update = asked.update.as_ref().map(|name| update(whole, name));
    let find_by = asked.find_by.as_ref().map(|name| find_by(whole, name));
    let trees = tree::trees(whole);
    quote!(#create #update #find_by #trees)
}

/// Reports attributes that no subset can have.
pub(super) fn check(structure: &Structure, mistakes: &mut Mistakes) {
    let asked = &structure.subject.container.subsets;
    if asked.update.is_none() && asked.find_by.is_none() && asked.update_aggregate.is_none() {
        return;
    }
    for field in structure.fields.iter().filter(|field| field.foreign) {
        mistakes.at(
            &field.ident,
            "an attribute that is described elsewhere is in no struct of changes and in none to find by; write that by hand",
        );
    }
}

/// Writes what it takes to create a record.
fn create(whole: Whole<'_>, name: &Ident) -> TokenStream {
    let given = whole.parts().filter(|part| part.is_given());
    let fields = given.map(|part| (bare(part.field), part.visibility));
    let values = whole.parts().map(|part| {
        let ident = &part.field.ident;
        if part.is_given() {
            quote!(#ident: __new.#ident)
        } else {
            quote!(#ident: ::core::default::Default::default())
        }
    });
    let entity = whole.entity();
    let more = quote! {
        #[automatically_derived]
        impl ::core::convert::From<#name> for #entity {
            fn from(__new: #name) -> Self {
                Self { #(#values),* }
            }
        }
    };
    let about = format!("What it takes to create a `{entity}`.");
    subset(whole, name, &about, &fields.collect::<Vec<_>>(), &more)
}

/// Writes what may be changed of a record.
fn update(whole: Whole<'_>, name: &Ident) -> TokenStream {
    let changed = whole.changed();
    let key = whole.key().map(|part| key(whole, part));
    let patches = changed
        .iter()
        .map(|part| (patch(whole, part.field), part.visibility));
    let changed: Vec<&Ident> = changed.iter().map(|part| &part.field.ident).collect();
    let key_ident = key.as_ref().map(|(field, _)| field.ident.clone());
    let fields = key.into_iter().chain(patches);
    let (entity, visibility) = (whole.entity(), whole.visibility);
    let key_type = quote!(<#entity as __foobara::Entity>::Key);
    let more = quote! {
        impl #name {
            /// Returns no changes, of the record with this primary key.
            #visibility fn of(#key_ident: #key_type) -> Self {
                Self { #key_ident, #(#changed: __foobara::Patch::Keep),* }
            }
        }

        #[automatically_derived]
        impl __foobara::Changes for #name {
            type Of = #entity;

            fn key(&self) -> #key_type {
                ::core::clone::Clone::clone(&self.#key_ident)
            }

            fn apply_to(self, __record: &mut #entity) {
                #(__foobara::Patch::apply_to(self.#changed, &mut __record.#changed);)*
            }
        }
    };
    let about = format!("What becomes of a `{entity}`: what is not given stays as it is.");
    subset(whole, name, &about, &fields.collect::<Vec<_>>(), &more)
}

/// Writes by what records are found.
fn find_by(whole: Whole<'_>, name: &Ident) -> TokenStream {
    let parts: Vec<Part<'_>> = whole.parts().filter(|part| part.is_chosen()).collect();
    let fields = parts.iter().map(|part| {
        let field = if part.marks.key.is_some() {
            key(whole, *part).0
        } else {
            bare(part.field)
        };
        (patch(whole, &field), part.visibility)
    });
    let filters = parts.iter().map(|part| {
        let (ident, attribute) = (&part.field.ident, &part.field.name);
        let datum = if part.marks.json {
            quote!(__foobara::json_datum(&__given))
        } else {
            quote!(__foobara::Field::to_datum(&__given))
        };
        quote_spanned! {part.field.span()=>
            if let __foobara::Patch::Set(__given) = __by.#ident {
                __filter = __foobara::Filter::and(__filter, __foobara::Filter::equal(#attribute, #datum));
            }
        }
    });
    let idents = parts.iter().map(|part| &part.field.ident);
    let more = quote! {
        #[automatically_derived]
        impl ::core::default::Default for #name {
            fn default() -> Self {
                Self { #(#idents: __foobara::Patch::Keep),* }
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<#name> for __foobara::Filter {
            fn from(__by: #name) -> Self {
                let mut __filter = __foobara::Filter::All;
                #(#filters)*
                __filter
            }
        }
    };
    let about = format!(
        "By what a `{}` is found: it has the values that are given.",
        whole.entity()
    );
    subset(whole, name, &about, &fields.collect::<Vec<_>>(), &more)
}

/// Returns a field without what only holds for a record.
pub(super) fn bare(field: &Field) -> Field {
    Field {
        private: None,
        immutable: None,
        may_be_required: true,
        ..field.clone()
    }
}

/// Returns a field that says what becomes of another.
pub(super) fn patch(whole: Whole<'_>, field: &Field) -> Field {
    let (root, ty) = (whole.root(), &field.ty);
    Field {
        ty: parse_quote!(#root::__private::Patch<#ty>),
        preset: None,
        nested: None,
        not_null: false,
        ..bare(field)
    }
}

/// Returns the field by which a record is found.
pub(super) fn key<'a>(whole: Whole<'_>, part: Part<'a>) -> (Field, &'a Visibility) {
    let (root, ty) = (whole.root(), &part.field.ty);
    let field = Field {
        ty: parse_quote!(<#ty as #root::__private::KeyField>::Key),
        preset: None,
        ..bare(part.field)
    };
    (field, part.visibility)
}

/// Writes a struct of attributes, as `Model` would, and what else there is to say of it.
pub(super) fn subset(
    whole: Whole<'_>,
    name: &Ident,
    about: &str,
    fields: &[(Field, &Visibility)],
    more: &TokenStream,
) -> TokenStream {
    let structure = described(whole, name, fields);
    let visibility = whole.visibility;
    let definitions = fields.iter().map(|(field, visibility)| {
        let Field { ident, ty, .. } = field;
        let plain = format!("The attribute `{}`.", field.name);
        let about = field.description.as_deref().unwrap_or(&plain);
        quote!(#[doc = #about] #visibility #ident: #ty)
    });
    let definition = quote! {
        #[doc = #about]
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        #visibility struct #name { #(#definitions),* }
    };
    let base = plain(&structure);
    let value = value(&structure, &base);
    let flatten = flatten::flatten(&structure, base.attributes());
    let items = enclose(&whole.root(), &quote!(#value #flatten #more));
    quote!(#definition #items)
}

/// Returns a struct of fields of an entity.
pub(super) fn described(whole: Whole<'_>, name: &Ident, fields: &[(Field, &Visibility)]) -> Structure {
    Structure {
        subject: Subject {
            ident: name.clone(),
            name: name.to_string(),
            description: None,
            container: whole.structure.subject.container.of_subset(),
        },
        fields: fields.iter().map(|(field, _)| field.clone()).collect(),
    }
}
