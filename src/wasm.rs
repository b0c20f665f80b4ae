//! The JavaScript boundary: thin, no logic.
//!
//! `pkg/api.js` has checked the types of the arguments before they get here, and turns the JSON that comes back into
//! objects: on reports of 10,000 results that is faster than building them value by value, and smaller. Texts of files
//! come encoded: the engines' own encoder is several times as fast as the loop by which wasm-bindgen copies a string.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::js_sys::{Reflect, Uint8Array, global};

use crate::control::knowledge;
use crate::evidence::{self, Document, EvidenceFormat, EvidenceOptions};
use crate::fix;
use crate::from_json::{FromJson, from_json};
use crate::report::{self, Format, RenderOptions};
use crate::{CheckOptions, Project};

#[global_allocator]
static ALLOCATOR: rlsf::GlobalTlsf = rlsf::GlobalTlsf::new();

/// Sends the message of a panic, should there be one, to the console instead of a bare "unreachable".
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// `check(files, options)`: paths and texts in the same order, the options as JSON; returns a report as JSON.
#[wasm_bindgen]
pub fn check(paths: Vec<String>, texts: Vec<Uint8Array>, options: &str) -> Result<String, JsError> {
    let (files, options) = (files(paths, texts)?, check_options(options)?);
    reserve(files.values().map(String::len).sum::<usize>().saturating_mul(PER_BYTE_OF_SOURCE));
    json(&timed("ec2-profile-check:check", || crate::check(&files, &options)))
}

/// `evaluate(files, expression, options)`; returns an evaluation as JSON.
#[wasm_bindgen]
pub fn evaluate(
    paths: Vec<String>,
    texts: Vec<Uint8Array>,
    expression: &str,
    options: &str,
) -> Result<String, JsError> {
    let (files, options) = (files(paths, texts)?, check_options(options)?);
    json(&timed("ec2-profile-check:evaluate", || crate::evaluate(&files, expression, &options)))
}

/// `control()`; returns everything there is to say about the control as JSON.
#[wasm_bindgen]
pub fn control() -> Result<String, JsError> {
    json(&knowledge::control())
}

/// `render(report, format, options)`, the report as JSON.
#[wasm_bindgen]
pub fn render(report: &str, format: &str, options: JsValue) -> Result<String, JsError> {
    let report = given("report", report)?;
    let options: Rendering = self::options(options)?;
    let options = RenderOptions {
        time: options.time,
        account: options.account,
        region: options.region,
        color: options.color,
        sources: options.sources.as_ref(),
        verbose: options.verbose,
        quiet: options.quiet,
    };
    let format = Format::from_word(format).ok_or_else(|| unknown_format(format))?;
    Ok(report::render(&report, format, &options))
}

/// `applyFixes(files, fixes)`, the fixes as JSON; returns the files as JSON.
#[wasm_bindgen(js_name = applyFixes)]
pub fn apply_fixes(paths: Vec<String>, texts: Vec<Uint8Array>, fixes: &str) -> Result<String, JsError> {
    json(&fix::apply(&files(paths, texts)?, &given::<Vec<_>>("fixes", fixes)?))
}

/// `evidence(documents, options)`: names and contents in the same order; returns the report as JSON.
#[wasm_bindgen]
pub fn evidence(names: Vec<String>, contents: Vec<Uint8Array>, options: JsValue) -> Result<String, JsError> {
    let documents: Vec<Document> =
        names.into_iter().zip(contents).map(|(name, bytes)| Document { name, bytes: bytes.to_vec() }).collect();
    let options: EvidenceOptions = self::options(options)?;
    json(&evidence::report(&documents, &options))
}

/// `renderEvidence(report, format)`, the report as JSON.
#[wasm_bindgen(js_name = renderEvidence)]
pub fn render_evidence(report: &str, format: &str) -> Result<String, JsError> {
    let format = EvidenceFormat::from_word(format).ok_or_else(|| unknown_format(format))?;
    Ok(evidence::render(&given("report", report)?, format))
}

/// `new Project()`.
#[wasm_bindgen(js_name = Project)]
#[derive(Default)]
pub struct JsProject(Project);

#[wasm_bindgen(js_class = Project)]
impl JsProject {
    /// A project without files.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file or replaces its text.
    pub fn set(&mut self, path: &str, text: &[u8]) -> Result<(), JsError> {
        self.0.set(path, str::from_utf8(text)?);
        Ok(())
    }

    /// Removes a file; no file of that name is no error.
    pub fn delete(&mut self, path: &str) {
        self.0.delete(path);
    }

    /// As [`check`], of the files set so far; returns what is new since the last time as JSON.
    pub fn changes(&mut self, options: &str) -> Result<String, JsError> {
        let options = check_options(options)?;
        json(&timed("ec2-profile-check:check", || self.0.changes(&options)))
    }

    /// As [`evaluate`], of the files set so far.
    pub fn evaluate(&mut self, expression: &str, options: &str) -> Result<String, JsError> {
        let options = check_options(options)?;
        json(&timed("ec2-profile-check:evaluate", || self.0.evaluate(expression, &options)))
    }

    /// The input variables of the root modules as JSON.
    pub fn variables(&mut self) -> Result<String, JsError> {
        json(&self.0.variables())
    }
}

/// [`RenderOptions`] as JavaScript gives them.
#[derive(Default, serde::Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Rendering {
    time: Option<String>,
    account: Option<String>,
    region: Option<String>,
    color: bool,
    sources: Option<BTreeMap<String, String>>,
    verbose: bool,
    quiet: bool,
}

fn files(paths: Vec<String>, texts: Vec<Uint8Array>) -> Result<BTreeMap<String, String>, JsError> {
    let file = |(path, text): (String, Uint8Array)| Ok((path, String::from_utf8(text.to_vec())?));
    paths.into_iter().zip(texts).map(file).collect()
}

fn check_options(json: &str) -> Result<CheckOptions, JsError> {
    given("options", json)
}

/// Options that only the second file of the module reads: those of a check cross as JSON, which the first reads anyway.
fn options<T: DeserializeOwned>(value: JsValue) -> Result<T, JsError> {
    serde_wasm_bindgen::from_value(value).map_err(|error| JsError::new(&format!("options: {error}")))
}

fn unknown_format(name: &str) -> JsError {
    JsError::new(&format!("unknown format \"{name}\""))
}

fn given<T: FromJson>(name: &str, json: &str) -> Result<T, JsError> {
    reserve(json.len().saturating_mul(PER_BYTE_OF_REPORT));
    from_json(json).map_err(|mismatch| JsError::new(&format!("{name}: {mismatch}")))
}

/// Memory that one byte of the input takes while it is judged, and while a report is read and rendered.
const PER_BYTE_OF_SOURCE: usize = 96;
const PER_BYTE_OF_REPORT: usize = 8;

/// Grows the memory in one step before a large input. Grown a page at a time, V8 takes each page for a reason to collect
/// garbage: a thousand collections, which took longer than the work itself.
fn reserve(bytes: usize) {
    const WORTH_IT: usize = 1 << 22;
    const AT_MOST: usize = 1 << 29;
    if bytes > WORTH_IT {
        let mut room: Vec<u8> = Vec::new();
        // Where there is no room the work itself may still find enough.
        let _ = room.try_reserve_exact(bytes.min(AT_MOST));
        drop(std::hint::black_box(room));
    }
}

fn json(value: &impl Serialize) -> Result<String, JsError> {
    serde_json::to_string(value).map_err(|error| {
        web_sys::console::error_1(&JsValue::from_str(&format!("ec2-profile-check: {error}")));
        JsError::from(error)
    })
}

/// Runs `work` and puts how long it took on the timeline of the browser's or Node's developer tools, where there is
/// one. Only the last measurement of a name is kept, so that a long session does not pile them up.
fn timed<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let clock = Reflect::get(&global(), &JsValue::from_str("performance")).ok();
    let clock = clock.filter(JsValue::is_object).map(JsValue::unchecked_into::<web_sys::Performance>);
    let Some(clock) = clock else { return work() };
    // A timeline that refuses an entry is no reason not to check.
    let _ = clock.mark(name);
    let result = work();
    clock.clear_measures_with_measure_name(name);
    let _ = clock.measure_with_start_mark(name, name);
    clock.clear_marks_with_mark_name(name);
    result
}
