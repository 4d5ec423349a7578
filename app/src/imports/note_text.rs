//! What is wrong or doubtful with a row, in words.

use contract::dto::imports::{RowNote, RowProblem};
use contract::{Catalogue, Language, ObjectDef};
use uuid::Uuid;

use crate::records::inputs::part_label;
use crate::records::inside;
use crate::t;
use crate::ui::format::number;
use crate::ui::problem_text;

/// A reason, and the record it speaks of, where there is one: the address and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteText {
    pub(super) words: String,
    pub(super) record: Option<(String, String)>,
}

/// The reason of a note. Fields and objects are called by their labels.
pub(super) fn note_text(
    language: Language,
    catalogue: &Catalogue,
    object: &ObjectDef,
    note: &RowNote,
) -> NoteText {
    let address = |id: Uuid| format!("/{}/{id}", object.path);
    let by = |field: &str| inside(&label_of(language, object, field));
    match &note.problem {
        RowProblem::SameAsRecord {
            title, by: field, ..
        } if title.is_empty() => plain(t!(language, imports.p_same_as_hidden, by = by(field))),
        RowProblem::SameAsRecord {
            id,
            title,
            by: field,
        } => NoteText {
            words: t!(language, imports.p_same_as_record, by = by(field)),
            record: Some((address(*id), title.clone())),
        },
        RowProblem::SameName { id: Some(id), .. } => NoteText {
            words: t!(language, imports.p_same_name).to_owned(),
            record: Some((
                address(*id),
                t!(language, imports.p_same_name_record).to_owned(),
            )),
        },
        RowProblem::ChangedSince { id } => NoteText {
            words: t!(
                language,
                imports.p_changed_since,
                field = label_of(language, object, &note.field)
            ),
            record: Some((address(*id), note.title.clone())),
        },
        RowProblem::StillUsed { object: key, id } => {
            still_used(language, catalogue, note, key, *id)
        }
        problem => plain(problem_words(language, catalogue, object, note, problem)),
    }
}

/// A record that was made for a name, and stays since something else points to it now.
fn still_used(
    language: Language,
    catalogue: &Catalogue,
    note: &RowNote,
    key: &str,
    id: Uuid,
) -> NoteText {
    let object = catalogue.object(key);
    let label = object.map_or_else(
        || key.to_owned(),
        |object| object.label.get(language).to_owned(),
    );
    NoteText {
        words: t!(language, imports.p_still_used, object = label),
        record: object.map(|object| (format!("/{}/{id}", object.path), note.title.clone())),
    }
}

fn plain(words: String) -> NoteText {
    NoteText {
        words,
        record: None,
    }
}

/// The label of a field, or the key that a rule used for it.
pub(super) fn label_of(language: Language, object: &ObjectDef, field: &str) -> String {
    if let Some((field, part)) = field.split_once('.') {
        let field = label_of(language, object, field);
        return format!("{field} › {}", part_label(part, language));
    }
    match object.field(field) {
        Some(field) => field.label.get(language).to_owned(),
        None if field == "key" => t!(language, imports.p_key).to_owned(),
        None => field.to_owned(),
    }
}

fn problem_words(
    language: Language,
    catalogue: &Catalogue,
    object: &ObjectDef,
    note: &RowNote,
    problem: &RowProblem,
) -> String {
    let many = |key: &str| {
        let object = catalogue.object(key);
        object.map_or_else(
            || key.to_owned(),
            |object| inside(object.plural.get(language)),
        )
    };
    let one = |key: &str| {
        let object = catalogue.object(key);
        object.map_or_else(
            || key.to_owned(),
            |object| inside(object.label.get(language)),
        )
    };
    match problem {
        RowProblem::Missing => t!(
            language,
            imports.p_missing,
            field = label_of(language, object, &note.field)
        ),
        RowProblem::TooFewCells { found, expected } => {
            t!(language, imports.p_too_few_cells, found, expected)
        }
        RowProblem::TooManyCells { found, expected } => {
            t!(language, imports.p_too_many_cells, found, expected)
        }
        RowProblem::TooLong { limit } => t!(
            language,
            imports.p_too_long,
            limit = number(i64::from(*limit))
        ),
        RowProblem::PhoneTooShort { missing } => {
            t!(language, imports.p_phone_short, count = *missing)
        }
        RowProblem::PhoneTooLong { extra } => t!(language, imports.p_phone_long, count = *extra),
        RowProblem::NoSuchDay {
            suggestion: Some(day),
        } => t!(language, imports.p_no_such_day_but, day),
        RowProblem::OutOfRange { least, most } => {
            t!(
                language,
                imports.p_out_of_range,
                least = number(*least),
                most = number(*most)
            )
        }
        RowProblem::UnknownOwner { name } => t!(language, imports.p_unknown_owner, name),
        RowProblem::OwnerOutOfReach { name } => t!(language, imports.p_owner_out_of_reach, name),
        RowProblem::PointsNowhere { object, reference } => {
            t!(
                language,
                imports.p_points_nowhere,
                object = one(object),
                reference
            )
        }
        RowProblem::Namesakes { object, reference } => {
            t!(
                language,
                imports.p_namesakes,
                object = many(object),
                reference
            )
        }
        RowProblem::NewChoice { value } => t!(language, imports.p_new_choice, value),
        RowProblem::UnknownChoice { value } => t!(language, imports.p_unknown_choice, value),
        RowProblem::NewRecord { object, reference } => {
            t!(
                language,
                imports.p_new_record,
                object = one(object),
                reference
            )
        }
        RowProblem::SameAsLine { line, by } => {
            t!(
                language,
                imports.p_same_as_line,
                by = inside(&label_of(language, object, by)),
                line
            )
        }
        RowProblem::SameName {
            line: Some(line), ..
        } => t!(language, imports.p_same_name_line, line),
        RowProblem::Refused { problem } => problem_text(language, problem),
        RowProblem::NotAnEmail => t!(language, imports.p_not_an_email).to_owned(),
        RowProblem::NotAPhone => t!(language, imports.p_not_a_phone).to_owned(),
        RowProblem::NotADate => t!(language, imports.p_not_a_date).to_owned(),
        RowProblem::NoSuchDay { suggestion: None } => {
            t!(language, imports.p_no_such_day).to_owned()
        }
        RowProblem::AmbiguousDate => t!(language, imports.p_ambiguous_date).to_owned(),
        RowProblem::NotANumber => t!(language, imports.p_not_a_number).to_owned(),
        RowProblem::NotAnAmount => t!(language, imports.p_not_an_amount).to_owned(),
        RowProblem::AmbiguousAmount => t!(language, imports.p_ambiguous_amount).to_owned(),
        RowProblem::NotYesNo => t!(language, imports.p_not_yes_no).to_owned(),
        RowProblem::NotALink => t!(language, imports.p_not_a_link).to_owned(),
        RowProblem::NullCharacters => t!(language, imports.p_null_characters).to_owned(),
        RowProblem::Forbidden => t!(language, imports.p_forbidden).to_owned(),
        RowProblem::NoKey => t!(language, imports.p_no_key).to_owned(),
        RowProblem::SameAsRecord { by, .. } => {
            t!(
                language,
                imports.p_same_as_hidden,
                by = inside(&label_of(language, object, by))
            )
        }
        RowProblem::SameName { line: None, .. } => t!(language, imports.p_same_name_any).to_owned(),
        RowProblem::ChangedSince { .. } => t!(
            language,
            imports.p_changed_since,
            field = label_of(language, object, &note.field)
        ),
        RowProblem::StillUsed { object, .. } => {
            t!(language, imports.p_still_used, object = one(object))
        }
    }
}
