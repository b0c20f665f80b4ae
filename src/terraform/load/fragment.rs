//! Parts of a configuration that were pasted without the declarations of their variables.

use std::rc::Rc;

use super::module::ModuleFile;
use super::problem;
use crate::sorted::SortedMap;
use crate::syntax::ast::{Block, Body, ExprKind};
use crate::syntax::walk::walk;
use crate::terraform::configuration::Problem;
use crate::text::{Sources, Span};

/// So many variables are named; of more, the number is told.
const NAMED: usize = 3;

/// The remark on the variables that files which declare none use, where they use any.
#[inline(never)]
pub(super) fn undeclared_variables(files: &[ModuleFile], sources: &Sources) -> Option<Problem> {
    let mut used = SortedMap::new();
    for file in files {
        let body = &file.parsed.file.body;
        if sources.slice(body.span).contains("var.") {
            add_used(body, &mut used);
        }
    }
    let first = used.values().copied().min_by_key(|span| (span.file, span.start))?;
    let mut names: Vec<String> = used.keys().take(NAMED).map(|name| format!("var.{name}")).collect();
    if used.len() > NAMED {
        names.push(format!("{} more", used.len() - NAMED));
    }
    let last = names.pop()?;
    let all = if names.is_empty() { last } else { format!("{} and {last}", names.join(", ")) };
    Some(problem("undeclared-variables", vec![("value", all)], Some(first)))
}

/// Whether variables are used in a block.
pub(super) fn uses_variables(block: &Block) -> bool {
    let mut used = SortedMap::new();
    add_used(&block.body, &mut used);
    !used.is_empty()
}

/// Adds the variables that are used in a body, each with the first place where it is.
fn add_used(body: &Body, used: &mut SortedMap<Rc<str>, Span>) {
    for attribute in &body.attributes {
        walk(&attribute.expr, &mut |expr| {
            if let ExprKind::GetAttr(source, name) = &expr.kind
                && matches!(&source.kind, ExprKind::Variable(root) if &**root == "var")
            {
                used.get_or_insert_with(name.clone(), || expr.span);
            }
        });
    }
    body.blocks.iter().for_each(|block| add_used(&block.body, used));
}
