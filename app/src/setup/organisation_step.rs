//! The organisation and its administrator.

use contract::dto::session::Preferences;
use contract::dto::setup::SetUp;
use contract::{Language, Refusal};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Failure;
use crate::api::setup::set_up;
use crate::i18n::use_language;
use crate::t;
use crate::ui::format::currency_options;
use crate::ui::{
    Banner, BannerLook, Button, Field, Look, Press, Select, TextInput, TextKind, browser,
    failure_text, problem_text,
};

/// What is typed, and what is wrong with it.
#[derive(Clone, Copy)]
struct Form {
    organisation: RwSignal<String>,
    currency: RwSignal<String>,
    name: RwSignal<String>,
    email: RwSignal<String>,
    password: RwSignal<String>,
    failure: RwSignal<Option<Failure>>,
    is_busy: RwSignal<bool>,
}

/// Makes the organisation and signs its administrator in.
#[component]
pub fn OrganisationStep(
    token: String,
    #[prop(into)] on_back: Callback<()>,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let form = Form::new(language);
    let token = StoredValue::new(token);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.send(token.get_value(), language, on_done);
    };
    view! {
        <section class="card" aria-label=t!(language, setup.step_organisation)>
            <div class="card__head">{t!(language, setup.step_organisation)}</div>
            <form on:submit=submit>
                <div class="card__body stack">
                    {move || form.general(language).map(|text| view! { <Banner look=BannerLook::Bad text/> })}
                    <div class="two">
                        <Field id="organisation" label=t!(language, setup.organisation) required=true error=move || form.error("organisation", language)>
                            <TextInput value=form.organisation autocomplete="organization" autofocus=true on_input=move |()| form.forget("organisation")/>
                        </Field>
                        <Field id="currency" label=t!(language, setup.currency) help=t!(language, setup.currency_help) error=move || form.error("currency", language)>
                            <Select value=form.currency options=currency_options("", language)/>
                        </Field>
                    </div>
                    <div class="two">
                        <Field id="name" label=t!(language, setup.your_name) required=true error=move || form.error("name", language)>
                            <TextInput value=form.name autocomplete="name" on_input=move |()| form.forget("name")/>
                        </Field>
                        <Field id="email" label=t!(language, setup.your_email) required=true error=move || form.error("email", language)>
                            <TextInput value=form.email kind=TextKind::Email autocomplete="username" on_input=move |()| form.forget("email")/>
                        </Field>
                    </div>
                    <Field
                        id="password"
                        label=t!(language, setup.password)
                        required=true
                        help=t!(language, setup.password_help)
                        error=move || form.error("password", language)
                    >
                        <TextInput value=form.password kind=TextKind::Password autocomplete="new-password" on_input=move |()| form.forget("password")/>
                    </Field>
                </div>
                <div class="card__foot">
                    <span class="xs faint">{t!(language, setup.step_of, number = 2)}</span>
                    <Button label=t!(language, setup.back) look=Look::Ghost class="end" on_press=on_back/>
                    <Button label=t!(language, setup.make) look=Look::Primary press=Press::Submit busy=form.is_busy/>
                </div>
            </form>
        </section>
    }
}

impl Form {
    fn new(language: Language) -> Self {
        let currency = match language {
            Language::Chinese => "CNY",
            Language::English => "USD",
        };
        Self {
            organisation: RwSignal::default(),
            currency: RwSignal::new(currency.to_owned()),
            name: RwSignal::default(),
            email: RwSignal::default(),
            password: RwSignal::default(),
            failure: RwSignal::new(None),
            is_busy: RwSignal::new(false),
        }
    }

    fn send(self, token: String, language: Language, on_done: Callback<()>) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.failure.set(None);
        let zone = browser::time_zone().unwrap_or_else(|| Preferences::default().time_zone);
        let form = SetUp {
            token,
            organisation: self.organisation.get_untracked(),
            currency: self.currency.get_untracked(),
            name: self.name.get_untracked(),
            email: self.email.get_untracked(),
            password: self.password.get_untracked(),
            preferences: Preferences {
                language,
                time_zone: zone,
                ..Preferences::default()
            },
        };
        spawn_local(async move {
            let answer = set_up(form).await;
            self.is_busy.set(false);
            match answer {
                Ok(()) => on_done.run(()),
                Err(failure) => {
                    self.failure.set(Some(failure));
                    browser::focus_invalid();
                }
            }
        });
    }

    fn error(self, field: &'static str, language: Language) -> Option<String> {
        match self.failure.get() {
            Some(Failure::Refused(Refusal::Invalid(problems))) => problems
                .iter()
                .find(|problem| problem.field == field)
                .map(|problem| problem_text(language, &problem.problem)),
            _ => None,
        }
    }

    /// What is wrong with no single field.
    fn general(self, language: Language) -> Option<String> {
        match self.failure.get()? {
            Failure::Refused(Refusal::Invalid(_)) => None,
            failure => Some(failure_text(language, &failure)),
        }
    }

    fn forget(self, field: &str) {
        self.failure.update(|failure| {
            if let Some(Failure::Refused(Refusal::Invalid(problems))) = failure {
                problems.retain(|problem| problem.field != field);
            }
        });
    }
}
