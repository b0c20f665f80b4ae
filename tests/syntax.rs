//! Syntax trees from text.

use ec2_profile_check::syntax::{self, ast::ExprKind};
use ec2_profile_check::text::{FileId, Source};

#[test]
fn an_error_costs_its_block() {
    let text = "resource \"a\" \"x\" {\n  n = 1\n}\nresource \"a\" \"bad\" {\n  n = = 2\n}\nresource \"a\" \"y\" {\n  n = 3\n}\n";
    let source = Source::new("main.tf", text);
    let parsed = syntax::parse_file("main.tf", FileId(0), &source);
    let labels: Vec<&str> = parsed.file.body.blocks.iter().map(|block| block.label(1)).collect();
    assert_eq!(labels, ["x", "y"]);
    assert_eq!(parsed.errors.len(), 1);
    let at = source.position(parsed.errors[0].span.start);
    assert_eq!((at.line, at.column), (5, 7));
}

#[test]
fn numbers_keep_their_sign_outside() {
    let expr = syntax::expression::parse("-5", FileId(0)).expect("an expression");
    assert!(matches!(expr.kind, ExprKind::Unary(..)));
}
