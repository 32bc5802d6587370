//! The parts of a value that a path leads to.

use serde_json::Value;

use super::{DataPath, PathError, Segment};

impl DataPath {
    /// Returns every part of `value` that the path leads to: at most one, or any number for `#` and `*`.
    ///
    /// ```
    /// use foobara_types::DataPath;
    /// use serde_json::json;
    ///
    /// let order = json!({ "lines": [{ "price": 3 }, {}, { "price": 5 }] });
    /// assert_eq!(DataPath::from("lines.#.price").values_at(&order), [&json!(3), &json!(5)]);
    /// assert!(DataPath::from("lines.7").values_at(&order).is_empty());
    /// ```
    pub fn values_at<'a>(&self, value: &'a Value) -> Vec<&'a Value> {
        self.segments().iter().fold(vec![value], |values, segment| {
            let mut below = Vec::new();
            for value in values {
                extend(&mut below, segment, value);
            }
            below
        })
    }

    /// Returns the part of `value` that the path leads to.
    ///
    /// # Errors
    ///
    /// [`PathError::Missing`] when there is nothing, [`PathError::Several`] when there is more than one.
    pub fn value_at<'a>(&self, value: &'a Value) -> Result<&'a Value, PathError> {
        match self.values_at(value).as_slice() {
            [] => Err(PathError::Missing(self.clone())),
            [only] => Ok(only),
            several => Err(PathError::Several {
                path: self.clone(),
                count: several.len(),
            }),
        }
    }

    /// Puts `new` where the path leads, and returns what was there. What holds it must be there.
    ///
    /// An attribute that is not there is added, and so is the element right after the last one.
    ///
    /// ```
    /// use foobara_types::DataPath;
    /// use serde_json::json;
    ///
    /// let mut order = json!({ "lines": [{ "price": 3 }] });
    /// assert_eq!(DataPath::from("lines.0.price").set_value_at(&mut order, json!(4)), Ok(Some(json!(3))));
    /// assert_eq!(DataPath::from("lines.1").set_value_at(&mut order, json!({})), Ok(None));
    /// assert_eq!(order, json!({ "lines": [{ "price": 4 }, {}] }));
    /// ```
    ///
    /// # Errors
    ///
    /// [`PathError::Missing`] when what holds the part is not there or an index leaves a gap, [`PathError::NoParts`]
    /// when it is no object or array as the last step needs it, [`PathError::Several`] for a path that stands for more
    /// than one value. Nothing is changed then.
    pub fn set_value_at(&self, value: &mut Value, new: Value) -> Result<Option<Value>, PathError> {
        if self.is_pattern() {
            return self.only_place(value)?.set_value_at(value, new);
        }
        let Some((last, up)) = self.segments().split_last() else {
            return Ok(Some(std::mem::replace(value, new)));
        };
        let mut owner = value;
        for segment in up {
            owner = segment
                .of_mut(owner)
                .ok_or_else(|| PathError::Missing(self.clone()))?;
        }
        self.put(last, owner, new)
    }

    fn put(&self, last: &Segment, owner: &mut Value, new: Value) -> Result<Option<Value>, PathError> {
        if let Some(place) = last.of_mut(owner) {
            return Ok(Some(std::mem::replace(place, new)));
        }
        match (last, owner) {
            (Segment::Name(_) | Segment::Index(_), Value::Object(entries)) => {
                Ok(entries.insert(last.to_string(), new))
            }
            (Segment::Index(index), Value::Array(elements)) if *index == elements.len() => {
                elements.push(new);
                Ok(None)
            }
            (Segment::Index(_), Value::Array(_)) => Err(PathError::Missing(self.clone())),
            _ => Err(PathError::NoParts(self.clone())),
        }
    }

    /// Returns the only path that this pattern stands for in `value`.
    fn only_place(&self, value: &Value) -> Result<Self, PathError> {
        let mut place = Self::root();
        let mut rest = value;
        self.value_at(value)?;
        for (taken, segment) in self.segments().iter().enumerate() {
            let below: Self = self.segments().iter().skip(taken + 1).cloned().collect();
            let leads_on = |(_, value): &(Segment, &Value)| !below.values_at(value).is_empty();
            let Some((step, value)) = steps(segment, rest).find(leads_on) else {
                return Err(PathError::Missing(self.clone()));
            };
            place = place.join(step);
            rest = value;
        }
        Ok(place)
    }
}

fn extend<'a>(found: &mut Vec<&'a Value>, segment: &Segment, value: &'a Value) {
    match (segment, value) {
        (Segment::AnyIndex, Value::Array(elements)) => found.extend(elements),
        (Segment::AnyKey, Value::Object(entries)) => found.extend(entries.values()),
        _ => found.extend(segment.of(value)),
    }
}

/// Returns the steps that a step stands for in `value`, and where they lead.
fn steps<'a>(segment: &Segment, value: &'a Value) -> Box<dyn Iterator<Item = (Segment, &'a Value)> + 'a> {
    match (segment, value) {
        (Segment::AnyIndex, Value::Array(elements)) => Box::new(
            elements
                .iter()
                .enumerate()
                .map(|(index, value)| (index.into(), value)),
        ),
        (Segment::AnyKey, Value::Object(entries)) => {
            Box::new(entries.iter().map(|(name, value)| (name.clone().into(), value)))
        }
        _ => Box::new(
            segment
                .of(value)
                .map(|value| (segment.clone(), value))
                .into_iter(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn order() -> Value {
        json!({ "lines": [{ "tags": { "a": 1, "b": 2 } }, { "tags": { "c": 3 } }], "0": "zero" })
    }

    #[test]
    fn a_path_leads_to_what_is_there() {
        let order = order();
        let at = |path: &str| -> Vec<Value> {
            let path = DataPath::from(path);
            path.values_at(&order).into_iter().cloned().collect()
        };
        assert_eq!(DataPath::root().values_at(&order), [&order]);
        assert_eq!(at("lines.0.tags.b"), [json!(2)]);
        assert_eq!(at("lines.#.tags.*"), [json!(1), json!(2), json!(3)]);
        assert_eq!(at("0"), [json!("zero")]);
        assert_eq!(at("lines.*"), Vec::<Value>::new());
        assert_eq!(at("lines.name"), Vec::<Value>::new());
    }

    #[test]
    fn one_value_is_asked_for() {
        let order = order();
        let at = |path: &str| DataPath::from(path).value_at(&order).cloned();
        assert_eq!(at("lines.#.tags.c"), Ok(json!(3)));
        assert_eq!(at("lines.2"), Err(PathError::Missing("lines.2".into())));
        assert_eq!(
            at("lines.#"),
            Err(PathError::Several {
                path: "lines.#".into(),
                count: 2
            })
        );
    }

    #[track_caller]
    fn set(path: &str, expected: &Result<Option<Value>, PathError>) -> Value {
        let mut order = order();
        let was = DataPath::from(path).set_value_at(&mut order, json!(9));
        assert_eq!(&was, expected, "{path}");
        order
    }

    #[test]
    fn a_value_is_put_where_the_path_leads() {
        assert_eq!(
            set("lines.#.tags.c", &Ok(Some(json!(3))))["lines"][1]["tags"]["c"],
            9
        );
        assert_eq!(set("lines.2", &Ok(None))["lines"][2], 9);
        assert_eq!(set("new", &Ok(None))["new"], 9);
        assert_eq!(set("0", &Ok(Some(json!("zero"))))["0"], 9);
        assert_eq!(set("", &Ok(Some(order()))), 9);
    }

    #[test]
    fn what_cannot_be_put_changes_nothing() {
        for (path, error) in [
            ("lines.3", PathError::Missing("lines.3".into())),
            ("none.name", PathError::Missing("none.name".into())),
            ("lines.name", PathError::NoParts("lines.name".into())),
            ("0.name", PathError::NoParts("0.name".into())),
            (
                "lines.#.tags.*",
                PathError::Several {
                    path: "lines.#.tags.*".into(),
                    count: 3,
                },
            ),
        ] {
            assert_eq!(set(path, &Err(error)), order());
        }
    }
}
