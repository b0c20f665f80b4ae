//! The table of ARCHITECTURE.md, row by row: what of Terraform is evaluated and what becomes unknown.

#![allow(clippy::unwrap_used, reason = "a row that cannot be read is a failed test")]

use std::collections::BTreeMap;
use std::path::Path;

use ec2_profile_check::{CheckOptions, evaluate};

fn read(directory: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            read(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
}

fn without_space(text: &str) -> String {
    text.replace(",\n}", "\n}")
        .replace(",\n]", "\n]")
        .split_whitespace()
        .collect::<String>()
        .replace(",]", "]")
        .replace(",", "")
}

#[test]
fn every_row_holds() {
    let mut files = BTreeMap::new();
    read(Path::new("tests/compatibility"), "", &mut files);
    let page = std::fs::read_to_string("ARCHITECTURE.md").unwrap();
    let table = page.split_once("## What of Terraform is evaluated").unwrap().1;
    let mut rows = 0;
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| line.starts_with("| ") && line.contains('`')) {
        let code: Vec<&str> = line.rsplitn(3, " | ").collect();
        let gives = code[0].trim_end_matches('|').trim().trim_matches('`');
        let expression = code[1].trim().trim_matches('`');
        let evaluation = evaluate(&files, expression, &CheckOptions::default());
        let holds = match gives {
            "unknown" => !evaluation.known && evaluation.why.is_some() && evaluation.location.is_none(),
            _ => evaluation.known && without_space(evaluation.text.as_deref().unwrap_or("")) == without_space(gives),
        };
        if !holds {
            wrong.push(format!("{expression} gives {evaluation:?}, not {gives}"));
        }
        rows += 1;
    }
    assert!(rows >= 25, "the table has {rows} rows");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
