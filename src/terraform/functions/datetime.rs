//! Dates and times. What the clock says is unknown.

use super::FunctionError;
use super::signature::{Call, Signature, some_number, some_text, string, unknown};
use super::string::normalise;
use crate::terraform::display::quoted;
use crate::terraform::types::Type;
use crate::terraform::value::Value;

pub(super) const FUNCTIONS: &[Signature] = &[
    Signature::new("formatdate", &[string("format"), string("time")], some_date, format_date),
    Signature::new("plantimestamp", &[], some_text, some_text),
    Signature::new("timeadd", &[string("timestamp"), string("duration")], some_text, |call| {
        let time = Time::parse(call.text(0)?).map_err(|why| FunctionError::at(0, why))?;
        let nanoseconds = duration(call.text(1)?).map_err(|why| FunctionError::at(1, why))?;
        Ok(Value::string(time.plus(nanoseconds).rfc3339()))
    }),
    Signature::new("timecmp", &[string("timestamp_a"), string("timestamp_b")], some_number, |call| {
        let a = Time::parse_loosely(call.text(0)?).map_err(|why| FunctionError::at(0, why))?;
        let b = Time::parse_loosely(call.text(1)?).map_err(|why| FunctionError::at(1, why))?;
        Ok(Value::int(a.instant.cmp(&b.instant) as i64))
    }),
    Signature::new("timestamp", &[], some_text, some_text),
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const SECOND: i128 = 1_000_000_000;

/// A moment and the offset it is written with.
pub(super) struct Time {
    /// Nanoseconds since the beginning of 1970, UTC.
    instant: i128,
    /// Seconds east of UTC.
    offset: i64,
}

struct Civil {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    weekday: usize,
}

/// Days since the beginning of 1970 (proleptic Gregorian calendar).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl Time {
    pub(super) fn new(date: (i64, i64, i64), clock: (i64, i64, i64), nanoseconds: i64, offset: i64) -> Option<Time> {
        let ((year, month, day), (hour, minute, second)) = (date, clock);
        let valid = (1..=12).contains(&month)
            && (1..=days_in(year, month)).contains(&day)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..60).contains(&second);
        let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset;
        valid.then(|| Time { instant: i128::from(seconds) * SECOND + i128::from(nanoseconds), offset })
    }

    /// Reads RFC 3339 to the letter.
    fn parse(text: &str) -> Result<Time, String> {
        let day = 24 * 3_600;
        match Self::parse_loosely(text) {
            Ok(time) if !text.contains(',') && time.offset.abs() < day && text.as_bytes().get(13) == Some(&b':') => {
                Ok(time)
            }
            _ => Err(format!("not a valid RFC3339 timestamp: {}", quoted(text))),
        }
    }

    /// Reads RFC 3339 as Go does: hours of one digit, fractions after a comma, and a zone a whole day off pass.
    fn parse_loosely(text: &str) -> Result<Time, String> {
        let padded = match text.as_bytes().get(12) {
            Some(b':') => format!("{}0{}", text.get(..11).unwrap_or(""), text.get(11..).unwrap_or("")),
            _ => text.to_owned(),
        };
        Self::parse_rfc3339(&padded).ok_or_else(|| format!("not a valid RFC3339 timestamp: {}", quoted(text)))
    }

    fn parse_rfc3339(text: &str) -> Option<Time> {
        if !text.is_ascii() || text.len() < 20 {
            return None;
        }
        let number = |from: usize, to: usize| -> Option<i64> {
            let digits = text.get(from..to)?;
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
        };
        let separated = [(4, '-'), (7, '-'), (10, 'T'), (13, ':'), (16, ':')];
        if separated.iter().any(|&(at, separator)| text.as_bytes().get(at) != Some(&(separator as u8))) {
            return None;
        }
        let date = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let clock = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let rest = text.get(19..)?;
        let (nanoseconds, zone) = fraction(rest)?;
        Time::new(date, clock, nanoseconds, offset(zone)?)
    }

    fn plus(&self, nanoseconds: i128) -> Time {
        Time { instant: self.instant + nanoseconds, offset: self.offset }
    }

    fn civil(&self) -> Civil {
        let seconds = self.instant.div_euclid(SECOND) as i64 + self.offset;
        let days = seconds.div_euclid(86_400);
        let clock = seconds.rem_euclid(86_400);
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_of_year = (5 * day_of_year + 2) / 153;
        let month = if month_of_year < 10 { month_of_year + 3 } else { month_of_year - 9 };
        Civil {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * month_of_year + 2) / 5 + 1,
            hour: clock / 3_600,
            minute: clock / 60 % 60,
            second: clock % 60,
            weekday: (days + 4).rem_euclid(7) as usize,
        }
    }

    /// As RFC 3339 has it, without fractions of a second.
    pub(super) fn rfc3339(&self) -> String {
        let Civil { year, month, day, hour, minute, second, .. } = self.civil();
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{}", self.zone("Z", ":"))
    }

    fn zone(&self, utc: &str, separator: &str) -> String {
        if self.offset == 0 && !utc.is_empty() {
            return utc.to_owned();
        }
        let minutes = self.offset.abs() / 60;
        let sign = if self.offset < 0 { '-' } else { '+' };
        format!("{sign}{:02}{separator}{:02}", minutes / 60, minutes % 60)
    }
}

/// Nanoseconds of a decimal fraction, and what follows it.
pub(super) fn fraction(text: &str) -> Option<(i64, &str)> {
    let Some(digits) = text.strip_prefix(['.', ',']) else { return Some((0, text)) };
    let count = digits.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 {
        return None;
    }
    let nanoseconds: String = digits.get(..count.min(9))?.chars().chain("000000000".chars()).take(9).collect();
    Some((nanoseconds.parse().ok()?, digits.get(count..)?))
}

/// Seconds of a zone: `Z`, `+01:00`.
pub(super) fn offset(zone: &str) -> Option<i64> {
    if zone == "Z" {
        return Some(0);
    }
    let (sign, digits) = match zone.as_bytes().first()? {
        b'+' => (1, zone.get(1..)?),
        b'-' => (-1, zone.get(1..)?),
        _ => return None,
    };
    let (hours, minutes) = digits.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 || !(hours.bytes().chain(minutes.bytes())).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60)
}

/// Nanoseconds of a duration as Go writes it: `1h30m`, `-1.5s`.
fn duration(text: &str) -> Result<i128, String> {
    let wrong = || format!("time: invalid duration {}", quoted(text));
    let (sign, mut rest) = match text.as_bytes() {
        [b'-', ..] => (-1, &text[1..]),
        [b'+', ..] => (1, &text[1..]),
        _ => (1, text),
    };
    if rest == "0" {
        return Ok(0);
    }
    if rest.is_empty() {
        return Err(wrong());
    }
    let mut total: i128 = 0;
    while !rest.is_empty() {
        let whole = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (whole, after) = rest.split_at(whole);
        let (part, after) = match after.strip_prefix('.') {
            Some(after) => after.split_at(after.bytes().take_while(u8::is_ascii_digit).count()),
            None => ("", after),
        };
        if whole.is_empty() && part.is_empty() {
            return Err(wrong());
        }
        let unit_length = after.find(|character: char| character == '.' || character.is_ascii_digit());
        let (unit, after) = after.split_at(unit_length.unwrap_or(after.len()));
        let scale: i128 = match unit {
            "ns" => 1,
            "us" | "µs" | "μs" => 1_000,
            "ms" => 1_000_000,
            "s" => SECOND,
            "m" => 60 * SECOND,
            "h" => 3_600 * SECOND,
            "" => return Err(format!("time: missing unit in duration {}", quoted(text))),
            unit => return Err(format!("time: unknown unit {} in duration {}", quoted(unit), quoted(text))),
        };
        let value: i128 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| wrong())? };
        total = value.checked_mul(scale).and_then(|value| total.checked_add(value)).ok_or_else(wrong)?;
        let digits: String = part.chars().take(18).collect();
        if !digits.is_empty() {
            let part: i128 = digits.parse().map_err(|_| wrong())?;
            total += part * scale / 10i128.pow(digits.len() as u32);
        }
        if total > i128::from(i64::MAX) {
            return Err(wrong());
        }
        rest = after;
    }
    Ok(sign * total)
}

/// Every date has as many of the parts that are asked for.
fn some_date(call: &Call) -> Result<Value, FunctionError> {
    Ok(unknown(Type::String, call.text(0).is_ok_and(|format| !format.is_empty())))
}

fn format_date(call: &Call) -> Result<Value, FunctionError> {
    let format = call.text(0)?;
    let time = Time::parse(call.text(1)?).map_err(|why| FunctionError::at(1, why))?;
    call.spend(format.len() * 3)?;
    let civil = time.civil();
    let mut out = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let length = if first == '\'' {
            quoted_length(rest).ok_or_else(|| FunctionError::at(0, "unterminated literal '"))?
        } else if first.is_ascii_alphabetic() {
            rest.chars().take_while(|character| *character == first).count()
        } else {
            rest.find(|character: char| character == '\'' || character.is_ascii_alphabetic()).unwrap_or(rest.len())
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        if token == "''" {
            out.push('\'');
        } else if first == '\'' {
            out.push_str(&token[1..token.len() - 1].replace("''", "'"));
        } else if first.is_ascii_alphabetic() {
            out.push_str(
                &date_verb(token, &civil, &time)
                    .ok_or_else(|| FunctionError::at(0, format!("invalid date format verb {}", quoted(token))))?,
            );
        } else {
            out.push_str(token);
        }
    }
    Ok(Value::string(normalise(&out)))
}

/// Length of a quoted literal with its quotes; a quote in it is written twice.
fn quoted_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'\'') {
        return Some(2);
    }
    let mut at = 1;
    loop {
        match (bytes.get(at), bytes.get(at + 1)) {
            (None, _) => return None,
            (Some(b'\''), Some(b'\'')) => at += 2,
            (Some(b'\''), _) => return Some(at + 1),
            _ => at += 1,
        }
    }
}

fn date_verb(token: &str, civil: &Civil, time: &Time) -> Option<String> {
    let plain_or_padded = |value: i64| match token.len() {
        1 => Some(value.to_string()),
        2 => Some(format!("{value:02}")),
        _ => None,
    };
    let month = MONTHS.get(civil.month as usize - 1)?;
    let day = DAYS.get(civil.weekday)?;
    match (token.as_bytes().first()?, token.len()) {
        (b'Y', 2) => Some(format!("{:02}", civil.year % 100)),
        (b'Y', 4) => Some(format!("{:04}", civil.year)),
        (b'M', 3) => Some(month[..3].to_owned()),
        (b'M', 4) => Some((*month).to_owned()),
        (b'M', _) => plain_or_padded(civil.month),
        (b'D', _) => plain_or_padded(civil.day),
        (b'E', 3) => Some(day[..3].to_owned()),
        (b'E', 4) => Some((*day).to_owned()),
        (b'h', _) => plain_or_padded(civil.hour),
        (b'H', _) => plain_or_padded(if civil.hour % 12 == 0 { 12 } else { civil.hour % 12 }),
        (b'A', 2) => Some(if civil.hour < 12 { "AM" } else { "PM" }.to_owned()),
        (b'a', 2) => Some(if civil.hour < 12 { "am" } else { "pm" }.to_owned()),
        (b'm', _) => plain_or_padded(civil.minute),
        (b's', _) => plain_or_padded(civil.second),
        (b'Z', 1) => Some(time.zone("Z", ":")),
        (b'Z', 3) => Some(time.zone("UTC", "")),
        (b'Z', 4) => Some(time.zone("", "")),
        (b'Z', 5) => Some(time.zone("", ":")),
        _ => None,
    }
}
