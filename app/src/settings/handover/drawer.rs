//! The drawer: first what somebody owns in numbers and to whom it goes, then how far it got.

use contract::dto::handover::{Belongings, HandOverStatus};
use leptos::prelude::*;
use uuid::Uuid;

use super::form::HandOverForm;
use super::progress::Progress;
use crate::api::Answer;
use crate::api::handover::belongings;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{DialogBody, Drawer, Empty, SkeletonRows, unread_text};

/// `leaves` begins with deactivating them, too. `on_close` hears whether anything changed.
#[component]
pub fn HandOverDrawer(
    user: Uuid,
    #[prop(into)] name: String,
    leaves: bool,
    on_close: Callback<bool>,
) -> impl IntoView {
    let language = use_language();
    let begun = RwSignal::new(None::<HandOverStatus>);
    let found = LocalResource::new(move || belongings(user));
    let title = match leaves {
        true => t!(language, handover.deactivate_of, name),
        false => t!(language, handover.hand_over_of, name),
    };
    let close = Callback::new(move |()| on_close.run(begun.with_untracked(Option::is_some)));
    let body = move || {
        if let Some(status) = begun.get() {
            return view! { <DialogBody><Progress status/></DialogBody> }.into_any();
        }
        let answer: Option<Answer<Belongings>> = found.get();
        match answer {
            None => view! { <DialogBody><SkeletonRows count=5/></DialogBody> }.into_any(),
            Some(Err(failure)) => view! {
                <DialogBody><Empty icon="alertc" title=unread_text(language, &failure)/></DialogBody>
            }
            .into_any(),
            Some(Ok(has)) => {
                view! { <HandOverForm user has leaves begun on_close=close/> }.into_any()
            }
        }
    };
    view! { <Drawer title on_close=close>{body}</Drawer> }
}
