//! Recognising AWS access keys in a text.
//!
//! An access key id is AKIA or ASIA and 16 capital letters and digits; a secret access key has 40 characters of base64
//! (AWS, IAM identifiers). Names without a value, shell variables and placeholders are no keys.

use base64::Engine;

/// Stands in a text for an interpolation whose value is not known.
pub const OPEN: char = '\u{e000}';

const MOST_TEXT: usize = 1 << 20;

/// Names that a key is assigned to, in lower case; the second tells whether it is the secret half.
const NAMES: [(&str, bool); 5] = [
    ("aws_access_key_id", false),
    ("aws_secret_access_key", true),
    ("aws_secret_key", true),
    ("secret_access_key", true),
    ("secretaccesskey", true),
];

/// Whether a text holds an access key, plain or as base64.
pub fn has_keys(text: &str) -> bool {
    if text.len() > MOST_TEXT {
        return false;
    }
    in_plain(text) || encoded(text).iter().any(|inner| in_plain(inner))
}

fn in_plain(text: &str) -> bool {
    has_key_id(text) || has_assignment(text)
}

fn has_key_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    ["AKIA", "ASIA"].iter().any(|prefix| {
        text.match_indices(prefix).any(|(at, _)| {
            let starts = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
            let Some(rest) = bytes.get(at + 4..at + 20) else { return false };
            let ends = bytes.get(at + 20).is_none_or(|next| !next.is_ascii_alphanumeric());
            let is_key = rest.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
            starts && ends && is_key && !is_placeholder(rest)
        })
    })
}

/// `XXXXXXXXXXXXXXXX` and the like.
fn is_placeholder(text: &[u8]) -> bool {
    let mut distinct: Vec<u8> = text.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    distinct.len() <= 2
}

fn has_assignment(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    NAMES.iter().any(|(name, secret)| {
        lower.match_indices(name).any(|(at, _)| text.get(at + name.len()..).is_some_and(|rest| assigned(rest, *secret)))
    })
}

/// Whether what follows a name gives it a key: `=x`, `: "x"`, ` x`.
fn assigned(rest: &str, secret: bool) -> bool {
    let value = rest.trim_start_matches(['"', '\'', '\\', ' ', '\t']);
    let value = value.strip_prefix(['=', ':']).unwrap_or(value);
    let value = value.trim_start_matches(['>', '"', '\'', '\\', ' ', '\t']);
    if value.len() == rest.len() {
        return false;
    }
    if value.starts_with(OPEN) {
        return true;
    }
    if !secret {
        return false;
    }
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '+' | '='))).unwrap_or(value.len());
    let candidate = &value.as_bytes()[..end];
    candidate.len() == 40 && !is_placeholder(candidate)
}

/// Texts that parts of a text decode to.
fn encoded(text: &str) -> Vec<String> {
    let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    let joined: String = text.split_whitespace().collect();
    let mut found = Vec::new();
    let whole = (joined.len() < text.len()).then_some(joined.as_str()).filter(|text| text.chars().all(is_code));
    for run in text.split(|c: char| !is_code(c)).chain(whole) {
        let run = run.trim_end_matches('=');
        if run.len() < 40 {
            continue;
        }
        let engine = base64::engine::general_purpose::STANDARD_NO_PAD;
        if let Some(inner) = engine.decode(run).ok().and_then(|bytes| String::from_utf8(bytes).ok()) {
            found.push(inner);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "AKIAIOSFODNN7EXAMPLE";
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    #[test]
    fn keys_are_found_wherever_they_stand() {
        for text in [
            format!("export AWS_ACCESS_KEY_ID={ID}"),
            format!("aws_secret_access_key = {SECRET}"),
            format!("{{\"SecretAccessKey\": \"{SECRET}\"}}"),
            format!("aws configure set aws_secret_access_key {SECRET}"),
            format!("AWS_SECRET_ACCESS_KEY={OPEN}"),
            base64::engine::general_purpose::STANDARD.encode(format!("#!/bin/sh\nexport X={ID}\n")),
        ] {
            assert!(has_keys(&text), "{text}");
        }
    }

    #[test]
    fn mentions_are_no_keys() {
        for text in [
            "# never set AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY here",
            "export AWS_ACCESS_KEY_ID=$(curl -s http://169.254.169.254/latest/meta-data/iam/security-credentials/app)",
            "export AWS_SECRET_ACCESS_KEY=$SECRET",
            "export AWS_SECRET_ACCESS_KEY=\"${SECRET}\"",
            "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID=AKIAXXXXXXXXXXXXXXXX",
            "AWS_SECRET_ACCESS_KEY=",
            "jq -r .SecretAccessKey",
            "BAKIAIOSFODNN7EXAMPLE2",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        ] {
            assert!(!has_keys(text), "{text}");
        }
    }
}
