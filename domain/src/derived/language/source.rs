//! The written expression: where things stand in it, and its way through the parser.

use cel::common::ast::{IdedExpr, SourceInfo};
use cel::parser::{ParseError, Parser};
use contract::dto::configuring::{Trouble, TroubleKind};

/// The longest expression, in characters.
pub(crate) const LONGEST: usize = 2_000;
/// Words of the grammar: no field can be read by one of them.
pub(crate) const KEPT_WORDS: [&str; 21] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "false",
    "for",
    "function",
    "if",
    "import",
    "in",
    "let",
    "loop",
    "namespace",
    "null",
    "package",
    "return",
    "true",
    "var",
    "void",
    "while",
];
/// How deeply brackets may stand in each other.
const DEEPEST: usize = 24;
/// Levels of the grammar that the parser goes down before it gives up.
const RECURSION: u16 = 64;

/// An expression with the places of its parts.
pub(super) struct Source<'s> {
    pub(super) text: &'s str,
    info: SourceInfo,
}

/// A stretch of the source, in bytes.
pub(super) type Stretch = (usize, usize);

impl<'s> Source<'s> {
    /// Reads the expression by the grammar of CEL.
    ///
    /// # Errors
    /// The first thing in it that is not CEL.
    pub(super) fn parse(text: &'s str) -> Result<(IdedExpr, Self), Trouble> {
        refuse_unbounded(text)?;
        Parser::new()
            .max_recursion_depth(RECURSION)
            .parse_with_source_info(text)
            .map(|(expression, info)| (expression, Self { text, info }))
            .map_err(|errors| told(text, &errors.errors))
    }

    /// Where a part of the expression stands. Of an operator it is its sign, of a call its opening bracket.
    pub(super) fn stretch(&self, id: u64) -> Stretch {
        let (from, to) = self.info.offset_for(id).unwrap_or_default();
        let from = (from as usize).min(self.text.len());
        (from, (to as usize + 1).clamp(from, self.text.len()))
    }

    /// The name that stands before an opening bracket.
    pub(super) fn name_before(&self, bracket: usize) -> Stretch {
        let before = self.text.get(..bracket).unwrap_or_default().trim_end();
        let name = before
            .rfind(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .map_or(0, |place| place + 1);
        (name.min(before.len()), before.len())
    }

    /// The name that stands after a dot.
    pub(super) fn name_after(&self, dot: usize, name: &str) -> Stretch {
        let from = self
            .text
            .get(dot..)
            .and_then(|rest| rest.find(name))
            .map_or(dot, |place| dot + place);
        (from, from + name.len())
    }

    pub(super) fn trouble(&self, (from, to): Stretch, what: TroubleKind) -> Trouble {
        trouble(self.text, from, to, what)
    }

    /// What is written there.
    pub(super) fn written(&self, (from, to): Stretch) -> &'s str {
        self.text.get(from..to).unwrap_or_default()
    }
}

fn trouble(text: &str, from: usize, to: usize, what: TroubleKind) -> Trouble {
    let characters = |bytes: usize| {
        let count = text
            .char_indices()
            .take_while(|(place, _)| *place < bytes)
            .count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    Trouble {
        from: characters(from),
        to: characters(to),
        what,
    }
}

/// The parser goes down into itself with every bracket: it is told beforehand how deep it would have to.
fn refuse_unbounded(text: &str) -> Result<(), Trouble> {
    if text.trim().is_empty() {
        return Err(Trouble::whole(TroubleKind::Empty));
    }
    let limit = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    if let Some((place, _)) = text.char_indices().nth(LONGEST) {
        let kind = TroubleKind::TooLong {
            limit: limit(LONGEST),
        };
        return Err(trouble(text, place, text.len(), kind));
    }
    let mut depth = 0_usize;
    for (place, letter) in text.char_indices() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            let kind = TroubleKind::TooDeep {
                limit: limit(DEEPEST),
            };
            return Err(trouble(text, place, place + 1, kind));
        }
    }
    Ok(())
}

/// The first complaint of the parser in our words; what follows it is mostly its echo.
fn told(text: &str, errors: &[ParseError]) -> Trouble {
    let too_deep = errors
        .iter()
        .any(|error| error.msg.contains("Recursion limit"));
    if too_deep {
        return Trouble::whole(TroubleKind::TooDeep {
            limit: u32::try_from(DEEPEST).unwrap_or(u32::MAX),
        });
    }
    let Some(first) = errors.first() else {
        return Trouble::whole(TroubleKind::UnexpectedEnd);
    };
    let from = place_of(text, first.pos);
    let rest = text.get(from..).unwrap_or_default();
    let token = token(rest);
    let what = if let Some(word) = first.msg.strip_prefix("reserved identifier: ") {
        TroubleKind::ReservedWord {
            word: word.to_owned(),
        }
    } else if rest.trim().is_empty() {
        TroubleKind::UnexpectedEnd
    } else if first.msg.contains("invalid int") || first.msg.contains("invalid double") {
        TroubleKind::NotExact {
            text: token.to_owned(),
        }
    } else if first.msg.contains("token recognition") && rest.starts_with(['"', '\'']) {
        TroubleKind::UnclosedText
    } else {
        TroubleKind::Unexpected {
            text: token.to_owned(),
        }
    };
    trouble(text, from, from + token.len(), what)
}

/// The byte at a line and column, both counted from 1, the column in characters.
fn place_of(text: &str, (line, column): (isize, isize)) -> usize {
    let line = usize::try_from(line - 1).unwrap_or_default();
    let column = usize::try_from(column - 1).unwrap_or_default();
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    rest.char_indices()
        .nth(column)
        .map_or(text.len(), |(place, _)| start + place)
}

/// The word, the number or the sign with which a text begins.
fn token(text: &str) -> &str {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let end = text.find(|c| !is_word(c)).unwrap_or(text.len());
    if end > 0 {
        return text.get(..end).unwrap_or_default();
    }
    let first = text.chars().next().map_or(0, char::len_utf8);
    text.get(..first).unwrap_or_default()
}
