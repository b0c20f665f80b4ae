//! Audit evidence: which instances ran, which profile was attached to each, since when and by whom, and
//! what AWS Config and Security Hub said of it, from the exports of AWS's own tools and Terraform state.
//!
//! [`report`] takes any mix of documents and recognises each by its content; [`render`] prints the result.
//! Reading (`read`) only gathers facts, joining (`join`, `conflicts`, `drift`) only reads facts:
//! neither the order of the documents nor how the records were spread over pages changes what is found.

mod arn;
mod conflicts;
mod drift;
mod facts;
mod gzip;
mod input;
mod join;
mod json;
pub mod model;
mod read;
mod render;
pub mod time;
mod trail;
mod usable;

use serde::Deserialize;

use self::facts::Facts;
pub use self::model::EvidenceReport;
use self::model::{EvidenceInput, EvidenceStatus, EvidenceSummary, InputContent, InputKind, InstanceEvidence};
use self::read::Reader;
pub use self::render::{EvidenceFormat, render};
use self::time::Instant;
use crate::control::knowledge;
use crate::report::model::{ControlRef, Severity, Tool};
use crate::sorted::SortedMap;

/// One file of evidence.
#[derive(Clone, Debug)]
pub struct Document {
    /// How the report names it; usually the path.
    pub name: String,
    /// The bytes as they were stored, packed with gzip or not: their digest goes into the report.
    pub bytes: Vec<u8>,
}

/// What the caller knows besides the documents.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EvidenceOptions {
    /// The time to print on the report, ISO 8601. There is no clock in here.
    pub generated_at: Option<String>,
    /// Names of AWS Config rules that are `EC2_INSTANCE_PROFILE_ATTACHED` under another name. Names that
    /// contain `ec2-instance-profile-attached` need not be listed.
    pub config_rules: Vec<String>,
}

/// Joins the documents into one report. What cannot be read becomes a diagnostic; nothing fails.
pub fn report(documents: &[Document], options: &EvidenceOptions) -> EvidenceReport {
    let mut facts = Facts::default();
    let inputs = read_all(documents, options, &mut facts);
    let missing = missing_pages(&mut facts);
    let has_state = inputs.iter().flat_map(|input| &input.contents).any(|c| c.kind == InputKind::TerraformState);
    let instances = join::instances(&mut facts, &missing, has_state);
    let generated_at = options.generated_at.as_deref().and_then(Instant::parse);
    if let (None, Some(given)) = (generated_at, &options.generated_at) {
        let message = format!("generatedAt is no ISO 8601 time: \"{given}\".");
        facts.note(Severity::Error, "invalid-option", message, None);
    }
    let count = |severity| facts.diagnostics.iter().filter(|note| note.severity == severity).count() as u32;
    let control = knowledge::about();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    EvidenceReport {
        schema_version: 1,
        tool: Tool { name: "ec2-profile-check".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        control: ControlRef { id: control.id.clone(), title: control.title.clone() },
        generated_at,
        complete: errors == 0 && warnings == 0,
        summary: summary(&instances, errors),
        inputs,
        instances,
        diagnostics: facts.diagnostics,
    }
}

fn read_all(documents: &[Document], options: &EvidenceOptions, facts: &mut Facts) -> Vec<EvidenceInput> {
    let mut seen: SortedMap<String, String> = SortedMap::new();
    let mut inputs = Vec::with_capacity(documents.len());
    for document in documents {
        let sha256 = input::sha256(&document.bytes);
        let duplicate_of = seen.get(&sha256).cloned();
        let contents = match &duplicate_of {
            Some(first) => {
                let message = format!("The same bytes as {first}; read once.");
                facts.note(Severity::Info, "duplicate-input", message, Some(&document.name));
                Vec::new()
            }
            None => read_document(document, options, facts),
        };
        seen.get_or_insert_with(sha256.clone(), || document.name.clone());
        inputs.push(EvidenceInput {
            name: document.name.clone(),
            sha256,
            size: document.bytes.len() as u64,
            gzip: gzip::is_gzip(&document.bytes),
            contents,
            duplicate_of,
        });
    }
    inputs
}

fn read_document(document: &Document, options: &EvidenceOptions, facts: &mut Facts) -> Vec<InputContent> {
    let unpacked = match input::unpack(&document.bytes) {
        Ok(unpacked) => unpacked,
        Err(why) => return unreadable(facts, document, &why),
    };
    let text = match input::decode(&unpacked) {
        Ok(text) => text,
        Err(why) => return unreadable(facts, document, &why),
    };
    let (values, error) = input::values(&text);
    let mut reader = Reader::new(facts, &document.name, &options.config_rules);
    values.iter().for_each(|value| reader.read(value));
    let contents = reader.finish();
    match error {
        Some(why) => {
            unreadable(facts, document, &format!("not JSON: {why}"));
        }
        None if values.is_empty() => {
            unreadable(facts, document, "it is empty");
        }
        None => {}
    }
    contents
}

fn unreadable(facts: &mut Facts, document: &Document, why: &str) -> Vec<InputContent> {
    facts.note(Severity::Error, "unreadable-input", format!("Cannot be read: {why}."), Some(&document.name));
    Vec::new()
}

/// Pages whose answer says that more follows, where no input can be the last page of that answer.
fn missing_pages(facts: &mut Facts) -> Vec<facts::Page> {
    let ends = |page: &facts::Page| facts.pages.iter().any(|other| !other.more && other.same_series(page));
    let missing: Vec<facts::Page> = facts.pages.iter().filter(|page| page.more && !ends(page)).cloned().collect();
    for page in &missing {
        let message = format!(
            "A page of {} is missing: this one says that more follows, and no later page was given.",
            page.kind.as_str()
        );
        facts.note(Severity::Warning, "page-missing", message, Some(&page.source));
    }
    missing
}

fn summary(instances: &[InstanceEvidence], errors: u32) -> EvidenceSummary {
    let mut summary = EvidenceSummary { instances: instances.len() as u32, errors, ..EvidenceSummary::default() };
    for instance in instances {
        *match instance.status {
            EvidenceStatus::Missing => &mut summary.missing,
            EvidenceStatus::Emptied => &mut summary.emptied,
            EvidenceStatus::Unknown => &mut summary.unknown,
            EvidenceStatus::NotListed => &mut summary.not_listed,
            EvidenceStatus::Attached => &mut summary.attached,
            EvidenceStatus::Terminated => &mut summary.terminated,
        } += 1;
        summary.running += u32::from(instance.state.as_deref() == Some("running"));
        summary.conflicts += instance.conflicts.len() as u32;
        summary.drift += instance.drift.len() as u32;
    }
    summary
}
