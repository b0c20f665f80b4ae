//! Terraform, evaluated: module tree, values, references, functions. Knows nothing of any control.

mod budget;
mod calls;
mod choices;
mod conditional;
pub mod configuration;
pub mod convert;
mod decimal;
pub mod display;
mod environment;
pub mod equality;
mod eval;
pub mod evaluator;
mod expand;
pub mod explore;
pub mod functions;
pub mod load;
pub mod number;
mod operators;
mod references;
pub mod set;
mod template;
pub mod term;
pub mod terms;
pub mod trace;
pub mod types;
pub mod unify;
pub mod value;
