//! Numbers of Terraform's precision.
//!
//! Terraform computes with binary floating point numbers that carry their own precision: 512 bits for what was written
//! or parsed, 64 for what counts something, 53 for what a logarithm gave. A result has the larger precision of its
//! operands and is rounded to nearest even; a number prints as the shortest decimal that reads back as itself at its
//! precision (Go's `math/big`, which Terraform uses).

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use num_bigint::{BigInt, BigUint, Sign};

use super::decimal::Decimal;

/// Precision of literals and parsed text, in bits.
const PARSED: u32 = 512;
/// Precision of machine integers.
const INTEGER: u32 = 64;
/// Precision of 64-bit floating point numbers.
const DOUBLE: u32 = 53;
/// Numbers beyond `2^LARGEST_EXPONENT` (or as small) are refused: they would take megabytes to print.
const LARGEST_EXPONENT: i64 = 70_000;
/// The same for the exponent of decimal text.
const LARGEST_DECIMAL_EXPONENT: i64 = 20_000;

/// A number. Equality and order are by value, whatever the precision.
#[derive(Clone, Debug)]
pub struct Number {
    precision: u32,
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    /// Every integer that fits, but for -0.
    Integer(i64),
    NegativeZero,
    /// Everything else; never an integer that fits an `i64`.
    Binary(Rc<Binary>),
    Infinite {
        negative: bool,
    },
}

/// `±mantissa * 2^exponent` with an odd mantissa.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Binary {
    negative: bool,
    mantissa: BigUint,
    exponent: i64,
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Number { precision: INTEGER, form: Form::Integer(value) }
    }
}

impl Number {
    /// Reads decimal text as Terraform does: `1`, `-1.5e3`, `.5`. `None` when it is not a number, or one so large that
    /// it is refused.
    pub fn parse(text: &str) -> Option<Number> {
        let (negative, rest) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        if rest == "Inf" || rest == "inf" {
            return Some(Number { precision: PARSED, form: Form::Infinite { negative } });
        }
        let mut digits = Vec::new();
        let mut fraction: i64 = 0;
        let mut point = false;
        let mut end = rest.len();
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'0'..=b'9' => {
                    digits.push(byte);
                    fraction += i64::from(point);
                }
                b'.' if !point => point = true,
                _ => {
                    end = at;
                    break;
                }
            }
        }
        if digits.is_empty() {
            return None;
        }
        let (ten, two) = match rest.as_bytes().get(end) {
            None => (0, 0),
            Some(b'e' | b'E') => (exponent(&rest[end + 1..])?, 0),
            // Go reads a binary exponent here as well.
            Some(b'p' | b'P') => (0, exponent(&rest[end + 1..])?),
            Some(_) => return None,
        };
        if two == 0 && ten == 0 && fraction == 0 && digits.len() < 18 {
            let value: i64 = std::str::from_utf8(&digits).ok()?.parse().ok()?;
            let form = match (negative, value) {
                (true, 0) => Form::NegativeZero,
                (true, value) => Form::Integer(-value),
                (false, value) => Form::Integer(value),
            };
            return Some(Number { precision: PARSED, form });
        }
        if digits.len() as i64 > LARGEST_DECIMAL_EXPONENT {
            return None;
        }
        let mantissa = BigUint::parse_bytes(&digits, 10)?;
        let five = ten.checked_sub(fraction)?;
        if mantissa == BigUint::ZERO {
            return Some(Self::zero(negative, PARSED));
        }
        if five.abs() > LARGEST_DECIMAL_EXPONENT || two.abs() > LARGEST_EXPONENT {
            return None;
        }
        let power = BigUint::from(5u8).pow(five.unsigned_abs() as u32);
        if five >= 0 {
            Self::rounded(negative, mantissa * power, five + two, false, PARSED)
        } else {
            Self::quotient(negative, &mantissa, &power, five + two, PARSED)
        }
    }

    /// A 64-bit floating point number; `None` for NaN.
    pub fn from_f64(value: f64) -> Option<Number> {
        if value.is_nan() {
            return None;
        }
        if value.is_infinite() {
            return Some(Number { precision: DOUBLE, form: Form::Infinite { negative: value < 0.0 } });
        }
        let bits = value.to_bits();
        let stored = ((bits >> 52) & 0x7ff) as i64;
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, exponent) = if stored == 0 { (fraction, -1074) } else { (fraction | 1 << 52, stored - 1075) };
        Self::rounded(value.is_sign_negative(), BigUint::from(mantissa), exponent, false, DOUBLE)
    }

    /// An integer of any size.
    pub fn from_integer(value: BigInt) -> Option<Number> {
        let (sign, mantissa) = value.into_parts();
        let precision = (mantissa.bits() as u32).max(INTEGER);
        Self::rounded(sign == Sign::Minus, mantissa, 0, false, precision)
    }

    /// The nearest 64-bit floating point number.
    pub fn to_f64(&self) -> f64 {
        match &self.form {
            Form::Integer(value) => *value as f64,
            Form::NegativeZero => -0.0,
            Form::Infinite { negative: true } => f64::NEG_INFINITY,
            Form::Infinite { negative: false } => f64::INFINITY,
            Form::Binary(binary) => {
                let bits = binary.mantissa.bits() as i64;
                let drop = (bits - 63).max(0);
                let top = &binary.mantissa >> drop as u64;
                // The mantissa is odd, so whatever was dropped was not zero.
                let top = top.iter_u64_digits().next().unwrap_or(0) | u64::from(drop > 0);
                let mut value = top as f64;
                let mut exponent = binary.exponent + drop;
                while exponent != 0 && value != 0.0 && value.is_finite() {
                    let step = exponent.clamp(-1000, 1000);
                    value *= 2f64.powi(step as i32);
                    exponent -= step;
                }
                if binary.negative { -value } else { value }
            }
        }
    }

    /// Whether it has no fraction. Infinity has none, and is no integer.
    pub fn is_integer(&self) -> bool {
        match &self.form {
            Form::Integer(_) | Form::NegativeZero => true,
            Form::Binary(binary) => binary.exponent >= 0,
            Form::Infinite { .. } => false,
        }
    }

    /// Whether it is infinite, as `log(0, 10)` is.
    pub fn is_infinite(&self) -> bool {
        matches!(self.form, Form::Infinite { .. })
    }

    /// -1, 0 or 1.
    pub fn signum(&self) -> i64 {
        match &self.form {
            Form::Integer(value) => value.signum(),
            Form::NegativeZero => 0,
            Form::Binary(binary) if binary.negative => -1,
            Form::Infinite { negative: true } => -1,
            Form::Binary(_) | Form::Infinite { .. } => 1,
        }
    }

    /// Whether it has a minus sign; -0 has.
    pub fn is_negative(&self) -> bool {
        matches!(self.form, Form::NegativeZero) || self.signum() < 0
    }

    /// The integer, when it is one and fits.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.form {
            Form::Integer(value) => Some(*value),
            Form::NegativeZero => Some(0),
            Form::Binary(_) | Form::Infinite { .. } => None,
        }
    }

    /// The integer it is, of any size.
    pub fn to_integer(&self) -> Option<BigInt> {
        self.is_integer().then(|| self.truncated()).flatten()
    }

    /// What is left without the fraction. `None` for infinity.
    fn truncated(&self) -> Option<BigInt> {
        match &self.form {
            Form::Integer(value) => Some(BigInt::from(*value)),
            Form::NegativeZero => Some(BigInt::ZERO),
            Form::Infinite { .. } => None,
            Form::Binary(binary) => {
                let magnitude = if binary.exponent >= 0 {
                    &binary.mantissa << binary.exponent as u64
                } else {
                    &binary.mantissa >> binary.exponent.unsigned_abs()
                };
                Some(BigInt::from_biguint(if binary.negative { Sign::Minus } else { Sign::Plus }, magnitude))
            }
        }
    }

    /// The largest integer that is not above it.
    pub fn floor(&self) -> Number {
        self.to_whole(|truncated, negative| if negative { truncated - 1 } else { truncated })
    }

    /// The smallest integer that is not below it.
    pub fn ceil(&self) -> Number {
        self.to_whole(|truncated, negative| if negative { truncated } else { truncated + 1 })
    }

    /// Keeps integers and infinity; `adjust` gets the truncated value of everything else, and whether it is negative.
    fn to_whole(&self, adjust: impl Fn(BigInt, bool) -> BigInt) -> Number {
        if self.is_integer() {
            return self.clone();
        }
        let Some(truncated) = self.truncated() else { return self.clone() };
        let (sign, magnitude) = adjust(truncated, self.signum() < 0).into_parts();
        Self::rounded(sign == Sign::Minus, magnitude, 0, false, self.precision).unwrap_or_else(|| self.clone())
    }

    /// The magnitude.
    pub fn abs(&self) -> Number {
        if self.is_negative() { self.neg() } else { self.clone() }
    }

    /// The number with the other sign; 0 becomes -0, as in Terraform.
    pub fn neg(&self) -> Number {
        let form = match &self.form {
            Form::Integer(0) => Form::NegativeZero,
            Form::NegativeZero => Form::Integer(0),
            Form::Infinite { negative } => Form::Infinite { negative: !negative },
            Form::Integer(value) => match value.checked_neg() {
                Some(negated) => Form::Integer(negated),
                None => Form::Binary(Rc::new(Binary { negative: false, mantissa: BigUint::from(1u8), exponent: 63 })),
            },
            Form::Binary(binary) => {
                let mantissa = binary.mantissa.clone();
                return Self::rounded(!binary.negative, mantissa, binary.exponent, false, self.precision)
                    .unwrap_or_else(|| self.clone());
            }
        };
        Number { precision: self.precision, form }
    }

    /// The sum. `None` when it is undefined (`Inf - Inf`) or too large.
    pub fn add(&self, other: &Number) -> Option<Number> {
        self.sum(other, self.precision.max(other.precision))
    }

    /// The difference; `None` as for [`Number::add`].
    pub fn sub(&self, other: &Number) -> Option<Number> {
        self.add(&other.neg())
    }

    fn sum(&self, other: &Number, precision: u32) -> Option<Number> {
        match (&self.form, &other.form) {
            (Form::Integer(a), Form::Integer(b)) if precision >= INTEGER && a.checked_add(*b).is_some() => {
                Some(Number { precision, form: Form::Integer(a.wrapping_add(*b)) })
            }
            (Form::NegativeZero, Form::NegativeZero) => Some(Self::zero(true, precision)),
            (Form::Infinite { negative: a }, Form::Infinite { negative: b }) => (a == b).then(|| self.clone()),
            (Form::Infinite { .. }, _) => Some(self.clone()),
            (_, Form::Infinite { .. }) => Some(other.clone()),
            _ => {
                let (a, a_exponent) = self.signed()?;
                let (b, b_exponent) = other.signed()?;
                let exponent = a_exponent.min(b_exponent);
                let sum = (a << (a_exponent - exponent) as u64) + (b << (b_exponent - exponent) as u64);
                let (sign, magnitude) = sum.into_parts();
                Self::rounded(sign == Sign::Minus, magnitude, exponent, false, precision)
            }
        }
    }

    /// The product. `None` when it is undefined (`0 * Inf`) or too large.
    pub fn mul(&self, other: &Number) -> Option<Number> {
        let negative = self.is_negative() != other.is_negative();
        let wanted = self.precision.max(other.precision);
        if self.is_infinite() || other.is_infinite() {
            let defined = self.signum() != 0 && other.signum() != 0;
            return defined.then_some(Number { precision: wanted, form: Form::Infinite { negative } });
        }
        let (a, a_exponent) = self.signed()?;
        let (b, b_exponent) = other.signed()?;
        // A product may keep more bits than its factors, up to what literals have.
        let mut product =
            Self::rounded(negative, (a * b).into_parts().1, a_exponent + b_exponent, false, PARSED.max(wanted))?;
        product.precision = wanted.max(product.significant_bits());
        Some(product)
    }

    /// The quotient; a division by zero is infinite. `None` when it is undefined (`0 / 0`, `Inf / Inf`) or too large.
    pub fn div(&self, other: &Number) -> Option<Number> {
        let negative = self.is_negative() != other.is_negative();
        let precision = self.precision.max(other.precision);
        if self.signum() == 0 && other.signum() == 0 || self.is_infinite() && other.is_infinite() {
            return None;
        }
        if self.is_infinite() || other.signum() == 0 {
            return Some(Number { precision, form: Form::Infinite { negative } });
        }
        if other.is_infinite() || self.signum() == 0 {
            return Some(Self::zero(negative, precision));
        }
        let (a, a_exponent) = self.signed()?;
        let (b, b_exponent) = other.signed()?;
        Self::quotient(negative, a.magnitude(), b.magnitude(), a_exponent - b_exponent, precision)
    }

    /// The remainder of a division rounded towards zero. What is divided by zero is its own remainder.
    pub fn rem(&self, other: &Number) -> Option<Number> {
        if other.signum() == 0 {
            return Some(self.clone());
        }
        if self.is_infinite() || other.is_infinite() {
            return None;
        }
        let whole = self.div(other)?.truncated()?;
        let (sign, magnitude) = whole.into_parts();
        let whole = Self::rounded(sign == Sign::Minus, magnitude, 0, false, self.precision)?;
        let (a, a_exponent) = whole.signed()?;
        let (b, b_exponent) = other.signed()?;
        let (sign, magnitude) = (a * b).into_parts();
        let product = Self::rounded(sign == Sign::Minus, magnitude, a_exponent + b_exponent, false, self.precision)?;
        if whole.signum() == 0 {
            // 0 times a negative number is -0, and -0 - -0 is 0.
            return Some(if self.signum() == 0 && other.signum() < 0 { Number::from(0) } else { self.clone() });
        }
        self.sum(&product.neg(), self.precision)
    }

    /// The exact decimal digits of the magnitude. `None` for infinity.
    pub(super) fn decimal(&self) -> Option<Decimal> {
        let (mantissa, exponent) = self.signed()?;
        Some(Decimal::new(mantissa.magnitude(), exponent))
    }

    /// Mantissa and exponent of a finite number.
    fn signed(&self) -> Option<(BigInt, i64)> {
        match &self.form {
            Form::Integer(value) => Some((BigInt::from(*value), 0)),
            Form::NegativeZero => Some((BigInt::ZERO, 0)),
            Form::Infinite { .. } => None,
            Form::Binary(binary) => {
                let sign = if binary.negative { Sign::Minus } else { Sign::Plus };
                Some((BigInt::from_biguint(sign, binary.mantissa.clone()), binary.exponent))
            }
        }
    }

    fn significant_bits(&self) -> u32 {
        match &self.form {
            Form::Integer(0) => 0,
            Form::Integer(value) => {
                let magnitude = value.unsigned_abs();
                u64::BITS - magnitude.leading_zeros() - magnitude.trailing_zeros()
            }
            Form::Binary(binary) => binary.mantissa.bits() as u32,
            Form::NegativeZero | Form::Infinite { .. } => 0,
        }
    }

    fn zero(negative: bool, precision: u32) -> Number {
        Number { precision, form: if negative { Form::NegativeZero } else { Form::Integer(0) } }
    }

    /// `numerator / denominator * 2^exponent`, correctly rounded; the denominator is not zero.
    fn quotient(
        negative: bool,
        numerator: &BigUint,
        denominator: &BigUint,
        exponent: i64,
        precision: u32,
    ) -> Option<Number> {
        let shift = (i64::from(precision) + 2 + denominator.bits() as i64 - numerator.bits() as i64).max(0);
        let shifted = numerator << shift as u64;
        let whole = &shifted / denominator;
        let inexact = &whole * denominator != shifted;
        Self::rounded(negative, whole, exponent - shift, inexact, precision)
    }

    /// `±mantissa * 2^exponent`, rounded to nearest even. `inexact`: there was more below the last bit (then the
    /// mantissa has more bits than the precision). `None` when it is too large or too small.
    fn rounded(
        negative: bool,
        mut mantissa: BigUint,
        mut exponent: i64,
        inexact: bool,
        precision: u32,
    ) -> Option<Number> {
        let excess = mantissa.bits().saturating_sub(u64::from(precision));
        if excess > 0 {
            let half = mantissa.bit(excess - 1);
            let more = inexact || mantissa.trailing_zeros().is_some_and(|zeros| zeros < excess - 1);
            mantissa >>= excess;
            exponent += excess as i64;
            if half && (more || mantissa.bit(0)) {
                mantissa += 1u8;
            }
        }
        let Some(zeros) = mantissa.trailing_zeros() else { return Some(Self::zero(negative, precision)) };
        mantissa >>= zeros;
        exponent += zeros as i64;
        if exponent.abs() > LARGEST_EXPONENT {
            return None;
        }
        if exponent >= 0 && mantissa.bits() as i64 + exponent < 64 {
            let magnitude = mantissa.iter_u64_digits().next().unwrap_or(0) << exponent;
            let value = magnitude as i64;
            return Some(Number { precision, form: Form::Integer(if negative { -value } else { value }) });
        }
        if negative && exponent == 63 && mantissa.bits() == 1 {
            return Some(Number { precision, form: Form::Integer(i64::MIN) });
        }
        Some(Number { precision, form: Form::Binary(Rc::new(Binary { negative, mantissa, exponent })) })
    }
}

/// Digits of an exponent with its sign.
fn exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.strip_prefix('+').unwrap_or(text).parse().ok()
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Form::Integer(a), Form::Integer(b)) = (&self.form, &other.form) {
            return a.cmp(b);
        }
        let by_sign = self.signum().cmp(&other.signum());
        match (self.signed(), other.signed()) {
            (Some((a, a_exponent)), Some((b, b_exponent))) if by_sign == Ordering::Equal => {
                let exponent = a_exponent.min(b_exponent);
                (a << (a_exponent - exponent) as u64).cmp(&(b << (b_exponent - exponent) as u64))
            }
            (None, Some(_)) if by_sign == Ordering::Equal => self.signum().cmp(&0),
            (Some(_), None) if by_sign == Ordering::Equal => 0.cmp(&other.signum()),
            _ => by_sign,
        }
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.form {
            Form::Integer(value) => value.hash(state),
            Form::NegativeZero => 0i64.hash(state),
            Form::Binary(binary) => binary.hash(state),
            Form::Infinite { negative } => negative.hash(state),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.form {
            Form::Infinite { negative: true } => f.write_str("-Inf"),
            Form::Infinite { negative: false } => f.write_str("+Inf"),
            Form::NegativeZero => f.write_str("-0"),
            Form::Integer(value) if self.precision >= INTEGER => write!(f, "{value}"),
            _ => {
                if self.is_negative() {
                    f.write_str("-")?;
                }
                f.write_str(&self.shortest().plain(None))
            }
        }
    }
}

impl Number {
    /// The fewest decimal digits of the magnitude that read back as this number at its precision.
    pub(super) fn shortest(&self) -> Decimal {
        let Some((mantissa, exponent)) = self.signed() else { return Decimal::zero() };
        Decimal::shortest(mantissa.magnitude(), exponent, self.precision)
    }
}

impl Number {
    /// With `digits` significant digits, or the fewest, and an exponent where it is far from 1: Go's `%g`.
    pub(super) fn general(&self, digits: Option<usize>) -> String {
        if self.is_infinite() {
            return self.to_string();
        }
        let (decimal, count) = match digits {
            Some(digits) => {
                let digits = digits.max(1);
                (self.decimal().unwrap_or_else(Decimal::zero).rounded(digits), digits)
            }
            None => {
                let decimal = self.shortest();
                let count = decimal.digits.len();
                (decimal, count)
            }
        };
        let have = decimal.digits.len();
        let limit = match digits {
            None => 6,
            Some(_) if count > have && have as i64 >= decimal.point => have,
            Some(_) => count,
        } as i64;
        let exponent = decimal.point - 1;
        let text = if exponent < -4 || exponent >= limit {
            decimal.scientific(Some(count.min(have).saturating_sub(1)), 'e')
        } else {
            let count = if count as i64 > decimal.point { have } else { count } as i64;
            decimal.plain(Some((count - decimal.point).max(0) as usize))
        };
        if self.is_negative() { format!("-{text}") } else { text }
    }
}

impl Number {
    /// With `places` decimals: Go's `%f`, of the magnitude.
    pub(super) fn fixed(&self, places: usize) -> String {
        self.decimal().unwrap_or_else(Decimal::zero).rounded_to_places(places).plain(Some(places))
    }

    /// With one digit before the point and `places` after it: Go's `%e`, of the magnitude.
    pub(super) fn scientific(&self, places: usize, exponent_letter: char) -> String {
        self.decimal().unwrap_or_else(Decimal::zero).rounded(places + 1).scientific(Some(places), exponent_letter)
    }
}
