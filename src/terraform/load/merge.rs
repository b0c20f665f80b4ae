//! Override files: their blocks change blocks of the other files, by the rules of each kind of block.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::syntax::ast::{Block, Body};

/// `base` with the arguments and nested blocks of `over`.
///
/// An argument replaces the one of its name. Nested blocks replace all of their type, `dynamic` ones included.
/// Exceptions: `lifecycle` is merged argument by argument, and the `validation` blocks of a variable stay.
pub fn blocks(base: &Block, over: &Block) -> Block {
    let mut merged = base.clone();
    attributes(&mut merged.body, &over.body);
    if &*base.kind == "variable" {
        return merged;
    }
    let overridden: BTreeSet<&str> =
        over.body.blocks.iter().map(|block| type_of(block)).filter(|kind| *kind != "lifecycle").collect();
    merged.body.blocks.retain(|block| !overridden.contains(type_of(block)));
    if over.body.json || base.body.json {
        // In JSON syntax a nested block of a resource may stand as an argument.
        merged.body.attributes.retain(|attribute| !overridden.contains(&*attribute.name));
        let arguments: BTreeSet<&str> = over.body.attributes.iter().map(|attribute| &*attribute.name).collect();
        merged.body.blocks.retain(|block| !arguments.contains(type_of(block)));
    }
    for block in &over.body.blocks {
        let lifecycle = merged.body.blocks.iter_mut().find(|known| &*known.kind == "lifecycle");
        match lifecycle {
            Some(known) if &*block.kind == "lifecycle" => {
                let mut inner = (**known).clone();
                attributes(&mut inner.body, &block.body);
                *known = Rc::new(inner);
            }
            _ => merged.body.blocks.push(block.clone()),
        }
    }
    merged
}

fn attributes(base: &mut Body, over: &Body) {
    for attribute in &over.attributes {
        match base.attributes.iter_mut().find(|known| known.name == attribute.name) {
            Some(known) => *known = attribute.clone(),
            None => base.attributes.push(attribute.clone()),
        }
    }
}

/// The type of the blocks that a block stands for: the label of a `dynamic` block.
fn type_of(block: &Block) -> &str {
    if &*block.kind == "dynamic" { block.label(0) } else { &block.kind }
}
