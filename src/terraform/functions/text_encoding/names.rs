//! All encodings of Terraform with their names.

use super::Encoding;
use super::east_asian::Charset;
use super::pages::{self, Page, Upper};

const fn host(label: &'static str) -> Encoding {
    Encoding::Page(Page(Upper::Host(label), &[]))
}

const ENCODINGS: &[(Encoding, &str)] = &[
    (Encoding::Utf8, "csutf8 utf-8"),
    (Encoding::Utf16, "csutf16 utf-16"),
    (Encoding::Utf16Be, "csutf16be utf-16be"),
    (Encoding::Utf16Le, "csutf16le utf-16le"),
    (
        Encoding::Page(pages::ASCII),
        "ansi_x3.4-1968 ansi_x3.4-1986 cp367 csascii ibm367 iso-ir-6 iso646-us iso_646.irv:1991 us us-ascii",
    ),
    (
        Encoding::Page(pages::LATIN_1),
        "cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso_8859-1 iso_8859-1:1987 l1 latin1",
    ),
    (host("iso-8859-2"), "csisolatin2 iso-8859-2 iso-ir-101 iso_8859-2 iso_8859-2:1987 l2 latin2"),
    (host("iso-8859-3"), "csisolatin3 iso-8859-3 iso-ir-109 iso_8859-3 iso_8859-3:1988 l3 latin3"),
    (host("iso-8859-4"), "csisolatin4 iso-8859-4 iso-ir-110 iso_8859-4 iso_8859-4:1988 l4 latin4"),
    (host("iso-8859-5"), "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso_8859-5 iso_8859-5:1988"),
    (
        host("iso-8859-6"),
        "arabic asmo-708 csisolatinarabic ecma-114 iso-8859-6 iso-ir-127 iso_8859-6 iso_8859-6:1987 csiso88596e \
         iso-8859-6-e iso_8859-6-e csiso88596i iso-8859-6-i iso_8859-6-i",
    ),
    (
        host("iso-8859-7"),
        "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso_8859-7 iso_8859-7:1987",
    ),
    (
        host("iso-8859-8"),
        "csisolatinhebrew hebrew iso-8859-8 iso-ir-138 iso_8859-8 iso_8859-8:1988 csiso88598e iso-8859-8-e \
         iso_8859-8-e csiso88598i iso-8859-8-i iso_8859-8-i",
    ),
    (Encoding::Page(pages::LATIN_5), "csisolatin5 iso-8859-9 iso-ir-148 iso_8859-9 iso_8859-9:1989 l5 latin5"),
    (host("iso-8859-10"), "csisolatin6 iso-8859-10 iso-ir-157 iso_8859-10:1992 l6 latin6"),
    (host("iso-8859-13"), "csiso885913 iso-8859-13"),
    (host("iso-8859-14"), "csiso885914 iso-8859-14 iso-celtic iso-ir-199 iso_8859-14 iso_8859-14:1998 l8 latin8"),
    (Encoding::Page(pages::LATIN_9), "csiso885915 iso-8859-15 iso_8859-15 latin-9"),
    (Encoding::Page(pages::LATIN_10), "csiso885916 iso-8859-16 iso-ir-226 iso_8859-16 iso_8859-16:2001 l10 latin10"),
    (host("koi8-r"), "cskoi8r koi8-r"),
    (Encoding::Page(pages::KOI8_U), "cskoi8u koi8-u"),
    (Encoding::Page(pages::MACINTOSH), "csmacintosh mac macintosh"),
    (host("windows-874"), "cswindows874 windows-874"),
    (host("windows-1250"), "cswindows1250 windows-1250"),
    (host("windows-1251"), "cswindows1251 windows-1251"),
    (Encoding::Page(pages::WINDOWS_1252), "cswindows1252 windows-1252"),
    (Encoding::Page(pages::WINDOWS_1253), "cswindows1253 windows-1253"),
    (host("windows-1254"), "cswindows1254 windows-1254"),
    (Encoding::Page(pages::WINDOWS_1255), "cswindows1255 windows-1255"),
    (host("windows-1256"), "cswindows1256 windows-1256"),
    (host("windows-1257"), "cswindows1257 windows-1257"),
    (host("windows-1258"), "cswindows1258 windows-1258"),
    (Encoding::Page(pages::CP037), "cp037 csibm037 ebcdic-cp-ca ebcdic-cp-nl ebcdic-cp-us ebcdic-cp-wt ibm037"),
    (Encoding::Page(pages::CP437), "437 cp437 cspc8codepage437 ibm437"),
    (Encoding::Page(pages::CP850), "850 cp850 cspc850multilingual ibm850"),
    (Encoding::Page(pages::CP852), "852 cp852 cspcp852 ibm852"),
    (Encoding::Page(pages::CP855), "855 cp855 csibm855 ibm855"),
    (Encoding::Page(pages::CP858), "ccsid00858 cp00858 csibm00858 ibm00858 pc-multilingual-850+euro"),
    (Encoding::Page(pages::CP860), "860 cp860 csibm860 ibm860"),
    (Encoding::Page(pages::CP862), "862 cp862 cspc862latinhebrew ibm862"),
    (Encoding::Page(pages::CP863), "863 cp863 csibm863 ibm863"),
    (Encoding::Page(pages::CP865), "865 cp865 csibm865 ibm865"),
    (host("ibm866"), "866 cp866 csibm866 ibm866"),
    (Encoding::Page(pages::CP1047), "csibm1047 ibm-1047 ibm1047"),
    (Encoding::Page(pages::CP1140), "ccsid01140 cp01140 csibm01140 ebcdic-us-37+euro ibm01140"),
    (Encoding::Wide(Charset::ShiftJis), "csshiftjis ms_kanji shift_jis"),
    (Encoding::Wide(Charset::EucJp), "cseucpkdfmtjapanese euc-jp extended_unix_code_packed_format_for_japanese"),
    (Encoding::Wide(Charset::Iso2022Jp), "csiso2022jp iso-2022-jp"),
    (Encoding::Wide(Charset::EucKr), "cseuckr euc-kr"),
    (Encoding::Wide(Charset::Gbk), "cp936 csgbk gbk ms936 windows-936"),
    (Encoding::Wide(Charset::Gb18030), "csgb18030 gb18030"),
    (Encoding::Wide(Charset::Hz), "hz-gb-2312"),
    (Encoding::Wide(Charset::Big5), "big5 csbig5"),
];

/// The encoding of an IANA name, whatever its case.
pub(super) fn find(name: &str) -> Option<Encoding> {
    let wanted = name.trim().to_ascii_lowercase();
    let found = ENCODINGS.iter().find(|(_, names)| names.split(' ').any(|name| name == wanted));
    found.map(|(encoding, _)| *encoding)
}
