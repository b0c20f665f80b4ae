//! `&&` and `||` as of Terraform 1.12: an error on one side does not count where the other decides. Earlier releases stop at
//! it. Which of both holds is known where `required_version` leaves no choice.
//!
//! The rules: <https://github.com/hashicorp/hcl/blob/v2.24.0/hclsyntax/expression_ops.go>.

use super::configuration::Configuration;
use super::environment::Environment;
use super::eval::carry_marks;
use super::evaluator::{Evaluator, Stop};
use super::load::constant;
use super::load::version::{Constraint, Version};
use super::operators;
use super::terms::term_of;
use super::value::Value;
use crate::syntax::ast::{BinaryOp, Block, Expr};
use crate::text::Span;

/// The first release that has them.
const SINCE: [u64; 3] = [1, 12, 0];

const HINT: &str = "; Terraform 1.12 does not stop here, write required_version = \">= 1.12\" if that is what runs";

/// Whether a module of this root requires it.
pub(super) fn is_required(configuration: &Configuration, root: &str) -> bool {
    let requires = |block: &Block| {
        let version = block.body.attribute("required_version").and_then(|version| constant::string(&version.expr));
        let constraint = version.and_then(|version| Constraint::parse(&version));
        &*block.kind == "terraform" && constraint.is_some_and(|constraint| constraint.is_from(&Version::new(SINCE)))
    };
    configuration.tree(root).iter().flat_map(|module| &module.others).any(|block| requires(block))
}

/// The error of the right side, which says so where it would not count from Terraform 1.12 on.
#[inline(never)]
pub(super) fn explained(by: BinaryOp, left: &Value, mut stop: Stop) -> Stop {
    let deciding = match by {
        BinaryOp::And => false,
        BinaryOp::Or => true,
        _ => return stop,
    };
    if let Stop::Error(error) = &mut stop
        && error.is_local
        && left.as_bool() == Some(deciding)
    {
        error.message.push_str(HINT);
    }
    stop
}

impl Evaluator<'_> {
    /// `left && right`, `left || right`. In a function of its own, so that a first check does without it.
    #[inline(never)]
    pub(super) fn short_circuit(
        &mut self,
        environment: &mut Environment,
        by: BinaryOp,
        (left, right): (&Expr, &Expr),
        span: Span,
    ) -> Result<Value, Stop> {
        let decides = |value: &Value| value.as_bool() == Some(by == BinaryOp::Or);
        let first = self.truth(environment, left);
        match &first {
            Ok(value) if decides(value) => {
                let other = self.branch_not_taken(environment, right)?;
                return Ok(other.iter().fold(value.clone(), carry_marks));
            }
            Err(stop) if !stop.is_local_error() => return first,
            _ => {}
        }
        match (first, self.truth(environment, right)) {
            (Ok(first), Ok(second)) => operators::binary(self, by, &first, &second, span),
            (_, Err(stop)) if !stop.is_local_error() => Err(stop),
            (Err(_), Ok(second)) if decides(&second) => Ok(second),
            (Ok(first), Err(stop)) if first.as_bool().is_some() => Err(stop),
            (Ok(first), Err(_)) if self.splitting => Err(Stop::Split(self.assumptions.atom(&term_of(&first)))),
            (Ok(_), Err(_)) => {
                // Terraform would stop, so where it does not, the left side decided.
                self.merges += 1;
                Ok(Value::bool(by == BinaryOp::Or))
            }
            (Err(stop), _) => Err(stop),
        }
    }

    fn truth(&mut self, environment: &mut Environment, operand: &Expr) -> Result<Value, Stop> {
        let value = self.eval(environment, operand)?;
        if value.is_null() {
            return Err(Stop::error(operand.span, "null cannot be an operand here"));
        }
        self.condition(&value, operand.span, "this operand is neither true nor false")
    }
}
