//! Patterns: RE2's syntax, as Go has it, translated: what both write differently (`\d` is ASCII here, a lone `{` is
//! itself) and what only one accepts.

use std::rc::Rc;

use regex_lite::{Regex, RegexBuilder};

use crate::terraform::functions::case_folding::{in_any_case, others};
use crate::terraform::functions::unicode_class;

/// About how many steps one call may take: length of the text times size of the program.
const MOST_WORK: usize = 40_000_000;
/// Bytes of a pattern as the engine gets it; a program of the largest size needs fewer.
const LONGEST_PATTERN: usize = 1_000_000;
/// Characters and ranges beyond ASCII of which the host is asked for other cases.
const MOST_FOLDED: usize = 5_000;

/// Why a pattern cannot be used.
pub(super) enum Refusal {
    /// Terraform refuses it as well.
    Wrong(String),
    TooLarge,
}

pub(super) struct Pattern {
    pub(super) regex: Regex,
    pub(super) names: Names,
}

/// The name of each group, if it has one: kept here, for the engine takes fewer names and none twice.
pub(super) type Names = Vec<Option<Rc<str>>>;

pub(super) fn compile(pattern: &str, text: &str) -> Result<Pattern, Refusal> {
    let mut wide: Vec<char> = text.chars().filter(|character| !character.is_ascii()).collect();
    wide.sort_unstable();
    wide.dedup();
    let mut translator = Translator {
        rest: pattern,
        out: String::new(),
        ignores_case: false,
        groups: Vec::new(),
        names: Vec::new(),
        folded: 0,
        wide,
    };
    translator.translate()?;
    let built = RegexBuilder::new(&translator.out)
        .size_limit((MOST_WORK / text.len().max(1)).clamp(2_000, 1_000_000))
        .nest_limit(200)
        .build();
    match built {
        Ok(regex) => Ok(Pattern { regex, names: translator.names }),
        Err(error) => {
            let message = error.to_string();
            Err(if message.contains("size limit") || message.contains("nesting") {
                Refusal::TooLarge
            } else {
                Refusal::Wrong(format!("invalid regexp pattern: {message}"))
            })
        }
    }
}

/// What the last item of a pattern was: only some can be repeated.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    Item,
    Repetition,
}

struct Translator<'a> {
    rest: &'a str,
    out: String,
    /// Case is ignored here, and not by the engine, which knows of ASCII alone.
    ignores_case: bool,
    /// Whether case was ignored around each open group.
    groups: Vec<bool>,
    names: Names,
    /// How many characters and ranges beyond ASCII had their cases written out.
    folded: usize,
    /// The characters beyond ASCII of the text it searches.
    wide: Vec<char>,
}

impl Translator<'_> {
    fn next(&mut self) -> Option<char> {
        let character = self.rest.chars().next()?;
        self.rest = &self.rest[character.len_utf8()..];
        Some(character)
    }

    fn eat(&mut self, prefix: &str) -> bool {
        match self.rest.strip_prefix(prefix) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn translate(&mut self) -> Result<(), Refusal> {
        let mut last = Last::Nothing;
        while let Some(character) = self.next() {
            last = match character {
                '*' | '+' | '?' => {
                    self.repeat(&character.to_string(), last)?;
                    Last::Repetition
                }
                '{' => match self.counts() {
                    Some((least, most)) => {
                        let most_count = most.unwrap_or(Some(least)).unwrap_or(least);
                        if least > 1000 || most_count > 1000 || most_count < least {
                            return Err(Refusal::Wrong("invalid regexp pattern: invalid repeat count".to_owned()));
                        }
                        let count = match most {
                            None => format!("{{{least}}}"),
                            Some(None) => format!("{{{least},}}"),
                            Some(Some(most)) => format!("{{{least},{most}}}"),
                        };
                        self.repeat(&count, last)?;
                        Last::Repetition
                    }
                    None => self.literal('{'),
                },
                '(' => self.group()?,
                ')' | '.' | '^' | '$' => {
                    if character == ')' {
                        self.ignores_case = self.groups.pop().unwrap_or_default();
                    }
                    self.out.push(character);
                    Last::Item
                }
                '|' => {
                    self.out.push('|');
                    Last::Nothing
                }
                '[' => self.class()?,
                '\\' => self.escape()?,
                character => self.literal(character),
            };
            // With case ignored, a character becomes several.
            if self.out.len() > LONGEST_PATTERN || self.folded > MOST_FOLDED {
                return Err(Refusal::TooLarge);
            }
        }
        Ok(())
    }

    fn literal(&mut self, character: char) -> Last {
        let cases = if self.ignores_case { self.cases(character, character) } else { Vec::new() };
        if cases.len() > 1 || cases.first().is_some_and(|other| *other != character) {
            self.out.push('[');
            self.push_members(&cases);
            self.out.push(']');
        } else if character.is_ascii_alphanumeric() || !character.is_ascii() {
            self.out.push(character);
        } else {
            self.out.push_str(&format!("\\x{{{:X}}}", character as u32));
        }
        Last::Item
    }

    fn cases(&mut self, low: char, high: char) -> Vec<char> {
        self.folded += usize::from(!high.is_ascii());
        in_any_case(low, high, &self.wide)
    }

    fn push_members(&mut self, members: &[char]) {
        for character in members {
            self.out.push_str(&format!("\\x{{{:X}}}", *character as u32));
        }
    }

    fn repeat(&mut self, operator: &str, last: Last) -> Result<(), Refusal> {
        match last {
            Last::Item => {}
            Last::Nothing => {
                let message = format!("invalid regexp pattern: missing argument to repetition operator in {operator}");
                return Err(Refusal::Wrong(message));
            }
            Last::Repetition => {
                let message = format!("invalid regexp pattern: invalid nested repetition operator in {operator}");
                return Err(Refusal::Wrong(message));
            }
        }
        self.out.push_str(operator);
        if self.eat("?") {
            self.out.push('?');
        }
        Ok(())
    }

    /// Reads what follows `{` when it is a count: `2}`, `2,}` or `2,5}`.
    fn counts(&mut self) -> Option<(u32, Option<Option<u32>>)> {
        let (body, rest) = self.rest.split_once('}')?;
        let number = |text: &str| {
            let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            // Longer numbers are beyond the limit in any case.
            (plain && (text.len() == 1 || !text.starts_with('0'))).then(|| text.parse().unwrap_or(u32::MAX))
        };
        let counts = match body.split_once(',') {
            None => (number(body)?, None),
            Some((least, "")) => (number(least)?, Some(None)),
            Some((least, most)) => (number(least)?, Some(Some(number(most)?))),
        };
        self.rest = rest;
        Some(counts)
    }

    fn group(&mut self) -> Result<Last, Refusal> {
        if !self.eat("?") {
            self.groups.push(self.ignores_case);
            self.names.push(None);
            self.out.push('(');
            return Ok(Last::Nothing);
        }
        let wrong = |what: &str| Refusal::Wrong(format!("invalid regexp pattern: {what}"));
        if self.eat("P<") || self.eat("<") {
            let (name, rest) = self.rest.split_once('>').ok_or_else(|| wrong("invalid named capture"))?;
            if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
                return Err(wrong("invalid named capture"));
            }
            self.groups.push(self.ignores_case);
            self.names.push(Some(name.into()));
            self.out.push('(');
            self.rest = rest;
            return Ok(Last::Nothing);
        }
        let (mut on, mut off) = (String::new(), String::new());
        let mut negated = None;
        let around = self.ignores_case;
        loop {
            match self.next() {
                Some(flag @ ('i' | 'm' | 's' | 'U')) => {
                    // The last mention of a flag holds.
                    on.retain(|other| other != flag);
                    off.retain(|other| other != flag);
                    if negated.is_some() { &mut off } else { &mut on }.push(flag);
                    negated = negated.map(|_| true);
                }
                Some('-') if negated.is_none() => negated = Some(false),
                Some(end @ (':' | ')')) if negated != Some(false) => {
                    self.ignores_case = (around || on.contains('i')) && !off.contains('i');
                    let (on, off) = (on.replace('i', ""), off.replace('i', ""));
                    if end == ':' {
                        self.groups.push(around);
                    }
                    if !on.is_empty() || !off.is_empty() || end == ':' {
                        self.out.push_str(&format!("(?{on}{}{off}{end}", if off.is_empty() { "" } else { "-" }));
                    }
                    return Ok(Last::Nothing);
                }
                _ => return Err(wrong("invalid or unsupported Perl syntax")),
            }
        }
    }

    fn unicode_class(&mut self, negated: bool) -> Result<String, Refusal> {
        let (members, rest) = unicode_class::members(self.rest, negated, self.ignores_case, &self.wide)
            .ok_or_else(|| Refusal::Wrong("invalid regexp pattern: invalid character class range".to_owned()))?;
        self.rest = rest;
        Ok(members)
    }

    fn escape(&mut self) -> Result<Last, Refusal> {
        let wrong = |what: &str| Refusal::Wrong(format!("invalid regexp pattern: {what}"));
        let escaped = self.rest.chars().next().ok_or_else(|| wrong("trailing backslash at end of expression"))?;
        if let Some((set, negated)) = perl_class(escaped, self.ignores_case) {
            self.next();
            self.out.push_str(&format!("[{}{set}]", if negated { "^" } else { "" }));
            return Ok(Last::Item);
        }
        match escaped {
            'b' | 'B' | 'A' | 'z' => {
                self.next();
                self.out.push('\\');
                self.out.push(escaped);
                Ok(Last::Item)
            }
            'p' | 'P' => {
                self.next();
                let members = self.unicode_class(escaped == 'P')?;
                let members = if members.is_empty() { "^\\x{0}-\\x{10FFFF}" } else { members.as_str() };
                self.out.push_str(&format!("[{members}]"));
                Ok(Last::Item)
            }
            'Q' => {
                self.next();
                let (quoted, rest) = self.rest.split_once("\\E").unwrap_or((self.rest, ""));
                self.rest = rest;
                for character in quoted.chars() {
                    self.literal(character);
                }
                Ok(if quoted.is_empty() { Last::Nothing } else { Last::Item })
            }
            _ => {
                let character = self.escaped_character()?;
                Ok(self.literal(character))
            }
        }
    }

    /// The character that an escape stands for; the backslash is read already.
    fn escaped_character(&mut self) -> Result<char, Refusal> {
        let wrong = || Refusal::Wrong("invalid regexp pattern: invalid escape sequence".to_owned());
        let escaped = self.next().ok_or_else(wrong)?;
        let code = match escaped {
            'a' => 7,
            'f' => 12,
            't' => 9,
            'n' => 10,
            'r' => 13,
            'v' => 11,
            'x' if self.eat("{") => {
                let (digits, rest) = self.rest.split_once('}').ok_or_else(wrong)?;
                self.rest = rest;
                if digits.is_empty() || digits.len() > 8 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    return Err(wrong());
                }
                u32::from_str_radix(digits, 16).map_err(|_| wrong())?
            }
            'x' => {
                let digits = self.rest.get(..2).ok_or_else(wrong)?;
                if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    return Err(wrong());
                }
                self.rest = &self.rest[2..];
                u32::from_str_radix(digits, 16).map_err(|_| wrong())?
            }
            '0'..='7' => {
                let octal = |character: char| character.to_digit(8);
                let mut code = octal(escaped).unwrap_or(0);
                let mut count = 0;
                while count < 2
                    && let Some(digit) = self.rest.chars().next().and_then(octal)
                {
                    code = code * 8 + digit;
                    count += 1;
                    self.next();
                }
                // A single digit would refer back to a group.
                if escaped != '0' && count == 0 {
                    return Err(wrong());
                }
                code
            }
            character if character.is_ascii() && !character.is_ascii_alphanumeric() => character as u32,
            _ => return Err(wrong()),
        };
        char::from_u32(code).ok_or_else(wrong)
    }

    fn class(&mut self) -> Result<Last, Refusal> {
        let wrong = |what: &str| Refusal::Wrong(format!("invalid regexp pattern: {what}"));
        let unclosed = || wrong("missing closing ]");
        let negated = self.eat("^");
        let outside = std::mem::take(&mut self.out);
        let mut first = true;
        loop {
            if !first && self.eat("]") {
                break;
            }
            first = false;
            if self.rest.starts_with("[:")
                && let Some((name, rest)) = self.rest[2..].split_once(":]")
            {
                self.posix_class(name)?;
                self.rest = rest;
                continue;
            }
            let character = self.next().ok_or_else(unclosed)?;
            let low = if character == '\\' {
                let escaped = self.rest.chars().next().ok_or_else(unclosed)?;
                if let Some((set, negated)) = perl_class(escaped, self.ignores_case) {
                    self.next();
                    self.out.push_str(if negated { complement(escaped, self.ignores_case) } else { set });
                    continue;
                }
                if matches!(escaped, 'p' | 'P') {
                    self.next();
                    let members = self.unicode_class(escaped == 'P')?;
                    self.out.push_str(&members);
                    continue;
                }
                self.escaped_character()?
            } else {
                character
            };
            let mut high = low;
            if self.rest.starts_with('-') && !self.rest.starts_with("-]") {
                self.next();
                high = match self.next().ok_or_else(unclosed)? {
                    '\\' => self.escaped_character()?,
                    character => character,
                };
                if high < low {
                    return Err(wrong("invalid character class range"));
                }
            }
            self.out.push_str(&format!("\\x{{{:X}}}-\\x{{{:X}}}", low as u32, high as u32));
            if self.ignores_case {
                let cases = self.cases(low, high);
                self.push_members(&cases);
            }
        }
        let members = std::mem::replace(&mut self.out, outside);
        // Of nothing: no character, or any.
        let (negated, members) =
            if members.is_empty() { (!negated, "\\x{0}-\\x{10FFFF}") } else { (negated, members.as_str()) };
        self.out.push_str(&format!("[{}{members}]", if negated { "^" } else { "" }));
        Ok(Last::Item)
    }

    fn posix_class(&mut self, name: &str) -> Result<(), Refusal> {
        let positive = name.strip_prefix('^').unwrap_or(name);
        let wrong = || Refusal::Wrong("invalid regexp pattern: invalid character class range".to_owned());
        let (_, ranges) = POSIX_CLASSES.iter().find(|(other, _)| *other == positive).ok_or_else(wrong)?;
        if !self.ignores_case {
            self.out.push_str(&format!("[:{name}:]"));
            return Ok(());
        }
        let mut members = Vec::new();
        for (low, high) in *ranges {
            members.extend(in_any_case(*low, *high, &self.wide));
        }
        let members = if positive == name { members } else { others(&members, &self.wide) };
        self.push_members(&members);
        Ok(())
    }
}

const POSIX_CLASSES: [(&str, &[(char, char)]); 14] = [
    ("alnum", &[('0', '9'), ('a', 'z')]),
    ("alpha", &[('a', 'z')]),
    ("ascii", &[('\0', '\x7f')]),
    ("blank", &[('\t', '\t'), (' ', ' ')]),
    ("cntrl", &[('\0', '\x1f'), ('\x7f', '\x7f')]),
    ("digit", &[('0', '9')]),
    ("graph", &[('!', '~')]),
    ("lower", &[('a', 'z')]),
    ("print", &[(' ', '~')]),
    ("punct", &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')]),
    ("space", &[('\t', '\r'), (' ', ' ')]),
    ("upper", &[('a', 'z')]),
    ("word", &[('0', '9'), ('a', 'z'), ('_', '_')]),
    ("xdigit", &[('0', '9'), ('a', 'f')]),
];

/// Members of a Perl class and whether it stands for all others: ASCII only, in RE2, unless case is ignored.
fn perl_class(letter: char, ignores_case: bool) -> Option<(&'static str, bool)> {
    Some(match letter {
        'd' => ("0-9", false),
        'D' => ("0-9", true),
        'w' | 'W' if ignores_case => ("0-9A-Za-z\\x{5F}\\x{17F}\\x{212A}", letter == 'W'),
        'w' | 'W' => ("0-9A-Za-z\\x{5F}", letter == 'W'),
        's' => ("\\x{9}\\x{A}\\x{C}\\x{D}\\x{20}", false),
        'S' => ("\\x{9}\\x{A}\\x{C}\\x{D}\\x{20}", true),
        _ => return None,
    })
}

/// All others, written out to stand inside a larger class.
fn complement(letter: char, ignores_case: bool) -> &'static str {
    match letter {
        'D' => "\\x{0}-\\x{2F}\\x{3A}-\\x{10FFFF}",
        'W' if ignores_case => {
            "\\x{0}-\\x{2F}\\x{3A}-\\x{40}\\x{5B}-\\x{5E}\\x{60}\\x{7B}-\\x{17E}\\x{180}-\\x{2129}\\x{212B}-\\x{10FFFF}"
        }
        'W' => "\\x{0}-\\x{2F}\\x{3A}-\\x{40}\\x{5B}-\\x{5E}\\x{60}\\x{7B}-\\x{10FFFF}",
        _ => "\\x{0}-\\x{8}\\x{B}\\x{E}-\\x{1F}\\x{21}-\\x{10FFFF}",
    }
}
