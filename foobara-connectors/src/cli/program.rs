use std::{
    ffi::OsString,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anstream::AutoStream;
use foobara_core::{App, BuildErrors};

use super::{
    actions, arguments, error_map,
    options::{Format, Options},
    session::{Done, Session},
    stop::Stop,
    streams::Streams,
};
use crate::exposure::Exposure;

/// Runs the program whose commands are those of `app`, by the command line it was started with.
///
/// What was wrong when the app was built is said, and the program exits with 70.
pub async fn main(app: Result<App, BuildErrors>) -> ExitCode {
    match app {
        Ok(app) => Program::new(app).run(std::env::args_os()).await,
        Err(errors) => {
            // That the standard error is broken can be told to nobody.
            let _ = writeln!(AutoStream::auto(io::stderr()), "error: {errors}");
            error_map::BUILD.into()
        }
    }
}

/// A command-line program made of an app.
///
/// ```no_run
/// # use foobara_core::App;
/// use foobara_connectors::{Exposure, cli::Program};
///
/// # async fn example(app: App) -> Result<std::process::ExitCode, foobara_connectors::ExposureError> {
/// let exposure = Exposure::of(&app).all().build()?;
/// let program = Program::new(app).name("zoo").about("Keeps capybaras").expose("", exposure);
/// # Ok(
/// program.run(std::env::args_os()).await
/// # )
/// # }
/// ```
#[derive(Debug)]
#[must_use = "a program does nothing until it is run"]
pub struct Program {
    app: App,
    name: Option<String>,
    about: Option<String>,
    version: Option<String>,
    exposure: Option<Exposure>,
    mounts: Vec<(String, Exposure)>,
    migrations: Option<PathBuf>,
}

impl Program {
    /// Returns the program that exposes every command of `app`, with plans, and is called what it was started as.
    pub const fn new(app: App) -> Self {
        Self {
            app,
            name: None,
            about: None,
            version: None,
            exposure: None,
            mounts: Vec::new(),
            migrations: None,
        }
    }

    /// Says what the program is called.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Says what the program is; one line.
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }

    /// Says which version of the program this is.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// Exposes something else than every command of the app, with the prefix `""`; with another prefix, serves it under
    /// that over HTTP besides.
    pub fn expose(mut self, prefix: &str, exposure: Exposure) -> Self {
        if prefix.is_empty() {
            self.exposure = Some(exposure);
        } else {
            self.mounts.push((prefix.to_owned(), exposure));
        }
        self
    }

    /// Offers `migrate diff`, `up`, `down` and `status`, for the migrations of the app in a folder: see
    /// [`App::migrations`].
    ///
    /// ```no_run
    /// # use foobara_core::App;
    /// use foobara_connectors::cli::Program;
    ///
    /// # async fn example(app: App) -> std::process::ExitCode {
    /// Program::new(app).migrations("migrations").run(std::env::args_os()).await
    /// # }
    /// ```
    pub fn migrations(mut self, folder: impl Into<PathBuf>) -> Self {
        self.migrations = Some(folder.into());
        self
    }

    /// Does what a command line asks. The first argument is what the program was started as.
    pub async fn run(self, args: impl IntoIterator<Item = OsString>) -> ExitCode {
        let streams = Streams {
            stdin: &mut io::stdin(),
            stdout: &mut AutoStream::auto(io::stdout()),
            stderr: &mut AutoStream::auto(io::stderr()),
            are_styled: true,
        };
        self.run_on(args.into_iter().collect(), streams).await.into()
    }

    /// Does what a command line asks, on other streams than the standard ones. Returns the exit code.
    pub async fn run_with(
        self,
        args: impl IntoIterator<Item = OsString>,
        stdin: &mut dyn Read,
        stdout: &mut dyn Write,
        stderr: &mut dyn Write,
    ) -> u8 {
        let streams = Streams {
            stdin,
            stdout,
            stderr,
            are_styled: false,
        };
        self.run_on(args.into_iter().collect(), streams).await
    }

    async fn run_on(self, args: Vec<OsString>, mut streams: Streams<'_>) -> u8 {
        let mut args = args.into_iter();
        let started_as = args.next().unwrap_or_default();
        let program = self.name.unwrap_or_else(|| stem(&started_as));
        let exposure = self
            .exposure
            .map_or_else(|| Exposure::of(&self.app).all().plans().build(), Ok);
        let exposure = match exposure {
            Ok(exposure) => exposure,
            Err(error) => {
                let stop = Stop::Broken(error_map::BUILD, error.to_string());
                return stop.report(&Options::default(), &mut streams);
            }
        };
        let (about, version, mounts, options) = (self.about, self.version, self.mounts, Options::default());
        let mut session = Session {
            program,
            about,
            version,
            exposure,
            mounts,
            migrations: self.migrations,
            options,
            streams,
        };
        match answer(&mut session, args).await {
            Ok(()) => 0,
            Err(stop) => stop.report(&session.options, &mut session.streams),
        }
    }
}

fn stem(started_as: &OsString) -> String {
    let stem = Path::new(started_as)
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned());
    stem.unwrap_or_else(|| "foobara".to_owned())
}

async fn answer(session: &mut Session<'_>, args: impl Iterator<Item = OsString>) -> Done {
    let words = arguments::words(args)?;
    if Options::asks_for_json_errors(&words) {
        session.options.errors = Some(Format::Json);
    }
    let offered = session.offered();
    let parser = arguments::parser(&session.program, session.about.as_deref(), offered);
    let (request, options) = arguments::parse(parser, words, offered)?;
    session.options = std::mem::take(&mut session.options).then(options);
    actions::answer(session, request).await
}
