//! What is asked of a value beyond its base: transformers, which change it, and validators, which judge it.
//!
//! A rule exists once and works on both kinds of values: on a Rust value through [`Rule`], on a dynamic one through
//! [`RuleKind`]. Each rule has a file of its own, of one shape: the typed step, and the constant that describes it.

mod affix;
mod aliases;
mod all;
#[cfg(any(feature = "base64", feature = "encrypt"))]
mod base64;
mod bounds;
mod capitalize;
mod case;
#[cfg(feature = "encrypt")]
mod cipher;
mod clamp;
mod collection;
mod contains;
mod country;
mod credit_card;
#[cfg(feature = "iso")]
mod currency;
mod custom;
mod email;
#[cfg(feature = "encrypt")]
mod encrypt;
mod exclusive;
mod floor;
#[cfg(feature = "base64")]
mod from_base64;
#[cfg(feature = "csv")]
mod from_csv;
mod from_json;
#[cfg(feature = "hash")]
mod hash;
mod iban;
mod iban_formats;
mod instance_of;
mod keywords;
mod kind;
mod length;
mod lift;
mod matches;
mod multiple_of;
mod not_empty;
mod one_of;
mod phone;
#[cfg(feature = "phonenumber")]
mod phone_number;
mod postal_code;
mod postal_formats;
mod round;
mod same;
#[cfg(feature = "html")]
mod sanitize_html;
mod size;
mod slug;
#[cfg(feature = "slug")]
mod slugify;
mod spec;
mod squish;
mod ssn;
#[cfg(test)]
mod testing;
mod trim;
mod truncate;
mod unique_items;
#[cfg(feature = "url")]
mod url;
mod username;
mod without;

pub use affix::{ENDS_WITH, EndsWith, STARTS_WITH, StartsWith};
pub use aliases::ALIASES;
pub use all::{ALL, is_builtin};
pub use bounds::{MAX, MIN, Max, Min, Number};
pub use capitalize::{CAPITALIZE, Capitalize, TITLE, Title};
pub use case::{DOWNCASE, Downcase, UPCASE, Upcase};
#[cfg(feature = "encrypt")]
pub use cipher::{CannotDecrypt, Cipher, InvalidKey};
pub use clamp::{CLAMP, Clamp};
pub use collection::Collection;
pub use contains::{CONTAINS, Contains};
pub use country::{COUNTRY, Country};
pub use credit_card::{CREDIT_CARD, CreditCard};
#[cfg(feature = "iso")]
pub use currency::{CURRENCY, Currency};
pub use custom::CustomRule;
pub use email::{EMAIL, Email};
#[cfg(feature = "encrypt")]
pub use encrypt::{Decrypt, Encrypt};
pub use exclusive::{EXCLUSIVE_MAX, EXCLUSIVE_MIN, ExclusiveMax, ExclusiveMin};
pub use floor::{CEIL, Ceil, FLOOR, Floor};
#[cfg(feature = "base64")]
pub use from_base64::{FROM_BASE64, FromBase64};
#[cfg(feature = "csv")]
pub use from_csv::FROM_CSV;
pub use from_json::FROM_JSON;
#[cfg(feature = "hash")]
pub use hash::{HASH, Hash, verify_password};
pub use iban::{IBAN, Iban};
pub use instance_of::{INSTANCE_OF, TypeReference};
pub use kind::{Given, RuleKind, Stage, Step, Subject, Takes};
pub use length::{MAX_LENGTH, MIN_LENGTH, MaxLength, MinLength};
pub(crate) use matches::compile_pattern;
pub use matches::{MATCHES, Matches, check_patterns};
pub use multiple_of::{Divisible, MULTIPLE_OF, MultipleOf};
pub use not_empty::{NOT_EMPTY, NotEmpty};
pub use one_of::{ONE_OF, OneOf};
pub use phone::{PHONE, Phone};
#[cfg(feature = "phonenumber")]
pub use phone_number::{PHONE_NUMBER, PhoneNumber};
pub use postal_code::{POSTAL_CODE, PostalCode};
pub use round::{ROUND, Round};
#[cfg(feature = "html")]
pub use sanitize_html::{SANITIZE_HTML, SanitizeHtml};
pub use size::{MAX_SIZE, MIN_SIZE, MaxSize, MinSize, SIZE, Size};
pub use slug::{SLUG, Slug};
#[cfg(feature = "slug")]
pub use slugify::{SLUGIFY, Slugify};
pub use spec::{Argument, RuleSpec};
pub use squish::{SQUISH, Squish};
pub use ssn::{SSN, Ssn};
pub use trim::{TRIM, Trim};
pub use truncate::{TRUNCATE, Truncate};
pub use unique_items::{UNIQUE_ITEMS, UniqueItems};
#[cfg(feature = "url")]
pub use url::{URL, Url};
pub use username::{USERNAME, Username};
pub use without::{WITHOUT, Without};

use crate::error::Issue;

/// A step on a Rust value. Fails with what is wrong.
///
/// Implemented for the values a rule makes sense for, and lifted over [`Option`], where absent values pass.
#[diagnostic::on_unimplemented(message = "the rule `{Self}` does not work on `{T}`")]
pub trait Rule<T> {
    /// Changes or judges `value`.
    ///
    /// # Errors
    ///
    /// What is wrong with the value.
    fn process(&self, value: &mut T) -> Result<(), Box<Issue>>;
}
