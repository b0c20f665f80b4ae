//! While somebody writes, a project says what a check from scratch says: what it takes over of what it judged before hangs
//! on nothing that changed.
//!
//! The code of several cases stands in one module, and changes in every way that text does. `EDITS=100000 cargo test
//! --release --test edits` makes so many changes, `FIRST_SEED` begins elsewhere.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a failed test")]

mod session;

use ec2_profile_check::CheckOptions;
use session::{Files, Random, Session, cases};

/// Changes of one session.
const EDITS_OF_A_SESSION: usize = 60;

fn number(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn while_somebody_writes() {
    let cases = cases();
    let sessions = number("EDITS", 240).div_ceil(EDITS_OF_A_SESSION);
    let first = number("FIRST_SEED", 0);
    let options = CheckOptions::default();
    for seed in first..first + sessions {
        let mut random = Random(seed as u64);
        random.below(1);
        let mut history = vec![format!("seed {seed}")];
        let mut session = Session::default();
        for number in 0..2 * (seed % 4) {
            let (name, files) = random.pick(&cases);
            history.push(name.clone());
            for (path, text) in beside(files, number) {
                session.set(&path, &text);
            }
        }
        session.set("filler.tf", &filler());
        for (path, texts) in OTHER_FILES {
            session.set(path, random.pick::<&str>(texts));
        }
        for (index, snippet) in SNIPPETS.iter().enumerate() {
            if random.below(2) == 0 {
                session.set(&format!("s{index}.tf"), snippet);
            }
        }
        session.agrees(&options, &history);
        edit(&mut random, &mut session, &cases, history);
    }
}

/// The same in one file, much of which moves with every change.
#[test]
fn while_lines_move() {
    let cases = cases();
    let sessions = number("EDITS", 240).div_ceil(EDITS_OF_A_SESSION);
    let first = number("FIRST_SEED", 0);
    for seed in first..first + sessions {
        let mut random = Random(seed as u64);
        random.below(1);
        let mut session = Session::default();
        let mut text = filler();
        for _ in 0..random.below(16) {
            text += random.pick::<&str>(SNIPPETS);
        }
        text += &filler().replace("filler", "more");
        session.set("s-all.tf", &text);
        let history = vec![format!("lines, seed {seed}")];
        session.agrees(&CheckOptions::default(), &history);
        edit(&mut random, &mut session, &cases[..1], history);
    }
}

/// Changes the files again and again.
fn edit(random: &mut Random, session: &mut Session, cases: &[(String, Files)], mut history: Vec<String>) {
    let options = CheckOptions::default();
    for _ in 0..EDITS_OF_A_SESSION {
        let Some(change) = change(random, session, cases) else { continue };
        history.push(change);
        match random.below(16) {
            // Several changes at once, each of them read.
            0 => drop(session.project.variables()),
            // Checked, and nobody is told.
            1 => drop(session.project.check(&options)),
            _ => session.agrees(&options, &history),
        }
    }
}

/// So much that it is worth the while to find out what changes bear on.
fn filler() -> String {
    let one =
        |at: usize| format!("resource \"aws_instance\" \"filler{at}\" {{\n  iam_instance_profile = \"filler\"\n}}\n");
    (0..24).map(one).collect()
}

/// What else was judged decides what is known already, but not how deep a value may nest.
#[test]
fn however_deep_values_nest() {
    let chain = |from: usize, to: usize| -> String {
        let one = |at: usize| format!("locals {{\n  l{at} = local.l{}\n}}\n", at + 1);
        (from..to).map(one).collect()
    };
    let instance = |name: &str, value: &str| {
        format!("resource \"aws_instance\" \"{name}\" {{\n  iam_instance_profile = {value}\n}}\n")
    };
    let mut session = Session::default();
    session.set("filler.tf", &filler());
    session.set("chain.tf", &(chain(0, 300) + "locals {\n  l300 = \"app\"\n}\n"));
    session.set("a.tf", &instance("a", "local.l150"));
    session.set("b.tf", &instance("b", "local.l0"));
    let mut history = Vec::new();
    for value in ["\"app\"", "local.l150", "local.l300", "local.l1"] {
        session.agrees(&CheckOptions::default(), &history);
        session.set("a.tf", &instance("a", value));
        history.push(value.to_owned());
    }
    session.agrees(&CheckOptions::default(), &history);
}

/// What a validation rules out is no case of anything in the module.
#[test]
fn however_inputs_are_validated() {
    let validation = |condition: &str| {
        format!("  validation {{\n    condition     = {condition}\n    error_message = \"No.\"\n  }}\n")
    };
    let variable = |validation: &str| format!("variable \"other\" {{\n  default = \"x\"\n{validation}}}\n");
    let by_local = validation("var.kind == local.only && var.other != \"\"");
    let variables =
        ["", &validation("var.kind == \"web\" && var.other != \"\""), "", &by_local, "  nullable = false\n", &by_local]
            .map(variable);
    let mut session = Session::default();
    session.set("filler.tf", &filler());
    let instance = "resource \"aws_instance\" \"i\" {\n  iam_instance_profile = var.kind == \"web\" ? \"app\" : null\n}\nvariable \"kind\" {}\n";
    session.set("main.tf", instance);
    let mut history = Vec::new();
    for variable in &variables {
        for local in ["locals {\n  only = \"web\"\n}\n", "locals {\n  only = \"db\"\n}\n", ""] {
            session.set("variable.tf", variable);
            session.set("locals.tf", local);
            history.push(format!("{variable}{local}"));
            session.agrees(&CheckOptions::default(), &history);
        }
    }
    session.delete("variable.tf");
    session.agrees(&CheckOptions::default(), &history);
}

/// Steps of a session: each sets these files, beside what is worth the while.
fn steps(steps: &[&[(&str, &str)]]) {
    let mut session = Session::default();
    session.set("filler.tf", &filler());
    let mut history = Vec::new();
    for step in steps {
        for (path, text) in *step {
            session.set(path, text);
        }
        history.push(format!("{step:?}"));
        session.agrees(&CheckOptions::default(), &history);
    }
}

const CALLED: &str = "variable \"name\" {}\nresource \"aws_iam_role\" \"r\" {\n  name = var.name\n}\nresource \"aws_iam_role_policy\" \"r\" {\n  role = var.name\n}\nresource \"aws_instance\" \"i\" {\n  iam_instance_profile = var.name\n}\n";
const BY_TEXT: &str = "resource \"aws_iam_instance_profile\" \"p\" {\n  role = \"app\"\n}\nresource \"aws_iam_role\" \"of_root\" {\n  name = \"b\"\n}\nresource \"aws_iam_instance_profile\" \"b\" {\n  role = aws_iam_role.of_root.name\n}\n";

/// What a module declares is found by names that come from its call.
#[test]
fn however_calls_change() {
    let call = |name: &str| format!("module \"m\" {{\n  source = \"./m\"\n  name   = {name}\n}}\n");
    let calls = ["\"app\"", "\"b\"", "local.name", "\"b\"", "\"app\""].map(call);
    let mut all: Vec<Vec<(&str, &str)>> =
        vec![vec![("m/main.tf", CALLED), ("main.tf", BY_TEXT), ("locals.tf", "locals {\n  name = \"app\"\n}\n")]];
    all.extend(calls.iter().map(|call| vec![("call.tf", call.as_str())]));
    all.push(vec![("call.tf", &calls[2])]);
    all.push(vec![("locals.tf", "locals {\n  name = \"b\"\n}\n")]);
    let all: Vec<&[(&str, &str)]> = all.iter().map(Vec::as_slice).collect();
    steps(&all);
}

/// References lead through data sources, and values that a module refuses are told whatever else is edited.
#[test]
fn wherever_references_lead() {
    let variable = |name: &str| format!("variable \"v\" {{\n  default = \"{name}\"\n}}\n");
    let (a, b) = (variable("a"), variable("b"));
    let data = "data \"aws_iam_instance_profile\" \"d\" {\n  name = var.v\n}\nresource \"aws_instance\" \"d\" {\n  iam_instance_profile = data.aws_iam_instance_profile.d.name\n}\n";
    let module = "variable \"name\" {\n  validation {\n    condition     = var.name != \"app\"\n    error_message = \"No.\"\n  }\n}\nresource \"aws_instance\" \"i\" {\n  iam_instance_profile = var.name\n}\n";
    let call = "module \"m\" {\n  source = \"./m\"\n  name   = \"app\"\n}\n";
    steps(&[
        &[("v.tf", &a), ("data.tf", data)],
        &[("v.tf", &b)],
        &[("v.tf", &a)],
        &[("m/main.tf", module), ("call.tf", call)],
        &[("v.tf", &b)],
        &[("data.tf", "")],
    ]);
}

/// A circle is told where it was entered first.
#[test]
fn wherever_circles_are_entered() {
    let circle = "locals {\n  a = local.b\n  b = local.a\n}\n";
    let first = "resource \"aws_instance\" \"first\" {\n  iam_instance_profile = local.a\n}\n";
    let second = "resource \"aws_instance\" \"second\" {\n  iam_instance_profile = local.b\n}\n";
    steps(&[
        &[("circle.tf", circle), ("a.tf", first), ("b.tf", second)],
        &[("a.tf", "# gone\n")],
        &[("a.tf", first)],
        &[("a.tf", second), ("b.tf", first)],
        &[("b.tf", "")],
    ]);
}

/// Of a module that is made anew in part, all is said that is wrong with it.
#[test]
fn whatever_is_wrong_with_declarations() {
    let variable = |rest: &str| format!("variable \"v\" {{\n{rest}\n}}\n");
    let texts = ["", "  type = number\n  default = \"a\"", "  count = 1", "  type = \"string\"", "  type = number"]
        .map(variable);
    let all: Vec<Vec<(&str, &str)>> = texts.iter().map(|text| vec![("variable.tf", text.as_str())]).collect();
    let all: Vec<&[(&str, &str)]> = all.iter().map(Vec::as_slice).collect();
    steps(&all);
}

/// A blank that becomes a line break moves all that comes after it, and no byte of it.
#[test]
fn however_lines_move() {
    let mut session = Session::default();
    session.set("filler.tf", &filler());
    let texts = ["# a b\n", "# a\nb\n", "# a\n#\n", "#é a\n", "# eea\n"];
    let profile = "resource \"aws_instance\" \"i\" {\n  iam_instance_profile = \"app\"\n}\n";
    let (first, second) = (profile.replace("\"i\"", "\"first\""), profile.replace("\"i\"", "\"second\""));
    let mut history = Vec::new();
    for _ in 0..3 {
        for text in texts {
            session.set("main.tf", &format!("{first}{text}{second}\n{profile}"));
            history.push(text.to_owned());
            session.agrees(&CheckOptions::default(), &history);
        }
    }
}

/// The files of a case under names of their own, and its declarations as well.
fn beside(files: &Files, number: usize) -> Files {
    let labels = |text: &str, kinds: &[&str]| -> Vec<(String, String)> {
        let lines = text.lines().filter(|line| kinds.iter().any(|kind| line.starts_with(kind)));
        let quoted = lines.map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>());
        quoted.filter_map(|labels| Some((labels.first()?.clone(), labels.get(1)?.clone()))).collect()
    };
    let all: String = files.values().map(|text| format!("{text}\n")).collect();
    let declared = labels(&all, &["resource ", "data "]);
    let renamed = |text: &str| {
        let mut text = text.to_owned();
        for (ty, name) in &declared {
            let other = format!("{name}_{number}");
            text = text.replace(&format!("\"{ty}\" \"{name}\""), &format!("\"{ty}\" \"{other}\""));
            for end in [".", "[", "\n", " ", "}", ",", ")", "]"] {
                text = text.replace(&format!("{ty}.{name}{end}"), &format!("{ty}.{other}{end}"));
            }
        }
        text
    };
    let path_beside = |path: &str| match path.rsplit_once('/') {
        Some(_) => path.to_owned(),
        None if path.contains("tfvars") || path.ends_with("override.tf") => path.to_owned(),
        None if path.contains(".tf") => format!("c{number}-{path}"),
        None => path.to_owned(),
    };
    files.iter().map(|(path, text)| (path_beside(path), renamed(text))).collect()
}

/// Ranges of the top-level blocks of a text: from a line that begins with a letter to one that begins with a brace.
fn blocks(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut start) = (0, None);
    for line in text.split_inclusive('\n') {
        if start.is_none() && line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            start = Some(at);
        }
        at += line.len();
        let ends = line.starts_with('}') || line.trim_end().ends_with("{}");
        if let Some(start) = start.take_if(|_| ends) {
            found.push(start..at);
        }
    }
    found
}

/// Ranges of the quoted texts.
fn texts(text: &str) -> Vec<std::ops::Range<usize>> {
    let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    quotes.chunks_exact(2).map(|pair| pair[0]..pair[1] + 1).collect()
}

/// Ranges of references.
fn references(text: &str) -> Vec<std::ops::Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_.".contains(c);
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(|c: char| !is_part(c)) {
        let name = word.trim_end_matches(|c: char| !is_part(c));
        if ["var.", "local.", "module.", "data.", "aws_"].iter().any(|start| name.starts_with(start))
            && name.contains('.')
        {
            found.push(at..at + name.len());
        }
        at += word.len();
    }
    found
}

const SNIPPETS: &[&str] = &[
    "resource \"aws_iam_role_policy_attachment\" \"by_name\" {\n  role       = \"app\"\n  policy_arn = \"arn:aws:iam::aws:policy/X\"\n}\n",
    "resource \"aws_iam_role_policy_attachment\" \"open\" {\n  role       = var.nobody_knows\n  policy_arn = \"x\"\n}\n",
    "variable \"nobody_knows\" {}\n",
    "variable \"nobody_knows\" {\n  default = \"app\"\n  validation {\n    condition     = var.nobody_knows != \"\"\n    error_message = \"No.\"\n  }\n}\n",
    "variable \"kind\" {}\n",
    "variable \"kind\" {\n  validation {\n    condition     = var.kind == \"web\"\n    error_message = \"No.\"\n  }\n}\n",
    "resource \"aws_instance\" \"kind\" {\n  iam_instance_profile = var.kind == \"web\" ? \"app\" : null\n}\n",
    "resource \"aws_iam_instance_profile\" \"added\" {\n  name = \"app\"\n  role = \"app\"\n}\n",
    "resource \"aws_iam_role\" \"added\" {\n  name = \"app\"\n}\n",
    "resource \"aws_instance\" \"added\" {\n  iam_instance_profile = \"app\"\n}\n",
    "resource \"aws_instance\" \"chosen\" {\n  iam_instance_profile = var.nobody_knows == \"x\" ? \"app\" : null\n}\n",
    "resource \"aws_launch_template\" \"added\" {\n  name = \"web\"\n  iam_instance_profile {\n    name = \"app\"\n  }\n}\n",
    "resource \"aws_eks_node_group\" \"added\" {\n  launch_template {\n    name    = \"web\"\n    version = \"1\"\n  }\n}\n",
    "resource \"aws_instance\" \"round\" {\n  iam_instance_profile = local.and_round\n}\n",
    "resource \"aws_instance\" \"quiet\" {\n  # ec2-profile-check:ignore known\n  vpc_security_group_ids = [aws_security_group.ported.id]\n}\n",
    "resource \"aws_security_group\" \"ported\" {}\n",
    "resource \"aws_security_group_rule\" \"ported\" {\n  security_group_id = aws_security_group.ported.id\n  type = \"ingress\"\n  from_port = 22\n  to_port = 22\n  protocol = \"tcp\"\n  cidr_blocks = [\"0.0.0.0/0\"]\n}\n",
    "resource \"aws_iam_role_policy\" \"of_added\" {\n  role = aws_iam_role.added.id\n  policy = \"x\"\n}\n",
    "resource \"aws_iam_instance_profile\" \"of_role\" {\n  name = \"of_role\"\n  role = aws_iam_role.added.name\n}\n",
    "resource \"aws_instance\" \"of_role\" {\n  iam_instance_profile = aws_iam_instance_profile.of_role.name\n}\n",
    "resource \"aws_launch_configuration\" \"named\" {\n  name = \"conf\"\n  iam_instance_profile = \"app\"\n}\n",
    "resource \"aws_autoscaling_group\" \"named\" {\n  launch_configuration = \"conf\"\n}\n",
    "resource \"aws_iam_policy_attachment\" \"several\" {\n  roles = [\"app\", aws_iam_role.added.name]\n  policy_arn = \"x\"\n}\n",
    "resource \"aws_iam_role\" \"lone\" {}\n",
    "resource \"aws_iam_instance_profile\" \"lone\" {\n  role = aws_iam_role.lone.name\n}\n",
    "resource \"aws_instance\" \"lone\" {\n  iam_instance_profile = aws_iam_instance_profile.lone.name\n}\n",
    "module \"added\" {\n  source = \"./added\"\n  role_name = \"other\"\n}\n",
    "resource \"aws_instance\" \"of_module\" {\n  iam_instance_profile = module.added.name\n}\n",
    "resource \"aws_instance\" \"valued\" {\n  iam_instance_profile = var.nobody_knows\n}\n",
    "variable \"chained\" {\n  default = \"a\"\n}\n",
    "variable \"chained\" {\n  default = \"b\"\n}\n",
    "locals {\n  chained = var.chained\n}\nresource \"aws_iam_role\" \"chained\" {\n  name = local.chained\n}\nresource \"aws_iam_role_policy\" \"chained\" {\n  role = aws_iam_role.chained.name\n}\n",
    "resource \"aws_iam_instance_profile\" \"chained\" {\n  role = aws_iam_role.chained.name\n}\nresource \"aws_instance\" \"chained\" {\n  iam_instance_profile = aws_iam_instance_profile.chained.name\n}\n",
    "resource \"aws_iam_instance_profile\" \"by_text\" {\n  role = \"b\"\n}\n",
    "data \"aws_iam_instance_profile\" \"data\" {\n  name = var.chained\n}\nresource \"aws_instance\" \"data\" {\n  iam_instance_profile = data.aws_iam_instance_profile.data.name\n}\n",
    "resource \"aws_launch_template\" \"bare\" {\n  name = \"bare\"\n}\n",
    "resource \"aws_eks_node_group\" \"bare\" {\n  launch_template {\n    id = aws_launch_template.bare.id\n  }\n}\n",
    "resource \"aws_spot_fleet_request\" \"bare\" {\n  launch_template_config {\n    launch_template_specification {\n      id = aws_launch_template.bare.id\n    }\n  }\n}\n",
    "resource \"aws_autoscaling_group\" \"added\" {\n  launch_template {\n    name = \"web\"\n  }\n}\n",
    "module \"added\" {\n  source = \"./added\"\n  role_name = \"app\"\n}\n",
    "module \"remote\" {\n  source = \"x/y/aws\"\n  role = aws_iam_role.added.name\n}\n",
    "module \"known\" {\n  source = \"terraform-aws-modules/ec2-instance/aws\"\n  version = \"5.0.0\"\n  iam_instance_profile = aws_iam_instance_profile.added.name\n}\n",
    "locals {\n  added = \"app\"\n}\n",
    "resource \"aws_instance\" \"local\" {\n  iam_instance_profile = local.added\n}\n",
    "resource \"aws_instance\" \"file\" {\n  iam_instance_profile = trimspace(file(\"name.txt\"))\n}\n",
    "provider \"aws\" {\n  region = \"cn-north-1\"\n}\n",
    "# ec2-profile-check:ignore because\n",
    "# checkov:skip=CKV2_AWS_41:because\n",
    "locals {\n  round = local.and_round\n  and_round = local.round\n}\n",
    "resource \"aws_iam_instance_profile\" \"round\" {\n  name = local.round\n  role = local.and_round\n}\n",
    "resource \"aws_security_group\" \"added\" {\n  ingress {\n    from_port = 22\n    to_port = 22\n    protocol = \"tcp\"\n    cidr_blocks = [\"0.0.0.0/0\"]\n  }\n}\n",
    "resource \"aws_instance\" \"open\" {\n  vpc_security_group_ids = [aws_security_group.added.id]\n}\n",
    "é\n",
];

const OTHER_FILES: &[(&str, &[&str])] = &[
    ("terraform.tfvars", &["nobody_knows = \"app\"\n", "nobody_knows = null\n", "added = 1\n"]),
    (
        "z_override.tf",
        &[
            "resource \"aws_instance\" \"added\" {\n  iam_instance_profile = \"other\"\n}\n",
            "locals {\n  added = null\n}\n",
        ],
    ),
    (
        "added/main.tf",
        &[
            "variable \"role_name\" {}\noutput \"name\" {\n  value = \"app\"\n}\nresource \"aws_iam_role\" \"r\" {\n  name = var.role_name\n}\n",
            "variable \"role_name\" {}\noutput \"name\" {\n  value = var.role_name\n}\n",
            "resource \"aws_instance\" \"i\" {\n  iam_instance_profile = var.role_name\n}\nvariable \"role_name\" {}\n",
            "resource \"aws_iam_role\" \"r\" {\n  name = var.role_name\n}\nvariable \"role_name\" {\n  validation {\n    condition = var.role_name != \"app\"\n    error_message = \"No.\"\n  }\n}\nresource \"aws_iam_role_policy\" \"p\" {\n  role = \"app\"\n}\n",
        ],
    ),
    ("name.txt", &["app\n", "", "other"]),
    (
        "more.tf.json",
        &[
            "{\"resource\": {\"aws_iam_role_policy\": {\"json\": {\"role\": \"app\"}}}}",
            "{\"locals\": {\"added\": \"${var.nobody_knows}\"}}",
            "{",
        ],
    ),
];

const ARGUMENTS: &[&str] = &[
    "  count = 0\n",
    "  count = 2\n",
    "  count = var.nobody_knows == \"\" ? 0 : 1\n",
    "  for_each = toset([\"a\", \"b\"])\n",
    "  name = \"app\"\n",
    "  name = local.added\n",
    "  iam_instance_profile = \"app\"\n",
    "  iam_instance_profile = aws_iam_instance_profile.added.name\n",
    "  role = aws_iam_role.added.name\n",
    "  role = \"app\"\n",
    "  managed_policy_arns = [\"x\"]\n",
    "  # ec2-profile-check:ignore in here\n",
    "  user_data = \"AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\"\n",
];

const LINES: &[&str] = &[
    "",
    "\n",
    "\r\n",
    "\n\n\n",
    "# é\n",
    "// 🚀\r\n",
    "/* é\n\n*/\n",
    "/*\n",
    "*/\n",
    "x = <<A\n",
    "A\n",
    "}\n",
    "# checkov:skip=CKV2_AWS_41\n",
    "# ec2-profile-check:ignore here\n",
    "  # ec2-profile-check:ignore",
    "locals {\n  lines = \"é\"\n}\n",
];

/// Changes something; says what.
fn change(random: &mut Random, session: &mut Session, cases: &[(String, Files)]) -> Option<String> {
    let paths: Vec<String> = session.files.keys().cloned().collect();
    let kind = random.below(26);
    if kind == 0 || kind == 19 && random.below(2) == 0 {
        let (path, texts) = random.pick(OTHER_FILES);
        let index = random.below(texts.len() + 1);
        match texts.get(index) {
            Some(text) => session.set(path, text),
            None => session.delete(path),
        }
        return Some(format!("{path} {index}"));
    }
    if kind == 1 && random.below(4) == 0 {
        let (name, files) = random.pick(cases);
        for (path, text) in beside(files, 9) {
            session.set(&path, &text);
        }
        return Some(format!("and {name}"));
    }
    if (5..7).contains(&kind) {
        let index = random.below(SNIPPETS.len());
        let path = format!("s{index}.tf");
        if session.files.contains_key(&path) {
            session.delete(&path);
        } else {
            session.set(&path, SNIPPETS[index]);
        }
        return Some(format!("snippet {index}"));
    }
    let mut path = paths.get(random.below(paths.len().max(1)))?.clone();
    if random.below(2) == 0 && session.files.contains_key("s-all.tf") {
        path = "s-all.tf".to_owned();
    }
    if kind == 2 && random.below(4) == 0 {
        session.delete(&path);
        return Some(format!("delete {path}"));
    }
    let text = session.files[&path].clone();
    let cut =
        |range: &std::ops::Range<usize>, with: &str| format!("{}{with}{}", &text[..range.start], &text[range.end..]);
    let everywhere: String = session.files.values().map(|text| format!("{text}\n")).collect();
    let (blocks, quoted, referred) = (blocks(&text), texts(&text), references(&text));
    let changed = match kind {
        // A block goes.
        3 => cut(blocks.get(random.below(blocks.len().max(1)))?, ""),
        // A block comes.
        4 => format!("{text}\n{}", random.pick(SNIPPETS)),
        // One goes to another place of the file.
        7 => {
            let from = blocks.get(random.below(blocks.len().max(1)))?.clone();
            let block = text[from.clone()].to_owned();
            format!("{block}{}", cut(&from, ""))
        }
        // Or to another file.
        8 => {
            let from = blocks.get(random.below(blocks.len().max(1)))?.clone();
            let other = random.pick(&paths).clone();
            if other == path || !other.ends_with(".tf") {
                return None;
            }
            let grown = format!("{}\n{}", session.files[&other], &text[from.clone()]);
            session.set(&other, &grown);
            cut(&from, "")
        }
        // A text is another one.
        9..12 => {
            let all = texts(&everywhere);
            let other = everywhere[all.get(random.below(all.len().max(1)))?.clone()].to_owned();
            cut(quoted.get(random.below(quoted.len().max(1)))?, &other)
        }
        // A reference leads elsewhere.
        12..14 => {
            let all = references(&everywhere);
            let other = everywhere[all.get(random.below(all.len().max(1)))?.clone()].to_owned();
            cut(referred.get(random.below(referred.len().max(1)))?, &other)
        }
        // A block has another argument.
        14..16 => {
            let block = blocks.get(random.below(blocks.len().max(1)))?;
            let line = block.start + text[block.clone()].find('\n')? + 1;
            cut(&(line..line), random.pick::<&str>(ARGUMENTS))
        }
        // Lines move, or break where there was a blank.
        16 => format!("# é\n{text}"),
        17 => {
            let blanks: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
            let at = *blanks.get(random.below(blanks.len().max(1)))?;
            cut(&(at..at + 1), random.pick::<&str>(&["\n", "", "  ", "# ", "/* */"]))
        }
        18 => {
            let block = blocks.get(random.below(blocks.len().max(1)))?;
            cut(
                &(block.start..block.start),
                random.pick::<&str>(&["# ec2-profile-check:ignore above\n", "#\n", "\n\n"]),
            )
        }
        // A line comes or goes.
        20..24 => {
            let lines: Vec<usize> =
                text.split_inclusive('\n').scan(0, |at, line| Some(std::mem::replace(at, *at + line.len()))).collect();
            let line = random.below(lines.len().max(1));
            let start = *lines.get(line)?;
            let end = if random.below(2) == 0 { start } else { lines.get(line + 1).copied().unwrap_or(text.len()) };
            cut(&(start..end), random.pick::<&str>(LINES))
        }
        // The file begins or its lines end in another way.
        24 => match text.strip_prefix('\u{feff}') {
            Some(text) => text.to_owned(),
            None => format!("\u{feff}{text}"),
        },
        25 if text.contains('\r') => text.replace("\r\n", "\n"),
        25 => text.replace('\n', "\r\n"),
        // Something is missing, or stands there twice.
        _ => {
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let at = random.below(ends.len());
            let (start, end) = (ends[at], ends[(at + random.below(3)).min(ends.len() - 1)]);
            let again = if random.below(2) == 0 { "" } else { &text[start..end] };
            format!("{}{again}{again}{}", &text[..start], &text[end..])
        }
    };
    session.set(&path, &changed);
    Some(format!("{kind} in {path}"))
}
