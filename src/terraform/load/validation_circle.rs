//! Circles that only validations make: what a validation needs comes of a variable whose own validation needs the first.

use std::rc::Rc;

use super::problem;
use crate::sorted::SortedMap;
use crate::syntax::ast::{Block, Body, Expr, ExprKind};
use crate::syntax::walk::walk;
use crate::terraform::configuration::{Mode, Module, Problem, Resource, Variable};

/// Something that refers to others, and what it refers to that was not gone to yet.
struct Step {
    node: Rc<str>,
    ahead: Vec<Rc<str>>,
}

/// Tells the first circle with a validation in it. Terraform evaluates a variable with its validations, so whatever these
/// refer to must not need the variable. In a function of its own, so that a first check does without it.
#[inline(never)]
pub(super) fn find(module: &Module, problems: &mut Vec<Problem>) {
    // Whether what a node leads to was gone through; until then it is on the way.
    let mut gone: SortedMap<Rc<str>, bool> = SortedMap::new();
    for variable in module.variables.values().filter(|variable| !variable.validations.is_empty()) {
        let mut way: Vec<Step> = Vec::new();
        let mut next = Some(Rc::from(format!("var.{}", variable.name)));
        while let Some(node) = next.take() {
            match gone.get(&node) {
                Some(true) => {}
                Some(false) => {
                    let start = way.iter().position(|step| step.node == node).unwrap_or_default();
                    let circle = || way.iter().skip(start).map(|step| &*step.node);
                    if let Some(name) = circle().find_map(|node| node.strip_prefix("var."))
                        && let Some(variable) = module.variables.get(name)
                    {
                        let names: Vec<&str> = circle().chain([&*node]).collect();
                        let detail = format!("its validation makes a circle of {}", names.join(", "));
                        problems.push(problem(
                            "refused-declaration",
                            vec![("detail", detail)],
                            Some(variable.block.header),
                        ));
                        return;
                    }
                }
                None => {
                    gone.insert(node.clone(), false);
                    way.push(Step { ahead: needs(module, &node), node });
                }
            }
            while let Some(step) = way.last_mut() {
                next = step.ahead.pop();
                if next.is_some() {
                    break;
                }
                gone.insert(step.node.clone(), true);
                way.pop();
            }
        }
    }
}

/// What must be there before it is evaluated, of this module.
fn needs(module: &Module, node: &str) -> Vec<Rc<str>> {
    let mut found = Vec::new();
    if let Some(variable) = node.strip_prefix("var.").and_then(|name| module.variables.get(name)) {
        of_validations(variable, &mut found);
        found.retain(|needed| **needed != *node);
    } else if let Some(local) = node.strip_prefix("local.").and_then(|name| module.locals.get(name)) {
        of_expression(&local.expr, &mut found);
    } else if let Some(resource) = resource_named(module, node) {
        of_body(&resource.block.body, &mut found);
    }
    found
}

fn resource_named<'m>(module: &'m Module, node: &str) -> Option<&'m Resource> {
    let (mode, address) = match node.strip_prefix("data.") {
        Some(address) => (Mode::Data, address),
        None => (Mode::Managed, node),
    };
    let (ty, name) = address.split_once('.')?;
    let index = module.resource_index.get(&(mode, ty.into(), name.into()))?;
    module.resources.get(*index).map(|resource| &**resource)
}

fn of_validations(variable: &Variable, found: &mut Vec<Rc<str>>) {
    let is_validation = |block: &&Rc<Block>| &*block.kind == "validation";
    for validation in variable.block.body.blocks.iter().filter(is_validation) {
        of_body(&validation.body, found);
    }
}

fn of_body(body: &Body, found: &mut Vec<Rc<str>>) {
    for attribute in &body.attributes {
        of_expression(&attribute.expr, found);
    }
    for block in &body.blocks {
        of_body(&block.body, found);
    }
}

fn of_expression(expr: &Expr, found: &mut Vec<Rc<str>>) {
    walk(expr, &mut |inner| {
        let ExprKind::GetAttr(before, name) = &inner.kind else { return };
        match &before.kind {
            ExprKind::Variable(root) => found.push(format!("{root}.{name}").into()),
            ExprKind::GetAttr(root, ty) if matches!(&root.kind, ExprKind::Variable(root) if &**root == "data") => {
                found.push(format!("data.{ty}.{name}").into());
            }
            _ => {}
        }
    });
}
