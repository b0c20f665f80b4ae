//! Text to tree: native HCL, JSON syntax and variable files, with recovery from syntax errors.

pub mod ast;
