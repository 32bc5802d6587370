//! Structs of the attributes of an entity together with those of the records that it refers to.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{GenericArgument, Ident, PathArguments, Type, parse_quote};

use super::{
    load,
    subset::{self, Part, Whole, bare, described, subset},
};
use crate::{
    ast::{Field, Structure},
    attr::EntityMarks,
    mistakes::Mistakes,
};

/// Reports what is nested and cannot be.
pub(super) fn check(structure: &Structure, marks: &[EntityMarks], mistakes: &mut Mistakes) {
    let asked = &structure.subject.container.subsets;
    if let (Some(update), None) = (&asked.update_aggregate, &asked.create_aggregate) {
        mistakes.at(
            update,
            "changes of records with those that they refer to create some, too: add `create_aggregate = ..`",
        );
    }
    for (field, marks) in structure.fields.iter().zip(marks) {
        let Some(span) = marks.nested else { continue };
        if asked.create_aggregate.is_none() && asked.update_aggregate.is_none() {
            let message = "`nested` is for `#[entity(create_aggregate = ..)]` and `update_aggregate`";
            mistakes.push(syn::Error::new(span, message));
        }
        let message = match referred(&field.ty) {
            None => {
                "what is nested refers to records: it is a `Key` or a `Record`, an `Option` or a `Vec` of them"
            }
            Some(entity) if is_itself(entity, &structure.subject.ident) => {
                "an entity is not nested in itself: that would have no end; refer to the record by its key"
            }
            Some(_) => continue,
        };
        mistakes.push(syn::Error::new(span, message));
    }
}

/// Writes the structs that an entity asks for.
pub(super) fn trees(whole: Whole<'_>) -> TokenStream {
    let asked = &whole.structure.subject.container.subsets;
    let create = asked.create_aggregate.as_ref().map(|name| create(whole, name));
    let update = asked.update_aggregate.as_ref().map(|name| update(whole, name));
    quote!(#create #update)
}

/// Writes what it takes to create a record with those that it refers to.
fn create(whole: Whole<'_>, name: &Ident) -> TokenStream {
    let given: Vec<Part<'_>> = whole.parts().filter(|part| part.is_given()).collect();
    let fields: Vec<_> = given
        .iter()
        .map(|part| (new(whole, *part), part.visibility))
        .collect();
    let values = whole.parts().map(|part| {
        let ident = &part.field.ident;
        if !part.is_given() {
            quote!(#ident: ::core::default::Default::default())
        } else if part.marks.nested.is_some() {
            quote_spanned!(part.field.span()=> #ident: __foobara::Settle::settle(self.#ident)?)
        } else {
            quote!(#ident: self.#ident)
        }
    });
    let entity = whole.entity();
    let written = write_nested(&given, &quote!(create));
    let nested = nested(&given).into_iter().map(|referred| {
        quote! {
            __C: __foobara::Creates<#referred>,
            <#referred as __foobara::NestedNew>::New: __foobara::NewTree<__C, Of = #referred>,
        }
    });
    let forms = forms(whole, name);
    let more = quote! {
        #[automatically_derived]
        impl __foobara::NestedNew for #entity {
            type New = #name;

            fn or_new() -> &'static __foobara::UnionType {
                static __FORMS: __foobara::UnionType = __foobara::or_new::<#entity>(#forms);
                &__FORMS
            }
        }

        #[automatically_derived]
        impl<__C> __foobara::NewTree<__C> for #name
        where
            __C: __foobara::Creates<#entity> + 'static,
            #(#nested)*
        {
            type Of = #entity;

            #written

            fn into_record(self) -> ::core::result::Result<#entity, __foobara::StorageError> {
                ::core::result::Result::Ok(#entity { #(#values),* })
            }
        }
    };
    let about = format!("What it takes to create a `{entity}` and what it refers to.");
    tree(whole, name, &about, &fields, &more)
}

/// Writes what may be changed of a record and of those that it refers to.
fn update(whole: Whole<'_>, name: &Ident) -> TokenStream {
    let changed = whole.changed();
    let Some(part) = whole.key() else {
        return TokenStream::new();
    };
    let key = subset::key(whole, part);
    let key_ident = key.0.ident.clone();
    let patches = changed.iter().map(|part| (patch(whole, *part), part.visibility));
    let applied = changed.iter().map(|part| {
        let ident = &part.field.ident;
        let given = if part.marks.nested.is_some() {
            quote_spanned!(part.field.span()=> __foobara::Settle::settle(self.#ident)?)
        } else {
            quote!(self.#ident)
        };
        quote!(__foobara::Patch::apply_to(#given, &mut __record.#ident);)
    });
    let (entity, visibility) = (whole.entity(), whole.visibility);
    let written = write_nested(&changed, &quote!(change));
    let nested = nested(&changed).into_iter().map(|referred| {
        quote! {
            __C: __foobara::Writes<#referred>,
            <#referred as __foobara::NestedNew>::New: __foobara::NewTree<__C, Of = #referred>,
            <#referred as __foobara::NestedChanges>::Changes: __foobara::ChangedTree<__C, Of = #referred>,
        }
    });
    let (forms, is_assigned) = (forms(whole, name), part.is_assigned());
    let idents = changed.iter().map(|part| &part.field.ident);
    let key_type = quote!(<#entity as __foobara::Entity>::Key);
    let more = quote! {
        impl #name {
            /// Returns no changes, of the record with this primary key.
            #visibility fn of(#key_ident: #key_type) -> Self {
                Self { #key_ident, #(#idents: __foobara::Patch::Keep),* }
            }
        }

        #[automatically_derived]
        impl __foobara::NestedChanges for #entity {
            type Changes = #name;

            fn or_changed() -> &'static __foobara::UnionType {
                static __FORMS: __foobara::UnionType = __foobara::or_changed::<#entity>(#forms, #is_assigned);
                &__FORMS
            }
        }

        #[automatically_derived]
        impl<__C> __foobara::ChangedTree<__C> for #name
        where
            __C: __foobara::Writes<#entity> + 'static,
            #(#nested)*
        {
            type Of = #entity;

            fn key(&self) -> #key_type {
                ::core::clone::Clone::clone(&self.#key_ident)
            }

            #written

            fn apply_to(
                self,
                __record: &mut #entity,
            ) -> ::core::result::Result<(), __foobara::StorageError> {
                #(#applied)*
                ::core::result::Result::Ok(())
            }
        }
    };
    let about =
        format!("What becomes of a `{entity}` and of what it refers to: what is not given stays as it is.");
    let fields: Vec<_> = std::iter::once(key).chain(patches).collect();
    tree(whole, name, &about, &fields, &more)
}

/// Writes a struct of attributes, some of which hold those of other records.
fn tree(
    whole: Whole<'_>,
    name: &Ident,
    about: &str,
    fields: &[(Field, &syn::Visibility)],
    more: &TokenStream,
) -> TokenStream {
    let load = load::of_tree(&described(whole, name, fields));
    subset(whole, name, about, fields, &quote!(#load #more))
}

/// Writes the name of a struct and of the attribute by which its records are told from new ones.
fn forms(whole: Whole<'_>, name: &Ident) -> TokenStream {
    let (name, key) = (name.to_string(), whole.key().map(|part| &part.field.name));
    quote!(#name, #key)
}

/// Writes how what several structs refer to is written before them.
fn write_nested(parts: &[Part<'_>], how: &TokenStream) -> TokenStream {
    let steps = parts.iter().filter(|part| part.marks.nested.is_some()).map(|part| {
        let ident = &part.field.ident;
        quote_spanned! {part.field.span()=>
            __foobara::TreeWriter::#how(__writer, __trees.iter_mut().map(|__tree| &mut __tree.#ident)).await?;
        }
    });
    quote! {
        fn write_nested<'__a>(
            __trees: &'__a mut [Self],
            __writer: __foobara::TreeWriter<'__a, __C>,
        ) -> __foobara::BoxFuture<'__a, ::core::result::Result<(), __foobara::Fault>> {
            ::std::boxed::Box::pin(async move {
                #(#steps)*
                ::core::result::Result::Ok(())
            })
        }
    }
}

/// Returns the entities that are nested, each once.
fn nested<'a>(parts: &[Part<'a>]) -> Vec<&'a Type> {
    let mut nested: Vec<&Type> = Vec::new();
    for part in parts.iter().filter(|part| part.marks.nested.is_some()) {
        if let Some(entity) = referred(&part.field.ty).filter(|entity| !nested.contains(entity)) {
            nested.push(entity);
        }
    }
    nested
}

fn is_itself(entity: &Type, ident: &Ident) -> bool {
    matches!(entity, Type::Path(path) if path.path.is_ident(ident))
}

/// Returns a field of what it takes to create a record.
fn new(whole: Whole<'_>, part: Part<'_>) -> Field {
    if part.marks.nested.is_some() {
        reference(whole, part.field, &quote!(OrNew))
    } else {
        bare(part.field)
    }
}

/// Returns a field that says what becomes of another.
fn patch(whole: Whole<'_>, part: Part<'_>) -> Field {
    if part.marks.nested.is_some() {
        subset::patch(whole, &reference(whole, part.field, &quote!(OrChanged)))
    } else {
        subset::patch(whole, part.field)
    }
}

/// Returns a field with other references.
fn reference(whole: Whole<'_>, field: &Field, to: &TokenStream) -> Field {
    let (mut ty, root) = (field.ty.clone(), whole.root());
    if let Some(place) = place(&mut ty)
        && let Some(entity) = referred(place).cloned()
    {
        *place = parse_quote!(#root::__private::#to<#entity>);
    }
    Field {
        ty,
        is_recursive: false,
        ..bare(field)
    }
}

/// Returns the entity that a type refers to.
fn referred(ty: &Type) -> Option<&Type> {
    match last(ty)? {
        (name, inner) if name == "Key" || name == "Record" => Some(inner),
        (name, inner) if name == "Option" || name == "Vec" => referred(inner),
        _ => None,
    }
}

/// Returns the place of the reference within a type.
fn place(ty: &mut Type) -> Option<&mut Type> {
    let (name, _) = last(ty)?;
    if name == "Key" || name == "Record" {
        return Some(ty);
    }
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &mut path.path.segments.last_mut()?.arguments else {
        return None;
    };
    match arguments.args.first_mut()? {
        GenericArgument::Type(inner) => place(inner),
        _ => None,
    }
}

/// Returns the last name of a type, and what it is of.
fn last(ty: &Type) -> Option<(&Ident, &Type)> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some((&segment.ident, inner)),
        _ => None,
    }
}
