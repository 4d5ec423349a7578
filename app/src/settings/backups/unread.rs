//! What cannot be read of a backup, because keys are missing here: before a restore and after it.

use contract::Language;
use contract::dto::backups::{RestorePreview, Unread};
use leptos::prelude::*;

use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Banner, BannerLook};

/// What would not be read of a backup if it were restored now.
#[component]
pub fn WouldBeUnread(preview: RestorePreview) -> impl IntoView {
    let language = use_language();
    let Some(keys) = preview.missing_keys else {
        let text = t!(language, backups.keys_unknown);
        return view! { <p class="sm muted">{text}</p> }.into_any();
    };
    if keys.is_empty() {
        return ().into_any();
    }
    let fields = sensitive_fields(language);
    let codes = preview.people_with_codes;
    let mut lines = Vec::new();
    if !fields.is_empty() {
        lines.push(t!(
            language,
            backups.unread_fields,
            fields = fields.join(", ")
        ));
    }
    if codes > 0 {
        lines.push(t!(language, backups.unread_codes, count = codes));
    }
    lines.push(t!(language, backups.unread_mail).to_owned());
    let text = t!(language, backups.keys_missing, keys = keys.join(", "));
    view! {
        <Banner text look=BannerLook::Warn/>
        <Lines lines/>
        <p class="sm">{t!(language, backups.keys_first)}</p>
    }
    .into_any()
}

/// What cannot be read of what was restored.
#[component]
pub fn UnreadLines(unread: Unread) -> impl IntoView {
    let language = use_language();
    let mut lines = Vec::new();
    if unread.values > 0 {
        lines.push(t!(language, backups.unread_values, count = unread.values));
    }
    if unread.events > 0 {
        lines.push(t!(language, backups.unread_events, count = unread.events));
    }
    if unread.codes > 0 {
        lines.push(t!(language, backups.unread_codes, count = unread.codes));
    }
    if unread.mail_password {
        lines.push(t!(language, backups.unread_mail).to_owned());
    }
    let text = t!(language, backups.unread, keys = unread.keys.join(", "));
    view! {
        <div class="stack">
            <Banner text look=BannerLook::Warn/>
            <Lines lines/>
            <p class="sm">{t!(language, backups.keys_after)}</p>
        </div>
    }
}

#[component]
fn Lines(lines: Vec<String>) -> impl IntoView {
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
    view! { <ul class="stack sm" role="list">{lines.collect_view()}</ul> }
}

/// The fields whose values need a key, with their objects.
fn sensitive_fields(language: Language) -> Vec<String> {
    use_catalogue().with_untracked(|catalogue| {
        let mut named = Vec::new();
        for object in &catalogue.objects {
            let fields = object.fields.iter().filter(|field| field.sensitive);
            named.extend(fields.map(|field| {
                format!(
                    "{} · {}",
                    object.label.get(language),
                    field.label.get(language)
                )
            }));
        }
        named
    })
}
