//! What can be done with the saved view that is open.

use contract::Action;
use contract::dto::sharing::{Question, Subject};
use contract::dto::views::View;
use leptos::prelude::*;

use super::keep::Keeper;
use super::sharing::{Keeping, SharingDialog};
use crate::i18n::use_language;
use crate::sharing::ShareDrawer;
use crate::shell::may;
use crate::t;
use crate::ui::{Icon, IconSize, Menu, MenuItem, MenuLabel, MenuLine};

/// Rename and share, move among the tabs, put away. Views of others can only be moved.
#[component]
pub(crate) fn TabMenu(keeper: Keeper, view: View) -> impl IntoView {
    let language = use_language();
    let renaming = RwSignal::new(false);
    let sharing = RwSignal::new(false);
    let may_share = may(&view.object, Action::Edit);
    let id = view.id;
    let held = StoredValue::new(view.clone());
    let at = move || {
        let find = |all: &Vec<View>| (all.iter().position(|view| view.id == id), all.len());
        keeper.views.saved.with(find)
    };
    let shift = move |by: isize| {
        let mut order = keeper.views.saved.get_untracked();
        let Some(own) = order.iter().position(|view| view.id == id) else {
            return;
        };
        let view = order.remove(own);
        let place = own.saturating_add_signed(by).min(order.len());
        order.insert(place, view);
        keeper.put_in_order(order);
    };
    let left = move || {
        at().0.is_some_and(|place| place > 0).then(|| {
            view! { <MenuItem label=t!(language, lists.move_left) icon="left" on_pick=move |()| shift(-1)/> }
        })
    };
    let right = move || {
        let (place, count) = at();
        place.is_some_and(|place| place + 1 < count).then(|| {
            view! { <MenuItem label=t!(language, lists.move_right) icon="right" on_pick=move |()| shift(1)/> }
        })
    };
    let own = move || {
        held.with_value(|view| view.may_edit).then(|| {
            view! {
                <MenuItem label=t!(language, lists.rename_view) icon="edit" on_pick=move |()| renaming.set(true)/>
            }
        })
    };
    let away = move || {
        held.with_value(|view| view.may_edit).then(|| {
            let put_away = move |()| keeper.put_away(held.get_value());
            view! {
                <MenuLine/>
                <MenuItem label=t!(language, lists.put_away) icon="trash" class="menu__item--bad" on_pick=put_away/>
            }
        })
    };
    let foreign = move || {
        held.with_value(|view| {
            let text = t!(language, lists.made_by, name = view.owner);
            (!view.is_mine).then(|| view! { <MenuLabel text/> })
        })
    };
    view! {
        <Menu
            label=t!(language, lists.view_menu, name = view.name)
            class="btn btn--ghost btn--icon btn--sm lists__viewmenu"
            trigger=|| view! { <Icon name="more" size=IconSize::Small/> }
        >
            {foreign()}
            {own()}
            {may_share.then(|| view! {
                <MenuItem label=t!(language, sharing.share_held) icon="link" on_pick=move |()| sharing.set(true)/>
            })}
            {left()}
            {right()}
            {away()}
        </Menu>
        {move || sharing.get().then(|| {
            let view = held.get_value();
            let question = Question {
                name: view.name.clone(),
                filters: view.body.filters,
                test: view.body.test,
            };
            view! {
                <ShareDrawer
                    object=view.object
                    subject=Subject::Question(question)
                    title=view.name
                    on_close=move |()| sharing.set(false)
                />
            }
        })}
        {move || renaming.get().then(|| view! {
            <SharingDialog keeping=Keeping::Of(Box::new(held.get_value())) on_close=move |()| renaming.set(false)/>
        })}
    }
}
