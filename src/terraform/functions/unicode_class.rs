//! Classes of Unicode in patterns, as far as ASCII goes: on a text of ASCII alone that is all there is to them. The rest
//! would need tables larger than all other functions together.

/// Whether a byte of ASCII is in a general category or script; `None` for names that are not known here.
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
        | "Mc" | "Me" | "Arabic" | "Armenian" | "Cyrillic" | "Devanagari" | "Georgian" | "Greek" | "Han" | "Hangul"
        | "Hebrew" | "Hiragana" | "Katakana" | "Thai" => false,
        _ => return None,
    })
}

/// The class as members of a bracket expression, and what follows its name: `N...`, `{Lu}...`, `{^Lu}...`.
pub(super) fn members(after: &str, mut negated: bool) -> Option<(String, &str)> {
    let (mut name, rest) = match after.strip_prefix('{') {
        Some(inside) => inside.split_once('}')?,
        None => after.split_at(after.chars().next()?.len_utf8()),
    };
    if let Some(positive) = name.strip_prefix('^') {
        (name, negated) = (positive, !negated);
    }
    let mut set = String::new();
    for byte in 0..128 {
        if is_in(name, byte)? != negated {
            set.push_str(&format!("\\x{{{byte:X}}}"));
        }
    }
    if negated {
        set.push_str("\\x{80}-\\x{10FFFF}");
    }
    Some((set, rest))
}
