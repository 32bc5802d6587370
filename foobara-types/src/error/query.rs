//! What can be asked of several errors.

use std::collections::BTreeMap;

use super::{Category, ErrorCollection, ErrorKey, ErrorReport};
use crate::path::DataPath;

impl ErrorCollection {
    /// Returns the errors of the inputs at `path`, which may be a pattern.
    ///
    /// ```
    /// use foobara_types::{ErrorCollection, ErrorReport, Issue};
    ///
    /// let error = |path: &str| ErrorReport::input(path.into(), Issue::text("odd", "Odd"));
    /// let errors: ErrorCollection = ["lines.0.price", "lines.1.price", "name"].map(error).into_iter().collect();
    /// assert_eq!(errors.at("lines.#.price").count(), 2);
    /// assert_eq!(errors.below("lines.1").count(), 1);
    /// assert!(errors.has("data.name.odd"));
    /// ```
    pub fn at(&self, path: impl Into<DataPath>) -> impl Iterator<Item = &ErrorReport> {
        let path = path.into();
        self.inputs().filter(move |error| path.matches(&error.path))
    }

    /// Returns the errors of the inputs at `path`, which may be a pattern, and of every part of what is there.
    pub fn below(&self, path: impl Into<DataPath>) -> impl Iterator<Item = &ErrorReport> {
        let path = path.into();
        self.inputs().filter(move |error| error.path.starts_with(&path))
    }

    /// Returns the errors with this symbol.
    pub fn with_symbol(&self, symbol: &str) -> impl Iterator<Item = &ErrorReport> {
        self.iter().filter(move |error| error.symbol() == symbol)
    }

    /// Returns the errors of the inputs, or those of the run.
    pub fn by_category(&self, category: Category) -> impl Iterator<Item = &ErrorReport> {
        self.iter().filter(move |error| error.category == category)
    }

    /// Returns the errors that hid what later steps would have said.
    pub fn fatal(&self) -> impl Iterator<Item = &ErrorReport> {
        self.iter().filter(|error| error.is_fatal())
    }

    /// Returns whether an error has this key, which may be a pattern; what is no key is no error's.
    pub fn has(&self, key: &str) -> bool {
        let key = key.parse::<ErrorKey>();
        key.is_ok_and(|key| self.iter().any(|error| key.matches(error)))
    }

    /// Returns the errors by their path; those of the run have the root's.
    pub fn group_by_path(&self) -> BTreeMap<&DataPath, Vec<&ErrorReport>> {
        self.group_by(|error| &error.path)
    }

    /// Returns the errors by their symbol.
    pub fn group_by_symbol(&self) -> BTreeMap<&str, Vec<&ErrorReport>> {
        self.group_by(ErrorReport::symbol)
    }

    /// Returns the errors by their category.
    pub fn group_by_category(&self) -> BTreeMap<Category, Vec<&ErrorReport>> {
        self.group_by(|error| error.category)
    }

    fn inputs(&self) -> impl Iterator<Item = &ErrorReport> {
        self.by_category(Category::Data)
    }

    fn group_by<'a, Group: Ord>(
        &'a self,
        group: impl Fn(&'a ErrorReport) -> Group,
    ) -> BTreeMap<Group, Vec<&'a ErrorReport>> {
        let mut groups: BTreeMap<Group, Vec<&ErrorReport>> = BTreeMap::new();
        for error in self {
            groups.entry(group(error)).or_default().push(error);
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Issue;

    fn errors() -> ErrorCollection {
        let input =
            |path: &str, symbol: &'static str| ErrorReport::input(path.into(), Issue::text(symbol, "?"));
        ErrorCollection(vec![
            input("lines.0.price", "odd"),
            input("lines.1", "cold"),
            input("", "odd"),
            ErrorReport::runtime("odd", "?"),
        ])
    }

    #[track_caller]
    fn check<'a>(found: impl IntoIterator<Item = &'a ErrorReport>, keys: &[&str]) {
        let found: Vec<String> = found.into_iter().map(ErrorReport::key).collect();
        assert_eq!(found, keys);
    }

    #[test]
    fn errors_are_found_by_path() {
        let errors = errors();
        check(errors.at("lines.0.price"), &["data.lines.0.price.odd"]);
        check(errors.at("lines.#"), &["data.lines.1.cold"]);
        check(errors.at(""), &["data.odd"]);
        check(
            errors.below("lines"),
            &["data.lines.0.price.odd", "data.lines.1.cold"],
        );
        check(errors.below("line"), &[]);
    }

    #[test]
    fn errors_are_found_by_what_they_are() {
        let errors = errors();
        check(errors.with_symbol("cold"), &["data.lines.1.cold"]);
        check(errors.by_category(Category::Runtime), &["runtime.odd"]);
        check(errors.fatal(), &["runtime.odd"]);
        check(errors.first(), &["data.lines.0.price.odd"]);
        assert!(errors.has("runtime.odd") && errors.has("data.lines.#.cold"));
        assert!(!errors.has("runtime.cold") && !errors.has("nonsense"));
    }

    #[test]
    fn errors_are_grouped() {
        let errors = errors();
        let symbols: Vec<_> = errors
            .group_by_symbol()
            .into_iter()
            .map(|(symbol, errors)| (symbol, errors.len()))
            .collect();
        assert_eq!(symbols, [("cold", 1), ("odd", 3)]);
        let paths: Vec<_> = errors
            .group_by_path()
            .into_iter()
            .map(|(path, errors)| (path.to_string(), errors.len()))
            .collect();
        let expected = [("", 2), ("lines.0.price", 1), ("lines.1", 1)];
        assert_eq!(paths, expected.map(|(path, count)| (path.to_owned(), count)));
        let categories: Vec<_> = errors
            .group_by_category()
            .into_iter()
            .map(|(category, errors)| (category, errors.len()))
            .collect();
        assert_eq!(categories, [(Category::Data, 3), (Category::Runtime, 1)]);
    }
}
