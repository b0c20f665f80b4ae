//! Terraform that fixes add.

use std::rc::Rc;

use crate::syntax::ast::ExprKind;
use crate::terraform::configuration::Module;
use crate::text::Sources;

/// AWS managed policy that lets Session Manager, Patch Manager and Run Command reach an instance.
const SESSION_MANAGER: &str = "AmazonSSMManagedInstanceCore";

/// What new blocks need to know of where they go.
pub struct Setting<'a> {
    /// Partition of the account: `aws`, `aws-cn`, `aws-us-gov`.
    pub partition: &'static str,
    /// The `provider` argument of what they serve, as written.
    pub provider: Option<&'a str>,
}

/// The partition that literal regions of provider blocks tell.
pub fn partition(modules: &[Rc<Module>]) -> &'static str {
    let mut partition = "aws";
    for block in modules.iter().flat_map(|module| &module.others) {
        if &*block.kind == "provider"
            && block.label(0) == "aws"
            && let Some(region) = block.body.attribute("region")
            && let ExprKind::String(region) = &region.expr.kind
        {
            partition = match () {
                () if region.starts_with("cn-") => "aws-cn",
                () if region.starts_with("us-gov-") => "aws-us-gov",
                () => partition,
            };
        }
    }
    partition
}

impl<'a> Setting<'a> {
    /// Reads the provider from the block served.
    pub fn of(partition: &'static str, sources: &'a Sources, served: &crate::syntax::ast::Block) -> Setting<'a> {
        let provider = served.body.attribute("provider").map(|attribute| sources.slice(attribute.expr.span));
        Setting { partition, provider: provider.filter(|provider| !provider.contains('\n')) }
    }

    /// ARN of the policy for Session Manager.
    pub fn session_manager(&self) -> String {
        format!("arn:{}:iam::aws:policy/{SESSION_MANAGER}", self.partition)
    }

    /// Name of the policy for Session Manager.
    pub fn session_manager_name(&self) -> &'static str {
        SESSION_MANAGER
    }

    fn resource(&self, ty: &str, name: &str, body: &str) -> String {
        let provider = self.provider.map(|provider| format!("  provider = {provider}\n\n")).unwrap_or_default();
        format!("resource \"{ty}\" \"{name}\" {{\n{provider}{body}}}\n")
    }

    /// A role that EC2 may assume.
    pub fn role(&self, name: &str) -> String {
        let service = if self.partition == "aws-cn" { "ec2.amazonaws.com.cn" } else { "ec2.amazonaws.com" };
        let prefix = prefix(name);
        self.resource(
            "aws_iam_role",
            name,
            &format!(
                "  name_prefix = \"{prefix}\"\n\n  assume_role_policy = jsonencode({{\n    Version = \"2012-10-17\"\n    \
                 Statement = [{{\n      Effect    = \"Allow\"\n      Action    = \"sts:AssumeRole\"\n      \
                 Principal = {{ Service = \"{service}\" }}\n    }}]\n  }})\n"
            ),
        )
    }

    /// Session Manager for a role; `role` is an expression that gives its name.
    pub fn attachment(&self, name: &str, role: &str) -> String {
        let arn = self.session_manager();
        self.resource(
            "aws_iam_role_policy_attachment",
            name,
            &format!("  role       = {role}\n  policy_arn = \"{arn}\"\n"),
        )
    }

    /// A profile for a role; `role` is an expression that gives its name.
    pub fn profile(&self, name: &str, role: &str) -> String {
        let prefix = prefix(name);
        let body = format!("  name_prefix = \"{prefix}\"\n  role        = {role}\n");
        self.resource("aws_iam_instance_profile", name, &body)
    }
}

/// IAM allows 38 characters in a prefix of a role's name.
fn prefix(name: &str) -> String {
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).take(37).collect();
    format!("{name}-")
}
