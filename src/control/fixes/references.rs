//! How one resource of a module refers to another.

use crate::syntax::ast::{Block, Expr, ExprKind};
use crate::terraform::configuration::{Mode, Module, Resource};
use crate::text::Sources;

/// An expression for an instance of a resource, without attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference(String);

impl Reference {
    /// A resource without `count` and `for_each`.
    pub fn plain(ty: &str, name: &str) -> Reference {
        Reference(format!("{ty}.{name}"))
    }

    /// From inside the block `from`; `None` where it is not clear which instance is meant.
    pub fn to(sources: &Sources, resource: &Resource, from: &Block) -> Option<Reference> {
        let base = format!("{}.{}", resource.ty, resource.name);
        let text = |block: &Block, name: &str| {
            block.body.attribute(name).map(|attribute| sources.slice(attribute.expr.span).to_owned())
        };
        let (count, for_each) = (text(&resource.block, "count"), text(&resource.block, "for_each"));
        let key = match (count, for_each) {
            (None, None) => "",
            (Some(count), _) if text(from, "count").as_ref() == Some(&count) => "[count.index]",
            (Some(_), _) => "[0]",
            (None, Some(for_each)) if text(from, "for_each").as_ref() == Some(&for_each) => "[each.key]",
            (None, Some(_)) => return None,
        };
        Some(Reference(format!("{base}{key}")))
    }

    /// An attribute of it.
    pub fn attribute(&self, name: &str) -> String {
        format!("{}.{name}", self.0)
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Managed resources of a type, in source order.
pub fn declared<'m>(module: &'m Module, ty: &'m str) -> impl Iterator<Item = &'m Resource> {
    module
        .resources
        .iter()
        .map(|resource| &**resource)
        .filter(move |resource| resource.mode == Mode::Managed && &*resource.ty == ty)
}

/// The reference that an expression consists of, without its last attribute: `aws_iam_role.a[0]` of
/// `aws_iam_role.a[0].arn`. Only where it means the same in another block.
pub fn movable(sources: &Sources, expr: &Expr) -> Option<Reference> {
    match &expr.kind {
        ExprKind::Parens(inner) => movable(sources, inner),
        ExprKind::Template(template) if template.wraps => match template.parts.as_slice() {
            [crate::syntax::ast::TemplatePart::Interpolation(inner)] => movable(sources, inner),
            _ => None,
        },
        ExprKind::GetAttr(source, _) if is_fixed(source) => Some(Reference(sources.slice(source.span).to_owned())),
        _ => None,
    }
}

fn is_fixed(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Variable(name) => !matches!(&**name, "each" | "count" | "var" | "local" | "module" | "self"),
        ExprKind::GetAttr(source, _) => is_fixed(source),
        ExprKind::Index(source, key) => {
            is_fixed(source) && matches!(key.kind, ExprKind::Number(_) | ExprKind::String(_))
        }
        _ => false,
    }
}

/// Whether EC2 may assume a role, as far as its text says: its trust policy names the service, or the policy document
/// that it refers to does.
pub fn is_for_ec2(sources: &Sources, module: &Module, role: &Resource) -> bool {
    let names_service = |block: &Block| sources.slice(block.span).contains("ec2.amazonaws.com");
    if names_service(&role.block) {
        return true;
    }
    let Some(policy) = role.block.body.attribute("assume_role_policy") else { return false };
    let text = sources.slice(policy.expr.span);
    module.resources.iter().any(|data| {
        data.mode == Mode::Data
            && &*data.ty == "aws_iam_policy_document"
            && mentions(text, &format!("data.aws_iam_policy_document.{}", data.name))
            && names_service(&data.block)
    })
}

/// Whether an expression's text contains an address, whole.
pub fn mentions(text: &str, address: &str) -> bool {
    text.match_indices(address).any(|(at, _)| {
        let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + address.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(|c| word(c) || c == '.') && !after.is_some_and(word)
    })
}

/// The profile of a module that wraps a role.
pub fn profile_of_role<'m>(sources: &Sources, module: &'m Module, role: &str) -> Option<&'m Resource> {
    declared(module, "aws_iam_instance_profile").find(|profile| {
        let body = &profile.block.body;
        let argument = body.attribute("role").or_else(|| body.attribute("roles"));
        argument.is_some_and(|argument| mentions(sources.slice(argument.expr.span), role))
    })
}
