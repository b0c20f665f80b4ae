//! Parts of a configuration that were pasted without the declarations of their variables.

use std::ops::Range;

use super::module::ModuleFile;
use super::problem;
use crate::sorted::SortedSet;
use crate::syntax::ast::Block;
use crate::syntax::uses::attributes_of;
use crate::terraform::configuration::Problem;
use crate::text::{Sources, Span};

/// So many variables are named; of more, the number is told.
const NAMED: usize = 3;

/// Of a part that uses more, such as a large module's main file, hardly anything is decided, and to go through the cases
/// takes several times as long as to read it: there the first one is told as undeclared.
const MOST: usize = 24;

/// The remark on the variables that files which declare none use, where they use any.
#[inline(never)]
pub(super) fn undeclared_variables(files: &[ModuleFile], sources: &Sources) -> Option<Problem> {
    let mut used: SortedSet<&str> = SortedSet::default();
    let mut first = None;
    for file in files {
        let all = file.parsed.file.body.span;
        for (name, range) in uses(sources, all) {
            let start = all.start as usize;
            first.get_or_insert_with(|| Span::new(all.file, start + range.start, start + range.end));
            used.insert(name);
            if used.len() > MOST {
                return None;
            }
        }
    }
    let mut names: Vec<String> = used.iter().take(NAMED).map(|name| format!("var.{name}")).collect();
    if used.len() > NAMED {
        names.push(format!("{} more", used.len() - NAMED));
    }
    let last = names.pop()?;
    let all = if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) };
    Some(problem("undeclared-variables", vec![("value", all)], first))
}

/// Whether variables are used in a block.
pub(super) fn uses_variables(block: &Block, sources: &Sources) -> bool {
    uses(sources, block.body.span).next().is_some()
}

fn uses(sources: &Sources, span: Span) -> impl Iterator<Item = (&str, Range<usize>)> {
    Some(sources.slice(span))
        .filter(|text| text.contains("var."))
        .into_iter()
        .flat_map(|text| attributes_of(text, "var"))
}
