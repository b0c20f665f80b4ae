//! gzip (RFC 1952), as CloudTrail delivers its files. Unpacked here rather than by the host, so that
//! the API stays synchronous in browsers too and the digest is that of the delivered bytes.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};

use crate::crc32::crc32;

/// Largest size a document may unpack to; a few bytes can claim to be any amount.
const LIMIT: usize = 256 << 20;

const EXTRA: u8 = 4;
const NAME: u8 = 8;
const COMMENT: u8 = 16;
const HEADER_CHECKSUM: u8 = 2;

/// Whether the bytes start as gzip does.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// Unpacks one or more members and verifies the checksum of each.
pub(super) fn unpack(mut bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut output = Vec::new();
    while is_gzip(bytes) {
        let body = skip_header(bytes).ok_or("gzip header is cut short or not deflate")?;
        let start = output.len();
        let trailer = inflate(body, &mut output)?;
        let (checksum, rest) = trailer.split_first_chunk::<4>().ok_or("gzip trailer is cut short")?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or("gzip trailer is cut short")?;
        let member = output.get(start..).unwrap_or_default();
        if u32::from_le_bytes(*checksum) != crc32(member) || u32::from_le_bytes(*length) != member.len() as u32 {
            return Err("gzip checksum does not match: the file is damaged".to_owned());
        }
        bytes = rest;
    }
    // Padding with zeros is common on tapes and object stores; anything else is not gzip.
    if bytes.iter().any(|byte| *byte != 0) {
        return Err("bytes follow the end of the gzip data".to_owned());
    }
    Ok(output)
}

fn skip_header(bytes: &[u8]) -> Option<&[u8]> {
    let (header, mut rest) = bytes.split_first_chunk::<10>()?;
    let flags = header[3];
    if header[2] != 8 {
        return None;
    }
    if flags & EXTRA != 0 {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for flag in [NAME, COMMENT] {
        if flags & flag != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & HEADER_CHECKSUM != 0 { rest.get(2..) } else { Some(rest) }
}

/// Appends what `input` unpacks to and returns the bytes after it.
fn inflate<'a>(mut input: &'a [u8], output: &mut Vec<u8>) -> Result<&'a [u8], String> {
    let start = output.len();
    let mut filled = start;
    output.resize(start + input.len().saturating_mul(3).clamp(4096, 1 << 20), 0);
    let mut state = DecompressorOxide::new();
    // Back references must not reach into the member before, so the decoder sees this member only.
    loop {
        let window = output.get_mut(start..).unwrap_or_default();
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, read, written) = decompress(&mut state, input, window, filled - start, flags);
        input = input.get(read..).unwrap_or_default();
        filled += written;
        match status {
            TINFLStatus::Done => {
                output.truncate(filled);
                return Ok(input);
            }
            TINFLStatus::HasMoreOutput if filled >= LIMIT => {
                return Err(format!("unpacks to more than {} MiB: split it", LIMIT >> 20));
            }
            TINFLStatus::HasMoreOutput => {
                let size = (output.len() * 2).min(LIMIT);
                output.resize(size, 0);
            }
            _ => return Err("gzip data is damaged or cut short".to_owned()),
        }
    }
}
