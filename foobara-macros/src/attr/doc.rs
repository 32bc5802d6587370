//! Doc comments.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// Returns the first paragraph of the doc comment, as one line.
pub(crate) fn description(attributes: &[Attribute]) -> Option<String> {
    let lines: Vec<String> = attributes.iter().filter_map(line).collect();
    let text = lines.join("\n");
    let paragraph = text
        .lines()
        .map(str::trim)
        .skip_while(|line| line.is_empty())
        .take_while(|line| !line.is_empty());
    let description = paragraph.collect::<Vec<_>>().join(" ");
    (!description.is_empty()).then_some(description)
}

fn line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    let Expr::Lit(ExprLit {
        lit: Lit::Str(text), ..
    }) = &meta.value
    else {
        return None;
    };
    meta.path.is_ident("doc").then(|| text.value())
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn is_the_first_paragraph_as_one_line() {
        let attributes: Vec<Attribute> = vec![
            parse_quote!(#[doc = ""]),
            parse_quote!(#[doc = " Divides by "]),
            parse_quote!(#[derive(Debug)]),
            parse_quote!(#[doc = " repeated subtraction"]),
            parse_quote!(#[doc = ""]),
            parse_quote!(#[doc = " Slowly."]),
        ];
        assert_eq!(
            description(&attributes).as_deref(),
            Some("Divides by repeated subtraction")
        );
        assert_eq!(description(&[]), None);
        assert_eq!(description(&attributes[..1]), None);
    }
}
