//! The ten compliance frameworks and the requirements the control counts for.

use std::sync::LazyLock;

use serde::Serialize;

use super::read;
use crate::from_json::json_object;

/// A framework. Requirements follow the Powerpipe benchmarks; where other public mappings or the page of the control
/// differ, `differences` says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Framework {
    /// As compliance.tf names it, e.g. `pcidss`.
    pub slug: String,
    /// Full name.
    pub name: String,
    /// Version or year.
    pub version: String,
    /// Module registry host that enforces the framework.
    pub compliance_tf_host: String,
    /// Requirements in their own order.
    pub requirements: Vec<Requirement>,
    /// What the control means to the framework.
    pub interpretation: Interpretation,
    /// What an auditor of this framework asks to see.
    pub auditor_asks: String,
    /// Where sources disagree.
    pub differences: Vec<Difference>,
    /// Where the mapping comes from.
    pub provenance: Provenance,
    /// Ids in the AWS Guard rules registry.
    pub guard_controls: Vec<String>,
    /// Ids in Prowler.
    pub prowler_requirements: Vec<String>,
}

json_object!(Framework {
    slug,
    name,
    version,
    compliance_tf_host,
    requirements,
    interpretation,
    auditor_asks,
    differences,
    provenance,
    guard_controls,
    prowler_requirements
});

/// One requirement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// As the framework writes it.
    pub id: String,
    /// Short title.
    pub title: String,
    /// Powerpipe benchmark.
    pub benchmark: String,
}

json_object!(Requirement { id, title, benchmark });

/// How the control serves a framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Interpretation {
    /// A few sentences.
    pub text: String,
    /// `control page`: says what the page says, in other words. `ours`: follows from the requirement ids.
    pub source: String,
}

json_object!(Interpretation { text, source });

/// A disagreement between sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Requirement ids.
    pub about: String,
    /// What the source says of them: `mapped`.
    pub says: String,
    /// Who says it.
    pub source: String,
    /// In a sentence.
    pub text: String,
}

json_object!(Difference { about, says, source, text });

/// Where a mapping comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Provenance {
    /// Public repository and files.
    pub mapping: String,
    /// Powerpipe benchmark of the whole framework.
    pub benchmark: String,
    /// AWS Config conformance pack that holds the managed rule.
    pub conformance_pack: String,
}

json_object!(Provenance { mapping, benchmark, conformance_pack });

static FRAMEWORKS: LazyLock<Vec<Framework>> = LazyLock::new(|| read(include_str!("frameworks.json")));

/// The frameworks in the order of the control's page.
pub fn frameworks() -> &'static [Framework] {
    &FRAMEWORKS
}

/// A framework by its slug.
pub fn framework(slug: &str) -> Option<&'static Framework> {
    FRAMEWORKS.iter().find(|framework| framework.slug == slug)
}

/// The two slugs with the smallest edit distance to a name that is none of them, nearest first.
pub fn nearest_frameworks(name: &str) -> Vec<&'static str> {
    let mut slugs: Vec<&str> = FRAMEWORKS.iter().map(|framework| framework.slug.as_str()).collect();
    slugs.sort_by_key(|slug| edit_distance(&name.to_ascii_lowercase(), slug));
    slugs.truncate(2);
    slugs
}

/// Levenshtein distance in bytes; `a` is cut so that hostile input costs no time.
fn edit_distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().take(64).enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()] + a.len().saturating_sub(64)
}
