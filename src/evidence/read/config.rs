//! AWS Config: `get-compliance-details-by-config-rule`, `-by-resource`, and their aggregate sibling.

use serde_json::Value;

use super::{Reader, scope_of};
use crate::evidence::arn;
use crate::evidence::facts::About;
use crate::evidence::json;
use crate::evidence::model::{ConfigEvaluation, InputKind};
use crate::sorted::SortedSet;

/// `EvaluationResults[]` or `AggregateEvaluationResults[]`.
pub(super) fn evaluations(reader: &mut Reader<'_>, page: &Value, results: &[Value]) {
    let mut rules = SortedSet::new();
    for result in results {
        reader.count(InputKind::ConfigEvaluations);
        let qualifier = result
            .get("EvaluationResultIdentifier")
            .and_then(|identifier| identifier.get("EvaluationResultQualifier"))
            .unwrap_or(&Value::Null);
        let Some(rule) = json::text(qualifier, "ConfigRuleName") else {
            reader.skip("an evaluation without a ConfigRuleName");
            continue;
        };
        rules.insert(rule.clone());
        if !reader.is_our_rule(&rule) {
            reader.ignore(format!(
                "evaluations of the rule {rule} (if it is EC2_INSTANCE_PROFILE_ATTACHED by another name, give that with --config-rule or in configRules)"
            ));
            continue;
        }
        let id = json::text(qualifier, "ResourceId");
        let Some(instance) = id.as_deref().and_then(arn::instance_id) else {
            reader.skip("an evaluation whose ResourceId is no instance");
            continue;
        };
        let Some(compliance) = json::text(result, "ComplianceType") else {
            reader.skip("an evaluation without a ComplianceType");
            continue;
        };
        let recorded = reader.time(result, "ResultRecordedTime");
        reader.facts.evaluations.push(About {
            instance: instance.to_owned(),
            scope: scope_of(result, "AccountId", "AwsRegion"),
            statement: ConfigEvaluation {
                rule,
                compliance,
                recorded,
                annotation: json::text(result, "Annotation"),
                source: reader.source.to_owned(),
            },
        });
    }
    reader.page(page, InputKind::ConfigEvaluations, rules, SortedSet::new());
}
