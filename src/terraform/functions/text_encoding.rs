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
    Ascii,
    /// One byte per character, the first 256 of Unicode but for these; where there are any, control characters beyond
    /// ASCII have no byte.
    Latin(&'static [(u8, char)]),
    /// Tables that are not here; ASCII stays as it is.
    AroundAscii,
    /// Tables that are not here.
    Other,
}

const LATIN_9: &[(u8, char)] =
    &[(0xa4, '€'), (0xa6, 'Š'), (0xa8, 'š'), (0xb4, 'Ž'), (0xb8, 'ž'), (0xbc, 'Œ'), (0xbd, 'œ'), (0xbe, 'Ÿ')];

const WINDOWS_1252: &[(u8, char)] = &[
    (0x80, '€'),
    (0x82, '‚'),
    (0x83, 'ƒ'),
    (0x84, '„'),
    (0x85, '…'),
    (0x86, '†'),
    (0x87, '‡'),
    (0x88, 'ˆ'),
    (0x89, '‰'),
    (0x8a, 'Š'),
    (0x8b, '‹'),
    (0x8c, 'Œ'),
    (0x8e, 'Ž'),
    (0x91, '‘'),
    (0x92, '’'),
    (0x93, '“'),
    (0x94, '”'),
    (0x95, '•'),
    (0x96, '–'),
    (0x97, '—'),
    (0x98, '˜'),
    (0x99, '™'),
    (0x9a, 'š'),
    (0x9b, '›'),
    (0x9c, 'œ'),
    (0x9e, 'ž'),
    (0x9f, 'Ÿ'),
];

/// All encodings of Terraform with their names.
const ENCODINGS: &[(Encoding, &str)] = &[
    (Encoding::Utf8, "csutf8 utf-8"),
    (Encoding::Utf16, "csutf16 utf-16"),
    (Encoding::Utf16Be, "csutf16be utf-16be"),
    (Encoding::Utf16Le, "csutf16le utf-16le"),
    (
        Encoding::Ascii,
        "ansi_x3.4-1968 ansi_x3.4-1986 cp367 csascii ibm367 iso-ir-6 iso646-us iso_646.irv:1991 us us-ascii",
    ),
    (Encoding::Latin(&[]), "cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso_8859-1 iso_8859-1:1987 l1 latin1"),
    (Encoding::Latin(LATIN_9), "csiso885915 iso-8859-15 iso_8859-15 latin-9"),
    (Encoding::Latin(WINDOWS_1252), "cswindows1252 windows-1252"),
    (
        Encoding::AroundAscii,
        "437 cp437 cspc8codepage437 ibm437 850 cp850 cspc850multilingual ibm850 852 cp852 cspcp852 ibm852 \
         855 cp855 csibm855 ibm855 ccsid00858 cp00858 csibm00858 ibm00858 pc-multilingual-850+euro 860 cp860 \
         csibm860 ibm860 862 cp862 cspc862latinhebrew ibm862 863 cp863 csibm863 ibm863 865 cp865 csibm865 \
         ibm865 866 cp866 csibm866 ibm866 csisolatin2 iso-8859-2 iso-ir-101 iso_8859-2 iso_8859-2:1987 l2 \
         latin2 csisolatin3 iso-8859-3 iso-ir-109 iso_8859-3 iso_8859-3:1988 l3 latin3 csisolatin4 \
         iso-8859-4 iso-ir-110 iso_8859-4 iso_8859-4:1988 l4 latin4 csisolatincyrillic cyrillic iso-8859-5 \
         iso-ir-144 iso_8859-5 iso_8859-5:1988 arabic asmo-708 csisolatinarabic ecma-114 iso-8859-6 \
         iso-ir-127 iso_8859-6 iso_8859-6:1987 csiso88596e iso-8859-6-e iso_8859-6-e csiso88596i \
         iso-8859-6-i iso_8859-6-i csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 \
         iso_8859-7 iso_8859-7:1987 csisolatinhebrew hebrew iso-8859-8 iso-ir-138 iso_8859-8 iso_8859-8:1988 \
         csiso88598e iso-8859-8-e iso_8859-8-e csiso88598i iso-8859-8-i iso_8859-8-i csisolatin5 iso-8859-9 \
         iso-ir-148 iso_8859-9 iso_8859-9:1989 l5 latin5 csisolatin6 iso-8859-10 iso-ir-157 iso_8859-10:1992 \
         l6 latin6 csiso885913 iso-8859-13 csiso885914 iso-8859-14 iso-celtic iso-ir-199 iso_8859-14 \
         iso_8859-14:1998 l8 latin8 csiso885916 iso-8859-16 iso-ir-226 iso_8859-16 iso_8859-16:2001 l10 \
         latin10 cskoi8r koi8-r cskoi8u koi8-u csmacintosh mac macintosh cswindows874 windows-874 \
         cswindows1250 windows-1250 cswindows1251 windows-1251 cswindows1253 windows-1253 cswindows1254 \
         windows-1254 cswindows1255 windows-1255 cswindows1256 windows-1256 cswindows1257 windows-1257 \
         cswindows1258 windows-1258 cseucpkdfmtjapanese euc-jp extended_unix_code_packed_format_for_japanese \
         csshiftjis ms_kanji shift_jis cseuckr euc-kr csgb18030 gb18030 cp936 csgbk gbk ms936 windows-936 \
         big5 csbig5",
    ),
    (
        Encoding::Other,
        "cp037 csibm037 ebcdic-cp-ca ebcdic-cp-nl ebcdic-cp-us ebcdic-cp-wt ibm037 csibm1047 ibm-1047 \
         ibm1047 ccsid01140 cp01140 csibm01140 ebcdic-us-37+euro ibm01140 csiso2022jp iso-2022-jp hz-gb-2312",
    ),
];

/// The encoding of an IANA name.
fn encoding(name: &str) -> Result<Encoding, FunctionError> {
    let wanted = name.trim().to_ascii_lowercase();
    ENCODINGS
        .iter()
        .find(|(_, names)| names.split(' ').any(|name| name == wanted))
        .map(|(encoding, _)| *encoding)
        .ok_or_else(|| {
            FunctionError::at(
                1,
                format!("{} is not a supported IANA encoding name or alias in this Terraform version", quoted(name)),
            )
        })
}

pub(super) fn encode(call: &Call) -> Result<Value, FunctionError> {
    let text = call.text(0)?;
    call.spend(text.len() * 4)?;
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let bytes = match encoding(call.text(1)?)? {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16 => [vec![0xfe, 0xff], wide(u16::to_be_bytes)].concat(),
        Encoding::Utf16Be => wide(u16::to_be_bytes),
        Encoding::Utf16Le => wide(u16::to_le_bytes),
        Encoding::Ascii | Encoding::AroundAscii if text.is_ascii() => text.as_bytes().to_vec(),
        Encoding::Ascii => return Err(not_representable()),
        Encoding::Latin(special) => text
            .chars()
            .map(|character| latin_byte(character, special))
            .collect::<Option<_>>()
            .ok_or_else(not_representable)?,
        Encoding::AroundAscii | Encoding::Other => {
            return Ok(unknown(Type::String, set::is_not_empty(call.argument(0)?)));
        }
    };
    Ok(Value::string(STANDARD.encode(bytes)))
}

fn not_representable() -> FunctionError {
    FunctionError::at(0, "the given string contains characters that cannot be represented in that encoding")
}

fn latin_byte(character: char, special: &[(u8, char)]) -> Option<u8> {
    match special.iter().find(|(_, other)| *other == character) {
        Some((byte, _)) => Some(*byte),
        None => u8::try_from(character).ok().filter(|byte| latin_character(*byte, special) == character),
    }
}

fn latin_character(byte: u8, special: &[(u8, char)]) -> char {
    match special.iter().find(|(own, _)| *own == byte) {
        Some((_, other)) => *other,
        None if !special.is_empty() && (0x80..0xa0).contains(&byte) => char::REPLACEMENT_CHARACTER,
        None => char::from(byte),
    }
}

pub(super) fn decode(call: &Call) -> Result<Value, FunctionError> {
    let encoding = encoding(call.text(1)?)?;
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
            _ => wide(&bytes, u16::from_be_bytes)?,
        },
        Encoding::Utf16Be => wide(&bytes, u16::from_be_bytes)?,
        Encoding::Utf16Le => wide(&bytes, u16::from_le_bytes)?,
        Encoding::Ascii | Encoding::AroundAscii if bytes.is_ascii() => bytes.into_iter().map(char::from).collect(),
        Encoding::Ascii => return Err(wrong()),
        Encoding::Latin(special) => bytes.into_iter().map(|byte| latin_character(byte, special)).collect(),
        Encoding::AroundAscii | Encoding::Other => return Ok(unknown(Type::String, false)),
    };
    if text.contains(char::REPLACEMENT_CHARACTER) {
        return Err(wrong());
    }
    Ok(Value::string(normalise(&text)))
}
