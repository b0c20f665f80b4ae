//! The control `ec2_instance_iam_profile_attached`: what it judges, and everything there is to say about it.

mod check;
pub mod judgement;
pub mod knowledge;
pub mod models;
pub mod provider;
pub mod tool_verdicts;

pub use check::check;
