use bytes::Bytes;
use foobara_types::json;
use serde_json::{Map, Value};

use crate::fault::{Fault, FaultKind};

/// Inputs as they came in: JSON text, and values from elsewhere that win over it.
#[derive(Debug, Clone, Default)]
pub struct RawInputs {
    pub(super) text: Bytes,
    pub(super) values: Option<Box<Map<String, Value>>>,
}

impl RawInputs {
    /// Returns inputs that are all in one JSON text, decoded straight into the command. Empty text stands for none.
    pub fn json(text: impl Into<Bytes>) -> Self {
        Self {
            text: text.into(),
            values: None,
        }
    }

    /// Returns inputs that are all values, as flags are. They go through the caster.
    pub fn values(values: Map<String, Value>) -> Self {
        Self::default().and(values)
    }

    /// Returns these inputs with values from elsewhere, as from a query, that win over the text.
    #[must_use]
    pub fn and(mut self, values: Map<String, Value>) -> Self {
        if !values.is_empty() {
            self.values.get_or_insert_default().extend(values);
        }
        self
    }

    /// Returns inputs that are a value, of which there is nothing to note.
    pub(crate) fn of_value(inputs: Value) -> (Value, json::Notes) {
        (inputs, json::Notes::none())
    }

    /// Returns the inputs as a value, and what was noted of the text.
    ///
    /// # Errors
    ///
    /// When the text is not JSON.
    pub fn parse(self) -> Result<(Value, json::Notes), Fault> {
        let (mut value, mut notes) = if self.text.is_empty() {
            (Value::Object(Map::new()), json::Notes::none())
        } else {
            json::parse(&self.text).map_err(|error| FaultKind::InvalidJson(error.to_string()))?
        };
        if let (Value::Object(inputs), Some(values)) = (&mut value, self.values) {
            values.keys().for_each(|name| notes.forget(name));
            inputs.extend(*values);
        }
        Ok((value, notes))
    }
}
