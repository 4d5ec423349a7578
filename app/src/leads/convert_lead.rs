//! From a lead to a customer, a contact and perhaps a deal, without losing its history.

use contract::dto::leads::{Conversion, Converted, Proposal};
use contract::{Refusal, Value, objects};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::convert_part::{ConvertPart, Part};
use crate::api::leads::{convert_lead, propose_conversion};
use crate::api::{Answer, Failure};
use crate::i18n::use_language;
use crate::records::OpenRecord;
use crate::shell::{Overlay, use_catalogue};
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Dialog, DialogBody, DialogButtons, DialogFoot, DialogWidth, Look,
    SkeletonRows, failure_text, unread_text, use_toasts,
};

/// The button of a lead that can be converted, and the dialog it opens.
#[component]
pub fn ConvertLead(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let dialog = Overlay::named("convert");
    let may_convert = Memo::new(move |_| {
        let record = open.record();
        record.rights.edit && *record.value("converted") != Value::YesNo(true)
    });
    view! {
        {move || may_convert.get().then(|| view! {
            <Button label=t!(language, leads.convert) look=Look::Primary icon="userplus" on_press=move |()| dialog.open()/>
        })}
        {move || (dialog.is_open() && may_convert.get()).then(|| view! { <ConvertDialog open on_close=move |()| dialog.close()/> })}
    }
}

#[component]
fn ConvertDialog(open: OpenRecord, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let proposal = RwSignal::new(None::<Answer<Proposal>>);
    let ask = move || {
        proposal.set(None);
        spawn_local(async move {
            let answer = propose_conversion(open.id()).await;
            proposal.try_set(Some(answer));
        });
    };
    Effect::new(move |_| ask());
    let inside = move || match proposal.get() {
        None => view! { <DialogBody><SkeletonRows count=6/></DialogBody> }.into_any(),
        Some(Ok(proposal)) => view! { <ConvertForm open proposal on_close/> }.into_any(),
        Some(Err(failure)) => view! {
            <DialogBody>
                <Banner text=unread_text(language, &failure) look=BannerLook::Bad>
                    <Button label=t!(language, common.retry) on_press=move |()| ask()/>
                </Banner>
            </DialogBody>
        }
        .into_any(),
    };
    view! {
        <Dialog title=t!(language, leads.title, name = untrack(|| open.title())) width=DialogWidth::Wide on_close>{inside}</Dialog>
    }
}

#[component]
fn ConvertForm(open: OpenRecord, proposal: Proposal, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let parts = StoredValue::new(parts(proposal));
    let is_busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let done = finished(open, on_close);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(conversion) = parts
            .with_value(|parts| conversion(open, parts))
            .filter(|_| !is_busy.get_untracked())
        else {
            return;
        };
        is_busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let answer = convert_lead(conversion).await;
            is_busy.try_set(false);
            match answer {
                Ok(converted) => done.run(converted),
                Err(Failure::Refused(Refusal::Invalid(problems))) => {
                    parts.with_value(|parts| parts.iter().for_each(|part| part.show(&problems)));
                    trouble.try_set(Some(t!(language, leads.mend).to_owned()));
                }
                Err(failure) => {
                    trouble.try_set(Some(failure_text(language, &failure)));
                }
            }
        });
    };
    view! {
        <form class="convert" on:submit=send novalidate>
            <DialogBody>
                <p class="sm muted">{t!(language, leads.what_happens)}</p>
                {move || trouble.get().map(|text| view! { <Banner text look=BannerLook::Bad/> })}
                {parts.get_value().into_iter().map(|part| view! { <ConvertPart part/> }).collect_view()}
            </DialogBody>
            <DialogFoot>
                <DialogButtons act=t!(language, leads.convert) busy=is_busy on_close/>
            </DialogFoot>
        </form>
    }
}

/// Customer, contact and deal, as far as the person may see such objects.
fn parts(proposal: Proposal) -> Vec<Part> {
    let of = [
        (objects::ACCOUNT, proposal.account, false),
        (objects::CONTACT, proposal.contact, false),
        (objects::DEAL, proposal.deal, true),
    ];
    let catalogue = use_catalogue();
    let part = |(key, values, may_be_nothing)| {
        let object = catalogue.with_untracked(|catalogue| catalogue.object(key).cloned())?;
        Some(Part::new(
            object,
            values,
            proposal.twins.clone(),
            may_be_nothing,
        ))
    };
    of.into_iter().filter_map(part).collect()
}

fn conversion(open: OpenRecord, parts: &[Part]) -> Option<Conversion> {
    let lead = untrack(|| open.record());
    let [account, contact, deal] = parts else {
        return None;
    };
    Some(Conversion {
        lead: lead.id,
        version: lead.version,
        account: account.target(),
        contact: contact.target(),
        deal: deal.target(),
    })
}

/// After a conversion: the lead's page shows what it became, and a message leads to the customer.
fn finished(open: OpenRecord, on_close: Callback<()>) -> Callback<Converted> {
    let language = use_language();
    let toasts = use_toasts();
    let navigate = use_navigate();
    Callback::new(move |converted: Converted| {
        let navigate = navigate.clone();
        let customer = format!("/accounts/{}", converted.account);
        open.happened();
        on_close.run(());
        let text = match converted.deal {
            Some(_) => t!(language, leads.converted_with_deal),
            None => t!(language, leads.converted),
        };
        toasts.offer(
            text,
            t!(language, leads.open_customer),
            crate::records::lasting(move || navigate(&customer, Default::default())),
        );
    })
}
