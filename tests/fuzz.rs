//! A moment of fuzzing in every test run: each target on the fixtures, and on the fixtures with something wrong in them.
//!
//! The same numbers come every time. `npm run fuzz` goes on for as long as it is given, guided by coverage.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a seed that cannot be read is a failed test")]
#![allow(clippy::print_stdout, reason = "how much was tried depends on the machine")]

use std::collections::BTreeMap;
use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "../fuzz/targets.rs"]
mod targets;

/// What one target may take in all; on a slow machine fewer mutants are tried.
const TIME: Duration = Duration::from_millis(2500);
/// Mutants per target when there is time for all.
const MUTANTS: usize = 400;
/// What a single input may take in a debug build.
const LIMIT: Duration = Duration::from_secs(20);
/// Larger fixtures only cost time here.
const LARGEST: usize = 16 * 1024;

/// What Terraform, JSON and reports are made of, and what breaks them.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "${",
    "%{",
    "}\n",
    "\"\"",
    "<<-EOT\n",
    "EOT\n",
    "\n",
    "\r\n",
    "\u{feff}",
    "\0",
    "é",
    "🚀",
    "\u{301}",
    "\\",
    "\\u",
    "\\ud800",
    "null",
    "true",
    "-1",
    "1e308",
    "1e-400",
    "99999999999999999999",
    "0.1",
    " ? ",
    " : ",
    " && ",
    " == ",
    "...",
    "[*]",
    ".*",
    "[0]",
    "=>",
    "for x in ",
    "if ",
    "each.value",
    "count.index",
    "var.open",
    "local.a",
    "module.m.x",
    "#",
    "//",
    "/*",
    "*/",
    "count = ",
    "for_each = ",
    "dynamic",
    "content",
    "iam_instance_profile",
    "=== x/main.tf\n",
    "\u{1e}",
    "[[[[[[[[[[[[[[[[",
    "{{{{{{{{",
    "!!!!!!!!",
    "--------",
    "((((((((",
];

/// xorshift64*: small, and the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound.max(1)
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

fn files_in(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { files_in(&path, into) } else { into.push(path) }
    }
}

/// Fixtures below some folders; with `sets`, those of a folder together, marked and after a byte of options.
fn seeds(folders: &[&str], endings: &[&str], sets: bool) -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for folder in folders {
        let folder = Path::new("tests").join(folder);
        let mut paths = Vec::new();
        files_in(&folder, &mut paths);
        paths.retain(|path| endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)));
        let mut groups: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for path in paths {
            let inside = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
            let bytes = fs::read(&path).unwrap();
            if !sets {
                seeds.push(bytes);
                continue;
            }
            let mut parts = inside.splitn(3, '/');
            let case = format!("{}/{}", parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            let name = parts.next().unwrap_or(&inside);
            let group = groups.entry(case).or_insert_with(|| vec![b'@']);
            group.extend(format!("\n{}{name}\n", targets::FILE_MARK).bytes());
            group.extend(bytes);
        }
        seeds.extend(groups.into_values());
    }
    seeds.retain(|seed| seed.len() <= LARGEST);
    assert!(!seeds.is_empty(), "there are no fixtures in {folders:?}");
    seeds
}

fn mutant(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = random.pick(seeds).clone();
    for _ in 0..1 + random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + random.below(24)).min(bytes.len());
        match random.below(8) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.truncate(at.max(1)),
            2 => {
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            3 => {
                let other = random.pick(seeds);
                let from = random.below(other.len());
                let piece = other[from..(from + 40).min(other.len())].to_vec();
                bytes.splice(at..end, piece);
            }
            4 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            5 => {
                let piece = random.pick(PIECES).repeat(1 + random.below(3));
                bytes.splice(at..end, piece.bytes());
            }
            6 => drop(bytes.splice(at..at, random.pick(PIECES).repeat(200).bytes())),
            _ => drop(bytes.splice(at..at, random.pick(PIECES).bytes())),
        }
    }
    bytes
}

fn fuzz(target: &str, seeds: &[Vec<u8>]) {
    let (_, run) = targets::ALL.into_iter().find(|(name, _)| *name == target).unwrap();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let start = Instant::now();
    let mut executed = 0;
    while executed < MUTANTS && start.elapsed() < TIME {
        let input = if executed % 8 == 0 { random.pick(seeds).clone() } else { mutant(seeds, &mut random) };
        let from = Instant::now();
        let outcome = catch_unwind(|| run(&input));
        let took = from.elapsed();
        executed += 1;
        if outcome.is_err() || took > LIMIT {
            let kept = format!("target/fuzz-{target}-{executed}");
            fs::write(&kept, &input).unwrap();
            panic!("{target} fails on {kept}, after {took:?}");
        }
    }
    println!("{target}: {executed} inputs in {:?}", start.elapsed());
}

#[test]
fn syntax() {
    fuzz("syntax", &seeds(&["cases", "syntax", "fixes"], &[".tf", ".tofu", ".tfvars", ".json"], false));
}

#[test]
fn expression() {
    let lines = seeds(&["terraform"], &[".txt"], false);
    let lines = lines.iter().flat_map(|file| file.split(|byte| *byte == b'\n')).filter(|line| !line.is_empty());
    fuzz("expression", &lines.map(<[u8]>::to_vec).collect::<Vec<_>>());
}

#[test]
fn check() {
    fuzz("check", &seeds(&["cases", "fixes"], &[".tf", ".tofu", ".tfvars", ".tf.json", ".tpl"], true));
}

#[test]
fn plan() {
    fuzz("plan", &seeds(&["plan", "cases"], &[".json"], false));
}

#[test]
fn evidence() {
    fuzz("evidence", &seeds(&["evidence"], &[".json", ".csv", ".gz"], false));
}

#[test]
fn render() {
    fuzz("render", &seeds(&["render"], &[".json"], false));
}

#[test]
fn fixes() {
    fuzz("fixes", &seeds(&["fixes", "cases"], &[".tf"], true));
}

#[test]
fn every_target_is_run_here() {
    for (name, _) in targets::ALL {
        let run = format!("fuzz_targets/{name}.rs");
        assert!(Path::new("fuzz").join(&run).exists(), "{run} is missing");
        assert!(fs::read_to_string(file!()).unwrap().contains(&format!("fuzz(\"{name}\"")), "{name} is not run here");
    }
}
