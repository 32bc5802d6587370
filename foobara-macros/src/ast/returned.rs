use syn::{GenericArgument, Ident, PathArguments, ReturnType, Type};

use crate::mistakes::Mistakes;

/// What a function returns.
#[derive(Debug)]
pub(super) struct Returned {
    /// The result.
    pub(super) output: Type,
    /// The errors, where there are any of its own.
    pub(super) error: Option<Type>,
    /// Whether it is a `Result`.
    pub(super) is_fallible: bool,
}

impl Returned {
    /// Reads what stands behind the arrow.
    pub(super) fn parse(returned: &ReturnType, mistakes: &mut Mistakes) -> Self {
        let unit: Type = syn::parse_quote!(());
        let ty = match returned {
            ReturnType::Default => {
                return Self {
                    output: unit,
                    error: None,
                    is_fallible: false,
                };
            }
            ReturnType::Type(_, ty) => &**ty,
        };
        match last_segment(ty) {
            Some((name, arguments)) if name == "Result" => {
                let &[output, error] = &arguments[..] else {
                    mistakes.at(ty, "name the error: `Result<T, E>`");
                    return Self {
                        output: unit,
                        error: None,
                        is_fallible: true,
                    };
                };
                Self {
                    output: output.clone(),
                    error: own_error(error),
                    is_fallible: true,
                }
            }
            Some((name, _)) if name == "Outcome" => {
                mistakes.at(ty, "`Outcome` names no types; return `Result<T, Failure<E>>`");
                Self {
                    output: unit,
                    error: None,
                    is_fallible: true,
                }
            }
            _ => Self {
                output: ty.clone(),
                error: None,
                is_fallible: false,
            },
        }
    }
}

/// Returns the error that is the command's own: that of a `Failure`, and none where only faults are returned.
fn own_error(error: &Type) -> Option<Type> {
    match last_segment(error) {
        Some((name, arguments)) if name == "Failure" => arguments.first().map(|own| Type::clone(own)),
        Some((name, _)) if name == "Fault" => None,
        _ => Some(error.clone()),
    }
}

/// Returns the last name of a path, and the types it is given.
pub(super) fn last_segment(ty: &Type) -> Option<(&Ident, Vec<&Type>)> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last()?;
    let types = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
        }
        _ => return Some((&segment.ident, Vec::new())),
    };
    Some((&segment.ident, types.collect()))
}
