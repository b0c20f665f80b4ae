//! Which model of a public module a module call means.

use super::knowledge::{ModuleModel, Release, model_by_registry, model_by_repository};
use crate::terraform::load::source::{self, SourceAddress};
use crate::terraform::load::version::{Constraint, Version};
use crate::terraform::load::{Model, ModuleModels};

/// Where modules come from that enforce a framework: `<slug>.compliance.tf`.
const ENFORCING_HOST: &str = ".compliance.tf";

/// The models of the knowledge.
#[derive(Debug, Clone, Copy, Default)]
pub struct KnownModules;

impl ModuleModels for KnownModules {
    fn find(&self, source: &str, version: Option<&str>) -> Option<Model> {
        match source::parse(source) {
            SourceAddress::Registry { host, module, directory } => {
                let enforced_by = host.ends_with(ENFORCING_HOST).then(|| host.clone());
                let constraint = match version {
                    Some(text) => Some(Constraint::parse(text)?),
                    None => None,
                };
                let fits = |release: &Release| {
                    constraint.as_ref().is_none_or(|constraint| constraint.allows(&Version::new(*release)))
                };
                let found = model_by_registry(&module)
                    .and_then(|known| Some((known, known.releases().rev().find(|release| fits(release))?)));
                match (found, enforced_by) {
                    (Some((known, release)), enforced_by) => {
                        let model = model(known, release, directory, version.is_none());
                        Some(Model { enforced_by, ..model })
                    }
                    // Other modules of such a host are enforced as well, whatever is in them.
                    (None, Some(host)) => Some(unread(module, directory, host)),
                    (None, None) => None,
                }
            }
            SourceAddress::Git { host, repository, directory, reference } if host == "github.com" => {
                let known = model_by_repository(&repository)?;
                let (release, open) =
                    match reference.as_deref().map(|text| text.trim_start_matches("refs/").trim_start_matches("tags/"))
                    {
                        None | Some("master" | "main" | "HEAD") => (known.releases().next_back()?, true),
                        Some(tag) => (super::knowledge::parse_release(tag)?, false),
                    };
                known.releases().any(|known| known == release).then(|| model(known, release, directory, open))
            }
            _ => None,
        }
    }
}

fn model(known: &ModuleModel, release: Release, directory: String, open: bool) -> Model {
    let [major, minor, patch] = release;
    let version = format!("{major}.{minor}.{patch}");
    Model {
        key: format!("{}@{version}", known.module),
        title: format!("{} {version}", known.module),
        files: known.files(release).into_iter().map(|file| (file.path, file.text)).collect(),
        directory,
        enforced_by: None,
        assumed_release: open.then_some(version),
    }
}

fn unread(module: String, directory: String, host: String) -> Model {
    let title = module.clone();
    Model { key: module, title, files: Vec::new(), directory, enforced_by: Some(host), assumed_release: None }
}
