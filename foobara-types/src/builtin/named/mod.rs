//! Types with a name of their own, made of other types by rules.
//!
//! Their names stand in declarations, as `"email"` does; a registry of types knows [`NAMED_TYPES`] by name.

mod all;
mod contact;
#[cfg(feature = "iso")]
mod currency;
mod identity;
mod money;
mod numbers;
#[cfg(test)]
mod testing;
#[cfg(feature = "url")]
mod url;

pub use all::NAMED_TYPES;
pub use contact::{COUNTRY, EMAIL, PHONE, POSTAL_CODE};
#[cfg(feature = "iso")]
pub use currency::CURRENCY;
pub use identity::{SLUG, SSN, USERNAME};
pub use money::{CREDIT_CARD, IBAN};
pub use numbers::{
    NEGATIVE_INTEGER, NON_NEGATIVE_INTEGER, NON_NEGATIVE_NUMBER, PERCENTAGE, POSITIVE_FLOAT,
    POSITIVE_INTEGER, POSITIVE_NUMBER,
};
#[cfg(feature = "url")]
pub use url::URL;
