//! Which declarations of a module lead to which others, so that a change is known to matter only to those that lead to it.
//!
//! References of Terraform are static: what a declaration comes to hangs on no names of its module but those that stand in
//! its expressions, and on theirs in turn. Declarations are the same as before while their block is the same tree, or has
//! only moved with the text around it (`Block::is_moved`, `Moves`).

use std::rc::Rc;

use super::configuration::{Mode, Module, ResourceName, same_values};
use crate::moves::Moves;
use crate::sorted::SortedMap;
use crate::syntax::ast::{Block, Body, Expr, ExprKind};
use crate::syntax::walk::walk;
use crate::text::Span;

/// What a reference names: a resource, or with `var`, `local` or `module` for the type what these are.
pub type Name = ResourceName;

/// Rounds in which everything that leads to a change is found, unless references form a long chain backwards.
const ROUNDS: usize = 12;

/// What each declaration of a module mentions.
#[derive(Debug, Default)]
pub struct Mentions {
    ids: SortedMap<Name, usize>,
    /// By id.
    names: Vec<Name>,
    /// By id: the ids that the declaration mentions, as far as it was read.
    mentioned: Vec<Option<Vec<usize>>>,
    /// By id: whether it leads to what changed last.
    changed: Vec<bool>,
    /// Declared, but not read yet; `None` where that is all of them.
    unread: Option<Vec<Name>>,
}

impl Mentions {
    /// The number of a name, for [`has_changed`](Self::has_changed).
    pub fn id(&mut self, name: Name) -> usize {
        let next = self.names.len();
        let id = *self.ids.get_or_insert_with(name.clone(), || next);
        if id == next {
            self.names.push(name);
            self.mentioned.push(None);
            self.changed.push(false);
        }
        id
    }

    /// Whether a declaration is another one since [`update`](Self::update) or leads to one.
    pub fn has_changed(&self, id: usize) -> bool {
        self.changed.get(id).copied().unwrap_or(true)
    }

    /// The names of which [`has_changed`](Self::has_changed) holds, those that are declared no longer included.
    pub fn changed(&self) -> impl Iterator<Item = &Name> {
        self.names.iter().zip(&self.changed).filter(|(_, changed)| **changed).map(|(name, _)| name)
    }

    /// Finds what changed from one module to the next. `None` where what changed may matter to all there is.
    pub fn update(&mut self, before: &Module, now: &Module, moves: &Moves) -> Option<()> {
        let names = differences(before, now, moves);
        self.changed.fill(false);
        for name in &names {
            let id = self.id(name.clone());
            self.changed[id] = true;
            self.mentioned[id] = None;
        }
        let all = || [named(now), resources(now)].into_iter().flatten().map(|(name, _)| name).collect();
        for name in self.unread.take().unwrap_or_else(all) {
            let id = self.id(name.clone());
            if !self.changed[id] {
                let mentioned = self.read(&name, now);
                self.mentioned[id] = Some(mentioned);
            }
        }
        self.unread = Some(names);
        let same_rest = before.is_fragment == now.is_fragment
            && same_blocks(&before.others, &now.others, moves)
            && same_values(&before.variable_values, &now.variable_values);
        (same_rest && self.spread() && ![before, now].into_iter().any(|module| self.touches_validations(module)))
            .then_some(())
    }

    /// Marks what leads to what is marked; whether that came to an end.
    fn spread(&mut self) -> bool {
        let Mentions { mentioned, changed, .. } = self;
        for _ in 0..ROUNDS {
            let mut is_done = true;
            for (id, names) in mentioned.iter().enumerate() {
                let leads = |names: &[usize]| names.iter().any(|name| changed.get(*name) == Some(&true));
                if changed.get(id) == Some(&false) && names.as_deref().is_some_and(leads) {
                    changed[id] = true;
                    is_done = false;
                }
            }
            if is_done {
                return true;
            }
        }
        false
    }

    /// Which cases there are hangs on the validations of all variables.
    fn touches_validations(&self, module: &Module) -> bool {
        let ty: Rc<str> = "var".into();
        let is_other = |name: &Rc<str>| {
            let id = self.ids.get(&(Mode::Managed, ty.clone(), name.clone()));
            id.is_none_or(|id| self.has_changed(*id))
        };
        module.variables.iter().any(|(name, variable)| !variable.validations.is_empty() && is_other(name))
    }

    fn read(&mut self, name: &Name, module: &Module) -> Vec<usize> {
        let mut found = Vec::new();
        let mut visit = |expr: &Expr| found.extend(mentioned(expr));
        // A resource may be of a type called `var`.
        let (mode, ty, label) = name;
        if let Some(resource) = module.resource_index.get(name).and_then(|index| module.resources.get(*index)) {
            walk_body(&resource.block.body, &mut visit);
        }
        if *mode == Mode::Managed {
            match &**ty {
                "var" => module.variables.get(label).into_iter().for_each(|it| walk_body(&it.block.body, &mut visit)),
                "local" => module.locals.get(label).into_iter().for_each(|it| walk(&it.expr, &mut visit)),
                "module" => module.calls.get(label).into_iter().for_each(|it| walk_body(&it.block.body, &mut visit)),
                _ => {}
            }
        }
        found.into_iter().map(|name| self.id(name)).collect()
    }
}

fn walk_body(body: &Body, visit: &mut dyn FnMut(&Expr)) {
    body.attributes.iter().for_each(|attribute| walk(&attribute.expr, visit));
    body.blocks.iter().for_each(|block| walk_body(&block.body, visit));
}

/// The name that an expression is a reference to.
fn mentioned(expr: &Expr) -> Option<Name> {
    let ExprKind::GetAttr(source, name) = &expr.kind else { return None };
    match &source.kind {
        ExprKind::Variable(root) => Some((Mode::Managed, root.clone(), name.clone())),
        ExprKind::GetAttr(inner, ty) => match &inner.kind {
            ExprKind::Variable(root) if &**root == "data" => Some((Mode::Data, ty.clone(), name.clone())),
            ExprKind::Variable(root) if &**root == "ephemeral" => Some((Mode::Ephemeral, ty.clone(), name.clone())),
            _ => None,
        },
        _ => None,
    }
}

/// A declaration: its name, what is another number where it is another one, and where it stands.
type Declaration = (Name, (usize, Span));

/// Variables, locals and calls, in the order of their names.
fn named(module: &Module) -> Vec<Declaration> {
    let mut all = Vec::new();
    let mut add = |ty: &Rc<str>, label: &Rc<str>, mark| {
        all.push(((Mode::Managed, ty.clone(), label.clone()), mark));
    };
    let [local, call, variable] = ["local", "module", "var"].map(Rc::from);
    module.locals.iter().for_each(|(label, it)| add(&local, label, (number(&it.name), it.span)));
    module.calls.iter().for_each(|(label, it)| add(&call, label, mark(&it.block)));
    module.variables.iter().for_each(|(label, it)| add(&variable, label, mark(&it.block)));
    all
}

/// Resources, in the order of their names.
fn resources(module: &Module) -> Vec<Declaration> {
    let declared = |index: &usize| module.resources.get(*index).map(|it| mark(&it.block)).unwrap_or_default();
    module.resource_index.iter().map(|(name, index)| (name.clone(), declared(index))).collect()
}

fn mark(block: &Block) -> (usize, Span) {
    (number(&block.kind), block.span)
}

/// As [`Block::is_moved`] compares; an argument that moved has the very text of its name.
fn number(text: &Rc<str>) -> usize {
    Rc::as_ptr(text).cast::<u8>() as usize
}

/// What is declared in one and not, or otherwise, in the other.
fn differences(before: &Module, now: &Module, moves: &Moves) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    differing(named(before), named(now), moves, &mut names);
    for (label, call) in &now.calls {
        if before.calls.get(label).is_some_and(|known| known.target != call.target) {
            names.push((Mode::Managed, "module".into(), label.clone()));
        }
    }
    if Rc::ptr_eq(&before.resource_index, &now.resource_index) {
        let others = before.resources.iter().zip(&now.resources).filter(|(a, b)| !is_same(&a.block, &b.block, moves));
        names.extend(others.map(|(_, it)| (it.mode, it.ty.clone(), it.name.clone())));
    } else {
        differing(resources(before), resources(now), moves, &mut names);
    }
    names
}

/// Adds the names that only one list has, and those with numbers that are not the same.
fn differing(before: Vec<Declaration>, now: Vec<Declaration>, moves: &Moves, names: &mut Vec<Name>) {
    let mut left = before.into_iter().peekable();
    for (name, (number, span)) in now {
        while let Some((gone, _)) = left.next_if(|(known, _)| *known < name) {
            names.push(gone);
        }
        let known = left.next_if(|(known, _)| *known == name);
        if known.is_none_or(|(_, (known, before))| known != number || moves.span(before) != Some(span)) {
            names.push(name);
        }
    }
    names.extend(left.map(|(gone, _)| gone));
}

fn same_blocks(before: &[Rc<Block>], now: &[Rc<Block>], moves: &Moves) -> bool {
    before.len() == now.len() && before.iter().zip(now).all(|(a, b)| is_same(a, b, moves))
}

fn is_same(before: &Block, now: &Block, moves: &Moves) -> bool {
    before.is_moved(now) && moves.span(before.span) == Some(now.span)
}
