//! Every text of the product, once: data files in `knowledge/`, read here into types and served to the API, the page
//! and the command line alike.
//!
//! The logic names codes; the sentences live in the data. A code or a placeholder that does not exist never panics:
//! it shows in the text, where the tests look for it.

mod codes;
mod frameworks;
mod modules;
mod texts;
mod tools;

pub use codes::{
    Code, CodeKind, StatusText, code, codes, message, placeholders, severity, status, statuses, unfilled, way_out,
};
pub use frameworks::{
    Difference, Framework, Interpretation, Provenance, Requirement, framework, frameworks, nearest_frameworks,
};
pub use modules::{
    ModelDirectory, ModelFile, ModelRange, ModuleModel, ProfileInputs, Release, model_by_registry, model_by_repository,
    module_models, parse_release,
};
pub use texts::{
    About, Control, EvidenceKind, ExportCommand, Implementation, LastReviewed, PitfallText, Retrofit, RetrofitStep,
    about, control, evidence, pitfall, pitfalls,
};
pub use tools::{Tool, ToolReads, ToolReason, ToolsFile, tool, tool_verdict, tools};

use crate::from_json::{FromJson, from_json};

/// Reads an embedded data file. The files are part of the program and the tests read each of them strictly, so the
/// empty default is never seen; it is there so that a library call cannot panic.
fn read<T: FromJson + Default>(text: &str) -> T {
    from_json(text).unwrap_or_default()
}
