//! What `(?i)` makes of characters and ranges: Unicode's simple folding, written out as those of ASCII and of the text
//! that is searched.

use super::unicode_class::Class;

/// Beyond ASCII, with the letter of ASCII that they are another case of.
const LIKE_ASCII: [(char, char); 2] = [('\u{17f}', 's'), ('\u{212a}', 'k')];

/// The characters of ASCII and of `wide` that a range has in any case.
pub(super) fn in_any_case(low: char, high: char, wide: &[char]) -> Vec<char> {
    let within = |character: char| (low..=high).contains(&character);
    let swapped = |character: char| match character {
        'a'..='z' => character.to_ascii_uppercase(),
        _ => character.to_ascii_lowercase(),
    };
    let ascii = ('\0'..='\x7f').filter(|character| {
        let like = |(other, letter): &(char, char)| *letter == character.to_ascii_lowercase() && within(*other);
        within(*character) || within(swapped(*character)) || LIKE_ASCII.iter().any(like)
    });
    let mut members: Vec<char> = ascii.collect();
    if wide.is_empty() {
        return members;
    }
    let class = (high >= '\u{80}').then(|| {
        let low = low.max('\u{80}');
        Class::new(&format!("[\\u{{{:X}}}-\\u{{{:X}}}]", low as u32, high as u32), true)
    });
    members.extend(wide.iter().filter(|character| {
        let like =
            |(other, letter): &(char, char)| other == *character && (within(*letter) || within(swapped(*letter)));
        LIKE_ASCII.iter().any(like) || class.as_ref().is_some_and(|class| class.contains(**character))
    }));
    members
}

/// All others of ASCII and of `wide`.
pub(super) fn others(members: &[char], wide: &[char]) -> Vec<char> {
    ('\0'..='\x7f').chain(wide.iter().copied()).filter(|character| !members.contains(character)).collect()
}
