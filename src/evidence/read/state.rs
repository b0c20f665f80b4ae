//! Terraform state: `terraform show -json` and the state file itself (version 4). Only ids, names and
//! profiles are taken; a state holds secrets that have no place in a report.

use serde_json::Value;

use super::Reader;
use crate::evidence::arn::{self, Scope};
use crate::evidence::facts::{GroupTag, StateResource, StateSubject};
use crate::evidence::json;
use crate::evidence::model::InputKind;
use crate::terraform::display::quoted_key;

/// `terraform show -json`: modules within modules; an empty state has no `values`.
pub(super) fn shown(reader: &mut Reader<'_>, state: &Value) {
    reader.records.get_or_default(InputKind::TerraformState);
    if let Some(root) = state.get("values").and_then(|values| values.get("root_module")) {
        module(reader, root);
    }
}

fn module(reader: &mut Reader<'_>, value: &Value) {
    for resource in json::list(value, "resources") {
        let Some(address) = json::text(resource, "address") else {
            reader.skip("a resource without an address");
            continue;
        };
        let deposed = json::text(resource, "deposed_key");
        let attributes = resource.get("values").unwrap_or(&Value::Null);
        add(reader, resource, address, deposed, attributes);
    }
    json::list(value, "child_modules").iter().for_each(|child| module(reader, child));
}

/// The state file: resources with their instances, addresses in parts.
pub(super) fn file(reader: &mut Reader<'_>, state: &Value) {
    if state.get("version").and_then(Value::as_u64) != Some(4) {
        reader.unrecognise("a state file of another version than 4: `terraform show -json` reads it");
        return;
    }
    reader.records.get_or_default(InputKind::TerraformState);
    for resource in json::list(state, "resources") {
        let (Some(kind), Some(name)) = (json::text(resource, "type"), json::text(resource, "name")) else {
            reader.skip("a resource without type or name");
            continue;
        };
        let module = json::text(resource, "module").map_or_else(String::new, |module| module + ".");
        for instance in json::list(resource, "instances") {
            let key = instance.get("index_key").map_or_else(String::new, index);
            let attributes = instance.get("attributes").unwrap_or(&Value::Null);
            add(reader, resource, format!("{module}{kind}.{name}{key}"), json::text(instance, "deposed"), attributes);
        }
    }
}

/// `[0]` or `["key"]`, as Terraform prints it.
fn index(key: &Value) -> String {
    match key {
        Value::Number(number) => format!("[{number}]"),
        Value::String(text) => format!("[{}]", quoted_key(text)),
        _ => String::new(),
    }
}

fn add(reader: &mut Reader<'_>, resource: &Value, address: String, deposed: Option<String>, attributes: &Value) {
    if resource.get("mode").and_then(Value::as_str) == Some("data") {
        return;
    }
    reader.count(InputKind::TerraformState);
    let kind = resource.get("type").and_then(Value::as_str).unwrap_or_default();
    let scope = json::text(attributes, "arn").map_or_else(Scope::default, |arn| Scope::from_arn(&arn));
    let address = match &deposed {
        Some(key) => format!("{address} (deposed object {key})"),
        None => address,
    };
    for subject in subjects(kind, attributes) {
        reader.facts.resources.push(StateResource {
            address: address.clone(),
            deposed: deposed.is_some(),
            subject,
            scope: scope.clone(),
            source: reader.source.to_owned(),
        });
    }
}

fn subjects(kind: &str, attributes: &Value) -> Vec<StateSubject> {
    let instance = |key: &str| {
        let id = json::text(attributes, key)?;
        let profile = json::text(attributes, "iam_instance_profile");
        Some(StateSubject::Instance { id: arn::instance_id(&id)?.to_owned(), profile })
    };
    let group = |tag: GroupTag, value: &Value, key: &str| {
        json::text(value, key).map(|value| StateSubject::Group { tag, value })
    };
    match kind {
        "aws_instance" => instance("id").into_iter().collect(),
        "aws_spot_instance_request" => instance("spot_instance_id").into_iter().collect(),
        "aws_autoscaling_group" => group(GroupTag::AutoScalingGroup, attributes, "name").into_iter().collect(),
        "aws_ec2_fleet" => group(GroupTag::Fleet, attributes, "id").into_iter().collect(),
        "aws_spot_fleet_request" => group(GroupTag::SpotFleet, attributes, "id").into_iter().collect(),
        "aws_eks_node_group" => json::list(attributes, "resources")
            .iter()
            .flat_map(|made| json::list(made, "autoscaling_groups"))
            .filter_map(|made| group(GroupTag::AutoScalingGroup, made, "name"))
            .collect(),
        _ => Vec::new(),
    }
}
