//! A project gives after any changes what a check from scratch gives, byte for byte.

#![allow(clippy::unwrap_used, reason = "a case that cannot be read is a failed test")]

mod session;

use ec2_profile_check::CheckOptions;
use ec2_profile_check::from_json::from_json;
use serde_json::{Value, json};

use session::{Files, Random, Session, cases};

fn options(json: Value) -> CheckOptions {
    from_json(&json.to_string()).unwrap()
}

const INSTANCE: &str = "resource \"aws_instance\" \"i\" {\n  ami = \"ami-1\"\n}\n";
const ROLE: &str =
    "resource \"aws_iam_role\" \"r\" {\n  name = \"app\"\n  assume_role_policy = \"ec2.amazonaws.com\"\n}\n";

/// Paths, and texts that may stand there.
fn world() -> Vec<(&'static str, Vec<String>)> {
    let instance =
        |profile: &str| format!("resource \"aws_instance\" \"i\" {{\n  iam_instance_profile = {profile}\n}}\n");
    let many = |count: usize| -> String {
        let one = |index| format!("resource \"aws_instance\" \"i{index}\" {{\n  ami = \"ami-{index}\"\n}}\n");
        (0..count).map(one).collect()
    };
    let call = |source: &str, more: &str| format!("module \"m\" {{\n  source = \"{source}\"\n{more}}}\n");
    let of_file = "resource \"aws_instance\" \"f\" {\n  for_each = fileset(path.module, \"data/*.txt\")\n  iam_instance_profile = trimspace(file(each.key))\n}\n";
    let template = "resource \"aws_instance\" \"t\" {\n  iam_instance_profile = \"p\"\n  user_data = templatefile(\"${path.module}/data/user.tpl\", {})\n}\n";
    let plan = |profile: &str| {
        let after = json!({"ami": "ami-1", "iam_instance_profile": profile});
        let change = json!({"actions": ["create"], "before": null, "after": after, "after_unknown": {}});
        let instance = json!({"address": "aws_instance.planned", "mode": "managed", "type": "aws_instance",
            "name": "planned", "provider_name": "registry.terraform.io/hashicorp/aws", "change": change});
        json!({"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": [instance]}).to_string()
    };
    let downloads = json!({"Modules": [
        {"Key": "", "Source": "", "Dir": "."},
        {"Key": "m", "Source": "registry.terraform.io/x/y/aws", "Version": "1.0.0", "Dir": ".terraform/modules/m"},
    ]});
    vec![
        (
            "main.tf",
            vec![
                INSTANCE.to_owned(),
                format!("{ROLE}\n{}", instance("aws_iam_role.r.name")),
                instance("var.profile") + "variable \"profile\" {\n  type = string\n}\n",
                instance("var.profile.name") + "variable \"profile\" {\n  type = object({ name = string })\n}\n",
                call("./child", "  profile = \"given\"\n"),
                call("./child", "") + &call("./child", "").replace("\"m\"", "\"n\""),
                call("x/y/aws", "  version = \"1.0.0\"\n") + &instance("module.m.profile"),
                call("terraform-aws-modules/ec2-instance/aws", ""),
                call(
                    "terraform-aws-modules/ec2-instance/aws",
                    "  version = \"5.0.0\"\n  create_iam_instance_profile = true\n",
                ),
                call("soc2.compliance.tf/terraform-aws-modules/ec2-instance/aws", ""),
                of_file.to_owned(),
                template.to_owned(),
                format!(
                    "# ec2-profile-check:ignore in its own time\n{INSTANCE}# ec2-profile-check:ignore of nothing\n"
                ),
                format!("# ec2-profile-check:ignore it passes\n{}", instance("\"p\"")),
                "resource \"aws_instance\" \"i\" {\n  ami = \n}\n".to_owned(),
                "\u{feff}resource \"aws_instance\" \"i\" {}\r\n# é\r\n".to_owned(),
                many(40),
                String::new(),
            ],
        ),
        ("roles.tf", vec![ROLE.to_owned(), ROLE.replace("\"r\"", "\"s\""), "# nothing\n".to_owned()]),
        ("override.tf", vec![instance("\"overridden\""), "resource \"aws_instance\" \"other\" {}\n".to_owned()]),
        (
            "main.tf.json",
            vec![json!({"resource": {"aws_instance": {"j": {"ami": "ami-1"}}}}).to_string(), "{".to_owned()],
        ),
        ("main.tofu", vec![INSTANCE.replace("ami-1", "ami-tofu")]),
        (
            "terraform.tfvars",
            vec!["profile = \"from-tfvars\"\n".to_owned(), "profile = \"\"\n".to_owned(), "other = 1\n".to_owned()],
        ),
        ("./more.auto.tfvars", vec!["profile = null\n".to_owned(), "profile = file(\"x\")\n".to_owned()]),
        ("extra.tfvars", vec!["profile = \"extra\"\n".to_owned(), "# ec2-profile-check:ignore here\n".to_owned()]),
        (
            "child/main.tf",
            vec![
                "variable \"profile\" {\n  default = null\n}\n".to_owned() + &instance("var.profile"),
                INSTANCE.to_owned(),
                call("../grandchild", ""),
                call("..", ""),
                format!("# ec2-profile-check:ignore shared\n{INSTANCE}"),
            ],
        ),
        ("child/user.tpl", vec!["x".to_owned()]),
        ("grandchild/main.tf", vec![INSTANCE.to_owned(), many(3)]),
        (
            "other/main.tf",
            vec![
                call("../child", ""),
                format!("provider \"aws\" {{\n  region = \"cn-north-1\"\n}}\n{INSTANCE}"),
                many(90),
                of_file.to_owned(),
            ],
        ),
        ("other/../other/second.tf", vec![INSTANCE.to_owned(), many(2)]),
        ("data/a.txt", vec!["profile-a\n".to_owned(), String::new()]),
        ("other/data/b.txt", vec!["profile-b\n".to_owned()]),
        (
            "data/user.tpl",
            vec!["plain".to_owned(), "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned()],
        ),
        ("plan.json", vec![plan("p"), plan(""), "{\"format_version\": \"9\"}".to_owned(), "{".to_owned()]),
        ("other/plan.json", vec![plan("q")]),
        (".terraform/modules/modules.json", vec![downloads.to_string(), "[]".to_owned()]),
        (
            ".terraform/modules/m/main.tf",
            vec![
                "output \"profile\" {\n  value = \"downloaded\"\n}\n".to_owned(),
                format!("{INSTANCE}output \"profile\" {{\n  value = null\n}}\n"),
            ],
        ),
    ]
}

fn ways_to_check() -> Vec<CheckOptions> {
    [
        json!({}),
        json!({"inputs": "any"}),
        json!({"root": "other"}),
        json!({"variables": {"profile": "{ name = \"typed\" }"}}),
        json!({"varFiles": ["extra.tfvars"]}),
        json!({"noInlineSuppressions": true, "frameworks": ["soc2", "nothing"]}),
    ]
    .map(options)
    .into()
}

#[test]
fn after_any_changes_a_project_says_what_a_check_says() {
    let (world, ways) = (world(), ways_to_check());
    for seed in 0..12 {
        let mut random = Random(seed);
        let (mut session, mut history) = (Session::default(), vec![format!("seed {seed}")]);
        let mut way = 0;
        for _ in 0..40 {
            for _ in 0..=random.below(3) {
                let (path, texts) = random.pick(&world);
                if random.below(4) == 0 {
                    session.delete(path);
                    history.push(format!("delete {path}"));
                } else {
                    let index = random.below(texts.len());
                    session.set(path, &texts[index]);
                    history.push(format!("set {path} {index}"));
                }
            }
            match random.below(12) {
                0 => way = random.below(ways.len()),
                1 => drop(session.project.variables()),
                2 => drop(session.project.evaluate("var.profile", &ways[random.below(ways.len())])),
                _ => {}
            }
            history.push(format!("check {way}"));
            session.agrees(&ways[way], &history);
        }
    }
}

#[test]
fn whatever_code_stands_in_its_folders() {
    let cases: Vec<Files> = cases().into_iter().map(|(_, files)| files).collect();
    for seed in 0..15 {
        let mut random = Random(seed);
        let (mut session, mut history) = (Session::default(), vec![format!("seed {seed}")]);
        for _ in 0..20 {
            let folder = *random.pick(&["", "a/", "b/", "b/c/"]);
            match random.below(5) {
                // What stands there goes, and another case comes.
                0..2 => {
                    let old: Vec<String> =
                        session.files.keys().filter(|path| path.starts_with(folder)).cloned().collect();
                    for path in old {
                        session.delete(&path);
                    }
                    let case = random.below(cases.len());
                    for (path, text) in &cases[case] {
                        session.set(&format!("{folder}{path}"), text);
                    }
                    history.push(format!("case {case} in {folder}"));
                }
                // A file goes, or moves its lines, or becomes that of another.
                change => {
                    let paths: Vec<String> = session.files.keys().cloned().collect();
                    let Some(path) = paths.get(random.below(paths.len().max(1))) else { continue };
                    let text = match change {
                        2 => None,
                        3 => Some(format!("\n{}", session.files[path])),
                        _ => Some(session.files[random.pick(&paths)].clone()),
                    };
                    match text {
                        None => session.delete(path),
                        Some(text) => session.set(path, &text),
                    }
                    history.push(format!("{change} {path}"));
                }
            }
            session.agrees(&CheckOptions::default(), &history);
        }
    }
}

#[test]
fn however_few_steps_are_left() {
    // Four root modules of the larger size take more steps than a check has.
    let costly = |instances: usize| -> String {
        let profile = "\"p-${length([for a in range(45) : [for b in range(1000) : a * b if a > b]])}\"";
        let one =
            |index| format!("resource \"aws_instance\" \"i{index}\" {{\n  iam_instance_profile = {profile}\n}}\n");
        (0..instances).map(one).chain([INSTANCE.to_owned()]).collect()
    };
    let mut session = Session::default();
    let mut history = Vec::new();
    for root in ["a", "b", "c", "d"] {
        session.set(&format!("{root}/main.tf"), &costly(9));
    }
    for (root, size) in [("a", 1), ("a", 9), ("d", 1), ("d", 9)] {
        session.agrees(&CheckOptions::default(), &history);
        session.set(&format!("{root}/main.tf"), &costly(size));
        history.push(format!("{root} costs {size}"));
    }
    let report = session.project.check(&CheckOptions::default());
    let exceeded = |root: &str| {
        let here = report.diagnostics.iter().filter(|diagnostic| diagnostic.code == "budget-exceeded");
        here.filter_map(|diagnostic| diagnostic.location.as_ref()).any(|location| location.file.starts_with(root))
    };
    assert!(!exceeded("a") && exceeded("d"));
}
