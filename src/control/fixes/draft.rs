//! Edits of a text that keep its author's formatting: what is added looks as `terraform fmt` would have it, and no other
//! byte changes.

use crate::report::model::{Edit, Fix};
use crate::syntax::ast::{Attribute, Body, Expr, ExprKind};
use crate::text::{FileId, Source, Sources, Span};

/// Arguments that are about the block, not about what it describes: by convention they stand apart at its top.
const META: &[&str] = &["count", "for_each", "provider", "providers", "source", "version", "depends_on"];

/// A fix in the making: replacements by byte range.
pub struct Draft<'a> {
    sources: &'a Sources,
    edits: Vec<(Span, String)>,
}

impl<'a> Draft<'a> {
    /// No edits yet.
    pub fn new(sources: &'a Sources) -> Self {
        Draft { sources, edits: Vec::new() }
    }

    /// Replaces a range.
    pub fn replace(&mut self, span: Span, text: impl Into<String>) {
        self.edits.push((span, text.into()));
    }

    /// Adds blocks at the end of a file, after an empty line. A file that ends without a line break keeps doing so.
    pub fn append(&mut self, file: FileId, blocks: &str) {
        let Some(source) = self.sources.get(file) else { return };
        let end = Span::new(file, source.text.len(), source.text.len());
        let blocks = blocks.trim_end();
        let text = if source.text.is_empty() {
            format!("{blocks}\n")
        } else if source.text.ends_with('\n') {
            format!("\n{blocks}\n")
        } else {
            format!("\n\n{blocks}")
        };
        self.edits.push((end, text));
    }

    /// Deletes the lines of an argument.
    pub fn delete_lines(&mut self, attribute: &Attribute) {
        let Some(source) = self.sources.get(attribute.span.file) else { return };
        let first = source.line_range(source.line_of(attribute.span.start)).0;
        let after = source.line_range(source.line_of(attribute.span.end) + 1).0;
        self.edits.push((Span::new(attribute.span.file, first, after), String::new()));
    }

    /// Adds `name = value` to a block. `None` where there is no place for it.
    pub fn add_argument(&mut self, body: &Body, name: &str, value: &str) -> Option<()> {
        let place = Place::of(self.sources, body)?;
        if let Some((line_end, width)) = place.chain_that_aligns(name) {
            let text = format!("\n{}{name:width$} = {value}", place.indent);
            self.edits.push((Span::new(place.file, line_end, line_end), text));
            return Some(());
        }
        self.add_paragraph(body, &format!("{name} = {value}"))
    }

    /// Adds an item to an object, set off by an empty line where the object has lines of its own.
    pub fn add_item(&mut self, object: &Expr, item: &str) -> Option<()> {
        let ExprKind::Object(items) = &object.kind else { return None };
        let source = self.sources.get(object.span.file)?;
        let file = object.span.file;
        let Some(last) = items.last() else {
            self.edits.push((object.span, format!("{{ {item} }}")));
            return Some(());
        };
        let end = last.value.span.end;
        let close = object.span.end.checked_sub(1)?;
        if source.line_of(end) == source.line_of(close) {
            let rest = Span::new(file, end as usize, close as usize);
            self.edits.push((rest, format!(", {item} ")));
            return source.slice(rest).trim().is_empty().then_some(());
        }
        let line_end = source.line_range(source.line_of(end)).1;
        let indent = indent_at(source, close);
        self.edits.push((Span::new(file, line_end, line_end), format!("\n\n{indent}  {item}")));
        Some(())
    }

    /// Adds lines to a block, set off by empty lines. They are indented here.
    pub fn add_paragraph(&mut self, body: &Body, lines: &str) -> Option<()> {
        let place = Place::of(self.sources, body)?;
        let indented: Vec<String> = lines
            .lines()
            .map(|line| if line.is_empty() { String::new() } else { format!("{}{line}", place.indent) })
            .collect();
        let lines = indented.join("\n");
        if place.one_line {
            return self.unfold(body, &place, &lines);
        }
        let (at, gap) = match place.paragraph_end() {
            Some(line_end) => (line_end, "\n\n"),
            None => (place.first_line_end(), "\n"),
        };
        let separator = if place.is_followed_by_text(at) { "\n" } else { "" };
        self.edits.push((Span::new(place.file, at, at), format!("{gap}{lines}{separator}")));
        Some(())
    }

    /// Gives a block that stands on one line a line for each of its parts.
    fn unfold(&mut self, body: &Body, place: &Place<'_>, lines: &str) -> Option<()> {
        let file = place.file;
        let outer = &place.outer_indent;
        match body.attributes.as_slice() {
            [] if place.text(body.span).trim().is_empty() => {
                self.edits.push((body.span, format!("\n{lines}\n{outer}")));
            }
            [only] => {
                let before = Span::new(file, body.span.start as usize, only.span.start as usize);
                let after = Span::new(file, only.span.end as usize, body.span.end as usize);
                if !place.text(before).trim().is_empty() || !place.text(after).trim().is_empty() {
                    return None;
                }
                self.edits.push((before, format!("\n{}", place.indent)));
                self.edits.push((after, format!("\n\n{lines}\n{outer}")));
            }
            _ => return None,
        }
        Some(())
    }

    /// The fix; `None` when an edit is outside native syntax, or edits overlap.
    pub fn finish(mut self, title: impl Into<String>) -> Option<Fix> {
        let sources = self.sources;
        let path = |span: Span| sources.get(span.file).map(|source| source.path.to_string()).unwrap_or_default();
        self.edits.sort_by_key(|(span, _)| (path(*span), span.start));
        let apart = self.edits.windows(2).all(|pair| match pair {
            [(a, _), (b, _)] => a.file != b.file || (a.end <= b.start && a.start < b.start),
            _ => true,
        });
        let native = self.edits.iter().all(|(span, _)| {
            let path = path(*span);
            path.ends_with(".tf") || path.ends_with(".tofu")
        });
        if self.edits.is_empty() || !apart || !native {
            return None;
        }
        let edits = self.edits.iter().filter_map(|(span, text)| {
            let source = self.sources.get(span.file)?;
            let new_text = if ends_lines_with_return(&source.text) { text.replace('\n', "\r\n") } else { text.clone() };
            let (start, end) = (source.position(span.start), source.position(span.end));
            Some(Edit { file: source.path.to_string(), start, end, new_text })
        });
        Some(Fix { title: title.into(), edits: edits.collect() })
    }
}

/// Where in a block something can be added.
struct Place<'a> {
    source: &'a Source,
    file: FileId,
    body: &'a Body,
    /// Of the block's own first line.
    outer_indent: String,
    /// Of what is inside.
    indent: String,
    one_line: bool,
}

impl<'a> Place<'a> {
    fn of(sources: &'a Sources, body: &'a Body) -> Option<Place<'a>> {
        let file = body.span.file;
        let source = sources.get(file)?;
        if body.json || !source.text.get(body.span.end as usize..)?.starts_with('}') {
            return None;
        }
        let outer_indent = indent_at(source, body.span.start);
        let mut place = Place {
            source,
            file,
            body,
            indent: format!("{outer_indent}  "),
            outer_indent,
            one_line: !source.slice(body.span).contains('\n'),
        };
        if let Some(first) = place.lines().first() {
            place.indent = indent_at(source, first.span.start);
        }
        Some(place)
    }

    fn text(&self, span: Span) -> &str {
        self.source.slice(span)
    }

    /// Arguments of this file that stand on lines of their own, and end where they begin.
    fn lines(&self) -> Vec<&'a Attribute> {
        let stands_alone = |attribute: &&Attribute| {
            let span = attribute.span;
            let line = self.source.line_of(span.start);
            let (start, _) = self.source.line_range(line);
            let before = self.source.text.get(start..span.start as usize).unwrap_or("x");
            span.file == self.file
                && self.body.span.start <= span.start
                && span.end <= self.body.span.end
                && before.trim().is_empty()
                && line == self.source.line_of(span.end)
        };
        self.body.attributes.iter().filter(stands_alone).collect()
    }

    /// Arguments on consecutive lines: `terraform fmt` aligns their equals signs.
    fn chains(&self) -> Vec<Vec<&'a Attribute>> {
        let mut lines = self.lines();
        lines.sort_by_key(|attribute| attribute.span.start);
        let mut chains: Vec<Vec<&Attribute>> = Vec::new();
        for attribute in lines {
            let line = self.source.line_of(attribute.span.start);
            match chains.last_mut() {
                Some(chain) if chain.last().is_some_and(|last| self.source.line_of(last.span.start) + 1 == line) => {
                    chain.push(attribute);
                }
                _ => chains.push(vec![attribute]),
            }
        }
        chains.retain(|chain| chain.iter().any(|attribute| !META.contains(&&*attribute.name)));
        chains
    }

    /// The end of the first chain that a longer name would not move, and the width of its names.
    fn chain_that_aligns(&self, name: &str) -> Option<(usize, usize)> {
        if self.one_line {
            return None;
        }
        self.chains().into_iter().find_map(|chain| {
            let last = chain.last()?;
            let between = Span::new(self.file, last.name_span.start as usize, last.span.end as usize);
            let width = self.text(between).find('=')?.checked_sub(1)?;
            (width >= name.chars().count()).then(|| (self.line_end(last.span.end), width))
        })
    }

    /// The end of the first chain.
    fn paragraph_end(&self) -> Option<usize> {
        let chain = self.chains().into_iter().next()?;
        Some(self.line_end(chain.last()?.span.end))
    }

    /// The end of the line with the opening brace.
    fn first_line_end(&self) -> usize {
        self.line_end(self.body.span.start)
    }

    fn line_end(&self, byte: u32) -> usize {
        self.source.line_range(self.source.line_of(byte)).1
    }

    /// Whether the next line is neither empty nor the end of the block.
    fn is_followed_by_text(&self, byte: usize) -> bool {
        let (start, end) = self.source.line_range(self.source.line_of(byte as u32) + 1);
        let next = self.source.text.get(start..end).unwrap_or("").trim();
        !next.is_empty() && start < self.body.span.end as usize && next != "}"
    }
}

fn indent_at(source: &Source, byte: u32) -> String {
    let (start, end) = source.line_range(source.line_of(byte));
    let line = source.text.get(start..end).unwrap_or("");
    line.chars().take_while(|c| *c == ' ' || *c == '\t').collect()
}

/// Told by the first line: to search a file for each fix would cost too much.
fn ends_lines_with_return(text: &str) -> bool {
    text.find('\n').is_some_and(|at| text[..at].ends_with('\r'))
}
