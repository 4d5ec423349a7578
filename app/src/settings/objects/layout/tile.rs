//! One field as a tile that can be carried, selected and moved by its menu.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::carrying::Thing;
use super::editor::{Editor, Part};
use super::move_menu::MoveMenu;
use crate::i18n::use_language;
use crate::settings::objects::nature::Nature;
use crate::t;
use crate::ui::drag::{Drag, is_control};
use crate::ui::{Icon, IconSize};

/// A tile; what it shows follows the field.
#[component]
pub fn Tile(
    editor: Editor,
    drag: Drag,
    /// The word of the thing.
    #[prop(into)]
    word: String,
) -> impl IntoView {
    let language = use_language();
    let id = StoredValue::new(word.clone());
    let key = StoredValue::new(
        Thing::read(&word)
            .and_then(Thing::field)
            .unwrap_or_default()
            .to_owned(),
    );
    let label = Memo::new(move |_| key.with_value(|key| editor.label(key)));
    let icon = Memo::new(move |_| {
        let field = key.with_value(|key| editor.field(key));
        field.map_or("text", |field| Nature::of(&field).icon())
    });
    let is_required = Memo::new(move |_| {
        key.with_value(|key| editor.field(key))
            .is_some_and(|field| field.required)
    });
    let is_lifted = Memo::new(move |_| id.with_value(|id| drag.is_lifted(id)));
    let is_selected = Memo::new(move |_| {
        editor
            .part
            .with(|part| key.with_value(|key| matches!(part, Part::Field(field) if field == key)))
    });
    let select = move || editor.select(Part::Field(key.get_value()));
    let press_key = move |event: KeyboardEvent| {
        if event.target() != event.current_target() {
            return;
        }
        if !id.with_value(|id| drag.key(&event, id)) && event.key() == "Enter" {
            event.prevent_default();
            select();
        }
    };
    view! {
        <li data-item=word data-lifted=move || is_lifted.get().then_some("")>
            <div
                class="fieldtile"
                tabindex="0"
                role="group"
                aria-label=move || label.get()
                aria-roledescription=t!(language, describing.field)
                aria-describedby="layout-help"
                aria-current=move || is_selected.get().then_some("true")
                on:pointerdown=move |event| id.with_value(|id| drag.pressed(&event, id))
                on:keydown=press_key
                on:blur=move |_| id.with_value(|id| drag.left(id))
                on:click=move |event| if !drag.was_carrying() && !is_control(&event) { select() }
                on:dragstart=move |event| event.prevent_default()
            >
                <Icon name="grip" size=IconSize::Small/>
                <span>
                    {move || label.get()}
                    {move || is_required.get().then(|| view! { " "<em class="bad">"*"</em> })}
                </span>
                <span class="faint fieldtile__kind">{move || view! { <Icon name=icon.get() size=IconSize::Small/> }}</span>
                <MoveMenu editor word=id label=label.into()/>
            </div>
        </li>
    }
}

/// What the copy under the pointer shows.
#[component]
pub fn Lifted(editor: Editor, drag: Drag) -> impl IntoView {
    let word = Memo::new(move |_| {
        drag.lift
            .with(|lift| lift.as_ref().map(|lift| lift.id.clone()))
    });
    let label = move || word.get().map(|word| super::carrying::name(editor, &word));
    move || {
        label().map(|label| {
            view! {
                <div class="lift" style=move || drag.style() aria-hidden="true">
                    <div class="fieldtile" data-drag="">
                        <Icon name="grip" size=IconSize::Small/>
                        <span>{label}</span>
                    </div>
                </div>
            }
        })
    }
}
