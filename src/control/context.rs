//! What judging any subject of one root needs: the options, and which declared objects carry which name.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use crate::options::CheckOptions;
use crate::sorted::SortedMap;
use crate::syntax::ast::Block;
use crate::terraform::configuration::{Configuration, Mode, Resource};
use crate::terraform::evaluator::{Evaluator, Instance, ModulePath};
use crate::terraform::mentions::Mentions;
use crate::terraform::term::Term;
use crate::terraform::value::Value;

use super::asked::{Asked, Kind};
use super::known::Known;
use super::open_ssh::OpenGroups;
use super::policies::{Attached, PolicyIndex};
use super::template_users::{self, TemplateUsers};
use super::unit;

/// Shared by all judgements of one root module.
pub struct Context<'a> {
    /// Everything that was given.
    pub configuration: &'a Configuration,
    /// The options of the check.
    pub options: &'a CheckOptions,
    /// Declared instance profiles by name.
    pub profiles: NameIndex,
    /// Declared roles by name.
    pub roles: NameIndex,
    /// Declared launch templates by name.
    pub templates: NameIndex,
    /// Declared launch configurations by name.
    pub configurations: NameIndex,
    /// Who uses which launch template.
    pub users: TemplateUsers,
    /// What attaches policies to roles.
    pub policies: PolicyIndex,
    /// Security groups that open port 22; read when first asked for.
    open_ssh: OnceCell<OpenGroups>,
    was_ssh_asked: Cell<bool>,
}

impl<'a> Context<'a> {
    /// Reads the names; values that depend on open inputs stay open. What is known is not read again.
    pub fn new(
        ev: &mut Evaluator<'_>,
        configuration: &'a Configuration,
        options: &'a CheckOptions,
        Known { indexed, mentions, .. }: &mut Known,
    ) -> Self {
        let blocks = Blocks::of(ev);
        let Indexed { profiles, roles, templates, configurations, attached } = indexed;
        let mut context = Context {
            configuration,
            options,
            profiles: NameIndex::new(ev, &blocks, Kind::Profiles, profiles, mentions),
            roles: NameIndex::new(ev, &blocks, Kind::Roles, roles, mentions),
            templates: NameIndex::new(ev, &blocks, Kind::Templates, templates, mentions),
            configurations: NameIndex::new(ev, &blocks, Kind::Configurations, configurations, mentions),
            users: TemplateUsers::default(),
            policies: PolicyIndex::new(ev, &blocks.0, attached, mentions),
            open_ssh: OnceCell::new(),
            was_ssh_asked: Cell::new(false),
        };
        if blocks.0.iter().any(|(_, resource)| template_users::is_node_group(&resource.ty)) {
            context.users = TemplateUsers::new(&context, ev);
        }
        context
    }

    /// Security groups that open port 22.
    pub fn open_ssh(&self, read: impl FnOnce() -> OpenGroups) -> &OpenGroups {
        self.was_ssh_asked.set(true);
        self.open_ssh.get_or_init(read)
    }

    /// How many instances the indexes have that were met in an earlier check.
    pub fn known_instances(&self) -> usize {
        [&self.profiles, &self.roles, &self.templates, &self.configurations].map(|index| index.known).iter().sum()
    }

    /// What was asked since this was asked last, of what no reference leads to.
    pub fn asked(&self) -> Asked {
        let mut asked = Asked::default();
        asked.roles = self.policies.asked();
        for index in [&self.profiles, &self.roles, &self.templates, &self.configurations] {
            if index.was_asked.take() {
                asked.add(index.kind);
            }
        }
        if self.users.was_asked() {
            asked.add(Kind::Users);
        }
        if self.was_ssh_asked.take() {
            asked.add(Kind::OpenSsh);
        }
        asked
    }
}

/// Blocks that an index is made of, with the path of calls to them, in a fixed order.
pub struct Blocks(pub Vec<(ModulePath, Rc<Resource>)>);

impl Blocks {
    fn of(ev: &Evaluator<'_>) -> Blocks {
        let is_indexed = |resource: &Resource| resource.mode == Mode::Managed && Kind::is_indexed(&resource.ty);
        let blocks = ev.resource_blocks(&is_indexed).into_iter();
        Blocks(blocks.map(|(path, _, resource)| (path, resource)).collect())
    }
}

/// What blocks of the root module itself give the indexes; it holds for as long as the blocks come to the same.
#[derive(Debug, Default)]
pub struct Indexed {
    profiles: Given<Named>,
    roles: Given<Named>,
    templates: Given<Named>,
    configurations: Given<Named>,
    /// What attaches policies.
    pub attached: Given<Attached>,
}

/// What blocks give, in their order.
pub type Given<T> = Vec<GivenBy<T>>;

/// What a block of the root module gives.
#[derive(Debug)]
pub struct GivenBy<T> {
    block: Rc<Block>,
    /// Number of the block's declaration, once it has one.
    declaration: Option<usize>,
    /// What it gives.
    pub all: Rc<Vec<T>>,
}

/// An instance, and the name its code gives it.
type Named = (Instance, Option<NameKey>);

impl<T> GivenBy<T> {
    /// Whether it was not known before.
    pub fn is_new(&self) -> bool {
        self.declaration.is_none()
    }

    /// Whether the block hangs on something that changed.
    pub fn is_other(&self, mentions: &Mentions) -> bool {
        self.declaration.is_some_and(|declaration| mentions.has_changed(declaration))
    }
}

impl Indexed {
    /// Numbers what has no number.
    pub fn number(&mut self, mentions: &mut Mentions) {
        for names in [&mut self.profiles, &mut self.roles, &mut self.templates, &mut self.configurations] {
            number(names, mentions);
        }
        number(&mut self.attached, mentions);
    }
}

fn number<T>(given: &mut Given<T>, mentions: &mut Mentions) {
    for given in given {
        let new = || mentions.id(unit::declaration(None, &given.block));
        given.declaration.get_or_insert_with(new);
    }
}

/// What blocks give, in their order, and whether that was known and holds, or is what `read` finds.
pub fn given_by<'b, T>(
    blocks: impl Iterator<Item = &'b (ModulePath, Rc<Resource>)>,
    known: &mut Given<T>,
    mentions: &Mentions,
    mut read: impl FnMut(&ModulePath, &Rc<Resource>) -> Vec<T>,
) -> Vec<(Rc<Vec<T>>, bool)> {
    let mut left = std::mem::take(known).into_iter().peekable();
    let mut found = Vec::new();
    for (path, resource) in blocks {
        if !path.is_empty() {
            found.push((Rc::new(read(path, resource)), false));
            continue;
        }
        while left.next_if(|given| given.is_other(mentions)).is_some() {}
        let (given, holds) = match left.next_if(|given| given.block.is_moved(&resource.block)) {
            Some(given) if Rc::ptr_eq(&given.block, &resource.block) => (given, true),
            moved => {
                let declaration = moved.and_then(|given| given.declaration);
                (GivenBy { block: resource.block.clone(), declaration, all: Rc::new(read(path, resource)) }, false)
            }
        };
        found.push((given.all.clone(), holds));
        known.push(given);
    }
    found
}

/// Declared instances of one type by the name their code gives them.
pub struct NameIndex {
    kind: Kind,
    by_name: SortedMap<NameKey, Vec<Instance>>,
    /// How many instances were met in an earlier check.
    known: usize,
    was_asked: Cell<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum NameKey {
    Text(Rc<str>),
    Term(Rc<Term>),
}

impl NameKey {
    fn of(value: &Value) -> Option<NameKey> {
        match value.as_str() {
            Some("") => None,
            Some(text) => Some(NameKey::Text(text.into())),
            None => value.term().filter(|term| term.identifies()).cloned().map(NameKey::Term),
        }
    }
}

impl NameIndex {
    fn new(ev: &mut Evaluator<'_>, blocks: &Blocks, kind: Kind, known: &mut Given<Named>, mentions: &Mentions) -> Self {
        let mut by_name: SortedMap<NameKey, Vec<Instance>> = SortedMap::new();
        let mut count = 0;
        ev.quietly(|ev| {
            let blocks = blocks.0.iter().filter(|(_, resource)| kind.is_of(&resource.ty));
            for (gives, holds) in given_by(blocks, known, mentions, |path, resource| named(ev, path, resource)) {
                if holds {
                    count += gives.len();
                }
                for (instance, key) in gives.iter() {
                    ev.meet(instance);
                    if let Some(key) = key {
                        by_name.get_or_default(key.clone()).push(instance.clone());
                    }
                }
            }
        });
        NameIndex { kind, by_name, known: count, was_asked: Cell::new(false) }
    }

    fn names(&self) -> &SortedMap<NameKey, Vec<Instance>> {
        self.was_asked.set(true);
        &self.by_name
    }

    /// The declared instance that provably has this name: the same text, or the same unknown.
    pub fn find(&self, name: &Value) -> Option<&Instance> {
        self.names().get(&NameKey::of(name)?)?.first()
    }

    /// Whether any is declared under a literal name.
    pub fn has_texts(&self) -> bool {
        self.names().keys().any(|key| matches!(key, NameKey::Text(_)))
    }

    /// Whether a declared name stands in a literal collection that a term picks from.
    pub fn is_in_literal(&self, term: &Term) -> bool {
        match term {
            Term::Literal(text) => self.names().keys().any(|key| match key {
                NameKey::Text(name) => text.contains('…') || text.contains(&format!("\"{name}\"")),
                NameKey::Term(_) => false,
            }),
            Term::Apply(name, parts) => &**name != "?:" && parts.iter().any(|part| self.is_in_literal(part)),
            Term::Member(of, _) => self.is_in_literal(of),
            _ => false,
        }
    }

    /// The declared instance of a literal name.
    pub fn find_text(&self, name: &str) -> Option<&Instance> {
        self.names().get(&NameKey::Text(name.into()))?.first()
    }
}

/// The instances of a block with their names.
fn named(ev: &mut Evaluator<'_>, path: &ModulePath, resource: &Rc<Resource>) -> Vec<Named> {
    let instances = ev.instances(path, resource).unwrap_or_default().into_iter();
    let with_name = instances.map(|instance| {
        let name = ev.attribute(&instance, "name").ok().flatten();
        let key = name.and_then(|name| NameKey::of(&name.value));
        (instance, key)
    });
    with_name.collect()
}
