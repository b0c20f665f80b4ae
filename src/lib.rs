//! ec2-profile-check: will every EC2 instance in this Terraform run with a usable IAM instance profile?

pub mod control;
pub mod evidence;
pub mod report;
pub mod syntax;
pub mod terraform;
pub mod text;
