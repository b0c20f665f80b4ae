//! Reading JSON of uncertain shape: whatever is not there, or of another type, is simply absent.

use serde_json::Value;

/// The list under `key`, empty where there is none.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The string under `key`, unless it is empty.
pub(super) fn text(value: &Value, key: &str) -> Option<String> {
    string(value.get(key)?)
}

/// The value as a string, unless it is empty.
pub(super) fn string(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The member of that name, whatever its case: EC2's events write `InstanceId` in some requests and
/// `instanceId` in others.
pub(super) fn any_case<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    value.as_object()?.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, member)| member)
}

/// The non-empty string member of that name, whatever its case.
pub(super) fn any_case_text(value: &Value, key: &str) -> Option<String> {
    string(any_case(value, key)?)
}

/// The value of an AWS tag in a list of `{Key, Value}` or `{key, value}`.
pub(super) fn tag(tags: &[Value], name: &str) -> Option<String> {
    let tag = tags.iter().find(|tag| any_case(tag, "key").and_then(Value::as_str) == Some(name))?;
    any_case_text(tag, "value")
}
