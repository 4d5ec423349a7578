//! Adding a provider, or changing one.

use contract::Role;
use contract::dto::providers::{ProviderInfo, ProviderSetup};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::providers::{save_provider, try_provider};
use crate::i18n::use_language;
use crate::settings::password_input::PasswordInput;
use crate::settings::teams::choices_of;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Checkbox, Field, FormDialog, Problems, Select, Sending, TextInput,
    TextKind, use_toasts,
};

const FIELDS: [&str; 8] = [
    "name",
    "issuer",
    "client_id",
    "secret",
    "scopes",
    "domains",
    "role",
    "is_on",
];

/// What is typed into the form.
#[derive(Clone, Copy)]
struct Draft {
    id: Option<Uuid>,
    has_secret: bool,
    name: RwSignal<String>,
    issuer: RwSignal<String>,
    client_id: RwSignal<String>,
    secret: RwSignal<String>,
    scopes: RwSignal<String>,
    domains: RwSignal<String>,
    role: RwSignal<String>,
    trusts_codes: RwSignal<bool>,
    is_on: RwSignal<bool>,
}

impl Draft {
    fn of(info: Option<&ProviderInfo>) -> Self {
        let fresh = ProviderSetup {
            scopes: "email profile".to_owned(),
            role: Role::Salesperson.key().to_owned(),
            is_on: true,
            ..ProviderSetup::default()
        };
        let setup = info.map_or(fresh, |info| info.setup.clone());
        let role = match setup.role.is_empty() {
            true => Role::Salesperson.key().to_owned(),
            false => setup.role,
        };
        Self {
            id: info.map(|info| info.id),
            has_secret: info.is_some_and(|info| info.has_secret),
            name: RwSignal::new(setup.name),
            issuer: RwSignal::new(setup.issuer),
            client_id: RwSignal::new(setup.client_id),
            secret: RwSignal::new(String::new()),
            scopes: RwSignal::new(setup.scopes),
            domains: RwSignal::new(setup.domains),
            role: RwSignal::new(role),
            trusts_codes: RwSignal::new(setup.trusts_codes),
            is_on: RwSignal::new(setup.is_on),
        }
    }

    fn setup(self) -> ProviderSetup {
        ProviderSetup {
            name: self.name.get_untracked(),
            issuer: self.issuer.get_untracked(),
            client_id: self.client_id.get_untracked(),
            scopes: self.scopes.get_untracked(),
            is_on: self.is_on.get_untracked(),
            domains: self.domains.get_untracked(),
            role: self.role.get_untracked(),
            trusts_codes: self.trusts_codes.get_untracked(),
        }
    }

    /// A new secret; none keeps the one before.
    fn secret(self) -> Option<String> {
        Some(self.secret.get_untracked()).filter(|secret| !secret.is_empty())
    }
}

/// The form in a dialog.
#[component]
pub fn ProviderForm(info: Option<ProviderInfo>, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let sending = Sending::new(language, FIELDS);
    let problems = sending.problems;
    let draft = Draft::of(info.as_ref());
    let send = move |()| {
        let (id, setup, secret) = (draft.id, draft.setup(), draft.secret());
        let deed =
            async move { with_proof(|| save_provider(id, setup.clone(), secret.clone())).await };
        sending.send(deed, move |_| {
            toasts.say(t!(language, providers.saved));
            on_close.run(());
        });
    };
    let title = match info {
        Some(info) => t!(language, providers.change_of, name = info.setup.name),
        None => t!(language, providers.add).to_owned(),
    };
    view! {
        <FormDialog title act=t!(language, common.save) sending on_send=send on_close>
            <Where draft problems/>
            <Who draft problems/>
            <Checkbox checked=draft.trusts_codes label=t!(language, providers.trusts_codes)/>
            <p class="xs faint">{t!(language, providers.trusts_codes_hint)}</p>
            <Field id="provider-on" label=t!(language, providers.state) error=problems.at("is_on") group=true>
                <Checkbox checked=draft.is_on label=t!(language, providers.is_on) on_change=move |()| problems.clear("is_on")/>
            </Field>
        </FormDialog>
    }
}

/// What it is called, where it is, and who we are there.
#[component]
fn Where(draft: Draft, problems: Problems) -> impl IntoView {
    let language = use_language();
    let kept = match draft.has_secret {
        true => t!(language, providers.secret_kept),
        false => t!(language, providers.secret_hint),
    };
    view! {
        <Field id="provider-name" label=t!(language, providers.name) help=t!(language, providers.name_hint) error=problems.at("name") required=true>
            <TextInput value=draft.name max_chars=60 autofocus=true on_input=move |()| problems.clear("name")/>
        </Field>
        <Field id="provider-issuer" label=t!(language, providers.issuer) help=t!(language, providers.issuer_hint) error=problems.at("issuer") required=true>
            <TextInput value=draft.issuer kind=TextKind::Link max_chars=500 on_input=move |()| problems.clear("issuer")/>
        </Field>
        <TryOut issuer=draft.issuer problems/>
        <Field id="provider-client" label=t!(language, providers.client_id) error=problems.at("client_id") required=true>
            <TextInput value=draft.client_id max_chars=500 on_input=move |()| problems.clear("client_id")/>
        </Field>
        <Field id="provider-secret" label=t!(language, providers.secret) help=kept error=problems.at("secret")>
            <PasswordInput value=draft.secret autocomplete="off" on_input=move |()| problems.clear("secret")/>
        </Field>
        <Field id="provider-scopes" label=t!(language, providers.scopes) help=t!(language, providers.scopes_hint) error=problems.at("scopes")>
            <TextInput value=draft.scopes max_chars=500 on_input=move |()| problems.clear("scopes")/>
        </Field>
    }
}

/// Who may come in.
#[component]
fn Who(draft: Draft, problems: Problems) -> impl IntoView {
    let language = use_language();
    let roles = choices_of("role");
    // Nobody becomes an administrator by what another house says.
    let roles = Signal::derive(move || {
        let mut roles = roles.get();
        roles.retain(|(key, _)| key != Role::Administrator.key());
        roles
    });
    let made = move || {
        let has_domains = draft.domains.with(|domains| !domains.trim().is_empty());
        has_domains.then(|| {
            view! {
                <Field id="provider-role" label=t!(language, providers.role) error=problems.at("role")>
                    <Select value=draft.role options=roles on_change=move |()| problems.clear("role")/>
                </Field>
            }
        })
    };
    view! {
        <Field id="provider-domains" label=t!(language, providers.domains) help=t!(language, providers.domains_hint) error=problems.at("domains")>
            <TextInput value=draft.domains max_chars=500 on_input=move |()| problems.clear("domains")/>
        </Field>
        {made}
    }
}

/// Asks the provider what it says of itself, and says at the field what is wrong.
#[component]
fn TryOut(issuer: RwSignal<String>, problems: Problems) -> impl IntoView {
    let language = use_language();
    let is_busy = RwSignal::new(false);
    let found = RwSignal::new(None::<String>);
    let go = Callback::new(move |()| {
        is_busy.set(true);
        found.set(None);
        problems.clear("issuer");
        spawn_local(async move {
            let answer = try_provider(issuer.get_untracked()).await;
            is_busy.try_set(false);
            match answer {
                Ok(said) => {
                    let words = t!(
                        language,
                        providers.found,
                        host = said.host,
                        count = said.keys
                    );
                    found.try_set(Some(words));
                }
                Err(failure) => problems.take(&failure, &FIELDS),
            }
        });
    });
    let told = move || {
        found
            .get()
            .map(|text| view! { <Banner look=BannerLook::Ok text/> })
    };
    view! {
        <div class="flex wrap"><Button label=t!(language, providers.try_out) icon="refresh" busy=is_busy on_press=go/></div>
        {told}
    }
}
