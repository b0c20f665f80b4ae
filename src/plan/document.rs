//! What a plan or state holds: resource instances, and the configuration they come from.

use std::cell::Cell;

use super::address::{self, Part, Step};
use crate::sorted::SortedMap;
use crate::syntax::json::Node;
use crate::terraform::configuration::Mode;

/// A resource instance of a plan or state.
#[derive(Debug)]
pub(super) struct Planned<'a> {
    /// As Terraform prints it.
    pub address: &'a str,
    /// Where the address stands.
    pub address_node: &'a Node,
    /// All there is about the instance.
    pub entry: &'a Node,
    /// Kind of resource.
    pub mode: Mode,
    /// E.g. `aws_instance`.
    pub ty: &'a str,
    /// Its name in the configuration.
    pub name: &'a str,
    /// The module instance it is in.
    pub module: Vec<Step>,
    /// `0`, `"a"`, or "".
    pub key: String,
    /// Planned values.
    pub values: Option<&'a Node>,
    /// The shape of the values with `true` for what is known after apply.
    pub unknown: Option<&'a Node>,
}

impl<'a> Planned<'a> {
    fn new(entry: &'a Node, values: Option<&'a Node>, unknown: Option<&'a Node>) -> Option<Self> {
        let address_node = entry.get("address")?;
        let address = address_node.text()?;
        let parts = address::parts(address)?;
        let (module, rest) = address::module_path(&parts);
        let (mode, rest) = match rest {
            [Part::Name("data"), rest @ ..] => (Mode::Data, rest),
            [Part::Name("ephemeral"), rest @ ..] => (Mode::Ephemeral, rest),
            rest => (Mode::Managed, rest),
        };
        let [Part::Name(_), Part::Name(_), rest @ ..] = rest else { return None };
        let key = match rest {
            [Part::Key(key)] => (*key).to_owned(),
            _ => String::new(),
        };
        let ty = entry.get("type")?.text()?;
        let name = entry.get("name")?.text()?;
        Some(Planned { address, address_node, entry, mode, ty, name, module, key, values, unknown })
    }

    /// The address inside its module and without key.
    pub fn local_address(&self) -> String {
        local_address(self.mode, self.ty, self.name)
    }

    /// Whether an attribute gets its value at apply only.
    pub fn is_unknown(&self, attribute: &str) -> bool {
        self.unknown.and_then(|unknown| unknown.get(attribute)).is_some_and(Node::is_true)
    }

    /// Whether there is such an attribute, as far as the document tells.
    pub fn has(&self, attribute: &str) -> bool {
        self.is_unknown(attribute) || self.values.is_some_and(|values| values.get(attribute).is_some())
    }
}

/// `aws_instance.web`, `data.aws_ami.this`.
pub(super) fn local_address(mode: Mode, ty: &str, name: &str) -> String {
    match mode {
        Mode::Managed => format!("{ty}.{name}"),
        Mode::Data => format!("data.{ty}.{name}"),
        Mode::Ephemeral => format!("ephemeral.{ty}.{name}"),
    }
}

/// A module as the configuration declares it.
#[derive(Debug, Default)]
pub(super) struct Declared<'a> {
    /// `resources` entries by local address.
    pub resources: SortedMap<&'a str, &'a Node>,
    /// `module_calls` by name: the entry and the index of the module.
    pub calls: SortedMap<&'a str, (&'a Node, usize)>,
    /// `outputs`.
    pub outputs: Option<&'a Node>,
}

/// A plan or state, taken apart.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// Instances in the order of the document.
    pub resources: Vec<Planned<'a>>,
    /// Index into `resources` by address.
    pub by_address: SortedMap<&'a str, usize>,
    /// Indexes into `resources` by address without key.
    pub by_base: SortedMap<String, Vec<usize>>,
    /// Indexes by literal `id`.
    pub by_id: SortedMap<&'a str, Vec<usize>>,
    /// Modules of the configuration, the root first; empty for a state.
    pub declared: Vec<Declared<'a>>,
    /// Steps that following references may still take.
    steps_left: Cell<usize>,
}

impl<'a> Document<'a> {
    /// Takes a plan or state apart.
    pub fn new(root: &'a Node) -> Self {
        let mut document = Document {
            resources: Vec::new(),
            by_address: SortedMap::new(),
            by_base: SortedMap::new(),
            by_id: SortedMap::new(),
            declared: Vec::new(),
            steps_left: Cell::new(super::follow::MAX_STEPS),
        };
        if let Some(module) = root.get("configuration").and_then(|node| node.get("root_module")) {
            document.declare(module);
        }
        match root.get("resource_changes") {
            Some(changes) => {
                changes.items().iter().for_each(|entry| document.change(entry));
                // What waits for a later plan is created all the same.
                let deferred = root.get("deferred_changes").map(Node::items).unwrap_or_default().iter();
                deferred.filter_map(|entry| entry.get("resource_change")).for_each(|entry| document.change(entry));
            }
            None => {
                let values = root.get("planned_values").or_else(|| root.get("values"));
                document.values(values.and_then(|node| node.get("root_module")), false);
            }
        }
        let prior = root.get("prior_state").and_then(|state| state.get("values"));
        document.values(prior.and_then(|values| values.get("root_module")), true);
        document
    }

    /// Takes steps off the budget; false when it is used up.
    pub fn spend(&self, steps: usize) -> bool {
        let left = self.steps_left.get().checked_sub(steps);
        self.steps_left.set(left.unwrap_or(0));
        left.is_some()
    }

    fn add(&mut self, planned: Option<Planned<'a>>) {
        let Some(planned) = planned.filter(|planned| !self.by_address.contains_key(planned.address)) else { return };
        let index = self.resources.len();
        self.by_address.insert(planned.address, index);
        let base = format!("{}{}", address::prefix(&planned.module), planned.local_address());
        self.by_base.get_or_default(base).push(index);
        if let Some(id) = planned.values.and_then(|values| values.get("id")).and_then(Node::text) {
            self.by_id.get_or_default(id).push(index);
        }
        self.resources.push(planned);
    }

    /// What exists after the plan was applied: not what is deleted, forgotten, or deposed.
    fn change(&mut self, entry: &'a Node) {
        let Some(change) = entry.get("change").filter(|_| entry.get("deposed").is_none()) else { return };
        let actions: Vec<&str> =
            change.get("actions").map(Node::items).unwrap_or_default().iter().filter_map(Node::text).collect();
        if !matches!(actions.as_slice(), ["delete"] | ["forget"]) {
            self.add(Planned::new(entry, change.get("after"), change.get("after_unknown")));
        }
    }

    fn values(&mut self, module: Option<&'a Node>, only_data: bool) {
        let Some(module) = module else { return };
        for entry in module.get("resources").map(Node::items).unwrap_or_default() {
            // An object that is about to be destroyed has the address of the one in its place.
            if entry.get("deposed_key").is_some() {
                continue;
            }
            let planned = Planned::new(entry, entry.get("values"), None);
            self.add(planned.filter(|planned| !only_data || planned.mode == Mode::Data));
        }
        for child in module.get("child_modules").map(Node::items).unwrap_or_default() {
            self.values(Some(child), only_data);
        }
    }

    fn declare(&mut self, module: &'a Node) -> usize {
        let index = self.declared.len();
        let resources = module.get("resources").map(Node::items).unwrap_or_default();
        self.declared.push(Declared {
            resources: resources.iter().filter_map(|entry| Some((entry.get("address")?.text()?, entry))).collect(),
            calls: SortedMap::new(),
            outputs: module.get("outputs"),
        });
        for call in module.get("module_calls").map(Node::members).unwrap_or_default() {
            let Some(child) = call.value.get("module") else { continue };
            let child = self.declare(child);
            if let Some(declared) = self.declared.get_mut(index) {
                declared.calls.insert(&call.key, (&call.value, child));
            }
        }
        index
    }

    /// The declaration of an instance's resource.
    pub fn declaration(&self, planned: &Planned<'_>) -> Option<&'a Node> {
        let scope = super::follow::Scope::of(self, &planned.module)?;
        self.declared.get(scope.declared())?.resources.get(&*planned.local_address()).copied()
    }
}
