//! In the row of a user: hand over what they own, and deactivate them.

use leptos::prelude::*;
use uuid::Uuid;

use super::drawer::HandOverDrawer;
use crate::i18n::use_language;
use crate::shell::use_me;
use crate::t;
use crate::ui::{Icon, Menu, MenuItem};

/// `on_done` hears that people or what they own changed.
#[component]
pub fn LeavingMenu(user: Uuid, name: String, on_done: Callback<()>) -> impl IntoView {
    let language = use_language();
    let asked = RwSignal::new(None::<bool>);
    let is_own = use_me().with_untracked(|me| me.id == user);
    let called = StoredValue::new(name.clone());
    let drawer = move || {
        asked.get().map(|leaves| {
            let close = Callback::new(move |has_changed: bool| {
                asked.set(None);
                if has_changed {
                    on_done.run(());
                }
            });
            view! { <HandOverDrawer user name=called.get_value() leaves on_close=close/> }
        })
    };
    let ask = move |leaves: bool| move |()| asked.set(Some(leaves));
    view! {
        <Menu
            label=t!(language, handover.menu_of, name)
            class="btn btn--ghost btn--icon btn--sm"
            trigger=move || view! { <Icon name="logout"/> }
        >
            <MenuItem label=t!(language, handover.menu_hand_over) icon="arrowright" on_pick=ask(false)/>
            {(!is_own).then(|| view! {
                <MenuItem
                    label=t!(language, handover.menu_deactivate)
                    icon="lock"
                    class="menu__item--bad"
                    on_pick=ask(true)
                />
            })}
        </Menu>
        {drawer}
    }
}
