//! In the row of a user: what they see, and looking at the product as they do.

use leptos::prelude::*;
use uuid::Uuid;

use super::look_as::LookAs;
use crate::i18n::use_language;
use crate::settings::roles::sight::SightDialog;
use crate::shell::use_me;
use crate::t;
use crate::ui::{Icon, Menu, MenuItem};

/// What was chosen.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Sight,
    LookAs,
}

/// `is_administrator` says whether the user is one: nobody looks as those, who see everything.
#[component]
pub fn SeeingMenu(
    user: Uuid,
    name: String,
    #[prop(into)] is_administrator: Signal<bool>,
) -> impl IntoView {
    let language = use_language();
    let open = RwSignal::new(None::<Open>);
    let is_own = use_me().with_untracked(|me| me.id == user);
    let called = StoredValue::new(name.clone());
    let close = Callback::new(move |()| open.set(None));
    let dialog = move || {
        open.get().map(|what| {
            let name = called.get_value();
            match what {
                Open::Sight => view! { <SightDialog user name on_close=close/> }.into_any(),
                Open::LookAs => view! { <LookAs user name on_close=close/> }.into_any(),
            }
        })
    };
    view! {
        <Menu
            label=t!(language, roles.seeing_of, name)
            class="btn btn--ghost btn--icon btn--sm"
            trigger=move || view! { <Icon name="eye"/> }
        >
            <MenuItem label=t!(language, roles.show_sight) icon="list" on_pick=move |()| open.set(Some(Open::Sight))/>
            {(!is_own && !is_administrator.get()).then(|| view! {
                <MenuItem label=t!(language, roles.look_as) icon="eye" on_pick=move |()| open.set(Some(Open::LookAs))/>
            })}
        </Menu>
        {dialog}
    }
}
