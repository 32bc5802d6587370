/// Returns the path of a part of a JSON document as SQLite, MariaDB and MySQL have it: `$."home"."street"`.
pub(crate) fn json_path(path: &[String]) -> String {
    let steps = path
        .iter()
        .map(|name| format!(".{}", serde_json::Value::from(name.as_str())));
    std::iter::once("$".to_owned()).chain(steps).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_paths_are_quoted() {
        assert_eq!(
            json_path(&["home".to_owned(), "a\"b".to_owned()]),
            r#"$."home"."a\"b""#
        );
    }
}
