//! Making foreign text harmless in each format.

/// Writes control characters, line breaks included, and those that reorder text as `\u{1b}`, so that a
/// name tag can neither steer a terminal nor pretend to be a line of the report.
pub(super) fn visible(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) { safe.extend(character.escape_unicode()) } else { safe.push(character) }
    }
    safe
}

fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Text content and attribute values of HTML.
pub(super) fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// A code span, in which Markdown has no other markup and platforms see no mentions or links. The fence
/// is longer than any run of backticks inside; table cells still need their bars escaped.
pub(super) fn markdown_code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let text = visible(text).replace('|', "\\|");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 || text.starts_with(' ') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Running text of Markdown.
pub(super) fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in visible(text).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '>' | '|' | '~' | '!' | '$' => {
                safe.push('\\');
                safe.push(character);
            }
            // An entity, and a joiner that stops the platform from seeing a mention in the result.
            '@' => safe.push_str("&#64;&#8288;"),
            other => safe.push(other),
        }
    }
    safe
}

/// A CSV field: quoted where RFC 4180 asks for it, and with an apostrophe before whatever a spreadsheet
/// would take for a formula. Line breaks are written out, as some readers split rows at them.
pub(super) fn csv(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let field = format!("{}{}", if formula { "'" } else { "" }, visible(text));
    if field.contains([',', '"', ';', '\'']) || field.starts_with(' ') || field.ends_with(' ') {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for (given, field) in [
            ("=1+1", "\"'=1+1\""),
            ("+1", "\"'+1\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\\u{9}=1\""),
            ("\r=1", "\"'\\u{d}=1\""),
            ("a,\"b\"", "\"a,\"\"b\"\"\""),
            ("web-1", "web-1"),
        ] {
            assert_eq!(csv(given), field);
        }
    }

    #[test]
    fn code_spans_cannot_be_left() {
        assert_eq!(markdown_code("a`b"), "`` a`b ``");
        assert_eq!(markdown_code("a|b\n# c"), "`a\\|b\\u{a}# c`");
    }

    #[test]
    fn terminals_are_not_steered() {
        assert_eq!(visible("a\u{1b}[2Jb\u{202e}c\u{9b}d"), "a\\u{1b}[2Jb\\u{202e}c\\u{9b}d");
    }
}
