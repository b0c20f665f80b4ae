//! Decimal digits of binary numbers: exact, shortest, and rounded for the verbs of `format`.

use num_bigint::BigUint;

/// `0.d1d2d3… * 10^point`, without trailing zeros; zero has no digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    /// ASCII digits, the first not `0`.
    pub digits: Vec<u8>,
    /// Where the decimal point stands, counted from the first digit.
    pub point: i64,
}

impl Decimal {
    pub(super) fn zero() -> Self {
        Decimal { digits: Vec::new(), point: 0 }
    }

    /// All digits of `mantissa * 2^exponent`.
    pub(super) fn new(mantissa: &BigUint, exponent: i64) -> Self {
        if *mantissa == BigUint::ZERO {
            return Self::zero();
        }
        // A negative power of two is as many decimal places of a power of five.
        let (whole, places) = if exponent >= 0 {
            (mantissa << exponent as u64, 0)
        } else {
            let zeros = mantissa.trailing_zeros().unwrap_or(0).min(exponent.unsigned_abs());
            let places = exponent.unsigned_abs() - zeros;
            ((mantissa >> zeros) * BigUint::from(5u8).pow(places as u32), places as i64)
        };
        let digits = whole.to_str_radix(10).into_bytes();
        let point = digits.len() as i64 - places;
        Decimal { digits, point }.trimmed()
    }

    /// The fewest digits that read back as `mantissa * 2^exponent` when rounded to `precision` bits. The steps are
    /// those of Go's `roundShortest`, so that the last digit is the same.
    pub(super) fn shortest(mantissa: &BigUint, exponent: i64, precision: u32) -> Self {
        let exact = Self::new(mantissa, exponent);
        if exact.digits.is_empty() {
            return exact;
        }
        // One bit more than the precision: its last bit is half a unit in the last place.
        let excess = mantissa.bits() as i64 - (i64::from(precision) + 1);
        let wide = if excess < 0 { mantissa << excess.unsigned_abs() } else { mantissa >> excess as u64 };
        let exponent = exponent + excess;
        let lower = Self::new(&(&wide - 1u8), exponent);
        let upper = Self::new(&(&wide + 1u8), exponent);
        // The bounds themselves round to this number when its own last bit is even.
        let inclusive = !wide.bit(1);
        for (index, &digit) in exact.digits.iter().enumerate() {
            let low = lower.at(index);
            let up = upper.at(index);
            let can_round_down = low != digit || inclusive && index + 1 == lower.digits.len();
            let can_round_up = digit != up && (inclusive || digit + 1 < up || index + 1 < upper.digits.len());
            match (can_round_down, can_round_up) {
                (true, true) => return exact.rounded(index + 1),
                (true, false) => return exact.cut(index + 1),
                (false, true) => return exact.increased(index + 1),
                (false, false) => {}
            }
        }
        exact
    }

    fn at(&self, index: usize) -> u8 {
        self.digits.get(index).copied().unwrap_or(b'0')
    }

    fn trimmed(mut self) -> Self {
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
        self
    }

    fn cut(mut self, count: usize) -> Self {
        self.digits.truncate(count);
        self.trimmed()
    }

    fn increased(mut self, count: usize) -> Self {
        self.digits.truncate(count);
        while let Some(digit) = self.digits.pop() {
            if digit < b'9' {
                self.digits.push(digit + 1);
                return self;
            }
        }
        Decimal { digits: vec![b'1'], point: self.point + 1 }
    }

    /// Keeps `count` digits, rounding to nearest even.
    pub(super) fn rounded(self, count: usize) -> Self {
        let Some(&next) = self.digits.get(count) else { return self };
        let up = if next == b'5' && count + 1 == self.digits.len() {
            count > 0 && self.at(count - 1) % 2 == 1
        } else {
            next >= b'5'
        };
        if up { self.increased(count) } else { self.cut(count) }
    }

    /// Rounds to `places` after the decimal point.
    pub(super) fn rounded_to_places(self, places: usize) -> Self {
        let count = self.point + places as i64;
        if count < 0 { Self::zero() } else { self.rounded(count as usize) }
    }

    /// Without an exponent, with `places` decimals, or as many as there are digits.
    pub(super) fn plain(&self, places: Option<usize>) -> String {
        let places = places.unwrap_or((self.digits.len() as i64 - self.point).max(0) as usize);
        let mut text = String::new();
        if self.point > 0 {
            (0..self.point as usize).for_each(|index| text.push(self.at(index) as char));
        } else {
            text.push('0');
        }
        if places > 0 {
            text.push('.');
            for place in 0..places as i64 {
                let index = self.point + place;
                text.push(if index < 0 { '0' } else { self.at(index as usize) as char });
            }
        }
        text
    }

    /// With an exponent of at least two digits, and `places` decimals, or as many as there are digits.
    pub(super) fn scientific(&self, places: Option<usize>, exponent_letter: char) -> String {
        let places = places.unwrap_or(self.digits.len().saturating_sub(1));
        let mut text = String::from(self.at(0) as char);
        if places > 0 {
            text.push('.');
            (1..=places).for_each(|index| text.push(self.at(index) as char));
        }
        let exponent = if self.digits.is_empty() { 0 } else { self.point - 1 };
        let sign = if exponent < 0 { '-' } else { '+' };
        text.push_str(&format!("{exponent_letter}{sign}{:02}", exponent.abs()));
        text
    }
}
