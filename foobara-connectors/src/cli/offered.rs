//! The actions that a program offers, as its parser knows them.

use clap::{
    Arg, Command,
    builder::{EnumValueParser, PossibleValuesParser},
    value_parser,
};
use clap_complete::Shell;
use foobara_core::manifest::diff::Bump;

/// Which actions a program offers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offered {
    /// Whether it has migrations.
    pub(super) migrations: bool,
}

impl Offered {
    /// Returns whether a word in the place of a command's name is an action.
    pub(super) fn is_action(self, word: &str) -> bool {
        self.names().iter().any(|name| name == word)
    }

    /// Returns the names of the actions.
    pub(super) fn names(self) -> Vec<String> {
        self.actions()
            .iter()
            .map(|action| action.get_name().to_owned())
            .collect()
    }

    /// Returns the parsers of the actions.
    pub(super) fn actions(self) -> Vec<Command> {
        let mut actions = actions();
        if self.migrations {
            actions.push(migrate());
        }
        actions
    }
}

fn actions() -> Vec<Command> {
    let name = |what: &'static str| {
        Arg::new("NAME")
            .required_unless_present_any(["help", "list"])
            .help(what)
    };
    vec![
        Command::new("run")
            .about("Run a command; what is done when no action is named")
            .allow_external_subcommands(true)
            .external_subcommand_value_parser(value_parser!(String)),
        Command::new("apply").about("Do exactly what was planned").arg(
            Arg::new("TOKEN")
                .required_unless_present_any(["help", "list"])
                .help("The token of a plan, as --plan shows it; - reads it from the standard input"),
        ),
        #[cfg(feature = "http")]
        Command::new("serve").about("Serve the commands over HTTP").arg(
            Arg::new("addr")
                .long("addr")
                .value_name("ADDRESS")
                .default_value("127.0.0.1:3000")
                .help("Where to listen"),
        ),
        #[cfg(feature = "mcp")]
        Command::new("mcp").about("Serve the commands as MCP tools on the standard streams"),
        Command::new("list").about("List the commands"),
        Command::new("describe")
            .about("Describe a command or a type")
            .arg(name("A command or a type")),
        Command::new("describe_command")
            .alias("describe-command")
            .about("Describe a command")
            .arg(name("A command")),
        Command::new("describe_type")
            .alias("describe-type")
            .about("Describe a type")
            .arg(name("A type")),
        Command::new("manifest")
            .about("Describe everything, or what changed")
            .disable_help_subcommand(true)
            .subcommand(manifest_diff()),
        Command::new("openapi").about("Describe everything as OpenAPI 3.1"),
        Command::new("ping").about("Tell the time"),
        Command::new("help")
            .about("Explain the program or a command")
            .arg(Arg::new("NAME").help("A command")),
        Command::new("completions")
            .about("Write a script that completes command lines")
            .arg(
                Arg::new("SHELL")
                    .required_unless_present_any(["help", "list"])
                    .value_parser(EnumValueParser::<Shell>::new())
                    .help("The shell"),
            ),
        Command::new("version").about("Tell the version"),
    ]
}

fn manifest_diff() -> Command {
    let levels = [Bump::None, Bump::Patch, Bump::Minor, Bump::Major];
    Command::new("diff")
        .about("Compare the manifest in a file with that of the program")
        .arg(
            Arg::new("FILE")
                .required_unless_present_any(["help", "list"])
                .help("What `manifest` wrote of an earlier version; - is the standard input"),
        )
        .arg(
            Arg::new("allow")
                .long("allow")
                .value_name("BUMP")
                .default_value(Bump::Minor.as_str())
                .value_parser(PossibleValuesParser::new(levels.map(Bump::as_str)))
                .help("Which part of the version is counted up; a change that needs more is an error"),
        )
}

fn migrate() -> Command {
    let number = |name: &'static str, value: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .value_parser(value_parser!(u32))
    };
    Command::new("migrate")
        .about("Write, apply and undo the migrations of the database")
        .disable_help_subcommand(true)
        .subcommand(
            Command::new("diff")
                .about("Write the next migration: what differs between the entities and the last one")
                .arg(
                    Arg::new("name")
                        .long("name")
                        .value_name("NAME")
                        .help("What it is called; named after what differs otherwise"),
                ),
        )
        .subcommand(
            Command::new("up")
                .about("Apply the migrations that were not applied yet")
                .arg(number("to", "NUMBER").help("The last one to apply; all of them otherwise")),
        )
        .subcommand(
            Command::new("down")
                .about("Undo the migrations that were applied last")
                .arg(
                    number("steps", "COUNT")
                        .default_value("1")
                        .help("How many of them"),
                ),
        )
        .subcommand(
            Command::new("status")
                .about("Tell which migrations are applied, and what is in none of them yet"),
        )
}
