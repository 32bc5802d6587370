//! Strict decoding, straight into a struct, and its mirror image.
//!
//! Attributes come by name only, each at most once, and none that is not declared. A derive describes a struct by
//! [`Fields`] or [`Encode`]; what is done with the description is here, once.

mod encode;
mod fields;
mod flatten;
mod strictly;
mod text;
mod union;
mod unique;

pub use encode::{Encode, encode, field};
pub use fields::{Fields, decode, fill, fill_present, take, take_or};
pub use flatten::{Flatten, Part, assert_distinct, assert_no_records, concat, count, is_same, together};
use strictly::Strictly;
pub(crate) use strictly::{list, map, option};
pub use text::{canonical, text};
pub use union::{Variants, decode_union, encode_union, nothing, stands_beside_a_tag};
use unique::Unique;
