//! A text argument as the control sees it: left out, null, empty, or given.

use std::rc::Rc;

use crate::syntax::ast::{Expr, ExprKind};
use crate::terraform::configuration::Configuration;
use crate::terraform::evaluator::{BlockInstance, Evaluated, Evaluator, Instance, Stop};
use crate::terraform::term::{TEMPLATE, Term};
use crate::terraform::value::{Kind, Reference, Value};

use super::judgement::{ArgumentSource, ArgumentValue};

/// State of a text argument.
pub enum TextArgument {
    /// Not written.
    Omitted,
    /// Written, and null.
    Null(Evaluated),
    /// Written, and `""`.
    Empty(Evaluated),
    /// Written, neither null nor empty.
    Given(Evaluated),
}

impl TextArgument {
    /// Reads an argument of an instance.
    pub fn of(ev: &mut Evaluator<'_>, instance: &Instance, name: &str) -> Result<TextArgument, Stop> {
        let evaluated = ev.attribute(instance, name)?;
        TextArgument::read(ev, evaluated)
    }

    /// Reads an argument of a nested block.
    pub fn of_block(
        ev: &mut Evaluator<'_>,
        instance: &Instance,
        block: &BlockInstance,
        name: &str,
    ) -> Result<TextArgument, Stop> {
        let evaluated = ev.block_attribute(instance, block, name)?;
        TextArgument::read(ev, evaluated)
    }

    /// Tells the states apart; where inputs decide, the exploration splits.
    pub fn read(ev: &mut Evaluator<'_>, evaluated: Option<Evaluated>) -> Result<TextArgument, Stop> {
        let Some(evaluated) = evaluated else { return Ok(TextArgument::Omitted) };
        let open = !evaluated.value.is_known();
        if evaluated.value.origin().is_some_and(|origin| names_its_resource(origin) || open && is_misplaced(origin)) {
            // The provider makes up what the code leaves out, so such an attribute is never null or empty; or it is
            // the wrong attribute, whatever it holds.
            return Ok(TextArgument::Given(evaluated));
        }
        if as_instance(&evaluated.value).is_some() {
            return Ok(TextArgument::Given(evaluated));
        }
        if ev.require(ev.is_null(&evaluated.value))? {
            return Ok(TextArgument::Null(evaluated));
        }
        if ev.require(ev.is_empty(&evaluated.value))? {
            return Ok(TextArgument::Empty(evaluated));
        }
        Ok(TextArgument::Given(evaluated))
    }

    /// The expression, where one is written.
    pub fn evaluated(&self) -> Option<&Evaluated> {
        match self {
            TextArgument::Omitted => None,
            TextArgument::Null(evaluated) | TextArgument::Empty(evaluated) | TextArgument::Given(evaluated) => {
                Some(evaluated)
            }
        }
    }

    /// The value given, if any.
    pub fn given(&self) -> Option<&Evaluated> {
        match self {
            TextArgument::Given(evaluated) => Some(evaluated),
            _ => None,
        }
    }

    /// What the author wrote.
    pub fn source(&self, configuration: &Configuration) -> ArgumentSource {
        let Some(evaluated) = self.evaluated() else { return ArgumentSource::Omitted };
        match &evaluated.expr.kind {
            ExprKind::Null => ArgumentSource::Null,
            ExprKind::String(text) => ArgumentSource::Literal(text.clone()),
            _ => ArgumentSource::Expression(configuration.sources.slice(evaluated.expr.span).to_owned()),
        }
    }

    /// What came of it.
    pub fn outcome(&self) -> ArgumentValue {
        match self {
            TextArgument::Omitted | TextArgument::Null(_) => ArgumentValue::Null,
            TextArgument::Empty(_) => ArgumentValue::Empty,
            TextArgument::Given(evaluated) => match text_of(&evaluated.value) {
                Some(text) if is_arn(&text) => ArgumentValue::Arn(text.to_string()),
                Some(text) => ArgumentValue::Name(text.to_string()),
                None if evaluated.value.origin().is_some() => ArgumentValue::SomeText,
                None => ArgumentValue::Unknown,
            },
        }
    }
}

fn names_its_resource(origin: &Reference) -> bool {
    matches!(&*origin.attribute, "id" | "name" | "arn" | "unique_id" | "")
        && matches!(
            &*origin.resource_type,
            "aws_iam_instance_profile" | "aws_iam_role" | "aws_launch_template" | "aws_launch_configuration"
        )
}

/// Data sources and resources whose attributes carry any text, so that the type says nothing about the value.
const CARRIERS: &[&str] = &[
    "aws_cloudformation_export",
    "aws_cloudformation_stack",
    "aws_dynamodb_table_item",
    "aws_kms_secrets",
    "aws_lambda_invocation",
    "aws_s3_bucket_object",
    "aws_s3_object",
    "aws_secretsmanager_secret_version",
    "aws_ssm_parameter",
    "aws_ssm_parameters_by_path",
    "local_file",
    "template_file",
    "terraform_data",
];

/// Whether any text may come from an attribute: those of other providers' data sources are read from anywhere.
pub fn carries_any_text(origin: &Reference) -> bool {
    CARRIERS.contains(&&*origin.resource_type) || origin.data && !origin.resource_type.starts_with("aws_")
}

/// Whether an attribute belongs to a resource that names neither a profile nor a role.
fn is_misplaced(origin: &Reference) -> bool {
    let attribute = &*origin.attribute;
    let may_name = attribute.contains("instance_profile") || attribute.contains("role") && !attribute.ends_with("arn");
    !may_name && !carries_any_text(origin)
}

/// A known primitive as text, the way Terraform converts it.
pub fn text_of(value: &Value) -> Option<Rc<str>> {
    match &value.kind {
        Kind::String(text) => Some(text.clone()),
        Kind::Bool(value) => Some(if *value { "true" } else { "false" }.into()),
        Kind::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}

/// The address of the instance, when a value is a whole resource or data instance.
pub fn as_instance(value: &Value) -> Option<&Rc<str>> {
    match value.as_unknown()?.term.as_deref()? {
        Term::Instance(address) => Some(address),
        _ => None,
    }
}

/// Whether a text has the form of an ARN.
pub fn is_arn(text: &str) -> bool {
    text.starts_with("arn:")
}

/// A template that is not known as a whole, as it is written, e.g. `arn:aws:iam::${...}:role/app`.
pub fn open_template(value: &Value) -> Option<Rc<str>> {
    let Term::Apply(name, parts) = value.term()?.as_ref() else { return None };
    if &**name != TEMPLATE {
        return None;
    }
    let mut text = String::new();
    for part in parts {
        match &**part {
            Term::Literal(literal) => text.push_str(literal.trim_matches('"')),
            open => text.extend(["${", &open.to_string(), "}"]),
        }
    }
    Some(text.into())
}

/// The variable an expression consists of, `var.name`.
pub fn as_variable(expr: &Expr) -> Option<&str> {
    match &expr.unwrapped().kind {
        ExprKind::Parens(inner) => as_variable(inner),
        ExprKind::GetAttr(source, name) => match &source.kind {
            ExprKind::Variable(root) if &**root == "var" => Some(name),
            _ => None,
        },
        _ => None,
    }
}

/// The inputs a value depends on, as `var.a, var.b`; "an unknown value" when it has no name.
pub fn inputs_of(value: &Value) -> String {
    let mut leaves = Vec::new();
    if let Some(term) = value.as_unknown().and_then(|unknown| unknown.term.as_ref()) {
        term.leaves(&mut leaves);
    }
    if leaves.is_empty() { "a value that is not known".to_owned() } else { leaves.join(", ") }
}
