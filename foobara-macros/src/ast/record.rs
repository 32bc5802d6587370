use syn::{
    AngleBracketedGenericArguments, GenericArgument, PathArguments, PathSegment, Type,
    visit::{self, Visit},
};

/// Returns each `E` of the `Record<E>`s in a type.
pub(crate) fn records(ty: &Type) -> Vec<Type> {
    let mut records = Records(Vec::new());
    records.visit_type(ty);
    records.0
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
