//! Reading plain data out of JSON: where a text is not of the wanted shape, the first such place is named.

use ec2_profile_check::control::knowledge::EvidenceKind;
use ec2_profile_check::from_json::{FromJson, from_json};
use ec2_profile_check::report::model::Status;

fn mismatch<T: FromJson>(text: &str) -> String {
    from_json::<T>(text).err().map(|mismatch| mismatch.to_string()).unwrap_or_default()
}

#[test]
fn values_are_read() {
    assert_eq!(from_json::<Vec<u32>>("[1, 4294967295]"), Ok(vec![1, u32::MAX]));
    assert_eq!(from_json::<Vec<Option<bool>>>("[null, true]"), Ok(vec![None, Some(true)]));
    assert_eq!(from_json("\"not_applicable\""), Ok(Status::NotApplicable));
}

#[test]
fn the_place_of_a_mismatch_is_named() {
    let kind = |commands: &str| {
        format!(r#"[{{ "id": "i", "title": "t", "shows": "s", "auditorAsks": "a", "commands": {commands} }}]"#)
    };
    for (text, said) in [
        ("{}".to_owned(), "it must be a list"),
        ("[7]".to_owned(), "[0] must be an object"),
        ("[{}]".to_owned(), "[0].id must be there"),
        (kind("{}"), "[0].commands must be a list"),
        (kind(r#"[{ "title": "t", "command": "c" }, { "title": [] }]"#), "[0].commands[1].title must be a string"),
        (kind("[]").replace("\"a\"", "null"), "[0].auditorAsks must be a string"),
        (kind("[]"), ""),
    ] {
        assert_eq!(mismatch::<Vec<EvidenceKind>>(&text), said, "{text}");
    }
    assert_eq!(mismatch::<Vec<Vec<u32>>>("[[], [1, -1]]"), "[1][1] must be a whole number");
    assert_eq!(mismatch::<Vec<u32>>("[4294967296]"), "[0] must be a smaller number");
    assert_eq!(mismatch::<Vec<Status>>("[\"pass\", \"passed\"]"), "[1] must be one of the words known here");
    assert!(mismatch::<u32>("{").starts_with("it must be JSON: "));
}
