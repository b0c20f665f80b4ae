//! A file that is read again after a change gives the tree that reading it from scratch gives: every span, every error.

#![allow(clippy::unwrap_used, reason = "a file that cannot be read is a failed test")]

use std::fs;
use std::path::Path;
use std::rc::Rc;

use ec2_profile_check::syntax::{Parsed, parse_changed, parse_file};
use ec2_profile_check::text::{FileId, Source};

/// The same numbers each time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// What opens, closes, ends or hides something, and what is nothing of that.
const PIECES: &[&str] = &[
    "\n",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "x",
    "1",
    "é",
    "\u{feff}",
    "\"",
    "'",
    "\\",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ",",
    "=",
    ".",
    "${",
    "%{",
    "/*",
    "*/",
    "#",
    "//",
    "/",
    "*",
    "<<EOT\n",
    "<<-EOT\n",
    "EOT\n",
    "EOT",
    "~",
    "x = 1\n",
    "locals {\n",
    "locals {\n  a = 1\n}\n",
    "resource \"a\" \"b\" {}\n",
    "b {} # */\n",
    "# c\n",
    "/* c */",
    "} /* a\n",
    "}\n",
    "\n}",
    "variable \"v\" {\n  default = <<EOT\n  a\n  ${1}\nEOT\n}\n",
    "locals { a = \"${[1][0]}é\" }\n",
];

/// What was read so far, as a cache keeps it.
struct Session {
    whole: Option<(Source, Rc<Parsed>)>,
    /// Blocks that were taken over from the tree before.
    reused: usize,
}

impl Session {
    fn read(&mut self, text: &str, history: &str) {
        let source = Source::new("main.tf", text);
        let fresh = parse_file("main.tf", FileId(3), &source);
        let found = match &self.whole {
            Some((before, tree)) => parse_changed("main.tf", FileId(3), &source, before, tree),
            None => parse_file("main.tf", FileId(3), &source),
        };
        assert_eq!(format!("{found:?}"), format!("{fresh:?}"), "{history}: {text:?}");
        if let Some((_, tree)) = &self.whole {
            let known = &tree.file.body.blocks;
            let is_known = |block: &&Rc<_>| known.iter().any(|known| Rc::ptr_eq(known, block));
            self.reused += found.file.body.blocks.iter().filter(is_known).count();
        }
        if found.errors.is_empty() {
            self.whole = Some((source, Rc::new(found)));
        }
    }
}

fn files(folder: &Path, into: &mut Vec<String>) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "tf")
            && let Ok(text) = fs::read_to_string(&path)
            && text.len() < 4_000
        {
            into.push(text);
        }
    }
}

fn edited(text: &str, random: &mut Random) -> String {
    let at = random.place(text);
    let end = match random.below(3) {
        // Most people type.
        0 | 1 => at,
        _ => at.max((at + random.below(40)).min(text.len())),
    };
    let mut end = end;
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let piece = match random.below(8) {
        0 => "",
        // A stretch of the text itself, as when a block is copied.
        1 => {
            let (one, other) = (random.place(text), random.place(text));
            &text[one.min(other)..one.max(other)]
        }
        _ => PIECES[random.below(PIECES.len())],
    };
    format!("{}{piece}{}", &text[..at], &text[end..])
}

#[test]
fn after_any_change_the_tree_is_that_of_the_new_text() {
    let mut texts = Vec::new();
    files(Path::new("tests/cases"), &mut texts);
    assert!(texts.len() > 200);
    let mut reused = 0;
    for (seed, text) in texts.iter().enumerate() {
        let mut random = Random(seed as u64);
        let mut session = Session { whole: None, reused: 0 };
        session.read(text, "at first");
        let mut now = text.clone();
        for step in 0..10 {
            // Every now and then all is well again.
            now = if random.below(6) == 0 { text.clone() } else { edited(&now, &mut random) };
            session.read(&now, &format!("seed {seed}, step {step}"));
        }
        reused += session.reused;
    }
    assert!(reused > 2_000, "only {reused} blocks were taken over");
}

#[test]
fn texts_that_were_cut_in_the_wrong_place() {
    let pairs = [
        // The line break after the block is inside of a comment.
        ("a {\n} /* x\nb {} # */\nc {\n}\n", "a {\n} /* x\nb {} # */\nc {\n  d = 1\n}\n"),
        ("a {\n}\n/* x\nb {} # */\nc {\n}\n", "a {\n}\n/* x\nb {} # */\nc {\n  d = 1\n}\n"),
        // What was typed reaches into what stays.
        ("a {\n}\nb {\n}\nc {\n}\n", "a {\n}\n/*\nb {\n}\nc {\n}\n"),
        ("a {\n}\nb {\n}\nc {\n}\n", "a {\n}\nx = <<b\nb {\n}\nc {\n}\n"),
        ("a {\n}\nb {\n}\nc {\n} # */\n", "a {\n}\n/*\nb {\n}\nc {\n} # */\n"),
        // What the parser refuses is edited and split by lines, where a label may run over one.
        (
            "a {\n  x = { for k in [] : k => k ?\n  1 : 2 }\n}\nb \"cd\" {\n}\ne {}\n",
            "a {\n  x = { for k in [] : k => k ?\n  1 : 2 }\n}\nb \"c}\nd\" {\n}\ne {}\n",
        ),
        // No byte is the same at the start and at the end.
        ("a {\n}\na {\n}\n", "a {\n}\na {\n}\na {\n}\n"),
        ("a {\n}\na {\n}\na {\n}\n", "a {\n}\n"),
        ("a {}\n", "a {}\n\n"),
        ("a {}\n\n", "a {}\n"),
        ("a {}\n", "a {}"),
        ("a {}", "a {}\n"),
        // Arguments at the top level are unique in all of the file.
        ("a {}\nb {}\n", "a {}\nx = 1\nb {}\nx = 2\n"),
        ("x = 1\na {}\n", "x = 1\na {}\nx = 2\n"),
        ("\u{feff}a {}\r\nb {}\r\n", "\u{feff}a {}\r\nc {}\r\nb {}\r\n"),
        ("\u{feff}a {}\nb {}\n", "a {}\nb {}\nc {}\n"),
        ("a {}\nb { x = \"é\" }\n", "a { y = \"🚀\" }\nb { x = \"é\" }\n"),
    ];
    for (one, other) in pairs {
        for (before, after) in [(one, other), (other, one)] {
            let mut session = Session { whole: None, reused: 0 };
            session.read(before, "before");
            session.read(after, "after");
            session.read(before, "again");
        }
    }
}
