//! What is kept of blocks that only moved: each case goes wrong without one of the precautions of `src/moves.rs` and its
//! users. `tests/edits.rs` makes changes at random.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a failed test")]

#[allow(dead_code, reason = "shared with tests that use more of it")]
mod session;

use ec2_profile_check::CheckOptions;
use session::Session;

/// What somebody does with the text of `main.tf`.
enum Step<'t> {
    /// It is checked.
    Checked(&'t str),
    /// It is checked, and nobody is told what is new.
    Untold(&'t str),
    /// It is read, as for its variables, but not checked.
    Read(&'t str),
}

use Step::{Checked, Read, Untold};

/// Compares each check with one from scratch; `beside` stands in another file, with so much that it is worth the while to
/// keep some.
fn agrees(beside: &str, steps: &[Step<'_>]) {
    let filler: String = (0..24).map(|at| instance(&format!("filler{at}"), "\"app\"")).collect();
    let mut session = Session::default();
    session.set("beside.tf", &(filler + beside));
    let mut history = Vec::new();
    for step in steps {
        let (Checked(text) | Untold(text) | Read(text)) = step;
        session.set("main.tf", text);
        history.push(format!("{text:?}"));
        match step {
            Checked(_) => session.agrees(&CheckOptions::default(), &history),
            Untold(_) => drop(session.project.check(&CheckOptions::default())),
            Read(_) => drop(session.project.variables()),
        }
    }
}

fn instance(name: &str, profile: &str) -> String {
    format!("resource \"aws_instance\" \"{name}\" {{\n  iam_instance_profile = {profile}\n}}\n")
}

/// The comment stays at its place, but no longer in the line above the last block, which has the tree it had before there
/// was any.
#[test]
fn a_comment_that_is_in_the_line_above_no_longer() {
    let text = |mark: &str, end: &str| format!("# {mark}\nlocals {{\n{end}{}", instance("below", "\"app\""));
    agrees(
        "",
        &[
            Checked(&text("a", "}\n")),
            Checked(&text("b", "# ec2-profile-check:ignore because\n")),
            Checked(&text("a", "# ec2-profile-check:ignore because\n}\n")),
        ],
    );
}

/// What is used without a declaration is an error where anything is declared, and in the block nothing changes.
#[test]
fn the_first_variable_that_is_declared() {
    let open = instance("open", "var.profile == \"\" ? null : \"app\"");
    agrees(&open, &[Checked(""), Checked("variable \"other\" {}\n"), Checked("")]);
}

/// The block stays, and the argument after it may have been meant for it.
#[test]
fn a_block_that_is_closed_too_early() {
    let bare = "resource \"aws_instance\" \"bare\" {\n}\n";
    agrees("", &[Checked(bare), Checked(&format!("{bare}  iam_instance_profile = \"app\"\n}}\n")), Checked(bare)]);
}

/// What a comment silences has moved with it, but where comments were used is not told to move.
#[test]
fn a_comment_that_moves() {
    let first = instance("first", "\"app\"");
    let text = format!("{first}# ec2-profile-check:ignore because\nresource \"aws_instance\" \"bare\" {{\n}}\n");
    agrees("", &[Checked(&text), Checked(&format!("#\n{text}"))]);
}

/// Between a line more above and one more below, a block is one line further and not two; no byte is another's.
#[test]
fn a_block_between_two_changes() {
    let between = |above: &str, below: &str| {
        let [first, second, third] = ["first", "second", "third"].map(|name| instance(name, "\"app\""));
        format!("{above}{first}{second}{below}{third}")
    };
    agrees(
        "",
        &[
            Checked(&between("# a #\n", "# b #\n")),
            Read(&between("# a\n#\n", "# b #\n")),
            Checked(&between("# a\n#\n", "# b\n#\n")),
        ],
    );
}

/// With the mark gone from the start of the file, a copy at its end looks like what moved, but for its first lines.
#[test]
fn a_block_of_which_only_the_end_seems_to_have_moved() {
    let text = "variable \"copied\" {\n  type    = string\n  default = \"app\"\n}\n";
    let by_variable = instance("by_variable", "var.copied");
    agrees(&by_variable, &[Checked(&format!("\u{feff}{text}")), Checked(&format!("{text}{text}"))]);
}

/// Where a value was told to come from is amid the last change, which took away as much as the one before.
#[test]
fn a_place_that_was_told_before_the_check_before() {
    let text = |above: usize, mark: &str, below: usize| {
        let (above, below) = ("# above\n".repeat(above), format!("# {mark}\n").repeat(below));
        above + &instance("first", "\"app\"") + "locals {\n  told = \"app\"\n}\n" + &below + "#\n#\n"
    };
    agrees(
        &instance("by_local", "local.told"),
        &[Checked(&text(40, "below", 80)), Untold(&text(0, "below", 80)), Checked(&text(0, "other", 40))],
    );
}

/// By its text alone, a resource would be where a comment has a copy of it.
#[test]
fn a_resource_with_a_copy_in_a_comment() {
    copied(&instance("copied", "\"app\""), "");
}

/// The same of a local that a value is traced to.
#[test]
fn a_local_with_a_copy_in_a_comment() {
    copied("locals {\n  copied = \"app\"\n}\n", &instance("by_local", "local.copied"));
}

fn copied(block: &str, beside: &str) {
    let first = instance("first", "\"app\"");
    let once = format!("{first}#\n{block}# */\n");
    let twice = format!("{first}#\n{block}/*\n#\n{block}# */\n");
    agrees(beside, &[Checked(&once), Read(&twice), Checked(&format!("#\n{twice}"))]);
}

/// No line is another one, but all offsets are, and the columns of the first line.
#[test]
fn a_byte_order_mark() {
    let text = "locals { first = \"app\" }\n".to_owned() + &instance("a", "local.first") + &instance("b", "\"app\"");
    let marked = format!("\u{feff}{text}");
    agrees("", &[Checked(&text), Checked(&marked), Checked(&text)]);
}
