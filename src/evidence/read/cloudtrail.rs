//! CloudTrail: event files as a trail delivers them, and the answers of `aws cloudtrail lookup-events`.

use serde_json::Value;

use super::{Reader, scope_of};
use crate::evidence::arn::{self, Scope};
use crate::evidence::facts::TrailEvent;
use crate::evidence::json::{self, any_case, any_case_text};
use crate::evidence::model::{InputKind, ProfileAction, ProfileEvent, ProfileRef};
use crate::evidence::time::Instant;
use crate::sorted::SortedSet;

/// `Records[]`.
pub(super) fn events(reader: &mut Reader<'_>, _page: &Value, records: &[Value]) {
    records.iter().for_each(|record| event(reader, record));
}

/// `Events[]`, where the event itself is a JSON text inside.
pub(super) fn lookups(reader: &mut Reader<'_>, page: &Value, lookups: &[Value]) {
    for lookup in lookups {
        match lookup.get("CloudTrailEvent").and_then(Value::as_str).map(serde_json::from_str::<Value>) {
            Some(Ok(record)) => event(reader, &record),
            Some(Err(_)) => {
                reader.count(InputKind::Cloudtrail);
                reader.skip("CloudTrailEvent is not JSON");
            }
            None => {
                reader.count(InputKind::Cloudtrail);
                reader.skip("an event without CloudTrailEvent");
            }
        }
    }
    reader.page(page, InputKind::Cloudtrail, SortedSet::new(), SortedSet::new());
}

fn event(reader: &mut Reader<'_>, record: &Value) {
    reader.count(InputKind::Cloudtrail);
    let name = record.get("eventName").and_then(Value::as_str).unwrap_or_default();
    let source = record.get("eventSource").and_then(Value::as_str).unwrap_or_default();
    let Some(action) = action_of(source, name) else {
        if name.is_empty() {
            reader.skip("an event without eventName");
        } else {
            reader.ignore("events that do not change an instance's profile".to_owned());
        }
        return;
    };
    // A call that failed, or was a dry run, changed nothing.
    if record.get("errorCode").is_some_and(|code| !code.is_null()) {
        reader.ignore("calls that failed".to_owned());
        return;
    }
    let Some(time) = record.get("eventTime").and_then(Instant::from_json) else {
        reader.skip("an event without a readable eventTime");
        return;
    };
    let identity = record.get("userIdentity").unwrap_or(&Value::Null);
    let account = json::text(record, "recipientAccountId").or_else(|| json::text(identity, "accountId"));
    let template = TrailEvent {
        event: ProfileEvent {
            time,
            action,
            event_name: name.to_owned(),
            by: caller(identity),
            invoked_by: json::text(identity, "invokedBy"),
            profile: None,
            launch_template: None,
            event_id: json::text(record, "eventID"),
            source: reader.source.to_owned(),
        },
        scope: Scope { account, ..scope_of(record, "", "awsRegion") },
        instance: None,
        association: None,
        new_association: None,
        name: None,
    };
    let request = record.get("requestParameters").unwrap_or(&Value::Null);
    let response = record.get("responseElements").unwrap_or(&Value::Null);
    let read = match action {
        ProfileAction::Launched => launches(request, response, &template),
        ProfileAction::Terminated => terminations(request, response, &template),
        ProfileAction::Associated | ProfileAction::Replaced | ProfileAction::Disassociated => {
            association(request, response, template).into_iter().collect()
        }
        _ => on_profile(request, response, template).into_iter().collect(),
    };
    if read.is_empty() {
        reader.skip(&format!("{name} names neither an instance nor what it changed"));
    }
    reader.facts.events.extend(read);
}

fn action_of(source: &str, name: &str) -> Option<ProfileAction> {
    Some(match (source, name) {
        ("ec2.amazonaws.com", "RunInstances") => ProfileAction::Launched,
        ("ec2.amazonaws.com", "TerminateInstances") => ProfileAction::Terminated,
        ("ec2.amazonaws.com", "AssociateIamInstanceProfile") => ProfileAction::Associated,
        ("ec2.amazonaws.com", "ReplaceIamInstanceProfileAssociation") => ProfileAction::Replaced,
        ("ec2.amazonaws.com", "DisassociateIamInstanceProfile") => ProfileAction::Disassociated,
        ("iam.amazonaws.com", "CreateInstanceProfile") => ProfileAction::ProfileCreated,
        ("iam.amazonaws.com", "DeleteInstanceProfile") => ProfileAction::ProfileDeleted,
        ("iam.amazonaws.com", "AddRoleToInstanceProfile") => ProfileAction::RoleAdded,
        ("iam.amazonaws.com", "RemoveRoleFromInstanceProfile") => ProfileAction::RoleRemoved,
        _ => return None,
    })
}

/// The most telling member of `userIdentity`; which are there depends on its `type`.
fn caller(identity: &Value) -> String {
    ["arn", "invokedBy", "userName", "principalId", "accountId", "type"]
        .iter()
        .find_map(|key| json::text(identity, key))
        .unwrap_or_else(|| "unknown".to_owned())
}

/// `{arn | name, id}` in either case.
fn profile(value: &Value) -> Option<ProfileRef> {
    arn::profile(any_case_text(value, "arn"), any_case_text(value, "name"), any_case_text(value, "id"))
}

fn items(response: &Value) -> &[Value] {
    response.get("instancesSet").map_or(&[], |set| json::list(set, "items"))
}

/// One event per launched instance. The response tells the profile, also where it comes from a launch
/// template and the request is silent.
fn launches(request: &Value, response: &Value, template: &TrailEvent) -> Vec<TrailEvent> {
    let launch_template = any_case(request, "launchTemplate").and_then(|used| {
        let id = any_case_text(used, "launchTemplateId").or_else(|| any_case_text(used, "launchTemplateName"))?;
        Some(any_case_text(used, "version").map_or(id.clone(), |version| format!("{id}:{version}")))
    });
    let launch = |item: &Value| {
        let id = item.get("instanceId").and_then(Value::as_str).and_then(arn::instance_id)?;
        let mut launch = template.clone();
        launch.instance = Some(id.to_owned());
        launch.event.profile = any_case(item, "iamInstanceProfile").and_then(profile);
        launch.event.launch_template.clone_from(&launch_template);
        launch.name = item.get("tagSet").and_then(|set| json::tag(json::list(set, "items"), "Name"));
        Some(launch)
    };
    items(response).iter().filter_map(launch).collect()
}

fn terminations(request: &Value, response: &Value, template: &TrailEvent) -> Vec<TrailEvent> {
    let listed = if items(response).is_empty() { items(request) } else { items(response) };
    let ids = listed.iter().filter_map(|item| arn::instance_id(item.get("instanceId")?.as_str()?));
    ids.map(|id| TrailEvent { instance: Some(id.to_owned()), ..template.clone() }).collect()
}

/// The three calls on associations wrap their request and response in an element named after the call,
/// with varying case. Replace and Disassociate name only the association in the request; the instance
/// stands in the response.
fn association(request: &Value, response: &Value, mut call: TrailEvent) -> Option<TrailEvent> {
    let request = unwrap(request, &call.event.event_name, "Request");
    let response = unwrap(response, &call.event.event_name, "Response");
    let result = any_case(response, "iamInstanceProfileAssociation").unwrap_or(&Value::Null);
    let id = any_case_text(result, "instanceId").or_else(|| any_case_text(request, "instanceId"));
    call.instance = id.as_deref().and_then(arn::instance_id).map(str::to_owned);
    call.association = any_case_text(request, "associationId");
    if call.event.action == ProfileAction::Disassociated {
        call.association = call.association.or_else(|| any_case_text(result, "associationId"));
    } else {
        call.new_association = any_case_text(result, "associationId");
        let told = any_case(result, "iamInstanceProfile").and_then(profile);
        call.event.profile = told.or_else(|| any_case(request, "iamInstanceProfile").and_then(profile));
    }
    (call.instance.is_some() || call.association.is_some()).then_some(call)
}

fn unwrap<'a>(value: &'a Value, call: &str, suffix: &str) -> &'a Value {
    any_case(value, &format!("{call}{suffix}")).unwrap_or(value)
}

fn on_profile(request: &Value, response: &Value, mut call: TrailEvent) -> Option<TrailEvent> {
    let name = any_case_text(request, "instanceProfileName")?;
    let made = any_case(response, "instanceProfile").unwrap_or(&Value::Null);
    let id = any_case_text(made, "instanceProfileId");
    call.event.profile = arn::profile(any_case_text(made, "arn"), Some(name), id);
    Some(call)
}
