//! Server and sender: as a form, or as they stand in the configuration.

use contract::dto::mail::{MailSetup, MailStanding, MailTls};
use leptos::prelude::*;

use super::super::settings_form::SettingsForm;
use super::server_fields::{SenderFields, ServerFields};
use super::words::tls_words;
use crate::api::mail::save_mail;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{Banner, Sending, use_toasts};

const FIELDS: [&str; 9] = [
    "host",
    "port",
    "tls",
    "is_plain_accepted",
    "user",
    "password",
    "sender_name",
    "sender_address",
    "site",
];

/// What is typed.
#[derive(Clone, Copy)]
pub struct Typed {
    pub(super) host: RwSignal<String>,
    pub(super) port: RwSignal<String>,
    pub(super) tls: RwSignal<String>,
    pub(super) is_plain_accepted: RwSignal<bool>,
    pub(super) user: RwSignal<String>,
    pub(super) password: RwSignal<String>,
    pub(super) sender_name: RwSignal<String>,
    pub(super) sender_address: RwSignal<String>,
    pub(super) site: RwSignal<String>,
}

impl Typed {
    fn new(setup: Option<MailSetup>) -> Self {
        let setup = setup.unwrap_or_else(|| MailSetup {
            port: MailTls::default().usual_port(),
            ..MailSetup::default()
        });
        Self {
            host: RwSignal::new(setup.host),
            port: RwSignal::new(setup.port.to_string()),
            tls: RwSignal::new(setup.tls.word().to_owned()),
            is_plain_accepted: RwSignal::new(setup.is_plain_accepted),
            user: RwSignal::new(setup.user),
            password: RwSignal::new(String::new()),
            sender_name: RwSignal::new(setup.sender_name),
            sender_address: RwSignal::new(setup.sender_address),
            site: RwSignal::new(setup.site),
        }
    }

    pub(super) fn tls(self) -> MailTls {
        self.tls
            .with(|word| MailTls::from_word(word))
            .unwrap_or_default()
    }

    fn setup(self) -> MailSetup {
        MailSetup {
            host: self.host.get_untracked(),
            // What is no port is refused at its field.
            port: self.port.get_untracked().trim().parse().unwrap_or_default(),
            tls: untrack(|| self.tls()),
            is_plain_accepted: self.is_plain_accepted.get_untracked(),
            user: self.user.get_untracked(),
            sender_name: self.sender_name.get_untracked(),
            sender_address: self.sender_address.get_untracked(),
            site: self.site.get_untracked(),
        }
    }
}

/// The form.
#[component]
pub fn SetupForm(standing: MailStanding, is_set_up: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let sending = Sending::new(language, FIELDS);
    let problems = sending.problems;
    let has_password = RwSignal::new(standing.has_password);
    let typed = Typed::new(standing.setup);
    let send = move |()| {
        let (setup, password) = (typed.setup(), typed.password.get_untracked());
        let password = (!password.is_empty()).then_some(password);
        // Whoever has somebody's session could lead all mails past themselves.
        let deed = async move { with_proof(|| save_mail(setup.clone(), password.clone())).await };
        sending.send(deed, move |standing| {
            has_password.try_set(standing.has_password);
            typed.password.try_set(String::new());
            is_set_up.try_set(true);
            toasts.say(t!(language, common.saved));
        });
    };
    let missing =
        move || (!is_set_up.get()).then(|| view! { <Banner text=t!(language, mail.not_set_up)/> });
    let is_fixed = standing.is_password_configured;
    view! {
        <SettingsForm sending on_send=send>
            {missing}
            <ServerFields typed problems has_password is_fixed/>
            <SenderFields typed problems/>
        </SettingsForm>
    }
}

/// What configuration file or environment say.
#[component]
pub fn FixedSetup(standing: MailStanding) -> impl IntoView {
    let language = use_language();
    let setup = standing.setup.unwrap_or_default();
    let password = match standing.has_password {
        true => t!(language, mail.password_is_set),
        false => t!(language, mail.password_none),
    };
    let facts = [
        (
            t!(language, mail.host),
            format!("{}:{}", setup.host, setup.port),
        ),
        (
            t!(language, mail.tls),
            tls_words(language, setup.tls).to_owned(),
        ),
        (t!(language, mail.user), setup.user),
        (t!(language, mail.password), password.to_owned()),
        (t!(language, mail.sender_name), setup.sender_name),
        (t!(language, mail.sender_address), setup.sender_address),
        (t!(language, mail.site), setup.site),
    ];
    let facts = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <dt class="muted">{name}</dt><dd>{value}</dd> })
        .collect_view();
    view! {
        <div class="card__body stack settings__form">
            <Banner icon="lock" text=t!(language, mail.configured)/>
            <dl class="mail__facts sm">{facts}</dl>
        </div>
    }
}
