//! Names to values: variables, locals, resources, modules, `each`, `count`, `path`.

use std::rc::Rc;

use super::configuration::{CallTarget, Mode, Resource};
use super::environment::Environment;
use super::evaluator::{Evaluator, Instance, Key, ScopeId, Stop};
use super::expand::Expansion;
use super::memo::MemoKey;
use super::set;
use super::term::{Term, Truth};
use super::types::Type;
use super::value::{Kind, Reference, Value};
use crate::sorted::SortedMap;
use crate::syntax::ast::{Expr, ExprKind};
use crate::text::Span;

/// Attributes that say which object it is: a value read from one of them *is* that object's, whatever it was made of.
const IDENTITY: [&str; 4] = ["id", "name", "arn", "unique_id"];

/// `.a.b` of the traversal of a splat, "" where it is more than names.
pub(super) fn member_names(each: &Expr) -> String {
    match &each.kind {
        ExprKind::GetAttr(source, name) => format!("{}.{name}", member_names(source)),
        _ => String::new(),
    }
}

impl Evaluator<'_> {
    /// A name on its own.
    pub(super) fn bare_name(&mut self, environment: &Environment, name: &str, span: Span) -> Result<Value, Stop> {
        if let Some((_, key, value)) = environment.iterators.iter().rev().find(|(known, ..)| &**known == name) {
            return Ok(Value::object(SortedMap::from([("key".into(), key.clone()), ("value".into(), value.clone())])));
        }
        let message = format!("\"{name}\" on its own refers to nothing");
        Err(Stop::refusal("undeclared-reference", span, message))
    }

    /// `source.name` where the two together are a reference; `None` when `source` is a value of its own.
    pub(super) fn named_reference(
        &mut self,
        environment: &mut Environment,
        source: &Expr,
        name: &Rc<str>,
        span: Span,
    ) -> Result<Option<Value>, Stop> {
        match &source.kind {
            ExprKind::Variable(root) => {
                if environment.variable(root).is_some() || environment.sealed {
                    return Ok(None);
                }
                if environment.iterators.iter().any(|(known, ..)| known == root) {
                    return Ok(None);
                }
                let scope = environment.scope;
                let value = match &**root {
                    "var" => self.variable(scope, name, span)?,
                    "local" => self.local(scope, name, span)?,
                    "module" => self.call_value(scope, name, span)?,
                    "data" | "ephemeral" => return Ok(None),
                    "each" => match (&environment.each, &**name) {
                        (Some((key, _)), "key") => key.clone(),
                        (Some((_, value)), "value") => value.clone(),
                        _ => return Err(outside(span, format!("each.{name} has no meaning here"))),
                    },
                    "count" => match (&environment.count_index, &**name) {
                        (Some(index), "index") => index.clone(),
                        _ => return Err(outside(span, format!("count.{name} has no meaning here"))),
                    },
                    "path" => self.path_value(scope, name, span)?,
                    "terraform" | "tofu" => match &**name {
                        "workspace" => {
                            self.symbolic(Type::String, Rc::new(Term::Input("terraform.workspace".into())), true, true)
                        }
                        "applying" => {
                            self.symbolic(Type::Bool, Rc::new(Term::Input("terraform.applying".into())), true, false)
                        }
                        _ => return Err(outside(span, format!("there is no terraform.{name}"))),
                    },
                    "self" => match environment.this.clone() {
                        Some(address) => self.instance_attribute(&address, name, span)?,
                        None => return Err(outside(span, "self has no meaning here".to_string())),
                    },
                    _ => self.resource_value(scope, Mode::Managed, root, name, span)?,
                };
                Ok(Some(value))
            }
            ExprKind::GetAttr(inner, ty) => {
                let ExprKind::Variable(root) = &inner.kind else { return Ok(None) };
                if environment.variable(root).is_some() || environment.sealed {
                    return Ok(None);
                }
                let mode = match &**root {
                    "data" => Mode::Data,
                    "ephemeral" => Mode::Ephemeral,
                    _ => return Ok(None),
                };
                self.resource_value(environment.scope, mode, ty, name, span).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn path_value(&mut self, scope: ScopeId, name: &str, span: Span) -> Result<Value, Stop> {
        let root = self.scopes[0].module.directory.clone();
        let directory = self.scope(scope).module.directory.clone();
        Ok(match name {
            "module" => Value::string(relative(&root, &directory)),
            "root" => Value::string("."),
            "cwd" => self.symbolic(Type::String, Rc::new(Term::Opaque("path.cwd".into())), true, true),
            _ => return Err(outside(span, format!("there is no path.{name}"))),
        })
    }

    fn local(&mut self, scope: ScopeId, name: &Rc<str>, span: Span) -> Result<Value, Stop> {
        let Some(attribute) = self.scope(scope).module.locals.get(name).cloned() else {
            let message = format!("there is no local \"{name}\" in this module");
            return Err(Stop::refusal("undeclared-reference", span, message));
        };
        self.memoised(MemoKey::Local(scope, name.clone()), attribute.span, |evaluator| {
            let mut environment = Environment::of(scope, &Key::None, None);
            evaluator.eval(&mut environment, &attribute.expr)
        })
    }

    fn call_value(&mut self, scope: ScopeId, name: &Rc<str>, span: Span) -> Result<Value, Stop> {
        let Some(call) = self.scope(scope).module.calls.get(name).cloned() else {
            let message = format!("there is no module \"{name}\" here");
            return Err(Stop::refusal("undeclared-reference", span, message));
        };
        let base = format!("{}module.{name}", self.scope(scope).prefix);
        if !matches!(call.target, CallTarget::Module(_)) {
            return Ok(self.symbolic(Type::Dynamic, Rc::new(Term::Remote(base.into())), true, false));
        }
        self.memoised(MemoKey::Call(scope, name.clone()), call.block.header, |evaluator| {
            let expansion = evaluator.expand(scope, &call.block)?;
            evaluator.expanded_value(&base, expansion, |evaluator, key, each_value| {
                let child = evaluator.child_scope(scope, &call, key, each_value)?;
                let address: Rc<str> = evaluator.scope_address(child).into();
                Ok(Value::symbolic(Type::Dynamic, Rc::new(Term::Module(address)))
                    .refined(|unknown| unknown.not_null = true))
            })
        })
    }

    /// The value of a whole resource: one instance, a tuple of them, or an object.
    pub(super) fn resource_value(
        &mut self,
        scope: ScopeId,
        mode: Mode,
        ty: &Rc<str>,
        name: &Rc<str>,
        span: Span,
    ) -> Result<Value, Stop> {
        let module = self.scope(scope).module.clone();
        let found = module
            .resource_index
            .get(&(mode, ty.clone(), name.clone()))
            .and_then(|index| module.resources.get(*index))
            .cloned();
        let Some(resource) = found else {
            let data = if mode == Mode::Data { "data." } else { "" };
            let address: Rc<str> = format!("{}{data}{ty}.{name}", self.scope(scope).prefix).into();
            let handle = Value::symbolic(Type::Dynamic, Rc::new(Term::Instance(address)))
                .refined(|unknown| unknown.not_null = true);
            return Ok(handle.clone().refined(|unknown| unknown.element = Some(handle)));
        };
        let key = MemoKey::Resource(scope, mode, ty.clone(), name.clone());
        self.memoised(key, span, |evaluator| {
            let expansion = evaluator.expand(scope, &resource.block)?;
            let base = evaluator.base_address(scope, &resource);
            evaluator.expanded_value(&base, expansion, |evaluator, key, each_value| {
                Ok(evaluator.instance_handle(scope, &resource, key, each_value))
            })
        })
    }

    fn expanded_value(
        &mut self,
        base: &str,
        expansion: Expansion,
        mut handle: impl FnMut(&mut Self, Key, Option<Value>) -> Result<Value, Stop>,
    ) -> Result<Value, Stop> {
        match expansion {
            Expansion::Single => handle(self, Key::None, None),
            Expansion::Count(count) => {
                let mut handles = Vec::new();
                for index in 0..count {
                    handles.push(handle(self, Key::Index(index), None)?);
                }
                Ok(Value::tuple(handles))
            }
            Expansion::Each(entries) => {
                let mut handles = SortedMap::new();
                for (name, value) in entries {
                    handles.insert(name.clone(), handle(self, Key::Name(name), Some(value))?);
                }
                Ok(Value::object(handles))
            }
            Expansion::Any { member, each_value, certain } => {
                let element = handle(self, Key::any(member), each_value)?;
                let term = Rc::new(Term::Instances(base.into()));
                Ok(self.symbolic(Type::Dynamic, term, true, certain).refined(|unknown| unknown.element = Some(element)))
            }
        }
    }

    /// `module.a["k"].aws_instance.b`: the address without the instance key.
    pub(super) fn base_address(&self, scope: ScopeId, resource: &Resource) -> String {
        if let Some(address) = &resource.address {
            return address.to_string();
        }
        let mode = match resource.mode {
            Mode::Managed => "",
            Mode::Data => "data.",
            Mode::Ephemeral => "ephemeral.",
        };
        format!("{}{mode}{}.{}", self.scope(scope).prefix, resource.ty, resource.name)
    }

    /// Registers an instance and gives the unknown that stands for it.
    pub(super) fn instance_handle(
        &mut self,
        scope: ScopeId,
        resource: &Rc<Resource>,
        key: Key,
        each_value: Option<Value>,
    ) -> Value {
        let instance = self.registered(scope, resource, key, each_value);
        Value::symbolic(Type::Dynamic, Rc::new(Term::Instance(instance.address)))
            .refined(|unknown| unknown.not_null = true)
    }

    /// The instance with this key, made known by its address.
    pub(super) fn registered(
        &mut self,
        scope: ScopeId,
        resource: &Rc<Resource>,
        key: Key,
        each_value: Option<Value>,
    ) -> Instance {
        let address: Rc<str> = self.address_of(scope, resource, &key).into();
        let instance = Instance { address: address.clone(), resource: resource.clone(), scope, key, each_value };
        self.instances.insert(address, instance.clone());
        instance
    }

    /// The address of an instance, with the module path.
    pub(super) fn address_of(&self, scope: ScopeId, resource: &Resource, key: &Key) -> String {
        format!("{}{}", self.base_address(scope, resource), key.suffix())
    }

    /// One of several instances of one resource, when that is what all the elements are.
    pub(super) fn any_instance<'v>(&mut self, mut elements: impl Iterator<Item = &'v Value>) -> Option<Value> {
        let handle_of = |evaluator: &Self, value: &Value| match value.term().map(|term| &**term) {
            Some(Term::Instance(address)) => evaluator.instances.get(address).cloned(),
            _ => None,
        };
        let first_value = elements.next()?;
        let first = handle_of(self, first_value)?;
        let mut values: Vec<Value> = first.each_value.iter().cloned().collect();
        let mut several = false;
        for element in elements {
            let next = handle_of(self, element)?;
            if !Rc::ptr_eq(&next.resource, &first.resource) || next.scope != first.scope {
                return None;
            }
            several |= next.key != first.key;
            values.extend(next.each_value.clone());
        }
        if !several {
            return Some(first_value.clone());
        }
        let each_value = if values.is_empty() { None } else { Some(set::any_of(values.iter(), &Type::Dynamic)) };
        Some(self.instance_handle(first.scope, &first.resource, Key::Any, each_value))
    }

    /// `instance.name`.
    pub(super) fn instance_attribute(&mut self, address: &Rc<str>, name: &str, span: Span) -> Result<Value, Stop> {
        let Some(instance) = self.instances.get(address).cloned() else {
            return Ok(self.undeclared(address, name));
        };
        let resource = instance.resource.clone();
        let data = resource.mode != Mode::Managed;
        let canonical = self.facts.alias(&resource.ty, data, name).unwrap_or(name);
        let reference = Rc::new(Reference {
            address: address.clone(),
            resource_type: resource.ty.clone(),
            data,
            declared: true,
            attribute: name.into(),
        });
        let key = MemoKey::Attribute(address.clone(), canonical.into());
        let canonical_name: Rc<str> = canonical.into();
        let value =
            self.memoised(key, span, |evaluator| evaluator.configured_or_computed(&instance, &canonical_name))?;
        let identifies = IDENTITY.contains(&name);
        if identifies || value.origin().is_none() && !value.is_known() {
            return Ok(value.with_origin(reference));
        }
        if value.origin().is_none() {
            let mut meta = super::value::Meta::default();
            Rc::make_mut(&mut meta.flowed).push(reference);
            return Ok(value.absorbing_meta(&meta));
        }
        Ok(value)
    }

    fn configured_or_computed(&mut self, instance: &Instance, name: &Rc<str>) -> Result<Value, Stop> {
        let block = instance.resource.block.clone();
        let data = instance.resource.mode != Mode::Managed;
        let always_set = self.facts.always_set(&instance.resource.ty, data, name);
        let body = &block.body;
        if !is_meta_argument(name)
            && let Some(evaluated) = self.attribute(instance, name)?
            && !evaluated.value.is_null()
        {
            let is_unset = always_set && self.is_empty(&evaluated.value) == Truth::True;
            if !is_unset {
                return Ok(if always_set {
                    evaluated.value.refined(|unknown| {
                        unknown.not_null = true;
                        unknown.not_empty = true;
                    })
                } else {
                    evaluated.value
                });
            }
        }
        let (address, resource_type) = (instance.address.clone(), instance.resource.ty.clone());
        let reference = Reference { address, resource_type, data, declared: true, attribute: name.clone() };
        let has_blocks = body.blocks.iter().any(|nested| nested.kind == *name || dynamic_of(nested) == Some(name));
        if has_blocks {
            let blocks = self.blocks(instance, name)?;
            let mut objects = Vec::new();
            for (position, block) in blocks.iter().enumerate() {
                let mut attributes = SortedMap::new();
                for attribute in &block.body.attributes {
                    if let Some(evaluated) = self.block_attribute(instance, block, &attribute.name)? {
                        attributes.insert(attribute.name.clone(), evaluated.value);
                    }
                }
                let place = Reference { attribute: format!("{name}[{position}]").into(), ..reference.clone() };
                objects.push(Value::object(attributes).with_origin(Rc::new(place)));
            }
            if !objects.is_empty() || self.facts.only_written(&instance.resource.ty, name) {
                return Ok(Value::tuple(objects));
            }
        }
        // What the provider makes up is text, but for the numbers of versions.
        let ty = if always_set && !name.ends_with("_version") { Type::String } else { Type::Dynamic };
        Ok(self.symbolic(ty, Rc::new(Term::Attribute(Rc::new(reference))), always_set, always_set))
    }

    fn undeclared(&mut self, address: &Rc<str>, name: &str) -> Value {
        let after_modules = address
            .rsplit_once("module.")
            .map_or(&**address, |(_, rest)| rest.split_once('.').map_or(rest, |(_, rest)| rest));
        let (data, rest) = match after_modules.strip_prefix("data.") {
            Some(rest) => (true, rest),
            None => (false, after_modules),
        };
        let reference = Rc::new(Reference {
            address: address.clone(),
            resource_type: rest.split('.').next().unwrap_or(rest).into(),
            data,
            declared: false,
            attribute: name.into(),
        });
        self.symbolic(Type::Dynamic, Rc::new(Term::Opaque(format!("{address}.{name}").into())), true, true)
            .with_origin(reference)
    }

    /// `module.x.name`.
    pub(super) fn module_output(&mut self, address: &Rc<str>, name: &str, span: Span) -> Result<Value, Stop> {
        let Some(scope) = self.module_scopes.get(address).copied() else {
            return Ok(Value::symbolic(Type::Dynamic, Rc::new(Term::Remote(format!("{address}.{name}").into()))));
        };
        let module = self.scope(scope).module.clone();
        let Some(output) = module.outputs.get(name).cloned() else {
            if module.is_model {
                let term = Rc::new(Term::Remote(format!("{address}.{name}").into()));
                return Ok(self.symbolic(Type::Dynamic, term, false, false));
            }
            // As an attribute that an object does not have, it can be tried.
            return Err(Stop::error(span, format!("the module has no output \"{name}\"")));
        };
        self.memoised(MemoKey::Output(scope, name.into()), span, |evaluator| {
            let Some(attribute) = output.body.attribute("value") else {
                return Err(Stop::error(output.header, "this output has no value"));
            };
            let mut environment = Environment::of(scope, &Key::None, None);
            evaluator.eval(&mut environment, &attribute.expr)
        })
    }

    /// A known value that must not be used as the whole of an instance, e.g. `count = null`.
    pub(super) fn kind_name(value: &Value) -> &'static str {
        match value.kind {
            Kind::Null(_) => "null",
            Kind::Bool(_) => "a bool",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::List(..) | Kind::Tuple(_) => "a list",
            Kind::Set(..) => "a set",
            Kind::Map(..) | Kind::Object(_) => "a map",
            Kind::Unknown(_) => "unknown",
        }
    }
}

/// A name that means nothing at its place.
fn outside(span: Span, message: String) -> Stop {
    Stop::refusal("evaluation-error", span, message)
}

fn is_meta_argument(name: &str) -> bool {
    matches!(name, "count" | "for_each" | "provider" | "depends_on" | "lifecycle")
}

fn dynamic_of(block: &crate::syntax::ast::Block) -> Option<&Rc<str>> {
    if &*block.kind == "dynamic" { block.labels.first().map(|label| &label.text) } else { None }
}

/// `path.module`: from the root's directory to another, as Terraform prints it.
fn relative(root: &str, directory: &str) -> String {
    if root == directory {
        return ".".to_string();
    }
    if root.is_empty() {
        return directory.to_string();
    }
    let root: Vec<&str> = root.split('/').collect();
    let target: Vec<&str> = directory.split('/').filter(|part| !part.is_empty()).collect();
    let shared = root.iter().zip(&target).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; root.len() - shared];
    parts.extend(&target[shared..]);
    parts.join("/")
}
