//! The fields of the set-up.

use contract::dto::mail::MailTls;
use leptos::prelude::*;

use super::setup_form::Typed;
use super::words::tls_words;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Checkbox, Field, Problems, Select, SelectOption, TextInput, TextKind};

/// Where the mail server is, how one speaks to it, and as whom.
#[component]
pub fn ServerFields(
    typed: Typed,
    problems: Problems,
    has_password: RwSignal<bool>,
    /// The password stands in the configuration.
    is_fixed: bool,
) -> impl IntoView {
    let language = use_language();
    let options: Vec<SelectOption> = MailTls::ALL
        .map(|tls| (tls.word().to_owned(), tls_words(language, tls).to_owned()))
        .to_vec();
    let before = StoredValue::new(untrack(|| typed.tls()));
    // A port that was usual with the other encryption is not meant any more.
    let changed = move |()| {
        let (was, is) = (before.get_value(), untrack(|| typed.tls()));
        if typed.port.get_untracked() == was.usual_port().to_string() {
            typed.port.set(is.usual_port().to_string());
        }
        before.set_value(is);
        problems.clear("is_plain_accepted");
    };
    let plain = move || {
        (typed.tls() == MailTls::None).then(|| {
            view! {
                <Field
                    id="mail-plain"
                    label=t!(language, mail.plain)
                    help=t!(language, mail.plain_hint)
                    error=problems.at("is_plain_accepted")
                    group=true
                >
                    <Checkbox
                        checked=typed.is_plain_accepted
                        label=t!(language, mail.plain_accept)
                        on_change=move |()| problems.clear("is_plain_accepted")
                    />
                </Field>
            }
        })
    };
    view! {
        <Field id="mail-host" label=t!(language, mail.host) error=problems.at("host") required=true>
            <TextInput
                value=typed.host
                kind=TextKind::Link
                placeholder="smtp.example.com"
                max_chars=255
                on_input=move |()| problems.clear("host")
            />
        </Field>
        <Field id="mail-tls" label=t!(language, mail.tls) error=problems.at("tls")>
            <Select value=typed.tls options=Signal::stored(options) on_change=changed/>
        </Field>
        {plain}
        <Field id="mail-port" label=t!(language, mail.port) error=problems.at("port") required=true>
            <TextInput value=typed.port max_chars=5 on_input=move |()| problems.clear("port")/>
        </Field>
        <Field id="mail-user" label=t!(language, mail.user) help=t!(language, mail.user_hint) error=problems.at("user")>
            <TextInput value=typed.user kind=TextKind::Email max_chars=255 on_input=move |()| problems.clear("user")/>
        </Field>
        {(!is_fixed).then(|| view! { <Password typed problems has_password/> })}
    }
}

#[component]
fn Password(typed: Typed, problems: Problems, has_password: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let help = Signal::derive(move || match has_password.get() {
        true => Some(t!(language, mail.password_kept).to_owned()),
        false => None,
    });
    view! {
        <Field id="mail-password" label=t!(language, mail.password) help error=problems.at("password")>
            <TextInput
                value=typed.password
                kind=TextKind::Password
                autocomplete="new-password"
                max_chars=1000
                on_input=move |()| problems.clear("password")
            />
        </Field>
    }
}

/// Who mails are from, and where their links lead.
#[component]
pub fn SenderFields(typed: Typed, problems: Problems) -> impl IntoView {
    let language = use_language();
    // Where the administrator reaches this installation, others most likely do, too.
    Effect::new(move |_| {
        let here = leptos::web_sys::window().and_then(|window| window.location().origin().ok());
        if let Some(here) = here.filter(|_| typed.site.with_untracked(String::is_empty)) {
            typed.site.set(here);
        }
    });
    view! {
        <Field
            id="mail-sender-address"
            label=t!(language, mail.sender_address)
            error=problems.at("sender_address")
            required=true
        >
            <TextInput
                value=typed.sender_address
                kind=TextKind::Email
                placeholder="crm@example.com"
                max_chars=254
                on_input=move |()| problems.clear("sender_address")
            />
        </Field>
        <Field
            id="mail-sender-name"
            label=t!(language, mail.sender_name)
            help=t!(language, mail.sender_name_hint)
            error=problems.at("sender_name")
        >
            <TextInput value=typed.sender_name max_chars=255 on_input=move |()| problems.clear("sender_name")/>
        </Field>
        <Field
            id="mail-site"
            label=t!(language, mail.site)
            help=t!(language, mail.site_hint)
            error=problems.at("site")
            required=true
        >
            <TextInput
                value=typed.site
                kind=TextKind::Link
                placeholder="https://crm.example.com"
                max_chars=255
                on_input=move |()| problems.clear("site")
            />
        </Field>
    }
}
