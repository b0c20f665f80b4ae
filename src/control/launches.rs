//! Several templates that one group or fleet launches from, merged into one verdict.

use crate::report::model::Status;
use crate::terraform::evaluator::{BlockInstance, Evaluator, Instance, Stop};

use super::context::Context;
use super::judgement::{Hit, Outcome, add_new};
use super::knowledge;
use super::launch_template::{launched_by, profile_of};
use super::template_reference::Target;

/// Everything a group or fleet may launch from.
pub struct Launches<'s, 'a> {
    cx: &'s Context<'a>,
    user: &'s Instance,
    parts: Vec<Outcome>,
    notes: Vec<Hit>,
}

impl<'s, 'a> Launches<'s, 'a> {
    /// Nothing yet.
    pub fn new(cx: &'s Context<'a>, user: &'s Instance) -> Self {
        Launches { cx, user, parts: Vec::new(), notes: Vec::new() }
    }

    /// Adds a template; `failing` is the code when it carries no profile, where the template's own does not say it.
    pub fn from(
        &mut self,
        ev: &mut Evaluator<'_>,
        target: &Target,
        block: Option<&BlockInstance>,
        failing: Option<&'static str>,
    ) -> Result<Status, Stop> {
        let mut outcome = launched_by(self.user, target.judge(self.cx, ev)?);
        if outcome.status == Status::Fail
            && let Some(code) = failing
        {
            outcome.code = code;
        }
        if matches!(target, Target::Configuration(_)) && matches!(outcome.code, "profile-null" | "profile-empty") {
            outcome.code = "launch-configuration-without-profile";
        }
        if let Some(block) = block {
            outcome.span = block.header;
            self.notes.extend(target.default_version(ev, self.user, block));
        }
        let status = outcome.status;
        self.parts.push(outcome);
        Ok(status)
    }

    /// Adds a launch specification that was judged already.
    pub fn add(&mut self, outcome: Outcome) {
        self.parts.push(outcome);
    }

    /// Notes a trap.
    pub fn note(&mut self, hit: Hit) {
        self.notes.push(hit);
    }

    /// The verdict: that of the worst part.
    pub fn verdict(mut self, pass: &'static str, none: &'static str) -> Outcome {
        let worst = [Status::Fail, Status::Unknown, Status::Pass]
            .iter()
            .find_map(|status| self.parts.iter().position(|part| part.status == *status));
        let Some(worst) = worst else { return Outcome::at(self.user, none) };
        let mut notes: Vec<Hit> = Vec::new();
        for part in &self.parts {
            notes.extend(part.pitfalls.iter().cloned());
        }
        notes.append(&mut self.notes);
        let mut outcome = self.parts.swap_remove(worst);
        if outcome.status == Status::Pass {
            let profile = profile_of(&outcome);
            outcome.code = pass;
            outcome.status = knowledge::status(pass);
            outcome.span = self.user.resource.block.header;
            outcome = outcome.with("profile", profile);
        }
        outcome.pitfalls = Vec::new();
        add_new(&mut outcome.pitfalls, notes);
        outcome
    }
}
