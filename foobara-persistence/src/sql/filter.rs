use std::fmt::Write;

use super::{dialect::Dialect, statement::Statement};
use crate::{
    datum::Datum,
    filter::{Comparison, Filter},
    place::Place,
    search::{NoTextSearch, Sought},
    shape::{Kind, Shape},
};

impl<D: Dialect> Statement<D> {
    /// Writes the condition of a filter. In SQL it can be unknown, which is as good as false until it is negated.
    pub(super) fn filter(&mut self, shape: &Shape, filter: &Filter) {
        match filter {
            Filter::All => self.push("TRUE"),
            // The unit of work has replaced it by the keys that it comes to.
            Filter::Through { .. } => self.push("FALSE"),
            Filter::Keys(keys) => {
                let key = shape.key_column();
                self.any_of(&key.name, &self.dialect.quote(&key.name), key.kind, keys);
            }
            Filter::Compare { column, with, value } => match shape.place(column) {
                Some(place) => self.compare(&place, *with, value),
                None => self.push("FALSE"),
            },
            Filter::AnyOf { column, values } => match shape.place(column) {
                Some(place) => self.any_of(&place.column.name, &self.expression(&place), place.kind, values),
                None => self.push("FALSE"),
            },
            Filter::And(all) => self.join(shape, all, " AND ", "TRUE"),
            Filter::Or(any) => self.join(shape, any, " OR ", "FALSE"),
            // What SQL leaves unknown is not true, so its negation is.
            Filter::Not(filter) => {
                self.push("((");
                self.filter(shape, filter);
                self.push(") IS NOT TRUE)");
            }
        }
    }

    /// Returns the expression of what is at a place.
    fn expression(&self, place: &Place<'_>) -> String {
        let column = self.dialect.quote(&place.column.name);
        if place.path.is_empty() {
            column
        } else {
            self.dialect.part(&column, &place.path, place.kind)
        }
    }

    fn join(&mut self, shape: &Shape, filters: &[Filter], by: &str, none: &str) {
        if filters.is_empty() {
            return self.push(none);
        }
        for (index, filter) in filters.iter().enumerate() {
            self.push(if index == 0 { "(" } else { by });
            self.filter(shape, filter);
        }
        self.push(")");
    }

    fn any_of(&mut self, column: &str, expression: &str, kind: Kind, values: &[Datum]) {
        let given: Vec<Datum> = values.iter().filter(|value| !value.is_null()).cloned().collect();
        let is_null = given.len() < values.len();
        match (given.is_empty(), is_null) {
            (true, false) => self.push("FALSE"),
            (true, true) => self.is_null(expression),
            (false, false) => self.dialect.any_of(self, column, expression, kind, &given),
            (false, true) => {
                self.push("(");
                self.is_null(expression);
                self.push(" OR ");
                self.dialect.any_of(self, column, expression, kind, &given);
                self.push(")");
            }
        }
    }

    fn is_null(&mut self, expression: &str) {
        let _ = write!(self.text, "{expression} IS NULL");
    }

    fn compare(&mut self, place: &Place<'_>, with: Comparison, value: &Datum) {
        let expression = self.expression(place);
        let operator = match with {
            Comparison::Equal if value.is_null() => return self.is_null(&expression),
            _ if value.is_null() => return self.push("FALSE"),
            Comparison::Equal => "=",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
            Comparison::StartsWith => return self.starts_with(place, &expression, value),
            Comparison::Contains => return self.contains(place, &expression, value),
            Comparison::Search => return self.search(place, &expression, value),
        };
        self.push("(");
        self.operation(place, &expression, operator, value);
        self.push(")");
    }

    fn operation(&mut self, place: &Place<'_>, expression: &str, operator: &str, value: &Datum) {
        let _ = write!(self.text, "{expression} {operator} ");
        self.bind(&place.column.name, place.kind, value);
    }

    /// A range instead of `LIKE` or `substr`: it can use an index, knows no wildcards or cases, and does not stop at
    /// a NUL character as text functions of SQLite do.
    fn starts_with(&mut self, place: &Place<'_>, expression: &str, value: &Datum) {
        let Datum::Text(prefix) = value else {
            return self.push("FALSE");
        };
        self.push("(");
        self.operation(place, expression, ">=", value);
        if let Some(end) = beyond(prefix) {
            self.push(" AND ");
            self.operation(place, expression, "<", &Datum::Text(end));
        }
        self.push(")");
    }

    fn search(&mut self, place: &Place<'_>, expression: &str, value: &Datum) {
        if self.dialect.has_words(expression, "").is_none() {
            return self.refuse(NoTextSearch { store: D::NAME });
        }
        let Datum::Text(text) = value else {
            return self.push("FALSE");
        };
        match Sought::of(text) {
            Sought::Nothing => self.push("FALSE"),
            Sought::Anything => {
                let _ = write!(self.text, "{expression} IS NOT NULL");
            }
            Sought::Words(words) => {
                let words: Vec<String> = words.into_iter().collect();
                let slot = self.slot(place, &Datum::Text(words.join(" ")));
                let condition = self.dialect.has_words(expression, &slot);
                self.push(&condition.unwrap_or_default());
            }
        }
    }

    fn contains(&mut self, place: &Place<'_>, expression: &str, value: &Datum) {
        let slot = self.slot(place, value);
        let condition = match (place.kind, value) {
            (Kind::Text, Datum::Text(_)) => self.dialect.has_text(expression, &slot),
            _ => {
                let way = place.elements.as_deref().unwrap_or_default();
                self.dialect.has_element(expression, way, &slot)
            }
        };
        self.push(&condition);
    }

    /// Binds a value and returns its placeholder: the dialect says where that goes.
    fn slot(&mut self, place: &Place<'_>, value: &Datum) -> String {
        let start = self.text.len();
        self.bind(&place.column.name, place.kind, value);
        self.text.split_off(start)
    }
}

/// Returns the smallest text that is greater than every text with this prefix, if there is one.
fn beyond(prefix: &str) -> Option<String> {
    let mut end: Vec<char> = prefix.chars().collect();
    while let Some(last) = end.pop() {
        if let Some(next) = (last..=char::MAX).nth(1) {
            end.push(next);
            return Some(end.into_iter().collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_ends_where_no_text_has_it_any_more() {
        assert_eq!(beyond("ab"), Some("ac".to_owned()));
        assert_eq!(beyond("a\u{d7ff}"), Some("a\u{e000}".to_owned()));
        assert_eq!(beyond("a\u{10ffff}"), Some("b".to_owned()));
        assert_eq!(beyond("\u{10ffff}"), None);
        assert_eq!(beyond(""), None);
    }
}
