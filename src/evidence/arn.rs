//! What Amazon Resource Names, instance ids and availability zones tell.

use super::model::ProfileRef;

/// Account and region, as far as known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scope {
    pub account: Option<String>,
    pub region: Option<String>,
}

impl Scope {
    /// Reads both from `arn:partition:service:region:account:...`.
    pub fn from_arn(arn: &str) -> Scope {
        let mut parts = arn.split(':').skip(3);
        let mut part = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
        if !arn.starts_with("arn:") {
            return Scope::default();
        }
        let region = part();
        Scope { account: part(), region }
    }

    /// Fills what is still unknown.
    pub fn or(self, other: Scope) -> Scope {
        Scope { account: self.account.or(other.account), region: self.region.or(other.region) }
    }

    /// False where both know and differ.
    pub fn may_equal(&self, other: &Scope) -> bool {
        let may = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
        may(&self.account, &other.account) && may(&self.region, &other.region)
    }
}

/// The instance id in `i-...` or `arn:aws:ec2:...:instance/i-...`.
pub(super) fn instance_id(text: &str) -> Option<&str> {
    let id = text.rsplit(['/', ':']).next()?;
    let hex = id.strip_prefix("i-")?;
    (!hex.is_empty() && hex.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(id)
}

/// Last segment of a profile's ARN; a plain name is returned as it is.
pub(super) fn profile_name(name_or_arn: &str) -> &str {
    if name_or_arn.starts_with("arn:") { name_or_arn.rsplit('/').next().unwrap_or(name_or_arn) } else { name_or_arn }
}

/// A profile from what a source gives of it; `None` where it gives nothing.
pub(super) fn profile(arn: Option<String>, name: Option<String>, id: Option<String>) -> Option<ProfileRef> {
    let name = name.or_else(|| arn.as_deref().map(|arn| profile_name(arn).to_owned()));
    (name.is_some() || id.is_some()).then_some(ProfileRef { arn, name, id })
}

/// The region of an availability, local or wavelength zone: `us-east-1` of `us-east-1a` and `us-east-1-bos-1a`.
pub(super) fn region_of_zone(zone: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in zone.split('-') {
        let number = part.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
            parts.push(number);
            return (parts.len() > 2).then(|| parts.join("-"));
        }
        parts.push(part);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_name_their_region() {
        for (zone, region) in [
            ("us-east-1a", Some("us-east-1")),
            ("us-gov-west-1b", Some("us-gov-west-1")),
            ("us-east-1-bos-1a", Some("us-east-1")),
            ("us-west-2-wl1-den-wlz-1", Some("us-west-2")),
            ("", None),
            ("1a", None),
        ] {
            assert_eq!(region_of_zone(zone).as_deref(), region, "{zone}");
        }
    }

    #[test]
    fn profile_names_are_the_last_segment_of_the_arn() {
        assert_eq!(profile_name("arn:aws:iam::111122223333:instance-profile/app/web"), "web");
        assert_eq!(profile_name("web"), "web");
    }
}
