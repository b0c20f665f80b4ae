//! Makes text of the input harmless in each kind of output.
//!
//! Addresses, names, values and messages quote what somebody wrote; none of it may act on a terminal, close an XML
//! element, start a workflow command or reorder the text around it.

/// Characters that act instead of showing: controls (C0, DEL, C1), bidirectional overrides, isolates and marks, zero-width
/// characters, line and paragraph separators, interlinear annotation marks, and language tags.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The text on one line, with every acting character spelt out as `\n`, `\t` or `\u{1b}`.
///
/// A zero-width joiner between two characters beyond the Latin alphabets stays: emoji are built with it.
pub fn one_line(text: &str) -> String {
    plain(text, false)
}

/// As [`one_line`], but line breaks stay, and tabs become four spaces.
pub fn lines(text: &str) -> String {
    plain(text, true)
}

fn plain(text: &str, keep_lines: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut previous = '\0';
    while let Some(c) = characters.next() {
        match c {
            '\r' if keep_lines && characters.peek() == Some(&'\n') => {}
            '\n' if keep_lines => out.push('\n'),
            '\t' if keep_lines => out.push_str("    "),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\u{200d}' if previous > '\u{2000}' && characters.peek().is_some_and(|next| *next > '\u{2000}') => {
                out.push(c)
            }
            c if is_unsafe(c) => out.push_str(&format!("\\u{{{:x}}}", c as u32)),
            c => out.push(c),
        }
        previous = c;
    }
    out
}

/// Text for XML and HTML, in content or in a quoted attribute. Characters that XML 1.0 cannot carry are spelt out.
pub fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in lines(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// As [`markup`], on one line: for attributes whose line breaks a reader would swallow.
pub fn attribute(text: &str) -> String {
    markup(&one_line(text))
}

/// Prose for Markdown, on one line, safe inside a table cell: nothing in it is markup, a link or a mention.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A comment cuts the word: an entity would be decoded before GitHub looks for people and issues to notify, and
            // for addresses to link.
            '@' | '#' => out.extend([c.encode_utf8(&mut [0; 4]), "<!-- -->"]),
            '/' if out.ends_with(':') => out.push_str("<!-- -->/"),
            '.' if ends_in_word(&out, "www") => out.push_str("<!-- -->."),
            '-' if ends_in_word(&out, "gh") => out.push_str("<!-- -->-"),
            '|' => out.push_str("&#124;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// Whether a text ends in these letters, however they are written.
fn ends_in_word(text: &str, word: &str) -> bool {
    let end = text.len().checked_sub(word.len()).and_then(|at| text.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(word))
}

/// A code span for Markdown, safe inside a table cell. Spans cannot carry pipes there, so such text becomes an element.
pub fn markdown_code(text: &str) -> String {
    let text = one_line(text);
    match text.contains(['`', '|', '<', '>', '&', '\\']) || text.trim().is_empty() {
        true => format!("<code>{}</code>", markdown(&text)),
        false => format!("`{text}`"),
    }
}

/// Message of a GitHub workflow command. Its line breaks survive, encoded.
pub fn workflow_message(text: &str) -> String {
    lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Property value of a GitHub workflow command, such as a file or a title.
pub fn workflow_property(text: &str) -> String {
    workflow_message(&one_line(text)).replace(':', "%3A").replace(',', "%2C")
}

/// A text for a log, in which CI systems find no command of theirs: GitHub and Azure act on `##[...]` and `##vso[...]`,
/// TeamCity on `##teamcity[...]` anywhere in a line, GitHub on `::...` at its start.
pub fn log(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let start = line.len() - line.trim_start().len();
        let (indent, mut rest) = line.split_at_checked(start).unwrap_or(("", line));
        out.push_str(indent);
        if let Some(after) = rest.strip_prefix("::") {
            out.push_str("\\u{3a}:");
            rest = after;
        }
        while let Some((before, after)) = rest.split_once("##") {
            let word = after.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            let name = after.strip_suffix(word).unwrap_or_default();
            out.push_str(before);
            out.push('#');
            // The second mark may be the first of the next pair.
            rest = rest.get(before.len() + 1..).unwrap_or_default();
            if let Some(after) = word.strip_prefix('[') {
                out.push('#');
                out.push_str(name);
                out.push_str("\\u{5b}");
                rest = after;
            }
        }
        out.push_str(rest);
    }
    out
}

/// At most `limit` characters, cut with an ellipsis.
pub fn truncate(text: &str, limit: usize) -> String {
    match text.chars().count() > limit {
        true => text.chars().take(limit.saturating_sub(1)).chain(['…']).collect(),
        false => text.to_owned(),
    }
}

/// A relative path as a URI reference: every byte that is not unreserved is percent-encoded; slashes stay.
pub fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acting_characters_are_spelt_out() {
        assert_eq!(one_line("a\u{1b}[31mb\u{9b}2J\u{202e}c\n"), "a\\u{1b}[31mb\\u{9b}2J\\u{202e}c\\n");
        assert_eq!(one_line("👩\u{200d}🚀 ok\u{200d}"), "👩\u{200d}🚀 ok\\u{200d}");
        assert_eq!(lines("a\r\n\tb\r"), "a\n    b\\r");
    }

    #[test]
    fn workflow_commands_cannot_be_injected() {
        assert_eq!(workflow_message("a\n::error::b%0A"), "a%0A::error::b%250A");
        assert_eq!(workflow_property("a,b:c\n"), "a%2Cb%3Ac\\n");
    }

    #[test]
    fn logs_hold_no_commands() {
        for (given, expected) in [
            ("a ##[error]b", "a ##\\u{5b}error]b"),
            ("###[x ##vso[y ##[##[", "###\\u{5b}x ##vso\\u{5b}y ##\\u{5b}##\\u{5b}"),
            ("  ::error::x\n::y\na ::z", "  \\u{3a}:error::x\n\\u{3a}:y\na ::z"),
            ("## [a] # [b] ##c d[", "## [a] # [b] ##c d["),
        ] {
            assert_eq!(log(given), expected);
        }
    }

    #[test]
    fn markdown_stays_prose() {
        assert_eq!(markdown("a|b [x](y) @me #1 <b>"), "a&#124;b \\[x\\]\\(y\\) @<!-- -->me #<!-- -->1 &lt;b&gt;");
        assert_eq!(markdown("https://x WWW.x GH-1"), "https:<!-- -->//x WWW<!-- -->.x GH<!-- -->-1");
        assert_eq!(markdown_code("a[\"b\"]"), "`a[\"b\"]`");
        assert_eq!(markdown_code("a`|"), "<code>a\\`&#124;</code>");
    }

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("a b/ü#?.tf"), "a%20b/%C3%BC%23%3F.tf");
    }
}
