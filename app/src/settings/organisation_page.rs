//! The organisation: its name, its currency, its sample data.

use contract::dto::organisation::{Organisation, SampleCount};
use leptos::prelude::*;

use super::sample_data::SampleData;
use super::settings_form::{SettingsCard, SettingsForm};
use crate::api::users::save_organisation;
use crate::i18n::use_language;
use crate::shell::context::visitor_slot;
use crate::t;
use crate::ui::format::currency_options;
use crate::ui::{Field, Select, Sending, TextInput, use_toasts};

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
    let sending = Sending::new(language, ["name", "currency"]);
    let problems = sending.problems;
    let currency = RwSignal::new(organisation.currency.clone());
    let options = currency_options(&organisation.currency, language);
    let name = RwSignal::new(organisation.name);
    let send = move |()| {
        let wanted = Organisation {
            name: name.get_untracked().trim().to_owned(),
            currency: currency.get_untracked(),
        };
        sending.send(save_organisation(wanted.clone()), move |()| {
            visitor.update(|visitor| {
                if let Some(me) = &mut visitor.me {
                    me.organisation = wanted.name;
                    me.currency = wanted.currency;
                }
            });
            toasts.say(t!(language, common.saved));
        });
    };
    view! {
        <SettingsCard id="settings-organisation" title=t!(language, settings.organisation)>
            <SettingsForm sending on_send=send>
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
            </SettingsForm>
        </SettingsCard>
    }
}
