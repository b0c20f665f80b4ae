//! `aws iam list-instance-profiles`, `list-instance-profiles-for-role` and `get-instance-profile`.

use serde_json::Value;

use super::Reader;
use crate::evidence::arn::{self, Scope};
use crate::evidence::facts::ListedProfile;
use crate::evidence::json;
use crate::evidence::model::InputKind;
use crate::sorted::SortedSet;

/// `InstanceProfiles[]`.
pub(super) fn profiles(reader: &mut Reader<'_>, page: &Value, profiles: &[Value]) {
    let mut accounts = SortedSet::new();
    for value in profiles {
        reader.count(InputKind::InstanceProfiles);
        let (arn, name) = (json::text(value, "Arn"), json::text(value, "InstanceProfileName"));
        let Some(profile) = arn::profile(arn, name, json::text(value, "InstanceProfileId")) else {
            reader.skip("a profile without Arn, name or id");
            continue;
        };
        let Some(Value::Array(roles)) = value.get("Roles") else {
            reader.skip("a profile without a list of Roles");
            continue;
        };
        accounts.extend(profile.arn.as_deref().and_then(|arn| Scope::from_arn(arn).account));
        let role = roles.iter().find_map(|role| json::text(role, "Arn").or_else(|| json::text(role, "RoleName")));
        reader.facts.profiles.push(ListedProfile { profile, role, source: reader.source.to_owned() });
    }
    // A single profile was asked for by name: it neither continues a listing nor ends one.
    if page.get("InstanceProfiles").is_some() {
        reader.page(page, InputKind::InstanceProfiles, accounts, SortedSet::new());
    }
}
