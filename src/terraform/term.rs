//! Symbolic terms: what an unknown value *is*, so that the same unknown is recognised wherever it turns up.

use std::rc::Rc;

/// A symbolic expression over things without a value.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Term {
    /// A root module's input variable.
    Input(Rc<str>),
}
