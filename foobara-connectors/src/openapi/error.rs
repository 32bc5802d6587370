use serde_json::{Value, json};

/// Returns what an answer holds that is no result.
pub(super) fn content() -> Value {
    json!({ "application/json": { "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Error" } } } })
}

/// Describes an error as it is sent.
pub(super) fn schema() -> Value {
    let path = json!({ "type": "array", "items": { "type": ["string", "integer"] } });
    json!({
        "type": "object",
        "required": ["key", "path", "runtime_path", "category", "symbol", "message", "context", "is_fatal"],
        "properties": {
            "key": { "type": "string", "description": "The identity of the error" },
            "path": path,
            "runtime_path": { "type": "array", "items": { "type": "string" } },
            "category": { "enum": ["data", "runtime"] },
            "symbol": { "type": "string" },
            "message": { "type": "string", "description": "For people; the wording may change" },
            "context": { "type": "object" },
            "is_fatal": { "type": "boolean" },
            "severity": { "enum": ["debug", "info", "warning", "error", "critical"], "default": "error" },
            "suggestion": { "type": "string", "description": "What to try instead, for people" },
            "help_url": { "type": "string", "description": "A page that explains the error" },
            "cause": { "type": "object", "description": "The error it follows from, of the same form" },
        },
    })
}
