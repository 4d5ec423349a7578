//! What undoing an import left as it was, and why.

use contract::ObjectDef;
use contract::dto::imports::{RowNote, RowProblem};
use leptos::prelude::*;

use super::note_groups::Reason;
use super::note_text::note_text;
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;

/// How many are shown.
const SHOWN: usize = 50;

/// Whether a note tells of something that undoing left.
pub(super) fn is_kept(note: &RowNote) -> bool {
    matches!(
        note.problem,
        RowProblem::ChangedSince { .. } | RowProblem::StillUsed { .. }
    )
}

/// The list of what stayed; nothing where all was taken back.
#[component]
pub(super) fn Kept(notes: Vec<RowNote>, object: ObjectDef) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    if notes.is_empty() {
        return ().into_any();
    }
    let row = |note: &RowNote| {
        let reason =
            catalogue.with_untracked(|catalogue| note_text(language, catalogue, &object, note));
        view! {
            <li class="row"><span class="row__main import__why"><Reason reason severity=note.severity/></span></li>
        }
    };
    let count = notes.len();
    let rows = notes.iter().take(SHOWN).map(row).collect_view();
    let rest = (count > SHOWN).then(|| {
        view! { <p class="card__body sm faint">{t!(language, imports.kept_shown, count = SHOWN)}</p> }
    });
    view! {
        <section class="card" aria-labelledby="import-kept">
            <div class="card__head">
                <h2 class="h4 grow" id="import-kept">{t!(language, imports.kept_title)}</h2>
            </div>
            <ul class="rows">{rows}</ul>
            {rest}
        </section>
    }
    .into_any()
}
