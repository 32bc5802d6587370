use serde_json::Value;

use super::{
    arguments::Request,
    command_name, completions, help, manifest_diff, migrate,
    options::Format,
    output, plan, run,
    session::{Done, Session},
};
use crate::openapi;

/// Answers a request.
///
/// # Errors
///
/// When it cannot be answered.
pub(super) async fn answer(session: &mut Session<'_>, request: Request) -> Done {
    match request {
        Request::Run(name, words) => run::run(session, &name, words).await,
        Request::Apply(token) => plan::apply(session, &token).await,
        Request::Help(Some(name)) => run::explain(session, &name),
        Request::Help(None) => session.print(&help::program(session)),
        Request::HelpOfAction(name) => session.print(&help::action(session, &name)),
        Request::List => list(session),
        Request::Describe(name) => describe(session, &name, crate::Exposure::describe),
        Request::DescribeCommand(name) => describe(session, &name, crate::Exposure::describe_command),
        Request::DescribeType(name) => session.print(&output::json(&session.exposure.describe_type(&name)?)),
        Request::Manifest => session.print(&output::json(&session.exposure.manifest())),
        Request::ManifestDiff { file, allowed } => manifest_diff::compare(session, &file, allowed),
        Request::Migrate(what) => migrate::answer(session, what).await,
        Request::OpenApi => {
            let document = openapi(&session.exposure, &session.program, "");
            session.print(&output::json(&document))
        }
        Request::Ping => {
            let time = session.exposure.ping();
            write(session, &time)
        }
        Request::Completions(shell) => {
            let script = completions::script(session, shell);
            session.print(&String::from_utf8_lossy(&script))
        }
        Request::Version => version(session),
        #[cfg(feature = "http")]
        Request::Serve(address) => super::serve::serve(session, &address).await,
        #[cfg(feature = "mcp")]
        Request::Mcp => super::mcp::serve(session).await,
    }
}

fn write(session: &mut Session<'_>, value: &Value) -> Done {
    match session.options.output {
        Some(Format::Json) => session.print(&output::json(value)),
        Some(Format::Plain) | None => session.print(&output::plain(value)),
    }
}

/// Lists the commands.
///
/// # Errors
///
/// When the output is broken.
pub(super) fn list(session: &mut Session<'_>) -> Done {
    if session.options.output == Some(Format::Json) {
        let list = session.exposure.list(true);
        return session.print(&output::json(&list));
    }
    let rows = session.exposure.commands().iter().map(|command| {
        vec![
            command.name().to_owned(),
            command.entry().meta.description.unwrap_or_default().to_owned(),
        ]
    });
    let text = output::aligned(rows);
    session.print(&text)
}

type Describe = fn(&crate::Exposure, &str) -> Result<Value, foobara_types::ErrorCollection>;

/// A name that is no command's may be a type's.
fn describe(session: &mut Session<'_>, name: &str, describe: Describe) -> Done {
    let full =
        command_name::find(&session.exposure, name, session.offered()).map_or(name, |command| command.name());
    let described = describe(&session.exposure, full)?;
    session.print(&output::json(&described))
}

fn version(session: &mut Session<'_>) -> Done {
    let own = session
        .version
        .as_ref()
        .map(|version| format!(" {version}"))
        .unwrap_or_default();
    let text = format!(
        "{}{own} (foobara {})\n",
        session.program,
        env!("CARGO_PKG_VERSION")
    );
    session.print(&text)
}
