//! What differs between two texts, line by line.

use serde_json::Value;

/// Returns the lines of both values, those of the expected one alone marked `-`, those of the found one alone `+`.
pub(crate) fn diff(expected: &Value, found: &Value) -> String {
    lines(&format!("{expected:#}"), &format!("{found:#}"))
}

fn lines(expected: &str, found: &str) -> String {
    let expected: Vec<&str> = expected.lines().collect();
    let found: Vec<&str> = found.lines().collect();
    let common = common(&expected, &found);
    let mut text = String::from("  (- expected, + found)\n");
    let mut line = |mark: char, line: &str| {
        text.extend([mark, ' ']);
        text.extend([line, "\n"]);
    };
    let (mut from, mut to) = (0, 0);
    for (in_expected, in_found) in common.into_iter().chain([(expected.len(), found.len())]) {
        expected
            .get(from..in_expected)
            .into_iter()
            .flatten()
            .for_each(|gone| line('-', gone));
        found
            .get(to..in_found)
            .into_iter()
            .flatten()
            .for_each(|new| line('+', new));
        if let Some(same) = expected.get(in_expected) {
            line(' ', same);
        }
        (from, to) = (in_expected + 1, in_found + 1);
    }
    text
}

/// Returns the places of a longest list of lines that both texts have in this order.
fn common(one: &[&str], other: &[&str]) -> Vec<(usize, usize)> {
    // The length of the list between what follows a line of `one` and what follows a line of `other`.
    let mut lengths = vec![vec![0_usize; other.len() + 1]; one.len() + 1];
    for i in (0..one.len()).rev() {
        for j in (0..other.len()).rev() {
            lengths[i][j] = if one[i] == other[j] {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    let mut places = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < one.len() && j < other.len() {
        if one[i] == other[j] {
            places.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[i + 1][j] >= lengths[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_differs_is_marked() {
        assert_eq!(
            diff(
                &json!({ "a": 1, "b": 2, "c": 3 }),
                &json!({ "a": 1, "b": 4, "c": 3, "d": 5 })
            ),
            "  (- expected, + found)\n  {\n    \"a\": 1,\n-   \"b\": 2,\n-   \"c\": 3\n+   \"b\": 4,\n+   \"c\": 3,\n+   \"d\": 5\n  }\n"
        );
    }

    #[test]
    fn texts_without_a_common_line_follow_each_other() {
        assert_eq!(lines("a\nb", "c"), "  (- expected, + found)\n- a\n- b\n+ c\n");
    }
}
