//! Bytes to JSON values: gzip, byte order marks, and documents that hold several values.

use std::borrow::Cow;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::gzip;

/// SHA-256 of `bytes` in lower-case hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        for nibble in [byte >> 4, byte & 15] {
            hex.extend(char::from_digit(u32::from(nibble), 16));
        }
    }
    hex
}

/// Unpacks gzip; anything else is passed through.
pub(super) fn unpack(bytes: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    if gzip::is_gzip(bytes) { gzip::unpack(bytes).map(Cow::Owned) } else { Ok(Cow::Borrowed(bytes)) }
}

/// Text in UTF-8, or in UTF-16 with a byte order mark, which is what `>` writes in Windows PowerShell.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => decode_utf16(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xfe, 0xff, rest @ ..] => decode_utf16(rest, u16::from_be_bytes).map(Cow::Owned),
        [0xef, 0xbb, 0xbf, rest @ ..] => decode_utf8(rest),
        _ => decode_utf8(bytes),
    }
}

/// Every JSON value of a text: one, one per line, or one after the other. What was read before an
/// error counts, so that one broken line does not cost the rest of the evidence before it.
/// serde_json stops at 128 levels of nesting, which keeps hostile input off the stack.
pub(super) fn values(text: &str) -> (Vec<Value>, Option<String>) {
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        match value {
            Ok(value) => values.push(value),
            Err(error) => return (values, Some(error.to_string())),
        }
    }
    (values, None)
}

fn decode_utf8(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("not UTF-8 at byte {}", error.valid_up_to()))?;
    Ok(Cow::Borrowed(text))
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err("UTF-16 with an odd number of bytes".to_owned());
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .collect::<Result<String, _>>()
        .map_err(|_| "UTF-16 with an unpaired surrogate".to_owned())
}
