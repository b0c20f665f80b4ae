//! What judging one subject gives, before it becomes a result of the report: the verdict, its reasons as data, and the
//! facts that fixes and the verdicts of other tools are made from.

use std::rc::Rc;

use crate::report::model::{Assumption, LinkKind, LinkStatus, Status};
use crate::sorted::SortedSet;
use crate::syntax::ast::{Block, Expr};
use crate::terraform::configuration::{Module, ModuleCall, Resource};
use crate::terraform::evaluator::{BlockInstance, Instance};
use crate::terraform::term::Assumptions;
use crate::text::Span;

use super::knowledge;

/// Values for the placeholders of a code's message, by name.
pub type Arguments = Vec<(&'static str, String)>;

/// The verdict on one subject instance, all cases merged.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Key of the root module.
    pub root: Rc<str>,
    /// As Terraform prints it; without a key where nothing is created.
    pub address: String,
    /// Terraform type, or `module` for a modelled module call.
    pub resource_type: String,
    /// The module the subject's block stands in.
    pub module: Rc<Module>,
    /// What was judged.
    pub subject: Subject,
    /// The verdict and what it rests on. Where cases differ, `status` and `code` are those of the whole and the rest is
    /// that of the worst case.
    pub outcome: Outcome,
    /// The cases, where they differ and inputs decide between them.
    pub cases: Vec<JudgedCase>,
}

/// The block a judgement is about.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A resource block.
    Resource {
        /// The block.
        resource: Rc<Resource>,
        /// The instance; `None` where nothing is created or the number of instances is not known.
        instance: Option<Instance>,
    },
    /// A module block.
    Call(Rc<ModuleCall>),
}

/// One case of a conditional judgement.
#[derive(Clone, Debug)]
pub struct JudgedCase {
    /// The inputs assumed.
    pub when: Vec<Assumption>,
    /// The verdict under them.
    pub outcome: Outcome,
}

/// The verdict under one set of assumptions.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The verdict.
    pub status: Status,
    /// Kebab-case reason code.
    pub code: &'static str,
    /// For the code's message; `address` is filled in from the subject.
    pub arguments: Arguments,
    /// Smallest place that shows it.
    pub span: Span,
    /// From the instance to its policies, as far as it could be followed.
    pub chain: Vec<Link>,
    /// The expression whose value decided.
    pub deciding: Option<Deciding>,
    /// Traps.
    pub pitfalls: Vec<Hit>,
    /// What fixes and other tools' verdicts ask for.
    pub facts: Facts,
}

impl Outcome {
    /// An outcome at the header of an instance's block.
    pub fn at(instance: &Instance, code: &'static str) -> Outcome {
        Outcome {
            status: knowledge::status(code),
            code,
            arguments: Vec::new(),
            span: instance.resource.block.header,
            chain: vec![Link::declared(LinkKind::Instance, instance)],
            deciding: None,
            pitfalls: Vec::new(),
            facts: Facts::default(),
        }
    }

    /// An outcome at the header of a block of which no instance can be named.
    pub fn blank(block: &Block, address: &str, code: &'static str) -> Outcome {
        let link = Link::outside(LinkKind::Instance, address, "");
        Outcome {
            status: knowledge::status(code),
            code,
            arguments: Vec::new(),
            span: block.header,
            chain: vec![Link { status: LinkStatus::Ok, reason: None, span: Some(block.header), ..link }],
            deciding: None,
            pitfalls: Vec::new(),
            facts: Facts::default(),
        }
    }

    /// The same with one more argument for its message.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Outcome {
        self.arguments.push((name, value.into()));
        self
    }
}

/// An expression that decided a verdict, and where it is evaluated.
#[derive(Clone, Debug)]
pub struct Deciding {
    /// The instance in whose module the expression stands.
    pub instance: Instance,
    /// The nested block it stands in, when a `dynamic` block binds iterators for it.
    pub block: Option<BlockInstance>,
    /// The expression.
    pub expr: Rc<Expr>,
    /// What is assumed in the case that it decided.
    pub assumptions: Assumptions,
}

impl Deciding {
    /// An expression of an instance, or of a block in it.
    pub fn new(instance: &Instance, block: Option<&BlockInstance>, expr: &Rc<Expr>) -> Deciding {
        let assumptions = Assumptions::default();
        Deciding { instance: instance.clone(), block: block.cloned(), expr: expr.clone(), assumptions }
    }
}

/// One link of the credential chain.
#[derive(Clone, Debug)]
pub struct Link {
    /// What it is.
    pub kind: LinkKind,
    /// Terraform address where declared, otherwise the literal name or ARN, or "".
    pub address: String,
    /// Whether credentials get through.
    pub status: LinkStatus,
    /// The profile name, the role name, the number of policies.
    pub value: Option<String>,
    /// Why it is broken or unknown.
    pub reason: Option<String>,
    /// Where it is declared.
    pub span: Option<Span>,
    /// The declared instance behind it.
    pub instance: Option<Instance>,
}

/// A trap that was stepped into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Fixed id of the pitfall.
    pub id: &'static str,
    /// Where it shows.
    pub span: Span,
}

/// Adds traps that are not there yet.
pub fn add_new(hits: &mut Vec<Hit>, more: Vec<Hit>) {
    let mut seen: SortedSet<(&str, Option<Span>)> = hits.iter().map(|hit| (hit.id, Some(hit.span))).collect();
    hits.extend(more.into_iter().filter(|hit| seen.insert((hit.id, Some(hit.span)))));
}

/// Facts about a subject beside its verdict.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Its own profile argument (of the block, for a launch template). `None` for subjects without one, such as groups.
    pub argument: Option<Argument>,
    /// The launch template or configuration it launches from.
    pub template: Option<TemplateUse>,
    /// Whether nothing is created (`count = 0`, an empty `for_each`, a module that is not instantiated).
    pub creates_nothing: bool,
    /// Where a profile the subject uses has no usable role: address of the profile.
    pub profile_without_role: Option<Rc<str>>,
    /// A role that stands where a profile belongs.
    pub role_as_profile: Option<Instance>,
}

/// A profile argument as its author wrote it, and what came of it.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Name of the argument: `iam_instance_profile`, `name`, `arn`, `role`.
    pub name: &'static str,
    /// What the text says.
    pub source: ArgumentSource,
    /// What it evaluates to.
    pub value: ArgumentValue,
    /// Where its expression stands.
    pub span: Option<Span>,
    /// The nested block it belongs to (`iam_instance_profile { }` of a template), if there is one.
    pub block: Option<BlockInstance>,
}

/// The text of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentSource {
    /// Not there.
    Omitted,
    /// The literal `null`.
    Null,
    /// A literal string.
    Literal(Rc<str>),
    /// Anything else, as written.
    Expression(String),
}

/// The value of an argument, as far as the control cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentValue {
    /// Omitted or null.
    Null,
    /// `""`.
    Empty,
    /// A known name.
    Name(String),
    /// A known ARN.
    Arn(String),
    /// Not null and not empty, but the text is not known.
    SomeText,
    /// Not known.
    Unknown,
}

/// A launch template or launch configuration in use.
#[derive(Clone, Debug)]
pub struct TemplateUse {
    /// Its address, or the literal name or id.
    pub address: String,
    /// The declaration, when it is in this configuration.
    pub instance: Option<Instance>,
    /// Whether it carries a usable profile; `None` when that is not known.
    pub has_profile: Option<bool>,
}
