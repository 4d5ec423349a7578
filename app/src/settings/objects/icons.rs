//! Picking a symbol and a colour.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::{Icon, browser};

/// The hues that things of the product are marked with.
pub(super) const HUES: [u16; 8] = [22, 55, 85, 150, 190, 255, 295, 345];

/// The symbols that an object may have.
pub(super) const ICONS: [&str; 42] = [
    "layers",
    "package",
    "building",
    "home",
    "users",
    "user",
    "target",
    "kanban",
    "file",
    "book",
    "note",
    "inbox",
    "send",
    "mail",
    "phone",
    "mobile",
    "calendar",
    "clock",
    "pin",
    "globe",
    "flag",
    "tag",
    "star",
    "heart",
    "crown",
    "gift",
    "shield",
    "key",
    "lock",
    "wallet",
    "money",
    "chart",
    "pie",
    "pulse",
    "ticket",
    "megaphone",
    "camera",
    "image",
    "database",
    "branch",
    "settings",
    "bolt",
];

/// The symbol of an object, as a grid of them all.
#[component]
pub fn IconPicker(value: RwSignal<String>, #[prop(into)] hue: Signal<u16>) -> impl IntoView {
    let language = use_language();
    let one = move |icon: &'static str| {
        let is_set = Memo::new(move |_| value.with(|value| value == icon));
        view! {
            <button
                type="button"
                class="describing__icon"
                role="radio"
                aria-checked=move || is_set.get().to_string()
                aria-label=icon_words(icon, language)
                data-tip=icon_words(icon, language)
                tabindex=move || if is_set.get() { "0" } else { "-1" }
                on:click=move |_| value.set(icon.to_owned())
            >
                <Icon name=icon/>
            </button>
        }
    };
    view! {
        <div
            class="describing__icons"
            role="radiogroup"
            aria-label=t!(language, describing.icon)
            style=move || format!("--h:{}", hue.get())
            on:keydown=step
        >
            {ICONS.map(one).collect_view()}
        </div>
    }
}

/// The colour of an object or a choice. `plain` offers to have none.
#[component]
pub fn HuePicker(
    value: RwSignal<Option<u16>>,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] plain: bool,
) -> impl IntoView {
    let language = use_language();
    let one = move |hue: Option<u16>| {
        let is_set = Memo::new(move |_| value.get() == hue);
        view! {
            <button
                type="button"
                class="describing__hue"
                role="radio"
                aria-checked=move || is_set.get().to_string()
                aria-label=hue_words(hue, language)
                data-tip=hue_words(hue, language)
                tabindex=move || if is_set.get() { "0" } else { "-1" }
                style=hue.map(|hue| format!("--h:{hue}"))
                data-plain=hue.is_none().then_some("")
                on:click=move |_| value.set(hue)
            ></button>
        }
    };
    let hues = HUES.into_iter().map(Some);
    let all = plain.then_some(None).into_iter().chain(hues);
    view! {
        <div class="flex wrap" role="radiogroup" aria-label=move || label.get() on:keydown=step>
            {all.map(one).collect_view()}
        </div>
    }
}

/// Arrows go to the next one and choose it.
pub(super) fn step(event: KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => 1,
        "ArrowLeft" | "ArrowUp" => -1,
        _ => return,
    };
    event.prevent_default();
    if let Some(radio) = browser::step_focus(&event, "[role=radiogroup]", "[role=radio]", by) {
        radio.click();
    }
}

/// What a colour is called.
pub(super) fn hue_words(hue: Option<u16>, language: Language) -> &'static str {
    match hue {
        None => t!(language, describing.hue_none),
        Some(22) => t!(language, describing.hue_red),
        Some(55) => t!(language, describing.hue_orange),
        Some(85) => t!(language, describing.hue_yellow),
        Some(150) => t!(language, describing.hue_green),
        Some(190) => t!(language, describing.hue_teal),
        Some(255) => t!(language, describing.hue_blue),
        Some(295) => t!(language, describing.hue_violet),
        Some(345) => t!(language, describing.hue_pink),
        Some(_) => t!(language, describing.hue_other),
    }
}

fn icon_words(icon: &str, language: Language) -> &'static str {
    match icon {
        "layers" => t!(language, describing.icon_layers),
        "package" => t!(language, describing.icon_package),
        "building" => t!(language, describing.icon_building),
        "home" => t!(language, describing.icon_home),
        "users" => t!(language, describing.icon_users),
        "user" => t!(language, describing.icon_user),
        "target" => t!(language, describing.icon_target),
        "kanban" => t!(language, describing.icon_kanban),
        "file" => t!(language, describing.icon_file),
        "book" => t!(language, describing.icon_book),
        "note" => t!(language, describing.icon_note),
        "inbox" => t!(language, describing.icon_inbox),
        "send" => t!(language, describing.icon_send),
        "mail" => t!(language, describing.icon_mail),
        "phone" => t!(language, describing.icon_phone),
        "mobile" => t!(language, describing.icon_mobile),
        "calendar" => t!(language, describing.icon_calendar),
        "clock" => t!(language, describing.icon_clock),
        "pin" => t!(language, describing.icon_pin),
        "globe" => t!(language, describing.icon_globe),
        "flag" => t!(language, describing.icon_flag),
        "tag" => t!(language, describing.icon_tag),
        "star" => t!(language, describing.icon_star),
        "heart" => t!(language, describing.icon_heart),
        "crown" => t!(language, describing.icon_crown),
        "gift" => t!(language, describing.icon_gift),
        "shield" => t!(language, describing.icon_shield),
        "key" => t!(language, describing.icon_key),
        "lock" => t!(language, describing.icon_lock),
        "wallet" => t!(language, describing.icon_wallet),
        "money" => t!(language, describing.icon_money),
        "chart" => t!(language, describing.icon_chart),
        "pie" => t!(language, describing.icon_pie),
        "pulse" => t!(language, describing.icon_pulse),
        "ticket" => t!(language, describing.icon_ticket),
        "megaphone" => t!(language, describing.icon_megaphone),
        "camera" => t!(language, describing.icon_camera),
        "image" => t!(language, describing.icon_image),
        "database" => t!(language, describing.icon_database),
        "branch" => t!(language, describing.icon_branch),
        "settings" => t!(language, describing.icon_settings),
        _ => t!(language, describing.icon_bolt),
    }
}
