//! The JSON report of `ec2-profile-check check`.

use serde_json::Value;

use super::Reader;
use crate::evidence::facts::AddressVerdict;
use crate::evidence::json;
use crate::evidence::model::{CodeVerdict, InputKind};
use crate::report::model::Status;

/// Whether a value is such a report.
pub(super) fn recognise(value: &Value) -> bool {
    let tool = value.get("tool").and_then(|tool| tool.get("name")).and_then(Value::as_str);
    tool == Some("ec2-profile-check") && value.get("results").is_some()
}

/// `results[]`, of which only addresses and verdicts are taken.
pub(super) fn results(reader: &mut Reader<'_>, report: &Value) {
    reader.records.get_or_default(InputKind::CheckReport);
    for result in json::list(report, "results") {
        reader.count(InputKind::CheckReport);
        let status = result.get("status").and_then(Value::as_str).and_then(Status::from_word);
        let (Some(address), Some(status)) = (json::text(result, "address"), status) else {
            reader.skip("a result without address or status");
            continue;
        };
        reader.facts.verdicts.push(AddressVerdict {
            address,
            resource_type: json::text(result, "resourceType").unwrap_or_default(),
            verdict: CodeVerdict {
                root: json::text(result, "root").unwrap_or_default(),
                status,
                code: json::text(result, "code").unwrap_or_default(),
            },
        });
    }
}
