//! Module versions and version constraints, as Terraform reads them.

use std::cmp::Ordering;

/// A version: `1.2.3-beta.1+build`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    numbers: [u64; 3],
    pre_release: Vec<String>,
}

impl Version {
    /// Reads a version with one to three numbers, with or without a leading `v`.
    pub fn parse(text: &str) -> Option<Version> {
        Some(parse_segments(text)?.0)
    }

    /// A version of three numbers.
    pub fn new(numbers: [u64; 3]) -> Version {
        Version { numbers, pre_release: Vec::new() }
    }
}

/// The version and how many numbers were written.
fn parse_segments(text: &str) -> Option<(Version, usize)> {
    let text = text.trim();
    let text = text.strip_prefix('v').unwrap_or(text);
    let text = text.split_once('+').map_or(text, |(version, _)| version);
    let (core, pre_release) = text.split_once('-').map_or((text, ""), |(core, pre)| (core, pre));
    let mut numbers = [0; 3];
    let mut count = 0;
    for part in core.split('.') {
        *numbers.get_mut(count)? = part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())??;
        count += 1;
    }
    let pre_release = pre_release.split('.').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    Some((Version { numbers, pre_release }, count))
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let pre_releases = match (self.pre_release.is_empty(), other.pre_release.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => compare_pre_releases(&self.pre_release, &other.pre_release),
        };
        self.numbers.cmp(&other.numbers).then(pre_releases)
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Numbers sort before words, and numerically.
fn compare_pre_releases(left: &[String], right: &[String]) -> Ordering {
    for (a, b) in left.iter().zip(right) {
        let ordering = match (a.parse::<u64>(), b.parse::<u64>()) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            (Ok(_), Err(_)) => Ordering::Less,
            (Err(_), Ok(_)) => Ordering::Greater,
            (Err(_), Err(_)) => a.cmp(b),
        };
        if ordering.is_ne() {
            return ordering;
        }
    }
    left.len().cmp(&right.len())
}

/// A comma-separated list of conditions, all of which must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    conditions: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Condition {
    operator: Operator,
    version: Version,
    /// How many numbers were written: `~> 1.2` allows 1.9, `~> 1.2.0` does not.
    segments: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Greater,
    GreaterEqual,
    Less,
    LessEqual,
    Pessimistic,
}

impl Constraint {
    /// Reads `>= 6.0.0, < 7.0.0`, `~> 6.1`, `6.1.0`; `None` where it is not valid.
    pub fn parse(text: &str) -> Option<Constraint> {
        let conditions = text.split(',').map(Condition::parse).collect::<Option<Vec<_>>>()?;
        Some(Constraint { conditions })
    }

    /// Whether no version before this one fits, as one of the conditions says.
    pub fn is_from(&self, first: &Version) -> bool {
        use Operator as Op;
        self.conditions.iter().any(|condition| {
            matches!(condition.operator, Op::Equal | Op::Greater | Op::GreaterEqual | Op::Pessimistic)
                && condition.version >= *first
        })
    }

    /// Whether a version fits. A pre-release fits only where a condition names exactly it.
    pub fn allows(&self, version: &Version) -> bool {
        let named = |condition: &Condition| condition.operator == Operator::Equal && condition.version == *version;
        if !version.pre_release.is_empty() && !self.conditions.iter().any(named) {
            return false;
        }
        self.conditions.iter().all(|condition| condition.allows(version))
    }
}

impl Condition {
    fn parse(text: &str) -> Option<Condition> {
        const OPERATORS: [(&str, Operator); 7] = [
            (">=", Operator::GreaterEqual),
            ("<=", Operator::LessEqual),
            ("!=", Operator::NotEqual),
            ("~>", Operator::Pessimistic),
            (">", Operator::Greater),
            ("<", Operator::Less),
            ("=", Operator::Equal),
        ];
        let text = text.trim();
        let (operator, rest) = OPERATORS
            .iter()
            .find_map(|(sign, operator)| Some((*operator, text.strip_prefix(sign)?)))
            .unwrap_or((Operator::Equal, text));
        let (version, segments) = parse_segments(rest)?;
        Some(Condition { operator, version, segments })
    }

    fn allows(&self, version: &Version) -> bool {
        let ordering = version.cmp(&self.version);
        match self.operator {
            Operator::Equal => ordering.is_eq(),
            Operator::NotEqual => ordering.is_ne(),
            Operator::Greater => ordering.is_gt(),
            Operator::GreaterEqual => ordering.is_ge(),
            Operator::Less => ordering.is_lt(),
            Operator::LessEqual => ordering.is_le(),
            Operator::Pessimistic => {
                let fixed = self.segments.saturating_sub(1);
                ordering.is_ge() && version.numbers.iter().zip(&self.version.numbers).take(fixed).all(|(a, b)| a == b)
            }
        }
    }
}
