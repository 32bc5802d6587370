//! The command line.
//!
//! ```text
//! prog [GLOBAL OPTIONS] [ACTION] [COMMAND] [INPUTS]
//! ```
//!
//! The first word is an action, or the name of a command to run. A command is named in full (`Acme::Zoo::CreateKeeper`),
//! by an ending that only one command has (`CreateKeeper`), or by either in kebab-case (`create-keeper`). An action wins
//! over a command whose kebab-case name is the same; `run NAME` reaches the command.
//!
//! # The flags of a command
//!
//! Every input has a flag. Inputs that are models are flattened, and a flag is called by as much of its path, from the
//! end, as no other flag is called by: `--size` for `cfg.size`, and `--cfg-name` for `cfg.name` beside another `name`.
//! The long names of the global options are never used. An input whose whole path still makes a taken name gets `input-`
//! in front: an input called `list` is `--input-list`.
//!
//! The first input whose flag begins with a letter gets the letter as its short flag, unless a global option has it.
//!
//! | input | on the command line |
//! |---|---|
//! | text, number | `--age 4`, `--age -1`, `--note=-x` |
//! | boolean | `--loud`, `--skip-loud`, `--loud=no`; only the one that is not the default is shown in help |
//! | array | `--tags x y z`, or `--tags x --tags y`; `--tags` alone is an empty array |
//! | record | its primary key |
//! | map | `--labels colour=red size=big` |
//! | anything else | JSON text; text that is not JSON stands for itself |
//!
//! `@file` stands for what is in a file, without the newline at its end; `@@` is an `@`. Null, and objects with nothing
//! in them, can only be said with `--input`.
//!
//! The flags are handed to the framework's caster as text, so that a value is refused here as it is everywhere else.
//!
//! # Keeping promises
//!
//! `prog manifest diff FILE` compares the manifest of an earlier version with that of the program, and fails when a change
//! needs more than a minor version, or than what `--allow` says. A build that keeps the manifest of the last release fails
//! on a break that nobody declared.
//!
//! # Migrations
//!
//! A program with [`Program::migrations`] has `migrate diff`, which writes what differs between the entities and the last
//! migration as SQL to review, and `migrate up`, `down` and `status`.
//!
//! # Plans
//!
//! With `--plan` a command shows what it would do, and does nothing; `apply TOKEN` does exactly what was shown. The token
//! is good for another process only if the app has a [plan key](foobara_core::AppBuilder::plan_key).
//!
//! # What comes out
//!
//! The result goes to the standard output, what went wrong to the standard error. The exit codes:
//!
//! | code | |
//! |---|---|
//! | 0 | it went well |
//! | 1 | the command or a migration failed, or `manifest diff` found a change that was not declared |
//! | 2 | one thing that was asked for does not exist |
//! | 3 | it is not known who asks |
//! | 4 | not allowed |
//! | 5 | there is a bug |
//! | 6 | the command line is wrong |
//! | 70 | the app cannot be built |
//! | 74 | the storage cannot be made ready, an address cannot be listened at, or the output cannot be written |
//! | 75 | it took too long, was cancelled, or something is unavailable: try again |

mod program;

mod arguments;
mod offered;
mod options;

mod command_name;
mod flags;
mod input_text;
mod plan;
mod run;

mod actions;
mod completions;
#[cfg(feature = "http")]
mod example;
mod help;
mod manifest_diff;
#[cfg(feature = "mcp")]
mod mcp;
mod migrate;
#[cfg(feature = "http")]
mod serve;

mod error_map;
mod escape;
mod output;
mod session;
mod stop;
mod streams;

#[cfg(test)]
mod declared;

pub use program::{Program, main};
