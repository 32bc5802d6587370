//! The Rust types that are of a type.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::num::{NonZeroI64, NonZeroU32};
use std::ops::{Range, RangeInclusive};
use std::{borrow::Cow, net::IpAddr, sync::Arc};

use foobara_types::{
    Base, Declaration,
    builtin::{Binary, UnsignedDuration},
    declaration::{NamedType, Wire},
    registry::RegisteredType,
};
use jiff::{SignedDuration, Timestamp, civil::Date, civil::Time};
use rust_decimal::Decimal;
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use super::markdown::code;

macro_rules! rust_types {
    ($($rust:ty)*) => {[$((stringify!($rust), Declaration::of::<$rust>())),*]};
}

/// Returns the Rust types whose values are of a type, as code.
pub(crate) fn of(registered: &RegisteredType) -> Vec<String> {
    let name = registered.name();
    let typed = all().into_iter().filter(|(_, of)| of.type_name() == name);
    let mut found: Vec<String> = typed.map(|(rust, _)| code(rust)).collect();
    if let RegisteredType::Named(named) = registered {
        found.push(ruled(named));
    }
    found.extend(derived(&name).map(str::to_owned));
    found
}

fn all() -> impl IntoIterator<Item = (&'static str, Declaration)> {
    rust_types![
        Value bool
        i8 i16 i32 i64 u8 u16 u32 u64 NonZeroU32 NonZeroI64
        f32 f64 Decimal
        String Box<str> Arc<str> Cow<'static, str> char
        Binary Uuid IpAddr Url
        Date Timestamp Time SignedDuration UnsignedDuration
        Vec<i64> VecDeque<i64> BTreeSet<i64> HashSet<i64>
        (i64, String)
        BTreeMap<String, i64> HashMap<String, i64>
        Range<i64> RangeInclusive<i64>
    ]
}

/// The type that a named one is made of, with its rules.
fn ruled(named: &NamedType) -> String {
    let rules: Vec<String> = named
        .rules
        .iter()
        .map(|rule| match rule.to_value() {
            Value::Bool(true) => rule.kind.name.to_owned(),
            argument => format!("{} = {argument}", rule.kind.name),
        })
        .collect();
    code(&format!("#[input({})] {}", rules.join(", "), plain(&named.base)))
}

fn plain(base: &Base) -> &'static str {
    match base {
        Base::Integer { .. } => "i64",
        Base::Scalar(scalar) if scalar.wire == Wire::Number => "f64",
        _ => "String",
    }
}

/// What derives make.
fn derived(name: &str) -> Option<&'static str> {
    match name {
        "symbol" => Some("an enum of names with `#[derive(Model)]`"),
        "attributes" => Some("the fields of a `#[derive(Command)]`"),
        "model" => Some("a struct with `#[derive(Model)]`"),
        "entity" => Some("`Key<E>` and `Record<E>` of a struct with `#[derive(Entity)]`"),
        "union" => Some("an enum with data and `#[derive(Model)]`"),
        _ => None,
    }
}
