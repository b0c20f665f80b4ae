//! Security Hub: findings in the AWS Security Finding Format, as `get-findings` returns them and
//! `batch-import-findings` takes them.

use serde_json::Value;

use super::{Reader, scope_of};
use crate::evidence::arn::{self, Scope};
use crate::evidence::facts::About;
use crate::evidence::json;
use crate::evidence::model::{InputKind, SecurityHubFinding};
use crate::sorted::SortedSet;

/// How tools that send findings name this control: compliance.tf and Powerpipe, and Checkov. (Prowler's
/// and AWS Config's name is the one of the Config rule.) Security Hub itself has no such control.
const OTHER_NAMES: [&str; 2] = ["ec2-instance-iam-profile-attached", "ckv2-aws-41"];

/// `Findings[]`.
pub(super) fn findings(reader: &mut Reader<'_>, page: &Value, findings: &[Value]) {
    for finding in findings {
        reader.count(InputKind::SecurityHubFindings);
        if is_about_control(reader, finding) {
            read(reader, finding);
        } else {
            reader.ignore("findings of other controls".to_owned());
        }
    }
    reader.page(page, InputKind::SecurityHubFindings, SortedSet::new(), SortedSet::new());
}

fn is_about_control(reader: &Reader<'_>, finding: &Value) -> bool {
    let fields = finding.get("ProductFields").and_then(Value::as_object);
    let named = ["GeneratorId", "Title", "Id"].iter().filter_map(|key| finding.get(key));
    named.chain(fields.into_iter().flat_map(|fields| fields.values())).filter_map(Value::as_str).any(|text| {
        let plain = text.to_lowercase().replace('_', "-");
        reader.is_our_rule(text) || OTHER_NAMES.iter().any(|name| plain.contains(name))
    })
}

fn read(reader: &mut Reader<'_>, finding: &Value) {
    let Some(compliance) = finding.get("Compliance").and_then(|compliance| json::text(compliance, "Status")) else {
        reader.skip("a finding without Compliance.Status");
        return;
    };
    let updated = reader.time(finding, "UpdatedAt");
    let statement = SecurityHubFinding {
        id: json::text(finding, "Id").unwrap_or_default(),
        title: json::text(finding, "Title").unwrap_or_default(),
        compliance,
        workflow: finding.get("Workflow").and_then(|workflow| json::text(workflow, "Status")),
        record_state: json::text(finding, "RecordState"),
        updated,
        source: reader.source.to_owned(),
    };
    let mut named = false;
    for resource in json::list(finding, "Resources") {
        let Some(id) = resource.get("Id").and_then(Value::as_str) else { continue };
        if let Some(instance) = arn::instance_id(id) {
            named = true;
            let told = Scope { region: json::text(resource, "Region"), ..scope_of(finding, "AwsAccountId", "") };
            reader.facts.findings.push(About {
                instance: instance.to_owned(),
                scope: Scope::from_arn(id).or(told).or(scope_of(finding, "", "Region")),
                statement: statement.clone(),
            });
        }
    }
    if !named {
        reader.ignore("findings of this control that name no instance".to_owned());
    }
}
