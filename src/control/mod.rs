//! The control `ec2_instance_iam_profile_attached`: what it judges, and everything there is to say about it.

pub mod judgement;
pub mod knowledge;
pub mod models;
