//! One call of a tool.

use foobara_core::{CancellationToken, RawInputs};
use foobara_types::ErrorCollection;
use rmcp::{
    ErrorData,
    model::{CallToolRequestParams, CallToolResult, JsonObject},
};
use serde_json::json;

use super::{error_map::Answer, response, tools::Tools};
use crate::{
    authenticator::NoCredentials,
    exposure::{Call, Exposure},
};

/// Runs the command that a tool stands for.
///
/// # Errors
///
/// For requests that reach no command.
pub(super) async fn call(
    exposure: &Exposure,
    tools: &Tools,
    request: CallToolRequestParams,
    cancel: CancellationToken,
) -> Result<CallToolResult, ErrorData> {
    let tool = tools
        .find(&request.name)
        .ok_or_else(|| unknown_tool(exposure, tools, &request.name))?;
    let inputs = inputs(&request.arguments.unwrap_or_default())?;
    let call = Call {
        cancel: Some(cancel),
        ..Call::new(&tool.command, inputs, &NoCredentials)
    };
    match exposure.call(call).await {
        Ok(result) => response::success(result, tool.is_wrapped)
            .map_err(|error| ErrorData::internal_error(format!("the result is not JSON: {error}"), None)),
        Err(errors) => failure(&errors),
    }
}

/// As text, good inputs are decoded straight into the command; as values they would all go through the caster.
fn inputs(arguments: &JsonObject) -> Result<RawInputs, ErrorData> {
    let text = serde_json::to_vec(arguments);
    let text = text
        .map_err(|error| ErrorData::invalid_params(format!("the arguments are not JSON: {error}"), None))?;
    Ok(RawInputs::json(text))
}

fn failure(errors: &ErrorCollection) -> Result<CallToolResult, ErrorData> {
    match Answer::from(errors.kind()) {
        Answer::ToolError => Ok(response::failure(errors)),
        Answer::ProtocolError(code) => Err(ErrorData::new(
            code,
            errors.to_sentence(),
            Some(json!({ "errors": errors })),
        )),
    }
}

fn unknown_tool(exposure: &Exposure, tools: &Tools, name: &str) -> ErrorData {
    let suggestions = tools.suggestions(exposure, name);
    let hint = if suggestions.is_empty() {
        String::new()
    } else {
        format!(". Did you mean {}?", suggestions.join(" or "))
    };
    let message = format!("There is no tool called {name:?}{hint}");
    ErrorData::invalid_params(
        message,
        Some(json!({ "not_found": name, "suggestions": suggestions })),
    )
}
