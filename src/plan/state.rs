//! The state file itself, version 4, in the form that `terraform show -json` gives it.

use crate::syntax::json::{Member, Node, NodeValue};
use crate::terraform::display::quoted_key;

/// What every state file has, and no other form of a state.
pub(super) const LINEAGE: &str = "\"lineage\"";

/// Whether it is a state file.
pub(super) fn is_file(root: &Node) -> bool {
    root.get("lineage").is_some() && root.get("serial").is_some()
}

/// The state as `terraform show -json` gives it, all resources in the root module; values keep their places.
///
/// # Errors
/// Why it cannot be read, and what to do.
pub(super) fn shown(mut file: Node) -> Result<Node, &'static str> {
    if file.get("encrypted_data").is_some() {
        return Err("it is encrypted. `tofu show -json` gives what is in it.");
    }
    if !matches!(file.get("version").map(|node| &node.value), Some(NodeValue::Number(version)) if version == "4") {
        return Err("it is a state file of another version than 4. `terraform show -json` gives what is in it.");
    }
    let mut entries = Vec::new();
    for mut resource in take_items(&mut file, "resources") {
        for mut instance in take_items(&mut resource, "instances") {
            if instance.get("deposed").is_some() {
                continue;
            }
            let attributes = take(&mut instance, "attributes");
            let is_managed = resource.get("mode").and_then(Node::text) == Some("managed");
            if attributes.is_none() && is_managed {
                return Err(
                    "it is as an old version of Terraform wrote it. `terraform show -json` gives what is in it.",
                );
            }
            entries.extend(entry(&resource, &instance, attributes));
        }
    }
    let at = (file.start, file.end);
    let resources = node(at, NodeValue::Array(entries));
    let module = object(at, vec![("resources", resources)]);
    let version = node(at, NodeValue::String("1.0".to_owned()));
    Ok(object(at, vec![("format_version", version), ("values", object(at, vec![("root_module", module)]))]))
}

/// An instance with its address; nothing where the parts of an address are missing.
fn entry(resource: &Node, instance: &Node, attributes: Option<Node>) -> Option<Node> {
    let text = |key: &str| resource.get(key).and_then(Node::text);
    let (ty, name) = (text("type")?, text("name")?);
    let module = text("module").map_or_else(String::new, |module| format!("{module}."));
    let mode = if text("mode") == Some("data") { "data." } else { "" };
    let key = match instance.get("index_key").map(|node| &node.value) {
        Some(NodeValue::Number(index)) => format!("[{index}]"),
        Some(NodeValue::String(key)) => format!("[{}]", quoted_key(key)),
        _ => String::new(),
    };
    let place = resource.get("name").map_or((resource.start, resource.end), |node| (node.start, node.end));
    let string = |text: String| node(place, NodeValue::String(text));
    let mut members = vec![
        ("address", string(format!("{module}{mode}{ty}.{name}{key}"))),
        ("type", string(ty.to_owned())),
        ("name", string(name.to_owned())),
    ];
    members.extend(attributes.map(|attributes| ("values", attributes)));
    Some(object((instance.start, instance.end), members))
}

fn node((start, end): (usize, usize), value: NodeValue) -> Node {
    Node { value, start, end }
}

fn object(at: (usize, usize), members: Vec<(&str, Node)>) -> Node {
    let member = |(key, value): (&str, Node)| Member { key: key.to_owned(), key_start: at.0, key_end: at.0, value };
    node(at, NodeValue::Object(members.into_iter().map(member).collect()))
}

/// The member of an object, taken out of it.
fn take(node: &mut Node, key: &str) -> Option<Node> {
    let NodeValue::Object(members) = &mut node.value else { return None };
    let at = members.iter().rposition(|member| member.key == key)?;
    Some(members.remove(at).value)
}

/// The elements of such a member, if it is a list.
fn take_items(node: &mut Node, key: &str) -> Vec<Node> {
    match take(node, key).map(|node| node.value) {
        Some(NodeValue::Array(items)) => items,
        _ => Vec::new(),
    }
}
