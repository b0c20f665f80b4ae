//! Before it is said that inputs decide: whether there are inputs for which it passes, and others for which it fails.

use crate::report::model::Status;
use crate::terraform::evaluator::{Evaluator, Stop};
use crate::terraform::explore::{Exploration, Leaf};

use super::judgement::Outcome;

/// A verdict of some cases that no inputs were found for.
pub struct Doubt {
    /// `pass` or `fail`.
    pub status: Status,
    /// The inputs that these cases are about.
    pub inputs: Vec<std::rc::Rc<str>>,
}

/// Looks for inputs that lead to each verdict of the cases, where the conditions of a case may exclude each other. Cases of
/// a verdict that no inputs lead to are taken out when all inputs were tried; else it is in doubt.
pub fn confirm(
    ev: &mut Evaluator<'_>,
    exploration: &mut Exploration<Outcome>,
    ask: impl FnMut(&mut Evaluator<'_>) -> Result<Outcome, Stop>,
) -> Option<Doubt> {
    let status = |leaf: &Leaf<Outcome>| leaf.outcome.as_ref().ok().map(|outcome| outcome.status);
    let leaves = &exploration.leaves;
    let is_open = leaves.iter().any(|leaf| matches!(status(leaf), None | Some(Status::Unknown)));
    let both = [Status::Pass, Status::Fail];
    if is_open || exploration.too_many || !both.iter().all(|it| leaves.iter().any(|leaf| status(leaf) == Some(*it))) {
        return None;
    }
    let is_certain =
        |it: Status| leaves.iter().any(|leaf| status(leaf) == Some(it) && !leaf.assumptions.are_entangled());
    let mut missing: Vec<Status> = both.into_iter().filter(|it| !is_certain(*it)).collect();
    if missing.is_empty() {
        return None;
    }
    let tried = ev.ask_with_values(&exploration.atoms, ask, |outcome| {
        missing.retain(|it| *it != outcome.status);
        missing.is_empty()
    });
    let first = missing.first().copied()?;
    match tried {
        // What is about more than inputs stays as it was judged.
        None => None,
        Some(true) => {
            exploration.leaves.retain(|leaf| !missing.iter().any(|it| status(leaf) == Some(*it)));
            None
        }
        Some(false) => {
            let mut inputs = Vec::new();
            exploration.atoms.iter().for_each(|atom| atom.leaves(&mut inputs));
            Some(Doubt { status: first, inputs })
        }
    }
}
