//! Files are dropped or chosen, and sent while one watches.

use contract::dto::imports::LARGEST_IMPORT;
use leptos::prelude::*;
use leptos::web_sys::File;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::sending::{Stage, Upload};
use crate::i18n::use_language;
use crate::t;
use crate::ui::format::bytes;
use crate::ui::{Banner, BannerLook, Button, ChooseFolder, FileCount, FileDrop, LinkButton, Meter};

/// What comes after the choice of a file by its ending, as browsers want it.
const ACCEPTED: &str = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.vcf,text/csv,text/vcard";

/// The place to drop files, or to choose some; `is_sending` tells the page around it.
#[component]
pub(super) fn ChooseFile(object: RwSignal<String>, is_sending: RwSignal<bool>) -> impl IntoView {
    let upload = Upload::new(object);
    let navigate = use_navigate();
    Effect::new(move |_| is_sending.set(upload.is_sending()));
    Effect::new(move |_| {
        if let Stage::Arrived(address) = upload.stage.get() {
            navigate(&address, NavigateOptions::default());
        }
    });
    on_cleanup(move || upload.stop());
    // What is sent is drawn once, not anew with each bit of progress.
    let is_away = Memo::new(move |_| {
        upload
            .stage
            .with(|stage| matches!(stage, Stage::Sending { .. } | Stage::Arrived(_)))
    });
    let place = move || match is_away.get() {
        true => view! { <Sending upload/> }.into_any(),
        false => view! { <Choose upload/> }.into_any(),
    };
    view! {
        {place}
        <Below upload/>
    }
}

#[component]
fn Choose(upload: Upload) -> impl IntoView {
    let language = use_language();
    let take = move |files: Vec<File>| upload.take(files);
    let take_folder = move |files: Vec<File>| upload.take_folder(files);
    view! {
        <FileDrop
            choose=t!(language, imports.choose)
            drop=t!(language, imports.drop)
            drop_now=t!(language, imports.drop_now)
            touch=t!(language, imports.choose_only)
            accept=ACCEPTED
            count=FileCount::Several
            class="import__drop"
            on_files=take
            on_folder=Callback::new(take_folder)
        >
            <ChooseFolder
                label=t!(language, imports.choose_folder)
                on_files=take_folder
            />
            <p class="xs faint">{t!(language, imports.file_hint, size = bytes(LARGEST_IMPORT))}</p>
        </FileDrop>
    }
}

/// What went wrong, and the way on.
#[component]
fn Below(upload: Upload) -> impl IntoView {
    let language = use_language();
    let trouble = Memo::new(move |_| match upload.stage.get() {
        stage @ (Stage::Failed { .. } | Stage::Partly { .. }) => Some(stage),
        _ => None,
    });
    move || match trouble.get() {
        Some(Stage::Failed { words, may_resend }) => {
            let resend = move |()| upload.go_on();
            view! {
                <Banner look=BannerLook::Bad text=words>
                    {may_resend.then(|| view! {
                        <Button label=t!(language, imports.send_again) icon="refresh" on_press=resend/>
                    })}
                </Banner>
            }
            .into_any()
        }
        Some(Stage::Partly { refused, address }) => view! {
            <Banner look=BannerLook::Warn text=refused.join(" ")>
                <LinkButton label=t!(language, imports.others_only) href=address/>
            </Banner>
        }
        .into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn Sending(upload: Upload) -> impl IntoView {
    let language = use_language();
    let now = move || match upload.stage.get() {
        Stage::Sending {
            name, sent, total, ..
        } => (name, sent, total),
        _ => (String::new(), 1.0, 1.0),
    };
    let share = move || {
        let (_, sent, total) = now();
        if total > 0.0 { sent / total } else { 0.0 }
    };
    let title = move || match share() {
        whole if whole >= 1.0 => t!(language, imports.reading).to_owned(),
        _ => t!(language, imports.sending, name = now().0),
    };
    let amounts = move || {
        let (_, sent, total) = now();
        t!(
            language,
            imports.sent_of,
            sent = whole_bytes(sent),
            total = whole_bytes(total)
        )
    };
    let place = move || match upload.stage.get() {
        Stage::Sending { place, files, .. } if files > 1 => {
            Some(t!(language, imports.file_of, place, files))
        }
        _ => None,
    };
    view! {
        <div class="card card--pad stack import__sending">
            <div class="flex between">
                <b class="strong trunc">{title}</b>
                <Button label=t!(language, common.cancel) on_press=Callback::new(move |()| upload.stop())/>
            </div>
            <Meter label=t!(language, imports.progress) value=Signal::derive(share)/>
            <span class="flex between sm muted num"><span>{amounts}</span><span>{place}</span></span>
        </div>
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "whole bytes of a file"
)]
fn whole_bytes(count: f64) -> String {
    bytes(count.max(0.0) as u64)
}
