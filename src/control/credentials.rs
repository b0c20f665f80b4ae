//! Access keys in user data, in the templates it is made from, and in provisioners.

use std::rc::Rc;

use crate::syntax::ast::{Expr, ExprKind, TemplatePart};
use crate::syntax::walk::walk;
use crate::terraform::configuration::ModuleCall;
use crate::terraform::evaluator::{BlockInstance, CallInstance, Evaluated, Evaluator, Instance, ScopeId};
use crate::terraform::value::{Kind, Value};
use crate::text::Span;

use super::key_text::{OPEN, has_keys};

const USER_DATA: [&str; 2] = ["user_data", "user_data_base64"];

/// Data sources that render text, and where they keep it.
const RENDERERS: [&str; 3] = ["template_file", "template_cloudinit_config", "cloudinit_config"];

/// Places in a subject that hold access keys.
pub fn of_instance(ev: &mut Evaluator<'_>, instance: &Instance) -> Vec<Span> {
    ev.quietly(|ev| {
        let mut search = Search { ev, visited: Vec::new() };
        let mut found = Vec::new();
        for name in USER_DATA {
            if let Ok(Some(evaluated)) = search.ev.attribute(instance, name)
                && search.evaluated(instance.scope, &evaluated)
            {
                found.push(evaluated.span);
            }
        }
        for block in search.ev.blocks(instance, "launch_specification").unwrap_or_default() {
            search.block(instance, &block, &mut found);
        }
        for block in search.ev.blocks(instance, "provisioner").unwrap_or_default() {
            search.block(instance, &block, &mut found);
        }
        found
    })
}

/// Arguments of a module call that hold access keys in user data.
pub fn of_call(ev: &mut Evaluator<'_>, call: &ModuleCall, instance: &CallInstance) -> Vec<Span> {
    ev.quietly(|ev| {
        let mut search = Search { ev, visited: Vec::new() };
        let mut found = Vec::new();
        for name in USER_DATA {
            if let Ok(Some(evaluated)) = search.ev.call_argument(call, instance, name)
                && search.evaluated(instance.parent, &evaluated)
            {
                found.push(evaluated.span);
            }
        }
        found
    })
}

struct Search<'s, 'e> {
    ev: &'s mut Evaluator<'e>,
    /// Expressions that were read already: locals may lead in circles.
    visited: Vec<Span>,
}

impl Search<'_, '_> {
    fn block(&mut self, instance: &Instance, block: &BlockInstance, found: &mut Vec<Span>) {
        for attribute in &block.body.attributes {
            if let Ok(Some(evaluated)) = self.ev.block_attribute(instance, block, &attribute.name)
                && self.evaluated(instance.scope, &evaluated)
            {
                found.push(evaluated.span);
            }
        }
    }

    fn evaluated(&mut self, scope: ScopeId, evaluated: &Evaluated) -> bool {
        if self.value(&evaluated.value) {
            return true;
        }
        // What is not known as a whole is read in the pieces that the source shows.
        !evaluated.value.is_wholly_known() && self.expression(scope, &evaluated.expr)
    }

    fn value(&mut self, value: &Value) -> bool {
        match &value.kind {
            Kind::String(text) => has_keys(text),
            Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => {
                elements.iter().any(|element| self.value(element))
            }
            Kind::Map(_, entries) | Kind::Object(entries) => entries.iter().any(|(name, entry)| {
                let pair = entry.as_str().map(|text| format!("{name}={text}"));
                pair.is_some_and(|pair| has_keys(&pair)) || self.value(entry)
            }),
            Kind::Unknown(_) => self.rendered(value),
            Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) => false,
        }
    }

    /// Text of data sources that render templates.
    fn rendered(&mut self, value: &Value) -> bool {
        for reference in value.flowed() {
            if !reference.data || !RENDERERS.contains(&&*reference.resource_type) {
                continue;
            }
            let Some(source) = self.ev.instance(&reference.address) else { continue };
            let here = source.resource.block.header;
            if self.visited.contains(&here) {
                continue;
            }
            self.visited.push(here);
            if let Ok(Some(template)) = self.ev.attribute(&source, "template") {
                let shown = template.value.as_str().map(open_interpolations);
                if shown.is_some_and(|text| has_keys(&text)) || self.evaluated(source.scope, &template) {
                    return true;
                }
            }
            for part in self.ev.blocks(&source, "part").unwrap_or_default() {
                if let Ok(Some(content)) = self.ev.block_attribute(&source, &part, "content")
                    && self.evaluated(source.scope, &content)
                {
                    return true;
                }
            }
        }
        false
    }

    /// What the source of an expression shows, locals and template files followed.
    fn expression(&mut self, scope: ScopeId, expr: &Expr) -> bool {
        if self.visited.contains(&expr.span) || self.visited.len() > 200 {
            return false;
        }
        self.visited.push(expr.span);
        let mut shown = String::new();
        let mut locals: Vec<Rc<str>> = Vec::new();
        let mut files: Vec<(bool, String)> = Vec::new();
        walk(expr, &mut |inner| match &inner.kind {
            ExprKind::String(text) => {
                shown.push_str(text);
                shown.push('\n');
            }
            ExprKind::Template(template) => {
                write_parts(&template.parts, &mut shown);
                shown.push('\n');
            }
            ExprKind::GetAttr(source, name) => {
                if matches!(&source.kind, ExprKind::Variable(root) if &**root == "local") {
                    locals.push(name.clone());
                }
            }
            ExprKind::Call { name, args, .. } if matches!(&**name, "templatefile" | "file") => {
                files.extend(args.first().and_then(file_name).map(|path| (&**name == "templatefile", path)));
            }
            _ => {}
        });
        if has_keys(&shown) {
            return true;
        }
        let module = self.ev.module(scope).clone();
        for (is_template, path) in files {
            let path = if module.directory.is_empty() { path } else { format!("{}/{path}", module.directory) };
            let path = crate::terraform::load::path::normalise(&path);
            let Some(text) = self.ev.given_file(&path) else { continue };
            let found = if is_template { has_keys(&open_interpolations(&text)) } else { has_keys(&text) };
            if found {
                return true;
            }
        }
        locals.iter().any(|name| {
            let local = module.locals.get(name).map(|attribute| attribute.expr.clone());
            local.is_some_and(|expr| self.expression(scope, &expr))
        })
    }
}

fn write_parts(parts: &[TemplatePart], into: &mut String) {
    for part in parts {
        match part {
            TemplatePart::Literal(text) => into.push_str(text),
            TemplatePart::Interpolation(_) => into.push(OPEN),
            TemplatePart::If { then, otherwise, .. } => {
                write_parts(then, into);
                write_parts(otherwise, into);
            }
            TemplatePart::For { body, .. } => write_parts(body, into),
        }
    }
}

/// `x/y.tpl` of `"${path.module}/x/y.tpl"` or of a literal.
fn file_name(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::String(text) => Some(text.to_string()),
        ExprKind::Template(template) => match template.parts.as_slice() {
            [TemplatePart::Interpolation(_), TemplatePart::Literal(rest)] => {
                Some(rest.trim_start_matches('/').to_owned())
            }
            _ => None,
        },
        _ => None,
    }
}

/// The text of a template with its interpolations as marks; `$${` is the text `${`.
fn open_interpolations(template: &str) -> String {
    let mut shown = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find("${") {
        if rest[..at].ends_with('$') {
            shown.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        }
        shown.push_str(&rest[..at]);
        shown.push(OPEN);
        rest = rest[at..].find('}').map_or("", |end| &rest[at + end + 1..]);
    }
    shown.push_str(rest);
    shown
}
