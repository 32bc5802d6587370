use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Data, DeriveInput, Result, Visibility};

use super::{
    detached::{self, detached},
    enclose,
    kept::kept,
    load,
    model::{model, value},
    stamps,
    subset::{self, Whole},
    tree,
};
use crate::{
    ast::{Access, Field, Structure},
    attr::{ENTITY, EntityMarks},
    mistakes::Mistakes,
};

/// Expands `#[derive(Entity)]`.
pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let mut mistakes = Mistakes::default();
    let mut structure = Structure::parse(input, ENTITY, &mut mistakes);
    let marks = marks(input, &structure, &mut mistakes);
    let key = key(&structure, &marks, &mut mistakes);
    check(&structure, &marks, &mut mistakes);
    subset::check(&structure, &mut mistakes);
    tree::check(&structure, &marks, &mut mistakes);
    detached::check(&structure, &marks, &mut mistakes);
    let is_detached = structure.subject.container.detached;
    structure.subject.container.immutable = structure.subject.container.immutable.or(is_detached);
    let access = Access::parse(&structure, true, &mut mistakes);
    mistakes.finish()?;
    let Some(key) = key else {
        return Err(syn::Error::new_spanned(&input.ident, "no primary key"));
    };
    if is_detached.is_some() {
        return Ok(detached(&structure, &access, key));
    }
    structure.fields[key].may_be_required = false;
    let kept = kept(&structure, &marks);
    let base = model(&structure, &access, Some(&structure.fields[key].name), &kept);
    let value = value(&structure, &base);
    let entity = entity(&structure, &marks, key);
    let holds_records = load::of_model(&structure);
    let stamps = stamps::stamps(&structure, &marks);
    let searched = searched(&structure, &marks);
    let items = enclose(
        &structure.subject.container.root(),
        &quote!(#value #holds_records #entity #stamps #searched),
    );
    let subsets = subset::subsets(Whole {
        structure: &structure,
        marks: &marks,
        visibility: &input.vis,
        fields: &visibilities(input),
    });
    Ok(quote!(#items #subsets))
}

/// Returns the marks of each field.
fn marks(input: &DeriveInput, structure: &Structure, mistakes: &mut Mistakes) -> Vec<EntityMarks> {
    let Data::Struct(data) = &input.data else {
        return Vec::new();
    };
    let marks: Vec<EntityMarks> = data
        .fields
        .iter()
        .map(|field| EntityMarks::parse(&field.attrs, mistakes))
        .collect();
    for (field, marks) in structure.fields.iter().zip(&marks) {
        if field.skip && !marks.is_empty() {
            mistakes.at(&field.ident, "a field with `#[serde(skip)]` is not stored");
        }
    }
    marks
}

/// Returns how visible each field is.
fn visibilities(input: &DeriveInput) -> Vec<Visibility> {
    let Data::Struct(data) = &input.data else {
        return Vec::new();
    };
    data.fields.iter().map(|field| field.vis.clone()).collect()
}

fn key(structure: &Structure, marks: &[EntityMarks], mistakes: &mut Mistakes) -> Option<usize> {
    let spans: Vec<_> = marks.iter().filter_map(|marks| marks.key).collect();
    if spans.is_empty() {
        let ident = &structure.subject.ident;
        mistakes.at(
            ident,
            format_args!("`{ident}` has no primary key; mark a field with `#[entity(key)]`"),
        );
    }
    for span in spans.iter().skip(1) {
        mistakes.push(syn::Error::new(*span, "an entity has one primary key"));
    }
    marks.iter().position(|marks| marks.key.is_some())
}

/// Reports marks that do not go together.
fn check(structure: &Structure, marks: &[EntityMarks], mistakes: &mut Mistakes) {
    for span in marks.iter().filter_map(|marks| marks.version).skip(1) {
        mistakes.push(syn::Error::new(span, "an entity has at most one version"));
    }
    stamps::check(marks, mistakes);
    for (field, marks) in structure.fields.iter().zip(marks) {
        if marks.key.is_some() && marks.version.is_some() {
            mistakes.at(
                &field.ident,
                "the primary key does not change, so that it cannot be the version",
            );
        }
        if let (Some(_), Some(span)) = (marks.key, marks.unique.or(marks.indexed)) {
            mistakes.push(syn::Error::new(
                span,
                "a primary key is unique and indexed by itself",
            ));
        }
    }
}

/// Writes that the types of attributes that are searched hold text.
fn searched(structure: &Structure, marks: &[EntityMarks]) -> TokenStream {
    let fields = structure.fields.iter().zip(marks);
    let searched = fields.filter(|(_, marks)| marks.searched.is_some());
    searched
        .map(|(field, _)| stamps::holds(field, &quote!(SearchedText)))
        .collect()
}

fn entity(structure: &Structure, marks: &[EntityMarks], key: usize) -> TokenStream {
    let ident = &structure.subject.ident;
    let Field {
        ident: key_ident,
        ty: key_type,
        ..
    } = &structure.fields[key];
    let before = structure.fields[..key].iter().filter(|field| !field.skip);
    let key_column = Literal::usize_unsuffixed(before.count());
    let columns = structure.fields.iter().zip(marks);
    let stores = columns
        .clone()
        .filter(|(field, _)| !field.skip)
        .map(|(field, marks)| store(field, marks.json));
    let loads = columns.map(|(field, marks)| column(field, marks.json));
    let associated = load::of_entity(structure);
    quote! {
        #[automatically_derived]
        impl __foobara::Entity for #ident {
            type Key = <#key_type as __foobara::KeyField>::Key;
            const KEY: usize = #key_column;

            fn model() -> &'static __foobara::ModelType {
                &__MODEL
            }

            fn key(&self) -> ::core::option::Option<Self::Key> {
                __foobara::KeyField::key(&self.#key_ident)
            }

            fn to_row(&self) -> __foobara::Row {
                ::core::convert::From::from([#(#stores),*])
            }

            fn from_row(__row: __foobara::Row) -> ::core::result::Result<Self, __foobara::StorageError> {
                let mut __columns = ::core::iter::IntoIterator::into_iter(__row);
                ::core::result::Result::Ok(Self { #(#loads),* })
            }

            #associated
        }
    }
}

fn store(field: &Field, is_json: bool) -> TokenStream {
    let ident = &field.ident;
    if is_json {
        return quote_spanned!(field.span()=> __foobara::json_datum(&self.#ident));
    }
    quote_spanned!(field.span()=> __foobara::Field::to_datum(&self.#ident))
}

fn column(field: &Field, is_json: bool) -> TokenStream {
    let Field { ident, name, .. } = field;
    let value = match (field.skip, is_json) {
        (true, _) => quote!(::core::default::Default::default()),
        (false, true) => quote_spanned!(field.span()=> __foobara::json_column(&mut __columns, #name)?),
        (false, false) => quote_spanned!(field.span()=> __foobara::column(&mut __columns, #name)?),
    };
    quote!(#ident: #value)
}
