//! Why a record was not changed, in words.

use contract::{FieldProblem, Language, ObjectDef, Refusal};

use crate::t;
use crate::ui::{problem_text, refusal_text};

/// Problems of fields, each with its field's name.
pub(crate) fn problems_text(
    object: &ObjectDef,
    problems: &[FieldProblem],
    language: Language,
) -> String {
    let words = problems.iter().map(|problem| {
        let why = problem_text(language, &problem.problem);
        match object.field(&problem.field) {
            Some(field) => t!(
                language,
                lists.problem_of,
                field = field.label.get(language),
                why
            ),
            None => why,
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Why a record was passed over.
pub(crate) fn why(object: Option<&ObjectDef>, refusal: &Refusal, language: Language) -> String {
    match (refusal, object) {
        (Refusal::Invalid(problems), Some(object)) => problems_text(object, problems, language),
        (Refusal::NotFound, _) => t!(language, lists.changed_meanwhile).to_owned(),
        (refusal, _) => refusal_text(language, refusal),
    }
}
