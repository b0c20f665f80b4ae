//! One document's values into facts: each value is recognised by its content and given to the reader of its kind.

mod check_report;
mod cloudtrail;
mod config;
mod ec2;
mod iam;
mod security_hub;
mod state;

use serde_json::Value;

use super::arn::Scope;
use super::facts::{Facts, Page};
use super::json;
use super::model::{InputContent, InputKind};
use super::time::Instant;
use crate::report::model::Severity;
use crate::sorted::{SortedMap, SortedSet};

/// Name of the AWS Config managed rule, as it appears in rule names, finding titles and generator ids.
const CONFIG_RULE: &str = "ec2-instance-profile-attached";

/// Collects the facts of one document.
pub(super) struct Reader<'a> {
    facts: &'a mut Facts,
    /// Name of the document.
    source: &'a str,
    /// Further names of Config rules that stand for this control.
    rules: &'a [String],
    records: SortedMap<InputKind, u64>,
    /// Records of no use, by reason.
    skipped: SortedMap<String, u64>,
    /// Records about something else, by what.
    ignored: SortedMap<String, u64>,
    unrecognised: Option<String>,
}

impl<'a> Reader<'a> {
    /// A reader for the document of that name.
    pub fn new(facts: &'a mut Facts, source: &'a str, rules: &'a [String]) -> Self {
        Reader {
            facts,
            source,
            rules,
            records: SortedMap::new(),
            skipped: SortedMap::new(),
            ignored: SortedMap::new(),
            unrecognised: None,
        }
    }

    /// Recognises a value and reads it; a list is taken as its elements.
    pub fn read(&mut self, value: &Value) {
        match value {
            Value::Array(values) if values.is_empty() => self.unrecognise("an empty list"),
            Value::Array(values) => values.iter().for_each(|value| self.read(value)),
            Value::Object(_) => self.read_object(value),
            _ => self.unrecognise("a value that is neither an object nor a list"),
        }
    }

    fn read_object(&mut self, value: &Value) {
        let has = |keys: &[&str]| keys.iter().all(|key| value.get(key).is_some());
        if has(&["Reservations"]) {
            self.records_under(value, "Reservations", InputKind::DescribeInstances, ec2::listing);
        } else if has(&["ReservationId", "Instances"]) {
            ec2::listing(self, value, std::slice::from_ref(value));
        } else if has(&["IamInstanceProfileAssociations"]) {
            let kind = InputKind::DescribeIamInstanceProfileAssociations;
            self.records_under(value, "IamInstanceProfileAssociations", kind, ec2::associations);
        } else if has(&["AssociationId", "InstanceId", "IamInstanceProfile"]) {
            ec2::associations(self, value, std::slice::from_ref(value));
        } else if has(&["InstanceProfiles"]) {
            self.records_under(value, "InstanceProfiles", InputKind::InstanceProfiles, iam::profiles);
        } else if let Some(profile) = value.get("InstanceProfile") {
            iam::profiles(self, value, std::slice::from_ref(profile));
        } else if has(&["InstanceProfileName", "InstanceProfileId", "Roles"]) {
            iam::profiles(self, value, std::slice::from_ref(value));
        } else if has(&["InstanceId", "ImageId", "State", "LaunchTime"]) {
            ec2::instances(self, value, std::slice::from_ref(value));
        } else if has(&["Records"]) {
            self.records_under(value, "Records", InputKind::Cloudtrail, cloudtrail::events);
        } else if has(&["Events"]) {
            self.records_under(value, "Events", InputKind::Cloudtrail, cloudtrail::lookups);
        } else if has(&["CloudTrailEvent"]) {
            cloudtrail::lookups(self, value, std::slice::from_ref(value));
        } else if has(&["eventName", "eventSource"]) {
            cloudtrail::events(self, value, std::slice::from_ref(value));
        } else if has(&["digestStartTime", "logFiles"]) {
            // A copy of the bucket has them beside the log files.
            self.ignore("digests of CloudTrail, which hold no events".to_owned());
        } else if has(&["EvaluationResults"]) {
            self.records_under(value, "EvaluationResults", InputKind::ConfigEvaluations, config::evaluations);
        } else if has(&["AggregateEvaluationResults"]) {
            let kind = InputKind::ConfigEvaluations;
            self.records_under(value, "AggregateEvaluationResults", kind, config::evaluations);
        } else if has(&["EvaluationResultIdentifier", "ComplianceType"]) {
            config::evaluations(self, value, std::slice::from_ref(value));
        } else if has(&["Findings"]) {
            self.records_under(value, "Findings", InputKind::SecurityHubFindings, security_hub::findings);
        } else if has(&["ProductArn", "GeneratorId", "Resources"]) {
            security_hub::findings(self, value, std::slice::from_ref(value));
        } else if let (true, Some(event @ Value::Object(_))) = (has(&["detail-type"]), value.get("detail")) {
            // EventBridge passes CloudTrail's events on in an envelope.
            self.read_object(event);
        } else if has(&["planned_values"]) {
            self.unrecognise("a Terraform plan, which tells what is to be, not what runs: give the state");
        } else if has(&["format_version"]) && (has(&["values"]) || !has(&["resource_changes"])) {
            state::shown(self, value);
        } else if has(&["lineage"]) || has(&["terraform_version", "serial"]) {
            state::file(self, value);
        } else if check_report::recognise(value) {
            check_report::results(self, value);
        } else {
            self.unrecognise(&describe_keys(value));
        }
    }

    fn records_under(
        &mut self,
        value: &Value,
        key: &str,
        kind: InputKind,
        read: fn(&mut Self, page: &Value, records: &[Value]),
    ) {
        match value.get(key) {
            Some(Value::Array(records)) => {
                self.records.get_or_insert_with(kind, || 0);
                read(self, value, records);
            }
            _ => self.unrecognise(&format!("an object whose {key} is not a list")),
        }
    }

    /// Says what the document holds, and reports what was left out.
    pub fn finish(self) -> Vec<InputContent> {
        let Reader { facts, source, records, skipped, ignored, unrecognised, .. } = self;
        if let Some(what) = unrecognised {
            let message = format!(
                "Not recognised: {what}. Understood are describe-instances, describe-iam-instance-profile-associations, \
                 list-instance-profiles, CloudTrail events, Config evaluations, Security Hub findings, Terraform state and the JSON report of check."
            );
            facts.note(Severity::Error, "unrecognised-input", message, Some(source));
        }
        for (reason, count) in skipped {
            let message = format!("Skipped {}: {reason}.", records_text(count));
            facts.note(Severity::Warning, "wrong-shape", message, Some(source));
        }
        for (what, count) in ignored {
            let message = format!("Ignored {}: {what}.", records_text(count));
            facts.note(Severity::Info, "ignored-records", message, Some(source));
        }
        records.into_iter().map(|(kind, records)| InputContent { kind, records }).collect()
    }

    fn unrecognise(&mut self, what: &str) {
        self.unrecognised.get_or_insert_with(|| what.to_owned());
    }

    fn count(&mut self, kind: InputKind) {
        *self.records.get_or_insert_with(kind, || 0) += 1;
    }

    fn skip(&mut self, reason: &str) {
        *self.skipped.get_or_insert_with(reason.to_owned(), || 0) += 1;
    }

    fn ignore(&mut self, what: String) {
        *self.ignored.get_or_insert_with(what, || 0) += 1;
    }

    /// A time under `key`; one that cannot be read is reported and left out.
    fn time(&mut self, value: &Value, key: &str) -> Option<Instant> {
        let value = value.get(key).filter(|value| !value.is_null())?;
        let time = Instant::from_json(value);
        if time.is_none() {
            self.skip(&format!("{key} is no time; the record is used without it"));
        }
        time
    }

    /// Notes a page and whether another one follows.
    fn page(&mut self, page: &Value, kind: InputKind, series: SortedSet<String>, scopes: SortedSet<Scope>) {
        let token = page.get("NextToken").or_else(|| page.get("nextToken"));
        // IAM says so in its own way.
        let truncated = page.get("IsTruncated").and_then(Value::as_bool).unwrap_or(false);
        let more = truncated || token.is_some_and(|token| !token.is_null() && token.as_str() != Some(""));
        self.facts.pages.push(Page { kind, source: self.source.to_owned(), series, more, scopes });
    }

    /// Whether a name of a Config rule, or a text that carries one, stands for this control.
    fn is_our_rule(&self, name: &str) -> bool {
        self.rules.iter().any(|rule| rule == name) || name.to_lowercase().replace('_', "-").contains(CONFIG_RULE)
    }
}

fn records_text(count: u64) -> String {
    if count == 1 { "1 record".to_owned() } else { format!("{count} records") }
}

/// "an object with the keys a, b and c", short enough to print whatever the keys are.
fn describe_keys(value: &Value) -> String {
    let short = |key: &String| key.chars().take(40).collect::<String>();
    let keys: Vec<String> =
        value.as_object().map_or_else(Vec::new, |object| object.keys().take(6).map(short).collect());
    if keys.is_empty() { "an empty object".to_owned() } else { format!("an object with the keys {}", keys.join(", ")) }
}

/// The account in `AwsAccountId`, `AccountId` or `OwnerId`, the region under `region`.
fn scope_of(value: &Value, account: &str, region: &str) -> Scope {
    Scope { account: json::text(value, account), region: json::text(value, region) }
}
