//! The report itself as JSON; `pkg/report.schema.json` describes it.

use super::model::Report;
use super::tree::{new_line, push_printable};

/// Two spaces of indentation and a final newline. Characters that act on a terminal are escaped, which means the same.
///
/// Compact JSON is indented here, because the serializer's own indenting would generate the whole model a second time.
pub fn render(report: &Report) -> String {
    let text = serde_json::to_string(report).unwrap_or_default();
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth: usize = 0;
    let mut opened = false;
    // Everything between two characters of structure is taken over in one piece: reports grow to many megabytes.
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['"', '{', '}', '[', ']', ',', ':']) {
        let (scalar, from) = rest.split_at(at);
        let length = if from.starts_with('"') { string_length(from) } else { 1 };
        let (token, after) = from.split_at(length);
        let closes = matches!(token, "}" | "]");
        let empty = opened && closes && scalar.is_empty();
        if opened && !empty {
            new_line(&mut out, depth);
        }
        out.push_str(scalar);
        if closes {
            depth = depth.saturating_sub(1);
            if !empty {
                new_line(&mut out, depth);
            }
        }
        push_printable(&mut out, token);
        opened = matches!(token, "{" | "[");
        match token {
            "{" | "[" => depth += 1,
            "," => new_line(&mut out, depth),
            ":" => out.push(' '),
            _ => {}
        }
        rest = after;
    }
    out.push('\n');
    out
}

/// The bytes of the string literal that the text begins with, quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}
