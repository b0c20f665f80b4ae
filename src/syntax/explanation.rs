//! hcl-edit's errors in our words: what a person who wrote this probably meant, and what Terraform wants instead.

use hcl_edit::parser::Error;

use super::SyntaxError;
use super::lexer::{Frame, Kind, Lexer};
use crate::text::{FileId, Span};

/// What is wrong, and what to do about it.
type Explanation = (&'static str, &'static str);

const SECOND_VALUE: Explanation =
    ("A condition has two values.", "Write `condition ? value : other`, or coalesce(value, other) to replace null.");

/// hcl-edit's error about a text at `base` of its file: some arguments and blocks.
pub(super) fn explain(error: &Error, text: &str, file: FileId, base: usize) -> SyntaxError {
    explain_in(error, text, file, base, false)
}

/// The same of a single expression or template.
pub(super) fn explain_expression(error: &Error, text: &str, file: FileId, base: usize) -> SyntaxError {
    explain_in(error, text, file, base, true)
}

fn explain_in(error: &Error, text: &str, file: FileId, base: usize, alone: bool) -> SyntaxError {
    // Where the text ends too early the parser tells its last byte, which may be one of several of a character.
    let offset = error.location().offset().min(text.len());
    let offset = (offset..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    if let Some(error) = unclosed(text, offset, file, base) {
        return error;
    }
    let message = error.message();
    let expected = message.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    let mut place = Place { text, offset, expected, alone };
    if alone && place.ends_early() {
        let end = base + text.trim_end().len();
        return SyntaxError::new(Span::new(file, end, end), "The expression ends too early.")
            .way_out("Write what is missing at its end.");
    }
    if place.expected.starts_with("`*`") {
        // The parser looks for the name on the lines below.
        place.offset = place.before().trim_end().len();
    }
    let found = place.found();
    let length = found.filter(|found| !found.is_whitespace()).map_or(0, char::len_utf8);
    let span = Span::new(file, base + place.offset, base + place.offset + length);
    if let Some(found) = found.filter(|found| is_invisible(*found)) {
        return SyntaxError::new(span, format!("Here stands an invisible character, U+{:04X}.", u32::from(found)))
            .way_out("Delete it, and type a space where one is needed.");
    }
    if let Some((message, way_out)) = of_message(message).or_else(|| place.explanation()) {
        return SyntaxError::new(span, message).way_out(way_out);
    }
    match found {
        None | Some('\n' | '\r') => SyntaxError::new(span, "Something is missing at the end of this line."),
        Some(found) => SyntaxError::new(span, format!("`{found}` cannot stand here.")),
    }
}

/// What the parser says in words of its own.
fn of_message(message: &str) -> Option<Explanation> {
    let has = |part| message.contains(part);
    Some(match () {
        () if has("nested levels") || has("chained binary operators") => {
            ("This is nested too deeply to be judged.", "Give its inner parts names in a locals block.")
        }
        () if has("redefined attribute") => ("This argument was already set in this block.", "Keep one of the two."),
        () if has("escape sequence") || has("hex code") => (
            "A string has no such escape.",
            r#"After a backslash put n, r, t, ", \, u and four hex digits or U and eight; a backslash itself is \\."#,
        ),
        () => return None,
    })
}

/// Where a text stops to make sense.
struct Place<'a> {
    text: &'a str,
    offset: usize,
    /// What the parser would have taken, in its words.
    expected: &'a str,
    /// Whether the text is a single expression.
    alone: bool,
}

impl<'a> Place<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or("")
    }

    fn before(&self) -> &'a str {
        self.text.get(..self.offset).unwrap_or("")
    }

    fn found(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The part of the line before the place.
    fn line_before(&self) -> &'a str {
        self.before().rsplit('\n').next().unwrap_or("")
    }

    fn line(&self) -> &'a str {
        let start = self.offset - self.line_before().len();
        self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("")
    }

    /// The last character before the place that is no space.
    fn previous(&self) -> Option<char> {
        self.before().trim_end_matches([' ', '\t']).chars().next_back()
    }

    fn at_line_end(&self) -> bool {
        matches!(self.found(), None | Some('\n' | '\r'))
    }

    /// Whether digits begin the line, and something else than a name or a value follows them.
    fn is_line_number(&self) -> bool {
        let gap = [' ', '\t', ':', '|', '.'];
        let after = self.rest().trim_start_matches(|digit: char| digit.is_ascii_digit());
        let is_apart = after.starts_with(gap) && after.trim_start_matches(gap).starts_with(char::is_alphabetic);
        is_apart && self.line_before().trim().is_empty()
    }

    fn explanation(&self) -> Option<Explanation> {
        self.of_foreign_text().or_else(|| self.of_directive()).or_else(|| self.of_brackets()).or_else(|| {
            match self.expected {
                "token" | "" if self.alone => self.of_expression_end(),
                "token" | "" | "`}`, newline or identifier" => Some(self.of_structure()),
                "`{`" | "`{`, `=`, `\"` or identifier" => Some(self.of_header()),
                "newline or eof" => Some(self.of_argument_end()),
                "identifier" if self.before().ends_with("<<") => {
                    Some(("The marker of a heredoc has no quotes.", "Write <<EOT."))
                }
                expected if expected.starts_with("`\"`, `[`") => Some(self.of_value()),
                "`:`" => Some(SECOND_VALUE),
                expected if expected.starts_with("`*`") => {
                    Some(("A name is missing after the dot.", "Write the attribute's name, or delete the dot."))
                }
                _ => None,
            }
        })
    }

    /// What no place of Terraform code takes, wherever it came from.
    fn of_foreign_text(&self) -> Option<Explanation> {
        let line = self.line();
        Some(match self.found()? {
            '“' | '”' | '„' | '‘' | '’' => {
                ("Curly quotes do not make a string.", "Write straight double quotes.")
            }
            '\'' => ("Single quotes do not make a string.", "Write double quotes."),
            '`' if line.trim_start().starts_with("```") => (
                "This line belongs to Markdown, not to Terraform.",
                "Paste what stands between the two lines with backquotes.",
            ),
            '`' => ("A backquote has no meaning here.", "Put text in double quotes; use a heredoc for several lines."),
            ';' => ("Terraform separates by line breaks, not by semicolons.", "Delete the semicolon."),
            _ if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker)) => (
                "This marks a conflict that git left behind.",
                "Keep one of the two versions and delete the lines of the markers.",
            ),
            '}' if self.expected == "`=` or `:`" && self.line_before().contains("{{") => (
                "`{{ }}` belongs to another template language.",
                "Fill it in before the check, or write a variable: `var.name`.",
            ),
            _ => return None,
        })
    }

    /// A word after `%{` that is none of Terraform's, or directives that do not match.
    fn of_directive(&self) -> Option<Explanation> {
        let directive = self.line_before().rsplit_once("%{").filter(|(_, inside)| !inside.contains('}'));
        if directive.is_some() && self.expected == "`}`" {
            return Some((
                "There is no such directive.",
                "A template has if, else, endif, for and endfor; %%{ writes the characters themselves.",
            ));
        }
        // Where a template fails as a whole, the parser goes back to the name of the argument.
        let is_name = self.found().is_some_and(|found| found.is_alphabetic() || found == '_');
        (is_name && self.expected.ends_with("identifier") && self.line().contains("%{")).then_some((
            "The directives in this text do not match.",
            "Each if needs an endif and each for an endfor; %%{ writes the characters themselves.",
        ))
    }

    /// What is wrong inside of brackets, by the innermost one that is open.
    fn of_brackets(&self) -> Option<Explanation> {
        let (open, at) = innermost_bracket(self.text, self.offset)?;
        let found = self.found()?;
        let follows_name =
            self.text.get(..at)?.ends_with(|before: char| before.is_alphanumeric() || "_])".contains(before));
        if ")]}".contains(found) && self.expected.contains(closing(open)) {
            return Some(match open {
                b'[' if follows_name => {
                    ("The `[` of an index is not closed before this.", "Put its `]` after the index.")
                }
                b'[' => ("The `[` of a list is not closed before this.", "Put its `]` after the last item."),
                b'(' => ("A `(` is not closed before this.", "Put its `)` where the call or the group ends."),
                _ => ("A `{` is not closed before this.", "Put its `}` after the last entry."),
            });
        }
        Some(match (self.expected, open) {
            ("`]`", b'[') if follows_name => ("An index ends with `]`.", "Close it before this."),
            ("`]`", b'[') => ("The items of a list are separated by commas.", "Put a comma before this."),
            (expected, b'(') if expected.starts_with("`)`") && follows_name => {
                ("The arguments of a call are separated by commas.", "Put a comma before this.")
            }
            ("`}`, `,` or newline", b'{') => {
                ("The entries of a map are separated by commas or line breaks.", "Put a comma before this.")
            }
            ("`=` or `:`", b'{') => {
                ("An entry of a map is written `key = value`.", "Put an equals sign between the two.")
            }
            ("`=>`", b'{') => {
                ("A `for` in braces makes each entry with `=>`.", "Write `{ for k, v in map : k => v }`.")
            }
            ("`:`", _) if self.text.get(at + 1..)?.trim_start().starts_with("for") => {
                ("A `for` has a colon before its result.", "Write `[for item in list : item]`.")
            }
            _ => return None,
        })
    }

    /// Where an argument or a block should begin.
    fn of_structure(&self) -> Explanation {
        let rest = self.rest();
        let top = self.expected != "`}`, newline or identifier";
        match self.found() {
            Some('"') if !top => match map_name(self.text, self.offset) {
                true => ("A block's arguments have no quotes.", "For a map, put an equals sign before its `{`."),
                false => ("The name of an argument has no quotes.", "Delete the quotes around it."),
            },
            Some('/') if rest.starts_with("/*") => ("This comment is never closed.", "Close it with */."),
            Some('.') if rest.starts_with("...") => {
                ("Something was left out here.", "Delete the dots, or put what they stand for.")
            }
            Some('+' | '-' | '~') if self.line().contains(['=', '{', '}']) && self.line_before().trim().is_empty() => {
                let is_plan = [" -> ", "(known after apply)"].iter().any(|part| self.text.contains(part));
                match is_plan {
                    true => (
                        "This looks like what terraform plan prints.",
                        "Paste the code itself, or the plan as terraform show -json gives it.",
                    ),
                    false => {
                        ("This looks like a line of a diff.", "Paste the code without the signs before its lines.")
                    }
                }
            }
            Some('}') if top => ("This `}` closes nothing.", "Delete it, or look for a `}` too many above."),
            Some('{') if top => (
                "A file in Terraform's own syntax does not begin with a brace.",
                "If this is JSON, give the file a name that ends in .tf.json.",
            ),
            Some(found) if found.is_ascii_digit() && self.is_line_number() => {
                ("This looks like the number of a line.", "Paste the code without the numbers before its lines.")
            }
            Some(found) if found.is_ascii_digit() => {
                ("A name does not begin with a digit.", "Begin it with a letter or an underscore.")
            }
            Some(_) if !top && self.line_before().contains('{') => {
                ("A block on one line holds one argument only.", "Put each argument on a line of its own.")
            }
            _ => (
                "Here an argument or a block should begin.",
                "Write `name = value`, or `name {` and its `}` further down.",
            ),
        }
    }

    /// After the name of an argument or block, or after the labels of a block.
    fn of_header(&self) -> Explanation {
        let has_label = self.line_before().contains('"');
        match self.found() {
            Some(':') if self.expected.contains("`=`") && self.rest().lines().next() == Some(":") => {
                ("A name with nothing but a colon after it belongs to YAML.", "Paste the code of a .tf file.")
            }
            Some(':') if self.expected.contains("`=`") => {
                ("An argument is set with an equals sign.", "Write `=` in the place of the colon.")
            }
            Some('=') => ("A block has no equals sign.", "Delete it."),
            Some('"') if self.rest().lines().next().is_some_and(|rest| rest.contains("${")) => (
                "The label of a block cannot be computed.",
                "Write it as plain text; count and for_each make many of one block.",
            ),
            _ if self.at_line_end() && self.rest().trim_start().starts_with('{') => {
                ("The `{` of a block stands on the line of its header.", "Move it up to the end of this line.")
            }
            _ if self.at_line_end() && has_label => (
                "This is neither an argument nor a block.",
                "Put an equals sign between name and value; after the labels of a block put `{`.",
            ),
            Some(_) if has_label => {
                ("Here the `{` of a block should stand.", "Write its labels as plain text in quotes.")
            }
            _ => (
                "This is neither an argument nor a block.",
                "Write `name = value`, or `name {` and its `}` further down.",
            ),
        }
    }

    /// After the value of an argument.
    fn of_argument_end(&self) -> Explanation {
        let next = self.rest().split(|next: char| !next.is_alphanumeric()).next().unwrap_or("");
        let last = self.line_before().trim_end().rsplit(|last: char| !last.is_alphanumeric()).next().unwrap_or("");
        match self.found() {
            Some(',') => ("An argument ends with its line, without a comma.", "Delete the comma."),
            _ if ["and", "or"].contains(&next) || last == "not" => {
                ("Terraform has signs for `and`, `or` and `not`.", "Write `&&`, `||` or `!`.")
            }
            _ => (
                "An argument ends with its line.",
                "Put what follows on a line of its own, or an operator between the two.",
            ),
        }
    }

    /// Whether something is missing at the end of a single expression. The parser tells that at the last character, or
    /// where what is not complete begins.
    fn ends_early(&self) -> bool {
        let mut lexer = Lexer::new(self.text, 0);
        while lexer.next().is_some() {}
        let rest = self.rest().trim();
        let is_open = !lexer.stack().is_empty() && rest.chars().count() < 2;
        is_open || rest.chars().all(|last| "+-*/%<>=!&|?:([{,.".contains(last))
    }

    /// After a single expression.
    fn of_expression_end(&self) -> Option<Explanation> {
        let is_more =
            self.rest().trim_start().starts_with(|first: char| first.is_alphanumeric() || "\"_".contains(first));
        is_more.then_some(("The expression is over here.", "Put an operator between the two, or text in quotes."))
    }

    /// Where a value should begin.
    fn of_value(&self) -> Explanation {
        let rest = self.rest();
        match (self.previous(), self.found()) {
            (Some('='), _) if self.at_line_end() => {
                ("This argument has no value.", "Write it after the equals sign, on the same line.")
            }
            (Some('='), Some('=')) => ("An argument is set with one equals sign.", "Delete the second one."),
            (Some('='), Some('>')) => {
                ("An entry of a map is written `key = value`.", "Write `=` in the place of `=>`.")
            }
            (Some('?'), Some(':')) => SECOND_VALUE,
            (_, Some('$')) if rest.starts_with("${") => {
                ("Outside of quotes an expression stands by itself.", "Write it without `${` and `}`.")
            }
            (_, Some('$')) => {
                ("A dollar sign has no meaning here.", "Write `var.name` for a variable, and put text in quotes.")
            }
            (_, Some('/')) => ("A value does not begin with a slash.", "Put paths and regular expressions in quotes."),
            (_, Some('\\')) => {
                ("A backslash has no meaning outside of quotes.", "Write quotes inside of `${ }` without backslashes.")
            }
            (_, None | Some('\n' | '\r')) => {
                ("A value is missing at the end of this line.", "Write it on the same line.")
            }
            _ => ("Here a value should begin.", "Write a number, a text in quotes, a reference, a list or a map."),
        }
    }
}

fn is_invisible(found: char) -> bool {
    let is_space = found.is_whitespace() && !found.is_ascii_whitespace();
    is_space
        || (found.is_control() && !found.is_ascii_whitespace())
        || matches!(found, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn closing(open: u8) -> &'static str {
    match open {
        b'(' => "`)`",
        b'[' => "`]`",
        _ => "`}`",
    }
}

/// The innermost bracket that is open at `offset`, and where it stands.
fn innermost_bracket(text: &str, offset: usize) -> Option<(u8, usize)> {
    let mut lexer = Lexer::new(text, 0);
    let mut opened: Vec<(Frame, usize)> = Vec::new();
    while let Some(token) = lexer.next()
        && token.start < offset
    {
        opened.truncate(lexer.stack().len());
        while let Some(frame) = lexer.stack().get(opened.len()) {
            opened.push((*frame, token.start));
        }
    }
    match opened.last()? {
        (Frame::Bracket(bracket), at) => Some((*bracket, *at)),
        _ => None,
    }
}

/// Whether the innermost brace that is open at `offset` follows a lone name, as maps were once written: `tags {`.
fn map_name(text: &str, offset: usize) -> bool {
    let header = innermost_bracket(text, offset).and_then(|(_, at)| text.get(..at));
    let name = header.and_then(|header| header.rsplit('\n').next()).unwrap_or("").trim();
    !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
}

/// The string or heredoc without end that explains an error at `offset`; the parser reports those where they begin to
/// make no sense.
pub(super) fn unclosed(text: &str, offset: usize, file: FileId, base: usize) -> Option<SyntaxError> {
    let mut lexer = Lexer::new(text, 0);
    let mut opened = Vec::new();
    while let Some(token) = lexer.next() {
        let line_end = text.get(token.start..token.end)?.ends_with('"');
        while opened.len() > lexer.stack().len() {
            if let Some((Frame::Quoted, at)) = opened.pop() {
                let is_open = token.kind == Kind::Text && !line_end;
                let between = text.get(offset.min(at)..at).unwrap_or("");
                if is_open && !between.contains('\n') {
                    let span = Span::new(file, base + at, base + at + 1);
                    return Some(
                        SyntaxError::new(span, "This string is not closed on its line.")
                            .way_out("Close it with a quote; write text of several lines as a heredoc."),
                    );
                }
            }
        }
        while let Some(frame) = lexer.stack().get(opened.len()) {
            opened.push((*frame, token.start));
        }
    }
    let heredoc = opened.iter().find(|(frame, _)| matches!(frame, Frame::Heredoc { .. }));
    heredoc.filter(|(_, at)| *at <= offset).map(|(_, at)| {
        SyntaxError::new(Span::new(file, base + at, base + at + 2), "This heredoc is never closed.")
            .way_out("Put its marker alone on a line after the text.")
    })
}
