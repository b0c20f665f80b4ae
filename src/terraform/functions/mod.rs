//! Terraform's functions, one file per group of its documentation.

mod case_folding;
mod collection;
mod csv;
mod datetime;
mod deflate;
mod encoding;
mod filesystem;
mod format;
mod hash;
mod ip_network;
pub mod json;
mod numeric;
mod regex;
mod sequence;
mod sets;
mod signature;
pub mod string;
mod text_encoding;
mod type_conversion;
mod unicode_class;
mod yaml;
mod yaml_emitter;
mod yaml_scanner;

use std::rc::Rc;

use self::signature::{DYNAMIC, MARKED, NULL, Parameter, Signature, UNKNOWN};
use super::convert::convert;
use super::set;
use super::types::Type;
use super::value::{Kind, Meta, Reference, Value};
use crate::terraform::display::quoted;

/// What functions see of the world outside their arguments.
pub trait FunctionContext {
    /// Text of a given file; `path` as the expression gave it, relative to where Terraform runs (the root module).
    fn read_file(&self, path: &str) -> Option<std::rc::Rc<str>>;
    /// Paths of all given files, relative to the root module, sorted; for `fileset`.
    fn file_paths(&self) -> Vec<String>;
    /// Takes `units` (about one per byte or element made) from the budget; `false` when it is used up.
    fn spend(&self, units: usize) -> bool;
}

/// Why a call failed, as Terraform says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionError {
    /// 0-based argument at fault, where one is.
    pub argument: Option<usize>,
    /// One sentence.
    pub message: String,
}

impl FunctionError {
    fn new(message: impl Into<String>) -> Self {
        FunctionError { argument: None, message: message.into() }
    }

    fn at(argument: usize, message: impl Into<String>) -> Self {
        FunctionError { argument: Some(argument), message: message.into() }
    }

    /// Whether the call was refused because it would take more than the budget has left.
    pub fn is_budget(&self) -> bool {
        self.message == signature::BUDGET
    }
}

/// Functions that need the evaluator, because they see expressions or render templates.
pub const OF_THE_EVALUATOR: [&str; 5] = ["can", "templatefile", "templatestring", "try", "type"];

/// Whether Terraform has a function of this name; `core::` in front is allowed.
pub fn exists(name: &str) -> bool {
    let name = name.strip_prefix("core::").unwrap_or(name);
    OF_THE_EVALUATOR.contains(&name) || signature_of(name).is_some()
}

/// Names of all functions, those of the evaluator included, sorted.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = groups().into_iter().flatten().map(|signature| signature.name).collect();
    names.extend(OF_THE_EVALUATOR);
    names.sort_unstable();
    names
}

fn groups() -> [&'static [Signature]; 13] {
    [
        collection::FUNCTIONS,
        datetime::FUNCTIONS,
        encoding::FUNCTIONS,
        filesystem::FUNCTIONS,
        format::FUNCTIONS,
        hash::FUNCTIONS,
        ip_network::FUNCTIONS,
        numeric::FUNCTIONS,
        regex::FUNCTIONS,
        sequence::FUNCTIONS,
        sets::FUNCTIONS,
        string::FUNCTIONS,
        type_conversion::FUNCTIONS,
    ]
}

fn signature_of(name: &str) -> Option<&'static Signature> {
    groups().into_iter().flatten().find(|signature| signature.name == name)
}

/// Calls a function by its Terraform name. `None` when there is no such function here.
///
/// Arguments are converted, checked and unmarked as Terraform does it; the result carries their marks. A function that
/// hands back one of its arguments or their elements hands back that very value, with where it came from.
pub fn call(name: &str, arguments: &[Value], context: &dyn FunctionContext) -> Option<Result<Value, FunctionError>> {
    let signature = signature_of(name.strip_prefix("core::").unwrap_or(name))?;
    Some(run(signature, arguments, context))
}

fn run(signature: &Signature, given: &[Value], context: &dyn FunctionContext) -> Result<Value, FunctionError> {
    let required = signature.parameters.len();
    if given.len() < required || given.len() > required && signature.variadic.is_none() {
        let at_least = if signature.variadic.is_some() { "at least " } else { "" };
        return Err(FunctionError::new(format!(
            "wrong number of arguments ({at_least}{required} required; {} given)",
            given.len()
        )));
    }
    let mut arguments = Vec::with_capacity(given.len());
    let mut marks = Meta::default();
    let mut unknown = false;
    for (index, value) in given.iter().enumerate() {
        let Some(parameter) = signature.parameters.get(index).or(signature.variadic.as_ref()) else { continue };
        let mut value = check(parameter, value).map_err(|message| FunctionError::at(index, message))?;
        if parameter.flags & MARKED == 0 {
            set::lift_marks(&mut value, &mut marks);
        }
        let untyped =
            parameter.flags & DYNAMIC == 0 && value.as_unknown().is_some_and(|inner| inner.ty == Type::Dynamic);
        unknown |= !value.is_known() && parameter.flags & UNKNOWN == 0 || untyped;
        arguments.push(value);
    }
    let call = signature::Call { arguments: &arguments, context };
    let result = if unknown { (signature.unknown)(&call)? } else { (signature.run)(&call)? };
    Ok(if signature.keeps_marks { result } else { marked(signature, result, &arguments, marks) })
}

fn check(parameter: &Parameter, value: &Value) -> Result<Value, String> {
    let converted = convert(value, &parameter.ty.to_type())
        .map_err(|why| format!("Invalid value for {} parameter: {why}.", quoted(parameter.name)))?;
    if converted.is_null() && parameter.flags & NULL == 0 {
        return Err(format!("Invalid value for {} parameter: argument must not be null.", quoted(parameter.name)));
    }
    Ok(converted)
}

/// The result with the marks of the arguments. A value made of arguments came from all they came from; one that was
/// picked out of them keeps its own origin, and has nothing of the elements it stood among.
fn marked(signature: &Signature, mut result: Value, arguments: &[Value], mut marks: Meta) -> Value {
    let picked = result.meta.as_ref().is_some_and(|meta| meta.origin.is_some());
    let holds_values = result.as_sequence().is_some() || result.as_mapping().is_some();
    let flowed = Rc::make_mut(&mut marks.flowed);
    for (index, argument) in arguments.iter().enumerate() {
        if let Some(meta) = &argument.meta {
            marks.sensitive |= meta.sensitive;
            marks.ephemeral |= meta.ephemeral;
        }
        if !picked {
            let parameter = signature.parameters.get(index).or(signature.variadic.as_ref());
            let sees_elements = parameter.is_some_and(|parameter| parameter.flags & MARKED != 0);
            collect_references(argument, !holds_values && !sees_elements, flowed);
        }
    }
    if !marks.sensitive && !marks.ephemeral && marks.flowed.is_empty() {
        return result;
    }
    match &mut result.meta {
        None => result.meta = Some(Rc::new(marks)),
        Some(meta) => {
            let meta = Rc::make_mut(meta);
            meta.sensitive |= marks.sensitive;
            meta.ephemeral |= marks.ephemeral;
            let own = Rc::make_mut(&mut meta.flowed);
            for reference in marks.flowed.iter() {
                add_reference(own, reference);
            }
        }
    }
    result
}

fn collect_references(value: &Value, deep: bool, into: &mut Vec<Rc<Reference>>) {
    if let Some(meta) = &value.meta {
        for reference in meta.flowed.iter().chain(&meta.origin) {
            add_reference(into, reference);
        }
    }
    if !deep {
        return;
    }
    match &value.kind {
        Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => {
            elements.iter().for_each(|element| collect_references(element, true, into));
        }
        Kind::Map(_, entries) | Kind::Object(entries) => {
            entries.values().for_each(|entry| collect_references(entry, true, into));
        }
        Kind::Unknown(unknown) => {
            if let Some(element) = &unknown.element {
                collect_references(element, true, into);
            }
        }
        _ => {}
    }
}

fn add_reference(references: &mut Vec<Rc<Reference>>, reference: &Rc<Reference>) {
    if !references.contains(reference) {
        references.push(reference.clone());
    }
}
