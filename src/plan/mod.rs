//! Plans and states in the JSON form of `terraform show -json`, and state files themselves, as modules of resources.

mod address;
mod document;
mod follow;
mod state;
mod translate;

use std::rc::Rc;

use crate::syntax::json::{self, Node};
use crate::terraform::configuration::{Configuration, Module, Problem};
use crate::terraform::evaluator::ProviderFacts;
use crate::terraform::load::path;
use crate::terraform::load::{LoadOptions, ParseCache};
use crate::text::{FileId, Span, Texts};
use document::Document;
use translate::Translate;

/// In whose first bytes Terraform tells the format. Tools that sort keys move it further down.
const HEAD: usize = 1024;
const FORMAT: &str = "\"format_version\"";

/// Adds a root module for every plan and state among the given files; its key is the path of the file.
pub fn load(
    files: &Texts,
    options: &LoadOptions,
    facts: &dyn ProviderFacts,
    cache: &mut ParseCache,
    configuration: &mut Configuration,
) {
    let wanted = options.root.as_deref().map(path::normalise);
    let mut is_read = false;
    for (given, text) in files.iter().filter(|(path, text)| may_be_plan(path, text)) {
        let normalised = path::normalised(given);
        let directory = path::split(&normalised).0;
        if path::in_terraform_data(&normalised)
            || wanted.as_deref().is_some_and(|wanted| wanted != directory && wanted != &*normalised)
        {
            continue;
        }
        is_read = true;
        let (module, problems) = cache.plan(given, text, |file, text, problems| {
            let module = read(file, given, text, facts, problems)?;
            Some(Module { key: normalised.clone(), directory: directory.into(), ..module })
        });
        configuration.problems.extend_from_slice(&problems);
        let Some(module) = module else { continue };
        configuration.modules.insert(normalised.clone(), module);
        configuration.roots.push(normalised);
        if wanted.is_some() {
            // The directory that was asked for may hold nothing but this plan.
            configuration.problems.retain(|problem| problem.code != "root-not-found");
        }
    }
    if configuration.roots.is_empty() && wanted.is_none() {
        refuse_strangers(files, options, cache, configuration);
        is_read = true;
    }
    if is_read {
        configuration.roots.sort();
        configuration.sources = cache.sources_in_use();
    }
}

/// Where nothing that was given can be judged, each file that was meant to be a plan or state is an error: silence would
/// read as a pass.
fn refuse_strangers(files: &Texts, options: &LoadOptions, cache: &mut ParseCache, configuration: &mut Configuration) {
    for (given, text) in files {
        let is_told = |problem: &Problem| problem.arguments.iter().any(|(_, value)| **value == **given);
        if is_source(given)
            || path::in_terraform_data(&path::normalise(given))
            || options.var_files.iter().any(|named| **named == **given)
            || configuration.problems.iter().any(is_told)
        {
            continue;
        }
        let detail = "it is neither what `terraform show -json` prints nor a state file.";
        let arguments = vec![("file", given.to_string()), ("detail", detail.to_owned())];
        let span = Some(Span::new(cache.register(given, text), 0, 0));
        configuration.problems.push(Problem { code: "plan-unreadable", arguments, span });
    }
}

/// Whether it is a configuration or variable file by its name.
fn is_source(path: &str) -> bool {
    let (_, name) = path::split(path);
    path::configuration_name(name).is_some() || name.ends_with(".tfvars") || name.ends_with(".tfvars.json")
}

/// Cheap look at a file that may be large.
fn may_be_plan(path: &str, text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('{') && !is_source(path) && (text.contains(FORMAT) || text.contains(state::LINEAGE))
}

/// The module of a plan or state; `None` where the text is neither, or cannot be read.
fn read(
    file: FileId,
    path: &str,
    text: &str,
    facts: &dyn ProviderFacts,
    problems: &mut Vec<Problem>,
) -> Option<Module> {
    let unreadable = |detail: String, span: Span| Problem {
        code: "plan-unreadable",
        arguments: vec![("file", path.to_owned()), ("detail", detail)],
        span: Some(span),
    };
    let root = match json::parse_nodes(text) {
        Ok(root) => root,
        Err(error) => {
            // Far inside a text that is not JSON, the word says nothing.
            let in_head = |mark: &str| text.find(mark).is_some_and(|at| at < HEAD);
            if !in_head(FORMAT) && !in_head(state::LINEAGE) {
                return None;
            }
            problems.push(unreadable(error.message, Span::new(file, error.offset, error.offset)));
            return None;
        }
    };
    let root = if state::is_file(&root) {
        let span = Span::new(file, root.start, root.start);
        match state::shown(root) {
            Ok(root) => root,
            Err(detail) => {
                problems.push(unreadable(detail.to_owned(), span));
                return None;
            }
        }
    } else {
        root
    };
    let parts = ["planned_values", "resource_changes", "values", "configuration"];
    let is_empty_state = root.get("terraform_version").is_some();
    if !parts.iter().any(|part| root.get(part).is_some()) && !is_empty_state {
        return None;
    }
    let version = root.get("format_version")?;
    if !matches!(version.text().and_then(|text| text.split('.').next()), Some("0" | "1")) {
        let detail = "its format version is not one of 0 or 1.".to_owned();
        problems.push(unreadable(detail, Span::new(file, version.start, version.end)));
        return None;
    }
    let is = |key: &str, value: bool| match root.get(key).map(|node| &node.value) {
        Some(json::NodeValue::Bool(found)) => *found == value,
        _ => false,
    };
    if is("errored", true) || is("complete", false) {
        let place = root.get("errored").or_else(|| root.get("complete")).unwrap_or(&root);
        let span = Some(Span::new(file, place.start, place.end));
        problems.push(Problem { code: "plan-incomplete", arguments: vec![("file", path.to_owned())], span });
    }
    Some(module(file, &root, facts))
}

fn module(file: FileId, root: &Node, facts: &dyn ProviderFacts) -> Module {
    let document = Document::new(root);
    let translate = Translate { document: &document, file, facts };
    let mut module = Module::default();
    for planned in &document.resources {
        let resource = translate.resource(planned);
        let key = (resource.mode, resource.ty.clone(), resource.name.clone());
        Rc::make_mut(&mut module.resource_index).insert(key, module.resources.len());
        module.resources.push(Rc::new(resource));
    }
    module
}
