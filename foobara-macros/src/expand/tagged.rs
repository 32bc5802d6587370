use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{DataEnum, DeriveInput, Result, Type, ext::IdentExt, spanned::Spanned};

use super::{
    attributes::attributes,
    check::{check, is_checked},
    decode::decode_fields,
    enclose,
    encode::encode_field,
    tokens::{cow, here, option},
};
use crate::{
    ast::{Content, Field, Subject, Tagged, Tagging, Variant, mentions},
    attr::SerdeContainer,
    mistakes::Mistakes,
};

/// Expands `#[derive(Model)]` for an enum whose variants hold data.
pub(crate) fn expand(
    input: &DeriveInput,
    data: &DataEnum,
    serde: &SerdeContainer,
    mut mistakes: Mistakes,
) -> Result<TokenStream> {
    let tagged = Tagged::parse(input, data, serde, &mut mistakes);
    mistakes.finish()?;
    let (declaration, structs) = (declaration(&tagged), structs(&tagged));
    let (variants, typed) = (variants(&tagged), typed(&tagged));
    let items = quote!(#declaration #structs #variants #typed);
    Ok(enclose(&tagged.subject.container.root(), &items))
}

/// Writes the union as data.
fn declaration(tagged: &Tagged) -> TokenStream {
    let Subject {
        name, description, ..
    } = &tagged.subject;
    let (name, description) = (cow(name), option(description.as_deref().map(cow)));
    let tagging = match &tagged.tagging {
        Tagging::External => quote!(External),
        Tagging::Internal(tag) => {
            let tag = cow(tag);
            quote!(Internal { tag: #tag })
        }
        Tagging::Adjacent(tag, content) => {
            let (tag, content) = (cow(tag), cow(content));
            quote!(Adjacent { tag: #tag, content: #content })
        }
    };
    let variants = tagged.variants.iter().map(variant);
    quote! {
        static __UNION: __foobara::UnionType = __foobara::UnionType {
            name: #name,
            description: #description,
            tagging: __foobara::Tagging::#tagging,
            variants: ::std::borrow::Cow::Borrowed(const { &[#(#variants),*] }),
        };
    }
}

fn variant(variant: &Variant) -> TokenStream {
    let (name, aliases) = (cow(&variant.symbol.name), &variant.symbol.aliases);
    let description = option(variant.description.as_deref().map(cow));
    let content = match &variant.content {
        Content::Nothing => quote!(Nothing),
        Content::Value(ty) => quote!(Value(<#ty as __foobara::Typed>::DECLARATION)),
        Content::Fields(fields) => {
            let attributes = attributes(fields.iter().filter(|field| !field.skip), false);
            quote!(Attributes(__foobara::Ref::Static(|| {
                static __ATTRIBUTES: __foobara::AttributesType = #attributes;
                &__ATTRIBUTES
            })))
        }
    };
    quote! {
        __foobara::Variant {
            name: #name,
            aliases: &[#(#aliases),*],
            description: #description,
            content: __foobara::Content::#content,
        }
    }
}

/// Writes a struct for the fields of each variant, which is decoded in its place.
fn structs(tagged: &Tagged) -> TokenStream {
    let structs = tagged.variants.iter().filter_map(|variant| {
        let Content::Fields(fields) = &variant.content else {
            return None;
        };
        let ident = struct_of(variant);
        let (idents, types) = (
            fields.iter().map(|field| &field.ident),
            fields.iter().map(|field| &field.ty),
        );
        let decode = decode_fields(&ident, &variant.symbol.name, fields, false);
        Some(quote! {
            #[doc(hidden)]
            pub struct #ident { #(#idents: #types),* }
            const _: () = { #decode };
        })
    });
    structs.collect()
}

fn struct_of(variant: &Variant) -> Ident {
    format_ident!("__{}", variant.symbol.ident.unraw())
}

/// Writes both ways between the variants and their tags with what belongs to them.
fn variants(tagged: &Tagged) -> TokenStream {
    let Subject { ident, name, .. } = &tagged.subject;
    let each = || tagged.variants.iter().zip((0..).map(Literal::usize_unsuffixed));
    let tags = tagged.variants.iter().map(|variant| &variant.symbol.name);
    let found = each().map(|(variant, position)| {
        let names = variant.symbol.names();
        quote!(#(#names)|* => ::core::option::Option::Some(#position))
    });
    let bare = each().filter_map(|(variant, position)| {
        let ident = &variant.symbol.ident;
        matches!(variant.content, Content::Nothing)
            .then(|| quote!(#position => ::core::option::Option::Some(Self::#ident)))
    });
    let read = each().filter_map(|(variant, position)| {
        let read = read(variant)?;
        Some(quote!(#position => #read))
    });
    let positions = each().map(|(variant, position)| {
        let ident = &variant.symbol.ident;
        quote!(Self::#ident { .. } => #position)
    });
    let write = tagged.variants.iter().map(write);
    quote! {
        #[automatically_derived]
        impl __foobara::Variants for #ident {
            const NAME: &'static str = #name;
            const TAGS: &'static [&'static str] = &[#(#tags),*];

            fn union() -> &'static __foobara::UnionType {
                &__UNION
            }

            fn variant(__tag: &str) -> ::core::option::Option<usize> {
                match __tag {
                    #(#found,)*
                    _ => ::core::option::Option::None,
                }
            }

            fn bare(__variant: usize) -> ::core::option::Option<Self> {
                match __variant {
                    #(#bare,)*
                    _ => ::core::option::Option::None,
                }
            }

            fn read<'__de, __D: __foobara::Deserializer<'__de>>(
                __variant: usize,
                __deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                match __variant {
                    #(#read,)*
                    _ => __foobara::decode::nothing(__variant, __deserializer),
                }
            }

            fn position(&self) -> usize {
                match self {
                    #(#positions,)*
                }
            }

            fn write<__S: __foobara::Serializer>(
                &self,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                match self {
                    #(#write,)*
                }
            }
        }

        #[automatically_derived]
        impl __foobara::Serialize for #ident {
            fn serialize<__S: __foobara::Serializer>(
                &self,
                __serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                __foobara::decode::encode_union(self, __serializer)
            }
        }

        #[automatically_derived]
        impl<'__de> __foobara::Deserialize<'__de> for #ident {
            fn deserialize<__D: __foobara::Deserializer<'__de>>(
                __deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                __foobara::decode::decode_union(__deserializer)
            }
        }
    }
}

/// Writes how what belongs to a tag is decoded.
fn read(variant: &Variant) -> Option<TokenStream> {
    let ident = &variant.symbol.ident;
    match &variant.content {
        Content::Nothing => None,
        Content::Value(ty) => {
            let decode = quote_spanned!(here(ty.span())=> <#ty as __foobara::Typed>::decode(__deserializer));
            Some(quote!(::core::result::Result::map(#decode, Self::#ident)))
        }
        Content::Fields(fields) => {
            let (held, idents) = (struct_of(variant), fields.iter().map(|field| &field.ident));
            let idents = quote!(#(#idents),*);
            Some(quote! {
                ::core::result::Result::map(
                    __foobara::decode::decode(__deserializer),
                    |#held { #idents }| Self::#ident { #idents },
                )
            })
        }
    }
}

/// Writes how what belongs to a tag is encoded.
fn write(variant: &Variant) -> TokenStream {
    let (ident, name) = (&variant.symbol.ident, &variant.symbol.name);
    match &variant.content {
        Content::Nothing => quote!(Self::#ident => __foobara::Serializer::serialize_unit(__serializer)),
        Content::Value(ty) => {
            let write =
                quote_spanned!(here(ty.span())=> __foobara::Serialize::serialize(__value, __serializer));
            quote!(Self::#ident(__value) => #write)
        }
        Content::Fields(fields) => {
            let bindings = bindings(fields.iter().filter(|field| !field.skip));
            let shown = || fields.iter().filter(|field| !field.skip);
            let count = Literal::usize_unsuffixed(shown().count());
            let output = quote!(&mut __output);
            let fields = shown().map(|field| {
                let binding = binding(field);
                encode_field(field, &output, &quote!(#binding))
            });
            quote! {
                Self::#ident { #bindings .. } => {
                    let mut __output = __foobara::Serializer::serialize_struct(__serializer, #name, #count)?;
                    #(#fields)*
                    __foobara::SerializeStruct::end(__output)
                }
            }
        }
    }
}

fn bindings<'a>(fields: impl Iterator<Item = &'a Field>) -> TokenStream {
    let bindings = fields.map(|field| {
        let (ident, binding) = (&field.ident, binding(field));
        quote!(#ident: #binding,)
    });
    bindings.collect()
}

fn binding(field: &Field) -> Ident {
    format_ident!("__{}", field.ident.unraw())
}

fn typed(tagged: &Tagged) -> TokenStream {
    let ident = &tagged.subject.ident;
    let values: Vec<&Type> = tagged.variants.iter().filter_map(value_of).collect();
    let is_checked = if values.iter().any(|ty| mentions(ty, ident)) {
        quote!(true)
    } else {
        let fields = tagged.variants.iter().flat_map(Variant::fields);
        is_checked(fields.filter(|field| !field.skip), values.iter().copied())
    };
    let checks = tagged
        .variants
        .iter()
        .map(|variant| check_variant(tagged, variant));
    let beside = values.iter().filter(|_| matches!(tagged.tagging, Tagging::Internal(_))).map(|ty| {
        quote_spanned!(here(ty.span())=> const _: () = __foobara::decode::stands_beside_a_tag::<#ty>();)
    });
    quote! {
        #(#beside)*

        #[automatically_derived]
        impl __foobara::Typed for #ident {
            const BASE: __foobara::Base = __foobara::Base::Union(__foobara::Ref::Static(|| &__UNION));
            const CHECKED: bool = #is_checked;

            fn check(
                &mut self,
                __up: ::core::option::Option<&__foobara::At<'_>>,
                __errors: &mut __foobara::InputErrors,
            ) {
                match self {
                    #(#checks)*
                }
            }
        }
    }
}

fn value_of(variant: &Variant) -> Option<&Type> {
    match &variant.content {
        Content::Value(ty) => Some(ty),
        Content::Nothing | Content::Fields(_) => None,
    }
}

/// Writes how what belongs to a tag is checked, at the place where it stands.
fn check_variant(tagged: &Tagged, variant: &Variant) -> TokenStream {
    let ident = &variant.symbol.ident;
    let up = match &tagged.tagging {
        Tagging::External => Some(&variant.symbol.name),
        Tagging::Internal(_) => None,
        Tagging::Adjacent(_, content) => Some(content),
    };
    let up = up
        .map(|name| quote!(let __up = ::core::option::Option::Some(&__foobara::At::attribute(__up, #name));));
    match &variant.content {
        Content::Nothing => quote!(Self::#ident => {}),
        Content::Value(ty) => quote! {
            Self::#ident(__value) => if <#ty as __foobara::Typed>::CHECKED {
                #up
                <#ty as __foobara::Typed>::check(__value, __up, __errors);
            },
        },
        Content::Fields(fields) => {
            let attributes = || fields.iter().filter(|field| !field.skip);
            let bindings = bindings(attributes());
            let checks = check(attributes(), &quote!(__up), |field| {
                let binding = binding(field);
                quote!(*#binding)
            });
            quote! {
                Self::#ident { #bindings .. } => {
                    #up
                    #checks
                }
            }
        }
    }
}
