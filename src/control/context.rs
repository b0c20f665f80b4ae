//! What judging any subject of one root needs: the options, and which declared objects carry which name.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::options::CheckOptions;
use crate::sorted::SortedMap;
use crate::terraform::configuration::{Configuration, Mode};
use crate::terraform::evaluator::{Evaluator, Instance};
use crate::terraform::term::Term;
use crate::terraform::value::Value;

use super::open_ssh::OpenGroups;
use super::policies::PolicyIndex;
use super::template_users::TemplateUsers;

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
    pub open_ssh: OnceCell<OpenGroups>,
}

impl<'a> Context<'a> {
    /// Reads the names; values that depend on open inputs stay open.
    pub fn new(ev: &mut Evaluator<'_>, configuration: &'a Configuration, options: &'a CheckOptions) -> Self {
        let mut context = Context {
            configuration,
            options,
            profiles: NameIndex::new(ev, "aws_iam_instance_profile"),
            roles: NameIndex::new(ev, "aws_iam_role"),
            templates: NameIndex::new(ev, "aws_launch_template"),
            configurations: NameIndex::new(ev, "aws_launch_configuration"),
            users: TemplateUsers::default(),
            policies: PolicyIndex::new(ev),
            open_ssh: OnceCell::new(),
        };
        context.users = TemplateUsers::new(&context, ev);
        context
    }
}

/// Declared instances of one type by the name their code gives them.
#[derive(Default)]
pub struct NameIndex {
    by_name: SortedMap<NameKey, Vec<Instance>>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
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
    fn new(ev: &mut Evaluator<'_>, ty: &str) -> Self {
        let mut by_name: SortedMap<NameKey, Vec<Instance>> = SortedMap::new();
        ev.quietly(|ev| {
            for instance in ev.all_instances(&[ty], Mode::Managed) {
                let Ok(Some(name)) = ev.attribute(&instance, "name") else { continue };
                if let Some(key) = NameKey::of(&name.value) {
                    by_name.get_or_default(key).push(instance);
                }
            }
        });
        NameIndex { by_name }
    }

    /// The declared instance that provably has this name: the same text, or the same unknown.
    pub fn find(&self, name: &Value) -> Option<&Instance> {
        self.by_name.get(&NameKey::of(name)?)?.first()
    }

    /// Whether any is declared under a literal name.
    pub fn has_texts(&self) -> bool {
        self.by_name.keys().any(|key| matches!(key, NameKey::Text(_)))
    }

    /// Whether a declared name stands in a literal collection that a term picks from.
    pub fn is_in_literal(&self, term: &Term) -> bool {
        match term {
            Term::Literal(text) => self.by_name.keys().any(|key| match key {
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
        self.by_name.get(&NameKey::Text(name.into()))?.first()
    }
}
