//! Plans and states to resources. `plan/references/plan.json` is what Terraform 1.11.4 shows for the configuration
//! beside it; the other documents follow its format and the behaviour of the AWS provider.
#![allow(clippy::unwrap_used, clippy::panic)]

use ec2_profile_check::control::models::KnownModules;
use ec2_profile_check::control::provider::AwsProvider;
use ec2_profile_check::plan;
use ec2_profile_check::syntax::ast::{Expr, ExprKind, ObjectKey};
use ec2_profile_check::terraform::configuration::Configuration;
use ec2_profile_check::terraform::load::{LoadOptions, ParseCache, load};
use ec2_profile_check::text::Texts;
use serde_json::json;

fn read_text(text: &str) -> Configuration {
    read_files([("plan.json".into(), text.into())].into())
}

fn read_files(files: Texts) -> Configuration {
    let options = LoadOptions::default();
    let mut cache = ParseCache::default();
    let mut configuration = load(&files, &KnownModules, &options, &mut cache);
    plan::load(&files, &options, &AwsProvider, &mut cache, &mut configuration);
    configuration
}

fn show(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Null => "null".to_owned(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Number(_) => "number".to_owned(),
        ExprKind::String(text) => format!("{text:?}"),
        ExprKind::Tuple(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        ExprKind::Object(items) => {
            let item = |key: &ObjectKey| match key {
                ObjectKey::Expr(Expr { kind: ExprKind::String(name), .. }) => name.to_string(),
                _ => panic!("keys are strings"),
            };
            let items: Vec<String> =
                items.iter().map(|pair| format!("{} = {}", item(&pair.key), show(&pair.value))).collect();
            format!("{{{}}}", items.join(", "))
        }
        ExprKind::Variable(name) => name.to_string(),
        ExprKind::GetAttr(source, name) => format!("{}.<{name}>", show(source)),
        ExprKind::Call { .. } => "known after apply".to_owned(),
        _ => panic!("a plan holds nothing else"),
    }
}

/// The argument of the resource at this address, "" where it is left out.
fn argument(configuration: &Configuration, address: &str, name: &str) -> String {
    let resources = &configuration.modules["plan.json"].resources;
    let resource = resources.iter().find(|resource| resource.address.as_deref() == Some(address)).unwrap();
    resource.block.body.attribute(name).map_or(String::new(), |attribute| show(&attribute.expr))
}

#[test]
fn references_lead_through_modules_and_keys() {
    let configuration = read_text(include_str!("plan/references/plan.json"));
    assert_eq!(configuration.roots.iter().map(|root| &**root).collect::<Vec<_>>(), ["plan.json"]);
    for (address, expected) in [
        ("terraform_data.idx", "terraform_data.<terraform_data.many[\"a\"]>.<output>"),
        ("terraform_data.use[\"b\"]", "terraform_data.<terraform_data.many[\"b\"]>.<id>"),
        ("terraform_data.cond", "terraform_data.<terraform_data.p>.<id>"),
        ("terraform_data.mo", "terraform_data.<module.m[\"k\"].terraform_data.i[0]>.<output>"),
        ("module.m[\"k\"].terraform_data.i[0]", "terraform_data.<terraform_data.p>.<id>"),
        ("terraform_data.list", "[terraform_data.<terraform_data.p>.<id>, \"x\"]"),
        ("terraform_data.loc", "known after apply"),
        ("terraform_data.fn", "known after apply"),
        ("terraform_data.nul", "null"),
        ("terraform_data.none", ""),
    ] {
        assert_eq!(argument(&configuration, address, "input"), expected, "{address}");
        assert_eq!(argument(&configuration, address, "output"), "", "{address}");
    }
    let resource = &configuration.modules["plan.json"].resources[0];
    assert_eq!(configuration.sources.slice(resource.block.header), "\"terraform_data.cond\"");
    assert!(configuration.problems.is_empty());
}

/// A plan of one `aws_instance.i` and a profile that is created with it.
fn instance(after: serde_json::Value, unknown: serde_json::Value, expressions: serde_json::Value) -> Configuration {
    let resource = |ty: &str, name: &str, expressions: serde_json::Value| {
        json!({"address": format!("{ty}.{name}"), "mode": "managed", "type": ty, "name": name,
               "expressions": expressions})
    };
    let change = |ty: &str, name: &str, after: serde_json::Value, unknown: serde_json::Value| {
        json!({"address": format!("{ty}.{name}"), "mode": "managed", "type": ty, "name": name,
               "change": {"actions": ["create"], "before": null, "after": after, "after_unknown": unknown}})
    };
    let document = json!({
        "format_version": "1.2",
        "resource_changes": [
            change("aws_instance", "i", after, unknown),
            change("aws_iam_instance_profile", "p", json!({"role": "r"}), json!({"arn": true, "id": true, "name": true})),
        ],
        "configuration": {"root_module": {"resources": [
            resource("aws_instance", "i", expressions),
            resource("aws_iam_instance_profile", "p", json!({"role": {"constant_value": "r"}})),
        ]}},
    });
    read_text(&document.to_string())
}

#[test]
fn the_configuration_tells_left_out_from_not_yet_known() {
    let references = json!({"references": ["aws_iam_instance_profile.p.name", "aws_iam_instance_profile.p"]});
    for (after, unknown, expressions, expected) in [
        (json!({}), json!({"iam_instance_profile": true}), json!({}), ""),
        (json!({"iam_instance_profile": null}), json!({}), json!({}), ""),
        (json!({"iam_instance_profile": "live"}), json!({}), json!({}), ""),
        (
            json!({}),
            json!({"iam_instance_profile": true}),
            json!({"iam_instance_profile": references}),
            "aws_iam_instance_profile.<aws_iam_instance_profile.p>.<name>",
        ),
        (
            json!({}),
            json!({"iam_instance_profile": true}),
            json!({"iam_instance_profile": {"constant_value": ""}}),
            "\"\"",
        ),
        (
            json!({}),
            json!({"iam_instance_profile": true}),
            json!({"iam_instance_profile": {"constant_value": null}}),
            "null",
        ),
        (
            json!({"iam_instance_profile": "app"}),
            json!({}),
            json!({"iam_instance_profile": {"references": ["local.profile"]}}),
            "\"app\"",
        ),
    ] {
        let configuration = instance(after.clone(), unknown, expressions.clone());
        assert_eq!(
            argument(&configuration, "aws_instance.i", "iam_instance_profile"),
            expected,
            "{after} {expressions}"
        );
    }
}

#[test]
fn nested_blocks_are_objects_without_what_the_provider_fills_in() {
    let arn = json!({"references": ["aws_iam_instance_profile.p.arn", "aws_iam_instance_profile.p"]});
    let is = |after: serde_json::Value, unknown: serde_json::Value, expressions: serde_json::Value| {
        argument(&instance(after, unknown, expressions), "aws_instance.i", "iam_instance_profile")
    };
    let reference = "aws_iam_instance_profile.<aws_iam_instance_profile.p>.<arn>";
    assert_eq!(
        is(
            json!({"iam_instance_profile": [{"name": null}]}),
            json!({"iam_instance_profile": [{"arn": true}]}),
            json!({"iam_instance_profile": [{"arn": arn}]})
        ),
        format!("[{{arn = {reference}}}]")
    );
    // A dynamic block is not among the expressions.
    assert_eq!(
        is(json!({"iam_instance_profile": [{"name": "n", "arn": null}]}), json!({}), json!({})),
        "[{name = \"n\"}]"
    );
    assert_eq!(
        is(json!({"iam_instance_profile": [{}]}), json!({"iam_instance_profile": [{"arn": true}]}), json!({})),
        "[{arn = known after apply}]"
    );
    assert_eq!(is(json!({"iam_instance_profile": []}), json!({}), json!({})), "");
}

#[test]
fn lists_that_are_known_after_apply_hold_what_they_refer_to() {
    let references = json!({"references": ["aws_iam_instance_profile.p.id", "aws_iam_instance_profile.p"]});
    let configuration = instance(json!({}), json!({"some_ids": true}), json!({"some_ids": references}));
    assert_eq!(
        argument(&configuration, "aws_instance.i", "some_ids"),
        "[aws_iam_instance_profile.<aws_iam_instance_profile.p>.<id>]"
    );
}

#[test]
fn what_is_gone_after_the_plan_is_left_out() {
    let change = |name: &str, actions: &[&str], deposed: bool| {
        let mut entry = json!({"address": format!("aws_instance.{name}"), "mode": "managed", "type": "aws_instance",
            "name": name, "change": {"actions": actions, "after": {"ami": "x"}}});
        if deposed {
            entry["deposed"] = "0a1b2c3d".into();
        }
        entry
    };
    let document = json!({"format_version": "1.2", "errored": true, "resource_changes": [
        change("deleted", &["delete"], false),
        change("forgotten", &["forget"], false),
        change("deposed", &["delete", "create"], true),
        change("replaced", &["delete", "create"], false),
        change("kept", &["no-op"], false),
    ]});
    let configuration = read_text(&document.to_string());
    let names: Vec<&str> =
        configuration.modules["plan.json"].resources.iter().filter_map(|found| found.address.as_deref()).collect();
    assert_eq!(names, ["aws_instance.replaced", "aws_instance.kept"]);
    assert_eq!(configuration.problems[0].code, "plan-incomplete");
}

#[test]
fn a_state_holds_values_and_ids_link_them() {
    let document = json!({"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": {
        "resources": [{"address": "aws_launch_template.t", "mode": "managed", "type": "aws_launch_template", "name": "t",
            "values": {"id": "lt-0123", "iam_instance_profile": [{"arn": "", "name": "app"}]}}],
        "child_modules": [{"address": "module.a", "resources": [{"address": "module.a.aws_autoscaling_group.g[0]",
            "mode": "managed", "type": "aws_autoscaling_group", "name": "g", "index": 0,
            "values": {"launch_template": [{"id": "lt-0123", "name": "t", "version": "1"}], "launch_configuration": ""}}]}]
    }}});
    let configuration = read_text(&document.to_string());
    assert_eq!(
        argument(&configuration, "aws_launch_template.t", "iam_instance_profile"),
        "[{arn = \"\", name = \"app\"}]"
    );
    assert_eq!(
        argument(&configuration, "module.a.aws_autoscaling_group.g[0]", "launch_template"),
        "[{id = aws_launch_template.<aws_launch_template.t>.<id>, name = \"t\", version = \"1\"}]"
    );
}

#[test]
fn data_sources_of_the_prior_state_are_there() {
    let document = json!({"format_version": "1.2",
        "resource_changes": [{"address": "aws_instance.i", "mode": "managed", "type": "aws_instance", "name": "i",
            "change": {"actions": ["create"], "after": {"iam_instance_profile": "app"}, "after_unknown": {}}}],
        "prior_state": {"values": {"root_module": {"resources": [
            {"address": "data.aws_iam_instance_profile.d", "mode": "data", "type": "aws_iam_instance_profile",
             "name": "d", "values": {"name": "app", "role_name": "r"}},
            {"address": "aws_instance.old", "mode": "managed", "type": "aws_instance", "name": "old", "values": {}}]}}},
        "configuration": {"root_module": {"resources": [
            {"address": "data.aws_iam_instance_profile.d", "mode": "data", "type": "aws_iam_instance_profile",
             "name": "d", "expressions": {"name": {"constant_value": "app"}}},
            {"address": "aws_instance.i", "mode": "managed", "type": "aws_instance", "name": "i", "expressions":
             {"iam_instance_profile": {"references": ["data.aws_iam_instance_profile.d.name", "data.aws_iam_instance_profile.d"]}}}]}}});
    let configuration = read_text(&document.to_string());
    assert_eq!(configuration.modules["plan.json"].resources.len(), 2);
    assert_eq!(
        argument(&configuration, "aws_instance.i", "iam_instance_profile"),
        "data.<aws_iam_instance_profile>.<data.aws_iam_instance_profile.d>.<name>"
    );
    assert_eq!(argument(&configuration, "data.aws_iam_instance_profile.d", "role_name"), "\"r\"");
}

#[test]
fn what_is_no_plan_is_named_where_nothing_else_is_given() {
    for (text, beside) in [
        ("{\"name\": \"package\"}", 0),
        ("{\"format_version\": \"1.0\"}", 0),
        ("no JSON", 0),
        ("{\"format_version\": \"1.2\", \"resource_changes\": [", 1),
        ("{\"format_version\": \"9.0\", \"planned_values\": {}}", 1),
    ] {
        let alone = read_text(text);
        assert!(alone.roots.is_empty(), "{text}");
        assert_eq!(
            alone.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(),
            ["plan-unreadable"],
            "{text}"
        );
        // The code of a module may read a file of any kind.
        let more = [("main.tf", ""), ("x.auto.tfvars", "")].map(|(path, text)| (path.into(), text.into()));
        let configuration = read_files([("plan.json".into(), text.into())].into_iter().chain(more).collect());
        assert_eq!(configuration.problems.len(), beside, "{text}");
    }
}

#[test]
fn a_root_may_hold_nothing_but_a_plan() {
    let text = json!({"format_version": "1.2", "resource_changes": []}).to_string();
    let files: Texts = [("plans/p.json".into(), text.into())].into();
    for (root, roots, problems) in [("plans", vec!["plans/p.json"], 0), ("other", vec![], 1)] {
        let options = LoadOptions { root: Some(root.to_owned()), ..LoadOptions::default() };
        let mut cache = ParseCache::default();
        let mut configuration = load(&files, &KnownModules, &options, &mut cache);
        plan::load(&files, &options, &AwsProvider, &mut cache, &mut configuration);
        assert_eq!(configuration.roots.iter().map(|root| &**root).collect::<Vec<_>>(), roots);
        assert_eq!(configuration.problems.len(), problems);
    }
}

#[test]
fn large_and_tangled_plans_end_soon() {
    let many = 3_000;
    let change = |ty: &str, index: usize| {
        json!({"address": format!("{ty}.x[{index}]"), "mode": "managed", "type": ty, "name": "x", "index": index,
               "change": {"actions": ["create"], "after": {}, "after_unknown": {"a": true, "b": true}}})
    };
    let changes: Vec<_> = (0..many).flat_map(|index| [change("aws_a", index), change("aws_b", index)]).collect();
    // Every output of each module refers twice to the next, whose last refers to the first.
    let references = |output: &str| json!({"references": [format!("module.m.{output}"), "module.m", "var.v"]});
    let mut module = json!({"outputs": {"a": {"expression": {"references": ["aws_b.x"]}}}});
    for _ in 0..30 {
        module = json!({"outputs": {"a": {"expression": references("a")}, "b": {"expression": references("a")}},
                        "module_calls": {"m": {"expressions": {"v": references("b")}, "module": module}}});
    }
    let document = json!({"format_version": "1.2", "resource_changes": changes, "configuration": {"root_module": {
        "module_calls": {"m": {"expressions": {}, "module": module}},
        "resources": [{"address": "aws_a.x", "mode": "managed", "type": "aws_a", "name": "x", "expressions": {
            "a": {"references": ["aws_b.x"]}, "b": {"references": ["module.m.a", "module.m.b", "module.m"]}}}]}}});
    let text = document.to_string();
    let start = std::time::Instant::now();
    let configuration = read_text(&text);
    assert_eq!(configuration.modules["plan.json"].resources.len(), 2 * many);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
