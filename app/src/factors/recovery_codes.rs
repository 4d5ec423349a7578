//! Recovery codes, which are shown once.

use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, browser};

/// The codes, to be copied: nobody can read them again.
#[component]
pub fn RecoveryCodes(codes: Vec<String>) -> impl IntoView {
    let language = use_language();
    let is_copied = RwSignal::new(false);
    let text = StoredValue::new(codes.join("\n"));
    let copy = Callback::new(move |()| {
        text.with_value(|text| browser::copy(text));
        is_copied.set(true);
    });
    let label = Signal::derive(move || match is_copied.get() {
        true => t!(language, sign_in.copied).to_owned(),
        false => t!(language, sign_in.copy_codes).to_owned(),
    });
    view! {
        <div class="stack">
            <Banner look=BannerLook::Warn text=t!(language, sign_in.keep_codes)/>
            <ul class="codes" role="list" aria-label=t!(language, sign_in.recovery_codes)>
                {codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}
            </ul>
            <div class="flex"><Button label icon="clip" on_press=copy/></div>
        </div>
    }
}
