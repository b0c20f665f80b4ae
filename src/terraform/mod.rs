//! Terraform, evaluated: module tree, values, references, functions. Knows nothing of any control.

pub mod configuration;
pub mod convert;
mod decimal;
pub mod display;
pub mod equality;
pub mod evaluator;
pub mod functions;
pub mod number;
pub mod set;
pub mod term;
pub mod types;
pub mod unify;
pub mod value;
