//! `aws ec2 describe-instances` and `aws ec2 describe-iam-instance-profile-associations`.

use serde_json::Value;

use super::Reader;
use crate::evidence::arn::{self, Scope};
use crate::evidence::facts::{Association, GroupTag, Listed};
use crate::evidence::json;
use crate::evidence::model::{InputKind, ProfileRef};
use crate::sorted::SortedSet;

/// `Reservations[]`: the owner stands there, the rest in `Instances[]`.
pub(super) fn listing(reader: &mut Reader<'_>, page: &Value, reservations: &[Value]) {
    let mut scopes = SortedSet::new();
    for reservation in reservations {
        let owner = json::text(reservation, "OwnerId");
        match reservation.get("Instances") {
            Some(Value::Array(list)) => {
                list.iter().for_each(|value| scopes.extend(instance(reader, value, owner.clone())));
            }
            _ => reader.skip("a reservation without a list of Instances"),
        }
    }
    finish_page(reader, page, scopes);
}

/// Instances on their own, as `--query 'Reservations[].Instances[]'` gives them.
pub(super) fn instances(reader: &mut Reader<'_>, page: &Value, instances: &[Value]) {
    let scopes = instances.iter().filter_map(|value| instance(reader, value, None)).collect();
    finish_page(reader, page, scopes);
}

fn finish_page(reader: &mut Reader<'_>, page: &Value, scopes: SortedSet<Scope>) {
    let known = |part: &Option<String>| part.clone().unwrap_or_default();
    let series = scopes.iter().map(|scope| format!("{} {}", known(&scope.account), known(&scope.region))).collect();
    reader.page(page, InputKind::DescribeInstances, series, scopes);
}

fn instance(reader: &mut Reader<'_>, value: &Value, owner: Option<String>) -> Option<Scope> {
    reader.count(InputKind::DescribeInstances);
    let Some(id) = value.get("InstanceId").and_then(Value::as_str).and_then(arn::instance_id) else {
        reader.skip("an instance without an InstanceId");
        return None;
    };
    let profile = match value.get("IamInstanceProfile") {
        None | Some(Value::Null) => None,
        Some(described) => {
            let profile = profile(described);
            if profile.is_none() {
                reader.skip("IamInstanceProfile has neither Arn nor Id; the instance counts as without a profile");
            }
            profile
        }
    };
    let zone = value.get("Placement").and_then(|placement| json::text(placement, "AvailabilityZone"));
    let region = zone.as_deref().and_then(arn::region_of_zone);
    let tags = json::list(value, "Tags");
    let scope = Scope { account: owner, region };
    let listed = Listed {
        scope: scope.clone(),
        name: json::tag(tags, "Name"),
        state: value.get("State").and_then(|state| json::text(state, "Name")),
        lifecycle: json::text(value, "InstanceLifecycle"),
        launch_time: reader.time(value, "LaunchTime"),
        profile,
        groups: GroupTag::ALL.iter().filter_map(|tag| Some((*tag, json::tag(tags, tag.key())?))).collect(),
        sources: SortedSet::from([reader.source.to_owned()]),
        other_profiles: SortedSet::new(),
    };
    let listed = match reader.facts.listed.remove(id) {
        Some(known) => merge(known, listed),
        None => listed,
    };
    reader.facts.listed.insert(id.to_owned(), listed);
    Some(scope)
}

/// `{Arn, Id}`; the listing never gives the name.
fn profile(value: &Value) -> Option<ProfileRef> {
    arn::profile(json::text(value, "Arn"), None, json::text(value, "Id"))
}

/// Two listings of one instance. A listing carries no time, so neither is the newer: the result takes
/// the more worrying of both and does not depend on their order.
fn merge(a: Listed, b: Listed) -> Listed {
    let (mut first, second) = if caution(&a) <= caution(&b) { (a, b) } else { (b, a) };
    if !first.is_terminated() && first.profile != second.profile {
        let label = |listed: &Listed| listed.profile.as_ref().map_or_else(String::new, |p| p.label().to_owned());
        first.other_profiles.insert(label(&second));
    }
    first.other_profiles.extend(second.other_profiles);
    first.sources.extend(second.sources);
    first.scope = first.scope.or(second.scope);
    first.name = first.name.or(second.name);
    first.lifecycle = first.lifecycle.or(second.lifecycle);
    if first.groups.is_empty() {
        first.groups = second.groups;
    }
    first
}

/// Sorts listings: terminated is final, then no profile before some, then running before the rest.
fn caution(listed: &Listed) -> impl Ord + use<'_> {
    let state = ["running", "pending", "stopping", "stopped"]
        .iter()
        .position(|state| listed.state.as_deref() == Some(state))
        .unwrap_or(usize::MAX);
    (!listed.is_terminated(), listed.profile.as_ref(), state, listed.launch_time, listed.name.as_deref())
}

/// `IamInstanceProfileAssociations[]`.
pub(super) fn associations(reader: &mut Reader<'_>, page: &Value, associations: &[Value]) {
    let kind = InputKind::DescribeIamInstanceProfileAssociations;
    let mut series = SortedSet::new();
    for value in associations {
        reader.count(kind);
        let Some(instance) = value.get("InstanceId").and_then(Value::as_str).and_then(arn::instance_id) else {
            reader.skip("an association without an InstanceId");
            continue;
        };
        let profile = value.get("IamInstanceProfile").and_then(profile);
        let account = profile.as_ref().and_then(|profile| Scope::from_arn(profile.arn.as_deref()?).account);
        series.extend(account);
        let state = json::text(value, "State");
        reader.facts.associations.push(Association {
            id: json::text(value, "AssociationId"),
            instance: instance.to_owned(),
            profile,
            active: matches!(state.as_deref(), Some("associating" | "associated")),
            source: reader.source.to_owned(),
        });
    }
    reader.page(page, kind, series, SortedSet::new());
}
