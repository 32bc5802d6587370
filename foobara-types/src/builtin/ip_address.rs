//! Addresses of machines.

use std::net::IpAddr;

use serde::Deserializer;
use serde_json::{Value, json};

use crate::{
    declaration::{Base, Scalar, Wire},
    decode,
    typed::Typed,
};

/// `ip_address`: an address of version 4, or one of version 6 in its short form.
///
/// The schema admits longer forms of version 6 as well.
pub const IP_ADDRESS: &Scalar = &Scalar {
    name: "ip_address",
    wire: Wire::Text,
    expectation: "an IP address, as \"192.0.2.1\" or \"2001:db8::1\"",
    cast,
    schema: |schema| {
        let formats = json!([{ "format": "ipv4" }, { "format": "ipv6" }]);
        schema.insert("anyOf".to_owned(), formats);
    },
    ..Scalar::ATOM
};

impl Typed for IpAddr {
    const BASE: Base = Base::Scalar(IP_ADDRESS);

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        decode::text(deserializer, "an IP address in its short form", decode::canonical)
    }
}

/// Casts to an address: in any form of version 6; in decimals without leading zeros for version 4.
fn cast(value: &Value) -> Option<Value> {
    let text = value.as_str()?;
    if decode::canonical::<IpAddr>(text).is_some() {
        return Some(value.clone());
    }
    text.parse::<IpAddr>()
        .ok()
        .map(|address| address.to_string().into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::builtin::laws;

    #[test]
    fn accepts_both_versions() {
        for (text, address) in [
            ("192.0.2.1", "192.0.2.1"),
            ("2001:DB8:0:0::1", "2001:db8::1"),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ] {
            assert_eq!(cast(&json!(text)), Some(json!(address)), "{text}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        for value in [
            json!("192.0.2"),
            json!("192.0.2.01"),
            json!("192.0.2.256"),
            json!("fe80::1%eth0"),
            json!("[::1]"),
            json!("127.0.0.1:80"),
            json!(""),
            json!(2_130_706_433),
            json!(null),
        ] {
            assert_eq!(cast(&value), None, "{value}");
        }
    }

    #[test]
    fn long_texts_take_no_time() {
        laws::check_long(IP_ADDRESS, "2001:");
    }

    proptest! {
        #[test]
        fn every_address_keeps_the_laws(address: IpAddr) {
            laws::check::<IpAddr>(IP_ADDRESS, &address.to_string().into());
            laws::check::<IpAddr>(IP_ADDRESS, &address.to_string().to_uppercase().into());
        }

        #[test]
        fn texts_keep_the_laws(text in r"([0-9a-fA-F]{0,4}:){0,8}[0-9a-f]{0,4}|([0-9]{1,3}\.){3}[0-9]{1,3}|\PC*") {
            laws::check::<IpAddr>(IP_ADDRESS, &text.into());
        }

        #[test]
        fn other_values_keep_the_laws(value in laws::values()) {
            laws::check::<IpAddr>(IP_ADDRESS, &value);
        }
    }
}
