//! The page.

use std::time::Duration;

use contract::dto::consents::Purpose;
use contract::dto::privacy::Erasures;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::erasure_row::ErasureRow;
use super::purposes::PurposesSection;
use crate::api::privacy::erasures;
use crate::i18n::use_language;
use crate::t;
use crate::ui::Empty;

/// How soon it is asked again while an erasure goes on.
const PAUSE: Duration = Duration::from_secs(1);

/// Who was erased is told by numbers alone; the key by which others verify certificates.
#[component]
pub fn PrivacyPage(shown: Erasures, purposes: Vec<Purpose>) -> impl IntoView {
    let language = use_language();
    let (key, key_id) = (shown.public_key.clone(), shown.key_id.clone());
    let has_key = !key.is_empty();
    let shown = RwSignal::new(shown);
    Effect::new(move |_| follow(shown));
    let list = move || {
        let list = shown.with(|shown| shown.list.clone());
        match list.is_empty() {
            true => view! {
                <Empty icon="shieldc" title=t!(language, privacy.none) text=t!(language, privacy.none_hint)/>
            }
            .into_any(),
            false => view! {
                <ul class="card rows" aria-label=t!(language, privacy.erasures)>
                    {list.into_iter().map(|erasure| view! { <ErasureRow erasure/> }).collect_view()}
                </ul>
            }
            .into_any(),
        }
    };
    let of_key = has_key.then(|| {
        view! {
            <section class="card" aria-labelledby="settings-privacy-key">
                <h3 class="card__head" id="settings-privacy-key">{t!(language, privacy.key)}</h3>
                <div class="card__body stack">
                    <p class="sm muted">{t!(language, privacy.key_hint)}</p>
                    <pre class="mono xs records__words">{key}</pre>
                    <p class="sm">"SHA-256 "<code class="mono">{key_id}</code></p>
                </div>
            </section>
        }
    });
    view! {
        <section class="stack" aria-labelledby="settings-privacy">
            <div>
                <h2 class="h2" id="settings-privacy">{t!(language, privacy.title)}</h2>
                <p class="sm muted">{t!(language, privacy.intro)}</p>
            </div>
            {list}
            {of_key}
            <PurposesSection known=purposes/>
        </section>
    }
}

/// Asks again until nothing goes on any more. Only in a browser.
fn follow(shown: RwSignal<Erasures>) {
    let goes_on = shown
        .try_with_untracked(|shown| shown.list.iter().any(|erasure| erasure.ended_at.is_none()));
    if goes_on != Some(true) {
        return;
    }
    let again = move || {
        spawn_local(async move {
            if let Ok(now) = erasures().await {
                shown.try_set(now);
            }
            follow(shown);
        });
    };
    set_timeout(again, PAUSE);
}
