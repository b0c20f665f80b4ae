//! What the given files declare: modules, their variables, locals, outputs, resources and calls.

use std::rc::Rc;

use super::convert::convert;
use super::types::Type;
use super::value::Value;
use crate::sorted::{SortedMap, SortedSet};
use crate::syntax::ast::{Attribute, Block, Expr};
use crate::text::{FileId, Sources, Span, Texts};

/// All modules found in the given files.
#[derive(Debug, Default)]
pub struct Configuration {
    /// The texts everything was read from; those of module models included.
    pub sources: Sources,
    /// Length of all given files.
    pub bytes: usize,
    /// Modules by key: the directory relative to where the check started ("" for the top), or, for a module whose source
    /// is a model or was downloaded, a key of its own.
    pub modules: SortedMap<Rc<str>, Rc<Module>>,
    /// Keys of the modules that no other given module calls, sorted.
    pub roots: Vec<Rc<str>>,
    /// Other given files by path (templates, scripts, data), for the file functions.
    pub files: Texts,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl Configuration {
    /// The module with this key and all that it leads to, each once.
    pub fn tree(&self, root: &str) -> Vec<Rc<Module>> {
        let mut found: Vec<Rc<Module>> = self.modules.get(root).cloned().into_iter().collect();
        let mut seen: SortedSet<Rc<str>> = SortedSet::from([Rc::from(root)]);
        let mut next = 0;
        while let Some(module) = found.get(next).cloned() {
            next += 1;
            for call in module.calls.values() {
                if let CallTarget::Module(key) = &call.target
                    && let Some(called) = self.modules.get(key)
                    && seen.insert(key.clone())
                {
                    found.push(called.clone());
                }
            }
        }
        found
    }
}

/// Something wrong with the input, at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Kebab-case diagnostic code.
    pub code: &'static str,
    /// Values of the code's message placeholders, by name.
    pub arguments: Vec<(&'static str, String)>,
    /// Where.
    pub span: Option<Span>,
}

/// One directory of Terraform files, override files merged.
#[derive(Clone, Debug, Default)]
pub struct Module {
    /// Its key in [`Configuration::modules`].
    pub key: Rc<str>,
    /// Its directory relative to where the check started; where file functions of `path.module` look.
    pub directory: Rc<str>,
    /// Whether it is a model of a public module rather than given source.
    pub is_model: bool,
    /// Whether it declares no variable and uses some all the same: a part of a module, which Terraform would refuse.
    pub is_fragment: bool,
    /// `variable` blocks by name.
    pub variables: SortedMap<Rc<str>, Rc<Variable>>,
    /// Entries of all `locals` blocks.
    pub locals: SortedMap<Rc<str>, Attribute>,
    /// `output` blocks by name.
    pub outputs: SortedMap<Rc<str>, Rc<Block>>,
    /// `resource`, `data` and `ephemeral` blocks in source order.
    pub resources: Vec<Rc<Resource>>,
    /// Index into `resources` by mode, type and name.
    pub resource_index: Rc<SortedMap<ResourceName, usize>>,
    /// `module` blocks by name.
    pub calls: SortedMap<Rc<str>, Rc<ModuleCall>>,
    /// `terraform`, `provider`, `check`, `moved` and so on: not evaluated, but there to look at.
    pub others: Vec<Rc<Block>>,
    /// For a root: values of input variables from tfvars files in Terraform's order of precedence, raw.
    pub variable_values: SortedMap<Rc<str>, VariableValue>,
}

/// A value given to a root module's variable.
#[derive(Debug, Clone)]
pub enum VariableValue {
    /// From a tfvars file: an expression without references.
    Expression(Rc<Expr>),
    /// From the options of the check.
    Value(Value),
}

/// Whether the same variables are given the same values.
pub(super) fn same_values(left: &SortedMap<Rc<str>, VariableValue>, right: &SortedMap<Rc<str>, VariableValue>) -> bool {
    let same = |a: &VariableValue, b: &VariableValue| match (a, b) {
        (VariableValue::Expression(a), VariableValue::Expression(b)) => Rc::ptr_eq(a, b),
        (VariableValue::Value(a), VariableValue::Value(b)) => a == b,
        _ => false,
    };
    left.len() == right.len() && left.iter().zip(right).all(|((x, a), (y, b))| x == y && same(a, b))
}

/// `variable` block.
#[derive(Debug)]
pub struct Variable {
    /// Its name.
    pub name: Rc<str>,
    /// Its type constraint; `Dynamic` when there is none.
    pub ty: Type,
    /// Whether there is one that is none: then any value may be the variable's.
    pub is_type_wrong: bool,
    /// The default's expression.
    pub default: Option<Rc<Expr>>,
    /// Why it can be no value of the variable.
    pub wrong_default: Option<Rc<str>>,
    /// The type that stands beside the default in an override file.
    pub default_type: Option<Type>,
    /// `nullable`, true unless said otherwise.
    pub nullable: bool,
    /// `sensitive`.
    pub sensitive: bool,
    /// `ephemeral`.
    pub ephemeral: bool,
    /// Conditions of its `validation` blocks.
    pub validations: Vec<Rc<Expr>>,
    /// Whether these depend on nothing but its value.
    pub is_validated_alone: bool,
    /// Its block.
    pub block: Rc<Block>,
}

impl Variable {
    /// A default as the variable's value.
    ///
    /// # Errors
    /// Why it is none.
    pub fn fitted(&self, default: &Value) -> Result<Value, String> {
        let completed = self.default_type.as_ref().map_or(Ok(default.clone()), |ty| convert(default, ty));
        let fitted = completed
            .and_then(|value| convert(&value, &self.ty))
            .map_err(|message| format!("the default does not fit the type: {message}"))?;
        if fitted.is_null() && !self.nullable {
            return Err("the default is null, and the variable is not nullable".to_owned());
        }
        Ok(fitted)
    }
}

/// Kind of a resource block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// `resource`.
    Managed,
    /// `data`.
    Data,
    /// `ephemeral`.
    Ephemeral,
}

/// Mode, type and name of a resource.
pub type ResourceName = (Mode, Rc<str>, Rc<str>);

/// `resource`, `data` or `ephemeral` block.
#[derive(Debug)]
pub struct Resource {
    /// Which of them.
    pub mode: Mode,
    /// E.g. `aws_instance`.
    pub ty: Rc<str>,
    /// Its name.
    pub name: Rc<str>,
    /// Its block, override files merged in.
    pub block: Rc<Block>,
    /// The file it stands in.
    pub file: FileId,
    /// Fixed address, for resources of a plan or state; otherwise built from the module path.
    pub address: Option<Rc<str>>,
}

/// `module` block.
#[derive(Clone, Debug)]
pub struct ModuleCall {
    /// Its name.
    pub name: Rc<str>,
    /// Its block.
    pub block: Rc<Block>,
    /// The literal `source`, "" when it is missing or no literal.
    pub source: Rc<str>,
    /// Where `source` stands; the header of the block when it is missing.
    pub source_span: Span,
    /// The literal `version`.
    pub version: Option<Rc<str>>,
    /// Whether one of them is an expression: once it is evaluated, its value stands there.
    pub is_computed: bool,
    /// Where its source is.
    pub target: CallTarget,
}

/// What a module call leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallTarget {
    /// A module of this configuration, by key.
    Module(Rc<str>),
    /// A source that is not given.
    Remote,
    /// A local path at which nothing was given.
    Missing,
}
