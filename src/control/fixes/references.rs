//! How one resource of a module refers to another.

use std::rc::Rc;

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
            // Where inputs decide the number, there may be none.
            (Some(count), _) if count.trim().parse().is_ok_and(|count: u32| count > 0) => "[0]",
            (Some(_), _) => return None,
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
pub fn declared<'m>(module: &'m Module, ty: &'m str) -> impl Iterator<Item = &'m Rc<Resource>> {
    module.resources.iter().filter(move |resource| resource.mode == Mode::Managed && &*resource.ty == ty)
}

/// The reference that an expression consists of, without its last attribute: `aws_iam_role.a[0]` of
/// `aws_iam_role.a[0].arn`. Only where it means the same in another block.
pub fn movable(sources: &Sources, expr: &Expr) -> Option<Reference> {
    match &expr.unwrapped().kind {
        ExprKind::Parens(inner) => movable(sources, inner),
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

/// Names that stand behind a prefix in an expression's text, whole: `a` of `aws_iam_role.a.arn` for `aws_iam_role.`.
pub fn mentioned<'t>(text: &'t str, prefix: &str) -> Vec<&'t str> {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let names = text.match_indices(prefix).filter_map(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let rest = text.get(at + prefix.len()..)?;
        let name = rest.split(|c| !word(c)).next().filter(|name| !name.is_empty());
        name.filter(|_| !before.is_some_and(|c| word(c) || c == '.'))
    });
    names.collect()
}
