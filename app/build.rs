//! Turns `locales/<language>/<namespace>.json` into one checked type per text, see `src/i18n`.
//!
//! The build stops, with the file and the key, where a language lacks a text or the languages
//! disagree about its variables: a translation can't be forgotten until somebody looks at the page.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, process};

use serde_json::Value;

/// Directory and variant of `contract::Language`, in the order of the generated match arms.
const LANGUAGES: [(&str, &str); 2] = [("en", "English"), ("zh-CN", "Chinese")];

type Outcome<T> = Result<T, Box<dyn Error>>;

/// A text in one language: one form, or two where English has to tell one from many.
enum Forms {
    Plain(String),
    Counted { one: String, other: String },
}

type Namespace = BTreeMap<String, Forms>;

fn main() -> Outcome<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    let mut problems = Vec::new();
    let code = generate(Path::new("locales"), &mut problems)?;
    if !problems.is_empty() {
        for problem in &problems {
            println!("cargo::error={problem}");
        }
        process::exit(1);
    }
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    fs::write(Path::new(&out).join("texts.rs"), code)?;
    Ok(())
}

fn generate(root: &Path, problems: &mut Vec<String>) -> Outcome<String> {
    let mut code = String::new();
    for name in namespaces(root)? {
        let mut texts = Vec::new();
        for (tag, _) in LANGUAGES {
            texts.push(read(
                &root.join(tag).join(format!("{name}.json")),
                problems,
            )?);
        }
        writeln!(code, "pub mod {name} {{")?;
        for key in texts
            .iter()
            .flat_map(Namespace::keys)
            .collect::<BTreeSet<_>>()
        {
            let place = format!("{name}.{key}");
            if !is_name(key) {
                problems.push(format!(
                    "the key `{place}` must be a name in small letters and no Rust keyword"
                ));
                continue;
            }
            let forms: Vec<&Forms> = texts.iter().filter_map(|t| t.get(key)).collect();
            if forms.len() == LANGUAGES.len() {
                write_text(&mut code, &place, key, &forms, problems)?;
            } else {
                let lacking = LANGUAGES
                    .iter()
                    .zip(&texts)
                    .filter(|(_, t)| !t.contains_key(key));
                for ((tag, _), _) in lacking {
                    problems.push(format!("locales/{tag}/{name}.json lacks the text `{key}`"));
                }
            }
        }
        writeln!(code, "}}")?;
    }
    Ok(code)
}

/// Whether a key or variable can be written in Rust as it stands.
fn is_name(name: &str) -> bool {
    const KEYWORDS: [&str; 17] = [
        "as", "async", "await", "else", "enum", "final", "for", "if", "in", "let", "loop", "match",
        "move", "ref", "self", "type", "use",
    ];
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && !KEYWORDS.contains(&name)
}

/// The names of the files of every language, without their ending.
fn namespaces(root: &Path) -> Outcome<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for (tag, _) in LANGUAGES {
        for entry in fs::read_dir(root.join(tag))? {
            let path = entry?.path();
            if path.extension().is_some_and(|e| e == "json") {
                names.extend(path.file_stem().and_then(|s| s.to_str()).map(str::to_owned));
            }
        }
    }
    Ok(names)
}

fn read(path: &Path, problems: &mut Vec<String>) -> Outcome<Namespace> {
    let mut texts = Namespace::new();
    let Ok(json) = fs::read_to_string(path) else {
        problems.push(format!("{} is missing", path.display()));
        return Ok(texts);
    };
    let json: BTreeMap<String, Value> =
        serde_json::from_str(&json).map_err(|e| format!("{}: {e}", path.display()))?;
    for (key, value) in json {
        let form = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        match (&value, form("one"), form("other")) {
            (Value::String(text), ..) => texts.insert(key, Forms::Plain(text.clone())),
            (_, Some(one), Some(other)) => texts.insert(key, Forms::Counted { one, other }),
            _ => {
                problems.push(format!(
                    "{}: `{key}` must be a text or {{\"one\": …, \"other\": …}}",
                    path.display()
                ));
                None
            }
        };
    }
    Ok(texts)
}

fn write_text(
    code: &mut String,
    place: &str,
    key: &str,
    forms: &[&Forms],
    problems: &mut Vec<String>,
) -> Outcome<()> {
    let mut variables: Vec<BTreeSet<String>> = Vec::new();
    for form in forms {
        match form.variables() {
            Ok(names) => variables.push(names),
            Err(why) => problems.push(format!("the text `{place}`: {why}")),
        }
    }
    if variables.windows(2).any(|pair| pair[0] != pair[1]) {
        problems.push(format!(
            "the languages disagree about the variables of `{place}`: {variables:?}"
        ));
    }
    let counted = forms.iter().any(|f| matches!(f, Forms::Counted { .. }));
    let names = variables.first().cloned().unwrap_or_default();
    if counted && !names.contains("count") {
        problems.push(format!("`{place}` has two forms but no {{count}}"));
    }

    let example = forms
        .iter()
        .map(|f| f.last().replace('\n', " "))
        .collect::<Vec<_>>()
        .join(" · ");
    writeln!(code, "#[doc = {example:?}]")?;
    if names.is_empty() {
        writeln!(code, "pub struct {key} {{}}\nimpl {key} {{")?;
        writeln!(
            code,
            "pub const fn text(&self, language: super::Language) -> &'static str {{ match language {{"
        )?;
    } else {
        writeln!(code, "pub struct {key}<'a> {{")?;
        for name in &names {
            let kind = if counted && name == "count" {
                "super::Count"
            } else {
                "super::Display"
            };
            writeln!(code, "pub {name}: &'a dyn {kind},")?;
        }
        writeln!(
            code,
            "}}\nimpl {key}<'_> {{\npub fn text(&self, language: super::Language) -> String {{"
        )?;
        if counted {
            writeln!(code, "let n = self.count.count();")?;
        }
        writeln!(code, "super::fill(match language {{")?;
    }
    for ((_, variant), form) in LANGUAGES.iter().zip(forms) {
        match form {
            Forms::Plain(text) => writeln!(code, "super::Language::{variant} => {text:?},")?,
            Forms::Counted { one, other } if one == other => {
                writeln!(code, "super::Language::{variant} => {other:?},")?;
            }
            Forms::Counted { one, other } => {
                writeln!(
                    code,
                    "super::Language::{variant} => if n == 1 {{ {one:?} }} else {{ {other:?} }},"
                )?;
            }
        }
    }
    if names.is_empty() {
        writeln!(code, "}} }} }}")?;
    } else {
        write!(code, "}}, &[")?;
        for name in &names {
            if counted && name == "count" {
                write!(code, "({name:?}, &super::grouped(n)),")?;
            } else {
                write!(code, "({name:?}, self.{name}),")?;
            }
        }
        writeln!(code, "]) }} }}")?;
    }
    Ok(())
}

impl Forms {
    fn all(&self) -> Vec<&str> {
        match self {
            Self::Plain(text) => vec![text],
            Self::Counted { one, other } => vec![one, other],
        }
    }

    fn last(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Counted { other: text, .. } => text,
        }
    }

    /// What stands in braces in any of the forms.
    fn variables(&self) -> Result<BTreeSet<String>, String> {
        let mut names = BTreeSet::new();
        for text in self.all() {
            for piece in text.split('{').skip(1) {
                let (name, _) = piece.split_once('}').ok_or("a brace is not closed")?;
                if !is_name(name) {
                    return Err(format!(
                        "{{{name}}} must be a name in small letters and no Rust keyword"
                    ));
                }
                names.insert(name.to_owned());
            }
        }
        Ok(names)
    }
}
