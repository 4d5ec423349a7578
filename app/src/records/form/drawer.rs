//! The drawer in which a record is made or changed.

use contract::value::Values;
use contract::{Action, ObjectDef, Record};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use super::defaults::defaults;
use super::twins::Twins;
use super::{ConflictDialog, Draft, RecordForm, Saving, use_judge};
use crate::i18n::use_language;
use crate::live::ChangedMeanwhile;
use crate::records::marks::inside;
use crate::shell::{Overlay, may, use_me};
use crate::t;
use crate::ui::unsaved::ask_while;
use crate::ui::{
    Banner, BannerLook, Button, DialogBody, DialogButtons, DialogFoot, Drawer, Look, browser,
    failure_text, problem_text,
};

/// Makes a record, or changes the given one. Nothing typed is lost while it is open: a failure leaves
/// it as it is, and closing asks first.
#[component]
pub fn RecordDrawer(
    object: ObjectDef,
    /// What a new record starts with.
    #[prop(optional)]
    values: Values,
    /// The record to change; a new one where none is given.
    #[prop(into, optional)]
    record: Option<Record>,
    /// Where the drawer stands in the address: the back key then asks before it takes typed words away.
    #[prop(into, optional)]
    overlay: Option<Overlay>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(into)] on_saved: Callback<Record>,
) -> impl IntoView {
    let language = use_language();
    let label = inside(object.label.get(language));
    let (draft, title) = match &record {
        Some(record) => (
            Draft::of(&object, record),
            t!(language, records.edit_title, object = label),
        ),
        None => {
            let values = use_me().with_untracked(|me| defaults(&object, me, values));
            (
                Draft::new(&object, values),
                t!(language, records.new, object = label),
            )
        }
    };
    let may_give_away = match &record {
        Some(record) => record.rights.transfer,
        None => may(&object.key, Action::Transfer),
    };
    let draft = if may_give_away {
        draft
    } else {
        draft.without("owner")
    };
    let draft = draft.judged(use_judge());
    let prefix = format!("{}-form", object.key);
    let saving = Saving::new(
        draft,
        Callback::new(move |record| {
            if let Some(overlay) = overlay {
                overlay.hold(false);
            }
            on_saved.run(record);
        }),
    );
    let leaving = RwSignal::new(false);
    if let Some(overlay) = overlay {
        hold(overlay, draft, leaving);
    }
    let close = Callback::new(
        move |()| match draft.is_changed() && !leaving.get_untracked() {
            true => leaving.set(true),
            false => on_close.run(()),
        },
    );
    go_to_problem(saving, prefix.clone());
    ask_while(move || draft.is_changed());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        leaving.set(false);
        saving.submit();
    };
    view! {
        <Drawer title on_close=close>
            <form class="records__drawer" novalidate on:submit=submit on:keydown=submit_keys>
                <DialogBody>
                    <Troubles saving/>
                    <ChangedMeanwhile draft/>
                    <Twins draft except=record.map(|record| record.id)/>
                    <RecordForm draft prefix/>
                </DialogBody>
                <Leaving leaving on_close/>
                <DialogFoot>
                    <DialogButtons act=t!(language, common.save) is_light=true busy=saving.busy on_close=close/>
                </DialogFoot>
            </form>
            <ConflictDialog saving/>
        </Drawer>
    }
}

/// Keeps the drawer in the address while something is typed, and asks when the back key would close it.
fn hold(overlay: Overlay, draft: Draft, leaving: RwSignal<bool>) {
    Effect::new(move |_| {
        draft.track();
        overlay.hold(draft.is_changed());
    });
    Effect::new(move |before: Option<u32>| {
        let stayed = overlay.stayed();
        if before.is_some_and(|before| before != stayed) {
            leaving.set(true);
        }
        stayed
    });
    on_cleanup(move || overlay.hold(false));
}

/// Ctrl or ⌘ with Enter sends the form from any of its fields.
fn submit_keys(event: KeyboardEvent) {
    if event.key() != "Enter" || !(event.ctrl_key() || event.meta_key()) {
        return;
    }
    event.prevent_default();
    let form = event
        .current_target()
        .and_then(|target| target.dyn_into::<leptos::web_sys::HtmlFormElement>().ok());
    if let Some(form) = form {
        // Refused only for a form that is not on the page.
        let _ = form.request_submit();
    }
}

/// Takes the focus to the first field that is not fine.
fn go_to_problem(saving: Saving, prefix: String) {
    Effect::new(move |_| {
        let Some(field) = saving.stuck.get() else {
            return;
        };
        let id = format!("{prefix}-{field}");
        request_animation_frame(move || {
            let input = document().get_element_by_id(&id);
            if let Some(input) =
                input.and_then(|input| input.dyn_into::<leptos::web_sys::HtmlElement>().ok())
            {
                browser::focus(&input);
            }
        });
    });
}

/// What went wrong with the whole form, and problems of fields that it does not show.
#[component]
pub(crate) fn Troubles(saving: Saving) -> impl IntoView {
    let language = use_language();
    let failed = move || {
        saving.failure.get().map(|failure| {
            let text = format!("{} {}", t!(language, records.not_saved), failure_text(language, &failure));
            view! {
                <Banner text look=BannerLook::Bad>
                    <Button label=t!(language, common.retry) busy=saving.busy on_press=move |()| saving.submit()/>
                </Banner>
            }
        })
    };
    let homeless = move || {
        let object = saving.draft.definition();
        let problems = saving.homeless.get().into_iter().map(|problem| {
            let field = object
                .field(&problem.field)
                .map(|field| field.label.get(language).to_owned());
            let text = format!(
                "{}: {}",
                field.unwrap_or(problem.field),
                problem_text(language, &problem.problem)
            );
            view! { <Banner text look=BannerLook::Bad/> }
        });
        problems.collect_view()
    };
    view! {
        {failed}
        {homeless}
    }
}

/// Asks before typed words are thrown away.
#[component]
fn Leaving(leaving: RwSignal<bool>, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    move || {
        leaving.get().then(|| {
            view! {
                <div class="records__leaving">
                    <Banner text=t!(language, records.unsaved) look=BannerLook::Warn>
                        <Button
                            label=t!(language, records.close_anyway)
                            look=Look::Bad
                            on_press=move |()| on_close.run(())
                        />
                        <Button label=t!(language, records.keep_editing) on_press=move |()| leaving.set(false)/>
                    </Banner>
                </div>
            }
        })
    }
}
