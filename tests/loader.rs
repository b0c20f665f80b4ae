//! Files to module tree. Expected outcomes follow Terraform's documentation of each feature.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::rc::Rc;

use ec2_profile_check::control::knowledge::unfilled;
use ec2_profile_check::control::models::KnownModules;
use ec2_profile_check::syntax::ast::ExprKind;
use ec2_profile_check::terraform::configuration::{CallTarget, Configuration, Module, VariableValue};
use ec2_profile_check::terraform::load::version::{Constraint, Version};
use ec2_profile_check::terraform::load::{LoadOptions, ParseCache, load};
use ec2_profile_check::terraform::types::Type;
use ec2_profile_check::terraform::value::Value;
use ec2_profile_check::text::Texts;

fn read_with(files: &[(&str, &str)], options: &LoadOptions) -> Configuration {
    let files = files.iter().map(|(path, text)| (Rc::from(*path), Rc::from(*text))).collect();
    load(&files, &KnownModules, options, &mut ParseCache::default())
}

fn read(files: &[(&str, &str)]) -> Configuration {
    read_with(files, &LoadOptions::default())
}

fn roots(configuration: &Configuration) -> Vec<&str> {
    configuration.roots.iter().map(|root| &**root).collect()
}

fn codes(configuration: &Configuration) -> Vec<&str> {
    configuration.problems.iter().map(|problem| problem.code).collect()
}

fn top(configuration: &Configuration) -> &Module {
    &configuration.modules[""]
}

fn text<'a>(configuration: &'a Configuration, module: &'a Module, resource: usize, name: &str) -> Option<&'a str> {
    let attribute = module.resources[resource].block.body.attribute(name)?;
    Some(configuration.sources.slice(attribute.expr.span))
}

fn target(configuration: &Configuration, name: &str) -> CallTarget {
    top(configuration).calls[name].target.clone()
}

#[test]
fn directories_that_no_other_calls_are_roots() {
    let configuration = read(&[
        ("main.tf", "module \"a\" { source = \"./modules/a\" }"),
        ("modules/a/main.tf", "module \"b\" { source = \"../b\" }"),
        ("modules/b/main.tf", "resource \"aws_instance\" \"x\" {}"),
        ("other/main.tf", ""),
        ("other/.terraform/modules/x/main.tf", "resource \"aws_instance\" \"hidden\" {}"),
    ]);
    assert_eq!(roots(&configuration), ["", "other"]);
    assert_eq!(target(&configuration, "a"), CallTarget::Module("modules/a".into()));
    assert!(!configuration.modules.contains_key("other/.terraform/modules/x"));
    assert_eq!(codes(&configuration), [""; 0]);
}

#[test]
fn modules_in_a_circle_have_one_root() {
    let configuration = read(&[
        ("a/main.tf", "module \"b\" { source = \"../b\" }"),
        ("b/main.tf", "module \"a\" { source = \"../a\" }"),
        ("c/main.tf", "module \"c\" { source = \"./\" }"),
    ]);
    assert_eq!(roots(&configuration), ["a", "c"]);
}

#[test]
fn the_option_root_restricts() {
    let files = [("a/main.tf", "module \"b\" { source = \"../b\" }"), ("b/main.tf", ""), ("c/main.tf", "")];
    let option = |root: &str| LoadOptions { root: Some(root.to_owned()), ..LoadOptions::default() };
    assert_eq!(roots(&read_with(&files, &option("./b/"))), ["b"]);
    let configuration = read_with(&files, &option("d"));
    assert_eq!((roots(&configuration), codes(&configuration)), (vec![], vec!["root-not-found"]));
}

#[test]
fn a_local_source_must_be_given() {
    let configuration = read(&[("main.tf", "module \"a\" { source = \"../outside\" }")]);
    assert_eq!(target(&configuration, "a"), CallTarget::Missing);
    assert_eq!(codes(&configuration), ["missing-module-source"]);
}

#[test]
fn override_files_merge_last_and_in_order() {
    let configuration = read(&[
        (
            "main.tf",
            r#"
            resource "aws_launch_template" "t" {
              name = "base"
              iam_instance_profile { name = "base" }
              monitoring { enabled = true }
              lifecycle { create_before_destroy = true }
            }
            locals { a = 1 }
            variable "v" { default = "x" }
            "#,
        ),
        (
            "a_override.tf",
            r#"
            resource "aws_launch_template" "t" {
              name = "first"
              dynamic "iam_instance_profile" {
                for_each = []
                content { name = "first" }
              }
              lifecycle { prevent_destroy = true }
            }
            resource "aws_launch_template" "none" {}
            locals { a = 2 }
            "#,
        ),
        ("override.tf", "resource \"aws_launch_template\" \"t\" { name = \"last\" }"),
    ]);
    let module = top(&configuration);
    assert_eq!(text(&configuration, module, 0, "name"), Some("\"last\""));
    let body = &module.resources[0].block.body;
    let kinds: Vec<&str> = body.blocks.iter().map(|block| &*block.kind).collect();
    assert_eq!(kinds, ["monitoring", "lifecycle", "dynamic"]);
    let lifecycle = &body.blocks("lifecycle").next().unwrap().body;
    assert!(lifecycle.attribute("create_before_destroy").is_some() && lifecycle.attribute("prevent_destroy").is_some());
    assert_eq!(configuration.sources.slice(module.locals["a"].expr.span), "2");
    assert_eq!(codes(&configuration), ["override-without-target"]);
}

#[test]
fn the_first_declaration_counts() {
    let configuration = read(&[
        ("a.tf", "resource \"aws_instance\" \"x\" { ami = 1 }\nlocals { l = 1 }"),
        ("b.tf", "resource \"aws_instance\" \"x\" { ami = 2 }\nlocals { l = 2 }\ndata \"aws_instance\" \"x\" {}"),
    ]);
    let module = top(&configuration);
    assert_eq!((module.resources.len(), text(&configuration, module, 0, "ami")), (2, Some("1")));
    assert_eq!(codes(&configuration), ["duplicate-declaration", "duplicate-declaration"]);
    assert_eq!(configuration.problems[0].arguments[1], ("first", "a.tf:1".to_owned()));
}

#[test]
fn blocks_need_their_labels() {
    let configuration = read(&[("a.tf", "resource \"aws_instance\" {}\nprovidr \"aws\" {}\nmodule \"m\" {}")]);
    assert_eq!(codes(&configuration), ["invalid-block", "invalid-block", "invalid-block"]);
}

#[test]
fn a_tofu_file_stands_in_for_the_tf_file_of_its_name() {
    let configuration = read(&[
        ("a.tf", "resource \"aws_instance\" \"tf\" {}"),
        ("a.tofu", "resource \"aws_instance\" \"tofu\" {}"),
        ("b.tf", "resource \"aws_instance\" \"b\" {}"),
        (".c.tf", "resource \"aws_instance\" \"hidden\" {}"),
        ("d.tf~", "resource \"aws_instance\" \"backup\" {}"),
    ]);
    let names: Vec<&str> = top(&configuration).resources.iter().map(|resource| &*resource.name).collect();
    assert_eq!(names, ["tofu", "b"]);
}

#[test]
fn json_syntax_declares_the_same() {
    let configuration = read(&[
        (
            "main.tf.json",
            r#"{"resource": {"aws_instance": {"a": {"ami": "x"}, "b": {}}},
            "variable": {"v": {"type": "list(string)", "default": []}},
            "module": {"m": {"source": "./m"}}, "locals": {"l": "${var.v}"}}"#,
        ),
        ("m/main.tf", ""),
    ]);
    let module = top(&configuration);
    assert_eq!(module.resources.len(), 2);
    assert_eq!(module.variables["v"].ty, Type::String.list_of());
    assert_eq!(target(&configuration, "m"), CallTarget::Module("m".into()));
    assert!(module.locals.contains_key("l"));
    assert_eq!(codes(&configuration), [""; 0]);
}

#[test]
fn types_of_variables() {
    let ty = |constraint: &str| {
        let configuration = read(&[("a.tf", &format!("variable \"v\" {{ type = {constraint} }}"))]);
        (top(&configuration).variables["v"].ty.friendly_name(), configuration.problems.len())
    };
    for (constraint, name, problems) in [
        ("string", "string", 0),
        ("\"string\"", "string", 1),
        ("\"list\"", "list of dynamic", 1),
        ("map", "map of dynamic", 0),
        ("any", "dynamic", 0),
        ("map(set(number))", "map of set of number", 0),
        ("tuple([string, bool])", "tuple", 0),
        ("object({ a = optional(string, \"x\"), b = list(object({ c = any })) })", "object", 0),
        ("object({ a = optional(number, 1 + 1) })", "object", 0),
        ("object({ a = optional(string, upper(\"x\")) })", "dynamic", 1),
        ("object({ \"a\" = string })", "dynamic", 1),
        ("list(optional(string))", "dynamic", 1),
        ("object({ a = optional(number, \"x\") })", "dynamic", 1),
        ("set", "dynamic", 1),
        ("strin", "dynamic", 1),
        ("[string]", "dynamic", 1),
    ] {
        assert_eq!(ty(constraint), (name.to_owned(), problems), "{constraint}");
    }
    let configuration = read(&[("a.tf", "variable \"v\" { type = object({ a = optional(number, \"1\") }) }")]);
    let Type::Object(attributes) = &top(&configuration).variables["v"].ty else { panic!("an object type") };
    assert_eq!(attributes["a"].default, Some(Value::int(1)));
}

#[test]
fn later_variable_files_win() {
    let variables = "variable \"a\" {}\nvariable \"b\" {}\nvariable \"c\" {}\nvariable \"d\" {}\nvariable \"e\" {}";
    let files = [
        ("main.tf", variables),
        ("terraform.tfvars", "a = \"tfvars\"\nb = \"tfvars\"\nc = \"tfvars\"\nd = \"tfvars\"\ne = \"tfvars\"\nz = 1"),
        ("terraform.tfvars.json", r#"{"b": "json", "c": "json", "d": "json", "e": "json"}"#),
        ("a.auto.tfvars", "c = \"auto a\"\nd = \"auto a\"\ne = \"auto a\""),
        ("b.auto.tfvars.json", r#"{"d": "auto b", "e": "auto b"}"#),
        ("x.tfvars", "e = \"file\""),
    ];
    let options = |files: &[&str]| LoadOptions {
        var_files: files.iter().map(|file| file.to_string()).collect(),
        ..LoadOptions::default()
    };
    let configuration = read_with(&files, &options(&["x.tfvars", "none.tfvars"]));
    let values = &top(&configuration).variable_values;
    let found: Vec<&str> = values
        .values()
        .map(|value| match value {
            VariableValue::Expression(expr) => configuration.sources.slice(expr.span).trim_matches('"'),
            VariableValue::Value(_) => "a value",
        })
        .collect();
    assert_eq!(found, ["tfvars", "json", "auto a", "auto b", "file"]);
    assert_eq!(codes(&configuration), ["unexpected-variable", "missing-variable-file"]);
}

#[test]
fn variables_of_the_options_are_read_as_on_the_command_line() {
    let variables = "variable \"s\" { type = string }\nvariable \"u\" {}\nvariable \"l\" { type = list(string) }\nvariable \"n\" { type = any }\nvariable \"bad\" { type = list(string) }";
    let given = [
        ("s", Value::string("[1]")),
        ("u", Value::string("[1]")),
        ("l", Value::string("[\"a\"]")),
        ("n", Value::int(3)),
        ("bad", Value::string("var.s")),
        ("z", Value::int(1)),
    ];
    let options =
        LoadOptions { variables: given.map(|(name, value)| (name.to_owned(), value)).into(), ..LoadOptions::default() };
    let configuration = read_with(&[("main.tf", variables)], &options);
    let values = &top(&configuration).variable_values;
    let value = |name: &str| match &values[name] {
        VariableValue::Value(value) => value.clone(),
        VariableValue::Expression(_) => panic!("{name} is a value"),
    };
    assert_eq!((value("s"), value("u"), value("n")), (Value::string("[1]"), Value::string("[1]"), Value::int(3)));
    let VariableValue::Expression(list) = &values["l"] else { panic!("an expression") };
    assert!(matches!(&list.kind, ExprKind::Tuple(items) if items.len() == 1));
    assert!(!value("bad").is_known());
    assert_eq!(codes(&configuration), ["invalid-variable-value", "unexpected-variable"]);
}

#[test]
fn values_in_variable_files_are_plain() {
    let configuration = read(&[
        ("main.tf", "variable \"a\" {}\nvariable \"b\" {}\nvariable \"c\" {}"),
        ("terraform.tfvars", "a = var.b\nb = upper(\"x\")\nc = [for x in [1]: x]\nlocals {}"),
    ]);
    assert_eq!(codes(&configuration), ["invalid-tfvars"; 3]);
    assert!(matches!(top(&configuration).variable_values["c"], VariableValue::Expression(_)));
}

#[test]
fn known_modules_are_found_by_source_and_version() {
    let found = |source: &str, version: &str| {
        let version = if version.is_empty() { String::new() } else { format!("version = \"{version}\"") };
        let configuration = read(&[("main.tf", &format!("module \"m\" {{\n source = \"{source}\"\n{version}\n}}"))]);
        let key = match target(&configuration, "m") {
            CallTarget::Module(key) => key.trim_start_matches("model:terraform-aws-modules/").to_owned(),
            other => format!("{other:?}"),
        };
        (key, codes(&configuration).join(" "))
    };
    let registry = "terraform-aws-modules/ec2-instance/aws";
    let git = "terraform-aws-modules/terraform-aws-ec2-instance";
    for (source, version, key, problems) in [
        (registry, "6.1.0", "ec2-instance/aws@6.1.0", ""),
        (registry, "~> 6.0", "ec2-instance/aws@6.4.0", ""),
        (registry, "~> 6.1.0", "ec2-instance/aws@6.1.5", ""),
        (registry, ">= 4.2, < 5.0, != 4.5.0", "ec2-instance/aws@4.4.0", ""),
        (registry, "", "ec2-instance/aws@6.4.0", "module-version-open"),
        (registry, "latest", "Remote", "invalid-version-constraint remote-module-not-read"),
        (registry, "~> 99.0", "Remote", "remote-module-not-read"),
        ("registry.terraform.io/terraform-aws-modules/ec2-instance/aws", "5.8.0", "ec2-instance/aws@5.8.0", ""),
        ("terraform-aws-modules/ec2-instance/aws//wrappers", "6.1.0", "ec2-instance/aws@6.1.0/wrappers", ""),
        ("pcidss.compliance.tf/terraform-aws-modules/ec2-instance/aws", "6.1.0", "Remote", ""),
        ("pcidss.compliance.tf/terraform-aws-modules/vpc/aws", "", "Remote", ""),
        (&format!("git::https://github.com/{git}.git?ref=v6.1.0"), "", "ec2-instance/aws@6.1.0", ""),
        (&format!("github.com/{git}//wrappers?ref=v6.1.0"), "", "ec2-instance/aws@6.1.0/wrappers", ""),
        (&format!("git@github.com:{git}.git?ref=v5.0.0"), "", "ec2-instance/aws@5.0.0", ""),
        (&format!("git::ssh://git@github.com/{git}.git?depth=1&ref=v5.0.0"), "", "ec2-instance/aws@5.0.0", ""),
        (&format!("github.com/{git}"), "", "ec2-instance/aws@6.4.0", "module-version-open"),
        (&format!("github.com/{git}?ref=abcdef0"), "", "Remote", "remote-module-not-read"),
        (&format!("github.com/{git}?ref=v6.1.0"), "6.1.0", "ec2-instance/aws@6.1.0", "module-version-not-allowed"),
        ("https://example.com/module.zip", "", "Remote", "remote-module-not-read"),
        ("${var.source}", "", "Remote", "undeclared-variables module-source-open"),
        ("app.terraform.io/acme/ec2-instance/aws", "6.1.0", "Remote", "remote-module-not-read"),
        ("app.terraform.io/terraform-aws-modules/ec2-instance/aws", "6.1.0", "ec2-instance/aws@6.1.0", ""),
    ] {
        assert_eq!(found(source, version), (key.to_owned(), problems.to_owned()), "{source} {version}");
    }
    let configuration = read(&[(
        "main.tf",
        "module \"m\" {\n source = \"terraform-aws-modules/ec2-instance/aws//wrappers\"\n version = \"6.1.0\"\n}",
    )]);
    let wrapper = &configuration.modules["model:terraform-aws-modules/ec2-instance/aws@6.1.0/wrappers"];
    assert!(
        wrapper.is_model && configuration.modules.contains_key("model:terraform-aws-modules/ec2-instance/aws@6.1.0")
    );
    assert_eq!(roots(&configuration), [""]);
}

#[test]
fn downloaded_modules_are_read_instead_of_models() {
    let configuration = read(&[
        (
            "env/main.tf",
            "module \"m\" {\n source = \"terraform-aws-modules/ec2-instance/aws\"\n}\nmodule \"stale\" {\n source = \"a/b/c\"\n}",
        ),
        (
            "env/.terraform/modules/modules.json",
            r#"{"Modules":[{"Key":"","Source":"","Dir":"."},
                {"Key":"m","Source":"registry.terraform.io/terraform-aws-modules/ec2-instance/aws","Version":"6.1.0","Dir":".terraform/modules/m"},
                {"Key":"m.inner","Source":"git::https://example.com/x.git","Dir":".terraform/modules/m.inner"},
                {"Key":"stale","Source":"registry.terraform.io/x/y/z","Version":"1.0.0","Dir":".terraform/modules/m"}]}"#,
        ),
        ("env/.terraform/modules/m/main.tf", "module \"inner\" {\n source = \"git::https://example.com/x.git\"\n}"),
        ("env/.terraform/modules/m.inner/main.tf", ""),
    ]);
    let target = |module: &str, call: &str| configuration.modules[module].calls[call].target.clone();
    assert_eq!(target("env", "m"), CallTarget::Module("env/.terraform/modules/m".into()));
    assert_eq!(target("env", "stale"), CallTarget::Remote);
    assert_eq!(
        target("env/.terraform/modules/m", "inner"),
        CallTarget::Module("env/.terraform/modules/m.inner".into())
    );
    assert_eq!(roots(&configuration), ["env"]);
    assert_eq!(codes(&configuration), ["remote-module-not-read"]);
}

#[test]
fn unchanged_files_keep_their_trees() {
    let mut cache = ParseCache::default();
    let mut files: Texts = [("a.tf", "resource \"t\" \"a\" {}"), ("b.tf", "resource \"t\" \"b\" {}")]
        .map(|(path, text)| (path.into(), text.into()))
        .into();
    let first = load(&files, &KnownModules, &LoadOptions::default(), &mut cache);
    files.insert("b.tf".into(), "resource \"t\" \"c\" {}".into());
    let second = load(&files, &KnownModules, &LoadOptions::default(), &mut cache);
    let block = |configuration: &Configuration, index: usize| top(configuration).resources[index].block.clone();
    assert!(Rc::ptr_eq(&block(&first, 0), &block(&second, 0)));
    assert_eq!(second.sources.slice(block(&second, 1).header), "resource \"t\" \"c\"");
    assert_eq!(first.sources.slice(block(&first, 1).header), "resource \"t\" \"b\"");
}

#[test]
fn modules_of_which_nothing_changed_stay_the_same() {
    let mut cache = ParseCache::default();
    let given = [
        ("a/main.tf", "variable \"v\" {}\nmodule \"c\" { source = \"../c\" }"),
        ("a/terraform.tfvars", "v = 1"),
        ("b/main.tf", "module \"c\" { source = \"../c\" }"),
        ("c/main.tf", "resource \"t\" \"c\" {}"),
    ];
    let mut files: Texts = given.map(|(path, text)| (path.into(), text.into())).into();
    let read = |files: &Texts, cache: &mut ParseCache| load(files, &KnownModules, &LoadOptions::default(), cache);
    let same = |left: &Configuration, right: &Configuration| {
        let keys = ["a", "b", "c"].into_iter().filter(|key| {
            let both = left.modules.get(*key).zip(right.modules.get(*key));
            both.is_some_and(|(left, right)| Rc::ptr_eq(left, right))
        });
        keys.collect::<String>()
    };
    let first = read(&files, &mut cache);
    let second = read(&files, &mut cache);
    assert_eq!(same(&first, &second), "abc");
    files.insert("a/terraform.tfvars".into(), "v = 2".into());
    let third = read(&files, &mut cache);
    assert_eq!(same(&second, &third), "bc");
    files.remove("c/main.tf");
    let fourth = read(&files, &mut cache);
    assert_eq!(same(&third, &fourth), "");
    assert_eq!(fourth.modules["b"].calls["c"].target, CallTarget::Missing);
    assert!(fourth.modules["a"].variable_values.contains_key("v"));
}

#[test]
fn other_files_are_at_hand() {
    let configuration = read(&[("main.tf", ""), ("./t/../user_data.sh", "#!/bin/sh")]);
    assert_eq!(configuration.files.get("user_data.sh").map(|text| &**text), Some("#!/bin/sh"));
}

#[test]
fn problems_fill_their_sentences() {
    let source = "terraform-aws-modules/ec2-instance/aws";
    let files = [
        ("a.tf", "resource \"t\" \"x\" {\n  a = 1 b\n}\nresource \"t\" {}\nvariable \"v\" { type = strin }\nx = 1"),
        ("b.tf", "resource \"t\" \"y\" {}\nresource \"t\" \"y\" {}\nmodule \"a\" { source = \"./none\" }"),
        ("c.tf", &format!("module \"b\" {{ source = \"{source}\" }}\nmodule \"c\" {{ source = \"a/b/c\" }}")),
        ("d.tf", &format!("module \"d\" {{\n  source = \"{source}\"\n  version = \"x\"\n}}")),
        ("e.tf", "module \"e\" {\n  source = \"./whole\"\n  version = \"1.0\"\n  w = 1\n}"),
        ("whole/main.tf", "variable \"needed\" {}"),
        ("f.tf.json", "{"),
        ("override.tf", "variable \"none\" {}"),
        ("terraform.tfvars", "v = var.v\nnone = 1"),
    ];
    let options = LoadOptions {
        variables: [("unknown".to_owned(), Value::int(1))].into(),
        var_files: vec!["none.tfvars".to_owned()],
        ..LoadOptions::default()
    };
    let mut problems = read_with(&files, &options).problems;
    let root = LoadOptions { root: Some("none".to_owned()), ..LoadOptions::default() };
    problems.extend(read_with(&files, &root).problems);
    let found: std::collections::BTreeSet<&str> = problems.iter().map(|problem| problem.code).collect();
    let expected = [
        "duplicate-declaration",
        "invalid-block",
        "invalid-tfvars",
        "invalid-version-constraint",
        "json-syntax-error",
        "missing-module-argument",
        "missing-module-source",
        "missing-variable-file",
        "module-version-not-allowed",
        "module-version-open",
        "override-without-target",
        "refused-declaration",
        "remote-module-not-read",
        "root-not-found",
        "syntax-error",
        "unexpected-module-argument",
        "unexpected-variable",
    ];
    assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
    for problem in &problems {
        let arguments: Vec<(&str, &str)> =
            problem.arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert!(unfilled(problem.code, &arguments).is_empty(), "{problem:?}");
    }
}

/// As hashicorp/go-version and Terraform's documentation of version constraints have it.
#[test]
fn version_constraints() {
    for (constraint, version, allowed) in [
        ("1.2.3", "1.2.3", true),
        ("= v1.2.3", "1.2.3", true),
        ("1.2", "1.2.0", true),
        ("!= 1.2.3", "1.2.3", false),
        ("> 1.2, < 2", "1.2.0", false),
        ("> 1.2, < 2", "1.10.0", true),
        (">=1.0.0,<=1.5.0", "1.5.0", true),
        ("~> 1.2", "1.9.9", true),
        ("~> 1.2", "2.0.0", false),
        ("~> 1.2.3", "1.2.9", true),
        ("~> 1.2.3", "1.3.0", false),
        ("~> 1.2.3", "1.2.2", false),
        ("~> 1", "2.0.0", true),
        (">= 1.0.0", "1.1.0-beta", false),
        ("1.1.0-beta", "1.1.0-beta", true),
        ("1.1.0-beta.2", "1.1.0-beta.11", false),
        ("< 1.1.0", "1.1.0-beta", false),
    ] {
        let read = Constraint::parse(constraint).unwrap();
        assert_eq!(read.allows(&Version::parse(version).unwrap()), allowed, "{constraint} {version}");
    }
    for constraint in ["", "latest", "~>", "1.x", ">= 1.0,", "=> 1", "1..2"] {
        assert_eq!(Constraint::parse(constraint), None, "{constraint}");
    }
    let ascending = ["1.0.0-1", "1.0.0-2", "1.0.0-11", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta", "1.0.0", "1.0.1"];
    let versions: Vec<Version> = ascending.iter().filter_map(|text| Version::parse(text)).collect();
    assert!(versions.is_sorted() && versions.len() == ascending.len());
}
