//! Asking the server what is wrong with what is being written.

use std::time::Duration;

use contract::FieldDef;
use contract::dto::configuring::Preview;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::describing::preview_field;
use crate::ui::browser::debounced;

/// How long after the last letter the server is asked.
const PAUSE: Duration = Duration::from_millis(300);

/// What the server says of a derived field, asked anew whenever the field changes; `None` while nothing is known, as
/// after a letter that it has not heard of yet.
pub(crate) fn check(
    object: StoredValue<String>,
    field: impl Fn() -> Option<FieldDef> + Send + Sync + 'static,
) -> RwSignal<Option<Preview>> {
    let answer = RwSignal::new(None::<Preview>);
    // Counts the questions, so that a late answer does not overwrite a newer one.
    let asked = StoredValue::new(0_u32);
    let ask = debounced(PAUSE, move |field: FieldDef| {
        asked.update_value(|count| *count += 1);
        let number = asked.get_value();
        spawn_local(async move {
            let preview = preview_field(object.get_value(), field).await;
            // Without an answer it is checked once more on saving.
            if let (Some(true), Ok(preview)) =
                (asked.try_get_value().map(|last| last == number), preview)
            {
                answer.set(Some(preview));
            }
        });
    });
    Effect::new(move |before: Option<Option<FieldDef>>| {
        let now = field();
        if before.as_ref() != Some(&now) {
            if let Some(field) = now.clone().filter(|field| field.derived.is_some()) {
                ask(field);
            } else {
                answer.set(None);
            }
        }
        now
    });
    answer
}
