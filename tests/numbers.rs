//! Numbers print and compute as Terraform 1.11 has them; every expectation comes from `terraform console`.

#![allow(clippy::unwrap_used, clippy::panic)] // A test says what is wrong by failing.

use ec2_profile_check::terraform::number::Number;

fn number(text: &str) -> Number {
    Number::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
}

#[test]
fn prints_as_terraform() {
    let cases = [
        (number("1"), "1"),
        (number("0").neg(), "-0"),
        (number("1p3"), "8"),
        (number("1.50"), "1.5"),
        (number("1e3"), "1000"),
        (number("123456789012345678901234567890"), "123456789012345678901234567890"),
        (Number::from_f64(2f64.powi(60)).unwrap(), "1152921504606847000"),
        (number("0.1").add(&number("0.2")).unwrap(), "0.3"),
        (Number::from(1).div(&Number::from(3)).unwrap(), "0.33333333333333333334"),
        (
            number("1").div(&number("3")).unwrap(),
            "0.33333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333335",
        ),
        (number("-10").rem(&number("3")).unwrap(), "-1"),
        (number("10").rem(&number("3.5")).unwrap(), "3"),
        (number("5").rem(&number("0")).unwrap(), "5"),
        (number("Inf").neg(), "-Inf"),
    ];
    for (number, printed) in cases {
        assert_eq!(number.to_string(), printed);
    }
}

#[test]
fn refuses_what_is_no_number() {
    for text in ["", "1_000", "0x10", " 1", "1 ", "e5", "1e", "--1", "1.2.3", "1e1000000"] {
        assert!(Number::parse(text).is_none(), "{text}");
    }
}

#[test]
fn compares_by_value() {
    assert_eq!(number("1.0"), Number::from(1));
    assert_eq!(number("-0").abs(), Number::from(0));
    assert!(number("0.1") < number("0.2"));
    assert!(number("-Inf") < number("-1e300"));
    assert!(number("1e300") < number("Inf"));
    assert_eq!(number("9223372036854775808").to_i64(), None);
    assert_eq!(number("-9223372036854775808").to_i64(), Some(i64::MIN));
}
