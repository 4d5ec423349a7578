//! A value of a sensitive field: masked, until somebody asks to be shown it.

use std::time::Duration;

use contract::{FieldDef, Record, Sealed};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::records::unmask;
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Button, ButtonSize, Look, failure_text, format, use_toasts};

/// After so long a value that was shown is masked again.
const SHOWN_FOR: Duration = Duration::from_secs(30);

/// A masked value as cells show it, with the button that shows what it says to whoever may change the record and has no role
/// that masks the field.
pub(crate) fn masked(field: &FieldDef, record: &Record, sealed: &Sealed) -> AnyView {
    let field = field.clone();
    let (object, id) = (record.object.clone(), record.id);
    let is_masked =
        use_catalogue().with_untracked(|catalogue| catalogue.is_masked(&record.object, &field.key));
    let may_show = record.rights.edit && !is_masked;
    view! { <Masked object id field sealed=sealed.clone() may_show/> }.into_any()
}

/// The value is in no storage of the browser: it is in the page for as long as it is shown.
#[component]
fn Masked(
    object: String,
    id: Uuid,
    field: FieldDef,
    sealed: Sealed,
    may_show: bool,
) -> impl IntoView {
    let language = use_language();
    if let Some(key) = &sealed.missing_key {
        let text = t!(language, records.key_missing, key = key);
        return view! { <span class="faint">{text}</span> }.into_any();
    }
    let toasts = use_toasts();
    let shown = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let asked = StoredValue::new((object, field.key.clone()));
    let show = move |()| {
        if shown.get_untracked().is_some() {
            shown.set(None);
            return;
        }
        busy.set(true);
        let (object, key) = asked.get_value();
        spawn_local(async move {
            let answer = unmask(object, id, key).await;
            // The page may have been left while the answer was awaited.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(text) => {
                    shown.set(Some(text));
                    set_timeout(move || drop(shown.try_set(None)), SHOWN_FOR);
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    };
    let kind = field.kind;
    let mask = sealed.mask;
    let text = move || match shown.get() {
        Some(text) if kind == contract::FieldKind::Phone => format::phone(&text),
        Some(text) => text,
        None => mask.clone(),
    };
    let name = field.label.get(language).to_owned();
    let label = Signal::derive(move || match shown.get() {
        Some(_) => t!(language, records.hide_value).to_owned(),
        None => t!(language, records.show_value).to_owned(),
    });
    let tip = t!(language, records.show_value_noted, field = name);
    let button = may_show.then(|| {
        view! {
            <Button label look=Look::Ghost size=ButtonSize::Small busy tip on_press=show/>
        }
    });
    // A click on the button opens no row around it.
    view! {
        <span class="records__masked" on:click=|event| event.stop_propagation()>
            <span class="records__words" aria-live="polite">{text}</span>
            " "
            {button}
        </span>
    }
    .into_any()
}
