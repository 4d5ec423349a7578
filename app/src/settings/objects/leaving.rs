//! Asking before typed words are thrown away.

use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, Look};

/// Closes a dialog, or first asks whether what was typed shall be thrown away. Answers what its buttons call, and what
/// says that it asks.
pub(super) fn asking(
    is_changed: impl Fn() -> bool + Send + Sync + 'static,
    on_close: Callback<()>,
) -> (Callback<()>, RwSignal<bool>) {
    let leaving = RwSignal::new(false);
    let close = Callback::new(
        move |()| match untrack(&is_changed) && !leaving.get_untracked() {
            true => leaving.set(true),
            false => on_close.run(()),
        },
    );
    (close, leaving)
}

/// The question, over the buttons of the dialog.
#[component]
pub fn Leaving(leaving: RwSignal<bool>, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    move || {
        leaving.get().then(|| {
            view! {
                <Banner text=t!(language, records.unsaved) look=BannerLook::Warn>
                    <Button label=t!(language, records.close_anyway) look=Look::Bad on_press=on_close/>
                    <Button label=t!(language, records.keep_editing) on_press=move |()| leaving.set(false)/>
                </Banner>
            }
        })
    }
}
