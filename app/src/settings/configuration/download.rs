//! The configuration as it is, as a file to keep.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use crate::api::describing::configuration_file;
use crate::i18n::use_language;
use crate::records::escape;
use crate::t;
use crate::ui::{Button, failure_text, use_clock, use_toasts};

/// Fetches the file.
#[component]
pub fn Download() -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let fetch = Callback::new(move |()| {
        busy.set(true);
        let day = untrack(|| clock.today());
        let name = format!("rapport-configuration-{day}.json");
        spawn_local(async move {
            let answer = configuration_file().await;
            busy.try_set(false);
            match answer {
                Ok(text) => save(&name, &text),
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    view! {
        <section class="card" aria-labelledby="configuration-here">
            <h3 class="card__head" id="configuration-here">{t!(language, merging.download_title)}</h3>
            <div class="card__body stack">
                <p class="sm muted">{t!(language, merging.download_hint)}</p>
                <div>
                    <Button label=t!(language, merging.download) icon="download" busy on_press=fetch/>
                </div>
            </div>
        </section>
    }
}

/// Gives a text to the browser to keep, by a link that nobody sees.
fn save(name: &str, text: &str) {
    let Ok(element) = document().create_element("a") else {
        return;
    };
    let address = format!("data:application/json;charset=utf-8,{}", escape(text));
    let is_set = element
        .set_attribute("href", &address)
        .and_then(|()| element.set_attribute("download", name));
    if let (Ok(()), Ok(link)) = (is_set, element.dyn_into::<HtmlElement>()) {
        link.click();
    }
}
