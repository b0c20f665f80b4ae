//! Fixes: edits of the text after which a subject passes. They are proposed here from a judgement, and offered only when
//! the edited text, checked again, passes ([`verify`]).

mod blocks;
mod calls;
mod draft;
mod form;
mod proposals;
mod references;
mod role;
mod slot;
mod stock;
mod subjects;
mod verify;

use std::rc::Rc;

use self::blocks::Setting;
use self::draft::Draft;
pub use self::proposals::Proposals;
use self::references::{Reference, declared, movable};
use self::slot::Slot;
pub use self::stock::Stocks;
use self::stock::{Scene, Stock};
pub use self::verify::{Trial, verify};
use super::judgement::{Judgement, Outcome};
use crate::report::model::{Fix, LinkKind, Status};
use crate::terraform::configuration::{Module, Resource};
use crate::terraform::evaluator::Evaluator;
use crate::text::{FileId, Sources};

/// More ways than this are no help.
const MOST: usize = 3;

const PROFILE: &str = "aws_iam_instance_profile";
const ROLE: &str = "aws_iam_role";
const ATTACHMENT: &str = "aws_iam_role_policy_attachment";

/// Ways to mend a subject, the closest to the author's intention first. They are not checked yet.
pub fn propose(ev: &Evaluator<'_>, stocks: &Stocks, judgement: &Judgement) -> Vec<Fix> {
    let ev = &Scene { ev, stocks };
    let outcome = &judgement.outcome;
    let mut fixes = match outcome.status {
        Status::Fail | Status::Conditional => subjects::propose(ev, judgement),
        Status::Pass => traps(ev, judgement),
        Status::Unknown | Status::NotApplicable | Status::Suppressed => Vec::new(),
    };
    let mut known: Vec<Vec<crate::report::model::Edit>> = Vec::new();
    fixes.retain(|fix| {
        let fresh = !known.contains(&fix.edits);
        known.push(fix.edits.clone());
        fresh
    });
    fixes.truncate(MOST);
    fixes
}

/// Ways out of traps that a passing subject stands in.
fn traps(ev: &Scene<'_, '_>, judgement: &Judgement) -> Vec<Fix> {
    let sources = &ev.configuration().sources;
    let outcome = &judgement.outcome;
    let mut fixes = Vec::new();
    for hit in &outcome.pitfalls {
        match hit.id {
            "arn-as-name" => fixes.extend(swap_attribute(sources, outcome, "arn", "name")),
            "stub-profile" => fixes.extend(attach_policy(ev, outcome)),
            _ => {}
        }
    }
    fixes
}

/// Lets Session Manager reach the instances of a role that may do nothing.
fn attach_policy(ev: &Scene<'_, '_>, outcome: &Outcome) -> Option<Fix> {
    let configuration = ev.configuration();
    let role = outcome.chain.iter().find(|link| link.kind == LinkKind::Role)?.instance.as_ref()?;
    let module = ev.module(role.scope);
    let block = &role.resource.block;
    let setting = ev.setting(block);
    if block.body.attribute("count").is_some() || block.body.attribute("for_each").is_some() || module.is_model {
        return None;
    }
    let name = ev.stock(module).free_name(&[ATTACHMENT], &role.resource.name);
    let mut draft = Draft::new(&configuration.sources);
    let text = setting.attachment(&name, &Reference::plain(ROLE, &role.resource.name).attribute("name"));
    draft.append(block.header.file, &text);
    draft.finish(format!("Attach {} to {ROLE}.{}", setting.session_manager_name(), role.resource.name))
}

/// Replaces the attribute at the end of the deciding reference.
fn swap_attribute(sources: &Sources, outcome: &Outcome, from: &str, to: &str) -> Option<Fix> {
    let deciding = outcome.deciding.as_ref()?;
    let text = sources.slice(deciding.expr.span);
    let (open, close) = if text.starts_with("\"${") { ("\"${", "}\"") } else { ("", "") };
    let inner = text.strip_prefix(open)?.strip_suffix(close)?.trim();
    let stem = inner.strip_suffix(from)?.strip_suffix('.')?;
    // `terraform fmt` writes a lone reference without the quotes, too.
    let mut draft = Draft::new(sources);
    draft.replace(deciding.expr.span, format!("{stem}.{to}"));
    draft.finish(format!("Use {stem}.{to}"))
}

/// Where profiles and roles are looked for, and new ones are added.
struct Workshop<'a> {
    sources: &'a Sources,
    slot: &'a Slot,
    setting: Setting<'a>,
    stock: Rc<Stock>,
    file: FileId,
}

impl<'a> Workshop<'a> {
    fn new(ev: &'a Scene<'_, '_>, slot: &'a Slot) -> Workshop<'a> {
        let sources = &ev.configuration().sources;
        let (setting, stock) = (ev.setting(&slot.owner), ev.stock(&slot.module));
        Workshop { sources, slot, setting, stock, file: slot.owner.header.file }
    }

    /// Sets the slot to a profile that is declared.
    fn use_profile(&self, profile: &Resource) -> Option<Fix> {
        let reference = Reference::to(self.sources, profile, &self.slot.owner)?;
        self.use_reference(&reference)
    }

    fn use_reference(&self, profile: &Reference) -> Option<Fix> {
        let mut draft = Draft::new(self.sources);
        self.slot.fill(&mut draft, self.sources, profile)?;
        draft.finish(format!("Set {} to {}", self.slot.title(), profile.text()))
    }

    /// Wraps a role in a new profile and sets the slot to it.
    fn wrap_role(&self, role: &Reference, name: &str) -> Option<Fix> {
        let name = self.stock.free_name(&[PROFILE], name);
        let mut draft = Draft::new(self.sources);
        self.slot.fill(&mut draft, self.sources, &Reference::plain(PROFILE, &name))?;
        draft.append(self.file, &self.setting.profile(&name, &role.attribute("name")));
        draft.finish(format!("Wrap {} in a new instance profile and use that", role.text()))
    }

    /// Adds a role for Session Manager and a profile, and sets the slot to it.
    fn add_all(&self) -> Option<Fix> {
        let name = self.stock.free_name(&[PROFILE, ROLE, ATTACHMENT], &self.slot.owner_name);
        let mut draft = Draft::new(self.sources);
        self.slot.fill(&mut draft, self.sources, &Reference::plain(PROFILE, &name))?;
        let role = Reference::plain(ROLE, &name).attribute("name");
        let blocks =
            [self.setting.role(&name), self.setting.attachment(&name, &role), self.setting.profile(&name, &role)];
        draft.append(self.file, &blocks.join("\n"));
        // Where a caller is mended, the same is offered inside of the module it calls.
        let owner = &self.slot.owner;
        let use_of_them = match &*owner.kind {
            "module" => format!(" for module.{}", owner.label(0)),
            _ => ", and use them".to_owned(),
        };
        draft.finish(format!("Add a role with Session Manager access and an instance profile{use_of_them}"))
    }

    /// Ways that need no role of ours, `preferred` first: a service asks more of a role than we can know.
    fn ways_with_what_is_there(&self, preferred: Option<Reference>) -> Vec<Fix> {
        let profiles = &self.stock.profiles;
        let mut fixes: Vec<Fix> = preferred.and_then(|profile| self.use_reference(&profile)).into_iter().collect();
        fixes.extend(self.wrap_written_role());
        match (profiles.as_slice(), self.stock.profile(&self.slot.owner_name)) {
            ([only], _) => fixes.extend(self.use_profile(only)),
            (_, Some(namesake)) => fixes.extend(self.use_profile(namesake)),
            _ => {}
        }
        fixes
    }

    /// Every way to fill the slot, `preferred` first.
    fn ways(&self, preferred: Option<Reference>) -> Vec<Fix> {
        let mut fixes = self.ways_with_what_is_there(preferred);
        let mut roles = self.stock.roles.iter().filter(|role| self.stock.profile_of(&role.name).is_none());
        if let (Some(role), None) = (roles.next(), roles.next())
            && let Some(reference) = Reference::to(self.sources, role, &self.slot.owner)
            && !reference.text().contains("count.index")
            && !reference.text().contains("each.key")
        {
            fixes.extend(self.wrap_role(&reference, &role.name));
        }
        fixes.extend(self.add_all());
        // Which of several is meant, only the author knows: these come last, and only to choose from.
        // Some may be among the ways already.
        let profiles = self.stock.profiles.iter();
        fixes.extend(profiles.filter_map(|profile| self.use_profile(profile)).take(2 * MOST));
        fixes
    }

    /// For a role that stands where a profile belongs: the profile that wraps it, or a new one.
    fn wrap_written_role(&self) -> Option<Fix> {
        let role = movable(self.sources, &self.slot.written()?.expr)?;
        let address = role.text().strip_prefix(ROLE)?.strip_prefix('.')?;
        let name: String = address.chars().take_while(|c| *c != '[' && *c != '.').collect();
        match self.stock.profile_of(&name) {
            Some(profile) => self.use_profile(profile),
            None => self.wrap_role(&role, &name),
        }
    }
}

/// A module of given files that may be edited.
fn editable(module: &Rc<Module>) -> bool {
    !module.is_model
}
