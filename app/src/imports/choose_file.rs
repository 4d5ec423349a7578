//! A file is dropped or chosen, and sent while one watches.

use contract::dto::imports::{ImportPreview, LARGEST_IMPORT, SheetTrouble};
use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::reactive::send_wrapper_ext::SendOption;
use leptos::web_sys::{File, FileList, XmlHttpRequest};
use leptos_router::hooks::use_navigate;

use super::trouble::{failure_words, trouble_text};
use super::upload;
use crate::api::{Answer, Failure};
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::format::bytes;
use crate::ui::{Banner, BannerLook, Button, Icon, IconSize, Look, Meter};

/// What comes after the choice of a file by its ending; workbooks before 2007 are told so by the server.
const ENDINGS: &str = ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,text/csv";

/// How far a file got.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Waiting,
    Sending {
        name: String,
        sent: f64,
        total: f64,
    },
    /// It is still chosen where it can be sent again as it is.
    Failed {
        words: String,
        may_resend: bool,
    },
}

/// One file on its way.
#[derive(Clone, Copy)]
struct Upload {
    object: RwSignal<String>,
    stage: RwSignal<Stage>,
    // What only a browser makes. On the server both stay empty, which any thread may drop.
    file: StoredValue<SendOption<File>>,
    request: StoredValue<SendOption<XmlHttpRequest>>,
}

impl Upload {
    fn stop(self) {
        // The stage goes first, so that the end of the request is not taken for a failure.
        self.stage.try_set(Stage::Waiting);
        self.request.try_with_value(|request| {
            if let Some(request) = request.as_ref() {
                // An ended request does not mind.
                let _ = request.abort();
            }
        });
    }

    fn is_sending(self) -> bool {
        self.stage
            .with(|stage| matches!(stage, Stage::Sending { .. }))
    }
}

/// The place to drop a file, or to choose one; `is_sending` tells the page around it.
#[component]
pub(super) fn ChooseFile(object: RwSignal<String>, is_sending: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let upload = Upload {
        object,
        stage: RwSignal::new(Stage::Waiting),
        file: StoredValue::new(SendOption::new_local(None)),
        request: StoredValue::new(SendOption::new_local(None)),
    };
    Effect::new(move |_| is_sending.set(upload.is_sending()));
    on_cleanup(move || upload.stop());
    let take = StoredValue::new(take_file(upload));
    let resend = Callback::new(move |()| {
        if let Some(file) = upload.file.with_value(|file| file.as_ref().cloned()) {
            take.with_value(|take| take(file));
        }
    });
    let below = move || {
        match upload.stage.get() {
        Stage::Failed { words, may_resend } => view! {
            <Banner look=BannerLook::Bad text=words>
                {may_resend.then(|| view! { <Button label=t!(language, imports.send_again) icon="refresh" on_press=resend/> })}
            </Banner>
        }
        .into_any(),
        _ => ().into_any(),
    }
    };
    let place = move || match upload.is_sending() {
        true => view! { <Sending upload/> }.into_any(),
        false => {
            view! { <DropZone on_file=move |file| take.with_value(|take| take(file))/> }.into_any()
        }
    };
    view! {
        {place}
        {below}
    }
}

#[component]
fn DropZone(on_file: impl Fn(File) + Copy + 'static) -> impl IntoView {
    let language = use_language();
    let input = NodeRef::<html::Input>::new();
    let is_over = RwSignal::new(false);
    let take_first = move |files: Option<FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            on_file(file);
        }
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        take_first(event.data_transfer().and_then(|data| data.files()));
    };
    let open = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <div
            class="dropzone import__drop"
            data-over=move || is_over.get().then_some("")
            on:dragover=move |event| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop
        >
            <span class="empty__art"><Icon name="upload" size=IconSize::Large/></span>
            <p class="h3">
                {move || match is_over.get() {
                    true => t!(language, imports.drop_now).into_any(),
                    // Where a finger points, nothing is dropped.
                    false => view! {
                        <span class="import__mouse">{t!(language, imports.drop)}</span>
                        <span class="import__finger">{t!(language, imports.choose_only)}</span>
                    }
                    .into_any(),
                }}
            </p>
            <input
                node_ref=input
                type="file"
                hidden
                accept=ENDINGS
                aria-label=t!(language, imports.choose)
                on:change:target=move |event| {
                    let target = event.target();
                    take_first(target.files());
                    // The same file may be chosen again after it was mended.
                    target.set_value("");
                }
            />
            <Button label=t!(language, imports.choose) look=Look::Primary on_press=Callback::new(open)/>
            <p class="xs faint">{t!(language, imports.file_hint, size = bytes(LARGEST_IMPORT))}</p>
        </div>
    }
}

#[component]
fn Sending(upload: Upload) -> impl IntoView {
    let language = use_language();
    let now = move || match upload.stage.get() {
        Stage::Sending { name, sent, total } => (name, sent, total),
        _ => (String::new(), 0.0, 0.0),
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
    view! {
        <div class="card card--pad stack import__sending">
            <div class="flex between">
                <b class="strong trunc">{title}</b>
                <Button label=t!(language, common.cancel) on_press=Callback::new(move |()| upload.stop())/>
            </div>
            <Meter label=t!(language, imports.progress) value=Signal::derive(share)/>
            <span class="sm muted num">{amounts}</span>
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

/// Sends a file, unless one is on its way already or this one cannot be right.
fn take_file(upload: Upload) -> impl Fn(File) + Send + Sync + 'static {
    let language = use_language();
    let navigate = use_navigate();
    let catalogue = use_catalogue();
    move |file: File| {
        if matches!(upload.stage.get_untracked(), Stage::Sending { .. }) {
            return;
        }
        let (name, total) = (file.name(), file.size());
        if let Some(trouble) = trouble_before(total) {
            let words = trouble_text(language, &trouble, None);
            return upload.stage.set(Stage::Failed {
                words,
                may_resend: false,
            });
        }
        upload
            .file
            .set_value(SendOption::new_local(Some(file.clone())));
        upload.stage.set(Stage::Sending {
            name: name.clone(),
            sent: 0.0,
            total,
        });
        let navigate = navigate.clone();
        let end = move |answer: Answer<ImportPreview>| {
            // Cancelled, or the page was left.
            if !matches!(
                upload.stage.try_get_untracked(),
                Some(Stage::Sending { .. })
            ) {
                return;
            }
            match answer {
                Ok(preview) => navigate(
                    &format!("/import/{}", preview.id),
                    leptos_router::NavigateOptions::default(),
                ),
                Err(Failure::Unreached) => {
                    let words = t!(language, imports.send_lost, name);
                    upload.stage.set(Stage::Failed {
                        words,
                        may_resend: true,
                    });
                }
                Err(failure) => {
                    let object = upload.object.get_untracked();
                    let words = catalogue.with_untracked(|catalogue| {
                        failure_words(language, &failure, catalogue.object(&object))
                    });
                    upload.stage.set(Stage::Failed {
                        words,
                        may_resend: false,
                    });
                }
            }
        };
        let progress = move |sent| {
            upload.stage.try_update(|stage| {
                if let Stage::Sending { sent: before, .. } = stage {
                    *before = sent;
                }
            });
        };
        match upload::send(&file, &upload.object.get_untracked(), progress, end) {
            Ok(request) => upload
                .request
                .set_value(SendOption::new_local(Some(request))),
            Err(_) => upload.stage.set(Stage::Failed {
                words: t!(language, imports.not_saved).to_owned(),
                may_resend: true,
            }),
        }
    }
}

/// What can be said of a file by its size, so that nothing is sent for it.
#[expect(clippy::cast_precision_loss, reason = "the limit is far below 2^53")]
fn trouble_before(bytes: f64) -> Option<SheetTrouble> {
    if bytes < 1.0 {
        return Some(SheetTrouble::Empty);
    }
    (bytes > LARGEST_IMPORT as f64).then_some(SheetTrouble::TooLarge {
        limit_bytes: LARGEST_IMPORT,
    })
}
