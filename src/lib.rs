//! ec2-profile-check: will every EC2 instance in this Terraform run with a usable IAM instance profile?
//!
//! A file's way: [`syntax`] makes a tree of its text, [`terraform`] makes modules of trees and values of expressions,
//! [`control`] asks about every subject and judges, [`report`] says it. [`Project`] keeps what did not change between
//! checks; [`check`] and [`evaluate`] are its one-off forms. [`evidence`] joins AWS exports for auditors.

// Debugging texts are left out of the module: what they say would be empty there.
#![cfg_attr(not(test), deny(clippy::use_debug))]

pub mod control;
mod crc32;
pub mod evaluation;
pub mod evidence;
pub mod fix;
pub mod from_json;
mod moves;
pub mod options;
pub mod plan;
pub mod project;
pub mod report;
pub mod sorted;
pub mod syntax;
pub mod terraform;
pub mod text;
pub mod variables;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use evaluation::Evaluation;
pub use options::{CheckOptions, Inputs, LaunchTemplateProfile};
pub use project::{Project, check, evaluate};
pub use variables::InputVariable;
