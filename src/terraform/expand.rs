//! `count`, `for_each` and `dynamic`: from declarations to instances.

use std::rc::Rc;

use super::budget::{MODULE_DEPTH, MOST_INSTANCES, MOST_INSTANCES_OF_ROOT, TOO_DEEP};
use super::comparison::compare;
use super::configuration::{CallTarget, ModuleCall, Resource};
use super::convert::convert;
use super::environment::Environment;
use super::evaluator::{
    BlockInstance, CallInstance, Condensed, Evaluator, Instance, Key, ModulePath, Scope, ScopeId, Stop,
};
use super::number::Number;
use super::set;
use super::term::{Term, Truth};
use super::terms::{bounded, term_of};
use super::types::Type;
use super::value::{Kind, Value};
use crate::syntax::ast::{Attribute, BinaryOp, Block, Body, Expr, ExprKind, ObjectKey};
use crate::text::Span;

/// How many instances a declaration makes, and with which keys.
#[derive(Clone, Debug)]
pub enum Expansion {
    /// One, without key.
    Single,
    /// `count` of them.
    Count(i64),
    /// One per key.
    Each(Vec<(Rc<str>, Value)>),
    /// An unknown number of them.
    Any {
        /// Whether it is one of a set.
        member: bool,
        /// `each.value` of whichever; `None` for `count`.
        each_value: Option<Value>,
        /// Whether there is certainly at least one.
        certain: bool,
    },
}

impl Evaluator<'_> {
    /// What `count` or `for_each` of a block in this scope make.
    pub(super) fn expand(&mut self, scope: ScopeId, block: &Block) -> Result<Expansion, Stop> {
        let mut environment = Environment::of(scope, &Key::None, None);
        if let (Some(_), Some(for_each)) = (block.body.attribute("count"), block.body.attribute("for_each")) {
            return Err(Stop::error(for_each.name_span, "count and for_each cannot stand in one block"));
        }
        if let Some(count) = block.body.attribute("count") {
            let value = self.eval(&mut environment, &count.expr)?;
            if value.meta.as_ref().is_some_and(|meta| meta.ephemeral) {
                return Err(Stop::error(count.span, "count must not come from an ephemeral value"));
            }
            if value.is_null() {
                return Err(Stop::error(count.span, "count is null; it must be a whole number"));
            }
            let number = convert(&value, &Type::Number)
                .map_err(|_| Stop::error(count.span, format!("count is {}", Self::kind_name(&value))))?;
            return match &number.kind {
                Kind::Number(number) => match number.to_i64() {
                    Some(count) if (0..=MOST_INSTANCES).contains(&count) => {
                        if !self.budget.spend(count as usize * 16) {
                            return Err(Stop::Budget(block.header));
                        }
                        Ok(Expansion::Count(count))
                    }
                    Some(count) if count > MOST_INSTANCES => {
                        self.condense(Condensed { block: block.header, count, limit: MOST_INSTANCES, of_root: false });
                        Ok(Expansion::Any { member: false, each_value: None, certain: true })
                    }
                    _ => Err(Stop::error(count.span, format!("count is {number}; it must be a whole number"))),
                },
                _ => self.open_count(&number),
            };
        }
        if let Some(for_each) = block.body.attribute("for_each") {
            let value = self.eval(&mut environment, &for_each.expr)?;
            let value = self.whole(value, for_each.span)?;
            if value.meta.as_ref().is_some_and(|meta| meta.sensitive || meta.ephemeral) {
                let message = "for_each must be neither sensitive nor ephemeral: its keys stand in addresses";
                return Err(Stop::error(for_each.span, message));
            }
            return self.expand_each(&value, for_each.span);
        }
        Ok(Expansion::Single)
    }

    /// A count that is not known. Terraform refuses one that is negative or no whole number.
    fn open_count(&mut self, count: &Value) -> Result<Expansion, Stop> {
        let term = term_of(count);
        let has_none = compare(self, BinaryOp::Greater, &term, &Number::from(0)).negated();
        let is_one = compare(self, BinaryOp::Equal, &term, &Number::from(1));
        if self.counts.len() < 16 && !self.counts.contains(&term) {
            self.counts.push(term);
        }
        match (has_none, is_one) {
            (Truth::True, _) => Ok(Expansion::Count(0)),
            (Truth::False, Truth::True) => Ok(Expansion::Count(1)),
            (Truth::False, _) => Ok(Expansion::Any { member: false, each_value: None, certain: true }),
            (Truth::Open(term), _) => self.open_expansion(term, None, false),
        }
    }

    fn open_expansion(&mut self, empty: Rc<Term>, each_value: Option<Value>, member: bool) -> Result<Expansion, Stop> {
        if self.splitting {
            return Err(Stop::Split(self.assumptions.atom(&empty)));
        }
        self.merges += 1;
        Ok(Expansion::Any { member, each_value, certain: false })
    }

    fn expand_each(&mut self, value: &Value, span: Span) -> Result<Expansion, Stop> {
        match &value.kind {
            Kind::Map(_, entries) | Kind::Object(entries) => {
                if !self.budget.spend(entries.len() * 16) {
                    return Err(Stop::Budget(span));
                }
                Ok(Expansion::Each(entries.iter().map(|(key, value)| (key.clone(), value.clone())).collect()))
            }
            Kind::Set(_, elements) => {
                let names: Option<Vec<(Rc<str>, Value)>> = elements
                    .iter()
                    .map(|element| match &element.kind {
                        Kind::String(name) => Some((name.clone(), element.clone())),
                        _ => None,
                    })
                    .collect();
                match names {
                    Some(names) => Ok(Expansion::Each(names)),
                    None if value.is_wholly_known() => {
                        Err(Stop::error(span, "for_each takes a map or a set of strings"))
                    }
                    None => Ok(Expansion::Any {
                        member: true,
                        each_value: Some(set::any_of(elements.iter(), &Type::String)),
                        certain: true,
                    }),
                }
            }
            Kind::Unknown(unknown) => {
                let each_value = match (&unknown.element, &unknown.ty) {
                    (Some(element), _) => element.clone(),
                    (None, ty) => {
                        let (ty, not_null) = match ty {
                            Type::Map(element) => ((**element).clone(), false),
                            Type::Set(element) => ((**element).clone(), true),
                            _ => (Type::Dynamic, false),
                        };
                        let term = bounded(Term::Apply("[*]".into(), vec![term_of(value)]));
                        self.symbolic(ty, term, not_null, false)
                    }
                };
                let member = matches!(unknown.ty, Type::Set(_));
                match self.is_empty(value) {
                    Truth::True => Ok(Expansion::Each(Vec::new())),
                    Truth::False => Ok(Expansion::Any { member, each_value: Some(each_value), certain: true }),
                    Truth::Open(term) => self.open_expansion(term, Some(each_value), member),
                }
            }
            _ => Err(Stop::error(
                span,
                format!("for_each is {}; it takes a map or a set of strings", Self::kind_name(value)),
            )),
        }
    }

    /// The instances of a resource block reached by this path of calls; empty when nothing is created.
    pub fn instances(&mut self, path: &ModulePath, resource: &Rc<Resource>) -> Result<Vec<Instance>, Stop> {
        let mut found = Vec::new();
        for scope in self.scopes_at(path)? {
            match self.bounded_expansion(scope, resource)? {
                Expansion::Single => found.push(self.registered(scope, resource, Key::None, None)),
                Expansion::Count(count) => {
                    for index in 0..count {
                        found.push(self.registered(scope, resource, Key::Index(index), None));
                    }
                }
                Expansion::Each(entries) => {
                    for (name, value) in entries {
                        found.push(self.registered(scope, resource, Key::Name(name), Some(value)));
                    }
                }
                Expansion::Any { member, each_value, .. } => {
                    found.push(self.registered(scope, resource, Key::any(member), each_value));
                }
            }
        }
        Ok(found)
    }

    /// What a resource block makes in a scope; where the root has too many instances already, one that stands for all.
    fn bounded_expansion(&mut self, scope: ScopeId, resource: &Rc<Resource>) -> Result<Expansion, Stop> {
        let expansion = self.expand(scope, &resource.block)?;
        let (count, first) = match &expansion {
            Expansion::Count(count) => (*count as usize, Key::Index(0)),
            Expansion::Each(entries) => match entries.first() {
                Some((name, _)) => (entries.len(), Key::Name(name.clone())),
                None => return Ok(expansion),
            },
            Expansion::Single | Expansion::Any { .. } => return Ok(expansion),
        };
        let fits = count < 2 || self.instances.len() + count <= MOST_INSTANCES_OF_ROOT;
        if fits || self.instances.get(&self.address_of(scope, resource, &first)).is_some() {
            return Ok(expansion);
        }
        let limit = MOST_INSTANCES_OF_ROOT as i64;
        self.condense(Condensed { block: resource.block.header, count: count as i64, limit, of_root: true });
        let each_value = match expansion {
            Expansion::Each(entries) => Some(set::any_of(entries.iter().map(|(_, value)| value), &Type::Dynamic)),
            _ => None,
        };
        Ok(Expansion::Any { member: false, each_value, certain: true })
    }

    fn condense(&mut self, condensed: Condensed) {
        if !self.condensed.contains(&condensed) {
            self.condensed.push(condensed);
        }
    }

    /// The module instances reached by this path of calls.
    pub fn scopes_at(&mut self, path: &ModulePath) -> Result<Vec<ScopeId>, Stop> {
        let mut scopes = vec![Self::ROOT];
        for name in path.iter() {
            let mut next = Vec::new();
            for scope in scopes {
                let Some(call) = self.scope(scope).module.calls.get(name).cloned() else { continue };
                for (key, each_value) in self.call_keys(scope, &call)? {
                    next.push(self.child_scope(scope, &call, key, each_value)?);
                }
            }
            scopes = next;
        }
        Ok(scopes)
    }

    /// The instances of a module call reached by this path of calls.
    pub fn call_instances(&mut self, path: &ModulePath, call: &Rc<ModuleCall>) -> Result<Vec<CallInstance>, Stop> {
        let mut found = Vec::new();
        for parent in self.scopes_at(path)? {
            for (key, each_value) in self.call_keys(parent, call)? {
                let address = format!("{}module.{}{}", self.scope(parent).prefix, call.name, key.suffix());
                found.push(CallInstance { address: address.into(), parent, key, each_value });
            }
        }
        Ok(found)
    }

    fn call_keys(&mut self, scope: ScopeId, call: &ModuleCall) -> Result<Vec<(Key, Option<Value>)>, Stop> {
        Ok(match self.expand(scope, &call.block)? {
            Expansion::Single => vec![(Key::None, None)],
            Expansion::Count(count) => (0..count).map(|index| (Key::Index(index), None)).collect(),
            Expansion::Each(entries) => {
                entries.into_iter().map(|(name, value)| (Key::Name(name), Some(value))).collect()
            }
            Expansion::Any { member, each_value, .. } => vec![(Key::any(member), each_value)],
        })
    }

    /// The scope of a module call's instance.
    pub(super) fn child_scope(
        &mut self,
        parent: ScopeId,
        call: &Rc<ModuleCall>,
        key: Key,
        each_value: Option<Value>,
    ) -> Result<ScopeId, Stop> {
        let index = (parent, call.name.clone(), key.clone());
        if let Some(known) = self.scope_index.get(&index) {
            return Ok(*known);
        }
        let depth = self.scope(parent).depth + 1;
        let module = match &call.target {
            CallTarget::Module(key) => self.configuration.modules.get(key).cloned(),
            CallTarget::Remote | CallTarget::Missing => None,
        };
        let Some(module) = module else {
            return Err(Stop::error(call.source_span, "the source of this module is not given"));
        };
        if depth > MODULE_DEPTH {
            return Err(Stop::Undecided(call.block.header, TOO_DEEP.into()));
        }
        if !self.budget.spend(64) {
            return Err(Stop::Budget(call.block.header));
        }
        let prefix: Rc<str> = format!("{}module.{}{}.", self.scope(parent).prefix, call.name, key.suffix()).into();
        let id = ScopeId(self.scopes.len() as u32);
        self.module_scopes.insert(prefix.trim_end_matches('.').into(), id);
        self.scopes.push(Scope {
            module,
            parent: Some(parent),
            call: Some(call.clone()),
            key,
            each_value,
            prefix,
            depth,
        });
        self.scope_index.insert(index, id);
        Ok(id)
    }

    /// The nested blocks of this type of an instance, `dynamic` ones expanded.
    pub fn blocks(&mut self, instance: &Instance, kind: &str) -> Result<Vec<BlockInstance>, Stop> {
        let block = instance.resource.block.clone();
        let environment = self.environment_of(instance);
        self.blocks_in(environment, &block.body, kind)
    }

    /// The blocks of this type in a nested block of an instance.
    pub fn nested_blocks(
        &mut self,
        instance: &Instance,
        outer: &BlockInstance,
        kind: &str,
    ) -> Result<Vec<BlockInstance>, Stop> {
        let mut environment = self.environment_of(instance);
        environment.iterators = outer.iterators.clone();
        let body = outer.body.clone();
        self.blocks_in(environment, &body, kind)
    }

    fn blocks_in(&mut self, mut environment: Environment, body: &Body, kind: &str) -> Result<Vec<BlockInstance>, Stop> {
        let mut found = Vec::new();
        for block in body.nested(kind) {
            found.push(BlockInstance {
                body: Rc::new(block.body.clone()),
                header: block.header,
                span: block.span,
                dynamic: false,
                iterators: environment.iterators.clone(),
            });
        }
        for block in body.nested("dynamic") {
            if block.label(0) == kind {
                self.expand_dynamic(&mut environment, &block, kind, &mut found)?;
            }
        }
        if body.json
            && let Some(attribute) = body.attribute(kind)
            && let ExprKind::Call { .. } = &attribute.expr.kind
        {
            // In a plan: a `dynamic` block whose `for_each` is only known after apply.
            let why = format!("how many {kind} blocks there are is only known after apply");
            return Err(Stop::Undecided(attribute.span, why.into()));
        }
        if !body.json
            && let Some(attribute) = body.attribute(kind)
        {
            // Attributes as blocks: an object or a list of objects stands for blocks.
            for (expr, span) in block_like(&attribute.expr) {
                if let Some(body) = body_of_object(expr) {
                    found.push(BlockInstance {
                        body: Rc::new(body),
                        header: attribute.name_span,
                        span,
                        dynamic: false,
                        iterators: environment.iterators.clone(),
                    });
                }
            }
        }
        found.sort_by_key(|block| block.span);
        Ok(found)
    }

    fn expand_dynamic(
        &mut self,
        environment: &mut Environment,
        block: &Rc<Block>,
        kind: &str,
        found: &mut Vec<BlockInstance>,
    ) -> Result<(), Stop> {
        let Some(content) = block.body.nested("content").into_iter().next() else {
            return Err(Stop::error(block.header, "a dynamic block needs a content block"));
        };
        let Some(for_each) = block.body.attribute("for_each") else {
            return Err(Stop::error(block.header, "a dynamic block needs for_each"));
        };
        let name: Rc<str> = match block.body.attribute("iterator").map(|attribute| &**attribute.expr) {
            Some(Expr { kind: ExprKind::Variable(name), .. }) => name.clone(),
            Some(Expr { kind: ExprKind::String(name), .. }) if block.body.json => name.clone(),
            Some(other) => return Err(Stop::error(other.span, "an iterator is a name, without quotes")),
            None => kind.into(),
        };
        let value = self.eval(environment, &for_each.expr)?;
        let entries: Vec<(Value, Value)> = match &value.kind {
            Kind::Null(_) => return Err(Stop::error(for_each.span, "for_each of a dynamic block is null")),
            Kind::List(_, elements) | Kind::Tuple(elements) => {
                elements.iter().enumerate().map(|(index, value)| (Value::int(index as i64), value.clone())).collect()
            }
            Kind::Set(_, elements) => elements.iter().map(|value| (value.clone(), value.clone())).collect(),
            Kind::Map(_, entries) | Kind::Object(entries) => {
                entries.iter().map(|(key, value)| (Value::string(key.clone()), value.clone())).collect()
            }
            Kind::Unknown(unknown) => {
                let element = unknown.element.clone();
                let source = term_of(&value);
                let open = match self.is_empty(&value) {
                    Truth::True => return Ok(()),
                    Truth::False => None,
                    Truth::Open(term) => Some(term),
                };
                if let Some(term) = open {
                    if self.splitting {
                        return Err(Stop::Split(self.assumptions.atom(&term)));
                    }
                    self.merges += 1;
                }
                let element = match (element, value.ty()) {
                    (Some(element), _) => element,
                    (None, Type::List(ty) | Type::Set(ty) | Type::Map(ty)) => self.symbolic(
                        (*ty).clone(),
                        bounded(Term::Apply("[*]".into(), vec![source.clone()])),
                        false,
                        false,
                    ),
                    (None, _) => {
                        let each = bounded(Term::Apply("[*]".into(), vec![source.clone()]));
                        self.symbolic(Type::Dynamic, each, false, false)
                    }
                };
                let key = match value.ty() {
                    Type::Set(_) => element.clone(),
                    _ => self.symbolic(Type::Dynamic, bounded(Term::Apply("key of".into(), vec![source])), true, false),
                };
                vec![(key, element)]
            }
            _ => return Err(Stop::error(for_each.span, "this value cannot be iterated")),
        };
        for (key, element) in entries {
            if !self.budget.step() {
                return Err(Stop::Budget(block.header));
            }
            let mut iterators = (*environment.iterators).clone();
            iterators.push((name.clone(), key, element));
            found.push(BlockInstance {
                body: Rc::new(content.body.clone()),
                header: block.header,
                span: block.span,
                dynamic: true,
                iterators: Rc::new(iterators),
            });
        }
        Ok(())
    }
}

fn block_like(expr: &Expr) -> Vec<(&Expr, Span)> {
    match &expr.kind {
        ExprKind::Object(_) => vec![(expr, expr.span)],
        ExprKind::Tuple(elements) => elements
            .iter()
            .filter(|element| matches!(element.kind, ExprKind::Object(_)))
            .map(|element| (element, element.span))
            .collect(),
        _ => Vec::new(),
    }
}

fn body_of_object(expr: &Expr) -> Option<Body> {
    let ExprKind::Object(items) = &expr.kind else { return None };
    let mut attributes = Vec::with_capacity(items.len());
    for item in items {
        let (name, name_span) = match &item.key {
            ObjectKey::Name(name, span) => (name.clone(), *span),
            ObjectKey::Expr(Expr { kind: ExprKind::String(name), span }) => (name.clone(), *span),
            ObjectKey::Expr(_) => continue,
        };
        let value = Rc::new(item.value.clone());
        attributes.push(Attribute { name, name_span, span: name_span.to(value.span), expr: value.into() });
    }
    Some(Body { attributes, span: expr.span, ..Body::default() })
}
