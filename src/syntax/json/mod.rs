//! JSON syntax: `.tf.json`, `.tofu.json` and `.tfvars.json`, and plain JSON for functions.

mod configuration;
mod reader;

pub(super) use configuration::blocks_in;
pub use configuration::{parse, parse_variables};
pub use reader::{JsonError, Member, Node, TOO_DEEP, Value as NodeValue, parse as parse_nodes};
