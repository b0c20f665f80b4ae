//! Big5 with all that Hong Kong added, against the Encoding Standard as `encoding_rs` has it.
//!
//! `UPDATE_TABLES=1 cargo test --test big5` writes the table of the added codes, from there too.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a failed test")]

use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ec2_profile_check::terraform::functions::{self, FunctionContext};
use ec2_profile_check::terraform::value::Value;
use unicode_normalization::UnicodeNormalization;

const TABLE: &str = "src/terraform/functions/text_encoding/hong_kong.deflate";

/// Where Terraform, whose tables are older, has another character than the standard.
const OLDER: [u16; 20] = [
    0xc6de, 0xf9fe, 0xfa5f, 0xfa66, 0xfabd, 0xfac5, 0xfad5, 0xfbb8, 0xfbf3, 0xfc4f, 0xfcb9, 0xfce2, 0xfcf1, 0xfdb7,
    0xfdb8, 0xfdbb, 0xfdf1, 0xfe6f, 0xfeaa, 0xfedd,
];

struct Context;

impl FunctionContext for Context {
    fn read_file(&self, _: &str) -> Option<Rc<str>> {
        None
    }

    fn file_paths(&self) -> Vec<String> {
        Vec::new()
    }

    fn spend(&self, _: usize) -> bool {
        true
    }
}

fn translated(function: &str, text: &str) -> Option<String> {
    let arguments = [Value::string(text), Value::string("big5")];
    functions::call(function, &arguments, &Context).unwrap().ok().map(|value| value.as_str().unwrap().to_owned())
}

/// Every code of two bytes.
fn codes() -> impl Iterator<Item = u16> {
    (0x81_40..=0xfe_fe_u16).filter(|code| matches!(code & 0xff, 0x40..=0x7e | 0xa1..=0xfe))
}

fn standard(code: u16) -> Option<String> {
    let bytes = code.to_be_bytes();
    let text = encoding_rs::BIG5.decode_without_bom_handling_and_without_replacement(&bytes)?;
    Some(text.into_owned())
}

#[test]
fn every_code_is_what_the_standard_has() {
    if std::env::var_os("UPDATE_TABLES").is_some() {
        std::fs::write(TABLE, table()).unwrap();
    }
    let mut wrong = Vec::new();
    for code in codes().filter(|code| !OLDER.contains(code)) {
        let ours = translated("textdecodebase64", &STANDARD.encode(code.to_be_bytes()));
        let theirs = standard(code).map(|text| text.nfc().collect::<String>());
        if ours != theirs {
            wrong.push(format!("{code:x}: {ours:?}, not {theirs:?}"));
        }
        // Not written are the four codes of two characters, and a character that is another one in normal form.
        let Some(text) = ours.filter(|text| text.chars().count() == 1 && standard(code).as_ref() == Some(text)) else {
            continue;
        };
        let written = translated("textencodebase64", &text);
        let again = written.as_ref().and_then(|written| translated("textdecodebase64", written));
        if again.as_ref() != Some(&text) {
            wrong.push(format!("{code:x}: {text} is written {written:?}, which is {again:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} codes: {wrong:#?}", wrong.len());
}

#[test]
fn the_table_has_every_code_that_was_added() {
    let there = std::fs::read(TABLE).unwrap();
    let unpacked = |bytes: &[u8]| miniz_oxide::inflate::decompress_to_vec(bytes).unwrap();
    assert!(unpacked(&there) == unpacked(&table()), "{TABLE} is stale; run: UPDATE_TABLES=1 cargo test --test big5");
}

/// See `hong_kong.rs`, which reads it.
fn table() -> Vec<u8> {
    let is_added = |code: &u16| match code >> 8 {
        0x87..=0xa0 | 0xc7..=0xc8 | 0xfa..=0xfe => true,
        0xa3 => *code >= 0xa3c0,
        0xc6 => *code >= 0xc6a1,
        _ => false,
    };
    // Four codes stand for two characters: they are apart.
    let single = |text: &String| text.chars().count() == 1;
    let character = |code| standard(code).filter(single).and_then(|text| text.chars().next()).map_or(0, u32::from);
    let characters: Vec<u32> = codes().filter(is_added).map(character).collect();
    let bytes = |shift: u32| characters.iter().map(move |character| (character >> shift) as u8);
    let planes: Vec<u8> = [0, 8, 16].into_iter().flat_map(bytes).collect();
    miniz_oxide::deflate::compress_to_vec(&planes, 10)
}
