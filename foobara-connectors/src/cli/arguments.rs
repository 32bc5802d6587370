//! From the words of a command line to what is asked.

use std::ffi::OsString;

use clap::{
    Arg, ArgMatches, Command,
    builder::{EnumValueParser, PossibleValuesParser},
    value_parser,
};
use clap_complete::Shell;
use foobara_core::manifest::diff::Bump;

use super::{
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
pub(super) fn parser(program: &str, about: Option<&str>) -> Command {
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
        .subcommands(actions());
    match about {
        Some(about) => parser.about(about.to_owned()),
        None => parser,
    }
}

/// Returns whether a word in the place of a command's name is an action.
pub(super) fn is_action(word: &str) -> bool {
    action_names().iter().any(|name| name == word)
}

/// Returns the names of the actions.
pub(super) fn action_names() -> Vec<String> {
    actions()
        .iter()
        .map(|action| action.get_name().to_owned())
        .collect()
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

/// Parses a command line up to the flags of a command.
///
/// # Errors
///
/// When an option or a word is not known, or one is missing.
pub(super) fn parse(parser: Command, words: Vec<String>) -> Result<(Request, Options), Stop> {
    let matches = parser.try_get_matches_from(words)?;
    let mut options = Options::read(&matches);
    let Some((action, inner)) = matches.subcommand() else {
        return without_action(options);
    };
    if is_action(action) {
        options = options.then(Options::read(inner));
    }
    let request = if options.list {
        Request::List
    } else {
        request(action, inner, &options)?
    };
    Ok((request, options))
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
    if options.help && is_action(action) && !is_run {
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

/// The words behind a name that is no action.
fn external(matches: &ArgMatches) -> Vec<String> {
    matches
        .get_many::<String>("")
        .unwrap_or_default()
        .cloned()
        .collect()
}
