//! Advice for instances that run already: a profile can be attached to them without a restart.

use super::judgement::{Judgement, Outcome};
use super::knowledge;
use crate::report::model::{RunningInstances, Status};

/// Codes of subjects whose instances start all the same, without a profile; the others stop at plan or launch.
const STARTS_WITHOUT: &[&str] = &[
    "profile-missing",
    "profile-null",
    "profile-empty",
    "template-without-profile",
    "template-empty-profile-block",
    "template-override-without-profile",
    "launch-configuration-without-profile",
    "fleet-config-without-profile",
    "spot-request-ignores-template",
    "module-default-no-profile",
];

/// What can be done for the instances of a subject that run already, where they may have started without a profile.
pub fn advice(judgement: &Judgement) -> Option<RunningInstances> {
    let starts_without = |outcome: &Outcome| outcome.status == Status::Fail && STARTS_WITHOUT.contains(&outcome.code);
    if !starts_without(&judgement.outcome) && !judgement.cases.iter().any(|case| starts_without(&case.outcome)) {
        return None;
    }
    let retrofit = &knowledge::about().retrofit;
    let attach = retrofit.steps.iter().find(|step| step.command.contains(" associate-iam-instance-profile "))?;
    Some(RunningInstances {
        command: attach.command.clone(),
        note: format!("{} {}", retrofit.summary, retrofit.propagation),
    })
}
