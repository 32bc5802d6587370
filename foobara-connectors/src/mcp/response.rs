//! From outcomes to tool results.

use std::fmt::Write;

use foobara_types::{Category, ErrorCollection, ErrorReport};
use rmcp::model::{CallToolResult, ContentBlock};
use serde_json::{Value, json};

use super::{output, visible::visible};

/// Returns the result of a command that succeeded: the same JSON as structured content and as text.
///
/// # Errors
///
/// When the result is not JSON.
pub(super) fn success(result: Vec<u8>, is_wrapped: bool) -> Result<CallToolResult, serde_json::Error> {
    let mut structured: Value = serde_json::from_slice(&result)?;
    let mut text = String::from_utf8(result).unwrap_or_else(|_| structured.to_string());
    if is_wrapped {
        structured = json!({ output::RESULT: structured });
        text = output::wrap(&text);
    }
    let mut result = CallToolResult::success(vec![ContentBlock::text(visible(text))]);
    result.structured_content = Some(structured);
    Ok(result)
}

/// Returns the result of a command that failed: a line of text for each error, and the errors as structured content.
pub(super) fn failure(errors: &ErrorCollection) -> CallToolResult {
    let lines: Vec<String> = errors.0.iter().map(line).collect();
    let mut result = CallToolResult::error(vec![ContentBlock::text(lines.join("\n"))]);
    result.structured_content = Some(json!({ "errors": errors }));
    result
}

/// Says where, what and which: `lines.0.price: Expected a number; got "x" [data.lines.0.price.cannot_cast]`.
fn line(error: &ErrorReport) -> String {
    let place = match error.category {
        Category::Data if error.path.is_root() => "inputs".to_owned(),
        Category::Data => error.path.to_string(),
        Category::Runtime => "run".to_owned(),
    };
    let mut line = format!("{place}: {}", error.message());
    // Writing to a string does not fail.
    if error.message() == error.symbol().replace('_', " ").as_str() {
        for (name, fact) in error.issue.facts.iter().filter(|(name, _)| *name != "value") {
            let _ = write!(line, "; {name}: {fact}");
        }
    }
    if let Some(suggestion) = error.issue.suggestion() {
        let _ = write!(line, ". {suggestion}");
    }
    let _ = write!(line, " [{}]", error.key());
    visible(line)
}

#[cfg(test)]
mod tests {
    use foobara_types::{DataPath, Declaration, InputErrors, Issue};

    use super::*;

    fn text(result: &CallToolResult) -> &str {
        let text = result
            .content
            .first()
            .and_then(ContentBlock::as_text)
            .expect("text content");
        &text.text
    }

    #[test]
    fn an_object_is_the_content() {
        let result = success(br#"{"age":3}"#.to_vec(), false).expect("JSON");
        assert_eq!(result.structured_content, Some(json!({ "age": 3 })));
        assert_eq!(text(&result), r#"{"age":3}"#);
        assert_eq!(result.is_error, Some(false));
    }

    #[test]
    fn what_is_no_object_is_wrapped_in_both_forms() {
        let result = success(b"[1,2]".to_vec(), true).expect("JSON");
        assert_eq!(result.structured_content, Some(json!({ "result": [1, 2] })));
        assert_eq!(text(&result), r#"{"result":[1,2]}"#);
    }

    #[test]
    fn each_error_is_a_line_that_says_where_what_and_which() {
        let mut inputs = InputErrors::new();
        let path = DataPath::root().join("lines").join(0).join("price");
        inputs.push_at(
            path,
            Issue::cannot_cast(&Declaration::of::<f64>(), &json!("a\nb")),
        );
        inputs.push(
            None,
            Issue::unexpected_attributes(&["line".to_owned()], ["lines"].into_iter()),
        );
        let mut secret = Issue::cannot_cast(&Declaration::of::<bool>(), &json!("hunter2"));
        secret.conceal();
        inputs.push_at(DataPath::root().join("secret"), secret);
        let mut errors: Vec<ErrorReport> = inputs.into_iter().collect();
        errors.push(ErrorReport::runtime("too_old", "Too old"));
        let result = failure(&ErrorCollection(errors));
        assert_eq!(
            text(&result),
            "lines.0.price: Expected a number, or one as text; got \"a\\nb\" [data.lines.0.price.cannot_cast]\n\
             inputs: Unexpected attributes: line. Allowed are lines. Did you mean `lines`? [data.unexpected_attributes]\n\
             secret: cannot cast; cast_to: \"boolean\" [data.secret.cannot_cast]\n\
             run: Too old [runtime.too_old]"
        );
        assert_eq!(result.is_error, Some(true));
        let structured = result.structured_content.expect("structured errors");
        assert_eq!(structured["errors"][3]["key"], "runtime.too_old");
    }
}
