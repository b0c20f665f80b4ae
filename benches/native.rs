//! What the ratios of `npm run bench` are taken against: the native time of one file.
//!
//! `native parse FILE MILLISECONDS` is hcl-edit alone, `native check FILE MILLISECONDS` the whole check. The file is
//! worked on again and again for that long; the median and the least are printed, in nanoseconds.
//!
//! `native report FILES` prints the report on a JSON object of paths and texts, for `npm run ecosystem -- --native`.

#![allow(clippy::print_stdout, reason = "this is what it is for")]

use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use ec2_profile_check::{CheckOptions, check};

fn main() -> Result<(), Box<dyn Error>> {
    // cargo adds --bench.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [what, files] = arguments.as_slice()
        && what == "report"
    {
        let files: BTreeMap<String, String> = serde_json::from_str(&std::fs::read_to_string(files)?)?;
        println!("{}", serde_json::to_string(&check(&files, &CheckOptions::default()))?);
        return Ok(());
    }
    let [what, file, milliseconds] = arguments.as_slice() else {
        return Err("usage: native parse|check FILE MILLISECONDS".into());
    };
    let text = std::fs::read_to_string(file)?;
    let time = Duration::from_millis(milliseconds.parse()?);
    let taken = match what.as_str() {
        "parse" => times(time, || hcl_edit::parser::parse_body(black_box(&text)).is_ok()),
        "check" => {
            let files = BTreeMap::from([("main.tf".to_owned(), text)]);
            let options = CheckOptions::default();
            times(time, || check(black_box(&files), &options).results.len())
        }
        _ => return Err(format!("there is no {what}").into()),
    };
    let (Some(least), Some(median)) = (taken.first(), taken.get(taken.len() / 2)) else {
        return Err("there was no time for one".into());
    };
    println!("{} {}", median.as_nanos(), least.as_nanos());
    Ok(())
}

/// What `work` takes, sorted: as often as fits into `time`, after as much again to warm up.
fn times<T>(time: Duration, mut work: impl FnMut() -> T) -> Vec<Duration> {
    let mut taken = Vec::new();
    let start = Instant::now();
    while start.elapsed() < time * 2 {
        let from = Instant::now();
        black_box(work());
        let took = from.elapsed();
        if start.elapsed() > time {
            taken.push(took);
        }
    }
    taken.sort_unstable();
    taken
}
