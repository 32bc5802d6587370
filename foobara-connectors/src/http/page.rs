//! Pages for people, made here, with nothing to load from elsewhere.

use std::fmt::Write as _;

use serde_json::Value;

use crate::exposure::{ExposedCommand, Exposure};

/// Returns the page that lists the commands.
pub(super) fn index(title: &str, prefix: &str, exposure: &Exposure) -> String {
    let mut body = format!("<h1>{}</h1>\n", escape(title));
    let links = [("openapi.json", "OpenAPI"), ("manifest", "manifest")];
    body.extend(links.map(|(path, name)| format!("<a href=\"{prefix}/{path}\">{name}</a> ")));
    body.extend(exposure.commands().iter().map(|command| section(prefix, command)));
    document(title, &body)
}

/// Returns the page about one command or type.
pub(super) fn described(title: &str, prefix: &str, name: &str, described: &Value) -> String {
    let pretty = serde_json::to_string_pretty(described).unwrap_or_default();
    let body = format!(
        "<p><a href=\"{prefix}/help\">{}</a></p>\n<h1>{}</h1>\n<pre>{}</pre>\n",
        escape(title),
        escape(name),
        escape(&pretty)
    );
    document(name, &body)
}

fn section(prefix: &str, command: &ExposedCommand) -> String {
    let path = command.name().replace("::", "/");
    let mut html = format!(
        "<h2><a href=\"{prefix}/help/{path}\">{}</a></h2>\n",
        escape(command.name())
    );
    if let Some(description) = command.entry().meta.description {
        let _ = writeln!(html, "<p>{}</p>", escape(description));
    }
    let _ = writeln!(html, "<p><code>POST {prefix}/run/{path}</code></p>");
    let attributes = &command.entry().meta.inputs.attributes;
    if attributes.is_empty() {
        return html;
    }
    html.push_str("<table><tr><th>input</th><th>type</th><th></th><th></th></tr>\n");
    for attribute in attributes.iter() {
        let mut declaration = attribute.declaration.clone();
        let description = declaration.description.take().unwrap_or_default();
        let need = match &attribute.default {
            Some(default) => format!("default {}", default.value()),
            None if attribute.required => "required".to_owned(),
            None => String::new(),
        };
        let kind = match declaration.to_strict() {
            Value::String(name) => name,
            strict => strict.to_string(),
        };
        let cells = [attribute.name.as_ref(), &kind, &need, &description]
            .map(|cell| format!("<td>{}</td>", escape(cell)));
        let _ = writeln!(html, "<tr>{}</tr>", cells.concat());
    }
    html.push_str("</table>\n");
    html
}

fn document(title: &str, body: &str) -> String {
    const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
        code,pre,td{font-family:ui-monospace,monospace}table{border-collapse:collapse}\
        td,th{text-align:left;padding:.2rem 1rem .2rem 0;border-bottom:1px solid #ddd}pre{overflow:auto}";
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>{STYLE}</style>\n{body}</html>\n",
        escape(title)
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_page_is_taken_for_markup() {
        assert_eq!(escape("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
    }
}
