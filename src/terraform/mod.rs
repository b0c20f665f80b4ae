//! Terraform, evaluated: module tree, values, references, functions. Knows nothing of any control.

pub mod functions;
pub mod number;
pub mod term;
pub mod types;
pub mod value;
