//! Encodings of text other than UTF-8.

mod east_asian;
mod hong_kong;
mod host;
mod names;
mod pages;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use self::east_asian::Charset;
use self::pages::Page;
use super::FunctionError;
use super::encoding::decode_base64;
use super::signature::{Call, unknown};
use super::string::normalise;
use crate::terraform::display::quoted;
use crate::terraform::set;
use crate::terraform::types::Type;
use crate::terraform::value::Value;

#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    /// With a byte order mark, big-endian.
    Utf16,
    Utf16Be,
    Utf16Le,
    /// One byte per character.
    Page(Page),
    Wide(Charset),
}

/// Why text or bytes were not translated.
enum Failure {
    /// The encoding has no such character or code.
    Undefined,
    /// The JavaScript host does not know.
    Host,
}

/// A table of 256 characters may be made.
const PER_CALL: usize = 500;

fn encoding(call: &Call) -> Result<Encoding, FunctionError> {
    let name = call.text(1)?;
    names::find(name).ok_or_else(|| {
        FunctionError::at(
            1,
            format!("{} is not a supported IANA encoding name or alias in this Terraform version", quoted(name)),
        )
    })
}

pub(super) fn encode(call: &Call) -> Result<Value, FunctionError> {
    let text = call.text(0)?;
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let encoding = encoding(call)?;
    // A large table is searched from its beginning.
    let per_byte = if matches!(encoding, Encoding::Wide(_)) { 500 } else { 20 };
    call.spend(PER_CALL + text.len().saturating_mul(per_byte))?;
    let bytes = match encoding {
        Encoding::Utf8 => Ok(text.as_bytes().to_vec()),
        Encoding::Utf16 => Ok([vec![0xfe, 0xff], wide(u16::to_be_bytes)].concat()),
        Encoding::Utf16Be => Ok(wide(u16::to_be_bytes)),
        Encoding::Utf16Le => Ok(wide(u16::to_le_bytes)),
        Encoding::Page(page) => page.encode(text),
        Encoding::Wide(charset) => charset.encode(text),
    };
    match bytes {
        Ok(bytes) => Ok(Value::string(STANDARD.encode(bytes))),
        Err(Failure::Host) => Ok(unknown(Type::String, set::is_not_empty(call.argument(0)?))),
        Err(Failure::Undefined) => Err(FunctionError::at(
            0,
            "the given string contains characters that cannot be represented in that encoding",
        )),
    }
}

pub(super) fn decode(call: &Call) -> Result<Value, FunctionError> {
    let encoding = encoding(call)?;
    let bytes = decode_base64(call.text(0)?).map_err(|error| FunctionError { argument: Some(0), ..error })?;
    call.spend(PER_CALL + bytes.len() * 20)?;
    let wide = |bytes: &[u8], order: fn([u8; 2]) -> u16| {
        if !bytes.len().is_multiple_of(2) {
            return Err(Failure::Undefined);
        }
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| order([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(|_| Failure::Undefined)
    };
    let text = match encoding {
        Encoding::Utf8 => String::from_utf8(bytes).map_err(|_| Failure::Undefined),
        Encoding::Utf16 => match bytes.as_slice() {
            [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
            [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
            _ => wide(&bytes, u16::from_be_bytes),
        },
        Encoding::Utf16Be => wide(&bytes, u16::from_be_bytes),
        Encoding::Utf16Le => wide(&bytes, u16::from_le_bytes),
        Encoding::Page(page) => page.decode(&bytes),
        Encoding::Wide(charset) => charset.decode(&bytes),
    };
    match text {
        Ok(text) if !text.contains(char::REPLACEMENT_CHARACTER) => Ok(Value::string(normalise(&text))),
        Err(Failure::Host) => Ok(unknown(Type::String, false)),
        _ => Err(FunctionError::at(0, "the given string contains symbols that are not defined for that encoding")),
    }
}
