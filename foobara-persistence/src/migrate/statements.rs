//! From a text of SQL, as MariaDB and MySQL have it, to its statements. See
//! <https://mariadb.com/docs/server/reference/sql-structure/sql-language-structure>.

use crate::sql::Piece;

/// Cuts a text behind each semicolon that ends a statement. All pieces together are the text.
pub(crate) fn statements(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut rest, mut length, mut is_statement) = (text, 0, false);
    while let Some(token) = Token::first(rest.get(length..).unwrap_or_default()) {
        length += token.length;
        is_statement |= token.sort == Sort::Code;
        if token.sort == Sort::End {
            pieces.extend(cut(&mut rest, length, is_statement));
            (length, is_statement) = (0, false);
        }
    }
    pieces.extend(cut(&mut rest, length, is_statement).filter(|piece| !piece.text.is_empty()));
    pieces
}

fn cut<'a>(rest: &mut &'a str, length: usize, is_statement: bool) -> Option<Piece<'a>> {
    let (text, behind) = rest.split_at_checked(length)?;
    *rest = behind;
    Some(Piece { text, is_statement })
}

/// What cannot be cut.
#[derive(Debug, Clone, Copy)]
struct Token {
    sort: Sort,
    /// In bytes.
    length: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A blank or a comment.
    Nothing,
    /// A part of a statement.
    Code,
    /// The end of a statement.
    End,
}

impl Token {
    /// Returns the token at the beginning of a text; the end of the text closes what is open.
    fn first(text: &str) -> Option<Self> {
        let char = text.chars().next()?;
        let (sort, length) = match char {
            ';' => (Sort::End, 1),
            '\'' | '"' => (Sort::Code, quoted(text, char, true)),
            '`' => (Sort::Code, quoted(text, char, false)),
            '#' => (Sort::Nothing, until(text, "\n")),
            '-' if is_line_comment(text) => (Sort::Nothing, until(text, "\n")),
            // The server runs what is in these.
            '/' if text.starts_with("/*!") || text.starts_with("/*M!") => (Sort::Code, until(text, "*/")),
            '/' if text.starts_with("/*") => (Sort::Nothing, 2 + until(text.get(2..)?, "*/")),
            char if char.is_whitespace() => (Sort::Nothing, char.len_utf8()),
            char => (Sort::Code, char.len_utf8()),
        };
        Some(Self { sort, length })
    }
}

/// Two dashes begin a comment only with a blank behind them.
fn is_line_comment(text: &str) -> bool {
    text.strip_prefix("--").is_some_and(|rest| {
        rest.chars()
            .next()
            .is_none_or(|next| next.is_whitespace() || next.is_control())
    })
}

/// A quote that is doubled, or escaped, stands for itself: doubled it is the end of one text and the beginning of another.
fn quoted(text: &str, quote: char, has_escapes: bool) -> usize {
    let mut is_escaped = false;
    for (at, char) in text.char_indices().skip(1) {
        if is_escaped {
            is_escaped = false;
        } else if char == quote {
            return at + 1;
        } else {
            is_escaped = has_escapes && char == '\\';
        }
    }
    text.len()
}

fn until(text: &str, end: &str) -> usize {
    text.find(end).map_or(text.len(), |at| at + end.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, bool)]) {
        let pieces: Vec<(&str, bool)> = statements(text)
            .iter()
            .map(|piece| (piece.text, piece.is_statement))
            .collect();
        assert_eq!(pieces, expected);
    }

    #[test]
    fn statements_end_at_semicolons() {
        check("A; B ;\nC", &[("A;", true), (" B ;", true), ("\nC", true)]);
        check("", &[]);
        check(";;", &[(";", false), (";", false)]);
    }

    #[test]
    fn semicolons_within_quotes_and_comments_end_nothing() {
        let quoted = r#"SELECT 'a;''b\';', "c;""d\";", `e;``f\`;"#;
        check(quoted, &[(quoted, true)]);
        check("-- a; b\nC;", &[("-- a; b\nC;", true)]);
        check("# a; b\n", &[("# a; b\n", false)]);
        check("/*/ a; */ /* b; */;", &[("/*/ a; */ /* b; */;", false)]);
        check("/*! A; */;", &[("/*! A; */;", true)]);
    }

    #[test]
    fn dashes_without_a_blank_are_no_comment() {
        check("SELECT 1--1; B", &[("SELECT 1--1;", true), (" B", true)]);
        check("--", &[("--", false)]);
    }

    #[test]
    fn what_is_open_ends_with_the_text() {
        for text in ["'a; b", "\"a;\\", "`a;", "/* a;", "-- a;", "/*", "/*!;"] {
            assert_eq!(statements(text).len(), 1, "{text}");
        }
    }

    proptest! {
        #[test]
        fn pieces_together_are_the_text(text in r#"(['"`;#/*!\\\n -]|ä|a|--|/\*|\*/){0,40}"#) {
            let together: String = statements(&text).iter().map(|piece| piece.text).collect();
            prop_assert_eq!(together, text);
        }

        #[test]
        fn every_piece_is_cut_to_itself(text in r#"(['"`;#/*!\\\n -]|ä|a|--|/\*|\*/){0,40}"#) {
            for piece in statements(&text) {
                prop_assert_eq!(statements(piece.text), vec![piece]);
            }
        }
    }
}
