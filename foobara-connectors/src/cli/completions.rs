use clap::Command;
use clap_complete::{Shell, generate};

use super::{arguments, command_name::KebabNames, session::Session};

/// Returns the script that completes the actions and the names of the commands in a shell.
pub(super) fn script(session: &Session<'_>, shell: Shell) -> Vec<u8> {
    let names = KebabNames::of(&session.exposure, session.offered());
    let commands =
        session.exposure.commands().iter().map(|command| {
            Command::new(names.shortest(command.name())).about(command.entry().meta.description)
        });
    let mut parser = arguments::parser(&session.program, session.about.as_deref(), session.offered())
        .subcommands(commands);
    let mut script = Vec::new();
    generate(shell, &mut parser, session.program.clone(), &mut script);
    script
}
