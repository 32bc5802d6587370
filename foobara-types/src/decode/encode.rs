use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::typed::Typed;

/// How a struct is written: the mirror image of [`Fields`](super::Fields).
pub trait Encode {
    /// The name of the struct.
    const NAME: &'static str;
    /// The number of its attributes.
    const COUNT: usize;

    /// Writes each attribute by [`field`].
    ///
    /// # Errors
    ///
    /// When the serializer fails.
    fn fields<S: SerializeStruct>(&self, output: &mut S) -> Result<(), S::Error>;
}

/// Writes a struct described by [`Encode`].
///
/// # Errors
///
/// When the serializer fails.
#[inline]
pub fn encode<T: Encode, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    match serializer.serialize_struct(T::NAME, T::COUNT) {
        Ok(mut output) => {
            let written = value.fields(&mut output);
            end(output, written)
        }
        Err(error) => Err(error),
    }
}

#[inline]
fn end<S: SerializeStruct>(output: S, written: Result<(), S::Error>) -> Result<S::Ok, S::Error> {
    written?;
    output.end()
}

/// Writes an attribute, unless it is a secret or was not given.
///
/// # Errors
///
/// When the serializer fails.
#[inline]
pub fn field<T: Typed + Serialize, S: SerializeStruct>(
    output: &mut S,
    name: &'static str,
    value: &T,
) -> Result<(), S::Error> {
    if T::SENSITIVE || value.is_absent() {
        return output.skip_field(name);
    }
    output.serialize_field(name, value)
}
