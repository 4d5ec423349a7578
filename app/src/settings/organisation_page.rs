//! The organisation: its name, its currency, its sample data.

use contract::dto::organisation::{Organisation, SampleCount};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::problems::Problems;
use super::sample_data::SampleData;
use crate::api::users::save_organisation;
use crate::i18n::use_language;
use crate::shell::context::visitor_slot;
use crate::t;
use crate::ui::format::currency_options;
use crate::ui::{Banner, BannerLook, Button, Field, Look, Press, Select, TextInput, use_toasts};

/// What an administrator sets for everybody.
#[component]
pub fn OrganisationPage(organisation: Organisation, samples: Vec<SampleCount>) -> impl IntoView {
    view! {
        <div class="stack">
            <OrganisationForm organisation/>
            <SampleData samples/>
        </div>
    }
}

#[component]
fn OrganisationForm(organisation: Organisation) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let visitor = visitor_slot();
    let problems = Problems::new(language);
    let currency = RwSignal::new(organisation.currency.clone());
    let options = currency_options(&organisation.currency, language);
    let name = RwSignal::new(organisation.name);
    let is_busy = RwSignal::new(false);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        problems.clear_all();
        is_busy.set(true);
        spawn_local(async move {
            let wanted = Organisation {
                name: name.get_untracked().trim().to_owned(),
                currency: currency.get_untracked(),
            };
            let answer = save_organisation(wanted.clone()).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => {
                    visitor.update(|visitor| {
                        if let Some(me) = &mut visitor.me {
                            me.organisation = wanted.name;
                            me.currency = wanted.currency;
                        }
                    });
                    toasts.say(t!(language, common.saved));
                }
                Err(failure) => problems.take(&failure, &["name", "currency"]),
            }
        });
    };
    let failed = move || {
        problems
            .whole
            .get()
            .map(|text| view! { <Banner look=BannerLook::Bad text/> })
    };
    view! {
        <section class="card" aria-labelledby="settings-organisation">
            <h2 class="card__head" id="settings-organisation">{t!(language, settings.organisation)}</h2>
            <form class="card__body stack settings__form" on:submit=send novalidate>
                <Field
                    id="organisation-name"
                    label=t!(language, settings.organisation_name)
                    error=problems.at("name")
                    required=true
                >
                    <TextInput value=name max_chars=255 on_input=move |()| problems.clear("name")/>
                </Field>
                <Field
                    id="organisation-currency"
                    label=t!(language, settings.currency)
                    help=t!(language, settings.currency_hint)
                    error=problems.at("currency")
                >
                    <Select value=currency options=Signal::stored(options)/>
                </Field>
                {failed}
                <div><Button label=t!(language, common.save) look=Look::Primary press=Press::Submit busy=is_busy/></div>
            </form>
        </section>
    }
}
