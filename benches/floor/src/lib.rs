//! hcl-edit alone in WebAssembly, built for speed, parsing all of a file.

use std::hint::black_box;

static TEXT: &str = include_str!(env!("FLOOR_FILE"));

/// Parses the file that was named when this was built; whether it could be.
#[unsafe(no_mangle)]
pub extern "C" fn parse() -> bool {
    hcl_edit::parser::parse_body(black_box(TEXT)).is_ok()
}
