//! Tables in Markdown.

use serde_json::Value;

/// Returns a table with a heading.
pub(crate) fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    let rule = "|---".repeat(head.len());
    let rows: String = rows.map(|cells| row(&cells)).collect();
    format!("{}{rule}|\n{rows}", row(&head))
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// Returns text as code. A bar would end the cell, and a backtick the code.
pub(crate) fn code(text: &str) -> String {
    let text = text.replace('|', r"\|");
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// Returns a value as code.
pub(crate) fn json(value: &Value) -> String {
    code(&value.to_string())
}

/// Returns values as code, in one line.
pub(crate) fn list(values: &[Value]) -> String {
    values.iter().map(json).collect::<Vec<_>>().join(", ")
}

/// Returns what there is of some lines, below each other in one cell.
pub(crate) fn lines(lines: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    lines.join("<br>")
}
