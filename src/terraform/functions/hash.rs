//! Digests and identifiers. What is random or secret is unknown.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::FunctionError;
use super::signature::{Call, Signature, number, some_string, some_text, string};
use crate::terraform::value::Value;

pub(super) const FUNCTIONS: &[Signature] = &[
    Signature::new("base64sha256", &[string("str")], some_text, |call| digest(call, base64::<Sha256>)),
    Signature::new("base64sha512", &[string("str")], some_text, |call| digest(call, base64::<Sha512>)),
    // Salted at random.
    Signature::new("bcrypt", &[string("str")], some_text, |call| {
        if call.arguments.len() > 2 {
            return Err(FunctionError::new("bcrypt() takes no more than two arguments"));
        }
        some_text(call)
    })
    .variadic(number("cost")),
    Signature::new("md5", &[string("str")], some_text, |call| digest(call, hexadecimal::<Md5>)),
    // Takes a private key; nothing here should ask for one.
    Signature::new("rsadecrypt", &[string("ciphertext"), string("privatekey")], some_string, some_string),
    Signature::new("sha1", &[string("str")], some_text, |call| digest(call, hexadecimal::<Sha1>)),
    Signature::new("sha256", &[string("str")], some_text, |call| digest(call, hexadecimal::<Sha256>)),
    Signature::new("sha512", &[string("str")], some_text, |call| digest(call, hexadecimal::<Sha512>)),
    Signature::new("uuid", &[], some_text, some_text),
    Signature::new("uuidv5", &[string("namespace"), string("name")], some_text, uuidv5),
];

fn digest(call: &Call, of: fn(&[u8]) -> String) -> Result<Value, FunctionError> {
    let text = call.text(0)?;
    call.spend(text.len())?;
    Ok(Value::string(of(text.as_bytes())))
}

/// A digest in hexadecimal digits.
pub(super) fn hexadecimal<D: Digest>(bytes: &[u8]) -> String {
    D::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A digest in base64.
pub(super) fn base64<D: Digest>(bytes: &[u8]) -> String {
    STANDARD.encode(D::digest(bytes))
}

/// UUIDs of the well-known name spaces (RFC 9562, appendix A) differ in one byte.
fn well_known(name: &str) -> Option<[u8; 16]> {
    let last = match name {
        "dns" => 0x10,
        "url" => 0x11,
        "oid" => 0x12,
        "x500" => 0x14,
        _ => return None,
    };
    Some([0x6b, 0xa7, 0xb8, last, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8])
}

/// The forms Go's uuid package reads: plain, in braces, as a URN, or 32 digits.
fn parse_uuid(text: &str) -> Option<[u8; 16]> {
    let text = match text.len() {
        45 if text.get(..9)?.eq_ignore_ascii_case("urn:uuid:") => text.get(9..)?,
        38 => text.get(1..37)?,
        36 | 32 => text,
        _ => return None,
    };
    if text.len() == 36 && [8, 13, 18, 23].iter().any(|&dash| text.as_bytes().get(dash) != Some(&b'-')) {
        return None;
    }
    let digits: String = if text.len() == 36 { text.split('-').collect() } else { text.to_owned() };
    if digits.len() != 32 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    Some(u128::from_str_radix(&digits, 16).ok()?.to_be_bytes())
}

fn uuidv5(call: &Call) -> Result<Value, FunctionError> {
    let (namespace, name) = (call.text(0)?, call.text(1)?);
    let Some(namespace_bytes) = well_known(namespace).or_else(|| parse_uuid(namespace)) else {
        return Err(FunctionError::new(format!("uuidv5() doesn't support namespace {namespace}")));
    };
    call.spend(name.len())?;
    let mut bytes = namespace_bytes.to_vec();
    bytes.extend_from_slice(name.as_bytes());
    let mut id = [0; 16];
    for (to, from) in id.iter_mut().zip(Sha1::digest(bytes)) {
        *to = from;
    }
    id[6] = id[6] & 0x0f | 0x50;
    id[8] = id[8] & 0x3f | 0x80;
    let digits = format!("{:032x}", u128::from_be_bytes(id));
    Ok(Value::string(format!(
        "{}-{}-{}-{}-{}",
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..]
    )))
}
