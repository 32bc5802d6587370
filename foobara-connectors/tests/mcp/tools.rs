//! What is said of tools.

use serde_json::json;

use crate::client::Client;

#[tokio::test]
async fn tools_are_listed_by_name_with_schemas_and_hints() {
    let mut client = Client::initialized().await;
    let answer = client.request("tools/list", json!({})).await;
    let tools = answer["result"]["tools"].as_array().expect("tools");
    let names: Vec<&str> = tools.iter().filter_map(|tool| tool["name"].as_str()).collect();
    assert_eq!(
        names,
        [
            "Zoo_Add",
            "Zoo_AddPrivately",
            "Zoo_Count",
            "Zoo_Panic",
            "Zoo_Wait"
        ]
    );
    let [add, _, count, _, wait] = tools.as_slice() else {
        panic!("five tools")
    };
    assert_eq!(
        *add,
        json!({
            "name": "Zoo_Add",
            "title": "Add",
            "description": "Does as it is called",
            "inputSchema": {
                "type": "object",
                "properties": {
                    "a": { "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX },
                    "b": { "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX },
                },
                "additionalProperties": false,
                "required": ["a", "b"],
            },
            "outputSchema": {
                "type": "object",
                "properties": { "result": { "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX } },
                "required": ["result"],
                "additionalProperties": false,
            },
            "annotations": {
                "readOnlyHint": true,
                "destructiveHint": false,
                "idempotentHint": true,
                "openWorldHint": false,
            },
        })
    );
    assert_eq!(count["outputSchema"]["type"], "object");
    assert_eq!(count["outputSchema"]["additionalProperties"]["type"], "integer");
    assert_eq!(
        wait["annotations"],
        json!({
            "readOnlyHint": false,
            "destructiveHint": true,
            "idempotentHint": false,
            "openWorldHint": true,
        })
    );
}
