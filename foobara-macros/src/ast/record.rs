use syn::{
    AngleBracketedGenericArguments, GenericArgument, PathArguments, PathSegment, Type, TypePath,
    visit::{self, Visit},
};

/// Types whose values are no records and hold none, whatever they are of.
const WITHOUT_RECORDS: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64",
    "u128", "usize", "String", "Key", "Auto",
];

/// Types that hold what they are of.
const CONTAINERS: &[&str] = &["Option", "Box", "Vec", "VecDeque", "BTreeMap", "HashMap"];

/// Returns each `E` of the `Record<E>`s in a type.
pub(crate) fn records(ty: &Type) -> Vec<Type> {
    let mut records = Records(Vec::new());
    records.visit_type(ty);
    records.0
}

/// Returns whether a type may be a model that holds records, which only the compiler can tell.
pub(crate) fn may_hold_records(ty: &Type) -> bool {
    let mut unknown = Unknown(false);
    unknown.visit_type(ty);
    unknown.0
}

/// Whether a type was found of which nothing is known.
struct Unknown(bool);

impl<'ast> Visit<'ast> for Unknown {
    fn visit_type_path(&mut self, path: &'ast TypePath) {
        let Some(last) = path.path.segments.last() else {
            return;
        };
        if CONTAINERS.iter().any(|known| last.ident == known) {
            visit::visit_type_path(self, path);
        } else if WITHOUT_RECORDS.iter().all(|known| last.ident != known) {
            self.0 = true;
        }
    }
}

struct Records(Vec<Type>);

impl<'ast> Visit<'ast> for Records {
    fn visit_path_segment(&mut self, segment: &'ast PathSegment) {
        if let PathArguments::AngleBracketed(arguments) = &segment.arguments
            && segment.ident == "Record"
        {
            self.0.extend(only_type(arguments).cloned());
        }
        visit::visit_path_segment(self, segment);
    }
}

fn only_type(arguments: &AngleBracketedGenericArguments) -> Option<&Type> {
    match arguments.args.first()? {
        GenericArgument::Type(ty) if arguments.args.len() == 1 => Some(ty),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn models_may_hold_records_and_plain_values_do_not() {
        for plain in [
            parse_quote!(i64),
            parse_quote!(std::string::String),
            parse_quote!(Option<Vec<bool>>),
            parse_quote!(HashMap<String, Key<Animal>>),
            parse_quote!((u8, Auto<i64>)),
        ] {
            assert!(!may_hold_records(&plain));
        }
        for unknown in [
            parse_quote!(Line),
            parse_quote!(shop::Line),
            parse_quote!(Vec<Line>),
            parse_quote!(std::collections::BTreeMap<i64, Option<Line>>),
        ] {
            assert!(may_hold_records(&unknown));
        }
    }
}
