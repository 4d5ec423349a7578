//! To whom records go.

use contract::{Link, Value};
use leptos::prelude::*;

use super::inputs::PeopleBox;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Dialog, DialogBody, DialogButtons, DialogFoot, Field, Suggested};

/// Asks for a colleague, and gives back a link to them.
#[component]
pub(crate) fn HandOverDialog(
    #[prop(into)] title: String,
    /// While the records are on their way.
    busy: RwSignal<bool>,
    #[prop(into)] on_pick: Callback<Value>,
    on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let to = RwSignal::new(None::<Suggested>);
    let hand_over = move |()| {
        let Some(person) = to.get_untracked() else {
            return;
        };
        busy.set(true);
        on_pick.run(Value::Link(Link {
            id: person.key.parse().ok(),
            text: person.title,
        }));
    };
    view! {
        <Dialog title on_close>
            <DialogBody>
                <Field id="hand-over" label=t!(language, records.hand_over_to)>
                    <PeopleBox id="hand-over-box" value=to autofocus=true/>
                </Field>
            </DialogBody>
            <DialogFoot>
                <DialogButtons
                    act=t!(language, records.hand_over)
                    is_light=true
                    busy
                    disabled=Signal::derive(move || to.with(Option::is_none))
                    on_act=hand_over
                    on_close
                />
            </DialogFoot>
        </Dialog>
    }
}
