//! The values that show what a type takes.

use serde_json::{Value, json};

/// Returns a declaration that shows what the type can say of its parts.
pub(crate) fn declaration_of(name: &str) -> Value {
    match name {
        "array" => json!({ "type": "array", "element_type_declaration": "integer" }),
        "tuple" => json!({ "type": "tuple", "element_type_declarations": ["integer", "string"] }),
        "associative_array" => json!({ "type": name, "value_type_declaration": "integer" }),
        "attributes" => json!({
            "type": name,
            "element_type_declarations": { "name": "string", "age": "integer" },
            "required": ["name"],
        }),
        "union" => json!({
            "type": name,
            "tag": "kind",
            "variants": { "circle": { "radius": "float" }, "point": null },
        }),
        "model" => json!({
            "type": name,
            "name": "Point",
            "attributes_declaration": { "x": { "type": "float", "required": true } },
        }),
        "entity" | "detached_entity" => json!({
            "type": name,
            "name": "User",
            "attributes_declaration": { "id": { "type": "integer", "required": true } },
            "primary_key": "id",
        }),
        _ => name.into(),
    }
}

/// Returns values that the type takes, and some that it does not.
pub(crate) fn values_of(name: &str) -> Vec<Value> {
    let values = match name {
        "duck" | "atomic_duck" | "duckture" => json!([null, 1, "x", [1]]),
        "json" => json!([null, 1, "x", { "a": [1] }]),
        "boolean" => json!([true, 1, 0, "yes", "N", "t", "on", 2, 1.0, null]),
        "number" => json!([1, 2.5, "1", "-1.5e3", "+1", "0x10", true, null]),
        "integer" => json!([
            7,
            "-7",
            "007",
            7.0,
            7.5,
            "7.0",
            "+7",
            9_223_372_036_854_775_808_u64,
            true
        ]),
        "float" => json!([2.5, 2, "2.5", "1e-5", "+1", ".5", "1e400", "NaN", true]),
        "big_decimal" => json!(["2.5", 2, 2.5, "2.50", "1e3", "+1", "1e400", true]),
        "positive_integer" | "non_negative_integer" | "negative_integer" => json!([7, "7", 0, -7]),
        "positive_number" | "positive_float" | "non_negative_number" => json!([2.5, "2.5", 0, -2.5]),
        "percentage" => json!([12.5, "100", 0, 100.1, -1, "5%"]),
        "string" => json!(["x", "", 7, 2.5, true, null, ["x"]]),
        "symbol" => json!(["red", "", 7, true, null]),
        "binary" => json!(["aGVsbG8=", "aGVsbG8", "-_8", "a b", 7]),
        "uuid" => json!([
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "67E55044-10B1-426F-9247-BB680E5FE0C8",
            "67e5504410b1426f9247bb680e5fe0c8",
            "67e55044",
        ]),
        "ip_address" => json!([
            "192.0.2.1",
            "2001:db8::1",
            "2001:DB8:0:0::1",
            "192.0.2.256",
            "::1/64"
        ]),
        "email" => json!(["ada@example.com", "Ada@Example.COM", "ada", "a@b@c", 7]),
        "phone" => json!(["+14155552671", "+1 (415) 555-2671", "415 555-2671"]),
        "url" => json!([
            "https://example.com/a",
            "HTTPS://Example.com",
            "example.com",
            "/a"
        ]),
        "username" => json!(["ada.l", "ad", "1ada", "ada l"]),
        "slug" => json!(["a-slug-2", "A-Slug", "a--slug", "-a"]),
        "postal_code" => json!(["10115", 10115, "SW1A 1AA", "?"]),
        "country" => json!(["DE", "de", "XX"]),
        "currency" => json!(["EUR", "eur", "XYZ"]),
        "iban" => json!([
            "DE89370400440532013000",
            "de89 3704 0044 0532 0130 00",
            "DE88370400440532013000",
        ]),
        "credit_card" => json!(["4111111111111111", "4111 1111 1111-1111", "4111111111111112"]),
        "ssn" => json!(["123-45-6789", "123456789", "000-45-6789"]),
        "date" => json!([
            "2020-01-31",
            "20200131",
            "2020/1/31",
            "2020.01.31",
            { "year": 2020, "month": 1, "day": 31 },
            "2020-02-30",
            "31/01/2020",
            "2020-01-31T00:00",
        ]),
        "datetime" => json!([
            "2020-01-31T12:00:00Z",
            "2020-01-31T12:00:00+02:00",
            "2020-01-31 12:00",
            "2020-01-31",
            1_580_428_800,
            1_580_428_800.5,
            { "year": 2020, "month": 1, "day": 31, "hours": 12 },
            "2020-02-30T00:00:00Z",
            "junk",
        ]),
        "time" => json!(["12:30:00", "12:30", "1230", "12:30:00.5", "25:00", 12]),
        "duration" => json!(["PT1H30M", "1h 30m", 90, 1.5, "P1D", "soon"]),
        "array" => json!([[1, 2], [], [1, "2"], ["x"], null, {}, 1]),
        "tuple" => json!([[1, "a"], ["1", 2], [1], null]),
        "associative_array" => json!([{ "a": 1 }, { "a": "1" }, [["a", 1]], { "a": "x" }, []]),
        "attributes" => json!([
            { "name": "Ada", "age": 36 },
            { "name": "Ada", "age": "36" },
            [["name", "Ada"]],
            { "age": 36 },
            { "name": "Ada", "size": 1 },
        ]),
        "model" => json!([{ "x": 1.5 }, { "x": "1.5" }, {}, { "x": 1, "y": 2 }, 1.5]),
        "entity" | "detached_entity" => json!([7, "7", "x", { "id": 7 }]),
        "union" => json!([
            { "kind": "circle", "radius": 1.5 },
            { "kind": "point" },
            { "kind": "circle", "radius": "1.5" },
            { "kind": "square" },
            {},
        ]),
        _ => unreachable!("there are no values of {name}"),
    };
    serde_json::from_value(values).expect("the values are in an array")
}
