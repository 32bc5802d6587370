use clap::ArgMatches;
use foobara_core::RawInputs;
use serde_json::{Map, Value};

use super::{
    actions,
    command_name::{self, KebabNames},
    flags::{self, Flag},
    help, input_text,
    options::{self, Format, Options},
    output, plan,
    session::{self, Done, Session},
    stop::{Labels, Stop, chain},
};
use crate::{authenticator::NoCredentials, exposure::Call};

/// Runs the command called `name` with the flags among `words`, or explains it when they ask for that.
///
/// # Errors
///
/// When there is no such command, its flags are wrong, or it fails.
pub(super) async fn run(session: &mut Session<'_>, name: &str, words: Vec<String>) -> Done {
    if session.options.help {
        return explain(session, name);
    }
    let exposure = session.exposure.clone();
    let command = command_name::find(&exposure, name, session.offered())?;
    let flags = flags::flags(&command.entry().meta.inputs, &options::reserved());
    let mut parser = flags::parser(&session.program, name, command.entry().meta.description, &flags);
    let matches = parser.try_get_matches_from_mut(words)?;
    session.options = std::mem::take(&mut session.options).then(Options::read(&matches));
    if session.options.help {
        return explain(session, name);
    }
    if session.options.list {
        return actions::list(session);
    }
    let inputs = inputs(session, &flags, &matches)?;
    session::prepare(&exposure).await?;
    let mut call = Call::new(command.name(), inputs, &NoCredentials);
    call.encoding = session.options.encoding;
    if session.options.plan {
        return plan::show(session, &exposure, call, &flags).await;
    }
    let result = exposure
        .call(call)
        .await
        .map_err(|errors| Stop::Errors(errors, Labels::of(&flags)))?;
    session.print(&output::result(
        &result,
        session.options.output.unwrap_or(Format::Plain),
    ))
}

/// Explains the command called `name`.
///
/// # Errors
///
/// When there is no such command.
pub(super) fn explain(session: &mut Session<'_>, name: &str) -> Done {
    let exposure = session.exposure.clone();
    let command = command_name::find(&exposure, name, session.offered())?;
    let flags = flags::flags(&command.entry().meta.inputs, &options::reserved());
    let name = KebabNames::of(&exposure, session.offered()).shortest(command.name());
    let mut parser = flags::parser(&session.program, &name, command.entry().meta.description, &flags);
    session.print(&help::text(&mut parser))
}

fn inputs(session: &mut Session<'_>, flags: &[Flag<'_>], matches: &ArgMatches) -> Result<RawInputs, Stop> {
    let text = input_text::read(&session.options, &mut session.streams)?;
    // Text that is no object is refused by the framework.
    let below: Map<String, Value> = serde_json::from_slice(&text).unwrap_or_default();
    let values = flags::values(flags, matches, &below).map_err(|error| Stop::usage(chain(&error)))?;
    Ok(RawInputs::json(text).and(values))
}
