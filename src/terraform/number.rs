//! Numbers of Terraform's precision.

/// A number.
#[derive(Clone, Debug, PartialEq)]
pub struct Number(i64);

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Number(value)
    }
}
