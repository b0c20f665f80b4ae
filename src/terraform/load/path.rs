//! Paths of given files: always with forward slashes, relative to where the check started.

use std::rc::Rc;

/// The path without `.`, empty and resolvable `..` parts; a leading `..` or `/` stays.
pub fn normalise(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let absolute = if path.starts_with('/') { "/" } else { "" };
    format!("{absolute}{}", parts.join("/"))
}

/// As [`normalise`], shared where there is nothing to change.
pub fn normalised(path: &Rc<str>) -> Rc<str> {
    let is_normal = path.split('/').enumerate().all(|(index, part)| match part {
        "" => index == 0 && path.len() > 1,
        part => part != "." && part != "..",
    });
    if is_normal { path.clone() } else { normalise(path).into() }
}

/// `path` as seen from `directory`, normalised.
pub fn join(directory: &str, path: &str) -> String {
    if directory.is_empty() || path.starts_with('/') {
        normalise(path)
    } else {
        normalise(&format!("{directory}/{path}"))
    }
}

/// Directory and file name.
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Whether a path lies in what Terraform keeps for itself.
pub fn in_terraform_data(path: &str) -> bool {
    path.split('/').any(|part| part == ".terraform")
}

/// What a Terraform file is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConfigurationName<'a> {
    /// The name without its ending.
    pub stem: &'a str,
    /// `.tofu` rather than `.tf`.
    pub tofu: bool,
    /// JSON syntax.
    pub json: bool,
}

impl ConfigurationName<'_> {
    /// Whether it is an override file.
    pub fn is_override(&self) -> bool {
        self.stem == "override" || self.stem.ends_with("_override")
    }
}

/// Reads the name of a Terraform file; `None` for other files and for those that Terraform ignores (hidden files,
/// backups of editors).
pub fn configuration_name(name: &str) -> Option<ConfigurationName<'_>> {
    const ENDINGS: [(&str, bool, bool); 4] =
        [(".tf.json", false, true), (".tofu.json", true, true), (".tf", false, false), (".tofu", true, false)];
    if name.starts_with('.') || name.ends_with('~') || (name.starts_with('#') && name.ends_with('#')) {
        return None;
    }
    ENDINGS.iter().find_map(|(ending, tofu, json)| {
        Some(ConfigurationName { stem: name.strip_suffix(ending)?, tofu: *tofu, json: *json })
    })
}
