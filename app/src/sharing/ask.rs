//! Asking for access to what one does not see.

use contract::dto::sharing::Subject;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::form::{FIELDS, ShareFields, ShareForm};
use crate::api::sharing::ask_access;
use crate::i18n::use_language;
use crate::settings::form_dialog::FormDialog;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::use_toasts;

/// Where it is asked for a record, whether there is one or not.
pub(crate) fn asking_address(object: &str, id: Uuid) -> String {
    format!("/settings/grants?object={object}&record={id}")
}

/// Asks for a grant to a record that a link names. Nothing tells whether there is such a record.
#[component]
pub fn AskAccess(
    object: String,
    record: Uuid,
    #[prop(into)] on_close: Callback<()>,
    on_asked: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let form = ShareForm::new(language, "1");
    let name = use_catalogue().with_untracked(|catalogue| {
        let object = catalogue.object(&object);
        object.map_or_else(String::new, |object| object.label.get(language).to_owned())
    });
    let send = move |()| {
        let filled = form
            .filled(&object, Subject::Record(record), true)
            .filter(|_| !form.is_busy.get_untracked());
        let Some(share) = filled else { return };
        form.is_busy.set(true);
        spawn_local(async move {
            let answer = ask_access(share).await;
            form.is_busy.try_set(false);
            match answer {
                Ok(_) => {
                    toasts.say(t!(language, sharing.asked));
                    on_asked.try_run(());
                    on_close.try_run(());
                }
                Err(failure) => form.problems.take(&failure, &FIELDS),
            }
        });
    };
    view! {
        <FormDialog
            title=t!(language, sharing.ask)
            problems=form.problems
            is_busy=form.is_busy
            on_send=send
            on_close
        >
            <p class="sm muted">{t!(language, sharing.ask_hint, object = name)}</p>
            <ShareFields form is_request=true/>
        </FormDialog>
    }
}
