//! A project beside checks from scratch, for the tests of what changes do.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ec2_profile_check::{CheckOptions, Project, check};
use serde_json::Value;

/// Path to text.
pub type Files = BTreeMap<String, String>;

/// The same numbers each time.
pub struct Random(pub u64);

impl Random {
    /// A number below the bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }

    /// One of them.
    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

/// A project, the files it was told, and the report as its changes add up.
#[derive(Default)]
pub struct Session {
    pub project: Project,
    pub files: Files,
    told: [Vec<Value>; 2],
}

impl Session {
    /// Adds or replaces a file.
    pub fn set(&mut self, path: &str, text: &str) {
        self.project.set(path, text);
        self.files.insert(path.to_owned(), text.to_owned());
    }

    /// Removes a file.
    pub fn delete(&mut self, path: &str) {
        self.project.delete(path);
        self.files.remove(path);
    }

    /// Whether the project says what a check of its files says.
    pub fn agrees(&mut self, options: &CheckOptions, history: &[String]) {
        let expected = serde_json::to_value(check(&self.files, options)).unwrap();
        let changes = serde_json::to_value(self.project.changes(options)).unwrap();
        let mut found = changes["report"].clone();
        for (list, told) in ["results", "diagnostics"].into_iter().zip(&mut self.told) {
            *told = whole(&changes[list], told, &changes["moves"]);
            found[list] = Value::Array(told.clone());
        }
        assert_eq!(found, expected, "after {}", history.join(", "));
    }
}

fn whole(pieces: &Value, before: &[Value], moves: &Value) -> Vec<Value> {
    let pieces = pieces.as_array().unwrap().iter().map(|piece| piece.as_array().unwrap());
    let index = |value: &Value| value.as_u64().map(|index| index as usize);
    let whole = pieces.flat_map(|piece| match index(&piece[0]) {
        Some(start) => {
            let mut same = before[start..index(&piece[1]).unwrap()].to_vec();
            if piece.get(2).is_some() {
                same.iter_mut().for_each(|item| follow(item, moves));
            }
            same
        }
        None => piece.clone(),
    });
    whole.collect()
}

/// Moves every place in a value, as `pkg/api.js` does.
fn follow(value: &mut Value, moves: &Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| follow(item, moves)),
        Value::Object(members) if members.contains_key("start") => {
            let of_file = |of: &&Value| of["file"] == members["file"];
            let Some(of) = moves.as_array().unwrap().iter().find(of_file) else { return };
            let number = |value: &Value| value.as_i64().unwrap();
            for end in ["start", "end"] {
                let at = &mut members[end];
                if number(&at["offset"]) >= number(&of["from"]) {
                    at["line"] = (number(&at["line"]) + number(&of["lines"])).into();
                    at["offset"] = (number(&at["offset"]) + number(&of["units"])).into();
                }
            }
        }
        Value::Object(members) => members.values_mut().for_each(|member| follow(member, moves)),
        _ => {}
    }
}

/// The files of all cases, with the names of the cases.
pub fn cases() -> Vec<(String, Files)> {
    let cases = directories(Path::new("tests/cases")).into_iter().flat_map(|area| directories(&area));
    let read_all = |case: PathBuf| {
        let mut files = Files::new();
        read(&case, "", &mut files);
        (case.to_string_lossy().into_owned(), files)
    };
    cases.map(read_all).collect()
}

fn read(directory: &Path, prefix: &str, into: &mut Files) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            read(&path, &format!("{prefix}{name}/"), into);
        } else if !["expected.json", "options.json", "why.md"].contains(&name.as_str()) {
            into.insert(format!("{prefix}{name}"), fs::read_to_string(&path).unwrap());
        }
    }
}

fn directories(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    found.sort();
    found
}
