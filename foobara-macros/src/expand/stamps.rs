//! Moments that are written for the records of an entity.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::{
    ast::{Field, Structure},
    attr::{EntityMarks, Stamp},
    mistakes::Mistakes,
};

/// Reports moments that are asked for twice, or of attributes that are something else already.
pub(super) fn check(marks: &[EntityMarks], mistakes: &mut Mistakes) {
    for stamp in Stamp::ALL {
        let spans = marks.iter().filter_map(|marks| marks.stamp);
        let spans = spans.filter(|(_, asked)| *asked == stamp);
        for (span, _) in spans.skip(1) {
            let word = stamp.word();
            let message = format!("an entity has at most one attribute with `{word}`");
            mistakes.push(syn::Error::new(span, message));
        }
    }
    for marks in marks
        .iter()
        .filter(|marks| marks.key.is_some() || marks.version.is_some())
    {
        if let Some((span, stamp)) = marks.stamp {
            let word = stamp.word();
            let message = format!(
                "a moment is written into a `{word}`, which is therefore no primary key and no version"
            );
            mistakes.push(syn::Error::new(span, message));
        }
    }
}

/// Writes what the moments make of an entity, and that the types of their attributes can hold them.
pub(super) fn stamps(structure: &Structure, marks: &[EntityMarks]) -> TokenStream {
    let fields = structure.fields.iter().zip(marks);
    let stamped = fields.filter_map(|(field, marks)| Some((field, marks.stamp?.1)));
    stamped
        .map(|(field, stamp)| stamp_of(structure, field, stamp))
        .collect()
}

fn stamp_of(structure: &Structure, field: &Field, stamp: Stamp) -> TokenStream {
    let ident = &structure.subject.ident;
    match stamp {
        Stamp::Created | Stamp::Updated => holds(field, &quote!(Moment)),
        Stamp::Deleted => hides(field, &quote!(impl __foobara::SoftDelete for #ident {})),
        Stamp::Archived => hides(field, &quote!(impl __foobara::Archive for #ident {})),
    }
}

fn hides(field: &Field, implementation: &TokenStream) -> TokenStream {
    let holds = holds(field, &quote!(OptionalMoment));
    quote! {
        #holds

        #[automatically_derived]
        #implementation
    }
}

/// Writes that the type of an attribute holds something.
pub(super) fn holds(field: &Field, what: &TokenStream) -> TokenStream {
    let ty = &field.ty;
    quote_spanned! {field.span()=>
        const _: () = {
            const fn __holds<__T: __foobara::#what>() {}
            __holds::<#ty>();
        };
    }
}
