//! Functions of numbers.

use num_bigint::BigInt;

use super::FunctionError;
use super::signature::{Call, Signature, any, number, some_number};
use crate::terraform::convert::convert;
use crate::terraform::display::quoted;
use crate::terraform::number::Number;
use crate::terraform::types::Type;
use crate::terraform::value::{Kind, Value};

pub(super) const FUNCTIONS: &[Signature] = &[
    Signature::new("abs", &[number("num")], some_number, |call| Ok(Value::number(call.number(0)?.abs()))),
    Signature::new("ceil", &[number("num")], some_number, |call| {
        Ok(Value::number(without_sign(call.number(0)?.ceil())))
    }),
    Signature::new("floor", &[number("num")], some_number, |call| {
        Ok(Value::number(without_sign(call.number(0)?.floor())))
    }),
    Signature::new("log", &[number("num"), number("base")], some_number, log),
    Signature::new("max", &[], some_number, |call| extreme(call, |a, b| a > b)).variadic(number("numbers")),
    Signature::new("min", &[], some_number, |call| extreme(call, |a, b| a < b)).variadic(number("numbers")),
    Signature::new("parseint", &[any("number", 0), number("base")], some_number, parseint),
    Signature::new("pow", &[number("num"), number("power")], some_number, pow),
    Signature::new("signum", &[number("num")], some_number, |call| {
        let number = call.number(0)?;
        match number.to_i64() {
            Some(number) => Ok(Value::int(number.signum())),
            None => Err(FunctionError::at(0, "value must be a whole number of 64 bits")),
        }
    }),
];

/// Of -0, rounding leaves 0.
fn without_sign(number: Number) -> Number {
    if number == Number::from(0) { Number::from(0) } else { number }
}

fn extreme(call: &Call, better: fn(&Number, &Number) -> bool) -> Result<Value, FunctionError> {
    let mut best: Option<&Value> = None;
    let mut best_number: Option<&Number> = None;
    for index in 0..call.arguments.len() {
        let number = call.number(index)?;
        if best_number.is_none_or(|best| better(number, best)) {
            best = Some(call.argument(index)?);
            best_number = Some(number);
        }
    }
    best.cloned().ok_or_else(|| FunctionError::new("must pass at least one number"))
}

fn floating(value: f64) -> Result<Value, FunctionError> {
    Number::from_f64(value).map(Value::number).ok_or_else(|| FunctionError::new("the result is not a number"))
}

/// A number that a 64-bit one can stand for, if not to the last digit.
fn double(call: &Call, index: usize) -> Result<f64, FunctionError> {
    let number = call.number(index)?;
    let value = number.to_f64();
    if value.is_infinite() && !number.is_infinite() {
        return Err(FunctionError::at(index, "value is too large or too small"));
    }
    Ok(value)
}

fn log(call: &Call) -> Result<Value, FunctionError> {
    floating(natural_log(double(call, 0)?) / natural_log(double(call, 1)?))
}

/// The logarithm by the steps of Go's `math.Log` on amd64 (FreeBSD's `e_log.c`), to the last bit. Numbers too small to
/// have all their digits are read as if they had: their logarithms are wrong there, and here.
fn natural_log(x: f64) -> f64 {
    const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const L1: f64 = 6.666_666_666_666_735e-1;
    const L2: f64 = 3.999_999_999_940_942e-1;
    const L3: f64 = 2.857_142_874_366_239e-1;
    const L4: f64 = 2.222_219_843_214_978_4e-1;
    const L5: f64 = 1.818_357_216_161_805e-1;
    const L6: f64 = 1.531_383_769_920_937_3e-1;
    const L7: f64 = 1.479_819_860_511_658_6e-1;
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    if x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    let (mut fraction, mut exponent) = fields(x);
    if fraction < std::f64::consts::FRAC_1_SQRT_2 {
        fraction *= 2.0;
        exponent -= 1;
    }
    let f = fraction - 1.0;
    let k = f64::from(exponent);
    let s = f / (2.0 + f);
    let s2 = s * s;
    let s4 = s2 * s2;
    let t1 = s2 * (L1 + s4 * (L3 + s4 * (L5 + s4 * L7)));
    let t2 = s4 * (L2 + s4 * (L4 + s4 * L6));
    let r = t1 + t2;
    let half_square = 0.5 * f * f;
    k * LN2_HIGH - ((half_square - (s * (half_square + r) + k * LN2_LOW)) - f)
}

/// `e^x` by the steps of Go's `math.Exp` on amd64 (after Shibata: sixteenths by a Taylor series, squared four times),
/// for an `x` of which the result is an ordinary number.
fn exponential(x: f64) -> f64 {
    const LN2_HIGH: f64 = 0.693_147_180_559_662_956_511_601_805_686_950_683_593_75;
    const LN2_LOW: f64 = 0.282_352_905_630_315_771_225_884_481_750_134_360_255_254_120_68e-12;
    const FACTORIALS: [f64; 7] = [5040.0, 720.0, 120.0, 24.0, 6.0, 2.0, 1.0];
    let k = (std::f64::consts::LOG2_E * x).round_ties_even();
    let r = k.mul_add(-LN2_LOW, k.mul_add(-LN2_HIGH, x)) * 0.0625;
    let series = FACTORIALS.iter().fold(1.0 / 40320.0, |sum: f64, factorial| sum.mul_add(r, 1.0 / factorial));
    let mut y = series * r;
    for _ in 0..3 {
        y *= y + 2.0;
    }
    y.mul_add(y + 2.0, 1.0) * 2f64.powi(k as i32)
}

/// `x = fraction * 2^exponent` with a fraction of at least a half and below one.
fn split(x: f64) -> (f64, i32) {
    if x.abs() < f64::MIN_POSITIVE {
        let (fraction, exponent) = fields(x * (1u64 << 52) as f64);
        return (fraction, exponent - 52);
    }
    fields(x)
}

/// The same of a number that has all its digits.
fn fields(x: f64) -> (f64, i32) {
    let bits = x.to_bits();
    (f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52), ((bits >> 52) & 0x7ff) as i32 - 1022)
}

fn pow(call: &Call) -> Result<Value, FunctionError> {
    floating(power(double(call, 0)?, double(call, 1)?))
}

/// Go's `math.Pow`: repeated squaring, so that powers of integers come out the same to the last bit.
fn power(x: f64, y: f64) -> f64 {
    if y == 0.0 || x == 1.0 {
        return 1.0;
    }
    if y == 1.0 {
        return x;
    }
    if x == 0.0 || x.is_infinite() {
        let is_odd = (y / 2.0).fract().abs() == 0.5;
        let size = if x.is_infinite() == (y > 0.0) { f64::INFINITY } else { 0.0 };
        return if is_odd { size.copysign(x) } else { size };
    }
    if y.abs() >= 9.223_372_036_854_776e18 {
        return if x == -1.0 {
            1.0
        } else if (x.abs() < 1.0) == (y > 0.0) {
            0.0
        } else {
            f64::INFINITY
        };
    }
    if y == 0.5 {
        return x.sqrt();
    }
    if y == -0.5 {
        return 1.0 / x.sqrt();
    }
    let (mut whole, mut fraction) = (y.abs().trunc(), y.abs().fract());
    if fraction != 0.0 && x < 0.0 {
        return f64::NAN;
    }
    let mut result = 1.0;
    let mut result_exponent: i64 = 0;
    if fraction != 0.0 {
        if fraction > 0.5 {
            fraction -= 1.0;
            whole += 1.0;
        }
        result = exponential(fraction * natural_log(x));
    }
    let (mut square, exponent) = split(x);
    let mut exponent = i64::from(exponent);
    let mut bits = whole as i64;
    while bits != 0 {
        if !(-4096..=4096).contains(&exponent) {
            result_exponent += exponent;
            break;
        }
        if bits & 1 == 1 {
            result *= square;
            result_exponent += exponent;
        }
        square *= square;
        exponent <<= 1;
        if square < 0.5 {
            square += square;
            exponent -= 1;
        }
        bits >>= 1;
    }
    if y < 0.0 {
        result = 1.0 / result;
        result_exponent = -result_exponent;
    }
    let (fraction, exponent) = split(result);
    let exponent = (i64::from(exponent) + result_exponent).clamp(-1200, 1200) as i32;
    // In two steps, of which only the second can round.
    fraction * 2f64.powi(exponent / 2) * 2f64.powi(exponent - exponent / 2)
}

fn parseint(call: &Call) -> Result<Value, FunctionError> {
    let given = call.argument(0)?;
    let text = match &given.kind {
        Kind::String(text) => text.to_string(),
        _ => {
            return match convert(given, &Type::String) {
                Ok(_) => Err(FunctionError::at(
                    0,
                    format!("first argument must be a string, not {}", given.ty().friendly_name()),
                )),
                Err(why) => Err(FunctionError::at(0, why)),
            };
        }
    };
    let base = call.integer(1)?;
    if !(2..=62).contains(&base) {
        return Err(FunctionError::at(1, "base must be a whole number between 2 and 62 inclusive"));
    }
    call.spend(text.len())?;
    let wrong = || FunctionError::at(0, format!("cannot parse {} as a base {base} integer", quoted(&text)));
    let (negative, digits) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    if digits.is_empty() {
        return Err(wrong());
    }
    let mut value = BigInt::ZERO;
    for &byte in digits {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'z' => byte - b'a' + 10,
            // Capitals are the same letters until there are more digits than letters.
            b'A'..=b'Z' if base <= 36 => byte - b'A' + 10,
            b'A'..=b'Z' => byte - b'A' + 36,
            _ => return Err(wrong()),
        };
        if i64::from(digit) >= base {
            return Err(wrong());
        }
        value = value * base + digit;
    }
    Number::from_integer(if negative { -value } else { value })
        .map(Value::number)
        .ok_or_else(|| FunctionError::at(0, "the number is too large"))
}
