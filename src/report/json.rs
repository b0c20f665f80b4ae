//! The report itself as JSON; `pkg/report.schema.json` describes it.

use super::escape::is_unsafe;
use super::model::Report;

/// Two spaces of indentation and a final newline. Characters that act on a terminal are escaped, which means the same.
pub fn render(report: &Report) -> String {
    let text = serde_json::to_string_pretty(report).unwrap_or_default();
    let mut out = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        match c != '\n' && is_unsafe(c) {
            true => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
            false => out.push(c),
        }
    }
    out.push('\n');
    out
}
