//! Encodings of one to four bytes per character. The tables are the host's; what makes a code, which of two codes a
//! character gets and where a host differs is here, as Terraform has it.

use std::cell::RefCell;
use std::rc::Rc;

use super::host::HostDecoder;
use super::{Failure, hong_kong};

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Charset {
    ShiftJis,
    EucJp,
    Iso2022Jp,
    EucKr,
    Gbk,
    Gb18030,
    /// GBK's characters in seven bits.
    Hz,
    Big5,
}

/// Codes that hosts lack or have otherwise, with their characters.
const BIG5_EXCEPTIONS: &[(u16, char)] = &[
    (0xc6de, '〃'),
    (0xf9fe, '\u{ffed}'),
    (0xfa5f, '倩'),
    (0xfa66, '偽'),
    (0xfabd, '包'),
    (0xfac5, '卄'),
    (0xfad5, '卿'),
    (0xfbb8, '婷'),
    (0xfbf3, '幵'),
    (0xfc4f, '彘'),
    (0xfcb9, '撐'),
    (0xfce2, '晴'),
    (0xfcf1, '杞'),
    (0xfdb7, '沜'),
    (0xfdb8, '渝'),
    (0xfdbb, '港'),
    (0xfdf1, '煮'),
    (0xfe6f, '瑜'),
    (0xfeaa, '瓩'),
    (0xfedd, '砉'),
];
const EUC_KR_EXCEPTIONS: &[(u16, char)] = &[(0xa2e6, '€'), (0xa2e7, '®')];

/// The first and the last syllable of Korean.
const HANGUL: (char, char) = ('\u{ac00}', '\u{d7a3}');

/// The four codes of Big5 that stand for two characters.
const BIG5_PAIRS: [(u16, &str); 4] =
    [(0x8862, "Ê\u{304}"), (0x8864, "Ê\u{30c}"), (0x88a3, "ê\u{304}"), (0x88a5, "ê\u{30c}")];

/// How many codes of four bytes GB 18030 has within the first plane of Unicode, and the number of the first beyond.
const GB18030_FIRST_PLANE: u32 = 39_420;
const GB18030_OTHER_PLANES: u32 = 189_000;

/// Characters of codes of two bytes, sorted by code.
struct Table(Vec<(u16, char)>);

/// Which table, as making one takes long: all codes go through the host.
#[derive(Clone, Copy, PartialEq)]
enum Source {
    ShiftJis,
    Japanese,
    /// The second table of Japanese: in EUC-JP behind a byte of its own.
    Supplement,
    Korean,
    Chinese,
    Big5,
}

thread_local! {
    static TABLES: RefCell<Vec<(Source, Rc<Table>)>> = const { RefCell::new(Vec::new()) };
}

impl Table {
    fn of(source: Source) -> Result<Rc<Table>, Failure> {
        let made = TABLES
            .with_borrow(|tables| tables.iter().find(|(other, _)| *other == source).map(|(_, table)| table.clone()));
        if let Some(table) = made {
            return Ok(table);
        }
        let table = Rc::new(Table::new(source)?);
        TABLES.with_borrow_mut(|tables| tables.push((source, table.clone())));
        Ok(table)
    }

    fn new(source: Source) -> Result<Table, Failure> {
        let (label, prefix, exceptions): (_, &[u8], &[(u16, char)]) = match source {
            Source::ShiftJis => ("shift_jis", &[], &[]),
            Source::Japanese => ("euc-jp", &[], &[]),
            Source::Supplement => ("euc-jp", &[0x8f], &[]),
            Source::Korean => ("euc-kr", &[], EUC_KR_EXCEPTIONS),
            Source::Chinese => ("gb18030", &[], &[]),
            Source::Big5 => ("big5", &[], BIG5_EXCEPTIONS),
        };
        let host = HostDecoder::new(label).ok_or(Failure::Host)?;
        let pairs = (0x8140..=0xfefe_u16).filter(|code| is_code(source, *code));
        let read = host.characters(&mut pairs.clone().map(|code| [prefix, &code.to_be_bytes()].concat()));
        let mut characters: Vec<(u16, char)> = pairs.zip(read).collect();
        if source == Source::Big5 {
            add_hong_kong(&mut characters)?;
        }
        for entry in &mut characters {
            if let Some((_, character)) = exceptions.iter().find(|(code, _)| *code == entry.0) {
                entry.1 = *character;
            }
        }
        if source == Source::Korean {
            add_other_hangul(&mut characters);
        }
        // Newer editions of the Chinese standard have more, Terraform does not.
        let is_newer = |character| matches!(character, '\u{1e3f}' | '\u{9fb4}'..='\u{9fbb}' | '\u{fe10}'..='\u{fe19}');
        characters.retain(|(_, character)| {
            *character != char::REPLACEMENT_CHARACTER && !(source == Source::Chinese && is_newer(*character))
        });
        Ok(Table(characters))
    }

    fn character(&self, lead: u8, trail: u8) -> Option<char> {
        let code = u16::from_be_bytes([lead, trail]);
        self.0.binary_search_by_key(&code, |(code, _)| *code).ok().map(|index| self.0[index].1)
    }

    /// The first of several codes, or the last.
    fn code(&self, wanted: char, last: bool) -> Option<[u8; 2]> {
        let is_wanted = |entry: &&(u16, char)| entry.1 == wanted;
        let found = if last { self.0.iter().rfind(is_wanted) } else { self.0.iter().find(is_wanted) };
        found.map(|(code, _)| code.to_be_bytes())
    }
}

fn add_hong_kong(characters: &mut [(u16, char)]) -> Result<(), Failure> {
    let added = hong_kong::characters();
    if added.is_empty() {
        return Err(Failure::Host);
    }
    for (code, character) in added {
        if let Ok(index) = characters.binary_search_by_key(&code, |(code, _)| *code) {
            characters[index].1 = character;
        }
    }
    Ok(())
}

/// Syllables that the Korean standard left out stand in the order of Unicode around its codes; not all hosts know.
fn add_other_hangul(characters: &mut [(u16, char)]) {
    let is_standard = |code: u16| code.to_be_bytes().iter().all(|byte| *byte >= 0xa1);
    let mut missing = vec![true; HANGUL.1 as usize - HANGUL.0 as usize + 1];
    for (_, character) in characters.iter().filter(|(code, _)| is_standard(*code)) {
        let index = (*character as usize).checked_sub(HANGUL.0 as usize);
        if let Some(slot) = index.and_then(|index| missing.get_mut(index)) {
            *slot = false;
        }
    }
    let mut syllables =
        (HANGUL.0..=HANGUL.1).zip(missing).filter(|(_, missing)| *missing).map(|(syllable, _)| syllable);
    for (_, character) in characters.iter_mut().filter(|(code, _)| !is_standard(*code)) {
        *character = syllables.next().unwrap_or(char::REPLACEMENT_CHARACTER);
    }
}

/// Whether two bytes can be a code.
fn is_code(source: Source, code: u16) -> bool {
    let [lead, trail] = code.to_be_bytes();
    match source {
        Source::ShiftJis => matches!(lead, 0x81..=0x9f | 0xe0..=0xfc) && matches!(trail, 0x40..=0x7e | 0x80..=0xfc),
        Source::Japanese | Source::Supplement => lead >= 0xa1 && matches!(trail, 0xa1..=0xfe),
        Source::Korean if lead < 0xc7 => matches!(trail, 0x41..=0x5a | 0x61..=0x7a | 0x81..=0xfe),
        Source::Korean => matches!(trail, 0xa1..=0xfe),
        Source::Chinese => matches!(trail, 0x40..=0x7e | 0x80..=0xfe),
        Source::Big5 => matches!(trail, 0x40..=0x7e | 0xa1..=0xfe),
    }
}

/// Katakana of half width, from the byte that stands for it.
fn half_width(byte: u8) -> char {
    char::from_u32(0xff61 - 0xa1 + u32::from(byte)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn half_width_byte(character: char) -> Option<u8> {
    matches!(character, '\u{ff61}'..='\u{ff9f}').then(|| (character as u32 - (0xff61 - 0xa1)) as u8)
}

/// In both Japanese tables: Terraform writes them with the second.
fn prefers_supplement(character: char) -> bool {
    matches!(character, '凞' | '蘒')
}

impl Charset {
    fn table(self) -> Result<Rc<Table>, Failure> {
        Table::of(match self {
            Charset::ShiftJis => Source::ShiftJis,
            Charset::EucJp | Charset::Iso2022Jp => Source::Japanese,
            Charset::EucKr => Source::Korean,
            Charset::Gbk | Charset::Gb18030 | Charset::Hz => Source::Chinese,
            Charset::Big5 => Source::Big5,
        })
    }

    pub(super) fn encode(self, text: &str) -> Result<Vec<u8>, Failure> {
        let table = self.table()?;
        let mut writer = Writer { bytes: Vec::new(), mode: Mode::Ascii };
        for character in text.chars() {
            if character.is_ascii() {
                writer.ascii(self, character as u8);
                continue;
            }
            if let Some(byte) = half_width_byte(character) {
                match self {
                    Charset::ShiftJis => writer.bytes.push(byte),
                    Charset::EucJp => writer.bytes.extend([0x8e, byte]),
                    Charset::Iso2022Jp => {
                        writer.switch(Mode::Katakana, b"\x1b(I");
                        writer.bytes.push(byte - 0x80);
                    }
                    _ => {}
                }
                if matches!(self, Charset::ShiftJis | Charset::EucJp | Charset::Iso2022Jp) {
                    continue;
                }
            }
            let code = match self {
                Charset::ShiftJis | Charset::EucJp | Charset::Iso2022Jp if prefers_supplement(character) => None,
                _ => table.code(character, self == Charset::Big5),
            };
            match (self, code) {
                (Charset::Gbk, _) if character == '€' => writer.bytes.push(0x80),
                (Charset::Iso2022Jp, Some([lead, trail])) => {
                    writer.switch(Mode::Table, b"\x1b$B");
                    writer.bytes.extend([lead - 0x80, trail - 0x80]);
                }
                (Charset::Hz, Some([lead @ 0xa1..=0xfd, trail @ 0xa1..=0xfe])) => {
                    writer.switch(Mode::Table, b"~{");
                    writer.bytes.extend([lead - 0x80, trail - 0x80]);
                }
                (Charset::Hz, _) => return Err(Failure::Undefined),
                (_, Some(code)) => writer.bytes.extend(code),
                (Charset::EucJp, None) => {
                    let code = Table::of(Source::Supplement)?.code(character, false);
                    writer.bytes.push(0x8f);
                    writer.bytes.extend(code.ok_or(Failure::Undefined)?);
                }
                (Charset::Gb18030, None) => writer.bytes.extend(four_bytes(gb18030_number(character)?)),
                (_, None) => return Err(Failure::Undefined),
            }
        }
        if self == Charset::Iso2022Jp {
            writer.switch(Mode::Ascii, b"\x1b(B");
        }
        Ok(writer.bytes)
    }

    pub(super) fn decode(self, bytes: &[u8]) -> Result<String, Failure> {
        match self {
            Charset::Iso2022Jp => decode_iso_2022_jp(bytes),
            Charset::Hz => decode_hz(bytes),
            _ => self.decode_plain(bytes),
        }
    }

    fn decode_plain(self, bytes: &[u8]) -> Result<String, Failure> {
        let table = self.table()?;
        let mut text = String::new();
        let mut rest = bytes;
        while let [first, after @ ..] = rest {
            if let (Charset::Big5, [second, ..]) = (self, after)
                && let Some(pair) = big5_pair(*first, *second)
            {
                text.push_str(pair);
                rest = &rest[2..];
                continue;
            }
            let (character, length) = match (self, *first, after) {
                (_, 0..=0x7f, _) => (Some(char::from(*first)), 1),
                (Charset::ShiftJis, 0x80, _) => (Some('\u{80}'), 1),
                (Charset::Gbk | Charset::Gb18030, 0x80, _) => (Some('€'), 1),
                (Charset::ShiftJis, 0xa1..=0xdf, _) => (Some(half_width(*first)), 1),
                (Charset::EucJp, 0x8e, [second @ 0xa1..=0xdf, ..]) => (Some(half_width(*second)), 2),
                (Charset::EucJp, 0x8f, [lead, trail, ..]) => {
                    (Table::of(Source::Supplement)?.character(*lead, *trail), 3)
                }
                // The second byte may be too large by up to six: to Terraform, it carries over.
                (
                    Charset::Gb18030,
                    0x81..=0xfe,
                    [second @ 0x30..=0x3f, third @ 0x81..=0xfe, fourth @ 0x30..=0x39, ..],
                ) => {
                    let number = u32::from(first - 0x81) * 10 + u32::from(second - 0x30);
                    let number = (number * 126 + u32::from(third - 0x81)) * 10 + u32::from(fourth - 0x30);
                    (gb18030_character(number)?, 4)
                }
                (_, 0x81..=0xfe, [second, ..]) => (table.character(*first, *second), 2),
                _ => (None, 1),
            };
            text.push(character.ok_or(Failure::Undefined)?);
            rest = &rest[length..];
        }
        Ok(text)
    }
}

fn big5_pair(lead: u8, trail: u8) -> Option<&'static str> {
    let code = u16::from_be_bytes([lead, trail]);
    BIG5_PAIRS.iter().find(|(pair, _)| *pair == code).map(|(_, text)| *text)
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Ascii,
    Katakana,
    Table,
    Supplement,
}

struct Writer {
    bytes: Vec<u8>,
    mode: Mode,
}

impl Writer {
    fn switch(&mut self, mode: Mode, sequence: &[u8]) {
        if self.mode != mode {
            self.mode = mode;
            self.bytes.extend(sequence);
        }
    }

    fn ascii(&mut self, charset: Charset, byte: u8) {
        match (charset, byte) {
            // In either mode.
            (Charset::Hz, b'~') => self.bytes.push(b'~'),
            (Charset::Hz, _) => self.switch(Mode::Ascii, b"~}"),
            (Charset::Iso2022Jp, _) => self.switch(Mode::Ascii, b"\x1b(B"),
            _ => {}
        }
        self.bytes.push(byte);
    }
}

fn decode_iso_2022_jp(bytes: &[u8]) -> Result<String, Failure> {
    let (table, supplement) = (Table::of(Source::Japanese)?, Table::of(Source::Supplement)?);
    let mut mode = Mode::Ascii;
    let mut text = String::new();
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        let (character, length) = match (*first, mode, after) {
            (0x1b, ..) => {
                let (next, length) = match after {
                    [b'$', b'@' | b'B', ..] => (Mode::Table, 3),
                    [b'$', b'(', b'D', ..] => (Mode::Supplement, 4),
                    [b'(', b'B' | b'J', ..] => (Mode::Ascii, 3),
                    [b'(', b'I', ..] => (Mode::Katakana, 3),
                    _ => return Err(Failure::Undefined),
                };
                mode = next;
                rest = &rest[length..];
                continue;
            }
            (0..=0x7f, Mode::Ascii, _) => (Some(char::from(*first)), 1),
            (0x21..=0x5f, Mode::Katakana, _) => (Some(half_width(first + 0x80)), 1),
            (b'\n', Mode::Table | Mode::Supplement, _) => {
                mode = Mode::Ascii;
                (Some('\n'), 1)
            }
            (0x21..=0x7f, Mode::Table | Mode::Supplement, [second, ..]) => {
                // A second byte that is none counts on in the rows below: so does Terraform.
                let number = u16::from(first - 0x21) * 94 + u16::from(second.wrapping_sub(0x21));
                let table = if mode == Mode::Table { &table } else { &supplement };
                let row = u8::try_from(number / 94).ok().and_then(|row| row.checked_add(0xa1));
                (row.and_then(|row| table.character(row, (number % 94) as u8 + 0xa1)), 2)
            }
            _ => (None, 1),
        };
        text.push(character.ok_or(Failure::Undefined)?);
        rest = &rest[length..];
    }
    Ok(text)
}

fn decode_hz(bytes: &[u8]) -> Result<String, Failure> {
    let table = Table::of(Source::Chinese)?;
    let mut in_table = false;
    let mut text = String::new();
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        let length = match (*first, after) {
            (b'~', [b'{', ..]) => {
                in_table = true;
                2
            }
            (b'~', [b'}', ..]) => {
                in_table = false;
                2
            }
            (b'~', [b'\n', ..]) => 2,
            (b'~', [b'~', ..]) => {
                text.push('~');
                2
            }
            (0..=0x7f, _) if !in_table && *first != b'~' => {
                text.push(char::from(*first));
                1
            }
            (0x21..=0x7d, [second @ 0x21..=0x7e, ..]) if in_table => {
                text.push(table.character(first + 0x80, second + 0x80).ok_or(Failure::Undefined)?);
                2
            }
            _ => return Err(Failure::Undefined),
        };
        rest = &rest[length..];
    }
    Ok(text)
}

/// The character of a code of four bytes, by its number.
fn gb18030_character(number: u32) -> Result<Option<char>, Failure> {
    if number < GB18030_FIRST_PLANE {
        let host = HostDecoder::new("gb18030").ok_or(Failure::Host)?;
        return Ok(Some(first_plane(&host, number)).filter(|character| *character != char::REPLACEMENT_CHARACTER));
    }
    let beyond = number.checked_sub(GB18030_OTHER_PLANES);
    Ok(beyond.and_then(|beyond| char::from_u32(beyond + 0x10000)))
}

fn first_plane(host: &HostDecoder, number: u32) -> char {
    match number {
        // Moved in newer editions.
        7457 => '\u{1e3f}',
        _ => host.decode(&four_bytes(number)).chars().next().unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

/// The number of a character's code of four bytes: the codes stand in the order of Unicode. A character in a gap counts
/// on from the last below it.
fn gb18030_number(character: char) -> Result<u32, Failure> {
    let code = character as u32;
    if code >= 0x10000 {
        return Ok(code - 0x10000 + GB18030_OTHER_PLANES);
    }
    let host = HostDecoder::new("gb18030").ok_or(Failure::Host)?;
    let (mut low, mut high) = (0, GB18030_FIRST_PLANE);
    while low < high {
        let middle = (low + high) / 2;
        if first_plane(&host, middle) <= character {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let below = low.saturating_sub(1);
    Ok(below + code - first_plane(&host, below) as u32)
}

fn four_bytes(number: u32) -> [u8; 4] {
    [
        (number / 12_600) as u8 + 0x81,
        (number / 1_260 % 10) as u8 + 0x30,
        (number / 10 % 126) as u8 + 0x81,
        (number % 10) as u8 + 0x30,
    ]
}
