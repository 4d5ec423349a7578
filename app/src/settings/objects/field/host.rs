//! Opens the dialog of the field that stands in the address.

use contract::ObjectDef;
use contract::dto::defining::FieldInfo;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::FieldDialog;
use crate::api::describing::described_field;
use crate::i18n::use_language;
use crate::settings::objects::address::{Opened, Place};
use crate::settings::objects::described::{Described, use_described};
use crate::ui::{failure_text, use_toasts};

/// What the dialog is open for, and what is known of it.
#[derive(Clone, PartialEq)]
struct Shown {
    opened: Opened,
    info: Option<FieldInfo>,
}

/// The dialog over the table of fields: open as long as the address says so. Something typed keeps it open when the
/// back key takes it from the address.
#[component]
pub fn FieldDialogHost(
    /// Key of the object.
    object: StoredValue<String>,
) -> impl IntoView {
    let described = use_described();
    let shown = RwSignal::new(None::<Shown>);
    let held = RwSignal::new(false);
    let stayed = RwSignal::new(0_u32);
    // Whether the page was seen without the dialog before, so that going back closes it.
    let was_closed = StoredValue::new(false);
    let load = loader(object, described, shown);
    Effect::new(move |before: Option<Option<Opened>>| {
        let opened = described.place.with(|place| match place {
            Place::Fields(_, opened) => opened.clone(),
            _ => None,
        });
        let present =
            shown.with_untracked(|shown| shown.as_ref().map(|shown| shown.opened.clone()));
        if held.get_untracked() && opened != present {
            stayed.update(|count| *count += 1);
            described.open(Place::Fields(object.get_value(), present));
            return opened;
        }
        was_closed.set_value(opened.is_some() && before == Some(None));
        match opened.clone() {
            None => shown.set(None),
            opened if opened == present => {}
            Some(Opened::New) => shown.set(Some(Shown {
                opened: Opened::New,
                info: None,
            })),
            Some(Opened::Known(key)) => load.run(key),
        }
        opened
    });
    let close = Callback::new(move |()| {
        held.set(false);
        let went_back = was_closed.get_value()
            && window()
                .history()
                .is_ok_and(|history| history.back().is_ok());
        if !went_back {
            described.leave_to(Place::Fields(object.get_value(), None));
        }
    });
    let saved = Callback::new(move |_: ObjectDef| close.run(()));
    move || {
        shown.get().map(|shown| {
            view! { <FieldDialog object info=shown.info held stayed on_close=close on_saved=saved/> }
        })
    }
}

/// Asks for a field as it stands now, with its version and how much there is of it.
fn loader(
    object: StoredValue<String>,
    described: Described,
    shown: RwSignal<Option<Shown>>,
) -> Callback<String> {
    let language = use_language();
    let toasts = use_toasts();
    Callback::new(move |key: String| {
        spawn_local(async move {
            let answer = described_field(object.get_value(), key.clone()).await;
            let opened = Opened::Known(key);
            let is_wanted = described
                .place
                .try_with_untracked(|place| place.opened() == Some(&opened));
            if is_wanted != Some(true) {
                return;
            }
            match answer {
                Ok(info) => shown.set(Some(Shown {
                    opened,
                    info: Some(info),
                })),
                Err(failure) => {
                    toasts.fail(failure_text(language, &failure));
                    described.leave_to(described.place.get_untracked().closed());
                }
            }
        });
    })
}

/// The dialog of a field over the editor of the layout: open for the field of that key, a new one for an empty key.
#[component]
pub fn LayoutFieldDialog(
    /// Key of the object.
    object: StoredValue<String>,
    describing: RwSignal<Option<String>>,
) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let shown = RwSignal::new(None::<Option<FieldInfo>>);
    let held = RwSignal::new(false);
    let stayed = RwSignal::new(0_u32);
    Effect::new(move |_| {
        let Some(key) = describing.get() else {
            return shown.set(None);
        };
        if key.is_empty() {
            return shown.set(Some(None));
        }
        spawn_local(async move {
            match described_field(object.get_value(), key.clone()).await {
                Ok(info) if describing.try_get_untracked() == Some(Some(key)) => {
                    shown.set(Some(Some(info)))
                }
                Ok(_) => {}
                Err(failure) => {
                    toasts.fail(failure_text(language, &failure));
                    describing.try_set(None);
                }
            }
        });
    });
    let close = Callback::new(move |()| describing.set(None));
    let saved = Callback::new(move |_: ObjectDef| describing.set(None));
    move || {
        shown.get().map(|info| {
            view! { <FieldDialog object info held stayed on_close=close on_saved=saved/> }
        })
    }
}
