//! A profile under a name that is no argument, in a block where an argument belongs, or the other way round: the same
//! profile in the right form.

use std::rc::Rc;

use super::draft::Draft;
use super::editable;
use super::stock::Scene;
use crate::control::judgement::Outcome;
use crate::control::profile_form::{WrongForm, is_refused, wrong_form};
use crate::report::model::Fix;
use crate::syntax::ast::{Attribute, Body};
use crate::terraform::configuration::{Module, Resource};
use crate::text::{Source, Span};

const NAME: &str = "iam_instance_profile";

/// The fix, where `outcome` is about the form; `None` where the profile cannot be taken over.
pub fn propose(ev: &Scene<'_, '_>, module: &Rc<Module>, resource: &Resource, outcome: &Outcome) -> Option<Fix> {
    let is_argument = outcome.code == "template-profile-as-argument";
    if is_argument || is_refused(outcome) { rewritten(ev, module, resource, is_argument) } else { None }
}

/// In a function of its own, so that a first check does without it.
#[inline(never)]
fn rewritten(ev: &Scene<'_, '_>, module: &Rc<Module>, resource: &Resource, is_argument: bool) -> Option<Fix> {
    let sources = &ev.configuration().sources;
    let body = &resource.block.body;
    let (place, lines, title) = if is_argument {
        let argument = body.attribute(NAME)?;
        let value = sources.slice(argument.expr.span);
        let key = if value.ends_with(".arn") || value.starts_with("\"arn:") { "arn" } else { "name" };
        (argument.span, format!("{NAME} {{\n  {key} = {value}\n}}"), "Write the profile in a block")
    } else {
        let (place, value, title) = match wrong_form(body, NAME)? {
            WrongForm::Block(block) => (block.span, block.body.attribute("name")?, "Write the name as an argument"),
            WrongForm::Name(other) => (other.span, other, "Write iam_instance_profile"),
        };
        (place, format!("{NAME} = {}", sources.slice(value.expr.span)), title)
    };
    let source = sources.get(place.file).filter(|_| editable(module))?;
    let mut draft = Draft::new(sources);
    set_apart(&mut draft, source, body, place, &lines)?;
    if let Some(argument) = body.attributes.iter().find(|argument| argument.span == place) {
        align_without(&mut draft, source, body, argument);
    }
    draft.finish(title)
}

/// Puts lines in a place of a body, with its indentation, and empty lines to what stands before and after. `None` where
/// the place has no lines to itself.
fn set_apart(draft: &mut Draft<'_>, source: &Source, body: &Body, place: Span, lines: &str) -> Option<()> {
    let (first, last) = (source.line_of(place.start), source.line_of(place.end));
    let is_empty = |number: usize| {
        let (start, end) = source.line_range(number);
        source.slice(Span::new(place.file, start, end)).trim().is_empty()
    };
    let whole = Span::new(place.file, source.line_range(first).0, place.end as usize);
    let indent = source.slice(Span::new(place.file, whole.start as usize, place.start as usize));
    if !indent.trim().is_empty() {
        return None;
    }
    let is_first = first <= source.line_of(body.span.start) + 1;
    let is_last = last + 1 >= source.line_of(body.span.end);
    let before = if is_first || is_empty(first - 1) { "" } else { "\n" };
    let after = if is_last || is_empty(last + 1) { "" } else { "\n" };
    let indented: Vec<String> = lines.lines().map(|line| format!("{indent}{line}")).collect();
    draft.replace(whole, format!("{before}{}{after}", indented.join("\n")));
    Some(())
}

/// Aligns the equals signs that were aligned with that of an argument: those right above it, and those right below.
fn align_without(draft: &mut Draft<'_>, source: &Source, body: &Body, gone: &Attribute) {
    let follows = |a: &&Attribute, b: &&Attribute| source.line_of(a.span.start) + 1 == source.line_of(b.span.start);
    let lines: Vec<&Attribute> = body.attributes.iter().collect();
    let Some(chain) = lines.chunk_by(follows).find(|chain| chain.iter().any(|one| one.span == gone.span)) else {
        return;
    };
    for part in chain.split(|one| one.span == gone.span) {
        let width = part.iter().map(|one| one.name.len()).max().unwrap_or_default();
        for one in part {
            let gap = Span::new(one.span.file, one.name_span.end as usize, one.expr.span.start as usize);
            let aligned = format!("{:1$} = ", "", width - one.name.len());
            if source.slice(gap) != aligned {
                draft.replace(gap, aligned);
            }
        }
    }
}
