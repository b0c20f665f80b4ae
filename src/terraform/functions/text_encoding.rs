//! Encodings of text other than UTF-8.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

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
    /// One byte per character, the first 256 of Unicode.
    Latin1,
    Ascii,
}

/// The encoding of an IANA name. `Ok(None)`: Terraform has it, and it is not done here.
fn encoding(name: &str) -> Result<Option<Encoding>, FunctionError> {
    let name = name.to_ascii_lowercase();
    Ok(match name.as_str() {
        "utf-8" | "csutf8" => Some(Encoding::Utf8),
        "utf-16" | "csutf16" => Some(Encoding::Utf16),
        "utf-16be" | "csutf16be" => Some(Encoding::Utf16Be),
        "utf-16le" | "csutf16le" => Some(Encoding::Utf16Le),
        "iso-8859-1" | "iso_8859-1" | "iso_8859-1:1987" | "iso-ir-100" | "latin1" | "l1" | "ibm819" | "cp819"
        | "csisolatin1" => Some(Encoding::Latin1),
        "us-ascii" | "csascii" => Some(Encoding::Ascii),
        _ if is_known(&name) => None,
        _ => {
            return Err(FunctionError::at(
                1,
                format!("{} is not a supported IANA encoding name or alias in this Terraform version", quoted(&name)),
            ));
        }
    })
}

/// Names (and beginnings of names) of encodings that Terraform converts by tables.
fn is_known(name: &str) -> bool {
    [
        "iso-8859-",
        "iso_8859-",
        "windows-",
        "ibm",
        "cp",
        "cs",
        "latin",
        "l",
        "koi8-",
        "euc-",
        "gb",
        "big5",
        "shift_jis",
        "ms_kanji",
        "iso-2022-",
        "hz-gb",
        "macintosh",
        "mac",
    ]
    .iter()
    .any(|beginning| name.starts_with(beginning))
}

/// Whether an encoding that is not done here leaves this text as it is.
fn extends_ascii(name: &str, text: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let numbered = |beginning: &str, numbers: &[&str]| {
        name.strip_prefix(beginning).is_some_and(|number| numbers.contains(&number))
    };
    text.is_ascii()
        && (numbered("windows-", &["874", "1250", "1251", "1252", "1253", "1254", "1255", "1256", "1257", "1258"])
            || numbered("iso-8859-", &["2", "3", "4", "5", "6", "7", "8", "9", "10", "13", "14", "15", "16"])
            || matches!(&*name, "koi8-r" | "koi8-u" | "macintosh" | "euc-jp" | "euc-kr" | "gbk" | "gb18030" | "big5"))
}

pub(super) fn encode(call: &Call) -> Result<Value, FunctionError> {
    let text = call.text(0)?;
    call.spend(text.len() * 4)?;
    let name = call.text(1)?;
    let encoding = encoding(name)?.or_else(|| extends_ascii(name, text).then_some(Encoding::Ascii));
    let Some(encoding) = encoding else {
        return Ok(unknown(Type::String, set::is_not_empty(call.argument(0)?)));
    };
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let narrow = |limit: u32| {
        let bytes: Option<Vec<u8>> = text
            .chars()
            .map(|character| u8::try_from(character as u32).ok().filter(|byte| u32::from(*byte) < limit))
            .collect();
        bytes.ok_or_else(|| {
            FunctionError::at(0, "the given string contains characters that cannot be represented in that encoding")
        })
    };
    let bytes = match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16 => [vec![0xfe, 0xff], wide(u16::to_be_bytes)].concat(),
        Encoding::Utf16Be => wide(u16::to_be_bytes),
        Encoding::Utf16Le => wide(u16::to_le_bytes),
        Encoding::Latin1 => narrow(256)?,
        Encoding::Ascii => narrow(128)?,
    };
    Ok(Value::string(STANDARD.encode(bytes)))
}

pub(super) fn decode(call: &Call) -> Result<Value, FunctionError> {
    let Some(encoding) = encoding(call.text(1)?)? else { return Ok(unknown(Type::String, false)) };
    let bytes = decode_base64(call.text(0)?).map_err(|error| FunctionError { argument: Some(0), ..error })?;
    call.spend(bytes.len() * 2)?;
    let wrong = || FunctionError::at(0, "the given string contains symbols that are not defined for that encoding");
    let wide = |bytes: &[u8], order: fn([u8; 2]) -> u16| {
        if !bytes.len().is_multiple_of(2) {
            return Err(wrong());
        }
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| order([pair[0], pair[1]])).collect();
        String::from_utf16(&units).map_err(|_| wrong())
    };
    let text = match encoding {
        Encoding::Utf8 => String::from_utf8(bytes).map_err(|_| wrong())?,
        Encoding::Utf16 => match bytes.as_slice() {
            [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes)?,
            [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes)?,
            _ => return Err(wrong()),
        },
        Encoding::Utf16Be => wide(&bytes, u16::from_be_bytes)?,
        Encoding::Utf16Le => wide(&bytes, u16::from_le_bytes)?,
        Encoding::Latin1 => bytes.iter().map(|byte| char::from(*byte)).collect(),
        Encoding::Ascii if bytes.is_ascii() => bytes.iter().map(|byte| char::from(*byte)).collect(),
        Encoding::Ascii => return Err(wrong()),
    };
    if text.contains(char::REPLACEMENT_CHARACTER) {
        return Err(wrong());
    }
    Ok(Value::string(normalise(&text)))
}
