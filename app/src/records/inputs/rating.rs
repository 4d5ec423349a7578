//! Stars.

use contract::{FieldDef, Value};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

use super::moments::mirrored;
use crate::i18n::use_language;
use crate::records::form::DraftField;
use crate::t;
use crate::ui::{Icon, IconSize, browser};

/// The most stars.
const MOST: i64 = 5;

/// One to five stars as a radio group: arrows and digits set them, backspace or the cross takes them back.
#[component]
pub(super) fn RatingInput(field: FieldDef, state: DraftField, id: String) -> impl IntoView {
    let language = use_language();
    let label = field.label.get(language).to_owned();
    let field = StoredValue::new(field);
    let held = mirrored(state, |value| match value {
        Value::Integer(stars) => *stars,
        _ => 0,
    });
    let id = StoredValue::new(id);
    let star_id = move |stars: i64| match stars {
        1 => id.get_value(),
        _ => format!("{}-{stars}", id.get_value()),
    };
    let set = move |stars: i64| {
        held.set(stars);
        state.take(Ok(if stars == 0 {
            Value::Empty
        } else {
            Value::Integer(stars)
        }));
        field.with_value(|field| state.check(field));
        focus_on(&star_id(stars.max(1)));
    };
    let keys = move |event: KeyboardEvent| {
        if let Some(stars) = stars_of(&event.key(), held.get_untracked()) {
            event.prevent_default();
            set(stars);
        }
    };
    let star = move |stars: i64| {
        let is_first = move || held.get() == stars || (held.get() == 0 && stars == 1);
        view! {
            <button
                type="button"
                role="radio"
                class="rating__star"
                id=star_id(stars)
                aria-label=t!(language, records.stars, count = stars)
                aria-checked=move || (held.get() == stars).to_string()
                tabindex=move || if is_first() { "0" } else { "-1" }
                data-on=move || (stars <= held.get()).then_some("")
                // The star that is set already takes the stars back.
                on:click=move |_| set(if held.get_untracked() == stars { 0 } else { stars })
            >
                "★"
            </button>
        }
    };
    view! {
        <div class="rating">
            <div class="rating__stars" role="radiogroup" aria-label=label on:keydown=keys>
                {(1..=MOST).map(star).collect_view()}
            </div>
            <Show when=move || { held.get() > 0 }>
                <button
                    type="button"
                    class="btn btn--ghost btn--icon btn--sm"
                    aria-label=t!(language, common.clear)
                    on:click=move |_| set(0)
                >
                    <Icon name="x" size=IconSize::Small/>
                </button>
            </Show>
        </div>
    }
}

/// How many stars a key leaves; `None` for a key that means nothing here.
fn stars_of(key: &str, held: i64) -> Option<i64> {
    match key {
        "ArrowRight" | "ArrowUp" => Some((held + 1).min(MOST)),
        "ArrowLeft" | "ArrowDown" => Some((held - 1).max(1)),
        "Home" => Some(1),
        "End" => Some(MOST),
        "Backspace" | "Delete" => Some(0),
        digit => digit
            .parse()
            .ok()
            .filter(|stars| (0..=MOST).contains(stars)),
    }
}

fn focus_on(id: &str) {
    let star = document().get_element_by_id(id);
    if let Some(star) = star.and_then(|star| star.dyn_into::<HtmlElement>().ok()) {
        browser::focus(&star);
    }
}

#[cfg(test)]
mod tests {
    use super::stars_of;

    #[test]
    fn keys_set_and_clear_the_stars() {
        let check = |key, held, expected| assert_eq!(stars_of(key, held), expected, "{key} {held}");
        check("ArrowRight", 0, Some(1));
        check("ArrowRight", 5, Some(5));
        check("ArrowLeft", 1, Some(1));
        check("4", 2, Some(4));
        check("0", 2, Some(0));
        check("6", 2, None);
        check("Backspace", 3, Some(0));
        check("Tab", 3, None);
    }
}
