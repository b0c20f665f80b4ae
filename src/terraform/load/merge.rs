//! Override files: their blocks change blocks of the other files, by the rules of each kind of block.

use std::rc::Rc;

use crate::sorted::SortedSet;
use crate::syntax::ast::{Block, Body};

/// Puts the arguments and nested blocks of `over` into `merged`.
///
/// An argument replaces the one of its name. Nested blocks replace all of their type, `dynamic` ones included.
/// Exceptions: `lifecycle` is merged argument by argument, and the `validation` blocks of a variable stay.
pub fn into(merged: &mut Block, over: &Block) {
    // See `Block::is_moved`.
    merged.kind = Rc::from(&*merged.kind);
    attributes(&mut merged.body, &over.body);
    if &*merged.kind == "variable" {
        return;
    }
    let overridden: SortedSet<&str> =
        over.body.blocks.iter().map(|block| type_of(block)).filter(|kind| *kind != "lifecycle").collect();
    let json = over.body.json || merged.body.json;
    if !overridden.is_empty() {
        merged.body.blocks.retain(|block| !overridden.contains(type_of(block)));
    }
    if json {
        // In JSON syntax a nested block of a resource may stand as an argument.
        merged.body.attributes.retain(|attribute| !overridden.contains(&*attribute.name));
        let arguments: SortedSet<&str> = over.body.attributes.iter().map(|attribute| &*attribute.name).collect();
        merged.body.blocks.retain(|block| !arguments.contains(type_of(block)));
    }
    for block in &over.body.blocks {
        let lifecycle = merged.body.blocks.iter_mut().find(|known| &*known.kind == "lifecycle");
        match lifecycle {
            Some(known) if &*block.kind == "lifecycle" => attributes(&mut Rc::make_mut(known).body, &block.body),
            _ => merged.body.blocks.push(block.clone()),
        }
    }
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
