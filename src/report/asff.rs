//! AWS Security Finding Format: a list for `aws securityhub batch-import-findings --findings file://…`.
//!
//! That call takes 1 to 100 findings; a longer list has to be sent in parts, an empty one not at all. Source code has no account: unless the
//! options name one, the account is `000000000000`, to be replaced before import.

use super::RenderOptions;
use super::escape::{one_line, truncate};
use super::facts;
use super::id;
use super::model::{Finding, Report, Status};
use super::texts;
use super::tree::{Tree, each, full_list, mapped, object, one};

const NO_ACCOUNT: &str = "000000000000";
const DEFAULT_REGION: &str = "us-east-1";
/// Security Hub takes no more related requirements than this.
const REQUIREMENTS: usize = 32;

/// One finding per subject, passes included: Security Hub resolves what it once reported when it hears of the pass.
pub fn render(report: &Report, options: &RenderOptions<'_>) -> String {
    let is_account = |account: &&str| account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let is_region = |region: &&str| {
        !region.is_empty() && region.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let account = options.account.as_deref().filter(is_account).unwrap_or(NO_ACCOUNT);
    let region = options.region.as_deref().filter(is_region).unwrap_or(DEFAULT_REGION);
    let to = Destination { account, region, time: options.time() };
    full_list(mapped(&report.results, &|result| finding(report, result, &to))).write()
}

/// Where and when the findings belong.
struct Destination<'a> {
    account: &'a str,
    region: &'a str,
    time: &'a str,
}

impl Destination<'_> {
    fn partition(&self) -> &'static str {
        match self.region.split_once('-') {
            Some(("cn", _)) => "aws-cn",
            Some(("us", rest)) if rest.starts_with("gov") => "aws-us-gov",
            _ => "aws",
        }
    }
}

fn finding(report: &Report, finding: &Finding, to: &Destination<'_>) -> Tree {
    let Destination { account, region, time } = *to;
    let partition = to.partition();
    // The code stays out of the identifier: a subject that is mended updates its finding.
    let key = id::fingerprint(&[&finding.root, &finding.address]);
    let subject = format!("{}{}{}", finding.root, if finding.root.is_empty() { "" } else { "/" }, finding.address);
    let (label, compliance, workflow) = match finding.status {
        Status::Pass => ("INFORMATIONAL", "PASSED", "RESOLVED"),
        Status::Fail => ("MEDIUM", "FAILED", "NEW"),
        Status::Conditional => ("LOW", "WARNING", "NEW"),
        Status::Unknown => ("INFORMATIONAL", "WARNING", "NEW"),
        Status::NotApplicable => ("INFORMATIONAL", "NOT_AVAILABLE", "RESOLVED"),
        Status::Suppressed => ("MEDIUM", "FAILED", "SUPPRESSED"),
    };
    let title = format!("{} ({})", report.control.title, texts::title(&finding.code));
    let note = finding.suppression.as_ref().map(|suppression| {
        object([
            ("Text", limited(&suppression.reason, 512)),
            ("UpdatedBy", limited(&suppression.by, 512)),
            ("UpdatedAt", time.into()),
        ])
    });
    let requirements: Vec<String> = finding
        .frameworks
        .iter()
        .flat_map(|framework| framework.requirements.iter().map(move |id| format!("{}/{id}", framework.slug)))
        .take(REQUIREMENTS)
        .collect();
    let recommendation = texts::way_out(finding).or_else(|| finding.fixes.first().map(|fix| fix.title.clone()));
    let resource = object([
        ("Type", resource_type(&finding.resource_type).into()),
        ("Id", limited(&format!("terraform:{subject}"), 512)),
        ("Partition", partition.into()),
        ("Region", region.into()),
        ("Details", object([("Other", details(finding))])),
    ]);
    object([
        ("SchemaVersion", "2018-10-08".into()),
        ("Id", format!("ec2-profile-check/{account}/{region}/{key}").into()),
        ("ProductArn", format!("arn:{partition}:securityhub:{region}:{account}:product/{account}/default").into()),
        ("ProductName", limited(&report.tool.name, 256)),
        ("GeneratorId", limited(&format!("{}/{}", report.tool.name, report.control.id), 512)),
        ("AwsAccountId", account.into()),
        ("Region", region.into()),
        ("Types", one("Software and Configuration Checks/AWS Security Best Practices".into())),
        ("CreatedAt", time.into()),
        ("UpdatedAt", time.into()),
        ("Severity", object([("Label", label.into()), ("Original", facts::label(finding.status).into())])),
        ("Title", limited(&title, 256)),
        ("Description", limited(&facts::sentence(finding), 1024)),
        (
            "Remediation",
            recommendation
                .filter(|_| facts::is_problem(finding.status))
                .map(|text| object([("Recommendation", object([("Text", limited(&text, 512))]))]))
                .into(),
        ),
        ("Resources", one(resource)),
        (
            "Compliance",
            object([
                ("Status", compliance.into()),
                ("RelatedRequirements", each(&requirements, &|requirement| limited(requirement, 64))),
            ]),
        ),
        ("Workflow", object([("Status", workflow.into())])),
        ("RecordState", "ACTIVE".into()),
        ("Note", note.into()),
    ])
}

/// The type under which Security Hub knows the resource.
fn resource_type(resource_type: &str) -> &'static str {
    match resource_type {
        "aws_instance" | "aws_spot_instance_request" => "AwsEc2Instance",
        "aws_launch_template" => "AwsEc2LaunchTemplate",
        "aws_launch_configuration" => "AwsAutoScalingLaunchConfiguration",
        "aws_autoscaling_group" => "AwsAutoScalingAutoScalingGroup",
        _ => "Other",
    }
}

fn details(finding: &Finding) -> Tree {
    let some = |text: String| if text.is_empty() { Tree::Nothing } else { limited(&text, 1024) };
    object([
        ("Code", limited(&finding.code, 1024)),
        ("TerraformAddress", limited(&finding.address, 1024)),
        ("TerraformType", limited(&finding.resource_type, 1024)),
        ("Location", some(facts::place(&finding.location))),
        ("CredentialChain", some(facts::chain(&finding.chain))),
    ])
}

/// Security Hub rejects empty strings and strings over its limits.
fn limited(text: &str, limit: usize) -> Tree {
    match truncate(&one_line(text), limit) {
        text if text.trim().is_empty() => "-".into(),
        text => text.into(),
    }
}
