use tracing::Level;

/// Gives each run, and each sub-command, a span. See [the module](super).
#[derive(Debug, Clone, Copy)]
#[must_use = "it goes around commands once it is attached to some"]
pub struct Tracing {
    pub(super) level: Level,
    pub(super) has_caller: bool,
}

impl Tracing {
    /// Gives them spans of the level `INFO`.
    pub const fn info() -> Self {
        Self::at(Level::INFO)
    }

    /// Gives them spans of the level `DEBUG`.
    pub const fn debug() -> Self {
        Self::at(Level::DEBUG)
    }

    /// Gives them spans of the level `TRACE`.
    pub const fn trace() -> Self {
        Self::at(Level::TRACE)
    }

    const fn at(level: Level) -> Self {
        Self {
            level,
            has_caller: false,
        }
    }

    /// Says in the spans who asks.
    pub const fn with_caller(self) -> Self {
        Self {
            has_caller: true,
            ..self
        }
    }
}
