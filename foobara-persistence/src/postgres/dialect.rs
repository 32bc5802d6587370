use crate::{
    datum::Datum,
    driver::Isolation,
    query::Direction,
    shape::{Kind, Shape},
    sql::{Dialect, Statement},
};

/// SQL as PostgreSQL has it. See <https://www.postgresql.org/docs/current/sql.html> and, for parts of JSON,
/// <https://www.postgresql.org/docs/current/functions-json.html>.
#[derive(Debug, Clone, Copy)]
pub(super) struct Postgres;

impl Dialect for Postgres {
    const DOUBLE: &'static str = "double precision";
    const RETURNS_KEYS: bool = true;
    const UNDOES_ALONE: bool = false;

    fn begin(self, isolation: Isolation, is_read_only: bool) -> String {
        let level = match isolation {
            Isolation::ReadCommitted => "READ COMMITTED",
            Isolation::Snapshot => "REPEATABLE READ",
            Isolation::Serializable => "SERIALIZABLE",
        };
        let access = if is_read_only { " READ ONLY" } else { "" };
        format!("BEGIN ISOLATION LEVEL {level}{access}")
    }

    fn placeholder(self, position: usize) -> String {
        format!("${position}")
    }

    /// One list, so that there is one text for lists of every length.
    fn any_of(
        self,
        statement: &mut Statement<Self>,
        column: &str,
        expression: &str,
        kind: Kind,
        values: &[Datum],
    ) {
        statement.push(expression);
        statement.push(" = ANY(");
        statement.bind_list(column, kind, values);
        statement.push(")");
    }

    fn part(self, column: &str, path: &[String], kind: Kind) -> String {
        let part = steps(column, path);
        let of = |found: &str, value: &str| {
            format!("(CASE jsonb_typeof{part} WHEN '{found}' THEN {part}{value} END)")
        };
        match kind {
            Kind::Bool => of("boolean", "::boolean"),
            Kind::Int => of("number", "::numeric"),
            Kind::Float => of("number", "::double precision"),
            Kind::Text | Kind::Bytes => format!(r#"{} COLLATE "C""#, of("string", " #>> '{}'")),
            Kind::Json => format!("NULLIF({part}, 'null'::jsonb)"),
        }
    }

    fn has_text(self, text: &str, part: &str) -> String {
        format!("(strpos({text}, {part}) > 0)")
    }

    fn has_words(self, text: &str, sought: &str) -> Option<String> {
        let found = words(text);
        Some(format!(
            "({found} @@ plainto_tsquery('pg_catalog.simple', {sought}))"
        ))
    }

    fn has_element(self, list: &str, way: &[String], value: &str) -> String {
        let elements =
            format!("jsonb_array_elements(CASE jsonb_typeof({list}) WHEN 'array' THEN {list} END)");
        let part = steps("part.value", way);
        format!("EXISTS (SELECT 1 FROM {elements} AS part(value) WHERE {part} = {value})")
    }

    fn place_of_nulls(self, direction: Direction) -> &'static str {
        match direction {
            Direction::Ascending => " NULLS FIRST",
            Direction::Descending => " NULLS LAST",
        }
    }

    /// The sequence of an identity column knows nothing of keys that were given.
    fn count_on(self, shape: &Shape, insertion: String) -> String {
        let (key, sequence) = (self.quote(&shape.key_column().name), sequence(self, shape));
        format!(
            "WITH made AS ({insertion}) SELECT {key}, CASE WHEN {key} > COALESCE(pg_sequence_last_value({sequence}), 0) \
             THEN setval({sequence}, {key}) END FROM made"
        )
    }

    /// A given key and an assigned one can be the same when they come at the same time.
    fn catch_up(self, shape: &Shape) -> Option<Statement<Self>> {
        let (table, key) = (self.quote(&shape.table), self.quote(&shape.key_column().name));
        let sequence = sequence(self, shape);
        let last = format!("pg_sequence_last_value({sequence})");
        let text = format!("SELECT setval({sequence}, GREATEST(MAX({key}), {last}, 1)) FROM {table}");
        shape.assigns_key.then(|| Statement::new(self, text))
    }
}

/// Returns the expression of what is at the end of a way within JSON.
fn steps(json: &str, way: &[String]) -> String {
    let steps: String = way.iter().map(|name| format!(" -> {}", literal(name))).collect();
    format!("({json}{steps})")
}

/// Returns the expression of the words of a text. What is a letter, and which is its small one, is said by a collation that is
/// the same in every database; and where words end, before the parser could take some for addresses or numbers with a sign.
pub(super) fn words(text: &str) -> String {
    let lower = format!(r#"lower({text} COLLATE "und-x-icu")"#);
    let only_words = format!("regexp_replace({lower}, '[^[:alnum:]]+', ' ', 'g')");
    format!("to_tsvector('pg_catalog.simple', {only_words})")
}

/// Returns the expression of the sequence that assigns the keys of a table.
fn sequence(dialect: Postgres, shape: &Shape) -> String {
    let table = literal(&dialect.quote(&shape.table));
    let key = literal(&shape.key_column().name);
    format!("pg_get_serial_sequence({table}, {key})::regclass")
}

/// Quotes a text that comes from a declaration.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted() {
        assert_eq!(
            Postgres.quote(r#"a"; DROP TABLE b; --"#),
            r#""a""; DROP TABLE b; --""#
        );
        assert_eq!(
            Postgres.part("home", &["it's".to_owned()], Kind::Json),
            "NULLIF((home -> 'it''s'), 'null'::jsonb)"
        );
    }
}
