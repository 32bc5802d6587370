//! Where in a manifest a comparison is.

/// Which way values go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flow {
    /// From callers to commands.
    In,
    /// From commands to callers.
    Out,
}

/// A part of a command, a type or a class of errors.
#[derive(Debug, Clone)]
pub(super) struct Site {
    /// The full name of the command, type or class.
    pub(super) of: String,
    /// Which way its values go.
    pub(super) flow: Flow,
    /// What `path` is within, as "the inputs"; empty for the thing itself.
    whole: &'static str,
    path: Vec<String>,
    /// Whether a rule looks at it together with what is around it, once it is cast and changed.
    pub(super) is_judged: bool,
}

impl Site {
    /// Returns the site of a whole thing, or of a part that has a name: "the inputs".
    pub(super) fn new(of: &str, whole: &'static str, flow: Flow) -> Self {
        Self {
            of: of.to_owned(),
            flow,
            whole,
            path: Vec::new(),
            is_judged: false,
        }
    }

    /// Returns the site one step below.
    pub(super) fn below(&self, step: impl Into<String>) -> Self {
        let mut below = self.clone();
        below.path.push(step.into());
        below
    }

    /// Returns the same site, which is judged if `is_judged`, or was already.
    pub(super) fn judged(&self, is_judged: bool) -> Self {
        Self {
            is_judged: self.is_judged || is_judged,
            ..self.clone()
        }
    }

    /// Says which part it is: "`lines.#.price` of the inputs".
    pub(super) fn part(&self) -> String {
        if self.path.is_empty() {
            return self.whole.to_owned();
        }
        let path = self.path.join(".");
        if self.whole.is_empty() {
            format!("`{path}`")
        } else {
            format!("`{path}` of {}", self.whole)
        }
    }
}
