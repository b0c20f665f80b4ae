//! Codes that Hong Kong added to Big5: the Encoding Standard has them, Node's tables do not.

use std::ops::RangeInclusive;

/// The characters of all codes, 0 where there is none: first the lowest byte of each, then the middle ones, then the
/// highest. `UPDATE_TABLES=1 cargo test --test big5` writes it.
static CHARACTERS: &[u8] = include_bytes!("hong_kong.deflate");

const LEADS: [RangeInclusive<u8>; 4] = [0x87..=0xa0, 0xa3..=0xa3, 0xc6..=0xc8, 0xfa..=0xfe];
const TRAILS: [RangeInclusive<u8>; 2] = [0x40..=0x7e, 0xa1..=0xfe];

/// Whether a code is Hong Kong's: with these two bytes, others end.
fn is_added(code: u16) -> bool {
    !matches!(code, 0xa340..=0xa3bf | 0xc640..=0xc6a0)
}

/// The codes in order, each with its character if it has one; nothing if the table is not to be read.
pub(super) fn characters() -> Vec<(u16, char)> {
    let codes = LEADS.into_iter().flatten().flat_map(|lead| {
        TRAILS.into_iter().flatten().map(move |trail| u16::from_be_bytes([lead, trail])).filter(|code| is_added(*code))
    });
    let bytes = miniz_oxide::inflate::decompress_to_vec(CHARACTERS).unwrap_or_default();
    let count = bytes.len() / 3;
    let (low, rest) = bytes.split_at(count);
    let (middle, high) = rest.split_at(count);
    let characters = low.iter().zip(middle).zip(high).map(|((low, middle), high)| {
        char::from_u32(u32::from_be_bytes([0, *high, *middle, *low])).unwrap_or(char::REPLACEMENT_CHARACTER)
    });
    codes.zip(characters).filter(|(_, character)| *character != '\0').collect()
}
