//! Models of well-known public modules, by release: what in them decides the instance profile, as Terraform.
//!
//! A model is a small module of our own that stands in for the real one. It declares the inputs, resources and
//! outputs that matter to the control and nothing else, under the addresses the real module uses. Whoever evaluates
//! it therefore ignores arguments the model does not declare, and takes outputs it does not declare as unknown.

use std::sync::LazyLock;

use serde::Serialize;

use super::read;
use crate::from_json::json_object;

/// A public module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModuleModel {
    /// Registry address without host: `<namespace>/<name>/<provider>`.
    pub module: String,
    /// GitHub repository of its source, `<owner>/<name>`. Tags are releases, most with a `v` before them.
    pub git: String,
    /// Whether it launches instances, so that each call of it is a subject. Others only hand out values.
    pub launches: bool,
    /// Every modelled release, ascending, separated by spaces.
    pub releases: String,
    /// The module itself (`""`) and its submodules.
    pub directories: Vec<ModelDirectory>,
}

json_object!(ModuleModel { module, git, launches, releases, directories });

/// A directory of a modelled module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModelDirectory {
    /// Path inside the module, `""` or e.g. `wrappers`.
    pub path: String,
    /// Ascending; each holds until the next.
    pub ranges: Vec<ModelRange>,
}

json_object!(ModelDirectory { path, ranges });

/// Releases that behave alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ModelRange {
    /// First release.
    pub since: String,
    /// The inputs a caller sets to get a profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs: Option<ProfileInputs>,
    /// Files of the model, below `modules/`.
    pub files: Vec<String>,
}

json_object!(ModelRange { since, inputs, files });

/// Names of the inputs that give a module its profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProfileInputs {
    /// Takes a profile that exists.
    pub profile: String,
    /// What `profile` takes: `name` or `arn`.
    pub takes: String,
    /// Set to true, makes the module create role and profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create: Option<String>,
    /// Must be set together with `create`: the name of the role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_name: Option<String>,
    /// Map of policy ARNs for the created role (a list in eks 18).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policies: Option<String>,
}

json_object!(ProfileInputs { profile, takes, create, role_name, policies });

/// One file of a model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModelFile {
    /// Path inside the module, e.g. `wrappers/wrappers-v6.0.tf`.
    pub path: String,
    /// Terraform.
    pub text: &'static str,
}

/// A release as numbers: major, minor, patch.
pub type Release = [u64; 3];

static MODELS: LazyLock<Vec<ModuleModel>> = LazyLock::new(|| read(include_str!("modules/index.json")));

/// All models.
pub fn module_models() -> &'static [ModuleModel] {
    &MODELS
}

/// The model of a registry module, by `<namespace>/<name>/<provider>`.
pub fn model_by_registry(address: &str) -> Option<&'static ModuleModel> {
    MODELS.iter().find(|model| model.module == address)
}

/// The model of a GitHub repository, by `<owner>/<name>` in any case.
pub fn model_by_repository(repository: &str) -> Option<&'static ModuleModel> {
    MODELS.iter().find(|model| model.git.eq_ignore_ascii_case(repository))
}

/// Reads `6.4.0` or `v6.4.0`.
pub fn parse_release(text: &str) -> Option<Release> {
    let mut numbers = text.strip_prefix('v').unwrap_or(text).split('.').map(|part| part.parse().ok());
    let release = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(release)
}

impl ModuleModel {
    /// The modelled releases, ascending.
    pub fn releases(&self) -> impl DoubleEndedIterator<Item = Release> {
        self.releases.split(' ').filter_map(parse_release)
    }

    /// The whole module as it behaves in a release: the files of every directory that the release has.
    pub fn files(&self, release: Release) -> Vec<ModelFile> {
        let file = |directory: &ModelDirectory, name: &String| {
            let text = FILES.iter().find(|(known, _)| known == name)?.1();
            let base = name.rsplit('/').next().unwrap_or(name);
            let path = if directory.path.is_empty() { base.to_owned() } else { format!("{}/{base}", directory.path) };
            Some(ModelFile { path, text })
        };
        let ranges = self.directories.iter().filter_map(|directory| Some((directory, directory.range(release)?)));
        ranges.flat_map(|(directory, range)| range.files.iter().filter_map(move |name| file(directory, name))).collect()
    }

    /// The inputs that give a directory of the module its profile in a release; `None` where there are none, as in
    /// wrappers, which take them per item.
    pub fn inputs(&self, path: &str, release: Release) -> Option<&ProfileInputs> {
        self.directories.iter().find(|directory| directory.path == path)?.range(release)?.inputs.as_ref()
    }
}

impl ModelDirectory {
    /// The range a release falls into; `None` before the first.
    pub fn range(&self, release: Release) -> Option<&ModelRange> {
        self.ranges.iter().rev().find(|range| parse_release(&range.since).is_some_and(|since| since <= release))
    }
}

macro_rules! model_files {
    ($($name:literal),* $(,)?) => { &[$(($name, || include_str!(concat!("modules/", $name)))),*] };
}

/// A function for each text: the build puts those that few checks call into the second part of the module.
type Text = fn() -> &'static str;

static FILES: &[(&str, Text)] = model_files![
    "autoscaling/group-v2.0.tf",
    "autoscaling/group-v2.9.tf",
    "autoscaling/groups-v5.1.tf",
    "autoscaling/groups-v7.0.tf",
    "autoscaling/groups-v9.0.tf",
    "autoscaling/launch-configuration-v2.tf",
    "autoscaling/mixed-inputs.tf",
    "autoscaling/profile-v5.1.tf",
    "autoscaling/profile-v6.5.tf",
    "autoscaling/template-inputs.tf",
    "autoscaling/template-v5.1.tf",
    "autoscaling/v1.tf",
    "autoscaling/v4.tf",
    "autoscaling/version-v4.0.tf",
    "autoscaling/version-v4.3.tf",
    "autoscaling/wrappers-v8.3.tf",
    "autoscaling/wrappers-v9.0.tf",
    "ec2-instance/inputs-v1.tf",
    "ec2-instance/inputs-v3.tf",
    "ec2-instance/instances-v1.0.tf",
    "ec2-instance/instances-v1.9.tf",
    "ec2-instance/instances-v3.0.tf",
    "ec2-instance/instances-v3.1.tf",
    "ec2-instance/instances-v4.2.tf",
    "ec2-instance/instances-v5.0.tf",
    "ec2-instance/instances-v6.0.tf",
    "ec2-instance/role.tf",
    "ec2-instance/wrappers-v3.6.tf",
    "ec2-instance/wrappers-v4.2.tf",
    "ec2-instance/wrappers-v5.0.tf",
    "ec2-instance/wrappers-v6.0.tf",
    "eks/items-v18.0.tf",
    "eks/items-v18.5.tf",
    "eks/managed-group-v18.0.tf",
    "eks/managed-group-v18.2.5.tf",
    "eks/managed-group-v19.tf",
    "eks/managed.tf",
    "eks/role.tf",
    "eks/root-v17.tf",
    "eks/root-v18.0.tf",
    "eks/root-v18.11.tf",
    "eks/root-v19.tf",
    "eks/root-v21.tf",
    "eks/self-managed-group-v18.tf",
    "eks/self-managed-group-v19.tf",
    "eks/self-managed-group-v21.tf",
    "eks/self-managed.tf",
    "eks/template-inputs.tf",
    "iam/assumable-role.tf",
    "iam/assumable-role-outputs-v2.0.tf",
    "iam/assumable-role-outputs-v4.tf",
    "iam/assumable-role-profile.tf",
    "iam/assumable-role-profile-outputs-v2.7.tf",
    "iam/role-v6.tf",
    "label/label-v0.12.tf",
    "label/label-v0.19.tf",
];
