//! Who has a role.

use leptos::prelude::*;

use super::sight::SightDialog;
use super::state::State;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, ButtonSize, Empty, Look, Who};

#[component]
pub fn Members(state: State) -> impl IntoView {
    let language = use_language();
    let shown = RwSignal::new(None);
    let members = move || {
        let open = state.open.get();
        state
            .all
            .with(|all| all.members.get(&open).cloned().unwrap_or_default())
    };
    let rows = move || {
        let members = members();
        if members.is_empty() {
            return view! { <Empty icon="users" title=t!(language, roles.no_members)/> }.into_any();
        }
        let row = move |person: contract::dto::session::Person| {
            let name = person.name.clone();
            let open = move |()| shown.set(Some(person.clone()));
            view! {
                <div class="row">
                    <span class="row__main"><Who name/></span>
                    <Button
                        label=t!(language, roles.show_sight)
                        look=Look::Ghost
                        size=ButtonSize::Small
                        icon="eye"
                        on_press=open
                    />
                </div>
            }
        };
        let rows = members.into_iter().map(row).collect_view();
        view! { <div class="card rows">{rows}</div> }.into_any()
    };
    let dialog = move || {
        shown.get().map(|person| {
            let close = Callback::new(move |()| shown.set(None));
            view! { <SightDialog user=person.id name=person.name on_close=close/> }
        })
    };
    view! {
        <div>
            {rows}
            {dialog}
        </div>
    }
}
