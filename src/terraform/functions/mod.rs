//! Terraform's functions, one file per group of its documentation.

use super::value::Value;

/// What functions see of the world outside their arguments.
pub trait FunctionContext {
    /// Text of a given file; `path` as the expression gave it, relative to where Terraform runs (the root module).
    fn read_file(&self, path: &str) -> Option<std::rc::Rc<str>>;
    /// Paths of all given files, relative to the root module, sorted; for `fileset`.
    fn file_paths(&self) -> Vec<String>;
    /// Takes `units` (about one per byte or element made) from the budget; `false` when it is used up.
    fn spend(&self, units: usize) -> bool;
}

/// Why a call failed, as Terraform says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionError {
    /// 0-based argument at fault, where one is.
    pub argument: Option<usize>,
    /// One sentence.
    pub message: String,
}

/// Calls a function by its Terraform name. `None` when there is no such function here.
pub fn call(_name: &str, _arguments: &[Value], _context: &dyn FunctionContext) -> Option<Result<Value, FunctionError>> {
    None
}
