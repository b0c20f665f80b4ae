//! The input variables of the root modules, as a form needs them that asks for their values.

use serde::Serialize;

use crate::terraform::configuration::{Configuration, VariableValue};
use crate::terraform::load::constant;
use crate::text::{Location, Span};

/// `variable` block of a root module.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InputVariable {
    /// Directory of the root module, "" for the top.
    pub root: String,
    /// Its name.
    pub name: String,
    /// The type constraint as it is written.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
    /// `description`, where it is a plain string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The default as it is written; a variable without one has to be given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The value in the tfvars files that Terraform reads by itself, as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// Whether `null` stays null, rather than giving way to the default.
    pub nullable: bool,
    /// Its block.
    pub location: Location,
}

/// Every input variable, root by root, in the order of their names.
pub fn of_roots(configuration: &Configuration) -> Vec<InputVariable> {
    let text = |span: Span| Some(configuration.sources.slice(span).to_owned());
    let mut found = Vec::new();
    for module in configuration.roots.iter().filter_map(|root| configuration.modules.get(root)) {
        for (name, variable) in &module.variables {
            let attribute = |name| variable.block.body.attribute(name);
            found.push(InputVariable {
                root: module.key.to_string(),
                name: name.to_string(),
                // Terraform 0.11 and JSON put it in quotes.
                constraint: attribute("type")
                    .map(|constraint| configuration.sources.slice(constraint.expr.span).trim_matches('"').to_owned()),
                description: attribute("description")
                    .and_then(|description| constant::string(&description.expr))
                    .map(|description| description.to_string()),
                default: variable.default.as_ref().and_then(|default| text(default.span)),
                given: match module.variable_values.get(name) {
                    Some(VariableValue::Expression(expr)) => text(expr.span),
                    _ => None,
                },
                nullable: variable.nullable,
                location: configuration.sources.location(variable.block.header),
            });
        }
    }
    found
}
