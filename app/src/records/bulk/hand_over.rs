//! Many records for a colleague.

use contract::dto::bulk::Deed;
use contract::{Link, Value};
use leptos::prelude::*;

use super::begin::begin;
use crate::api::Answer;
use crate::i18n::use_language;
use crate::records::inputs::PeopleBox;
use crate::records::list::{Listing, count_text};
use crate::t;
use crate::ui::{Button, Dialog, DialogBody, DialogFoot, Field, Look, Suggested};

/// Asks for a colleague and hands the chosen records over.
#[component]
pub(crate) fn HandOverMany(listing: Listing, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let to = RwSignal::new(None::<Suggested>);
    let busy = RwSignal::new(false);
    let picked = listing.picked;
    let start = begin();
    let told = Callback::new(move |answer: Answer<()>| {
        busy.try_set(false);
        if answer.is_ok() {
            picked.clear();
            on_close.run(());
        }
    });
    let hand_over = move |()| {
        let Some(person) = to.get_untracked() else {
            return;
        };
        busy.set(true);
        let owner = Value::Link(Link {
            id: person.key.parse().ok(),
            text: person.title,
        });
        let values = [("owner".to_owned(), owner)].into();
        start(picked.selection(listing.key()), Deed::Set(values), told);
    };
    let title = t!(
        language,
        lists.hand_over_many,
        number = count_text(untrack(|| picked.count()))
    );
    view! {
        <Dialog title on_close>
            <DialogBody>
                <Field id="hand-over" label=t!(language, records.hand_over_to)>
                    <PeopleBox id="hand-over-box" value=to autofocus=true/>
                </Field>
            </DialogBody>
            <DialogFoot>
                <Button label=t!(language, common.cancel) look=Look::Ghost on_press=on_close/>
                <Button
                    label=t!(language, records.hand_over)
                    look=Look::Primary
                    busy
                    disabled=Signal::derive(move || to.with(Option::is_none))
                    on_press=hand_over
                />
            </DialogFoot>
        </Dialog>
    }
}
