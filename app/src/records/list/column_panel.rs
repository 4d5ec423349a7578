//! Which columns a list has, and in which order: carried by mouse, finger, or Space and arrows.

use contract::dto::views::ViewColumn;
use contract::{FieldDef, ObjectDef};
use leptos::prelude::*;

use super::columns::widths;
use super::listing::Listing;
use super::panel::Panel;
use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::drag::{Drag, Rules, Spot};
use crate::ui::{Button, ButtonSize, Icon, IconSize, Look};

/// The zone of the columns that are shown.
const ZONE: &str = "columns";

/// The button for the columns.
#[component]
pub(super) fn ColumnPanel(listing: Listing) -> impl IntoView {
    let language = use_language();
    view! {
        <Panel label=t!(language, lists.columns) icon="columns">
            <Columns listing/>
        </Panel>
    }
}

/// The columns of a list while they are chosen.
#[derive(Clone, Copy)]
struct Chosen {
    listing: Listing,
    /// All in their order, the name first.
    shown: Memo<Vec<ViewColumn>>,
    language: Language,
}

impl Chosen {
    fn label(self, key: &str) -> String {
        self.listing.object.with_value(|object| {
            let field = object.field(key);
            field
                .map_or(key, |field| field.label.get(self.language))
                .to_owned()
        })
    }

    fn title(self) -> String {
        self.listing
            .object
            .with_value(|object| object.title.clone())
    }

    /// Changes the columns. Pulls and steps do not crowd the history.
    fn change(self, change: impl FnOnce(&mut Vec<ViewColumn>)) {
        let mut columns = self.shown.get_untracked();
        change(&mut columns);
        self.listing
            .showing
            .replace(|address| address.shown_as(|shown| shown.columns = columns));
    }

    fn take_out(self, key: &str) {
        self.change(|columns| columns.retain(|column| column.field != key));
    }

    fn put_in(self, key: &str) {
        self.change(|columns| {
            columns.push(ViewColumn {
                field: key.to_owned(),
                width: None,
            });
        });
    }

    /// Puts a column before the one that stands at a place now. The name keeps the first.
    fn put(self, key: &str, index: usize) {
        self.change(|columns| {
            if let Some(own) = columns.iter().position(|column| column.field == key) {
                let column = columns.remove(own);
                // The zone holds all but the name.
                let place = index + 1 - usize::from(own < index + 1);
                columns.insert(place.clamp(1, columns.len()), column);
            }
        });
    }
}

#[component]
fn Columns(listing: Listing) -> impl IntoView {
    let language = use_language();
    let address = listing.showing.signal();
    let shown = Memo::new(move |_| {
        let chosen = address.with(|address| address.shown.columns.clone());
        listing.object.with_value(|object| widths(object, &chosen))
    });
    let chosen = Chosen {
        listing,
        shown,
        language,
    };
    let drag = drag(chosen);
    let keys = Memo::new(move |_| {
        let columns = shown.get().into_iter().skip(1);
        columns.map(|column| column.field).collect::<Vec<_>>()
    });
    let is_own = move || address.with(|address| address.shown.columns.is_empty());
    let reset = move |()| {
        let own = |shown: &mut crate::records::address::Shown| shown.columns = Vec::new();
        listing.showing.replace(|address| address.shown_as(own));
    };
    view! {
        <div class="lists__columns" data-columns="">
            <p class="sr" role="status">{move || drag.said.get()}</p>
            <div class="lists__column" data-fixed="">
                <Icon name="lock" size=IconSize::Small/>
                <span class="grow trunc">{chosen.label(&chosen.title())}</span>
            </div>
            <ul class="lists__shown" role="list" data-zone=ZONE>
                <For each=move || keys.get() key=|key| key.clone() let:key>
                    <Shown chosen drag key/>
                </For>
            </ul>
            <Others chosen keys/>
            <Show when=move || !is_own()>
                <Button label=t!(language, lists.usual_columns) look=Look::Ghost size=ButtonSize::Small on_press=reset/>
            </Show>
        </div>
        <Lifted chosen drag/>
    }
}

/// A column that is shown: its handle carries it, its cross takes it out.
#[component]
fn Shown(chosen: Chosen, drag: Drag, key: String) -> impl IntoView {
    let language = use_language();
    let label = chosen.label(&key);
    let key = StoredValue::new(key);
    let handle = t!(language, lists.carry, name = label);
    let remove = t!(language, lists.hide_column, field = label);
    let is_before = move || {
        let index = drag.slot(ZONE)?;
        let place = chosen.shown.with(|shown| {
            let mut columns = shown.iter().skip(1);
            columns.position(|column| key.with_value(|key| column.field == *key))
        })?;
        (index == place).then(|| view! { <i class="slot lists__slot" aria-hidden="true"></i> })
    };
    view! {
        <li
            class="lists__column"
            data-item=key.get_value()
            data-lifted=move || key.with_value(|key| drag.is_lifted(key)).then_some("")
            on:pointerdown=move |event| key.with_value(|key| drag.pressed(&event, key))
        >
            {is_before}
            <button
                type="button"
                class="btn btn--ghost btn--icon btn--sm"
                data-grip=""
                aria-label=handle
                on:keydown=move |event| {
                    key.with_value(|key| drag.key(&event, key));
                }
                on:blur=move |_| key.with_value(|key| drag.left(key))
            >
                <Icon name="grip" size=IconSize::Small/>
            </button>
            <span class="grow trunc">{label}</span>
            <button
                type="button"
                class="btn btn--ghost btn--icon btn--sm"
                aria-label=remove
                on:click=move |_| key.with_value(|key| chosen.take_out(key))
            >
                <Icon name="x" size=IconSize::Small/>
            </button>
        </li>
    }
}

/// The fields that are no column yet.
#[component]
fn Others(chosen: Chosen, keys: Memo<Vec<String>>) -> impl IntoView {
    let language = use_language();
    let others = move || {
        let shown = keys.get();
        let title = chosen.title();
        let fields = chosen.listing.object.with_value(|object| {
            let free =
                offered(object).filter(|field| field.key != title && !shown.contains(&field.key));
            free.cloned().collect::<Vec<FieldDef>>()
        });
        let other = |field: FieldDef| {
            let label = field.label.get(language).to_owned();
            let words = t!(language, lists.show_column, field = label);
            view! {
                <li>
                    <button type="button" class="menu__item" aria-label=words on:click=move |_| chosen.put_in(&field.key)>
                        <Icon name="plus" size=IconSize::Small/>
                        <span class="trunc">{label}</span>
                    </button>
                </li>
            }
        };
        fields.into_iter().map(other).collect_view()
    };
    view! {
        <div class="menu__label">{t!(language, lists.more_columns)}</div>
        <ul class="lists__others" role="list">{others}</ul>
    }
}

/// The fields that can be a column: all but what only the product understands.
fn offered(object: &ObjectDef) -> impl Iterator<Item = &FieldDef> {
    let has_step = object.field("next_step").is_some();
    object.fields.iter().filter(move |field| {
        field.key != "board_rank" && !(has_step && field.key == "next_step_at")
    })
}

fn drag(chosen: Chosen) -> Drag {
    let named = move |key: String| chosen.label(&key);
    let placed = move |(key, spot): (String, Spot)| {
        let columns = chosen.shown.get_untracked();
        let mut own = columns.iter().skip(1);
        let own = own.position(|column| column.field == key);
        let rank = spot.index - usize::from(own.is_some_and(|own| own < spot.index));
        let of = columns.len().saturating_sub(1);
        t!(chosen.language, lists.place_of, position = rank + 1, of)
    };
    let dropped = move |(key, spot): (String, Spot)| chosen.put(&key, spot.index);
    Drag::new(
        "[data-columns]",
        Rules::within(ZONE, dropped, named, placed),
    )
}

/// The copy under the pointer.
#[component]
fn Lifted(chosen: Chosen, drag: Drag) -> impl IntoView {
    let name = move || {
        let key = drag
            .lift
            .with(|lift| lift.as_ref().map(|lift| lift.id.clone()))?;
        Some(chosen.label(&key))
    };
    move || {
        name().map(|name| {
            view! {
                <div class="lift" style=move || drag.style() aria-hidden="true">
                    <div class="fieldtile" data-drag=""><Icon name="grip" size=IconSize::Small/><span>{name}</span></div>
                </div>
            }
        })
    }
}
