use serde_json::{Map, Value};

/// An error that a [`CommandDefinition`](super::CommandDefinition) declares.
///
/// ```
/// use foobara_core::ErrorDefinition;
/// use serde_json::json;
///
/// let too_old = ErrorDefinition::new("too_old", "{age} is too old").context(json!({ "age": "integer" }));
/// let not_odd = ErrorDefinition::new("not_odd", "{by} is not odd").about("by").context(json!({ "by": "integer" }));
/// # let _ = (too_old, not_odd);
/// ```
#[derive(Debug, Clone)]
#[must_use = "an error is declared once a definition is given it, with `.error(..)`"]
pub struct ErrorDefinition {
    pub(super) symbol: String,
    pub(super) message: String,
    pub(super) description: Option<String>,
    pub(super) input: Option<String>,
    pub(super) is_fatal: Option<bool>,
    pub(super) context: Option<Value>,
}

impl ErrorDefinition {
    /// Starts the definition of an error. In the message, `{age}` stands for what the context has under `age`.
    pub fn new(symbol: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            symbol: symbol.into(),
            message: message.into(),
            description: None,
            input: None,
            is_fatal: None,
            context: None,
        }
    }

    /// Says when it is reported; one line.
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Says which input it is about; its path may have dots.
    pub fn about(mut self, input: impl Into<String>) -> Self {
        self.input = Some(input.into());
        self
    }

    /// Says whether it is fatal. Errors about an input are not, and others are, unless this is said.
    pub const fn fatal(mut self, is_fatal: bool) -> Self {
        self.is_fatal = Some(is_fatal);
        self
    }

    /// Declares the context, which is attributes. Without, it is empty.
    pub fn context(mut self, declaration: Value) -> Self {
        self.context = Some(declaration);
        self
    }
}

/// Returns a message with the facts in their places.
pub(super) fn filled(message: &str, context: &Map<String, Value>) -> String {
    let mut filled = message.to_owned();
    for (name, value) in context {
        let shown = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        filled = filled.replace(&format!("{{{name}}}"), &shown);
    }
    filled
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn facts_stand_where_they_are_named() {
        let context = json!({ "age": 101, "name": "Barbara" });
        let context = context.as_object().expect("it is an object");
        assert_eq!(
            filled("{name} is {age}, {name} is {old}", context),
            "Barbara is 101, Barbara is {old}"
        );
    }
}
