//! Identifiers derived from content, so that two runs over the same code name the same things alike.

use sha1::{Digest, Sha1};

/// Namespace of this tool's name-based UUIDs (RFC 9562, version 5): itself the version 5 UUID of the name
/// `ec2-profile-check` in the RFC's URL namespace.
const URL_NAMESPACE: [u8; 16] =
    [0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8];

/// Version 5 UUID of the parts, within the namespace of this tool. Parts are told apart by their lengths.
pub fn uuid(parts: &[&str]) -> String {
    let namespace = version_5(&URL_NAMESPACE, b"ec2-profile-check");
    format_uuid(&version_5(&namespace, joined(parts).as_bytes()))
}

/// 40 hexadecimal digits (SHA-1) that stand for the parts. Not a secret, and not a proof against forgery.
pub fn fingerprint(parts: &[&str]) -> String {
    hex(&Sha1::digest(joined(parts).as_bytes()))
}

fn joined(parts: &[&str]) -> String {
    parts.iter().map(|part| format!("{}:{part};", part.len())).collect()
}

fn version_5(namespace: &[u8; 16], name: &[u8]) -> [u8; 16] {
    let digest = Sha1::new().chain_update(namespace).chain_update(name).finalize();
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(digest.iter()) {
        *byte = *from;
    }
    bytes[6] = (bytes[6] & 0x0f) | 0x50;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    bytes
}

fn format_uuid(bytes: &[u8; 16]) -> String {
    let digits = hex(bytes);
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected value from Python: `uuid.uuid5(uuid.NAMESPACE_URL, "ec2-profile-check")`.
    #[test]
    fn version_5_is_rfc_9562() {
        assert_eq!(
            format_uuid(&version_5(&URL_NAMESPACE, b"ec2-profile-check")),
            "e06018cb-9f55-5a60-b98b-ed9b3eb09bd0"
        );
    }

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(fingerprint(&["ab", "c"]), fingerprint(&["a", "bc"]));
    }
}
