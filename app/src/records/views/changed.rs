//! What the list shows beyond its view, and what can be done with that.

use contract::dto::views::View;
use leptos::prelude::*;

use super::Views;
use super::keep::Keeper;
use super::known::Chosen;
use super::sharing::{Keeping, SharingDialog};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, ButtonSize, Icon, Look, Menu, MenuItem};

/// "View changed", with save, save as new and reset; nothing as long as the list is as its view has it.
#[component]
pub fn ChangedView() -> impl IntoView {
    let language = use_language();
    let keeper = Keeper::here();
    let naming = RwSignal::new(false);
    let address = keeper.showing.signal();
    let is_changed = Memo::new(move |_| address.with(|address| address.is_changed()));
    let own = Memo::new(
        move |_| match chosen(keeper.views, address.get().view.as_deref()) {
            Chosen::Saved(view) if view.may_edit => Some(*view),
            _ => None,
        },
    );
    let reset = move |()| keeper.showing.show(|address| address.reset());
    let save_as = move |()| naming.set(true);
    let acts = move || {
        match own.get() {
        Some(view) => view! {
            <Button
                label=t!(language, lists.save_view)
                look=Look::Soft
                size=ButtonSize::Small
                busy=keeper.busy
                on_press=move |()| keeper.overwrite(&view)
            />
            <More save_as=Callback::new(save_as) reset=Callback::new(reset)/>
        }
        .into_any(),
        None => view! {
            <Button label=t!(language, lists.save_as) look=Look::Soft size=ButtonSize::Small on_press=save_as/>
            <Button label=t!(language, lists.reset_view) look=Look::Ghost size=ButtonSize::Small on_press=reset/>
        }
        .into_any(),
    }
    };
    view! {
        <Show when=move || is_changed.get()>
            <div class="flex lists__changed" role="group" aria-label=t!(language, lists.view_changed)>
                <span class="xs faint hide-m">{t!(language, lists.view_changed)}</span>
                {acts}
            </div>
        </Show>
        {move || naming.get().then(|| view! {
            <SharingDialog keeping=Keeping::New on_close=move |()| naming.set(false)/>
        })}
    }
}

fn chosen(views: Views, key: Option<&str>) -> Chosen {
    views.of(key)
}

#[component]
fn More(save_as: Callback<()>, reset: Callback<()>) -> impl IntoView {
    let language = use_language();
    view! {
        <Menu
            label=t!(language, lists.more_for_view)
            class="btn btn--ghost btn--icon btn--sm"
            trigger=|| view! { <Icon name="more"/> }
        >
            <MenuItem label=t!(language, lists.save_as) icon="plus" on_pick=save_as/>
            <MenuItem label=t!(language, lists.reset_view) icon="undo" on_pick=reset/>
        </Menu>
    }
}

/// The saved view that the list shows, changed or not; tracked.
pub(super) fn shown_view(keeper: Keeper) -> Option<View> {
    match keeper.views.of(keeper.showing.address().view.as_deref()) {
        Chosen::Saved(view) => Some(*view),
        _ => None,
    }
}
