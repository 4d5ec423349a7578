//! What is said of a part of a set.

use contract::dto::import_sets::{ImportSet, SetPart};
use contract::dto::imports::ImportState;
use contract::{Catalogue, Language};

use super::super::counts::counts_line;
use super::super::plan::Confidence;
use super::super::trouble::trouble_text;
use crate::t;

/// What an object is called, many of them.
pub(super) fn plural(language: Language, catalogue: &Catalogue, object: &str) -> String {
    let known = catalogue.object(object);
    known.map_or_else(
        || object.to_owned(),
        |object| object.plural.get(language).to_owned(),
    )
}

/// By what a person knows the part: its file, or its object where all are of one file.
pub(super) fn title(
    language: Language,
    catalogue: &Catalogue,
    set: &ImportSet,
    part: &SetPart,
) -> String {
    match set.is_one_sheet {
        true => plural(language, catalogue, &part.object),
        false => part.file_name.clone(),
    }
}

/// How sure it is of which object the file is.
pub(super) fn sureness(language: Language, part: &SetPart) -> String {
    let word = match Confidence::of(part.confidence) {
        Confidence::Sure => t!(language, imports.sure),
        Confidence::Likely => t!(language, imports.likely),
        Confidence::Unsure => t!(language, imports.unsure),
    };
    let percent = part.confidence.min(100);
    t!(language, imports.confidence_is, word, percent)
}

/// Rows and columns before the check, what came of them after it.
pub(super) fn facts(language: Language, set: &ImportSet, part: &SetPart) -> String {
    let matched = part
        .plan
        .columns
        .iter()
        .filter(|column| column.field.is_some());
    let mut facts = Vec::new();
    if part.status.total > 0 {
        facts.push(t!(language, imports.rows, count = part.status.total));
    }
    if set.is_one_sheet {
        // The columns of the sheet that are of this object.
        let headers: Vec<&str> = matched.map(|column| column.header.as_str()).collect();
        facts.push(headers.join(match language {
            Language::Chinese => "、",
            Language::English => ", ",
        }));
    } else {
        facts.push(t!(language, imports.matched, count = matched.count()));
    }
    if part.status.state != ImportState::Draft {
        facts.extend(counts_line(
            language,
            part.status.state,
            &part.status.counts,
        ));
    }
    facts.retain(|fact| !fact.is_empty());
    facts.join(" · ")
}

/// Why it stands where it does: what it points to goes in before it.
pub(super) fn order(
    language: Language,
    catalogue: &Catalogue,
    set: &ImportSet,
    part: &SetPart,
) -> Vec<String> {
    let before: Vec<String> = part
        .depends_on
        .iter()
        .filter_map(|place| set.parts.get(*place))
        .map(|before| {
            t!(
                language,
                imports.quoted,
                name = title(language, catalogue, set, before)
            )
        })
        .collect();
    let object = catalogue.object(&part.object);
    let later: Vec<String> = part
        .linked_later
        .iter()
        .map(|key| {
            let field = object.and_then(|object| object.field(key));
            let label = field.map_or(key.as_str(), |field| field.label.get(language));
            t!(language, imports.quoted, name = label)
        })
        .collect();
    let joined = |words: Vec<String>| {
        words.join(match language {
            Language::Chinese => "、",
            Language::English => ", ",
        })
    };
    let before =
        (!before.is_empty()).then(|| t!(language, imports.goes_after, names = joined(before)));
    let later =
        (!later.is_empty()).then(|| t!(language, imports.linked_later, fields = joined(later)));
    before.into_iter().chain(later).collect()
}

/// Why a part cannot go in as it is.
pub(super) fn trouble(language: Language, catalogue: &Catalogue, part: &SetPart) -> Option<String> {
    let trouble = part.trouble.as_ref()?;
    Some(trouble_text(
        language,
        trouble,
        catalogue.object(&part.object),
    ))
}
