//! What a new field shall be: one card for each kind.

use leptos::prelude::*;

use super::Draft;
use crate::i18n::use_language;
use crate::settings::objects::icons::step;
use crate::settings::objects::nature::Nature;
use crate::t;
use crate::ui::Icon;

/// The cards, and one line that says what the chosen kind is for.
#[component]
pub fn KindCards(draft: Draft) -> impl IntoView {
    let language = use_language();
    let nature = draft.memo(Nature::of);
    let card = move |each: Nature| {
        let is_set = Memo::new(move |_| nature.get() == each);
        view! {
            <button
                type="button"
                class="type"
                role="radio"
                data-kind=each.word()
                aria-checked=move || is_set.get().to_string()
                data-tip=each.hint(language)
                tabindex=move || if is_set.get() { "0" } else { "-1" }
                on:click=move |_| draft.refill(|field| each.put_on(field))
            >
                <Icon name=each.icon()/>
                <span class="trunc">{each.words(language)}</span>
            </button>
        }
    };
    view! {
        <div class="stack describing__natures">
            <div class="types" role="radiogroup" aria-label=t!(language, describing.kind) on:keydown=step>
                {Nature::all().map(card).collect_view()}
            </div>
            <p class="field__help" aria-live="polite">{move || nature.get().hint(language)}</p>
        </div>
    }
}
