//! The report itself as JSON; `pkg/report.schema.json` describes it.

use super::escape::is_unsafe;
use super::model::Report;
use super::tree::new_line;

/// Two spaces of indentation and a final newline. Characters that act on a terminal are escaped, which means the same.
///
/// Compact JSON is indented here, because the serializer's own indenting would generate the whole model a second time.
pub fn render(report: &Report) -> String {
    let text = serde_json::to_string(report).unwrap_or_default();
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth: usize = 0;
    let (mut in_string, mut escaped, mut empty) = (false, false, false);
    for c in text.chars() {
        if in_string {
            (in_string, escaped) = (escaped || c != '"', !escaped && c == '\\');
            match is_unsafe(c) {
                true => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
                false => out.push(c),
            }
            continue;
        }
        match c {
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                if !empty {
                    new_line(&mut out, depth);
                }
            }
            _ if empty => new_line(&mut out, depth),
            _ => {}
        }
        out.push(c);
        empty = matches!(c, '{' | '[');
        match c {
            '"' => in_string = true,
            '{' | '[' => depth += 1,
            ',' => new_line(&mut out, depth),
            ':' => out.push(' '),
            _ => {}
        }
    }
    out.push('\n');
    out
}
