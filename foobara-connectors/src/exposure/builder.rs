use std::{fmt, sync::Arc};

use foobara_core::{App, CommandMeta, Domain, app::Names, models};

use super::{Expose, Exposed, ExposedCommand, Exposure, command::How};
use crate::authenticator::Authenticator;

/// Collects what is exposed.
#[must_use = "an exposure is there once it is built"]
pub struct ExposureBuilder {
    app: App,
    commands: Vec<Expose>,
    authenticator: Option<Arc<dyn Authenticator>>,
    shows_plans: bool,
}

/// A mistake in an exposure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExposureError {
    /// A command is not in the app.
    #[error("`{0}` is not in the app; add it to `commands![..]` of its domain")]
    UnknownCommand(String),
    /// Two commands would be reached by one name.
    #[error("`{0}` is exposed twice; give one of them a suffix")]
    Twice(String),
    /// A command asks callers who they are, and nothing can tell.
    #[error("`{0}` requires authentication, and there is no authenticator; add `.authenticate(..)`")]
    NoAuthenticator(String),
}

impl ExposureBuilder {
    pub(super) const fn new(app: App) -> Self {
        Self {
            app,
            commands: Vec::new(),
            authenticator: None,
            shows_plans: false,
        }
    }

    /// Exposes every command of the app under its own name, to everyone.
    pub fn all(mut self) -> Self {
        let commands: Vec<&'static CommandMeta> =
            self.app.commands().iter().map(|command| command.meta).collect();
        self.commands.extend(commands.into_iter().map(|command| Expose {
            command,
            how: How::default(),
        }));
        self
    }

    /// Exposes every command of a domain under its own name, to everyone.
    pub fn domain<D: Domain>(mut self) -> Self {
        let inside = self
            .app
            .commands()
            .iter()
            .filter(|command| *command.meta.domain == *D::META);
        let commands: Vec<&'static CommandMeta> = inside.map(|command| command.meta).collect();
        self.commands.extend(commands.into_iter().map(|command| Expose {
            command,
            how: How::default(),
        }));
        self
    }

    /// Exposes a command: `.command(Expose::command::<IncrementAge>().requires_authentication())`.
    pub fn command(mut self, command: Expose) -> Self {
        self.commands.push(command);
        self
    }

    /// Says how to find out who asks.
    pub fn authenticate(mut self, authenticator: impl Authenticator) -> Self {
        self.authenticator = Some(Arc::new(authenticator));
        self
    }

    /// Lets callers ask what a command would do, and do exactly that later.
    ///
    /// A plan shows every record that would be another, before and after, and every call of a port: more than the result
    /// of most commands. Secrets do not show.
    pub const fn plans(mut self) -> Self {
        self.shows_plans = true;
        self
    }

    /// Builds the exposure.
    ///
    /// # Errors
    ///
    /// When a command is not in the app, a name is taken twice, or an authenticator is missing.
    pub fn build(self) -> Result<Exposure, ExposureError> {
        let mut commands = Vec::with_capacity(self.commands.len());
        let mut names = Names::default();
        for (index, expose) in self.commands.into_iter().enumerate() {
            let command = resolve(&self.app, expose)?;
            if command.how.requires_authentication && self.authenticator.is_none() {
                return Err(ExposureError::NoAuthenticator(command.name));
            }
            let path: Vec<&str> = command.name.split("::").collect();
            if names.insert(&path, index).is_some() {
                return Err(ExposureError::Twice(command.name));
            }
            commands.push(command);
        }
        let mut known = Names::default();
        for model in models(commands.iter().map(|command| &command.entry)) {
            let reference = model.reference();
            known.insert(&reference.split("::").collect::<Vec<_>>(), model);
        }
        let authenticator = self.authenticator;
        Ok(Exposure(Arc::new(Exposed {
            app: self.app,
            commands,
            names,
            models: known,
            authenticator,
            shows_plans: self.shows_plans,
        })))
    }
}

fn resolve(app: &App, expose: Expose) -> Result<ExposedCommand, ExposureError> {
    let reference = expose.command.reference();
    let Some(entry) = app.command(&format!("::{reference}")).found() else {
        return Err(ExposureError::UnknownCommand(reference));
    };
    Ok(ExposedCommand {
        entry: entry.clone(),
        name: reference + expose.how.suffix,
        how: expose.how,
    })
}

impl fmt::Debug for ExposureBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ExposureBuilder")
            .field("commands", &self.commands)
            .finish_non_exhaustive()
    }
}
