use crate::effects::Hint;

use super::cursor::Cursor;

/// What a command may do, with all that it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandEffects {
    /// The full names of the entities that it may read.
    pub reads: Vec<String>,
    /// The full names of the entities that it may write.
    pub writes: Vec<String>,
    /// The full names of the entities that it may delete.
    pub deletes: Vec<String>,
    /// The ports that it may call.
    pub ports: Vec<PortUse>,
    /// Whether it changes nothing.
    pub read_only: Hint,
    /// Whether it may destroy what is there.
    pub destructive: Hint,
    /// Whether running it twice comes to the same as running it once.
    pub idempotent: Hint,
    /// Whether it reaches the world outside the app.
    pub open_world: Hint,
}

/// A port that is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortUse {
    /// Its name.
    pub name: String,
    /// `read` or `write`.
    pub effect: String,
}

impl CommandEffects {
    pub(super) fn read(effects: &Cursor<'_>) -> Self {
        Self {
            reads: effects.at("reads").texts(),
            writes: effects.at("writes").texts(),
            deletes: effects.at("deletes").texts(),
            ports: effects.at("ports").elements().iter().map(port).collect(),
            read_only: hint(&effects.at("read_only")),
            destructive: hint(&effects.at("destructive")),
            idempotent: hint(&effects.at("idempotent")),
            open_world: hint(&effects.at("open_world")),
        }
    }
}

fn port(port: &Cursor<'_>) -> PortUse {
    PortUse {
        name: port.at("name").text(),
        effect: port.at("effect").text(),
    }
}

fn hint(hint: &Cursor<'_>) -> Hint {
    Hint {
        value: hint.at("value").flag(),
        reason: hint.at("reason").text(),
    }
}
