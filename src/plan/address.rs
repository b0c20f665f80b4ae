//! Addresses and references as `terraform show -json` writes them.

/// One part of an address: `name`, or `[key]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// After a dot, or first.
    Name(&'a str),
    /// In brackets, as written: `0`, `"a"`.
    Key(&'a str),
}

/// Splits `module.a["k.x"].aws_instance.b[0].id`; `None` where a bracket or quote stays open.
pub(super) fn parts(text: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(inside) = rest.strip_prefix('[') {
            let end = bracket_end(inside)?;
            parts.push(Part::Key(inside.get(..end)?));
            rest = inside.get(end + 1..)?;
            rest = rest.strip_prefix('.').unwrap_or(rest);
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            parts.push(Part::Name(rest.get(..end)?));
            rest = rest.get(end..)?;
            rest = rest.strip_prefix('.').unwrap_or(rest);
        }
    }
    Some(parts)
}

/// Where the closing bracket is, quotes and their escapes respected.
fn bracket_end(text: &str) -> Option<usize> {
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b']' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// A module call on the way to a resource: name and key, "" without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// Name of the call.
    pub name: String,
    /// `0`, `"a"`, or "".
    pub key: String,
}

/// Splits what leads to a module off an address.
pub(super) fn module_path<'a>(parts: &'a [Part<'a>]) -> (Vec<Step>, &'a [Part<'a>]) {
    let mut steps = Vec::new();
    let mut rest = parts;
    while let [Part::Name("module"), Part::Name(name), after @ ..] = rest {
        let (key, after) = match after {
            [Part::Key(key), after @ ..] => (*key, after),
            _ => ("", after),
        };
        steps.push(Step { name: (*name).to_owned(), key: key.to_owned() });
        rest = after;
    }
    (steps, rest)
}

/// `module.a["k"].` before the address of a resource in that module.
pub(super) fn prefix(steps: &[Step]) -> String {
    steps.iter().map(|step| format!("module.{}{}.", step.name, suffix(&step.key))).collect()
}

/// `[key]`, or nothing.
pub(super) fn suffix(key: &str) -> String {
    if key.is_empty() { String::new() } else { format!("[{key}]") }
}
