//! Why a file cannot be read, in words.

use contract::dto::imports::SheetTrouble;
use contract::{Language, ObjectDef, Refusal};

use crate::api::Failure;
use crate::t;
use crate::ui::failure_text;
use crate::ui::format::bytes;

/// The sentence of a trouble. Fields are called by their labels where the object is known.
#[must_use]
pub fn trouble_text(
    language: Language,
    trouble: &SheetTrouble,
    object: Option<&ObjectDef>,
) -> String {
    let label = |key: &str| {
        let field = object.and_then(|object| object.field(key));
        field.map_or_else(
            || key.to_owned(),
            |field| field.label.get(language).to_owned(),
        )
    };
    match trouble {
        SheetTrouble::Empty => t!(language, imports.trouble_empty).into(),
        SheetTrouble::NoRows => t!(language, imports.trouble_no_rows).into(),
        SheetTrouble::Binary => t!(language, imports.trouble_binary).into(),
        SheetTrouble::Truncated => t!(language, imports.trouble_truncated).into(),
        SheetTrouble::TooManyColumns { columns, limit } => {
            t!(language, imports.trouble_too_many_columns, columns, limit)
        }
        SheetTrouble::TooLarge { limit_bytes } => {
            t!(
                language,
                imports.trouble_too_large,
                size = bytes(*limit_bytes)
            )
        }
        SheetTrouble::UnpacksTooLarge { limit_bytes } => {
            t!(
                language,
                imports.trouble_unpacks_too_large,
                size = bytes(*limit_bytes)
            )
        }
        SheetTrouble::Contrived => t!(language, imports.trouble_contrived).into(),
        SheetTrouble::BrokenWorkbook => t!(language, imports.trouble_broken_workbook).into(),
        SheetTrouble::NoColumnFor { fields } => {
            let names: Vec<_> = fields
                .iter()
                .map(|key| format!("“{}”", label(key)))
                .collect();
            let fields = names.join(if language == Language::Chinese {
                "、"
            } else {
                ", "
            });
            t!(language, imports.trouble_no_column_for, fields)
        }
        SheetTrouble::NoSuchColumn { header } => {
            t!(language, imports.trouble_no_such_column, name = header)
        }
        SheetTrouble::NoSuchField { field } => {
            t!(language, imports.trouble_no_such_field, name = label(field))
        }
        SheetTrouble::Gone => t!(language, imports.trouble_gone).into(),
    }
}

/// Why a question about a file was not answered.
pub(super) fn failure_words(
    language: Language,
    failure: &Failure,
    object: Option<&ObjectDef>,
) -> String {
    match failure {
        Failure::Refused(Refusal::Unreadable(trouble)) => trouble_text(language, trouble, object),
        other => failure_text(language, other),
    }
}
