//! Classes of Unicode in patterns (`\p{Lu}`, `\p{Greek}`). A class is written out as those of its members that can occur:
//! ASCII, and the characters of the text that is searched.

/// The scripts that Terraform 1.11 knows, asked one by one; Latin and Common alone have ASCII in them.
const SCRIPTS: &str = "Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali \
    Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma \
    Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot Cypro_Minoan Cyrillic Deseret Devanagari \
    Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Georgian Glagolitic Gothic \
    Grantha Greek Gujarati Gunjala_Gondi Gurmukhi Han Hangul Hanifi_Rohingya Hanunoo Hatran Hebrew Hiragana \
    Imperial_Aramaic Inherited Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada Katakana \
    Kawi Kayah_Li Kharoshthi Khitan_Small_Script Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Linear_A \
    Linear_B Lisu Lycian Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Masaram_Gondi \
    Medefaidrin Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro \
    Multani Myanmar Nabataean Nag_Mundari Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong \
    Ogham Ol_Chiki Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian \
    Old_South_Arabian Old_Turkic Old_Uyghur Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa \
    Phoenician Psalter_Pahlavi Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham SignWriting Sinhala \
    Sogdian Sora_Sompeng Soyombo Sundanese Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet \
    Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta Toto Ugaritic Vai Vithkuqi Wancho \
    Warang_Citi Yezidi Zanabazar_Square";

/// Whether a byte of ASCII is in a general category or script; `None` for names that Terraform does not know.
fn is_in(name: &str, byte: u8) -> Option<bool> {
    let among = |members: &str| members.as_bytes().contains(&byte);
    Some(match name {
        "Any" => true,
        "L" | "Latin" => byte.is_ascii_alphabetic(),
        "Lu" => byte.is_ascii_uppercase(),
        "Ll" => byte.is_ascii_lowercase(),
        "N" | "Nd" => byte.is_ascii_digit(),
        "P" => among("!\"#%&'()*,-./:;?@[\\]_{}"),
        "Pc" => byte == b'_',
        "Pd" => byte == b'-',
        "Ps" => among("([{"),
        "Pe" => among(")]}"),
        "Po" => among("!\"#%&'*,./:;?@\\"),
        "S" => among("$+<=>^`|~"),
        "Sm" => among("+<=>|~"),
        "Sc" => byte == b'$',
        "Sk" => among("^`"),
        "Z" | "Zs" => byte == b' ',
        "C" | "Cc" => byte.is_ascii_control(),
        "Common" => !byte.is_ascii_alphabetic(),
        "Lt" | "Lm" | "Lo" | "Nl" | "No" | "Pi" | "Pf" | "So" | "Zl" | "Zp" | "Cf" | "Cs" | "Co" | "M" | "Mn"
        | "Mc" | "Me" => false,
        script if SCRIPTS.split(' ').any(|known| known == script) => false,
        _ => return None,
    })
}

/// The class as members of a bracket expression, and what follows its name: `N...`, `{Lu}...`, `{^Lu}...`. Beyond ASCII
/// it has only those of `wide`. `None` for a class that Terraform does not know.
pub(super) fn members<'p>(
    after: &'p str,
    mut negated: bool,
    ignores_case: bool,
    wide: &[char],
) -> Option<(String, &'p str)> {
    let (mut name, rest) = match after.strip_prefix('{') {
        Some(inside) => inside.split_once('}')?,
        None => after.split_at(after.chars().next()?.len_utf8()),
    };
    if let Some(positive) = name.strip_prefix('^') {
        (name, negated) = (positive, !negated);
    }
    // The host throws at a name that it does not know.
    is_in(name, 0)?;
    let mut set = String::new();
    let mut add = |character: char| set.push_str(&format!("\\x{{{:X}}}", character as u32));
    let class = (name != "Any" && (ignores_case || !wide.is_empty())).then(|| Class::new(&pattern(name), ignores_case));
    for byte in 0..128 {
        let is_in = is_in(name, byte)?;
        let is_in = match &class {
            Some(class) if ignores_case => class.contains(char::from(byte)),
            _ => is_in,
        };
        if is_in != negated {
            add(char::from(byte));
        }
    }
    match class {
        Some(class) => wide.iter().filter(|character| class.contains(**character) != negated).copied().for_each(add),
        None if name == "Any" && !negated => set.push_str("\\x{80}-\\x{10FFFF}"),
        None => {}
    }
    Some((set, rest))
}

/// A class in the syntax that JavaScript and the crates of regex share.
fn pattern(name: &str) -> String {
    match name {
        // Go counts no unassigned characters among the others.
        "C" => "[\\p{Cc}\\p{Cf}\\p{Co}]".to_owned(),
        category if category.len() <= 2 => format!("\\p{{{category}}}"),
        script => format!("\\p{{Script={script}}}"),
    }
}

/// A class of characters, in the syntax that JavaScript and the crates of regex share.
#[cfg(not(target_arch = "wasm32"))]
pub(super) struct Class(Vec<std::ops::RangeInclusive<char>>);

#[cfg(not(target_arch = "wasm32"))]
impl Class {
    pub(super) fn new(pattern: &str, ignores_case: bool) -> Class {
        use regex_syntax::hir::{self, Hir, HirKind};
        let parsed = regex_syntax::ParserBuilder::new().case_insensitive(ignores_case).build().parse(pattern);
        Class(match parsed.map(Hir::into_kind) {
            Ok(HirKind::Class(hir::Class::Unicode(class))) => {
                class.iter().map(|range| range.start()..=range.end()).collect()
            }
            // A class of one character.
            Ok(HirKind::Literal(literal)) => {
                String::from_utf8_lossy(&literal.0).chars().map(|character| character..=character).collect()
            }
            // Surrogates are no characters.
            _ => Vec::new(),
        })
    }

    pub(super) fn contains(&self, character: char) -> bool {
        self.0.iter().any(|range| range.contains(&character))
    }
}

/// JavaScript has the tables, which would be larger than all other functions together.
#[cfg(target_arch = "wasm32")]
pub(super) struct Class(js_sys::RegExp);

#[cfg(target_arch = "wasm32")]
impl Class {
    pub(super) fn new(pattern: &str, ignores_case: bool) -> Class {
        Class(js_sys::RegExp::new(&format!("^{pattern}$"), if ignores_case { "iu" } else { "u" }))
    }

    pub(super) fn contains(&self, character: char) -> bool {
        self.0.test(character.encode_utf8(&mut [0; 4]))
    }
}
