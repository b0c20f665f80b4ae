//! What is asked about a root module as a whole: which of its declarations matter to the answer, no reference says.

use std::rc::Rc;

/// What is found by what it is, not by a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Instance profiles by name.
    Profiles,
    /// Roles by name.
    Roles,
    /// Launch templates by name.
    Templates,
    /// Launch configurations by name.
    Configurations,
    /// What uses launch templates.
    Users,
    /// Security groups that open port 22.
    OpenSsh,
}

impl Kind {
    const ALL: [Kind; 6] =
        [Kind::Profiles, Kind::Roles, Kind::Templates, Kind::Configurations, Kind::Users, Kind::OpenSsh];

    /// Whether resources of this type are, or decide, what is found.
    pub fn is_of(self, ty: &str) -> bool {
        match self {
            Kind::Profiles => ty == "aws_iam_instance_profile",
            Kind::Roles => ty == "aws_iam_role",
            Kind::Templates => ty == "aws_launch_template",
            Kind::Configurations => ty == "aws_launch_configuration",
            Kind::Users => ty == "aws_launch_template" || super::template_users::is_user(ty),
            Kind::OpenSsh => ty.contains("security_group"),
        }
    }

    /// Whether resources of this type are looked at before any question is asked.
    pub fn is_indexed(ty: &str) -> bool {
        Kind::ALL.iter().take(4).any(|kind| kind.is_of(ty))
            || super::policies::is_attachment(ty)
            || super::template_users::is_node_group(ty)
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A role whose policies were counted: its address, and its name where that is known.
pub type AskedRole = (Rc<str>, Option<Rc<str>>);

/// Questions of a judgement, or what changed of the answers.
#[derive(Debug, Default)]
pub struct Asked {
    kinds: u8,
    /// Roles whose policies were counted.
    pub roles: Vec<AskedRole>,
    /// What attaches policies to any role there is.
    pub any_role: bool,
}

impl Asked {
    /// Adds a kind.
    pub fn add(&mut self, kind: Kind) {
        self.kinds |= kind.bit();
    }

    /// Adds all that a resource of this type may be found as.
    pub fn add_type(&mut self, ty: &str) {
        Kind::ALL.into_iter().filter(|kind| kind.is_of(ty)).for_each(|kind| self.add(kind));
    }

    /// Adds all there is.
    pub fn add_all(&mut self) {
        Kind::ALL.into_iter().for_each(|kind| self.add(kind));
        self.any_role = true;
    }

    /// Whether questions have other answers where this changed.
    pub fn is_touched_by(&self, changed: &Asked) -> bool {
        let touches = |(address, name): &AskedRole| {
            changed.any_role
                || changed.roles.iter().any(|(of, named)| match (name, named) {
                    (_, None) => of == address,
                    // A role of which the name is not known may be any.
                    (None, Some(_)) => true,
                    (Some(name), Some(named)) => name == named,
                })
        };
        self.kinds & changed.kinds != 0 || self.roles.iter().any(touches)
    }
}
