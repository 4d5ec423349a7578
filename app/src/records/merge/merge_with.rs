//! From one record to the choice of the other.

use contract::ObjectDef;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::merge_address;
use crate::api::records::suggest;
use crate::i18n::use_language;
use crate::records::OpenRecord;
use crate::records::marks::{inside, shape_of};
use crate::t;
use crate::ui::{
    AvatarShape, Combobox, Dialog, DialogBody, DialogButtons, DialogFoot, Field, Source, Suggested,
    source,
};

/// Finds another record of the same object, and puts both side by side.
#[component]
pub fn MergeWith(open: OpenRecord, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let object = open.object();
    let id = open.id();
    let other = RwSignal::new(None::<Suggested>);
    let navigate = use_navigate();
    let key = object.key.clone();
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let picked = other
            .get_untracked()
            .and_then(|other| other.key.parse().ok());
        if let Some(picked) = picked {
            let address = merge_address(&key, &[id, picked]);
            on_close.run(());
            navigate(&address, NavigateOptions::default());
        }
    };
    let name = inside(object.label.get(language));
    let placeholder = t!(language, records.pick, object = name);
    view! {
        <Dialog title=t!(language, merging.merge_named, name = untrack(|| open.title())) on_close>
            <form on:submit=go>
                <DialogBody>
                    <Field
                        id="merge-other"
                        label=t!(language, merging.other, object = name)
                        help=t!(language, merging.other_hint)
                    >
                        <Combobox
                            id="merge-other-box"
                            value=other
                            source=others_of(&object, id)
                            placeholder
                            autofocus=true
                        />
                    </Field>
                </DialogBody>
                <DialogFoot>
                    <DialogButtons
                        act=t!(language, merging.compare)
                        is_light=true
                        disabled=Signal::derive(move || other.with(Option::is_none))
                        on_close
                    />
                </DialogFoot>
            </form>
        </Dialog>
    }
}

/// Finds records of an object by their words, except one.
fn others_of(object: &ObjectDef, except: Uuid) -> Source {
    let (key, shape) = (object.key.clone(), shape_of(object));
    source(move |words| {
        let answer = suggest(key.clone(), words);
        async move {
            let found = answer.await.unwrap_or_default().into_iter();
            let others = found.filter(|found| found.id != except);
            others.map(|found| suggested(found, shape)).collect()
        }
    })
}

fn suggested(found: contract::dto::records::Suggestion, avatar: Option<AvatarShape>) -> Suggested {
    Suggested {
        key: found.id.to_string(),
        title: found.title,
        sub: found.sub,
        avatar,
    }
}
