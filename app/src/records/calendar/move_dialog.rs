//! Moving a record to a day of choice.

use chrono::NaiveDate;
use contract::Record;
use leptos::prelude::*;

use super::mover::Mover;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{DateInput, Dialog, DialogBody, DialogButtons, DialogFoot, Field};

/// Asks for the day that a record moves to.
#[component]
pub(crate) fn MoveDialog(
    mover: Mover,
    day: NaiveDate,
    record: Record,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let to = RwSignal::new(Some(day));
    let title = t!(language, lists.move_record, name = mover.title(&record));
    let record = StoredValue::new(record);
    let go = move |()| {
        if let Some(to) = to.get_untracked().filter(|to| *to != day) {
            mover.send(day, record.get_value(), to);
        }
        on_close.run(());
    };
    view! {
        <Dialog title on_close>
            <DialogBody>
                <Field id="cal-day" label=t!(language, lists.day)>
                    <DateInput value=to/>
                </Field>
            </DialogBody>
            <DialogFoot>
                <DialogButtons act=t!(language, lists.move_here) is_light=true on_act=go on_close/>
            </DialogFoot>
        </Dialog>
    }
}
