//! Points in time as AWS prints them: ISO 8601 with or without an offset, or seconds since 1970 as a number.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::from_json::{FromJson, Reader};
use crate::syntax::json::Node;

const DAY: i64 = 86_400_000;
/// 9999-12-31T23:59:59.999Z: the last moment that four-digit years can write.
const LATEST: i64 = 253_402_300_799_999;

/// Milliseconds since 1970-01-01T00:00:00Z, between that moment and the end of the year 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// Reads `2026-03-09T12:00:00.123+01:00`; without an offset the time is taken as UTC.
    pub fn parse(text: &str) -> Option<Instant> {
        let bytes = text.trim().as_bytes();
        let (year, month, day) = (digits(bytes, 0, 4)?, digits(bytes, 5, 2)?, digits(bytes, 8, 2)?);
        let separators = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')];
        if separators.iter().any(|(at, separator)| bytes.get(*at) != Some(separator)) {
            return None;
        }
        if !matches!(bytes.get(10), Some(b'T' | b't' | b' ')) {
            return None;
        }
        let (hour, minute, second) = (digits(bytes, 11, 2)?, digits(bytes, 14, 2)?, digits(bytes, 17, 2)?);
        let valid_date = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        if !valid_date || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let (fraction, rest) = fraction(bytes.get(19..)?)?;
        let offset = offset_minutes(rest)?;
        let seconds = (hour * 60 + minute - offset) * 60 + second;
        Instant::from_millis(days_from_civil(year, month, day) * DAY + seconds * 1000 + fraction)
    }

    /// Reads a JSON value: a string as [`Instant::parse`] does, a number as seconds since 1970.
    pub fn from_json(value: &Value) -> Option<Instant> {
        match value {
            Value::String(text) => Instant::parse(text),
            Value::Number(number) => {
                let millis = number.as_f64()? * 1000.0;
                // The comparison also turns away NaN and the infinities.
                (0.0..=LATEST as f64).contains(&millis).then(|| Instant(millis.round() as i64))
            }
            _ => None,
        }
    }

    fn from_millis(millis: i64) -> Option<Instant> {
        (0..=LATEST).contains(&millis).then_some(Instant(millis))
    }
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC; milliseconds only where there are any.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY));
        let rest = self.0.rem_euclid(DAY);
        let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        match rest % 1000 {
            0 => f.write_str("Z"),
            millis => write!(f, ".{millis:03}Z"),
        }
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromJson for Instant {
    fn from_json<'a>(node: &'a Node, reader: &mut Reader<'a>) -> Self {
        match node.text().and_then(Instant::parse) {
            Some(time) => time,
            None => {
                reader.wants("an ISO 8601 time");
                Instant(0)
            }
        }
    }
}

fn digits(bytes: &[u8], at: usize, count: usize) -> Option<i64> {
    let run = bytes.get(at..at + count)?;
    run.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

/// `.123456Z` as 123 milliseconds and what follows; further digits are dropped.
fn fraction(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let Some((b'.' | b',', rest)) = bytes.split_first() else { return Some((0, bytes)) };
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if count == 0 {
        return None;
    }
    let millis = (0..3)
        .fold(0, |sum, at| sum * 10 + rest.get(at).filter(|_| at < count).map_or(0, |byte| i64::from(byte - b'0')));
    Some((millis, rest.get(count..)?))
}

/// `Z`, nothing, `+01:00`, `+0100` or `+01`.
fn offset_minutes(bytes: &[u8]) -> Option<i64> {
    let (sign, rest) = match bytes.split_first() {
        None => return Some(0),
        Some((b'Z' | b'z', [])) => return Some(0),
        Some((b'+', rest)) => (1, rest),
        Some((b'-', rest)) => (-1, rest),
        _ => return None,
    };
    let minutes = match rest.len() {
        2 => 0,
        4 => digits(rest, 2, 2)?,
        5 if rest.get(2) == Some(&b':') => digits(rest, 3, 2)?,
        _ => return None,
    };
    Some(sign * (digits(rest, 0, 2)? * 60 + minutes))
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar. The year is counted from March, so that
/// the leap day is its last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_gives_the_same_moment() {
        // date -u -d 2024-02-29T12:30:00Z +%s
        let expected = "2024-02-29T12:30:00Z";
        for text in
            ["2024-02-29T12:30:00Z", "2024-02-29T13:30:00+01:00", "2024-02-29T07:00:00.000-0530", "2024-02-29 12:30:00"]
        {
            assert_eq!(Instant::parse(text).map(|at| at.to_string()).as_deref(), Some(expected), "{text}");
        }
        let seconds = serde_json::json!(1_709_209_800.0);
        assert_eq!(Instant::from_json(&seconds).map(|at| at.to_string()).as_deref(), Some(expected));
    }

    #[test]
    fn fractions_keep_milliseconds() {
        let at = Instant::parse("1999-12-31T23:59:59.1239Z").map(|at| at.to_string());
        assert_eq!(at.as_deref(), Some("1999-12-31T23:59:59.123Z"));
        let at = Instant::from_json(&serde_json::json!(0.5)).map(|at| at.to_string());
        assert_eq!(at.as_deref(), Some("1970-01-01T00:00:00.500Z"));
    }

    #[test]
    fn nonsense_is_no_time() {
        for text in [
            "",
            "yesterday",
            "2024-02-30T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-01-01T00:00:00.Z",
            "2024-01-01",
            "1969-12-31T23:59:59Z",
            "2024-01-01T00:00:00+1",
            "２０２４-01-01T00:00:00Z",
        ] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
        for value in [serde_json::json!(1e300), serde_json::json!(-1), serde_json::json!(null), serde_json::json!({})] {
            assert_eq!(Instant::from_json(&value), None, "{value}");
        }
    }
}
