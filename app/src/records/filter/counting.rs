//! How many records match while a filter is built.

use std::time::Duration;

use contract::query::Total;
use contract::{FieldProblem, ListQuery, ObjectDef, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::records::count;
use crate::api::{Answer, Failure};
use crate::i18n::use_language;
use crate::records::marks::inside;
use crate::t;
use crate::ui::{browser, format, unread_text};

/// How long after the last change the server is asked.
const PAUSE: Duration = Duration::from_millis(300);

/// How many match, said at the foot of the builder. What the server refuses at a field goes to `on_refused`.
#[component]
pub fn Count(
    object: ObjectDef,
    #[prop(into)] query: Signal<ListQuery>,
    on_refused: Callback<Vec<FieldProblem>>,
) -> impl IntoView {
    let language = use_language();
    let answer = RwSignal::new(None::<Answer<Total>>);
    let asked = StoredValue::new(0_u32);
    let ask = move |query: ListQuery| {
        asked.try_update_value(|asked| *asked += 1);
        let number = asked.try_get_value();
        let found = count(query);
        spawn_local(async move {
            let found = found.await;
            // A late answer does not overwrite a newer one.
            if asked.try_get_value() != number {
                return;
            }
            if let Err(Failure::Refused(Refusal::Invalid(problems))) = &found {
                on_refused.run(problems.clone());
            }
            answer.try_set(Some(found));
        });
    };
    let ask_later = browser::debounced(PAUSE, ask);
    let query = Memo::new(move |_| query.get());
    Effect::new(move |before: Option<()>| {
        let query = query.get();
        match before {
            Some(()) => ask_later(query),
            None => ask(query),
        }
    });
    let objects = inside(object.plural.get(language));
    let text = move || match answer.get() {
        None => t!(language, filters.counting).to_owned(),
        Some(Err(failure)) => unread_text(language, &failure),
        Some(Ok(total)) => {
            let number = format::number(i64::try_from(total.count).unwrap_or(i64::MAX));
            match (total.count, total.or_more) {
                (0, _) => t!(language, filters.no_match, objects),
                (_, true) => t!(language, filters.match_more, number, objects),
                (_, false) => t!(language, filters.count_match, number, objects),
            }
        }
    };
    view! { <span class="xs faint grow" role="status">{text}</span> }
}
