//! How a check is made.

use crate::from_json::{FromJson, Reader, json_object, json_words};
use crate::sorted::SortedMap;
use crate::syntax::json::Node;
use crate::terraform::functions::json;
use crate::terraform::value::Value;

/// Options of a check; `CheckOptions` in the JavaScript API. Every member may be left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckOptions {
    /// Judge only this directory as a root module.
    pub root: Option<String>,
    /// Values of root variables, as `-var`: they win over every tfvars file.
    pub variables: SortedMap<String, Value>,
    /// Paths of tfvars files among the given files, as `-var-file`, in order.
    pub var_files: Vec<String>,
    /// What counts as an input without a value.
    pub inputs: Inputs,
    /// Slugs of the frameworks to report on; all when left out.
    pub frameworks: Option<Vec<String>>,
    /// Names or ARNs of the profiles that may be used; any when left out.
    pub allowed_profiles: Option<Vec<String>>,
    /// What an instance is worth whose profile stands only in its launch template.
    pub launch_template_profile: LaunchTemplateProfile,
    /// Judge services that launch EC2 instances with a profile of their own as well: Batch, EMR, Beanstalk and so on.
    pub services: bool,
    /// Comments that silence findings do not count.
    pub no_inline_suppressions: bool,
}

/// Which root variables are inputs without a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inputs {
    /// Those that have neither a default nor a given value.
    #[default]
    Defaults,
    /// All of them: a pass then holds for every caller of the module.
    Any,
}

/// What an instance is worth whose profile stands only in its launch template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LaunchTemplateProfile {
    /// It fails: the control asks for the argument on the instance.
    #[default]
    RequireArgument,
    /// It passes: AWS attaches the template's profile.
    Accept,
}

json_object!(CheckOptions {} or_default {
    root,
    variables,
    var_files,
    inputs,
    frameworks,
    allowed_profiles,
    launch_template_profile,
    services,
    no_inline_suppressions,
});
json_words!(Inputs { Defaults, Any });
json_words!(LaunchTemplateProfile { RequireArgument, Accept });

/// The value of a variable.
impl FromJson for Value {
    fn from_json<'a>(node: &'a Node, reader: &mut Reader<'a>) -> Self {
        json::value(node).unwrap_or_else(|| {
            reader.wants("without a number as large as that");
            Value::null()
        })
    }
}
