//! Encodings: JSON, YAML, CSV, base64 and URLs.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::FunctionError;
use super::csv;
use super::deflate;
use super::json;
use super::signature::{
    Call, DYNAMIC, NULL, Signature, UNKNOWN, any, some_string, some_text, some_value, string, unknown,
};
use super::string::normalise;
use super::text_encoding;
use super::yaml;
use super::yaml_emitter;
use crate::terraform::set;
use crate::terraform::types::Type;
use crate::terraform::value::Value;

pub(super) const FUNCTIONS: &[Signature] = &[
    Signature::new("base64decode", &[string("str")], some_string, base64decode),
    Signature::new("base64encode", &[string("str")], base64encode, base64encode),
    Signature::new("base64gzip", &[string("str")], some_text, |call| {
        Ok(Value::string(STANDARD.encode(deflate::gzip(call.text(0)?.as_bytes(), call)?)))
    }),
    Signature::new(
        "csvdecode",
        &[string("str")],
        |_| Ok(unknown(Type::Dynamic.list_of(), false)),
        |call| {
            call.spend(call.text(0)?.len())?;
            csv::decode(call.text(0)?).map_err(FunctionError::new)
        },
    ),
    Signature::new("jsondecode", &[string("str")], some_value, |call| {
        call.spend(call.text(0)?.len())?;
        json::decode(call.text(0)?)
    }),
    Signature::new("jsonencode", &[any("val", NULL | UNKNOWN | DYNAMIC)], some_text, |call| {
        let value = call.argument(0)?;
        if !value.is_wholly_known() {
            return some_text(call);
        }
        let text = json::encode_finite(value)?;
        call.spend(text.len())?;
        Ok(Value::string(normalise(&text)))
    }),
    Signature::new("textdecodebase64", &[string("source"), string("encoding")], some_string, text_encoding::decode),
    Signature::new("textencodebase64", &[string("string"), string("encoding")], same_emptiness, text_encoding::encode),
    Signature::new("urlencode", &[string("str")], same_emptiness, urlencode),
    Signature::new("yamldecode", &[string("src")], some_value, |call| {
        call.spend(call.text(0)?.len())?;
        yaml::decode(call.text(0)?, call).map_err(FunctionError::new)
    }),
    Signature::new("yamlencode", &[any("value", NULL | UNKNOWN | DYNAMIC)], some_text, |call| {
        let value = call.argument(0)?;
        if !value.is_wholly_known() {
            return some_text(call);
        }
        let text = yaml_emitter::encode(value);
        call.spend(text.len())?;
        Ok(Value::string(normalise(&text)))
    }),
];

fn same_emptiness(call: &Call) -> Result<Value, FunctionError> {
    Ok(unknown(Type::String, set::is_not_empty(call.argument(0)?)))
}

fn base64encode(call: &Call) -> Result<Value, FunctionError> {
    match call.argument(0)?.as_str() {
        None => same_emptiness(call),
        Some(text) => {
            call.spend(text.len() * 2)?;
            Ok(Value::string(STANDARD.encode(text)))
        }
    }
}

fn base64decode(call: &Call) -> Result<Value, FunctionError> {
    let bytes = decode_base64(call.text(0)?)?;
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Value::string(normalise(text))),
        Err(_) => Err(FunctionError::new("the result of decoding the provided string is not valid UTF-8")),
    }
}

/// Decodes as Go does: line ends are skipped, padding is required, bits after the last byte do not matter.
pub(super) fn decode_base64(text: &str) -> Result<Vec<u8>, FunctionError> {
    use base64::engine::{GeneralPurpose, GeneralPurposeConfig};
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &base64::alphabet::STANDARD,
        GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
    );
    let text: String = text.chars().filter(|character| !matches!(character, '\r' | '\n')).collect();
    LENIENT.decode(text).map_err(|_| FunctionError::new("failed to decode base64 data"))
}

fn urlencode(call: &Call) -> Result<Value, FunctionError> {
    let text = call.text(0)?;
    call.spend(text.len() * 3)?;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(byte as char),
            b' ' => encoded.push('+'),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    super::string::made(call, 0, encoded)
}
