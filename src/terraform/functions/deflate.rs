//! gzip as Go's `compress/gzip` writes it at its default level, byte for byte: what `base64gzip` gives depends on every
//! choice the compressor makes.

use super::FunctionError;
use super::signature::Call;
use crate::crc32::crc32;

/// How far back a match may lie, and by how much Go's window moves on when it is full.
const WINDOW: usize = 1 << 15;
const HASH_BITS: u32 = 17;
const SHORTEST_MATCH: usize = 4;
const LONGEST_MATCH: usize = 258;
/// A match of this length is taken without looking whether the next byte begins a longer one.
const LAZY: usize = 16;
/// A match of this length ends the search.
const NICE: usize = 128;
/// So many earlier places are tried.
const CHAIN: usize = 128;
const TOKENS_PER_BLOCK: usize = 1 << 14;
const LONGEST_STORED: usize = 65535;

const END_OF_BLOCK: usize = 256;
const LITERALS: usize = 286;
const OFFSETS: usize = 30;
const LENGTH_ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// The text as a gzip file, flushed before it is closed, as Terraform does it.
pub(super) fn gzip(text: &[u8], call: &Call) -> Result<Vec<u8>, FunctionError> {
    // The tables of earlier places are made for every text.
    call.spend(text.len() + 4096)?;
    let mut writer = BitWriter { bytes: vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff], bits: 0, count: 0 };
    compress(text, &mut writer, call)?;
    // One empty block of the flush, and the last one.
    writer.stored(false, &[]);
    writer.stored(true, &[]);
    writer.bytes.extend(crc32(text).to_le_bytes());
    writer.bytes.extend((text.len() as u32).to_le_bytes());
    Ok(writer.bytes)
}

/// One byte as it is, or `length` bytes again that stood `offset` bytes before.
#[derive(Clone, Copy)]
enum Token {
    Literal(u8),
    Match { length: usize, offset: usize },
}

/// Earlier places with the same four bytes, by hash.
struct Places {
    /// The last place of a hash, plus one.
    last: Vec<u32>,
    /// The place before, of each place of the window, plus one.
    before: Vec<u32>,
}

impl Places {
    /// Enters a place; gives the one before it.
    fn enter(&mut self, text: &[u8], place: usize) -> usize {
        let Some(&[a, b, c, d]) = text[place..].first_chunk() else { return 0 };
        let hash = u32::from_be_bytes([a, b, c, d]).wrapping_mul(0x1e35_a7bd) >> (32 - HASH_BITS);
        let last = std::mem::replace(&mut self.last[hash as usize], place as u32 + 1);
        self.before[place % WINDOW] = last;
        last as usize
    }

    /// The longest match for `place` that is worth it, and its offset; `last` is the first place to try, plus one.
    fn longest(
        &self,
        text: &[u8],
        place: usize,
        mut last: usize,
        first: usize,
        call: &Call,
    ) -> Result<Option<(usize, usize)>, FunctionError> {
        let rest = &text[place..text.len().min(place + LONGEST_MATCH)];
        let (mut best, mut length, mut work) = (None, SHORTEST_MATCH - 1, 0);
        for _ in 0..CHAIN {
            if last <= first {
                break;
            }
            let candidate = last - 1;
            work += 1;
            if text[candidate + length] == rest[length] {
                let common = text[candidate..].iter().zip(rest).take_while(|(a, b)| a == b).count();
                work += common / 8;
                let offset = place - candidate;
                if common > length && (common > SHORTEST_MATCH || offset <= 4096) {
                    length = common;
                    best = Some((length, offset));
                    if length >= NICE.min(rest.len()) {
                        break;
                    }
                }
            }
            if candidate + WINDOW == place {
                break;
            }
            last = self.before[candidate % WINDOW] as usize;
        }
        call.spend(work / 4)?;
        Ok(best)
    }
}

fn compress(text: &[u8], writer: &mut BitWriter, call: &Call) -> Result<(), FunctionError> {
    let mut places = Places { last: vec![0; 1 << HASH_BITS], before: vec![0; WINDOW] };
    let mut tokens: Vec<Token> = Vec::with_capacity(TOKENS_PER_BLOCK.min(text.len()));
    // Where Go's window begins: nothing before it is found again.
    let mut window = 0;
    // Where the block begins; nothing once that has left the window.
    let mut block = Some(0);
    // The match that begins one byte before, unless a longer one begins here.
    let mut pending: Option<(usize, usize)> = None;
    let mut literal = false;
    let mut index = 0;
    while index < text.len() {
        if text.len() > window + 2 * WINDOW && index + SHORTEST_MATCH + LONGEST_MATCH > window + 2 * WINDOW {
            window += WINDOW;
            block = block.filter(|start| *start >= window);
        }
        let last = places.enter(text, index);
        let before = pending.take();
        let length_before = before.map_or(SHORTEST_MATCH - 1, |(length, _)| length);
        if last > index.saturating_sub(WINDOW).max(window) && text.len() - index > length_before && length_before < LAZY
        {
            pending = places.longest(text, index, last, window.max(index.saturating_sub(WINDOW)), call)?;
        }
        let length_here = pending.map_or(SHORTEST_MATCH - 1, |(length, _)| length);
        match before {
            Some((length, offset)) if length_here <= length => {
                tokens.push(Token::Match { length, offset });
                let end = index + length - 1;
                for place in index + 1..end {
                    places.enter(text, place);
                }
                index = end;
                literal = false;
                pending = None;
            }
            _ => {
                if literal {
                    tokens.push(Token::Literal(text[index - 1]));
                }
                literal = true;
                index += 1;
            }
        }
        let done = if literal { index - 1 } else { index };
        if tokens.len() == TOKENS_PER_BLOCK {
            writer.block(&tokens, block.map(|start| &text[start..done]));
            tokens.clear();
            block = Some(done);
        }
    }
    if literal {
        tokens.extend(text.last().map(|byte| Token::Literal(*byte)));
    }
    if !tokens.is_empty() {
        writer.block(&tokens, block.map(|start| &text[start..]));
    }
    Ok(())
}

/// Symbol, number of extra bits, and these: `kept` bits after the first are part of the symbol.
fn symbol(value: usize, kept: u32) -> (usize, u32, usize) {
    let extra = value.checked_ilog2().unwrap_or(0).saturating_sub(kept);
    ((extra << kept) as usize + (value >> extra), extra, value & ((1 << extra) - 1))
}

fn length_symbol(length: usize) -> (usize, u32, usize) {
    match length {
        LONGEST_MATCH => (LITERALS - 1, 0, 0),
        _ => {
            let (code, extra, rest) = symbol(length - 3, 2);
            (END_OF_BLOCK + 1 + code, extra, rest)
        }
    }
}

fn offset_symbol(offset: usize) -> (usize, u32, usize) {
    symbol(offset - 1, 1)
}

/// A prefix code: the length of each symbol's code, 0 where it has none, and the code, first bit lowest.
struct PrefixCode {
    lengths: Vec<u8>,
    codes: Vec<u16>,
}

impl PrefixCode {
    /// The codes that follow from their lengths (RFC 1951, 3.2.2).
    fn of_lengths(lengths: Vec<u8>) -> PrefixCode {
        let mut codes = vec![0; lengths.len()];
        let mut next = 0u16;
        for length in 1..16u8 {
            next <<= 1;
            for (code, _) in codes.iter_mut().zip(&lengths).filter(|(_, own)| **own == length) {
                *code = next.reverse_bits() >> (16 - length);
                next = next.wrapping_add(1);
            }
        }
        PrefixCode { lengths, codes }
    }

    /// The best code of at most `longest` bits for such frequencies (package-merge). Of a symbol and a package of the
    /// same weight, the package goes first.
    fn of_frequencies(frequencies: &[u32], longest: usize) -> PrefixCode {
        let mut lengths = vec![0; frequencies.len()];
        let mut leaves: Vec<(u32, usize)> = Vec::new();
        for (symbol, count) in frequencies.iter().enumerate().filter(|(_, count)| **count > 0) {
            let leaf = (*count, symbol);
            leaves.insert(leaves.partition_point(|other| *other < leaf), leaf);
        }
        if leaves.len() <= 2 {
            leaves.iter().for_each(|(_, symbol)| lengths[*symbol] = 1);
            return PrefixCode::of_lengths(lengths);
        }
        // Of each level, from the deepest up, the weights and which of them are packages.
        let mut levels: Vec<Vec<(u32, bool)>> = Vec::new();
        for _ in 0..longest.min(leaves.len() - 1) {
            let mut level = Vec::with_capacity(2 * leaves.len());
            let mut own = leaves.iter().map(|(count, _)| *count).peekable();
            for pair in levels.last().map_or(&[][..], Vec::as_slice).chunks_exact(2) {
                let weight = pair[0].0 + pair[1].0;
                while let Some(count) = own.next_if(|count| *count < weight) {
                    level.push((count, false));
                }
                level.push((weight, true));
            }
            level.extend(own.map(|count| (count, false)));
            levels.push(level);
        }
        let mut taken = 2 * leaves.len() - 2;
        for level in levels.iter().rev() {
            let packages = level[..taken].iter().filter(|(_, package)| *package).count();
            leaves[..taken - packages].iter().for_each(|(_, symbol)| lengths[*symbol] += 1);
            taken = 2 * packages;
        }
        PrefixCode::of_lengths(lengths)
    }

    /// The bits that symbols of such frequencies take.
    fn size(&self, frequencies: &[u32]) -> usize {
        frequencies.iter().zip(&self.lengths).map(|(count, length)| *count as usize * usize::from(*length)).sum()
    }
}

/// Lengths of codes as they are written: symbol, number of extra bits, and these.
fn run_lengths(lengths: &[u8]) -> Vec<(usize, u32, usize)> {
    let mut written = Vec::new();
    for run in lengths.chunk_by(|a, b| a == b) {
        let (length, mut left) = (usize::from(run[0]), run.len());
        if length > 0 {
            written.push((length, 0, 0));
            left -= 1;
        }
        while left >= 3 {
            let (code, extra, least, most) = match (length, left) {
                (1.., _) => (16, 2, 3, 6),
                (0, 11..) => (18, 7, 11, 138),
                (0, _) => (17, 3, 3, 10),
            };
            let count = left.min(most);
            written.push((code, extra, count - least));
            left -= count;
        }
        written.extend(std::iter::repeat_n((length, 0, 0), left));
    }
    written
}

struct BitWriter {
    bytes: Vec<u8>,
    bits: u64,
    count: u32,
}

impl BitWriter {
    fn put(&mut self, bits: usize, count: u32) {
        self.bits |= (bits as u64) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.bits as u8);
            self.bits >>= 8;
            self.count -= 8;
        }
    }

    fn put_code(&mut self, code: &PrefixCode, (symbol, extra, rest): (usize, u32, usize)) {
        self.put(usize::from(code.codes[symbol]), u32::from(code.lengths[symbol]));
        self.put(rest, extra);
    }

    fn stored(&mut self, last: bool, bytes: &[u8]) {
        self.put(usize::from(last), 3);
        self.put(0, (8 - self.count) % 8);
        self.put(bytes.len(), 16);
        self.put(!bytes.len() & 0xffff, 16);
        self.bytes.extend_from_slice(bytes);
    }

    /// Writes a block in the shortest of three ways: as the `bytes` it stands for, where they are at hand, in the fixed
    /// code or in one of its own.
    fn block(&mut self, tokens: &[Token], bytes: Option<&[u8]>) {
        let (mut literals, mut offsets) = ([0; LITERALS], [0; OFFSETS]);
        let mut extra_bits = 0;
        literals[END_OF_BLOCK] = 1;
        for token in tokens {
            match *token {
                Token::Literal(byte) => literals[usize::from(byte)] += 1,
                Token::Match { length, offset } => {
                    let (length, offset) = (length_symbol(length), offset_symbol(offset));
                    literals[length.0] += 1;
                    offsets[offset.0] += 1;
                    extra_bits += (length.1 + offset.1) as usize;
                }
            }
        }
        let used = |frequencies: &[u32]| frequencies.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1);
        if used(&offsets) == 0 {
            // Go counts one all the same, so that there is a code to write.
            offsets[0] = 1;
        }
        let own = [PrefixCode::of_frequencies(&literals, 15), PrefixCode::of_frequencies(&offsets, 15)];
        let mut lengths = own[0].lengths[..used(&literals)].to_vec();
        lengths.extend(&own[1].lengths[..used(&offsets)]);
        let header = run_lengths(&lengths);
        let mut frequencies = [0; 19];
        header.iter().for_each(|(symbol, ..)| frequencies[*symbol] += 1);
        let header_code = PrefixCode::of_frequencies(&frequencies, 7);
        let orders = LENGTH_ORDER.iter().rposition(|symbol| frequencies[*symbol] > 0).map_or(0, |last| last + 1).max(4);

        let size = |codes: &[PrefixCode; 2]| codes[0].size(&literals) + codes[1].size(&offsets) + extra_bits;
        let header_size = 14
            + 3 * orders
            + header_code.size(&frequencies)
            + header.iter().map(|(_, extra, _)| *extra as usize).sum::<usize>();
        let fixed_lengths = (0..LITERALS + 2).map(|symbol| match symbol {
            144..256 => 9,
            256..280 => 7,
            _ => 8,
        });
        let fixed = [PrefixCode::of_lengths(fixed_lengths.collect()), PrefixCode::of_lengths(vec![5; OFFSETS])];
        let is_fixed = size(&fixed) <= header_size + size(&own);
        let (codes, total) = if is_fixed { (&fixed, size(&fixed)) } else { (&own, header_size + size(&own)) };
        // All ways take three bits to begin with.
        if let Some(bytes) = bytes.filter(|bytes| bytes.len() <= LONGEST_STORED && (bytes.len() + 5) * 8 < total + 3) {
            return self.stored(false, bytes);
        }
        if is_fixed {
            self.put(2, 3);
        } else {
            self.put(4, 3);
            self.put(used(&literals) - 257, 5);
            self.put(used(&offsets) - 1, 5);
            self.put(orders - 4, 4);
            for symbol in &LENGTH_ORDER[..orders] {
                self.put(usize::from(header_code.lengths[*symbol]), 3);
            }
            for written in header {
                self.put_code(&header_code, written);
            }
        }
        for token in tokens {
            match *token {
                Token::Literal(byte) => self.put_code(&codes[0], (usize::from(byte), 0, 0)),
                Token::Match { length, offset } => {
                    self.put_code(&codes[0], length_symbol(length));
                    self.put_code(&codes[1], offset_symbol(offset));
                }
            }
        }
        self.put_code(&codes[0], (END_OF_BLOCK, 0, 0));
    }
}
