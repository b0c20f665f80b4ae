//! Expressions to values.

use std::rc::Rc;

use super::access::{is_placeholder, placeholder};
use super::budget::{EVALUATION_DEPTH, LARGEST_VALUE};
use super::configuration::Mode;
use super::convert::convert;
use super::environment::Environment;
use super::evaluator::{Evaluator, Key, Stop};
use super::memo::MemoKey;
use super::operators;
use super::set;
use super::short_circuit;
use super::term::Term;
use super::terms::{bounded, term_of};
use super::types::Type;
use super::value::{Kind, Value};
use crate::sorted::SortedMap;
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, ForExpr, ObjectItem, ObjectKey, TemplatePart, UnaryOp};
use crate::terraform::display::quoted;
use crate::text::Span;

impl Evaluator<'_> {
    /// Evaluates an expression.
    pub(super) fn eval(&mut self, environment: &mut Environment, expr: &Expr) -> Result<Value, Stop> {
        if !self.budget.step() {
            return Err(Stop::Budget(expr.span));
        }
        self.deepest = self.deepest.max(self.depth);
        if self.depth >= EVALUATION_DEPTH {
            return Err(Stop::Budget(expr.span));
        }
        self.depth += 1;
        let faults = environment.faults;
        let mut result = self.eval_kind(environment, expr);
        if let Some(faults) = faults {
            result = tolerated(environment, expr, result, faults);
        }
        self.depth -= 1;
        if !self.affords(expr, &result) {
            return Err(Stop::Budget(expr.span));
        }
        result
    }

    /// Pays for a value that an expression puts together of others. A few expressions that double it share everything,
    /// and would make a value that fits into memory but takes forever to walk.
    fn affords(&self, expr: &Expr, result: &Result<Value, Stop>) -> bool {
        use ExprKind::{Call, For, Object, Splat, Tuple};
        let builds = matches!(expr.kind, Tuple(_) | Object(_) | For(_) | Splat { .. } | Call { .. });
        match result {
            Ok(value) if builds => {
                value.size(LARGEST_VALUE, EVALUATION_DEPTH).is_some_and(|size| self.budget.spend(size))
            }
            _ => true,
        }
    }

    fn eval_kind(&mut self, environment: &mut Environment, expr: &Expr) -> Result<Value, Stop> {
        match &expr.kind {
            ExprKind::Unreadable => {
                let term = Term::Opaque("an argument with a syntax error".into());
                Ok(self.symbolic(Type::Dynamic, Rc::new(term), false, false))
            }
            ExprKind::Null => Ok(Value::null()),
            ExprKind::Bool(value) => Ok(Value::bool(*value)),
            ExprKind::Number(number) => Ok(Value::number(number.clone())),
            ExprKind::String(text) => Ok(Value::string(text.clone())),
            ExprKind::Template(template) => {
                if template.wraps
                    && let [TemplatePart::Interpolation(inner)] = template.parts.as_slice()
                {
                    return self.eval(environment, inner);
                }
                self.template(environment, &template.parts, expr.span)
            }
            ExprKind::Tuple(elements) => self.tuple(environment, elements),
            ExprKind::Object(items) => self.object(environment, items, expr.span),
            ExprKind::Variable(name) => match environment.variable(name) {
                Some(value) => Ok(value.clone()),
                None => self.bare_name(environment, name, expr.span),
            },
            ExprKind::GetAttr(source, name) => self.member(environment, source, name, expr.span),
            ExprKind::Index(source, key) => self.indexed(environment, source, key, expr.span),
            ExprKind::Splat { source, each, full: _ } => self.splat(environment, source, each),
            ExprKind::SplatElement => match environment.splat.last() {
                Some(value) => Ok(value.clone()),
                None => Err(Stop::error(expr.span, "a splat element stands outside a splat")),
            },
            ExprKind::Call { name, name_span, args, expand_final } => {
                self.call(environment, name, *name_span, args, *expand_final, expr.span)
            }
            ExprKind::Conditional(condition, then, otherwise) => {
                self.conditional(environment, condition, then, otherwise, expr.span)
            }
            ExprKind::Unary(operator, operand) => self.unary(environment, *operator, operand, expr.span),
            ExprKind::Binary(operator, left, right) => self.binary(environment, *operator, left, right, expr.span),
            ExprKind::For(inner) => self.for_expr(environment, inner, expr.span),
            ExprKind::Parens(inner) => self.eval(environment, inner),
        }
    }

    // Each arm of the match above that holds values has a function of its own: all arms share one stack frame, and it is
    // there once for every level of nesting.

    fn tuple(&mut self, environment: &mut Environment, elements: &[Expr]) -> Result<Value, Stop> {
        let mut values = Vec::with_capacity(elements.len());
        for element in elements {
            values.push(self.eval(environment, element)?);
        }
        Ok(Value::tuple(values))
    }

    fn indexed(&mut self, environment: &mut Environment, of: &Expr, key: &Expr, span: Span) -> Result<Value, Stop> {
        if let ExprKind::String(name) = &key.kind
            && let Some(value) = self.projected(environment, of, name)?
        {
            return Ok(value);
        }
        if matches!(key.kind, ExprKind::Number(_) | ExprKind::String(_)) {
            self.expect_repeated(environment, of, span)?;
        }
        let of = self.eval(environment, of)?;
        let key = self.eval(environment, key)?;
        self.index(&of, &key, span)
    }

    fn member(&mut self, environment: &mut Environment, of: &Expr, name: &Rc<str>, span: Span) -> Result<Value, Stop> {
        if let Some(value) = self.named_reference(environment, of, name, span)? {
            return Ok(value);
        }
        if let Some(value) = self.projected(environment, of, name)? {
            return Ok(value);
        }
        self.expect_single(environment, of, span)?;
        let of = self.eval(environment, of)?;
        self.get_attribute(&of, name, span)
    }

    fn unary(&mut self, environment: &mut Environment, by: UnaryOp, of: &Expr, span: Span) -> Result<Value, Stop> {
        let value = self.eval(environment, of)?;
        operators::unary(self, by, &value, span)
    }

    fn binary(
        &mut self,
        environment: &mut Environment,
        by: BinaryOp,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) -> Result<Value, Stop> {
        if self.is_short_circuiting && matches!(by, BinaryOp::And | BinaryOp::Or) {
            return self.short_circuit(environment, by, (left, right), span);
        }
        let mut left = self.eval(environment, left)?;
        let mut right = match self.eval(environment, right) {
            Err(stop) => return Err(short_circuit::explained(by, &left, stop)),
            Ok(right) => right,
        };
        if matches!(by, BinaryOp::Equal | BinaryOp::NotEqual) && !left.is_null() && !right.is_null() {
            (left, right) = (self.whole(left, span)?, self.whole(right, span)?);
        }
        operators::binary(self, by, &left, &right, span)
    }

    fn object(&mut self, environment: &mut Environment, items: &[ObjectItem], span: Span) -> Result<Value, Stop> {
        let mut attributes = SortedMap::new();
        let mut open_keys = Vec::new();
        let mut marks = Value::null();
        for item in items {
            let key = match &item.key {
                ObjectKey::Name(name, _) => Value::string(name.clone()),
                ObjectKey::Expr(expr) if is_traversal(expr) => {
                    return Err(Stop::error(expr.span, "a reference as an object key must stand in parentheses"));
                }
                ObjectKey::Expr(expr) => self.eval(environment, expr)?,
            };
            let value = self.eval(environment, &item.value)?;
            marks = carry_marks(marks, &key);
            let key = convert(&key, &Type::String).map_err(|_| Stop::error(span, "an object key must be a string"))?;
            match &key.kind {
                Kind::String(name) => {
                    attributes.insert(name.clone(), value);
                }
                Kind::Null(_) => return Err(Stop::error(span, "an object key must not be null")),
                _ => open_keys.push((key, value)),
            }
        }
        if open_keys.is_empty() {
            return Ok(carry_marks(Value::object(attributes), &marks));
        }
        let values: Vec<Value> = attributes.into_values().chain(open_keys.iter().map(|(_, v)| v.clone())).collect();
        let term = bounded(Term::Apply("{...}".into(), values.iter().map(term_of).collect()));
        let element = set::any_of(values.iter(), &Type::Dynamic);
        Ok(self.symbolic(Type::Dynamic, term, true, true).refined(|unknown| unknown.element = Some(element)))
    }

    fn splat(&mut self, environment: &mut Environment, source: &Expr, each: &Expr) -> Result<Value, Stop> {
        match self.same_everywhere(environment, source, each) {
            Some(key) => {
                let mut environment = Environment::of(environment.scope, &Key::None, None);
                self.memoised(key, each.span, |evaluator| evaluator.splat_here(&mut environment, source, each))
            }
            None => self.splat_here(environment, source, each),
        }
    }

    /// The key of a splat that each instance of a block may ask for anew, `aws_subnet.a[*].id`: it is the same in all of
    /// its module.
    fn same_everywhere(&self, environment: &Environment, source: &Expr, each: &Expr) -> Option<MemoKey> {
        let ExprKind::GetAttr(ty, name) = &source.kind else { return None };
        let (ExprKind::Variable(ty), ExprKind::GetAttr(element, attribute)) = (&ty.kind, &each.kind) else {
            return None;
        };
        let scope = environment.scope;
        let declared = &self.scope(scope).module.resource_index;
        let is_hidden = environment.sealed
            || environment.variable(ty).is_some()
            || environment.iterators.iter().any(|(known, ..)| known == ty);
        // Where an error is an answer, it counts in which place it is met.
        let plain = matches!(element.kind, ExprKind::SplatElement)
            && self.trying == 0
            && environment.faults.is_none()
            && !is_hidden
            && declared.contains_key(&(Mode::Managed, ty.clone(), name.clone()));
        plain.then(|| MemoKey::Splat(scope, ty.clone(), name.clone(), attribute.clone()))
    }

    fn splat_here(&mut self, environment: &mut Environment, source: &Expr, each: &Expr) -> Result<Value, Stop> {
        let faults = environment.faults;
        let value = self.eval(environment, source)?;
        if environment.faults != faults {
            return Ok(Value::unknown(Type::Dynamic));
        }
        if let Kind::Null(Type::List(_) | Type::Set(_) | Type::Tuple(_)) = &value.kind {
            return Err(Stop::error(source.span, "a splat cannot be applied to a list that is null"));
        }
        let result = self.splat_of(environment, value.clone(), each)?;
        // Of what may be one or none, not even the type is known.
        let may_be_none = value.as_unknown().is_some_and(|unknown| is_placeholder(unknown) && is_single(&unknown.ty));
        if environment.faults != faults && !may_be_none {
            return self.faulty_splat(environment, &value, each);
        }
        Ok(carry_marks(result, &value))
    }

    /// A splat that is at fault where that does not count: of the elements the types alone decide.
    fn faulty_splat(&mut self, environment: &mut Environment, source: &Value, each: &Expr) -> Result<Value, Stop> {
        let mut type_of = |element: Type| {
            environment.splat.push(placeholder(element));
            let result = self.eval(environment, each);
            environment.splat.pop();
            Ok(result?.ty())
        };
        let ty = match source.ty() {
            Type::List(element) | Type::Set(element) => type_of((*element).clone())?.list_of(),
            Type::Tuple(elements) => {
                Type::Tuple(Rc::new(elements.iter().cloned().map(type_of).collect::<Result<_, Stop>>()?))
            }
            only => Type::Tuple(Rc::new(vec![type_of(only)?])),
        };
        Ok(Value::unknown(ty))
    }

    fn splat_of(&mut self, environment: &mut Environment, source: Value, each: &Expr) -> Result<Value, Stop> {
        let apply = |evaluator: &mut Self, environment: &mut Environment, element: &Value| {
            environment.splat.push(carry_marks(element.clone(), &source));
            let result = evaluator.eval(environment, each);
            environment.splat.pop();
            result
        };
        match &source.kind {
            Kind::Null(_) => Ok(Value::tuple(Vec::new())),
            Kind::List(ty, elements) | Kind::Set(ty, elements) if elements.is_empty() => {
                let element = placeholder(ty.clone());
                let merges = self.merges;
                let result = self.quietly(|evaluator| apply(evaluator, environment, &element));
                self.merges = merges;
                let ty = match result {
                    Ok(element) => element.ty(),
                    Err(Stop::Error(error)) => return Err(Stop::Error(error)),
                    Err(_) => Type::Dynamic,
                };
                Ok(Kind::List(ty, Rc::default()).into())
            }
            Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => {
                let mut results = Vec::with_capacity(elements.len());
                for element in elements.iter() {
                    results.push(apply(self, environment, element)?);
                }
                if matches!(source.kind, Kind::Tuple(_)) {
                    return Ok(Value::tuple(results));
                }
                as_list(results)
                    .ok_or_else(|| Stop::error(each.span, "a splat of a list must give elements of one type"))
            }
            Kind::Unknown(unknown) => {
                let is_instance = matches!(unknown.term.as_deref(), Some(Term::Instance(_) | Term::Module(_)));
                if is_instance {
                    return Ok(Value::tuple(vec![apply(self, environment, &source)?]));
                }
                if is_single(&unknown.ty) && is_placeholder(unknown) {
                    apply(self, environment, &source)?;
                    return Ok(placeholder(Type::Dynamic));
                }
                if self.splitting && is_single(&unknown.ty) {
                    // Anything else is one element, or none when it is null.
                    let null = self.is_null(&source);
                    return match self.settles(null)? {
                        true => Ok(Value::tuple(Vec::new())),
                        false => Ok(Value::tuple(vec![apply(self, environment, &source)?])),
                    };
                }
                let element = match (&unknown.element, &unknown.ty) {
                    (Some(element), _) => Some(element.clone()),
                    (None, Type::List(ty) | Type::Set(ty)) => {
                        let term = bounded(Term::Apply("[*]".into(), vec![term_of(&source)]));
                        Some(self.symbolic((**ty).clone(), term, false, false))
                    }
                    _ => None,
                };
                let (not_null, not_empty) = (unknown.not_null, unknown.not_empty);
                let is_list = unknown.ty.is_collection() || unknown.element.is_some();
                let element = match element {
                    Some(element) => Some(apply(self, environment, &element)?),
                    None => None,
                };
                let suffix = crate::terraform::references::member_names(each);
                // Of null it is empty as well.
                let term = if is_list && not_null {
                    bounded(Term::Apply(format!("splat:{suffix}").into(), vec![term_of(&source)]))
                } else {
                    bounded(Term::Apply(format!("splat:{suffix}?").into(), vec![term_of(&source)]))
                };
                let ty = match &element {
                    Some(element) if is_list => Type::List(Rc::new(element.ty())),
                    _ => Type::Dynamic,
                };
                Ok(self
                    .symbolic(ty, term, true, is_list && not_null && not_empty)
                    .refined(|unknown| unknown.element = element)
                    .absorbing(&source))
            }
            _ => Ok(Value::tuple(vec![apply(self, environment, &source)?])),
        }
    }

    fn for_expr(&mut self, environment: &mut Environment, expr: &ForExpr, span: Span) -> Result<Value, Stop> {
        let collection = self.eval(environment, &expr.collection)?;
        let collection = self.whole(collection, expr.collection.span)?;
        let entries: Vec<(Value, Value)> = match &collection.kind {
            Kind::Null(_) => return Err(Stop::error(expr.collection.span, "a null value cannot be iterated")),
            Kind::List(_, elements) | Kind::Tuple(elements) => {
                elements.iter().enumerate().map(|(index, value)| (Value::int(index as i64), value.clone())).collect()
            }
            Kind::Set(_, elements) => elements.iter().map(|value| (value.clone(), value.clone())).collect(),
            Kind::Map(_, entries) | Kind::Object(entries) => {
                entries.iter().map(|(key, value)| (Value::string(key.clone()), value.clone())).collect()
            }
            Kind::Unknown(_) => return self.for_unknown(environment, expr, &collection),
            _ => return Err(Stop::error(expr.collection.span, "this value cannot be iterated")),
        };
        if !self.budget.spend(entries.len()) {
            return Err(Stop::Budget(span));
        }
        let depth = environment.variables.len();
        let mut elements = Vec::new();
        let mut object: SortedMap<Rc<str>, Value> = SortedMap::new();
        let mut groups: SortedMap<Rc<str>, Vec<Value>> = SortedMap::new();
        let mut open = false;
        let mut marks = carry_marks(Value::null(), &collection);
        for (key, value) in entries {
            if let Some(name) = &expr.key_var {
                environment.variables.push((name.clone(), key));
            }
            environment.variables.push((expr.value_var.clone(), carry_marks(value, &collection)));
            let result = self.for_step(environment, expr, &mut marks);
            environment.variables.truncate(depth);
            let Some((key, value, certain)) = result? else { continue };
            open |= !certain;
            match key {
                None => elements.push(value),
                Some(key) => match &key.kind {
                    Kind::String(name) if expr.grouping => groups.get_or_default(name.clone()).push(value),
                    Kind::String(name) if object.contains_key(name) => match &mut environment.faults {
                        // The first of them stays.
                        Some(faults) => *faults = faults.saturating_add(1),
                        None => return Err(Stop::error(span, format!("two elements have the key {}", quoted(name)))),
                    },
                    Kind::String(name) => {
                        object.insert(name.clone(), value);
                    }
                    Kind::Null(_) => return Err(Stop::error(span, "a key must not be null")),
                    _ => {
                        open = true;
                        elements.push(value);
                    }
                },
            }
        }
        for (name, values) in groups {
            object.insert(name, Value::tuple(values));
        }
        if open {
            // Which elements there are is not known; what each looks like is.
            elements.extend(object.into_values());
            let term = bounded(Term::Apply("for".into(), vec![term_of(&collection)]));
            let element = match self.any_instance(elements.iter()) {
                Some(any) => any,
                None => set::any_of(elements.iter(), &Type::Dynamic),
            };
            return Ok(self
                .symbolic(Type::Dynamic, term, true, false)
                .refined(|unknown| unknown.element = Some(element)));
        }
        let result = if expr.key.is_some() { Value::object(object) } else { Value::tuple(elements) };
        Ok(carry_marks(result, &marks))
    }

    /// One element of a `for`: its key, its value and whether the condition certainly holds; `None` when it is left out.
    /// What keys and conditions are marked with marks the whole.
    fn for_step(
        &mut self,
        environment: &mut Environment,
        expr: &ForExpr,
        marks: &mut Value,
    ) -> Result<Option<(Option<Value>, Value, bool)>, Stop> {
        let mut certain = true;
        if let Some(condition) = &expr.condition {
            let decision = self.eval(environment, condition)?;
            let decision = self.condition(&decision, condition.span, "the condition is neither true nor false")?;
            *marks = carry_marks(marks.clone(), &decision);
            match &decision.kind {
                Kind::Bool(true) => {}
                Kind::Bool(false) => return Ok(None),
                Kind::Null(_) => return Err(Stop::error(condition.span, "the condition is null")),
                _ if self.splitting => return Err(Stop::Split(self.assumptions.atom(&term_of(&decision)))),
                _ => {
                    self.merges += 1;
                    certain = false;
                }
            }
        }
        let key = match &expr.key {
            None => None,
            Some(key) => {
                let value = self.eval(environment, key)?;
                *marks = carry_marks(marks.clone(), &value);
                Some(convert(&value, &Type::String).map_err(|message| Stop::error(key.span, message))?)
            }
        };
        let value = self.eval(environment, &expr.value)?;
        Ok(Some((key, value, certain)))
    }

    fn for_unknown(
        &mut self,
        environment: &mut Environment,
        expr: &ForExpr,
        collection: &Value,
    ) -> Result<Value, Stop> {
        let Some(unknown) = collection.as_unknown().cloned() else { return Ok(Value::unknown(Type::Dynamic)) };
        let source = term_of(collection);
        let element = match (&unknown.element, &unknown.ty) {
            (Some(element), _) => element.clone(),
            (None, Type::List(ty) | Type::Set(ty) | Type::Map(ty)) => {
                self.symbolic((**ty).clone(), bounded(Term::Apply("[*]".into(), vec![source.clone()])), false, false)
            }
            _ => self.symbolic(Type::Dynamic, bounded(Term::Apply("[*]".into(), vec![source.clone()])), false, false),
        };
        let depth = environment.variables.len();
        if let Some(name) = &expr.key_var {
            let key =
                self.symbolic(Type::Dynamic, bounded(Term::Apply("key of".into(), vec![source.clone()])), true, false);
            environment.variables.push((name.clone(), key));
        }
        environment.variables.push((expr.value_var.clone(), element));
        let mut marks = Value::null();
        let result = self.quietly(|evaluator| evaluator.for_step(environment, expr, &mut marks));
        environment.variables.truncate(depth);
        let (element, certain) = match result? {
            Some((_, value, certain)) => (Some(value), certain),
            None => (None, false),
        };
        if element.is_none() {
            let nothing = if expr.key.is_some() { Value::object(SortedMap::new()) } else { Value::tuple(Vec::new()) };
            return Ok(nothing);
        }
        let text = expr.value.span;
        let form = if expr.condition.is_some() { "for-if" } else { "for" };
        let term = bounded(Term::Apply(format!("{form}:{}:{}", text.file.0, text.start).into(), vec![source]));
        Ok(self
            .symbolic(Type::Dynamic, term, true, certain && unknown.not_empty && unknown.not_null)
            .refined(|unknown| unknown.element = element)
            .absorbing(collection))
    }
}

/// What Terraform takes for an expression that has an error in it, where errors do not count: of an operator the type
/// is known, of a call nothing, and a structure around it is as it would be.
fn tolerated(
    environment: &mut Environment,
    expr: &Expr,
    result: Result<Value, Stop>,
    faults: u32,
) -> Result<Value, Stop> {
    match &result {
        Err(stop) if stop.is_local_error() => environment.faults = Some(faults.saturating_add(1)),
        Ok(_) if environment.faults != Some(faults) => {}
        _ => return result,
    }
    let ty = match (&expr.kind, &result) {
        (ExprKind::Unary(operator, _), _) => operators::type_of_unary(*operator),
        (ExprKind::Binary(operator, ..), _) => operators::type_of_binary(*operator),
        (ExprKind::Template(template), _) if !template.wraps => Type::String,
        (ExprKind::Call { .. }, _) | (_, Err(_)) => Type::Dynamic,
        _ => return result,
    };
    Ok(Value::unknown(ty))
}

/// Whether a splat takes a value of the type for an element of its own.
fn is_single(ty: &Type) -> bool {
    !matches!(ty, Type::List(_) | Type::Set(_) | Type::Tuple(_) | Type::Dynamic)
}

/// A list of these; `None` when they are of different types.
fn as_list(values: Vec<Value>) -> Option<Value> {
    let mut types = values.iter().map(Value::ty).filter(|ty| *ty != Type::Dynamic);
    let ty = types.next().unwrap_or(Type::Dynamic);
    types.all(|other| other == ty).then(|| Kind::List(ty, Rc::new(values)).into())
}

/// An element with the sensitivity of the whole it was taken from.
pub(super) fn carry_marks(value: Value, whole: &Value) -> Value {
    match &whole.meta {
        Some(meta) if meta.sensitive || meta.ephemeral => {
            let origin = value.origin().cloned();
            let marked = value.absorbing_meta(&super::value::Meta {
                sensitive: meta.sensitive,
                ephemeral: meta.ephemeral,
                ..Default::default()
            });
            match origin {
                Some(origin) => marked.with_origin(origin),
                None => marked,
            }
        }
        _ => value,
    }
}

/// Whether it is a reference and nothing around it: `a.b["c"]`.
pub(super) fn is_traversal(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Variable(_) => true,
        ExprKind::GetAttr(source, _) => is_traversal(source),
        ExprKind::Index(source, key) => {
            matches!(key.kind, ExprKind::Number(_) | ExprKind::String(_)) && is_traversal(source)
        }
        _ => false,
    }
}
