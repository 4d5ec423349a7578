//! Asks before a person is erased. What that does is said in numbers first, since nothing takes it back.

use contract::dto::privacy::{AskErasure, ErasurePreview, ErasureReason, KeptYears};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::kept::KeptFor;
use super::words::{CountLines, NamedLines, reason_words};
use crate::api::privacy::{erase_person, erasure_preview};
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Field, GoneDialog, Select, SelectOption, SkeletonRows, failure_text,
    use_clock,
};

/// Erases the person of a record everywhere, and goes to the list of erasures.
#[component]
pub fn EraseDialog(object: String, id: Uuid, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let object = StoredValue::new(object);
    let is_busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let reason = RwSignal::new(ErasureReason::default().word().to_owned());
    let preview = LocalResource::new(move || erasure_preview(object.get_value(), id));
    // What the administrator changed of the years; the house knows the rest.
    let years = RwSignal::new(KeptYears::new());
    let navigate = StoredValue::new(use_navigate());
    let erase = Callback::new(move |()| {
        is_busy.set(true);
        let ask = AskErasure {
            object: object.get_value(),
            record: id,
            reason: ErasureReason::of(&reason.get_untracked()).unwrap_or_default(),
            kept_years: years.get_untracked(),
        };
        spawn_local(async move {
            let answer = with_proof(|| erase_person(ask.clone())).await;
            is_busy.try_set(false);
            match answer {
                Ok(_) => {
                    on_close.try_run(());
                    navigate.try_with_value(|go| go("/settings/privacy", Default::default()));
                }
                Err(failure) => {
                    trouble.try_set(Some(failure_text(language, &failure)));
                }
            }
        });
    });
    let numbers = move || match preview.get() {
        None => view! { <SkeletonRows count=4/> }.into_any(),
        Some(Ok(preview)) => view! { <Numbers preview years/> }.into_any(),
        Some(Err(failure)) => {
            let text = failure_text(language, &failure);
            view! { <Banner text look=BannerLook::Bad/> }.into_any()
        }
    };
    let (title, act) = (t!(language, privacy.ask), t!(language, privacy.act));
    view! {
        <GoneDialog title act is_busy trouble on_act=erase on_close>
            {numbers}
            <Reasons reason/>
        </GoneDialog>
    }
}

/// Why the person is erased, as the certificate says it.
#[component]
fn Reasons(reason: RwSignal<String>) -> impl IntoView {
    let language = use_language();
    let options: Vec<SelectOption> = ErasureReason::GIVEN
        .map(|each| {
            (
                each.word().to_owned(),
                reason_words(language, each).to_owned(),
            )
        })
        .to_vec();
    view! {
        <Field id="erase-why" label=t!(language, privacy.why)>
            <Select value=reason options/>
        </Field>
    }
}

/// What would go, what stays and until when, and what is known of earlier ones.
#[component]
fn Numbers(preview: ErasurePreview, years: RwSignal<KeptYears>) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let kept = (!preview.kept.is_empty()).then(|| {
        let (kept, by_law) = (preview.kept.clone(), preview.years.clone());
        view! { <KeptFor kept by_law years/> }
    });
    let by_hand = (!preview.by_hand.is_empty()).then(|| {
        let named = preview.by_hand.clone();
        view! { <NamedLines named/> }
    });
    let before = preview.before.first().map(|at| {
        let when = clock.exact(*at);
        view! { <Banner text=t!(language, privacy.before, when) look=BannerLook::Warn/> }
    });
    view! {
        <p class="sm">{t!(language, privacy.goes, name = preview.title)}</p>
        <CountLines counts=preview.counts/>
        {kept}
        {by_hand}
        {before}
        <p class="sm muted">{t!(language, privacy.goes_hint)}</p>
    }
}
