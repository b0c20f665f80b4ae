//! Result codes, diagnostic codes and statuses, with their sentences.

use std::sync::LazyLock;

use serde::Serialize;

use super::read;
use crate::from_json::{json_object, json_words};
use crate::report::model::{Severity, Status};
use crate::sorted::SortedMap;

/// What is to be known of one code. Codes are stable: a renamed one keeps its old names as aliases.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Code {
    /// Kebab-case name.
    pub code: String,
    /// Whether it stands on a result or on a diagnostic.
    pub kind: CodeKind,
    /// The status that results of this code have; only for results.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The severity that diagnostics of this code have; only for diagnostics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// A few words.
    pub title: String,
    /// One sentence with `{placeholders}`; see [`message`].
    pub message: String,
    /// The sentence for a subject that is itself the broken link (a template judged as such, not through a group).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_message: Option<String>,
    /// What it means.
    pub explanation: String,
    /// Why it matters.
    pub consequence: String,
    /// What to do; may hold the same placeholders as the message.
    pub way_out: String,
    /// Former names, still understood by [`code`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

json_object!(Code { code, kind, status, severity, title, message, own_message, explanation, consequence, way_out } or_default { aliases });

/// What a code stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// A verdict on a subject.
    Result,
    /// A remark on the input.
    Diagnostic,
}

json_words!(CodeKind { Result, Diagnostic });

/// What one status means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusText {
    /// The status.
    pub status: Status,
    /// Its name in prose.
    pub title: String,
    /// One sentence.
    pub meaning: String,
}

json_object!(StatusText { status, title, meaning });

static CODES: LazyLock<Vec<Code>> = LazyLock::new(|| read(include_str!("codes.json")));
static STATUSES: LazyLock<Vec<StatusText>> = LazyLock::new(|| read(include_str!("statuses.json")));
static INDEX: LazyLock<SortedMap<&'static str, &'static Code>> = LazyLock::new(|| {
    let names = |entry: &'static Code| {
        entry.aliases.iter().map(String::as_str).chain([entry.code.as_str()]).map(move |name| (name, entry))
    };
    CODES.iter().flat_map(names).collect()
});

/// All codes, results first, in the order of the explanations page.
pub fn codes() -> &'static [Code] {
    &CODES
}

/// The statuses in the order of a summary.
pub fn statuses() -> &'static [StatusText] {
    &STATUSES
}

/// A code by its name or a former name.
pub fn code(name: &str) -> Option<&'static Code> {
    INDEX.get(name).copied()
}

/// The status of a result code; `unknown` for a name that is no result code, so that a slip never becomes a pass.
pub fn status(name: &str) -> Status {
    code(name).and_then(|entry| entry.status).unwrap_or(Status::Unknown)
}

/// The severity of a diagnostic code; `error` for a name that is no diagnostic code.
pub fn severity(name: &str) -> Severity {
    code(name).and_then(|entry| entry.severity).unwrap_or(Severity::Error)
}

/// The sentence of a code with its placeholders filled from `arguments`. Arguments the sentence does not use are
/// ignored. A placeholder without an argument stays as it is (see [`unfilled`]), and an unknown code gives its name.
pub fn message(name: &str, arguments: &[(&str, &str)]) -> String {
    code(name).map_or_else(|| name.to_owned(), |entry| fill(sentence(entry, arguments), arguments))
}

/// The own message where the subject's address stands for one of the links that the message names, or for any link
/// where it names none; else the message.
fn sentence<'a>(entry: &'a Code, arguments: &[(&str, &str)]) -> &'a str {
    let Some(own_message) = &entry.own_message else { return &entry.message };
    let subject = arguments.iter().find(|(name, _)| *name == "address").map(|(_, value)| *value);
    let names = |name: &str| placeholders(&entry.message).contains(&name);
    let stands_for = |name: &str| names(name) || !(names("profile") || names("template"));
    let is_subject = |(name, value): &(&str, &str)| *name != "address" && Some(*value) == subject;
    let is_own = arguments.iter().any(|argument| is_subject(argument) && stands_for(argument.0));
    if is_own { own_message } else { &entry.message }
}

/// What to do about a code, filled like [`message`]; "" for an unknown code.
pub fn way_out(name: &str, arguments: &[(&str, &str)]) -> String {
    code(name).map(|entry| fill(&entry.way_out, arguments)).unwrap_or_default()
}

/// The placeholders of a template in their order, each as often as it stands there.
pub fn placeholders(template: &str) -> Vec<&str> {
    pieces(template).filter_map(|piece| piece.1).collect()
}

/// The placeholders of a code's sentence that `arguments` lack; for the tests of those who call [`message`].
pub fn unfilled<'a>(name: &str, arguments: &[(&'a str, &'a str)]) -> Vec<&'static str> {
    let wanted = code(name).map(|entry| placeholders(sentence(entry, arguments))).unwrap_or_default();
    wanted.into_iter().filter(|wanted| !arguments.iter().any(|(given, _)| given == wanted)).collect()
}

/// Fills a template in one pass: braces in the values are never taken for placeholders.
pub(super) fn fill(template: &str, arguments: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 64);
    for (plain, placeholder) in pieces(template) {
        text.push_str(plain);
        let Some(name) = placeholder else { continue };
        match arguments.iter().find(|(given, _)| *given == name) {
            Some((_, value)) => text.push_str(value),
            None => text.extend(["{", name, "}"]),
        }
    }
    text
}

/// Cuts a template into plain text, each piece followed by the placeholder after it, if any.
fn pieces(template: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut from = 0;
        while let Some(open) = rest[from..].find('{').map(|at| at + from) {
            let after = &rest[open + 1..];
            let length = after.bytes().take_while(|byte| byte.is_ascii_alphabetic()).count();
            if length > 0 && after.as_bytes().get(length) == Some(&b'}') {
                let piece = (&rest[..open], Some(&after[..length]));
                rest = &after[length + 1..];
                return Some(piece);
            }
            from = open + 1;
        }
        Some((std::mem::take(&mut rest), None))
    })
}
