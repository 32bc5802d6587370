//! Types and rules by name.

mod registered;
mod registry;

pub use registered::RegisteredType;
pub(crate) use registered::anything;
pub use registry::TypeRegistry;
