//! What functions make of unknown arguments: as much as Terraform knows, and what follows from that.

#![allow(clippy::expect_used, clippy::panic)] // A test says what is wrong by failing.

use ec2_profile_check::sorted::SortedMap;
use std::rc::Rc;

use ec2_profile_check::terraform::functions::{self, FunctionContext, FunctionError};
use ec2_profile_check::terraform::types::Type;
use ec2_profile_check::terraform::value::{Kind, Meta, Reference, Unknown, Value};

struct Context {
    left: std::cell::Cell<usize>,
}

impl FunctionContext for Context {
    fn read_file(&self, path: &str) -> Option<Rc<str>> {
        (path == "given.txt").then(|| "text".into())
    }

    fn file_paths(&self) -> Vec<String> {
        vec!["given.txt".to_owned()]
    }

    fn spend(&self, units: usize) -> bool {
        let left = self.left.get().checked_sub(units);
        self.left.set(left.unwrap_or(0));
        left.is_some()
    }
}

fn try_call(name: &str, arguments: &[Value]) -> Result<Value, FunctionError> {
    let context = Context { left: std::cell::Cell::new(4_000_000) };
    functions::call(name, arguments, &context).expect("there is such a function")
}

fn call(name: &str, arguments: &[Value]) -> Value {
    try_call(name, arguments).unwrap_or_else(|error| panic!("{name}: {}", error.message))
}

fn some(ty: Type) -> Value {
    Value::unknown(ty)
}

fn filled(ty: Type) -> Value {
    Kind::Unknown(Rc::new(Unknown { ty, not_null: true, not_empty: true, element: None, term: None, parts: None }))
        .into()
}

fn list_of(element: Value, not_empty: bool) -> Value {
    let ty = element.ty().list_of();
    Kind::Unknown(Rc::new(Unknown { ty, not_null: true, not_empty, element: Some(element), term: None, parts: None }))
        .into()
}

fn text(text: &str) -> Value {
    Value::string(text)
}

fn tuple(elements: &[Value]) -> Value {
    Value::tuple(elements.to_vec())
}

fn known(value: &Value) -> &Unknown {
    value.as_unknown().expect("an unknown value")
}

#[test]
fn keeps_the_type_of_the_result() {
    let cases = [
        ("upper", vec![some(Type::String)], Type::String),
        ("length", vec![some(Type::String)], Type::Number),
        ("split", vec![text(","), some(Type::Dynamic)], Type::String.list_of()),
        ("tolist", vec![some(Type::String.set_of())], Type::String.list_of()),
        ("keys", vec![some(Type::Number.map_of())], Type::String.list_of()),
        ("values", vec![some(Type::Number.map_of())], Type::Number.list_of()),
        ("jsondecode", vec![some(Type::String)], Type::Dynamic),
        ("uuid", vec![], Type::String),
        ("timestamp", vec![], Type::String),
        ("bcrypt", vec![text("x")], Type::String),
        ("file", vec![text("missing.txt")], Type::String),
        ("fileexists", vec![text("missing.txt")], Type::Bool),
        ("concat", vec![some(Type::String.list_of()), list_of(some(Type::String), false)], Type::String.list_of()),
        ("regexall", vec![text("a"), some(Type::String)], Type::String.list_of()),
    ];
    for (name, arguments, ty) in cases {
        assert_eq!(known(&call(name, &arguments)).ty, ty, "{name}");
    }
}

#[test]
fn knows_what_has_a_character_or_element() {
    let unknown_text = some(Type::String);
    let cases = [
        ("upper", vec![filled(Type::String)], true),
        ("upper", vec![unknown_text.clone()], false),
        ("trimspace", vec![filled(Type::String)], false),
        ("format", vec![text("%s-web"), unknown_text.clone()], true),
        ("format", vec![text("%s%s"), unknown_text.clone(), unknown_text.clone()], false),
        ("format", vec![text("%s%s"), unknown_text.clone(), filled(Type::String)], true),
        ("format", vec![text("%d"), some(Type::Number)], true),
        ("join", vec![text("-"), tuple(&[unknown_text.clone(), text("x")])], true),
        ("join", vec![text("-"), tuple(&[unknown_text.clone(), unknown_text.clone()])], true),
        ("join", vec![text(""), tuple(&[unknown_text.clone(), unknown_text.clone()])], false),
        ("join", vec![text("-"), list_of(filled(Type::String), true)], true),
        ("join", vec![text("-"), list_of(filled(Type::String), false)], false),
        ("concat", vec![some(Type::String.list_of()), tuple(&[text("a")])], true),
        ("toset", vec![list_of(filled(Type::String), true)], true),
        ("values", vec![filled(Type::String.map_of())], true),
        ("coalesce", vec![unknown_text.clone(), text("x")], true),
        ("coalesce", vec![unknown_text.clone(), unknown_text.clone()], true),
        ("jsonencode", vec![unknown_text.clone()], true),
        ("md5", vec![unknown_text.clone()], true),
        ("merge", vec![some(Type::String.map_of()), Value::object(SortedMap::from([("a".into(), text("x"))]))], true),
        ("compact", vec![tuple(&[unknown_text.clone(), text("x")])], true),
        ("compact", vec![tuple(&[unknown_text.clone(), text("")])], false),
        ("flatten", vec![tuple(&[some(Type::String.list_of()), tuple(&[text("a")])])], true),
        ("flatten", vec![tuple(&[some(Type::String.list_of())])], false),
    ];
    for (name, arguments, not_empty) in cases {
        let result = call(name, &arguments);
        assert_eq!(known(&result).not_empty, not_empty, "{name} {arguments:?}");
    }
}

#[test]
fn sees_through_unknown_parts() {
    let unknown_text = some(Type::String);
    let object = Value::object(SortedMap::from([("a".into(), text("x")), ("b".into(), unknown_text.clone())]));
    assert_eq!(call("length", &[tuple(&[unknown_text.clone(), unknown_text.clone()])]), Value::int(2));
    assert_eq!(call("contains", &[tuple(&[unknown_text.clone(), text("a")]), text("a")]), Value::bool(true));
    assert!(!call("contains", &[tuple(std::slice::from_ref(&unknown_text)), text("a")]).is_known());
    assert_eq!(call("lookup", &[object.clone(), text("a"), text("y")]), text("x"));
    assert_eq!(call("lookup", &[object.clone(), text("c"), text("y")]), text("y"));
    assert_eq!(call("keys", std::slice::from_ref(&object)), tuple(&[text("a"), text("b")]));
    assert_eq!(call("element", &[tuple(&[text("a"), unknown_text.clone()]), Value::int(0)]), text("a"));
    assert_eq!(call("alltrue", &[tuple(&[some(Type::Bool), Value::bool(false)])]), Value::bool(false));
    assert_eq!(call("anytrue", &[tuple(&[some(Type::Bool), Value::bool(true)])]), Value::bool(true));
    assert_eq!(call("startswith", &[unknown_text.clone(), text("")]), Value::bool(true));
    assert!(known(&call("one", &[list_of(filled(Type::String), true)])).not_empty);
    assert!(!known(&call("one", &[list_of(filled(Type::String), false)])).not_null);
    assert!(known(&call("element", &[list_of(filled(Type::String), false), Value::int(3)])).not_empty);
    let set = call("toset", &[tuple(&[unknown_text.clone(), text("a")])]);
    assert!(!call("length", &[set]).is_known(), "the two may turn out equal");
}

#[test]
fn refuses_wrong_arguments_though_unknown() {
    assert!(try_call("upper", &[some(Type::String.list_of())]).is_err());
    assert!(try_call("upper", &[]).is_err());
    assert!(try_call("format", &[text("%s"), some(Type::String), some(Type::String)]).is_err());
    assert!(try_call("regex", &[text("("), some(Type::String)]).is_err());
    assert!(try_call("join", &[text(","), tuple(&[some(Type::String), Value::null()])]).is_err());
}

fn reference(attribute: &str) -> Rc<Reference> {
    Rc::new(Reference {
        address: "aws_iam_instance_profile.p".into(),
        resource_type: "aws_iam_instance_profile".into(),
        data: false,
        declared: true,
        attribute: attribute.into(),
    })
}

fn attribute(name: &str) -> Value {
    let meta = Meta { origin: Some(reference(name)), ..Meta::default() };
    filled(Type::String).with_meta(Some(Rc::new(meta)))
}

#[test]
fn hands_back_the_very_value() {
    let name = attribute("name");
    let other = attribute("arn");
    let map = Value::object(SortedMap::from([("a".into(), name.clone()), ("b".into(), other.clone())]));
    let cases = [
        ("element", vec![tuple(&[name.clone(), other.clone()]), Value::int(0)]),
        ("coalesce", vec![Value::null(), name.clone(), other.clone()]),
        ("one", vec![tuple(std::slice::from_ref(&name))]),
        ("lookup", vec![map.clone(), text("a"), text("x")]),
        ("join", vec![text(""), tuple(std::slice::from_ref(&name))]),
        ("format", vec![text("%s"), name.clone()]),
        ("tostring", vec![name.clone()]),
        ("sensitive", vec![name.clone()]),
        ("lookup", vec![Value::object(SortedMap::new()), text("a"), name.clone()]),
    ];
    for (function, arguments) in cases {
        let result = call(function, &arguments);
        let meta = result.meta.unwrap_or_else(|| panic!("{function} has marks"));
        assert_eq!(meta.origin, Some(reference("name")), "{function}");
        assert!(!meta.flowed.contains(&reference("arn")), "{function}");
    }
    let lists = [
        ("concat", vec![tuple(std::slice::from_ref(&name)), tuple(&[text("a")])]),
        ("flatten", vec![tuple(&[tuple(std::slice::from_ref(&name))])]),
        ("values", vec![map]),
        ("tolist", vec![tuple(std::slice::from_ref(&name))]),
        ("toset", vec![tuple(std::slice::from_ref(&name))]),
        ("slice", vec![tuple(&[name.clone(), other]), Value::int(0), Value::int(1)]),
        ("compact", vec![tuple(&[text(""), name])]),
    ];
    for (function, arguments) in lists {
        let result = call(function, &arguments);
        let element = result.as_sequence().and_then(|elements| elements.first()).cloned();
        let origin = element.and_then(|element| element.meta).and_then(|meta| meta.origin.clone());
        assert_eq!(origin, Some(reference("name")), "{function}");
    }
}

#[test]
fn carries_marks_and_where_values_came_from() {
    let name = attribute("name");
    let made = call("upper", std::slice::from_ref(&name)).meta.expect("marks");
    assert_eq!((made.origin.clone(), made.flowed.as_slice()), (None, [reference("name")].as_slice()));
    let secret = call("sensitive", &[text("x")]);
    let joined = call("join", &[text(","), tuple(&[secret.clone(), text("y")])]);
    assert_eq!(joined.as_str(), Some("x,y"));
    assert!(joined.meta.as_ref().is_some_and(|meta| meta.sensitive));
    assert_eq!(call("issensitive", std::slice::from_ref(&joined)), Value::bool(true));
    assert_eq!(call("nonsensitive", &[joined]), text("x,y"));
    let set = call("toset", &[tuple(&[secret])]);
    assert_eq!(call("issensitive", &[set]), Value::bool(true));
}

#[test]
fn reads_given_files_only() {
    assert_eq!(call("file", &[text("./given.txt")]), text("text"));
    assert_eq!(call("fileexists", &[text("given.txt")]), Value::bool(true));
    assert!(!call("filemd5", &[text("other.txt")]).is_known());
    assert!(!call("fileset", &[text("elsewhere"), text("*")]).is_known());
}

/// Each is refused before it is made, in no time.
#[test]
fn stops_at_the_budget() {
    let numbers = Value::tuple((0..1000).map(Value::int).collect());
    let long = text(&"a".repeat(100_000));
    let bomb = (0..40).fold("a0: &a0 [x]\n".to_owned(), |text, level| {
        format!("{text}a{}: &a{} [*a{level}, *a{level}, *a{level}]\n", level + 1, level + 1)
    });
    let wide: String = ('à'..='ɏ').collect();
    let cases = [
        ("format", vec![text("%1000000000d"), Value::int(1)]),
        ("format", vec![text("%.999999999f"), Value::int(1)]),
        ("setproduct", vec![numbers.clone(), numbers.clone(), numbers.clone()]),
        ("join", vec![long.clone(), numbers.clone()]),
        ("replace", vec![long.clone(), text("a"), long.clone()]),
        ("replace", vec![long.clone(), text("/a/"), long.clone()]),
        ("indent", vec![Value::int(1_000_000_000), text("a\nb")]),
        ("regex", vec![text("((a{1000}){1000}){1000}"), text("a")]),
        ("regexall", vec![text("(x+x+)+y{500}"), text(&"x".repeat(3_000_000))]),
        ("regexall", vec![text(&format!("(?i){}", "é".repeat(100_000))), text("É")]),
        ("regexall", vec![text(&format!("(?i){}", "[à-ÿ\\w]".repeat(20_000))), text(&wide)]),
        ("textencodebase64", vec![text(&wide.repeat(100)), text("big5")]),
        ("yamldecode", vec![text(&"[a, ".repeat(2_000))]),
        ("yamldecode", vec![text(&"- ".repeat(2_000))]),
        ("yamldecode", vec![text(&"? ".repeat(2_000))]),
        ("yamldecode", vec![text(&bomb)]),
        ("jsondecode", vec![text(&"[".repeat(100_000))]),
        ("yamldecode", vec![text(&"[".repeat(10_000))]),
    ];
    // Terraform reads it: it is no error of the configuration.
    let deep = text(&format!("{}{}", "[".repeat(500), "]".repeat(500)));
    assert!(try_call("jsondecode", &[deep]).is_err_and(|error| error.is_budget()));
    for (name, arguments) in cases {
        let started = std::time::Instant::now();
        assert!(try_call(name, &arguments).is_err(), "{name}");
        assert!(started.elapsed().as_millis() < 2_000, "{name} took {:?}", started.elapsed());
    }
}
