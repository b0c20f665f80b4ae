//! From the references of an expression to the resources they end in, through inputs and outputs of modules.

use super::address::{self, Part, Step};
use super::document::{Document, Planned, local_address};
use crate::sorted::SortedSet;
use crate::syntax::json::Node;
use crate::terraform::configuration::Mode;

/// References followed for one attribute; more than any real plan has.
const MAX_REFERENCES: usize = 1_000;

/// Steps through module calls that following may take for one document, in all.
pub(super) const MAX_STEPS: usize = 1_000_000;

/// Instances considered when a reference leaves open which one it means.
const MAX_INSTANCES: usize = 100;

/// A module instance, and the declarations on the way to it.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    steps: Vec<Step>,
    declared: Vec<usize>,
}

impl Scope {
    /// The scope of a module instance; `None` where the configuration has no such module.
    pub fn of(document: &Document<'_>, steps: &[Step]) -> Option<Scope> {
        if document.declared.is_empty() {
            return None;
        }
        let mut scope = Scope { steps: Vec::new(), declared: vec![0] };
        for step in steps {
            scope = scope.child(document, step.clone())?;
        }
        Some(scope)
    }

    /// Index of the module's declaration.
    pub fn declared(&self) -> usize {
        self.declared.last().copied().unwrap_or_default()
    }

    fn child(&self, document: &Document<'_>, step: Step) -> Option<Scope> {
        let (_, index) = document.declared.get(self.declared())?.calls.get(&*step.name)?;
        let mut child = self.clone();
        child.steps.push(step);
        child.declared.push(*index);
        Some(child)
    }

    /// The calling module and the step that led here.
    fn parent(&self) -> Option<(Scope, Step)> {
        let mut parent = self.clone();
        parent.declared.pop();
        let step = parent.steps.pop()?;
        Some((parent, step))
    }
}

/// A resource instance that a reference ends in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    /// Index into the document's resources.
    pub resource: usize,
    /// The attribute, where the reference names one.
    pub attribute: Option<String>,
}

/// Follows the references of an expression of an instance to all instances they end in.
pub(super) fn targets(document: &Document<'_>, planned: &Planned<'_>, expression: &Node) -> SortedSet<Target> {
    let Some(scope) = Scope::of(document, &planned.module) else { return SortedSet::new() };
    let each = document.declaration(planned).and_then(|entry| entry.get("for_each_expression"));
    let mut walk = Walk { document, seen: SortedSet::new(), found: SortedSet::new() };
    walk.expression(&scope, expression, &planned.key, each);
    walk.found
}

struct Walk<'d, 'a> {
    document: &'d Document<'a>,
    seen: SortedSet<(String, String)>,
    found: SortedSet<Target>,
}

impl Walk<'_, '_> {
    /// `key` is the key of the instance whose expression it is: `x[each.key]` loses its index in the document.
    fn expression(&mut self, scope: &Scope, expression: &Node, key: &str, each: Option<&Node>) {
        let references = expression.get("references").map(Node::items).unwrap_or_default();
        let mut longer: &str = "";
        for reference in references.iter().filter_map(Node::text) {
            // A reference is followed by its own prefixes.
            let is_prefix = longer.strip_prefix(reference).is_some_and(|rest| rest.starts_with(['.', '[']));
            if is_prefix || self.seen.len() > MAX_REFERENCES || !self.document.spend(1 + scope.steps.len()) {
                continue;
            }
            longer = reference;
            if self.seen.insert((address::prefix(&scope.steps), reference.to_owned())) {
                self.reference(scope, reference, key, each);
            }
        }
    }

    fn reference(&mut self, scope: &Scope, reference: &str, key: &str, each: Option<&Node>) {
        let Some(parts) = address::parts(reference) else { return };
        match parts.as_slice() {
            [Part::Name("local" | "path" | "terraform" | "self" | "count"), ..] => {}
            [Part::Name("each"), ..] => {
                if let Some(each) = each {
                    self.expression(scope, each, key, None);
                }
            }
            [Part::Name("var"), Part::Name(name), ..] => self.input(scope, name),
            [Part::Name("module"), Part::Name(name), rest @ ..] => self.output(scope, name, rest, key),
            [Part::Name("data"), Part::Name(ty), Part::Name(name), rest @ ..] => {
                self.resource(scope, &local_address(Mode::Data, ty, name), rest, key);
            }
            [Part::Name(ty), Part::Name(name), rest @ ..] => {
                self.resource(scope, &local_address(Mode::Managed, ty, name), rest, key);
            }
            _ => {}
        }
    }

    fn input(&mut self, scope: &Scope, name: &str) {
        let Some((parent, step)) = scope.parent() else { return };
        let document = self.document;
        let Some((call, _)) = document.declared.get(parent.declared()).and_then(|found| found.calls.get(&*step.name))
        else {
            return;
        };
        if let Some(expression) = call.get("expressions").and_then(|expressions| expressions.get(name)) {
            self.expression(&parent, expression, &step.key, call.get("for_each_expression"));
        }
    }

    fn output(&mut self, scope: &Scope, name: &str, rest: &[Part<'_>], key: &str) {
        let (step_key, rest) = match rest {
            [Part::Key(key), rest @ ..] => (*key, rest),
            rest => (self.module_key(scope, name, key), rest),
        };
        let [Part::Name(output), ..] = rest else { return };
        let step = Step { name: name.to_owned(), key: step_key.to_owned() };
        let Some(child) = scope.child(self.document, step) else { return };
        let outputs = self.document.declared.get(child.declared()).and_then(|declared| declared.outputs);
        if let Some(expression) = outputs.and_then(|outputs| outputs.get(output)?.get("expression")) {
            self.expression(&child, expression, "", None);
        }
    }

    /// The key a module instance has when a reference leaves it open: none, else that of the one who asks.
    fn module_key<'k>(&self, scope: &Scope, name: &str, key: &'k str) -> &'k str {
        let call = self.document.declared.get(scope.declared()).and_then(|declared| declared.calls.get(name));
        let repeated = call.is_some_and(|(call, _)| {
            call.get("count_expression").is_some() || call.get("for_each_expression").is_some()
        });
        if repeated { key } else { "" }
    }

    fn resource(&mut self, scope: &Scope, local: &str, rest: &[Part<'_>], key: &str) {
        let base = format!("{}{local}", address::prefix(&scope.steps));
        let (index, rest) = match rest {
            [Part::Key(index), rest @ ..] => (Some(*index), rest),
            rest => (None, rest),
        };
        let attribute = match rest {
            [Part::Name(name), ..] => Some((*name).to_owned()),
            _ => None,
        };
        let keyed = |key: &str| {
            let address = format!("{base}{}", address::suffix(key));
            self.document.by_address.get(&*address).map(|found| vec![*found])
        };
        let several = || {
            let instances = self.document.by_base.get(&base).map(Vec::as_slice).unwrap_or_default();
            instances.iter().take(MAX_INSTANCES).copied().collect()
        };
        let chosen: Vec<usize> = match index {
            Some(index) => keyed(index).unwrap_or_default(),
            None => keyed("").or_else(|| keyed(key)).unwrap_or_else(several),
        };
        self.found.extend(chosen.into_iter().map(|resource| Target { resource, attribute: attribute.clone() }));
    }
}
