//! The control `ec2_instance_iam_profile_attached`: what it judges, and everything there is to say about it.

mod autoscaling_group;
mod chain;
mod check;
mod context;
mod credentials;
mod diagnostics;
mod expressions;
pub mod fixes;
mod fleet;
mod instance;
mod instance_profile;
mod judge;
pub mod judgement;
mod key_text;
pub mod knowledge;
mod launch_configuration;
mod launch_template;
mod launches;
mod managed_services;
pub mod models;
mod module_call;
mod open_ssh;
mod own_argument;
mod pitfalls;
mod policies;
mod profile_value;
pub mod provider;
mod spot_instance_request;
mod subject;
mod suppression;
mod template_reference;
mod template_users;
mod text_argument;
pub mod tool_verdicts;
mod verdict;

pub use check::check;
