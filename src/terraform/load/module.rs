//! The declarations of one directory.

use std::rc::Rc;

use super::plain::is_about;
use super::{constant, constraint, declaration, fragment, merge, output_declaration, problem, validation_circle};
use crate::sorted::SortedMap;
use crate::syntax::Parsed;
use crate::syntax::ast::{Block, Expr, ExprKind};
use crate::terraform::configuration::{CallTarget, Mode, Module, ModuleCall, Problem, Resource, Variable};
use crate::terraform::types::Type;
use crate::text::{Sources, Span};

/// One file of a directory.
#[derive(Clone, Debug)]
pub(super) struct ModuleFile {
    /// As it was given.
    pub path: Rc<str>,
    /// Whether it overrides the others.
    pub is_override: bool,
    /// Its tree.
    pub parsed: Rc<Parsed>,
}

/// Equal when nothing had to be parsed again.
impl PartialEq for ModuleFile {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.parsed, &other.parsed) && self.path == other.path && self.is_override == other.is_override
    }
}

/// Reads the files of a directory, which are in lexical order. Calls still lead nowhere.
pub(super) fn build(files: &[ModuleFile], sources: &Sources, problems: &mut Vec<Problem>) -> Module {
    let mut builder = Builder::new(sources, problems);
    for file in files {
        builder.syntax_errors(file);
    }
    for file in files.iter().filter(|file| !file.is_override) {
        file.parsed.file.body.blocks.iter().for_each(|block| builder.declare(block));
    }
    for file in files.iter().filter(|file| file.is_override) {
        file.parsed.file.body.blocks.iter().for_each(|block| builder.override_with(file, block));
    }
    let mut module = builder.finish();
    if module.variables.is_empty()
        && let Some(problem) = fragment::undeclared_variables(files, sources)
    {
        module.is_fragment = true;
        problems.push(problem);
    }
    module
}

/// The module that these files make, of the one that others made without a problem, where they declare the same names in
/// the same order; `None` where they do not, or not without a problem. Only what changed is made anew. In a function of
/// its own, so that a first check does without it.
#[inline(never)]
pub(super) fn rebuild(
    before: &[ModuleFile],
    module: &Module,
    files: &[ModuleFile],
    sources: &Sources,
) -> Option<Module> {
    let same_files = before.len() == files.len()
        && before.iter().zip(files).all(|(old, new)| old.path == new.path && !old.is_override && !new.is_override);
    if !same_files {
        return None;
    }
    let mut problems = Vec::new();
    let mut builder = Builder { module: module.clone(), ..Builder::new(sources, &mut problems) };
    for (old, new) in before.iter().zip(files).filter(|(old, new)| !Rc::ptr_eq(&old.parsed, &new.parsed)) {
        let (old, body) = (&old.parsed.file.body, &new.parsed.file.body);
        if !new.parsed.errors.is_empty() || !body.attributes.is_empty() || old.blocks.len() != body.blocks.len() {
            return None;
        }
        for (old, block) in old.blocks.iter().zip(&body.blocks).filter(|(old, new)| !Rc::ptr_eq(old, new)) {
            if !declares_the_same(old, block)
                || (module.variables.is_empty() && fragment::uses_variables(block, sources))
            {
                return None;
            }
            builder.replace(old, block)?;
        }
    }
    builder.find_circles();
    let Builder { module, quoted, .. } = builder;
    (problems.is_empty() && quoted.is_empty()).then_some(module)
}

fn declares_the_same(old: &Block, new: &Block) -> bool {
    let labels = |block: &Block| block.labels.iter().map(|label| label.text.clone()).collect::<Vec<_>>();
    let names = |block: &Block| block.body.attributes.iter().map(|local| local.name.clone()).collect::<Vec<_>>();
    old.kind == new.kind && labels(old) == labels(new) && (&*old.kind != "locals" || names(old) == names(new))
}

/// What must be unique in a module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Variable(Rc<str>),
    Local(Rc<str>),
    Output(Rc<str>),
    Call(Rc<str>),
    Resource(Mode, Rc<str>, Rc<str>),
}

impl Name {
    fn of(block: &Block) -> Option<Name> {
        let label = |index: usize| block.labels.get(index).map_or_else(|| "".into(), |label| label.text.clone());
        Some(match &*block.kind {
            "variable" => Name::Variable(label(0)),
            "output" => Name::Output(label(0)),
            "module" => Name::Call(label(0)),
            "resource" => Name::Resource(Mode::Managed, label(0), label(1)),
            "data" => Name::Resource(Mode::Data, label(0), label(1)),
            "ephemeral" => Name::Resource(Mode::Ephemeral, label(0), label(1)),
            _ => return None,
        })
    }

    /// As references name it.
    fn reference(&self) -> String {
        match self {
            Name::Variable(name) => format!("var.{name}"),
            Name::Local(name) => format!("local.{name}"),
            Name::Output(name) => format!("output.{name}"),
            Name::Call(name) => format!("module.{name}"),
            Name::Resource(Mode::Managed, ty, name) => format!("{ty}.{name}"),
            Name::Resource(Mode::Data, ty, name) => format!("data.{ty}.{name}"),
            Name::Resource(Mode::Ephemeral, ty, name) => format!("ephemeral.{ty}.{name}"),
        }
    }
}

struct Builder<'a> {
    sources: &'a Sources,
    problems: &'a mut Vec<Problem>,
    module: Module,
    /// Where a name was declared first, and its place in `blocks` (0 for locals).
    first: SortedMap<Name, (Span, usize)>,
    /// Named blocks in source order.
    blocks: Vec<Rc<Block>>,
    /// Variables of which a type or default is overridden.
    types: Vec<OverriddenType>,
    /// Variables with the type in quotes, and where it stands.
    quoted: Vec<(Rc<str>, Span)>,
}

struct OverriddenType {
    variable: Rc<str>,
    /// The `type` before any override.
    declared: Option<Rc<Expr>>,
    /// The `type` of the override that has the last `default`, where it has both.
    of_default: Option<Rc<Expr>>,
}

impl<'a> Builder<'a> {
    fn new(sources: &'a Sources, problems: &'a mut Vec<Problem>) -> Builder<'a> {
        Builder {
            sources,
            problems,
            module: Module::default(),
            first: SortedMap::new(),
            blocks: Vec::new(),
            types: Vec::new(),
            quoted: Vec::new(),
        }
    }

    fn syntax_errors(&mut self, file: &ModuleFile) {
        for error in &file.parsed.errors {
            self.problems.push(super::syntax_problem(&file.path, error, self.sources));
        }
        if let Some(attribute) = file.parsed.file.body.attributes.first() {
            let line = self.sources.location(attribute.name_span).start.line.to_string();
            let detail = format!("An argument named \"{}\" cannot stand outside of a block.", attribute.name);
            let arguments = vec![("file", file.path.to_string()), ("line", line), ("detail", detail)];
            self.problems.push(problem("syntax-error", arguments, Some(attribute.name_span)));
        }
    }

    /// Whether the block has as many labels as its kind needs.
    fn has_labels(&mut self, block: &Block) -> bool {
        let (count, needs) = match &*block.kind {
            "resource" | "data" | "ephemeral" | "action" => (2, "it needs two labels, a type and a name."),
            "variable" | "output" | "module" | "provider" | "check" => (1, "it needs one label, its name."),
            "locals" | "terraform" | "moved" | "import" | "removed" => (0, "it has no labels."),
            _ => {
                self.invalid(block, "Terraform knows no such block.");
                return false;
            }
        };
        if block.labels.len() != count {
            self.invalid(block, needs);
        }
        block.labels.len() == count
    }

    fn invalid(&mut self, block: &Block, detail: &str) {
        let arguments = vec![("value", block.kind.to_string()), ("detail", detail.to_owned())];
        self.problems.push(problem("invalid-block", arguments, Some(block.header)));
    }

    /// Whether the name is new; says so where it is not.
    fn is_new(&mut self, name: &Name, span: Span, index: usize) -> bool {
        let mut is_new = false;
        let (first, _) = *self.first.get_or_insert_with(name.clone(), || {
            is_new = true;
            (span, index)
        });
        if is_new {
            return true;
        }
        let location = self.sources.location(first);
        let first = format!("{}:{}", location.file, location.start.line);
        let arguments = vec![("value", name.reference()), ("first", first)];
        self.problems.push(problem("duplicate-declaration", arguments, Some(span)));
        false
    }

    fn declare(&mut self, block: &Rc<Block>) {
        if !self.has_labels(block) {
            return;
        }
        if &*block.kind == "locals" {
            for attribute in &block.body.attributes {
                if self.is_new(&Name::Local(attribute.name.clone()), attribute.name_span, 0) {
                    self.module.locals.insert(attribute.name.clone(), attribute.clone());
                }
            }
            return;
        }
        match Name::of(block) {
            None => self.module.others.push(block.clone()),
            Some(name) => {
                if self.is_new(&name, block.header, self.blocks.len()) {
                    self.blocks.push(block.clone());
                }
            }
        }
    }

    fn override_with(&mut self, file: &ModuleFile, block: &Rc<Block>) {
        if !self.has_labels(block) {
            return;
        }
        if &*block.kind == "locals" {
            for attribute in &block.body.attributes {
                match self.module.locals.get_mut(&attribute.name) {
                    Some(known) => *known = attribute.clone(),
                    None => self.nothing_to_override(file, &Name::Local(attribute.name.clone()), attribute.name_span),
                }
            }
            return;
        }
        let Some(name) = Name::of(block) else {
            self.module.others.push(block.clone());
            return;
        };
        match self.first.get(&name).and_then(|(_, index)| self.blocks.get_mut(*index)) {
            Some(known) => {
                if let Name::Variable(name) = &name {
                    note_type(&mut self.types, name, known, block);
                }
                merge::into(Rc::make_mut(known), block);
            }
            None => self.nothing_to_override(file, &name, block.header),
        }
    }

    fn nothing_to_override(&mut self, file: &ModuleFile, name: &Name, span: Span) {
        let arguments = vec![("file", file.path.to_string()), ("value", name.reference())];
        self.problems.push(problem("override-without-target", arguments, Some(span)));
    }

    /// A block that declares what another one did.
    fn replace(&mut self, old: &Rc<Block>, block: &Rc<Block>) -> Option<()> {
        if &*block.kind == "locals" {
            for attribute in &block.body.attributes {
                *self.module.locals.get_mut(&attribute.name)? = attribute.clone();
            }
            return Some(());
        }
        match Name::of(block) {
            Some(name) => self.add(name, block.clone()),
            None => *self.module.others.iter_mut().find(|other| Rc::ptr_eq(other, old))? = block.clone(),
        }
        Some(())
    }

    fn add(&mut self, name: Name, block: Rc<Block>) {
        match name {
            Name::Variable(name) => {
                let variable = self.variable(name.clone(), block);
                self.module.variables.insert(name, Rc::new(variable));
            }
            Name::Output(name) => {
                output_declaration::check(&name, &block, self.problems);
                self.module.outputs.insert(name, block);
            }
            Name::Call(name) => {
                let mut call = self.call(name.clone(), block);
                if let Some(known) = self.module.calls.get(&name) {
                    call.target = known.target.clone();
                }
                self.module.calls.insert(name, Rc::new(call));
            }
            Name::Resource(mode, ty, name) => {
                let key = (mode, ty.clone(), name.clone());
                let file = block.span.file;
                let resource = Rc::new(Resource { mode, ty, name, block, file, address: None });
                let known = self.module.resource_index.get(&key);
                match known.and_then(|index| self.module.resources.get_mut(*index)) {
                    Some(known) => *known = resource,
                    None => {
                        Rc::make_mut(&mut self.module.resource_index).insert(key, self.module.resources.len());
                        self.module.resources.push(resource);
                    }
                }
            }
            Name::Local(_) => {}
        }
    }

    fn finish(mut self) -> Module {
        for block in std::mem::take(&mut self.blocks) {
            if let Some(name) = Name::of(&block) {
                self.add(name, block);
            }
        }
        if !self.quoted.is_empty() {
            self.quoted_types();
        }
        self.find_circles();
        self.module
    }

    fn find_circles(&mut self) {
        if self.module.variables.values().any(|variable| !declaration::has_plain_validations(variable)) {
            validation_circle::find(&self.module, self.problems);
        }
    }

    /// Said once: before Terraform 0.12 all types were written so. In a function of its own, so that a first check does
    /// without it.
    #[inline(never)]
    fn quoted_types(&mut self) {
        let Some(((first, span), others)) = self.quoted.split_first() else { return };
        let others = match others.len() {
            0 => String::new(),
            1 => ", and that of another variable here".to_owned(),
            count => format!(", and those of {count} other variables here"),
        };
        let detail = format!("the type of var.{first} stands in quotes, as before Terraform 0.12{others}");
        self.problems.push(problem("refused-declaration", vec![("detail", detail)], Some(*span)));
    }

    fn variable(&mut self, name: Rc<str>, block: Rc<Block>) -> Variable {
        let body = &block.body;
        let problems = &mut *self.problems;
        let mut is_type_wrong = false;
        let mut read = |expr: Option<&Rc<Expr>>| {
            expr.map_or(Ok(Type::Dynamic), |expr| constraint::read(expr)).unwrap_or_else(|error| {
                is_type_wrong = true;
                problems.push(problem("refused-declaration", vec![("detail", error.message)], Some(error.span)));
                Type::Dynamic
            })
        };
        let mut ty = read(body.attribute("type").map(|attribute| attribute.expr.tree()));
        let mut default_type = None;
        if let Some(overridden) = self.types.iter().find(|overridden| overridden.variable == name) {
            ty = constraint::with_defaults_of(&ty, &read(overridden.declared.as_ref()));
            default_type = overridden.of_default.as_ref().map(|expr| read(Some(expr)));
        }
        if let Some(attribute) = body.attribute("type")
            && constraint::is_quoted(&attribute.expr)
            && !is_type_wrong
            && !body.json
        {
            self.quoted.push((name.clone(), attribute.expr.span));
        }
        let flag = |name: &str| {
            let value = declaration::constant_argument(body.attribute(name)?, &Type::Bool);
            value.ok().and_then(|value| value.as_bool())
        };
        let conditions = body.nested("validation");
        let conditions = conditions.iter().filter_map(|block| block.body.attribute("condition"));
        let validations: Vec<Rc<Expr>> = conditions.map(|attribute| attribute.expr.tree().clone()).collect();
        let mut variable = Variable {
            ty,
            is_type_wrong,
            default_type,
            default: body.attribute("default").map(|attribute| attribute.expr.tree().clone()),
            wrong_default: None,
            nullable: flag("nullable").unwrap_or(true),
            sensitive: flag("sensitive").unwrap_or(false),
            ephemeral: flag("ephemeral").unwrap_or(false),
            is_validated_alone: validations.iter().all(|condition| is_about(&name, condition)),
            validations,
            name,
            block,
        };
        if let Some(default) = &variable.default
            && !is_type_wrong
        {
            let fitted = constant::computed(default).and_then(|value| variable.fitted(&value));
            variable.wrong_default = fitted.err().map(Rc::from);
        }
        declaration::check(&variable, problems);
        variable
    }

    fn call(&mut self, name: Rc<str>, block: Rc<Block>) -> ModuleCall {
        let source = block.body.attribute("source");
        let text = source.and_then(|attribute| constant::string(&attribute.expr));
        if source.is_none() {
            self.invalid(&block, "it needs the argument source.");
        }
        let version =
            block.body.attribute("version").filter(|attribute| !matches!(attribute.expr.kind, ExprKind::Null));
        let version_text = version.and_then(|attribute| constant::string(&attribute.expr));
        ModuleCall {
            name,
            is_computed: source.is_some() && text.is_none() || version.is_some() && version_text.is_none(),
            source_span: source.map_or(block.header, |attribute| attribute.expr.span),
            source: text.unwrap_or_else(|| "".into()),
            version: version_text,
            target: CallTarget::Remote,
            block,
        }
    }
}

fn note_type(types: &mut Vec<OverriddenType>, variable: &Rc<str>, known: &Block, by: &Block) {
    let type_of = |block: &Block| block.body.attribute("type").map(|attribute| attribute.expr.tree().clone());
    let noted = types.iter().position(|overridden| overridden.variable == *variable);
    let index = noted.unwrap_or_else(|| {
        types.push(OverriddenType { variable: variable.clone(), declared: type_of(known), of_default: None });
        types.len() - 1
    });
    if by.body.attribute("default").is_some() {
        types[index].of_default = type_of(by);
    }
}
