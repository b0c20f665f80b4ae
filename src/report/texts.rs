//! Sentences about rules and frameworks, taken from the control's knowledge; an identifier it does not know speaks for
//! itself, because reports of other versions are rendered too.

use super::facts;
use super::model::{Finding, Report};
use crate::control::knowledge;

/// What a reader learns about a rule: a result code or a pitfall.
pub struct RuleText {
    /// A few words.
    pub title: String,
    /// What it means.
    pub explanation: String,
    /// Why it matters; may be empty.
    pub consequence: String,
    /// What to do; may be empty.
    pub way_out: String,
}

impl RuleText {
    /// Explanation, consequence and way out as paragraphs.
    pub fn help(&self) -> String {
        let parts = [&self.explanation, &self.consequence, &self.way_out];
        parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("\n\n")
    }
}

/// The rule behind an id: a code or pitfall of the knowledge, else a pitfall of the report.
pub fn rule(report: &Report, id: &str) -> RuleText {
    if let Some(code) = knowledge::code(id) {
        return RuleText {
            title: code.title.clone(),
            explanation: code.explanation.clone(),
            consequence: code.consequence.clone(),
            way_out: generic(&code.way_out),
        };
    }
    if let Some(pitfall) = knowledge::pitfall(id) {
        return RuleText {
            title: pitfall.title.clone(),
            explanation: pitfall.explanation.clone(),
            consequence: pitfall.consequence.clone(),
            way_out: pitfall.way_out.clone(),
        };
    }
    let pitfall = report.results.iter().flat_map(|finding| &finding.pitfalls).find(|pitfall| pitfall.id == id);
    let (title, explanation) = match pitfall {
        Some(pitfall) => (pitfall.title.clone(), pitfall.explanation.clone()),
        None => (facts::words(id), facts::words(id)),
    };
    RuleText { title, explanation, consequence: String::new(), way_out: String::new() }
}

/// Title of a code, or the code as words.
pub fn title(id: &str) -> String {
    knowledge::code(id).map_or_else(|| facts::words(id), |code| code.title.clone())
}

/// What to do about a finding, where that can be said without more than the finding knows.
pub fn way_out(finding: &Finding) -> Option<String> {
    let text = knowledge::way_out(&finding.code, &[("address", &finding.address)]);
    Some(text).filter(|text| !text.is_empty() && knowledge::placeholders(text).is_empty())
}

/// A template without its particulars: `{profile}` becomes `the profile`.
fn generic(template: &str) -> String {
    let names = knowledge::placeholders(template);
    names.iter().fold(template.to_owned(), |text, name| text.replace(&format!("{{{name}}}"), &format!("the {name}")))
}

/// Name and version of a framework; the slug where it is not known.
pub fn framework(slug: &str) -> String {
    knowledge::framework(slug).map_or_else(|| slug.to_owned(), |known| format!("{} {}", known.name, known.version))
}

/// Title of a requirement.
pub fn requirement(slug: &str, id: &str) -> Option<&'static str> {
    let requirements = knowledge::framework(slug)?.requirements.iter();
    requirements.into_iter().find(|requirement| requirement.id == id).map(|requirement| requirement.title.as_str())
}

/// Name of another tool; the slug where it is not known.
pub fn tool(slug: &str) -> &str {
    knowledge::tool(slug).map_or(slug, |tool| &tool.name)
}
