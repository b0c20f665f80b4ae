//! Whether an attached profile still gives credentials: EC2 shows what is attached, only IAM knows whether
//! a role is in it.

use super::arn::Scope;
use super::facts::{ListedProfile, TrailEvent};
use super::model::{Conflict, ProfileAction, ProfileEvent, ProfileRef};
use super::time::Instant;
use super::trail::Trail;
use crate::sorted::SortedMap;

/// What the inputs say of profiles, by name.
pub(super) struct Profiles<'a> {
    calls: &'a SortedMap<String, Vec<TrailEvent>>,
    listed: SortedMap<&'a str, Vec<&'a ListedProfile>>,
}

/// The same of one attached profile.
#[derive(Debug, Default)]
pub(super) struct Usability {
    /// It gives no credentials.
    pub emptied: bool,
    /// The call since which it does not.
    pub since: Option<ProfileEvent>,
    /// The role in it.
    pub role: Option<String>,
    /// Calls on it since it was attached.
    pub calls: Vec<ProfileEvent>,
    pub conflict: Option<Conflict>,
    /// Inputs that list it.
    pub sources: Vec<String>,
}

impl<'a> Profiles<'a> {
    pub fn new(trail: &'a Trail, profiles: &'a [ListedProfile]) -> Self {
        let mut listed: SortedMap<&str, Vec<&ListedProfile>> = SortedMap::new();
        for known in profiles {
            listed.get_or_default(known.profile.name.as_deref().unwrap_or_default()).push(known);
        }
        // Of several listings the more worrying one comes first, whatever their order: the one without a role.
        listed.values_mut().for_each(|same| same.sort_by_key(|known| (&known.role, *known)));
        Profiles { calls: &trail.profiles, listed }
    }

    /// Judges a profile attached to an instance of that scope, at that time if it is known.
    pub fn usability(&self, profile: &ProfileRef, scope: &Scope, attached: Option<Instant>) -> Usability {
        let account = profile.arn.as_deref().and_then(|arn| Scope::from_arn(arn).account);
        // IAM is global: its events carry the region of its endpoint.
        let owner = Scope { account: account.or_else(|| scope.account.clone()), region: None };
        let calls = self.calls_on(profile, &owner);
        let emptied_by = emptied_by(profile, attached, &calls);
        let listed = self.listings_of(profile, &owner);
        let mut found = Usability {
            emptied: emptied_by.is_some(),
            since: emptied_by.cloned(),
            calls: calls.into_iter().filter(|call| attached.is_none_or(|at| call.time >= at)).cloned().collect(),
            sources: listed.iter().map(|known| known.source.clone()).collect(),
            ..Usability::default()
        };
        let Some(first) = listed.first() else { return found };
        let ids = (&first.profile.id, &profile.id);
        if first.role.is_none() || matches!(ids, (Some(listed), Some(attached)) if listed != attached) {
            found.emptied = true;
            return found;
        }
        found.role.clone_from(&first.role);
        if let Some(event) = found.since.take() {
            found.emptied = false;
            let message = format!(
                "The last call in the events given, {} at {}, took the role away, but the listing of profiles shows {}: \
                 a later call is not among the events, or the listing is older than the call.",
                event.event_name,
                event.time,
                found.role.as_deref().unwrap_or_default()
            );
            found.conflict = Some(Conflict { code: "role-disagrees".to_owned(), message });
        }
        found
    }

    fn calls_on(&self, profile: &ProfileRef, owner: &Scope) -> Vec<&'a ProfileEvent> {
        let Some(calls) = profile.name.as_ref().and_then(|name| self.calls.get(name)) else { return Vec::new() };
        calls.iter().filter(|call| call.scope.may_equal(owner)).map(|call| &call.event).collect()
    }

    fn listings_of(&self, profile: &ProfileRef, owner: &Scope) -> Vec<&'a ListedProfile> {
        let Some(listed) = profile.name.as_deref().and_then(|name| self.listed.get(name)) else { return Vec::new() };
        let same = |known: &&&ListedProfile| match (&known.profile.arn, &profile.arn) {
            (Some(listed), Some(attached)) => listed == attached,
            (Some(listed), None) => Scope::from_arn(listed).may_equal(owner),
            _ => true,
        };
        listed.iter().filter(same).copied().collect()
    }
}

/// The call since which an attached profile gives no credentials: its role was taken out and none put
/// in, or it was deleted after it was attached. A new profile of the old name does not mend that, as
/// the instance stays tied to the old one's id.
fn emptied_by<'a>(
    profile: &ProfileRef,
    attached: Option<Instant>,
    calls: &[&'a ProfileEvent],
) -> Option<&'a ProfileEvent> {
    let mut deleted = None;
    let mut removed = None;
    for event in calls {
        match event.action {
            ProfileAction::RoleRemoved => removed = Some(*event),
            ProfileAction::RoleAdded => removed = None,
            ProfileAction::ProfileDeleted if attached.is_some_and(|attached| attached > event.time) => removed = None,
            ProfileAction::ProfileDeleted => deleted = Some(*event),
            ProfileAction::ProfileCreated => {
                let id = event.profile.as_ref().and_then(|made| made.id.as_ref());
                if id.is_some() && id == profile.id.as_ref() {
                    (deleted, removed) = (None, None);
                }
            }
            _ => {}
        }
    }
    deleted.or(removed)
}
