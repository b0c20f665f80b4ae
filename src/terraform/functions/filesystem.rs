//! Files and paths. Only given files are read; whether there are others cannot be known here.

use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::{Sha256, Sha512};

use super::FunctionError;
use super::hash;
use super::signature::{Call, Signature, some_bool, some_string, some_text, string, unknown, unknown_of};
use super::string::{made, normalise};
use crate::terraform::display::quoted;
use crate::terraform::set;
use crate::terraform::types::Type;
use crate::terraform::value::Value;

pub(super) const FUNCTIONS: &[Signature] = &[
    // The directory Terraform runs in is not part of the configuration.
    Signature::new("abspath", &[string("path")], some_text, |call| {
        let path = call.text(0)?;
        if path.starts_with('/') { made(call, 0, clean(path)) } else { some_text(call) }
    }),
    Signature::new("basename", &[string("path")], some_text, |call| made(call, 0, base_name(call.text(0)?))),
    Signature::new("dirname", &[string("path")], some_text, |call| {
        let path = call.text(0)?;
        made(call, 0, clean(path.rfind('/').map_or("", |slash| &path[..=slash])))
    }),
    Signature::new("file", &[string("path")], some_string, |call| {
        read(call, some_string, |text| normalise(text).to_string())
    }),
    Signature::new("filebase64", &[string("path")], some_string, |call| {
        read(call, some_string, |text| STANDARD.encode(text))
    }),
    Signature::new("filebase64sha256", &[string("path")], some_text, |call| {
        read(call, some_text, |text| hash::base64::<Sha256>(text.as_bytes()))
    }),
    Signature::new("filebase64sha512", &[string("path")], some_text, |call| {
        read(call, some_text, |text| hash::base64::<Sha512>(text.as_bytes()))
    }),
    Signature::new("fileexists", &[string("path")], some_bool, |call| {
        Ok(match find(call)? {
            Some(_) => Value::bool(true),
            None => unknown(Type::Bool, false),
        })
    }),
    Signature::new("filemd5", &[string("path")], some_text, |call| {
        read(call, some_text, |text| hash::hexadecimal::<Md5>(text.as_bytes()))
    }),
    Signature::new("fileset", &[string("path"), string("pattern")], some_files, fileset),
    Signature::new("filesha1", &[string("path")], some_text, |call| {
        read(call, some_text, |text| hash::hexadecimal::<Sha1>(text.as_bytes()))
    }),
    Signature::new("filesha256", &[string("path")], some_text, |call| {
        read(call, some_text, |text| hash::hexadecimal::<Sha256>(text.as_bytes()))
    }),
    Signature::new("filesha512", &[string("path")], some_text, |call| {
        read(call, some_text, |text| hash::hexadecimal::<Sha512>(text.as_bytes()))
    }),
    // The home directory is not part of the configuration.
    Signature::new("pathexpand", &[string("path")], some_string, |call| {
        if call.text(0)?.starts_with('~') { some_text(call) } else { Ok(call.argument(0)?.clone()) }
    }),
];

fn find(call: &Call) -> Result<Option<Rc<str>>, FunctionError> {
    let path = call.text(0)?;
    if path.starts_with('~') {
        return Ok(None);
    }
    let cleaned = clean(path);
    let found = call.context.read_file(&cleaned).or_else(|| call.context.read_file(path));
    if found.is_none() {
        refuse_directory(call, &cleaned)?;
    }
    Ok(found)
}

/// A directory is there, and no file; of others than those around given files nothing is known. In a function of its own,
/// so that a first check does without it.
#[inline(never)]
fn refuse_directory(call: &Call, path: &str) -> Result<(), FunctionError> {
    let is_above = path.split('/').all(|segment| matches!(segment, "." | ".."));
    let inside = format!("{path}/");
    let is_around = || {
        let paths = call.context.file_paths();
        call.spend(paths.len()).map(|()| paths.iter().any(|given| given.starts_with(&inside)))
    };
    match is_above || is_around()? {
        true => Err(FunctionError::at(0, format!("{} is a directory, not a file", quoted(path)))),
        false => Ok(()),
    }
}

/// What is made of a given file; a file that is not given may still be there when Terraform runs.
fn read(
    call: &Call,
    otherwise: fn(&Call) -> Result<Value, FunctionError>,
    make: fn(&str) -> String,
) -> Result<Value, FunctionError> {
    match find(call)? {
        Some(text) => {
            call.spend(text.len())?;
            Ok(Value::string(make(&text)))
        }
        None => otherwise(call),
    }
}

fn some_files(_: &Call) -> Result<Value, FunctionError> {
    Ok(unknown_of(Type::String.set_of(), false, Some(unknown(Type::String, true))))
}

/// The shortest path that means the same (Go's `filepath.Clean`).
fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." if kept.last().is_some_and(|last| *last != "..") => {
                kept.pop();
            }
            ".." if rooted => {}
            segment => kept.push(segment),
        }
    }
    match (rooted, kept.is_empty()) {
        (true, _) => format!("/{}", kept.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => kept.join("/"),
    }
}

fn base_name(path: &str) -> String {
    let trimmed = path.trim_end_matches('/');
    match (path.is_empty(), trimmed.is_empty()) {
        (true, _) => ".".to_owned(),
        (false, true) => "/".to_owned(),
        (false, false) => trimmed.rsplit('/').next().unwrap_or(trimmed).to_owned(),
    }
}

/// The given files that match. Whoever gives Terraform alone, as an editor or the playground does, has told nothing of the
/// other files that stand beside it: what a pattern finds of those is unknown, for an empty set would make instances
/// vanish. Of Terraform's own files all are given.
fn fileset(call: &Call) -> Result<Value, FunctionError> {
    let root = clean(call.text(0)?);
    // The pattern is joined to the path before it is read, so that `..` in it works.
    let pattern = clean(&format!("{root}/{}", call.text(1)?));
    let segments: Vec<Vec<char>> = pattern.split('/').map(|segment| segment.chars().collect()).collect();
    if segments.iter().any(|segment| !is_well_formed(segment)) {
        return Err(FunctionError::at(
            1,
            format!("failed to glob pattern {}: syntax error in pattern", quoted(&pattern)),
        ));
    }
    let paths = call.context.file_paths();
    call.spend(paths.iter().map(|path| path.len().saturating_mul(segments.len())).sum())?;
    let mut found = Vec::new();
    for path in &paths {
        let parts: Vec<Vec<char>> = path.split('/').map(|part| part.chars().collect()).collect();
        if matches_path(&segments, &parts) {
            found.push(Value::string(normalise(&relative(&root, path))));
        }
    }
    let below = if root == "." { String::new() } else { format!("{root}/") };
    let means_terraform = is_terraform(&pattern);
    if !paths.iter().any(|path| path.starts_with(&below) && (means_terraform || !is_terraform(path))) {
        return Ok(unknown_of(Type::String.set_of(), !found.is_empty(), Some(unknown(Type::String, true))));
    }
    Ok(set::make(Type::String, found))
}

fn is_terraform(path: &str) -> bool {
    let name = path.strip_suffix(".json").unwrap_or(path);
    [".tf", ".tofu", ".tfvars"].iter().any(|suffix| name.ends_with(suffix))
}

/// The path as seen from a directory; both are clean and start at the same place.
fn relative(directory: &str, path: &str) -> String {
    let from: Vec<&str> = directory.split('/').filter(|segment| *segment != ".").collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let up = from.iter().skip(shared).map(|_| "..");
    up.chain(to.iter().skip(shared).copied()).collect::<Vec<_>>().join("/")
}

/// Whether brackets, braces and escapes in a segment of a pattern are closed.
fn is_well_formed(segment: &[char]) -> bool {
    let mut at = 0;
    let mut braces = 0;
    while let Some(character) = segment.get(at) {
        match character {
            '\\' => {
                at += 1;
                if segment.get(at).is_none() {
                    return false;
                }
            }
            '[' => match class_end(segment, at) {
                Some(end) => at = end,
                None => return false,
            },
            '{' => braces += 1,
            '}' => braces -= 1,
            _ => {}
        }
        at += 1;
    }
    braces <= 0
}

/// Position of the bracket that closes a class.
fn class_end(pattern: &[char], start: usize) -> Option<usize> {
    let mut at = start + 1;
    if matches!(pattern.get(at), Some('^' | '!')) {
        at += 1;
    }
    let first = at;
    loop {
        match pattern.get(at)? {
            '\\' => at += 2,
            ']' if at > first => return Some(at),
            _ => at += 1,
        }
    }
}

/// `**` stands for any number of directories. Filled in row by row, so that no pattern takes long.
fn matches_path(pattern: &[Vec<char>], path: &[Vec<char>]) -> bool {
    let mut reachable = vec![false; path.len() + 1];
    reachable[0] = true;
    for segment in pattern {
        let any_depth = segment.as_slice() == ['*', '*'];
        let mut next = vec![false; path.len() + 1];
        for at in 0..=path.len() {
            if any_depth {
                next[at] = reachable[at] || at > 0 && next[at - 1];
            } else if at > 0 {
                next[at] = reachable[at - 1] && matches_segment(segment, &path[at - 1]);
            }
        }
        reachable = next;
    }
    reachable[path.len()]
}

/// `*`, `?`, classes, alternatives in braces and escapes, within one segment.
fn matches_segment(pattern: &[char], text: &[char]) -> bool {
    let mut budget = 20_000;
    matches_from(pattern, text, &mut budget)
}

fn matches_from(pattern: &[char], text: &[char], budget: &mut u32) -> bool {
    if *budget == 0 {
        return false;
    }
    *budget -= 1;
    match pattern.first() {
        None => text.is_empty(),
        Some('*') => (0..=text.len()).any(|skip| matches_from(&pattern[1..], &text[skip..], budget)),
        Some('?') => !text.is_empty() && matches_from(&pattern[1..], &text[1..], budget),
        Some('[') => {
            let (Some(end), Some(character)) = (class_end(pattern, 0), text.first()) else { return false };
            in_class(&pattern[1..end], *character) && matches_from(&pattern[end + 1..], &text[1..], budget)
        }
        Some('{') => {
            let Some(end) = pattern.iter().position(|character| *character == '}') else { return false };
            pattern[1..end].split(|character| *character == ',').any(|choice| {
                let whole: Vec<char> = choice.iter().chain(&pattern[end + 1..]).copied().collect();
                matches_from(&whole, text, budget)
            })
        }
        Some(character) => {
            let (literal, rest) = match (character, pattern.get(1)) {
                ('\\', Some(escaped)) => (escaped, &pattern[2..]),
                _ => (character, &pattern[1..]),
            };
            text.first() == Some(literal) && matches_from(rest, &text[1..], budget)
        }
    }
}

fn in_class(class: &[char], character: char) -> bool {
    let (negated, class) = match class.first() {
        Some('^' | '!') => (true, &class[1..]),
        _ => (false, class),
    };
    let mut found = false;
    let mut at = 0;
    while let Some(&first) = class.get(at) {
        let low = if first == '\\' {
            at += 1;
            class.get(at).copied().unwrap_or(first)
        } else {
            first
        };
        if let (Some('-'), Some(&high)) = (class.get(at + 1), class.get(at + 2)) {
            found |= (low..=high).contains(&character);
            at += 3;
        } else {
            found |= low == character;
            at += 1;
        }
    }
    found != negated
}
