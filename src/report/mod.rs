//! The report model, and one file per output format.
//!
//! [`render`] is pure: the same report and options give the same bytes. Identifiers are derived from the content
//! (`id`), and the time of the run is an option, because a module without a clock must not invent one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use model::Report;
use snippet::Snippets;

use crate::from_json::json_words;

pub mod model;

mod asff;
mod base;
pub(crate) mod escape;
mod facts;
mod github;
mod gitlab;
mod html;
mod hunks;
mod id;
mod json;
mod junit;
mod markdown;
mod oscal;
mod sarif;
mod snippet;
mod text;
mod texts;
mod tree;

/// The time written where a format demands one and `RenderOptions::time` is absent or not a UTC time: recognisably
/// "not set", yet valid in every schema.
pub const NO_TIME: &str = "1970-01-01T00:00:00Z";

/// An output format of `render`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    Text,
    /// The report itself, as `report.schema.json` describes it.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit XML as Ant's task writes it.
    Junit,
    /// GitHub-flavoured Markdown for a pull request or job summary.
    Markdown,
    /// GitHub Actions workflow commands (annotations).
    Github,
    /// GitLab code quality.
    Gitlab,
    /// One self-contained page without scripts.
    Html,
    /// OSCAL assessment results.
    Oscal,
    /// AWS Security Finding Format, for `BatchImportFindings`.
    Asff,
}

json_words!(Format { Text, Json, Sarif, Junit, Markdown, Github, Gitlab, Html, Oscal, Asff });

/// What a format may need beyond the report.
#[derive(Clone, Debug, Default)]
pub struct RenderOptions<'a> {
    /// When the check ran, as ISO 8601 in UTC (`2026-01-31T12:00:00Z`, fractions allowed). [`NO_TIME`] without it.
    pub time: Option<String>,
    /// AWS account id for `asff`; `000000000000` without it, to be replaced before import.
    pub account: Option<String>,
    /// AWS region for `asff`; `us-east-1` without it.
    pub region: Option<String>,
    /// Colours in `text`, as ANSI sequences.
    pub color: bool,
    /// Texts of the checked files by path, so that `text`, `markdown` and `html` can show the lines.
    pub sources: Option<&'a BTreeMap<String, String>>,
    /// Passes in `text`, `markdown` and `sarif`; traces in `text` and `html`; informational diagnostics in `text` and
    /// `markdown`.
    pub verbose: bool,
    /// In `text`: nothing when nothing needs attention.
    pub quiet: bool,
}

impl RenderOptions<'_> {
    fn time(&self) -> &str {
        self.time.as_deref().filter(|time| is_utc_time(time)).unwrap_or(NO_TIME)
    }
}

/// Renders a report. Text and JSON name paths from where the check was started, the others from the top of the
/// repository, if the report tells where that is.
pub fn render(report: &Report, format: Format, options: &RenderOptions<'_>) -> String {
    let from_top = match format {
        Format::Text | Format::Json => Cow::Borrowed(report),
        _ => base::from_top(report),
    };
    let base = report.base.as_deref();
    let report = &*from_top;
    let snippets = || Snippets::new(options.sources, base);
    match format {
        Format::Text => text::render(report, options),
        Format::Json => json::render(report),
        Format::Sarif => sarif::render(report, options),
        Format::Junit => junit::render(report, options),
        Format::Markdown => markdown::render(report, &snippets(), options),
        Format::Github => github::render(report),
        Format::Gitlab => gitlab::render(report),
        Format::Html => html::render(report, &snippets(), options),
        Format::Oscal => oscal::render(report, options),
        Format::Asff => asff::render(report, options),
    }
}

/// `YYYY-MM-DDThh:mm:ss[.fff]Z` with fields in range; leap days are left to whoever reads the clock.
fn is_utc_time(time: &str) -> bool {
    let Some((seconds, fraction)) = time.strip_suffix('Z').and_then(|t| t.split_at_checked(19)) else { return false };
    let shape = seconds.bytes().zip(*b"0000-00-00T00:00:00").all(|(byte, like)| match like {
        b'0' => byte.is_ascii_digit(),
        _ => byte == like,
    });
    let fraction_ok = match fraction.strip_prefix('.') {
        Some(digits) => !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()),
        None => fraction.is_empty(),
    };
    let field = |from: usize| seconds.get(from..from + 2).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(99);
    shape
        && fraction_ok
        && (1..=12).contains(&field(5))
        && (1..=31).contains(&field(8))
        && field(11) < 24
        && field(14) < 60
        && field(17) < 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_utc_times_are_taken() {
        for good in ["2026-01-31T12:00:00Z", "2026-01-31T23:59:59.123Z"] {
            assert!(is_utc_time(good), "{good}");
        }
        for bad in ["", "Z", "2026-01-31", "2026-01-31T12:00:00+01:00", "2026-13-31T12:00:00Z", "2026-01-31T12:00:00.Z"]
        {
            assert!(!is_utc_time(bad), "{bad}");
        }
    }
}
