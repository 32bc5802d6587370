use clap::{Command, builder::Styles};

use super::{arguments, command_name::KebabNames, output, session::Session};
/// Above this, a list of commands is too long for a page of help.
const MOST_COMMANDS: usize = 30;

/// Returns the explanation of the program.
pub(super) fn program(session: &Session<'_>) -> String {
    let commands = commands(session);
    text(&mut parser(session).after_help(commands))
}

/// Returns the help that a parser makes of itself, without the white space that it leaves at the ends of lines.
pub(super) fn text(parser: &mut Command) -> String {
    let help = parser.render_help().ansi().to_string();
    help.lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// Returns the explanation of an action, or of one within it: `manifest diff`.
pub(super) fn action(session: &Session<'_>, name: &str) -> String {
    let mut parser = parser(session);
    parser.build();
    let mut words = name.split(' ');
    let action = words.try_fold(&mut parser, |parser, word| parser.find_subcommand_mut(word));
    action.map(text).unwrap_or_default()
}

fn parser(session: &Session<'_>) -> Command {
    arguments::parser(&session.program, session.about.as_deref(), session.offered())
}

fn commands(session: &Session<'_>) -> String {
    let exposure = &session.exposure;
    let styles = Styles::styled();
    let style = styles.get_header();
    let count = exposure.commands().len();
    if count > MOST_COMMANDS {
        return format!("{style}Commands:{style:#} {count}; `list` shows them");
    }
    let names = KebabNames::of(exposure, session.offered());
    let rows = exposure.commands().iter().map(|command| {
        let description = command.entry().meta.description.unwrap_or_default();
        vec![
            format!("  {}", names.shortest(command.name())),
            description.to_owned(),
        ]
    });
    format!("{style}Commands:{style:#}\n{}", output::aligned(rows))
}
