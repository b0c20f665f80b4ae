//! The syntax tree that native HCL, JSON syntax and templates share. Every node knows its bytes.

use std::rc::Rc;

pub use super::deferred::Deferred;
use crate::terraform::number::Number;
use crate::text::{FileId, Span};

/// A file's tree.
#[derive(Debug)]
pub struct File {
    /// Which text it was read from.
    pub id: FileId,
    /// Its top level.
    pub body: Body,
}

/// Attributes and blocks between braces, or a whole file.
#[derive(Debug, Default, Clone)]
pub struct Body {
    /// `name = expression`, in source order.
    pub attributes: Vec<Attribute>,
    /// Nested blocks, in source order.
    pub blocks: Vec<Rc<Block>>,
    /// From the first byte after `{` to the closing brace; the whole text of a file.
    pub span: Span,
    /// Read from JSON syntax, where nested blocks stand among the attributes: see [`Body::nested`].
    pub json: bool,
    /// Something in it could not be read of which not even the name is known: what is not here may stand there.
    pub incomplete: bool,
}

impl Body {
    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| &*attribute.name == name)
    }

    /// The blocks of this type.
    pub fn blocks<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Rc<Block>> {
        self.blocks.iter().filter(move |block| &*block.kind == kind)
    }

    /// The nested blocks of this type, also where JSON syntax has them as an object or a list of objects.
    pub fn nested(&self, kind: &str) -> Vec<Rc<Block>> {
        let mut blocks: Vec<Rc<Block>> = self.blocks(kind).cloned().collect();
        if let Some(attribute) = self.attribute(kind).filter(|_| self.json) {
            blocks.extend(super::json::blocks_in(attribute));
        }
        blocks
    }
}

/// `name = expression`.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Left of the equals sign.
    pub name: Rc<str>,
    /// Where the name stands.
    pub name_span: Span,
    /// Right of it.
    pub expr: Deferred,
    /// All of it.
    pub span: Span,
}

/// `kind "label" { body }`.
#[derive(Debug, Clone)]
pub struct Block {
    /// E.g. `resource`.
    pub kind: Rc<str>,
    /// Where the kind stands.
    pub kind_span: Span,
    /// E.g. `aws_instance`, `web`.
    pub labels: Vec<Label>,
    /// What is inside.
    pub body: Body,
    /// From the kind to the closing brace.
    pub span: Span,
    /// From the kind to the last label: the smallest place that names the block.
    pub header: Span,
}

impl Block {
    /// Whether it is the other one, maybe at another place: moving leaves the very text of its kind, whatever else makes a
    /// block of another one gives it a text of its own.
    pub fn is_moved(&self, other: &Block) -> bool {
        Rc::ptr_eq(&self.kind, &other.kind)
    }

    /// Text of the n-th label, "" where there is none.
    pub fn label(&self, index: usize) -> &str {
        self.labels.get(index).map_or("", |label| &label.text)
    }
}

/// A block label.
#[derive(Debug, Clone)]
pub struct Label {
    /// Without quotes.
    pub text: Rc<str>,
    /// With quotes.
    pub span: Span,
}

/// An expression and where it stands.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// All of it.
    pub span: Span,
}

impl Expr {
    /// The `x` of `"${x}"`, as before Terraform 0.12, which gives the value of `x`; any other expression itself.
    pub fn unwrapped(&self) -> &Expr {
        match &self.kind {
            ExprKind::Template(template) if template.wraps => match template.parts.as_slice() {
                [TemplatePart::Interpolation(inner)] => inner.unwrapped(),
                _ => self,
            },
            _ => self,
        }
    }
}

/// The forms of an expression.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// What stands here has a syntax error.
    Unreadable,
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number, exact.
    Number(Number),
    /// A string without interpolation, unescaped.
    String(Rc<str>),
    /// A string or heredoc with interpolation or directives, or one that only wraps an interpolation.
    Template(Rc<Template>),
    /// `[a, b]`.
    Tuple(Vec<Expr>),
    /// `{ k = v }`.
    Object(Vec<ObjectItem>),
    /// The first name of a reference: `var`, `aws_instance`, `each`, or a `for` variable.
    Variable(Rc<str>),
    /// `source.name`. Numeric legacy indexes (`a.0`) are `Index` with a number literal.
    GetAttr(Box<Expr>, Rc<str>),
    /// `source[key]`.
    Index(Box<Expr>, Box<Expr>),
    /// `source[*].rest` (`full`) or `source.*.rest` (attribute-only): `each` is evaluated for every element, which is
    /// [`ExprKind::SplatElement`] inside it.
    Splat {
        /// What is iterated.
        source: Box<Expr>,
        /// The traversal applied to each element.
        each: Box<Expr>,
        /// `[*]` rather than `.*`.
        full: bool,
    },
    /// The current element inside the `each` of a splat.
    SplatElement,
    /// `name(args...)`; `name` is `provider::aws::f` for provider functions.
    Call {
        /// As written, with `::`.
        name: Rc<str>,
        /// Where the name stands.
        name_span: Span,
        /// In order.
        args: Vec<Expr>,
        /// Whether the last argument is expanded with `...`.
        expand_final: bool,
    },
    /// `condition ? then : otherwise`.
    Conditional(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `!x`, `-x`.
    Unary(UnaryOp, Box<Expr>),
    /// `a op b`.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `[for k, v in c : value if cond]` and `{for k, v in c : key => value... if cond}`.
    For(Box<ForExpr>),
    /// `(x)`.
    Parens(Box<Expr>),
}

/// `for` in brackets or braces.
#[derive(Debug, Clone)]
pub struct ForExpr {
    /// First of two names.
    pub key_var: Option<Rc<str>>,
    /// The only or second name.
    pub value_var: Rc<str>,
    /// What is iterated.
    pub collection: Expr,
    /// Present in `{for ...}`.
    pub key: Option<Expr>,
    /// The element or value.
    pub value: Expr,
    /// After `if`.
    pub condition: Option<Expr>,
    /// `...` after the value: values of one key are grouped.
    pub grouping: bool,
}

/// One `key = value` of an object expression.
#[derive(Debug, Clone)]
pub struct ObjectItem {
    /// A bare identifier or any expression.
    pub key: ObjectKey,
    /// The value.
    pub value: Expr,
}

/// Key of an object item.
#[derive(Debug, Clone)]
pub enum ObjectKey {
    /// `name =`: the name itself is the key.
    Name(Rc<str>, Span),
    /// `"name" =`, `(expr) =`.
    Expr(Expr),
}

/// A template: literal text, interpolations and directives, trims and heredoc indentation already applied.
#[derive(Debug, Clone)]
pub struct Template {
    /// In order.
    pub parts: Vec<TemplatePart>,
    /// `"${x}"` and nothing else, and not a heredoc: gives the value of `x`, whatever its type.
    pub wraps: bool,
}

/// A part of a template.
#[derive(Debug, Clone)]
pub enum TemplatePart {
    /// Text as it is.
    Literal(Rc<str>),
    /// `${x}`.
    Interpolation(Expr),
    /// `%{if c}..%{else}..%{endif}`.
    If {
        /// The condition.
        condition: Expr,
        /// Parts when true.
        then: Vec<TemplatePart>,
        /// Parts when false.
        otherwise: Vec<TemplatePart>,
    },
    /// `%{for k, v in c}..%{endfor}`.
    For {
        /// First of two names.
        key_var: Option<Rc<str>>,
        /// The only or second name.
        value_var: Rc<str>,
        /// What is iterated.
        collection: Expr,
        /// Parts per element.
        body: Vec<TemplatePart>,
    },
}

/// Unary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `!`.
    Not,
    /// `-`.
    Negate,
}

/// Binary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
    /// `%`.
    Modulo,
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterEqual,
    /// `&&`.
    And,
    /// `||`.
    Or,
}
