//! One call of a tool.

use foobara_core::{CancellationToken, RawInputs};
use foobara_types::ErrorCollection;
use rmcp::{
    ErrorData,
    model::{CallToolRequestParams, CallToolResult, JsonObject},
};
use serde::Serialize;
use serde_json::{Value, json};

use super::{
    error_map::Answer,
    plan::{self, Asked},
    response,
    tools::Tools,
};
use crate::{
    authenticator::NoCredentials,
    exposure::{ApplyPlan, Call, Exposure},
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
    let mut arguments = request.arguments.unwrap_or_default();
    if tools.is_apply(&request.name) {
        return apply(exposure, &arguments, cancel).await;
    }
    let tool = tools
        .find(&request.name)
        .ok_or_else(|| unknown_tool(exposure, tools, &request.name))?;
    let asked = if tool.takes_plan {
        plan::take(&mut arguments)
    } else {
        Asked::Run
    };
    let inputs = inputs(&arguments)?;
    let call = Call {
        cancel: Some(cancel),
        ..Call::new(&tool.command, inputs, &NoCredentials)
    };
    match asked {
        Asked::Run => answer(exposure.call(call).await, tool.is_wrapped),
        Asked::Plan => answer(exposure.plan(call).await.map(|plan| planned(&plan)), false),
        Asked::Unclear => Err(ErrorData::invalid_params("`plan` is true or false", None)),
    }
}

/// Does what was planned.
async fn apply(
    exposure: &Exposure,
    arguments: &JsonObject,
    cancel: CancellationToken,
) -> Result<CallToolResult, ErrorData> {
    let Some(token) = arguments.get(plan::TOKEN).and_then(Value::as_str) else {
        return Err(ErrorData::invalid_params(
            "`token` is the text of a plan's token",
            None,
        ));
    };
    let apply = ApplyPlan {
        cancel: Some(cancel),
        ..ApplyPlan::new(token, &NoCredentials)
    };
    answer(exposure.apply(apply).await, true)
}

fn planned(plan: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(&json!({ plan::PLAN: plan })).unwrap_or_default()
}

fn answer(outcome: Result<Vec<u8>, ErrorCollection>, is_wrapped: bool) -> Result<CallToolResult, ErrorData> {
    match outcome {
        Ok(result) => response::success(result, is_wrapped)
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
