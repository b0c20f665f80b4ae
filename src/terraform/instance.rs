//! Instances of resources, blocks and module calls, and the keys that tell them apart.

use std::rc::Rc;

use super::configuration::Resource;
use super::display;
use super::value::Value;
use crate::syntax::ast::{Body, Expr};
use crate::text::Span;

/// An instance of a module within a root: index into the evaluator's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScopeId(pub u32);

/// Names of the calls that lead from the root to a module.
pub type ModulePath = Rc<[Rc<str>]>;

/// Instance key of a resource or module.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// Neither `count` nor `for_each`.
    None,
    /// `[0]`.
    Index(i64),
    /// `["a"]`.
    Name(Rc<str>),
    /// One of an unknown number: `[*]`.
    Any,
    /// One of an unknown set, whose members are their own keys: `[*]`.
    AnyMember,
}

impl Key {
    pub(super) fn any(member: bool) -> Key {
        if member { Key::AnyMember } else { Key::Any }
    }

    /// Whether this key stands for the other: it is the same, or open.
    fn stands_for(&self, other: &Key) -> bool {
        self == other
            || matches!((self, other), (Key::Any, Key::Index(_) | Key::Name(_)) | (Key::AnyMember, Key::Name(_)))
    }

    /// As Terraform prints it in an address.
    pub fn suffix(&self) -> String {
        match self {
            Key::None => String::new(),
            Key::Index(index) => format!("[{index}]"),
            Key::Name(name) => format!("[{}]", display::quoted_key(name)),
            Key::Any | Key::AnyMember => "[*]".to_string(),
        }
    }
}

/// A resource or data instance.
#[derive(Clone, Debug)]
pub struct Instance {
    /// As Terraform prints it, with the module path.
    pub address: Rc<str>,
    /// The declaration.
    pub resource: Rc<Resource>,
    /// The module instance it lives in.
    pub scope: ScopeId,
    /// Its key.
    pub key: Key,
    /// `each.value`, where there is `for_each`.
    pub each_value: Option<Value>,
}

/// Instances too many to tell apart: one, `[*]`, stands for all of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condensed {
    /// Header of the block.
    pub block: Span,
    /// How many instances it makes.
    pub count: i64,
    /// Most of them that a block may make, or a root module with all its blocks.
    pub limit: i64,
    /// Whether it is the limit of the root module.
    pub of_root: bool,
}

/// A nested block of an instance after expansion of `dynamic`.
#[derive(Clone, Debug)]
pub struct BlockInstance {
    /// What is inside.
    pub body: Rc<Body>,
    /// The smallest place that names it.
    pub header: Span,
    /// All of it.
    pub span: Span,
    /// Whether a `dynamic` block made it.
    pub dynamic: bool,
    /// Iterator variables of the enclosing `dynamic` blocks: name, key, value.
    pub iterators: Rc<Vec<(Rc<str>, Value, Value)>>,
}

/// The value of an argument and where it stands.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// What it evaluates to.
    pub value: Value,
    /// The whole `name = expression`.
    pub span: Span,
    /// The expression.
    pub expr: Rc<Expr>,
}

/// An instance of a module call.
#[derive(Clone, Debug)]
pub struct CallInstance {
    /// `module.a["k"]`, with the path before it.
    pub address: Rc<str>,
    /// The module instance the call stands in.
    pub parent: ScopeId,
    /// Its key.
    pub key: Key,
    /// `each.value`, where there is `for_each`.
    pub each_value: Option<Value>,
}

/// The keys in an address, from the outermost module call to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys(pub(super) Vec<Key>);

impl Keys {
    /// Whether an address with these keys stands for one with the others, of the same block: an open key stands for
    /// whichever there turns out to be.
    pub fn stand_for(&self, others: &Keys) -> bool {
        self.0.len() == others.0.len() && self.0.iter().zip(&others.0).all(|(key, other)| key.stands_for(other))
    }
}
