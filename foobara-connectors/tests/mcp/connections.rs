//! How connections begin and end.

use serde_json::json;

use crate::client::Client;

#[tokio::test]
async fn calls_in_flight_are_answered_after_the_end_of_input() {
    let mut client = Client::initialized().await;
    client.wait_at_the_door().await;
    client.hang_up().await;
    assert!(!client.served.is_finished());
    client.permits.add_permits(1);
    let answer = client.receive().await;
    assert_eq!(answer["id"], "wait");
    assert_eq!(answer["result"]["structuredContent"], json!({ "result": null }));
    assert_eq!(client.lines.next_line().await.expect("the server ends"), None);
    client.served.await.expect("no panic").expect("a good end");
}

#[tokio::test]
async fn a_client_that_leaves_at_once_is_no_error() {
    let mut client = Client::connect();
    client.hang_up().await;
    client.served.await.expect("no panic").expect("a good end");
}

#[tokio::test]
async fn the_revision_without_initialize_is_spoken_too() {
    let mut client = Client::connect();
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let answer = client.request("server/discover", json!({ "_meta": meta })).await;
    let versions = answer["result"]["supportedVersions"]
        .as_array()
        .expect("versions");
    assert!(versions.contains(&json!("2026-07-28")) && versions.contains(&json!("2025-11-25")));
    let params = json!({ "_meta": meta, "name": "Zoo_Add", "arguments": { "a": 1, "b": 2 } });
    let answer = client.request("tools/call", params).await;
    assert_eq!(answer["result"]["resultType"], "complete");
    assert_eq!(answer["result"]["structuredContent"], json!({ "result": 3 }));
}
