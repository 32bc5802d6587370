//! From the words of a command line to what is asked.

use std::ffi::OsString;

use clap::{ArgMatches, Command, value_parser};
use clap_complete::Shell;
use foobara_core::manifest::diff::Bump;

use super::{
    offered::Offered,
    options::{self, Options},
    stop::Stop,
};

/// What is asked.
#[derive(Debug)]
pub(super) enum Request {
    /// The explanation of the program, or of a command.
    Help(Option<String>),
    /// The explanation of an action.
    HelpOfAction(String),
    /// The result of a command, and the words behind its name.
    Run(String, Vec<String>),
    /// What a token stands for.
    Apply(String),
    /// The commands.
    List,
    /// A command or a type.
    Describe(String),
    /// A command.
    DescribeCommand(String),
    /// A type.
    DescribeType(String),
    /// Everything.
    Manifest,
    /// What changed of everything since a file was written.
    ManifestDiff {
        /// The file.
        file: String,
        /// What may be counted up for the changes.
        allowed: Bump,
    },
    /// Something about the migrations of the database.
    Migrate(Migrate),
    /// Everything, as OpenAPI.
    OpenApi,
    /// The time.
    Ping,
    /// A script that completes command lines.
    Completions(Shell),
    /// The version.
    Version,
    /// A server, at an address.
    #[cfg(feature = "http")]
    Serve(String),
    /// A server on the standard streams.
    #[cfg(feature = "mcp")]
    Mcp,
}

/// What is asked about migrations.
#[derive(Debug)]
pub(super) enum Migrate {
    /// The next migration, under a name.
    Diff(Option<String>),
    /// All that is not applied yet, up to a number.
    Up(Option<u32>),
    /// So many of the last to be undone.
    Down(u32),
    /// What is applied.
    Status,
}

/// Returns the arguments as text.
///
/// # Errors
///
/// When one of them is not UTF-8.
pub(super) fn words(args: impl IntoIterator<Item = OsString>) -> Result<Vec<String>, Stop> {
    let text = |arg: OsString| arg.into_string();
    let words: Result<Vec<String>, OsString> = args.into_iter().map(text).collect();
    words.map_err(|arg| Stop::usage(format!("not UTF-8: {}", arg.display())))
}

/// Returns the parser of everything but the flags of commands.
pub(super) fn parser(program: &str, about: Option<&str>, offered: Offered) -> Command {
    let parser = Command::new(program.to_owned())
        .bin_name(program.to_owned())
        .no_binary_name(true)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .override_usage(format!("{program} [GLOBAL OPTIONS] [ACTION] [COMMAND] [INPUTS]"))
        .subcommand_help_heading("Actions")
        .allow_external_subcommands(true)
        .external_subcommand_value_parser(value_parser!(String))
        .args(options::args())
        .subcommands(offered.actions());
    match about {
        Some(about) => parser.about(about.to_owned()),
        None => parser,
    }
}

/// Parses a command line up to the flags of a command.
///
/// # Errors
///
/// When an option or a word is not known, or one is missing.
pub(super) fn parse(
    parser: Command,
    words: Vec<String>,
    offered: Offered,
) -> Result<(Request, Options), Stop> {
    let matches = parser.try_get_matches_from(words)?;
    let mut options = Options::read(&matches);
    let Some((action, inner)) = matches.subcommand() else {
        return without_action(options);
    };
    if !offered.is_action(action) {
        let name = action.to_owned();
        return Ok((named(&options, Request::Run(name, external(inner))), options));
    }
    options = options.then(Options::read(inner));
    let request = if options.list {
        Request::List
    } else {
        request(action, inner, &options)?
    };
    Ok((request, options))
}

/// A list is of all commands, whatever else is named.
fn named(options: &Options, request: Request) -> Request {
    if options.list { Request::List } else { request }
}

fn without_action(options: Options) -> Result<(Request, Options), Stop> {
    if options.list {
        return Ok((Request::List, options));
    }
    if options.help {
        return Ok((Request::Help(None), options));
    }
    Err(Stop::usage("no action and no command; --help shows them"))
}

fn request(action: &str, matches: &ArgMatches, options: &Options) -> Result<Request, Stop> {
    let is_run = action == "run" && matches.subcommand_name().is_some();
    if options.help && !is_run {
        let inner = matches.subcommand_name().map(|inner| format!(" {inner}"));
        return Ok(Request::HelpOfAction(
            action.to_owned() + &inner.unwrap_or_default(),
        ));
    }
    let text = |id| matches.get_one::<String>(id).cloned().unwrap_or_default();
    Ok(match action {
        "run" => match matches.subcommand() {
            Some((name, inner)) => Request::Run(name.to_owned(), external(inner)),
            None => return Err(Stop::usage("run needs the name of a command; --list shows them")),
        },
        "apply" => Request::Apply(text("TOKEN")),
        #[cfg(feature = "http")]
        "serve" => Request::Serve(text("addr")),
        #[cfg(feature = "mcp")]
        "mcp" => Request::Mcp,
        "list" => Request::List,
        "describe" => Request::Describe(text("NAME")),
        "describe_command" => Request::DescribeCommand(text("NAME")),
        "describe_type" => Request::DescribeType(text("NAME")),
        "manifest" => manifest(matches),
        "migrate" => Request::Migrate(migration(matches)?),
        "openapi" => Request::OpenApi,
        "ping" => Request::Ping,
        "help" => Request::Help(matches.get_one::<String>("NAME").cloned()),
        "completions" => Request::Completions(matches.get_one("SHELL").copied().unwrap_or(Shell::Bash)),
        "version" => Request::Version,
        name => Request::Run(name.to_owned(), external(matches)),
    })
}

/// Everything, or what changed of it.
fn manifest(matches: &ArgMatches) -> Request {
    let Some(("diff", inner)) = matches.subcommand() else {
        return Request::Manifest;
    };
    let text = |id| inner.get_one::<String>(id).cloned().unwrap_or_default();
    Request::ManifestDiff {
        file: text("FILE"),
        allowed: text("allow").parse().unwrap_or_default(),
    }
}

/// What is done about migrations.
fn migration(matches: &ArgMatches) -> Result<Migrate, Stop> {
    let number = |inner: &ArgMatches, id| inner.get_one::<u32>(id).copied();
    match matches.subcommand() {
        Some(("diff", inner)) => Ok(Migrate::Diff(inner.get_one("name").cloned())),
        Some(("up", inner)) => Ok(Migrate::Up(number(inner, "to"))),
        Some(("down", inner)) => Ok(Migrate::Down(number(inner, "steps").unwrap_or(1))),
        Some(("status", _)) => Ok(Migrate::Status),
        _ => Err(Stop::usage(
            "migrate needs diff, up, down or status; --help explains them",
        )),
    }
}

/// The words behind a name that is no action.
fn external(matches: &ArgMatches) -> Vec<String> {
    matches
        .get_many::<String>("")
        .unwrap_or_default()
        .cloned()
        .collect()
}
