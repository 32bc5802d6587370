use super::{
    escape::escape,
    flags::Flag,
    options::Format,
    output,
    session::{self, Done, Session},
    stop::{Labels, Stop, chain},
};
use crate::{
    authenticator::NoCredentials,
    exposure::{ApplyPlan, Call, Exposure},
};

/// Shows what a command would do.
///
/// # Errors
///
/// When it cannot be planned, or would fail.
pub(super) async fn show(
    session: &mut Session<'_>,
    exposure: &Exposure,
    call: Call<'_>,
    flags: &[Flag<'_>],
) -> Done {
    let plan = exposure.plan(call).await;
    let plan = plan.map_err(|errors| Stop::Errors(errors, Labels::of(flags)))?;
    let text = match session.options.output {
        Some(Format::Json) => output::result(&serde_json::to_vec(&plan).unwrap_or_default(), Format::Json),
        Some(Format::Plain) | None => escape(&plan.to_string(), true),
    };
    session.print(&text)
}

/// Does what a token stands for.
///
/// # Errors
///
/// When the token is no good, the plan does not hold any more, or the command fails.
pub(super) async fn apply(session: &mut Session<'_>, token: &str) -> Done {
    let exposure = session.exposure.clone();
    let token = read(session, token)?;
    session::prepare(&exposure).await?;
    let result = exposure.apply(ApplyPlan::new(&token, &NoCredentials)).await?;
    session.print(&output::result(
        &result,
        session.options.output.unwrap_or(Format::Plain),
    ))
}

fn read(session: &mut Session<'_>, token: &str) -> Result<String, Stop> {
    if token != "-" {
        return Ok(token.to_owned());
    }
    let mut text = String::new();
    let read = session.streams.stdin.read_to_string(&mut text);
    read.map_err(|error| Stop::usage(format!("cannot read the standard input: {}", chain(&error))))?;
    Ok(text)
}
