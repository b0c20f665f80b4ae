//! The tables of encodings that every JavaScript host carries; in the module they would outweigh all other functions.
//! Natively `encoding_rs`, which is what browsers do.

/// A decoder by its name in the Encoding Standard.
#[cfg(not(target_arch = "wasm32"))]
pub(super) struct HostDecoder(&'static encoding_rs::Encoding);

#[cfg(not(target_arch = "wasm32"))]
impl HostDecoder {
    /// `None` where the host does not know the encoding.
    pub(super) fn new(label: &str) -> Option<HostDecoder> {
        encoding_rs::Encoding::for_label(label.as_bytes()).map(HostDecoder)
    }

    /// The text, with replacement characters for what stands for none.
    pub(super) fn decode(&self, bytes: &[u8]) -> String {
        self.0.decode_without_bom_handling(bytes).0.into_owned()
    }
}

/// A decoder by its name in the Encoding Standard.
#[cfg(target_arch = "wasm32")]
pub(super) struct HostDecoder(web_sys::TextDecoder);

#[cfg(target_arch = "wasm32")]
impl HostDecoder {
    /// `None` where the host does not know the encoding.
    pub(super) fn new(label: &str) -> Option<HostDecoder> {
        web_sys::TextDecoder::new_with_label(label).ok().map(HostDecoder)
    }

    /// The text, with replacement characters for what stands for none.
    pub(super) fn decode(&self, bytes: &[u8]) -> String {
        self.0.decode_with_u8_array(bytes).unwrap_or_default()
    }
}

impl HostDecoder {
    /// What each code stands for: one character, or the replacement character for none.
    ///
    /// Hosts differ in what they make of codes without a character: control characters, ones for private use, several.
    pub(super) fn characters(&self, codes: &mut dyn Iterator<Item = Vec<u8>>) -> Vec<char> {
        let mut bytes = Vec::new();
        let mut count = 0;
        for code in codes {
            bytes.extend(code);
            // Of no encoding the second byte.
            bytes.push(b'\n');
            count += 1;
        }
        let text = self.decode(&bytes);
        let single = |line: &str| {
            let mut characters = line.chars();
            let character = characters.next().filter(|_| characters.next().is_none());
            let none = |character: &char| matches!(character, '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}');
            character.filter(|character| !none(character)).unwrap_or(char::REPLACEMENT_CHARACTER)
        };
        text.split('\n').map(single).take(count).collect()
    }
}
