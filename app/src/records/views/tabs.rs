//! The views of a list as tabs: ready-made ones, then those that were saved, which can be put in an order.

use contract::ListQuery;
use contract::dto::views::{Sharing, View, ViewBody};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::changed::shown_view;
use super::keep::Keeper;
use super::known::Chosen;
use super::sharing::{Keeping, SharingDialog};
use super::tab_menu::TabMenu;
use crate::api::lists::totals;
use crate::i18n::{Language, use_language};
use crate::records::list::{Listing, count_text};
use crate::t;
use crate::ui::drag::{Drag, Rules, Spot};
use crate::ui::{Icon, IconSize, TabLink, Tabs};

/// The zone of saved views, which are carried among themselves.
const ZONE: &str = "views";

/// The tabs, the menu of the one that is open, and a button that saves what is shown as a new one.
#[component]
pub fn ViewTabs() -> impl IntoView {
    let language = use_language();
    let keeper = Keeper::here();
    let listing = expect_context::<Listing>();
    let naming = RwSignal::new(false);
    let drag = drag(keeper, language);
    let saved = keeper.views.saved;
    count_tabs(keeper, listing);
    let ready = keeper
        .views
        .ready()
        .into_iter()
        .map(|view| view! { <Tab keeper key=view.key label=view.label/> })
        .collect_view();
    let label = t!(language, lists.new_view);
    let ids =
        Memo::new(move |_| saved.with(|all| all.iter().map(|view| view.id).collect::<Vec<_>>()));
    view! {
        <Tabs label=t!(language, records.views)>
            {ready}
            <span class="lists__views" data-zone=ZONE>
                <For each=move || ids.get() key=|id| *id let:id>
                    <SavedTab keeper drag id/>
                </For>
            </span>
            <button
                type="button"
                class="btn btn--ghost btn--icon btn--sm lists__new"
                aria-label=label
                data-tip=label
                on:click=move |_| naming.set(true)
            >
                <Icon name="plus" size=IconSize::Small/>
            </button>
        </Tabs>
        {move || shown_view(keeper).map(|view| view! { <TabMenu keeper view/> })}
        <p class="sr" role="status">{move || drag.said.get()}</p>
        <Lifted keeper drag/>
        {move || naming.get().then(|| view! {
            <SharingDialog keeping=Keeping::New on_close=move |()| naming.set(false)/>
        })}
    }
}

/// One tab: its address is that of the view as it was saved.
#[component]
fn Tab(keeper: Keeper, #[prop(into)] key: String, #[prop(into)] label: String) -> impl IntoView {
    let key = StoredValue::new(key);
    let href = move || {
        let word = key.with_value(|key| keeper.views.word_of(key));
        keeper.showing.address_of(word.as_deref())
    };
    let current = move || {
        let shown = keeper.views.of(keeper.showing.address().view.as_deref());
        key.with_value(|key| match shown {
            Chosen::Ready(view) => view.key == key,
            Chosen::Saved(view) => view.id.to_string() == *key,
            Chosen::Unknown => false,
        })
    };
    let count = move || {
        let totals = keeper.views.totals;
        let total = totals.with(|totals| key.with_value(|key| totals.get(key).copied()));
        total.map(count_text)
    };
    view! { <TabLink href=Signal::derive(href) label current=Signal::derive(current) count=Signal::derive(count)/> }
}

/// Asks how many records stand in each view but that of all, once the page is there and whenever it is asked anew.
fn count_tabs(keeper: Keeper, listing: Listing) {
    let views = keeper.views;
    let asked = Memo::new(move |_| {
        let ready = views
            .ready()
            .into_iter()
            .map(|view| (view.key.to_owned(), (*view.body).clone()));
        let saved = views
            .saved
            .get()
            .into_iter()
            .map(|view| (view.id.to_string(), view.body));
        let all = ready.chain(saved).filter(|(_, body)| is_narrow(body));
        all.collect::<Vec<_>>()
    });
    Effect::new(move |_| {
        listing.times_asked();
        let (keys, bodies): (Vec<_>, Vec<_>) = asked.get().into_iter().unzip();
        let object = listing.key();
        let queries = bodies.into_iter().map(|body| ListQuery {
            object: object.clone(),
            filters: body.filters,
            test: body.test,
            words: body.words,
            ..ListQuery::default()
        });
        let queries: Vec<_> = queries.collect();
        if queries.is_empty() {
            return;
        }
        spawn_local(async move {
            // Where it is not told how many there are, the tabs stand without numbers.
            if let Ok(found) = totals(queries).await {
                let told = keys.into_iter().zip(found);
                let told = told.filter_map(|(key, total)| Some((key, total?)));
                views.totals.try_set(told.collect());
            }
        });
    });
}

fn is_narrow(body: &ViewBody) -> bool {
    !body.filters.is_empty() || body.test.is_some() || !body.words.is_empty()
}

/// A saved view: carried by mouse, finger, or Space and arrows.
#[component]
fn SavedTab(keeper: Keeper, drag: Drag, id: uuid::Uuid) -> impl IntoView {
    let language = use_language();
    let view = Memo::new(move |_| {
        let find = |all: &Vec<View>| all.iter().find(|view| view.id == id).cloned();
        keeper.views.saved.with(find)
    });
    let item = StoredValue::new(id.to_string());
    let slot = move || {
        let index = drag.slot(ZONE)?;
        let own = keeper
            .views
            .saved
            .with(|all| all.iter().position(|view| view.id == id))?;
        (index == own).then(|| view! { <i class="lists__gap" aria-hidden="true"></i> })
    };
    move || {
        view.get().map(|view| {
            let shared = match view.sharing {
                Sharing::Private => None,
                Sharing::Team => Some(t!(language, lists.with_team)),
                Sharing::Everyone => Some(t!(language, lists.with_everyone)),
            };
            let tip = shared.map(|with| t!(language, lists.shared_by, with, name = view.owner));
            view! {
                {slot}
                <span
                    class="lists__view"
                    data-item=item.get_value()
                    data-lifted=move || item.with_value(|item| drag.is_lifted(item)).then_some("")
                    data-tip=tip
                    on:pointerdown=move |event| item.with_value(|item| drag.pressed(&event, item))
                    on:keydown=move |event| {
                        item.with_value(|item| drag.key(&event, item));
                    }
                    on:focusout=move |_| item.with_value(|item| drag.left(item))
                    on:click=move |event| if drag.was_carrying() { event.prevent_default() }
                    on:dragstart=move |event| event.prevent_default()
                >
                    <Tab keeper key=view.id.to_string() label=view.name.clone()/>
                </span>
            }
        })
    }
}

fn drag(keeper: Keeper, language: Language) -> Drag {
    let saved = keeper.views.saved;
    let named = move |id: String| {
        saved.with_untracked(|all| {
            let view = all.iter().find(|view| view.id.to_string() == id);
            view.map(|view| view.name.clone()).unwrap_or_default()
        })
    };
    let placed = move |(id, spot): (String, Spot)| {
        let (own, of) = saved.with_untracked(|all| {
            let own = all.iter().position(|view| view.id.to_string() == id);
            (own, all.len())
        });
        let rank = spot.index - usize::from(own.is_some_and(|own| own < spot.index));
        t!(language, lists.place_of, position = rank + 1, of)
    };
    let dropped = move |(id, spot): (String, Spot)| {
        let mut order = saved.get_untracked();
        if let Some(own) = order.iter().position(|view| view.id.to_string() == id) {
            let view = order.remove(own);
            let index = spot.index - usize::from(own < spot.index);
            order.insert(index.min(order.len()), view);
            keeper.put_in_order(order);
        }
    };
    Drag::new(".lists__tabs", Rules::within(ZONE, dropped, named, placed))
}

/// The copy under the pointer.
#[component]
fn Lifted(keeper: Keeper, drag: Drag) -> impl IntoView {
    let name = move || {
        let id = drag
            .lift
            .with(|lift| lift.as_ref().map(|lift| lift.id.clone()))?;
        keeper.views.saved.with(|all| {
            let view = all.iter().find(|view| view.id.to_string() == id);
            view.map(|view| view.name.clone())
        })
    };
    move || {
        name().map(|name| {
            view! {
                <div class="lift" style=move || drag.style() aria-hidden="true">
                    <div class="fieldtile" data-drag=""><span>{name}</span></div>
                </div>
            }
        })
    }
}
