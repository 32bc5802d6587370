//! What calls of tools are answered.

use serde_json::json;

use crate::client::Client;

#[tokio::test]
async fn a_result_is_structured_and_text() {
    let mut client = Client::initialized().await;
    let answer = client.call("Zoo_Add", json!({ "a": 40, "b": "2" })).await;
    assert_eq!(
        answer["result"],
        json!({
            "content": [{ "type": "text", "text": "{\"result\":42}" }],
            "structuredContent": { "result": 42 },
            "isError": false,
        })
    );
    let answer = client
        .call("Zoo_Count", json!({ "words": ["a", "a", "b"] }))
        .await;
    assert_eq!(answer["result"]["structuredContent"], json!({ "a": 2, "b": 1 }));
    client.permits.add_permits(1);
    let answer = client.request("tools/call", json!({ "name": "Zoo_Wait" })).await;
    assert_eq!(answer["result"]["structuredContent"], json!({ "result": null }));
}

#[tokio::test]
async fn failures_are_results_that_say_what_is_wrong() {
    let mut client = Client::initialized().await;
    let answer = client.call("Zoo_Add", json!({ "a": "x", "b": [] })).await;
    assert_eq!(answer["result"]["isError"], true);
    let errors = answer["result"]["structuredContent"]["errors"]
        .as_array()
        .expect("errors");
    let keys: Vec<&str> = errors.iter().filter_map(|error| error["key"].as_str()).collect();
    assert_eq!(keys, ["data.a.cannot_cast", "data.b.cannot_cast"]);
    let text = answer["result"]["content"][0]["text"].as_str().expect("text");
    let [a, b] = text.lines().collect::<Vec<_>>()[..] else {
        panic!("a line for each error: {text}")
    };
    assert!(
        a.starts_with("a: Expected a whole number") && a.ends_with("; got \"x\" [data.a.cannot_cast]"),
        "{a}"
    );
    assert!(b.ends_with("; got [] [data.b.cannot_cast]"), "{b}");

    let answer = client.request("tools/call", json!({ "name": "Zoo_Add" })).await;
    assert_eq!(answer["result"]["isError"], true);

    let answer = client.call("Zoo_AddPrivately", json!({ "a": 1, "b": 2 })).await;
    assert_eq!(
        answer["result"]["content"][0]["text"],
        "run: Unauthenticated [runtime.unauthenticated]"
    );

    let answer = client.call("Zoo_Panic", json!({})).await;
    assert_eq!(
        answer["result"]["structuredContent"]["errors"][0]["key"],
        "runtime.unknown"
    );
    assert!(!answer.to_string().contains("as asked"));
}

#[tokio::test]
async fn requests_that_reach_no_command_are_errors_of_the_protocol() {
    let mut client = Client::initialized().await;
    for name in ["Zoo_Ad", "Zoo::Add", "Add", "zoo_add"] {
        let answer = client.call(name, json!({ "a": 1, "b": 2 })).await;
        assert_eq!(answer["error"]["code"], -32602, "{name}");
        assert_eq!(answer["error"]["data"]["suggestions"][0], "Zoo_Add", "{name}");
    }
    let answer = client.call("Zoo_Add", json!([1, 2])).await;
    assert_eq!(answer["error"]["code"], -32602);
    let answer = client.request("tools/call", json!({})).await;
    assert_eq!(answer["error"]["code"], -32602);
    let answer = client.request("tools/list", json!({ "cursor": "2" })).await;
    assert_eq!(answer["error"]["code"], -32602);
    for method in ["prompts/list", "resources/list", "no/such/method"] {
        let answer = client.request(method, json!({})).await;
        assert_eq!(answer["error"]["code"], -32601, "{method}");
    }
    let answer = client.request("ping", json!({})).await;
    assert_eq!(answer["result"], json!({}));
}

#[tokio::test]
async fn a_cancelled_call_is_broken_off_and_not_answered() {
    let mut client = Client::initialized().await;
    client.wait_at_the_door().await;
    let params = json!({ "requestId": "wait", "reason": "test" });
    client
        .send(&json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": params }))
        .await;
    assert_eq!(client.seen.recv().await, Some("leaves"));
    // The next frame is the answer to the next request.
    let answer = client.call("Zoo_Add", json!({ "a": 1, "b": 2 })).await;
    assert_eq!(answer["result"]["structuredContent"], json!({ "result": 3 }));
}
