//! One choice: its words, its colour, how many records carry it.

use leptos::context::Provider;
use leptos::prelude::*;

use super::choice_list::Choices;
use super::stage_part::StagePart;
use crate::i18n::{Language, use_language};
use crate::settings::objects::icons::{HUES, hue_words};
use crate::t;
use crate::ui::drag::{Drag, focus_item};
use crate::ui::{
    Button, ButtonSize, FieldState, Icon, IconSize, Look, Menu, MenuItem, MenuLine, Tag, TagLook,
    TextInput, format,
};

/// How many records carry a choice; `None` while it is not known.
fn carried(choices: Choices, number: u32) -> Option<u64> {
    let key = choices.read(number).key;
    choices.used.with(|used| used.get(&key).copied())
}

/// A choice that is offered.
#[component]
pub fn ChoiceRow(
    choices: Choices,
    drag: Drag,
    number: u32,
    object: StoredValue<String>,
) -> impl IntoView {
    let language = use_language();
    let start = untrack(|| choices.read(number));
    let en = RwSignal::new(start.label.en);
    let zh = RwSignal::new(start.label.zh);
    let id = StoredValue::new(format!("choice-{number}"));
    let name = Signal::derive(move || {
        let (en, zh) = (en.get(), zh.get());
        let own = if language == Language::English {
            &en
        } else {
            &zh
        };
        match own.trim() {
            "" => format!("{en}{zh}"),
            own => own.to_owned(),
        }
    });
    let is_open = RwSignal::new(false);
    let is_lifted = Memo::new(move |_| id.with_value(|id| drag.is_lifted(id)));
    let count = move || {
        carried(choices, number)
            .map(|count| format::number(i64::try_from(count).unwrap_or(i64::MAX)))
    };
    view! {
        <li
            class="describing__choice"
            data-item=id.get_value()
            data-lifted=move || is_lifted.get().then_some("")
            on:touchmove=move |event| if drag.is_busy() && event.cancelable() { event.prevent_default() }
        >
            <button
                type="button"
                class="describing__grip"
                data-grip=""
                aria-label=move || t!(language, describing.move_named, name = name.get())
                aria-describedby="choices-help"
                on:pointerdown=move |event| id.with_value(|id| drag.pressed(&event, id))
                on:keydown=move |event| { id.with_value(|id| drag.key(&event, id)); }
                on:blur=move |_| id.with_value(|id| drag.left(id))
            >
                <Icon name="grip" size=IconSize::Small/>
            </button>
            <Colour choices number name/>
            <Words number part="en" value=en on_input=move |()| {
                choices.change(number, |choice| choice.label.en = en.get_untracked());
            }/>
            <Words number part="zh" value=zh on_input=move |()| {
                choices.change(number, |choice| choice.label.zh = zh.get_untracked());
            }/>
            <span class="xs faint num describing__count">{count}</span>
            {move || choices.are_stages().then(|| view! { <Opener number name is_open/> })}
            <Acts choices number name/>
            {move || (is_open.get() && choices.are_stages()).then(|| view! { <StagePart choices number object/> })}
        </li>
    }
}

/// Opens and closes what makes the choice a stage.
#[component]
fn Opener(number: u32, name: Signal<String>, is_open: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let label = move || t!(language, describing.stage_of, name = name.get());
    view! {
        <button
            type="button"
            class="btn btn--ghost btn--icon btn--sm"
            aria-label=label
            data-tip=label
            aria-expanded=move || is_open.get().to_string()
            aria-controls=format!("stage-{number}-part")
            on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
        >
            <Icon name="settings" size=IconSize::Small/>
        </button>
    }
}

/// The id of the input of a choice's words in a language.
pub(super) fn input_id(number: u32, part: &str) -> String {
    format!("choice-{number}-{part}")
}

/// The words of a choice in one language.
#[component]
fn Words(
    number: u32,
    part: &'static str,
    value: RwSignal<String>,
    #[prop(into)] on_input: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let (label, placeholder) = match part {
        "en" => (t!(language, describing.choice_en), "English"),
        _ => (t!(language, describing.choice_zh), "中文"),
    };
    // The field around belongs to all choices together.
    let own = FieldState {
        id: StoredValue::new(input_id(number, part)),
        required: false,
        invalid: Signal::stored(false),
        described_by: Signal::stored(None),
    };
    view! {
        <div class="grow">
            <Provider value=own>
                <TextInput value max_chars=60 class="input--sm" label placeholder on_input/>
            </Provider>
        </div>
    }
}

#[component]
fn Colour(choices: Choices, number: u32, name: Signal<String>) -> impl IntoView {
    let language = use_language();
    let hue = Memo::new(move |_| choices.read(number).hue);
    let swatch = move || {
        view! {
            <span
                class="describing__swatch"
                data-plain=move || hue.get().is_none().then_some("")
                style=move || hue.get().map(|hue| format!("--h:{hue}"))
            ></span>
        }
    };
    let hues = move || std::iter::once(None).chain(HUES.into_iter().map(Some));
    view! {
        <Menu
            label=Signal::derive(move || t!(language, describing.colour_of, name = name.get()))
            class="btn btn--ghost btn--icon btn--sm"
            trigger=swatch
        >
            {hues().map(|each| {
                let is_set = Signal::derive(move || hue.get() == each);
                let set = move |()| choices.change(number, |choice| choice.hue = each);
                view! { <MenuItem label=hue_words(each, language) checked=is_set on_pick=set/> }
            }).collect_view()}
        </Menu>
    }
}

#[component]
fn Acts(choices: Choices, number: u32, name: Signal<String>) -> impl IntoView {
    let language = use_language();
    let is_kept = untrack(|| !choices.read(number).key.is_empty());
    let place = move || untrack(|| choices.place(number).unwrap_or_default());
    let go = move |index: usize| {
        choices.put(number, index);
        focus_item(&format!("choice-{number}"));
    };
    let away = move || match carried(choices, number) {
        Some(count) if count > 0 => t!(language, describing.put_choice_away_with, count),
        _ => t!(language, describing.put_away).to_owned(),
    };
    view! {
        <Menu
            label=Signal::derive(move || t!(language, describing.menu_of, name = name.get()))
            class="btn btn--ghost btn--icon btn--sm"
            trigger=move || view! { <Icon name="more"/> }
        >
            {(place() > 0).then(|| view! {
                <MenuItem label=t!(language, describing.move_up) icon="arrowup" on_pick=move |()| go(place().saturating_sub(1))/>
            })}
            {(place() + 1 < untrack(|| choices.offered())).then(|| view! {
                <MenuItem label=t!(language, describing.move_down) icon="arrowdown" on_pick=move |()| go(place() + 2)/>
            })}
            <MenuLine/>
            {match is_kept {
                true => view! {
                    <MenuItem
                        label=Signal::derive(away)
                        icon="inbox"
                        class="menu__item--bad"
                        on_pick=move |()| choices.change(number, |choice| choice.retired = true)
                    />
                }.into_any(),
                false => view! {
                    <MenuItem
                        label=t!(language, describing.remove)
                        icon="x"
                        class="menu__item--bad"
                        on_pick=move |()| choices.remove(number)
                    />
                }.into_any(),
            }}
        </Menu>
    }
}

/// A choice that is no longer offered, with the way back.
#[component]
pub fn RetiredChoice(choices: Choices, number: u32) -> impl IntoView {
    let language = use_language();
    let choice = untrack(|| choices.read(number));
    let label = choice.label.get(language).to_owned();
    let look = choice.hue.map_or(TagLook::Plain, TagLook::Hue);
    let kept = move || {
        carried(choices, number)
            .filter(|count| *count > 0)
            .map(|count| t!(language, describing.still_carried, count))
    };
    let back = move |()| choices.change(number, |choice| choice.retired = false);
    view! {
        <li class="describing__choice describing__choice--away">
            <Tag label look/>
            <span class="xs faint grow">{kept}</span>
            <Button label=t!(language, describing.offer_again) look=Look::Ghost size=ButtonSize::Small icon="undo" on_press=back/>
        </li>
    }
}
