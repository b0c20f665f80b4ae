//! CSV for spreadsheets and data tools. One table: rows of instances, gaps first, then rows of inputs
//! with their digests, told apart by the first column.

use super::{addresses, contents, remarks};
use crate::evidence::model::{EvidenceInput, EvidenceReport, InstanceEvidence, ProfileEvent};
use crate::report::escape::one_line;

/// The columns, in order. New ones go to the end.
const COLUMNS: [&str; 32] = [
    "record",
    "generated_at",
    "account",
    "region",
    "instance_id",
    "name",
    "state",
    "lifecycle",
    "launch_time",
    "status",
    "basis",
    "profile_name",
    "profile_arn",
    "attached_at",
    "attached_by",
    "attached_via",
    "missing_since",
    "missing_by",
    "missing_via",
    "config",
    "config_recorded_at",
    "security_hub",
    "security_hub_updated_at",
    "terraform_address",
    "code_verdict",
    "remarks",
    "sources",
    "kind",
    "sha256",
    "size",
    "complete",
    "role",
];

/// Rows end in CR LF, as RFC 4180 has it.
pub(super) fn render(report: &EvidenceReport) -> String {
    let mut table = COLUMNS.join(",");
    table.push_str("\r\n");
    let rows = report.instances.iter().map(instance).chain(report.inputs.iter().map(input));
    for mut row in rows {
        row.push(("generated_at", report.generated_at.map_or_else(String::new, |time| time.to_string())));
        row.push(("complete", report.complete.to_string()));
        let value = |column: &&str| row.iter().find(|(name, _)| name == column).map_or("", |(_, value)| value);
        let fields: Vec<String> = COLUMNS.iter().map(|column| field(value(column))).collect();
        table.push_str(&fields.join(","));
        table.push_str("\r\n");
    }
    table
}

type Row = Vec<(&'static str, String)>;

fn instance(instance: &InstanceEvidence) -> Row {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let profile = instance.profile.clone().unwrap_or_default();
    let said: Vec<&str> = instance.config.iter().map(|said| said.compliance.as_str()).collect();
    let found: Vec<&str> = instance.security_hub.iter().map(|said| said.compliance.as_str()).collect();
    let recorded = instance.config.iter().filter_map(|said| said.recorded).max();
    let updated = instance.security_hub.iter().filter_map(|said| said.updated).max();
    let verdicts = instance.terraform.iter().filter_map(|found| found.verdict.as_ref());
    let basis = instance.basis.and_then(|basis| serde_json::to_value(basis).ok());
    let (attached_at, attached_by, attached_via) = event(instance.attached_by.as_ref());
    let (missing_at, missing_by, missing_via) = event(instance.missing_since.as_ref());
    vec![
        ("record", "instance".to_owned()),
        ("account", text(&instance.account)),
        ("region", text(&instance.region)),
        ("instance_id", instance.instance_id.clone()),
        ("name", text(&instance.name)),
        ("state", text(&instance.state)),
        ("lifecycle", text(&instance.lifecycle)),
        ("launch_time", instance.launch_time.map_or_else(String::new, |time| time.to_string())),
        ("status", instance.status.as_str().to_owned()),
        ("basis", basis.as_ref().and_then(|basis| basis.as_str()).unwrap_or_default().to_owned()),
        ("profile_name", text(&profile.name)),
        ("profile_arn", text(&profile.arn)),
        ("role", text(&instance.role)),
        ("attached_at", attached_at),
        ("attached_by", attached_by),
        ("attached_via", attached_via),
        ("missing_since", missing_at),
        ("missing_by", missing_by),
        ("missing_via", missing_via),
        ("config", said.join(" ")),
        ("config_recorded_at", recorded.map_or_else(String::new, |time| time.to_string())),
        ("security_hub", found.join(" ")),
        ("security_hub_updated_at", updated.map_or_else(String::new, |time| time.to_string())),
        ("terraform_address", addresses(instance)),
        ("code_verdict", verdicts.map(|verdict| verdict.code.as_str()).collect::<Vec<_>>().join(" ")),
        (
            "remarks",
            remarks(instance).map(|(code, message)| format!("{code}: {message}")).collect::<Vec<_>>().join(" "),
        ),
        ("sources", instance.sources.join(" ")),
    ]
}

fn event(event: Option<&ProfileEvent>) -> (String, String, String) {
    event.map_or_else(Default::default, |event| (event.time.to_string(), event.by.clone(), event.event_name.clone()))
}

fn input(input: &EvidenceInput) -> Row {
    vec![
        ("record", "input".to_owned()),
        ("name", input.name.clone()),
        ("kind", contents(input)),
        ("sha256", input.sha256.clone()),
        ("size", input.size.to_string()),
    ]
}

/// A CSV field: quoted where RFC 4180 asks for it, and with an apostrophe before whatever a spreadsheet
/// would take for a formula. Line breaks are written out, as some readers split rows at them.
fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let cell = format!("{}{}", if formula { "'" } else { "" }, one_line(text));
    if cell.contains([',', '"', ';', '\'']) || cell.starts_with(' ') || cell.ends_with(' ') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn formulas_become_text() {
        for (given, expected) in [
            ("=1+1", "\"'=1+1\""),
            ("+1", "\"'+1\""),
            ("-1", "\"'-1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("\t=1", "\"'\\t=1\""),
            ("\r=1", "\"'\\r=1\""),
            ("a,\"b\"", "\"a,\"\"b\"\"\""),
            ("web-1", "web-1"),
        ] {
            assert_eq!(super::field(given), expected);
        }
    }
}
