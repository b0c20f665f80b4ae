//! CSV text to rows, as Go's `encoding/csv` reads it.

use std::rc::Rc;

use super::string::normalise;
use crate::sorted::SortedMap;
use crate::terraform::display::quoted;
use crate::terraform::types::{AttributeType, Type};
use crate::terraform::value::{Kind, Value};

/// A list of objects, one for each row after the first, which names the columns.
pub(super) fn decode(text: &str) -> Result<Value, String> {
    let mut reader = Reader { lines: text.split_inclusive('\n'), line: 0 };
    let header = reader.record()?.ok_or("missing header line")?;
    let names: Vec<Rc<str>> = header.iter().map(|name| normalise(name)).collect();
    let mut attributes = SortedMap::new();
    for name in &names {
        if attributes.insert(name.clone(), AttributeType::required(Type::String)).is_some() {
            return Err(format!("duplicate column name {}", quoted(name)));
        }
    }
    let mut rows = Vec::new();
    while let Some(fields) = reader.record()? {
        if fields.len() != names.len() {
            return Err(format!("CSV parse error on line {}: wrong number of fields", reader.line));
        }
        let cells = fields.iter().map(|field| Value::string(normalise(field)));
        rows.push(Value::object(names.iter().cloned().zip(cells).collect()));
    }
    Ok(Kind::List(Type::Object(Rc::new(attributes)), Rc::new(rows)).into())
}

struct Reader<'a> {
    lines: std::str::SplitInclusive<'a, char>,
    line: usize,
}

impl Reader<'_> {
    /// A line, whose end is `\n` however it was written, or nothing at the end of the text.
    fn next_line(&mut self) -> Option<String> {
        let line = self.lines.next()?;
        self.line += 1;
        Some(match line.strip_suffix("\r\n") {
            Some(body) => format!("{body}\n"),
            None if line.ends_with('\n') => line.to_owned(),
            None => line.strip_suffix('\r').unwrap_or(line).to_owned(),
        })
    }

    fn record(&mut self) -> Result<Option<Vec<String>>, String> {
        let mut current = loop {
            match self.next_line() {
                None => return Ok(None),
                Some(line) if line == "\n" || line.is_empty() => {}
                Some(line) => break line,
            }
        };
        let mut fields = Vec::new();
        let mut at = 0;
        loop {
            if current[at..].starts_with('"') {
                let (field, more) = self.quoted(&mut current, &mut at)?;
                fields.push(field);
                if !more {
                    return Ok(Some(fields));
                }
                continue;
            }
            let rest = &current[at..];
            let end = rest.find(',');
            let field = end.map_or(rest.strip_suffix('\n').unwrap_or(rest), |end| &rest[..end]);
            if field.contains('"') {
                return Err(format!("CSV parse error on line {}: bare \" in non-quoted-field", self.line));
            }
            fields.push(field.to_owned());
            match end {
                Some(end) => at += end + 1,
                None => return Ok(Some(fields)),
            }
        }
    }

    /// A quoted field, which may go on over lines, and whether another field follows.
    fn quoted(&mut self, current: &mut String, at: &mut usize) -> Result<(String, bool), String> {
        let mut field = String::new();
        *at += 1;
        loop {
            let Some(quote) = current[*at..].find('"') else {
                field.push_str(&current[*at..]);
                *current = self.next_line().ok_or_else(|| {
                    format!("CSV parse error on line {}: extraneous or missing \" in quoted-field", self.line)
                })?;
                *at = 0;
                continue;
            };
            field.push_str(&current[*at..*at + quote]);
            *at += quote + 1;
            match &current[*at..] {
                rest if rest.starts_with('"') => {
                    field.push('"');
                    *at += 1;
                }
                rest if rest.starts_with(',') => {
                    *at += 1;
                    return Ok((field, true));
                }
                "" | "\n" => return Ok((field, false)),
                _ => {
                    let line = self.line;
                    return Err(format!("CSV parse error on line {line}: extraneous or missing \" in quoted-field"));
                }
            }
        }
    }
}
