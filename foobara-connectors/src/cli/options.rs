use clap::{Arg, ArgAction, ArgMatches, builder::PossibleValuesParser};
use foobara_core::Encoding;

use super::flags::Reserved;

/// How something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// For people.
    Plain,
    /// For programs.
    Json,
}

/// The options that every action and every command takes.
#[derive(Debug, Clone, Default)]
pub(super) struct Options {
    pub(super) help: bool,
    pub(super) list: bool,
    pub(super) verbose: bool,
    pub(super) output: Option<Format>,
    pub(super) errors: Option<Format>,
    pub(super) encoding: Option<Encoding>,
    /// Whether a command is only planned.
    pub(super) plan: bool,
    /// A file with inputs; `-` is the standard input.
    pub(super) input: Option<String>,
}

/// Returns the options as arguments of a parser.
pub(super) fn args() -> [Arg; 10] {
    [
        switch("help")
            .short('h')
            .help("Explain the program, an action or a command"),
        switch("list").short('l').help("List the commands"),
        format("output")
            .short('o')
            .aliases(["output-format", "format"])
            .short_alias('f')
            .help("How the result is written"),
        format("errors").help("How errors are written"),
        option("input")
            .value_name("FILE")
            .help("Read inputs from a file of JSON; - is the standard input. Flags win over it"),
        switch("stdin")
            .hide(true)
            .conflicts_with("input")
            .help("As --input -"),
        switch("aggregate").help("Write records within the result whole"),
        switch("atomic")
            .overrides_with("aggregate")
            .help("Write records within the result as their keys"),
        switch("plan").help("Show what a command would do, and do nothing"),
        switch("verbose").help("Show the facts of an error"),
    ]
}

/// Returns the names that inputs cannot have.
pub(super) fn reserved() -> Reserved {
    let mut reserved = Reserved::default();
    for arg in args() {
        reserved.longs.extend(arg.get_long().map(str::to_owned));
        reserved
            .longs
            .extend(arg.get_all_aliases().into_iter().flatten().map(str::to_owned));
        reserved.shorts.extend(arg.get_short());
        reserved
            .shorts
            .extend(arg.get_all_short_aliases().into_iter().flatten());
    }
    reserved
}

fn option(name: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .global(true)
        .help_heading("Global options")
}

fn switch(name: &'static str) -> Arg {
    option(name).action(ArgAction::SetTrue)
}

fn format(name: &'static str) -> Arg {
    option(name)
        .value_name("FORMAT")
        .value_parser(PossibleValuesParser::new(["plain", "json"]))
}

impl Options {
    /// Reads the options from what a parser with [`args`] found.
    pub(super) fn read(matches: &ArgMatches) -> Self {
        let text = |name| matches.get_one::<String>(name).cloned();
        let input = if matches.get_flag("stdin") {
            Some("-".to_owned())
        } else {
            text("input")
        };
        Self {
            help: matches.get_flag("help"),
            list: matches.get_flag("list"),
            verbose: matches.get_flag("verbose"),
            output: text("output").map(|format| Format::of(&format)),
            errors: text("errors").map(|format| Format::of(&format)),
            encoding: encoding(matches),
            plan: matches.get_flag("plan"),
            input,
        }
    }

    /// Returns these options with those that came later on the command line, which win.
    pub(super) fn then(self, later: Self) -> Self {
        Self {
            help: self.help || later.help,
            list: self.list || later.list,
            verbose: self.verbose || later.verbose,
            output: later.output.or(self.output),
            errors: later.errors.or(self.errors),
            encoding: later.encoding.or(self.encoding),
            plan: self.plan || later.plan,
            input: later.input.or(self.input),
        }
    }

    /// Returns whether a command line that could not be parsed asks for errors as JSON.
    pub(super) fn asks_for_json_errors(words: &[String]) -> bool {
        let is_pair =
            |pair: &[String]| matches!(pair, [name, value] if name == "--errors" && value == "json");
        words.iter().any(|word| word == "--errors=json") || words.windows(2).any(is_pair)
    }
}

impl Format {
    fn of(word: &str) -> Self {
        if word == "json" { Self::Json } else { Self::Plain }
    }
}

fn encoding(matches: &ArgMatches) -> Option<Encoding> {
    if matches.get_flag("aggregate") {
        return Some(Encoding::Aggregate);
    }
    matches.get_flag("atomic").then_some(Encoding::Atomic)
}
