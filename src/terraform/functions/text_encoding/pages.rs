//! Encodings of one byte per character.

use super::Failure;
use super::host::HostDecoder;

/// What stands beyond ASCII, before the exceptions of an encoding.
#[derive(Clone, Copy)]
pub(super) enum Upper {
    /// Nothing.
    Undefined,
    /// The first 256 characters of Unicode.
    Latin1,
    /// As the JavaScript host has it under this name.
    Host(&'static str),
}

/// A table: its upper half, and runs of characters that stand elsewhere, by the byte of the first.
#[derive(Clone, Copy)]
pub(super) struct Page(pub(super) Upper, pub(super) &'static [(u8, &'static str)]);

/// Undefined where Latin 1 has control characters.
const NO_CONTROLS: (u8, &str) = (
    0x80,
    "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
);

pub(super) const ASCII: Page = Page(Upper::Undefined, &[]);
pub(super) const LATIN_1: Page = Page(Upper::Latin1, &[]);
pub(super) const LATIN_5: Page = Page(Upper::Latin1, &[(0xd0, "Ğ"), (0xdd, "İŞ"), (0xf0, "ğ"), (0xfd, "ış")]);
pub(super) const LATIN_9: Page =
    Page(Upper::Latin1, &[NO_CONTROLS, (0xa4, "€"), (0xa6, "Š"), (0xa8, "š"), (0xb4, "Ž"), (0xb8, "ž"), (0xbc, "ŒœŸ")]);
pub(super) const LATIN_10: Page = Page(
    Upper::Latin1,
    &[
        NO_CONTROLS,
        (0xa1, "ĄąŁ€„Š§š©Ș«Ź\u{ad}źŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆ"),
        (0xd0, "ĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäć"),
        (0xf0, "đńòóôőöśűùúûüęț"),
    ],
);
pub(super) const WINDOWS_1252: Page =
    Page(Upper::Latin1, &[(0x80, "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ")]);
/// Where a host lacks a character or has one too many.
pub(super) const WINDOWS_1253: Page = Page(Upper::Host("windows-1253"), &[(0xaa, "\u{fffd}")]);
pub(super) const WINDOWS_1255: Page = Page(Upper::Host("windows-1255"), &[(0xca, "\u{5ba}")]);
pub(super) const KOI8_U: Page = Page(Upper::Host("koi8-u"), &[(0xae, "ў"), (0xbe, "Ў")]);
pub(super) const MACINTOSH: Page = Page(Upper::Host("macintosh"), &[(0xf0, "\u{f8ff}")]);

const CP437_LETTERS: (u8, &str) = (0x80, "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»");
const CP437_LINES: (u8, &str) =
    (0xb0, "░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}");
const CP850_UPPER: (u8, &str) = (
    0x80,
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\
     \u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
);

pub(super) const CP437: Page = Page(Upper::Undefined, &[CP437_LETTERS, CP437_LINES]);
pub(super) const CP850: Page = Page(Upper::Undefined, &[CP850_UPPER]);
pub(super) const CP852: Page = Page(
    Upper::Undefined,
    &[(
        0x80,
        "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\
         \u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}",
    )],
);
pub(super) const CP855: Page = Page(
    Upper::Undefined,
    &[(
        0x80,
        "ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\
         \u{ad}ыЫзЗшШэЭщЩчЧ§■\u{a0}",
    )],
);
pub(super) const CP858: Page = Page(Upper::Undefined, &[CP850_UPPER, (0xd5, "€")]);
pub(super) const CP860: Page =
    Page(Upper::Undefined, &[(0x80, "ÇüéâãàÁçêÊèÍÔìÃÂÉÀÈôõòÚùÌÕÜ¢£Ù₧ÓáíóúñÑªº¿Ò¬½¼¡«»"), CP437_LINES]);
pub(super) const CP862: Page =
    Page(Upper::Undefined, &[CP437_LETTERS, (0x80, "אבגדהוזחטיךכלםמןנסעףפץצקרשת"), CP437_LINES]);
pub(super) const CP863: Page =
    Page(Upper::Undefined, &[(0x80, "ÇüéâÂà¶çêëèïî‗À§ÉÈÊôËÏûù¤ÔÜ¢£ÙÛƒ¦´óú¨¸³¯Î⌐¬½¼¾«»"), CP437_LINES]);
pub(super) const CP865: Page =
    Page(Upper::Undefined, &[CP437_LETTERS, (0x9b, "ø"), (0x9d, "Ø"), (0xaf, "¤"), CP437_LINES]);

/// All of IBM's page 37.
const EBCDIC: (u8, &str) = (
    0,
    "\0\u{1}\u{2}\u{3}\u{9c}\t\u{86}\u{7f}\u{97}\u{8d}\u{8e}\u{b}\u{c}\r\u{e}\u{f}\u{10}\u{11}\u{12}\u{13}\u{9d}\u{85}\u{8}\
     \u{87}\u{18}\u{19}\u{92}\u{8f}\u{1c}\u{1d}\u{1e}\u{1f}\u{80}\u{81}\u{82}\u{83}\u{84}\n\u{17}\u{1b}\u{88}\u{89}\u{8a}\
     \u{8b}\u{8c}\u{5}\u{6}\u{7}\u{90}\u{91}\u{16}\u{93}\u{94}\u{95}\u{96}\u{4}\u{98}\u{99}\u{9a}\u{9b}\u{14}\u{15}\u{9e}\
     \u{1a} \u{a0}âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@'=\"Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz\
     ¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×{ABCDEFGHI\u{ad}ôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u{9f}",
);
pub(super) const CP037: Page = Page(Upper::Undefined, &[EBCDIC]);
pub(super) const CP1047: Page =
    Page(Upper::Undefined, &[EBCDIC, (0x5f, "^"), (0xad, "["), (0xb0, "¬"), (0xba, "Ý¨"), (0xbd, "]")]);
pub(super) const CP1140: Page = Page(Upper::Undefined, &[EBCDIC, (0x9f, "€")]);

impl Page {
    /// The characters of all bytes, the replacement character where there is none.
    fn characters(self) -> Result<Vec<char>, Failure> {
        let mut characters: Vec<char> = (0..=u8::MAX).map(char::from).collect();
        match self.0 {
            Upper::Latin1 => {}
            Upper::Undefined => characters[0x80..].fill(char::REPLACEMENT_CHARACTER),
            Upper::Host(label) => {
                let host = HostDecoder::new(label).ok_or(Failure::Host)?;
                characters.truncate(0x80);
                characters.extend(host.characters(&mut (0x80..=u8::MAX).map(|byte| vec![byte])));
            }
        }
        for (first, run) in self.1 {
            for (slot, character) in characters.iter_mut().skip(usize::from(*first)).zip(run.chars()) {
                *slot = character;
            }
        }
        Ok(characters)
    }

    pub(super) fn encode(self, text: &str) -> Result<Vec<u8>, Failure> {
        let characters = self.characters()?;
        let byte = |character| {
            let byte = characters.iter().position(|other| *other == character).filter(|_| character != '\u{fffd}');
            byte.map(|byte| byte as u8).ok_or(Failure::Undefined)
        };
        text.chars().map(byte).collect()
    }

    pub(super) fn decode(self, bytes: &[u8]) -> Result<String, Failure> {
        let characters = self.characters()?;
        Ok(bytes.iter().map(|byte| characters[usize::from(*byte)]).collect())
    }
}
