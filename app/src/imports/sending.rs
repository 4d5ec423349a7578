//! Files on their way to the server, one after the other.

use contract::Language;
use contract::dto::import_sets::{ImportSet, MOST_PARTS};
use contract::dto::imports::{ImportPreview, LARGEST_IMPORT, SheetTrouble};
use futures::channel::oneshot;
use leptos::prelude::*;
use leptos::reactive::send_wrapper_ext::SendOption;
use leptos::task::spawn_local;
use leptos::web_sys::{File, XmlHttpRequest};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::in_set::set_address;
use super::trouble::failure_words;
use super::upload;
use crate::api::import_sets::import_set_begin;
use crate::api::{Answer, Failure};
use crate::i18n::use_language;
use crate::t;

/// What a table is called by its ending; workbooks before 2007 are told so by the server.
pub(super) const ENDINGS: [&str; 7] = [".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".vcf"];

/// How far files got.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stage {
    Waiting,
    Sending {
        name: String,
        sent: f64,
        total: f64,
        /// The how manieth of how many.
        place: usize,
        files: usize,
    },
    /// They are still chosen where they can be sent again as they are.
    Failed {
        words: String,
        may_resend: bool,
    },
    /// The others are there; these were refused, in words.
    Partly {
        refused: Vec<String>,
        address: String,
    },
    /// All are there, at that address.
    Arrived(String),
}

/// Files on their way. What only a browser makes stays empty on the server.
#[derive(Clone, Copy)]
pub(super) struct Upload {
    pub(super) stage: RwSignal<Stage>,
    /// Of which object a single file is.
    object: RwSignal<String>,
    /// What has not arrived yet.
    files: StoredValue<SendOption<Vec<File>>>,
    request: StoredValue<SendOption<XmlHttpRequest>>,
    /// The set of several files, once it has begun, how many it is to have, and what was refused of it.
    set: StoredValue<Option<Uuid>>,
    count: StoredValue<usize>,
    refused: StoredValue<Vec<String>>,
    language: Language,
}

impl Upload {
    pub(super) fn new(object: RwSignal<String>) -> Self {
        Self {
            stage: RwSignal::new(Stage::Waiting),
            object,
            files: StoredValue::new(SendOption::new_local(None)),
            request: StoredValue::new(SendOption::new_local(None)),
            set: StoredValue::new(None),
            count: StoredValue::new(0),
            refused: StoredValue::new(Vec::new()),
            language: use_language(),
        }
    }

    pub(super) fn is_sending(self) -> bool {
        self.stage
            .with(|stage| matches!(stage, Stage::Sending { .. }))
    }

    pub(super) fn stop(self) {
        // The stage goes first, so that the end of the request is not taken for a failure.
        self.stage.try_set(Stage::Waiting);
        self.request.try_with_value(|request| {
            if let Some(request) = request.as_ref() {
                // An ended request does not mind.
                let _ = request.abort();
            }
        });
    }

    /// Sends files, unless some are on their way already: one as an import, several as a set.
    pub(super) fn take(self, files: Vec<File>) {
        if untrack(|| self.is_sending()) || files.is_empty() {
            return;
        }
        if files.len() > MOST_PARTS {
            let words = t!(self.language, imports.too_many_files, count = MOST_PARTS);
            return self.fail(words, false);
        }
        if let Some(folder) = files.iter().find(|file| may_be_folder(file)) {
            let words = t!(self.language, imports.is_folder, name = folder.name());
            return self.fail(words, false);
        }
        self.count.set_value(files.len());
        self.set.set_value(None);
        self.refused.set_value(Vec::new());
        self.files.set_value(SendOption::new_local(Some(files)));
        self.go_on();
    }

    /// Takes the tables of a folder.
    pub(super) fn take_folder(self, files: Vec<File>) {
        let is_table = |file: &File| {
            let name = file.name().to_lowercase();
            !name.starts_with('.') && ENDINGS.iter().any(|ending| name.ends_with(ending))
        };
        let tables: Vec<File> = files.into_iter().filter(is_table).collect();
        match tables.is_empty() {
            true => self.fail(t!(self.language, imports.no_tables).to_owned(), false),
            false => self.take(tables),
        }
    }

    /// Sends what has not arrived yet.
    pub(super) fn go_on(self) {
        self.tell_next(0.0);
        spawn_local(async move {
            if self.count.try_get_value() == Some(1) {
                self.send_one().await;
            } else {
                self.send_several().await;
            }
        });
    }

    async fn send_one(self) {
        let Some(file) = self.next() else { return };
        let address = format!("/files/imports?object={}", self.object.get_untracked());
        let answer = self.sent::<ImportPreview>(&file, &address).await;
        if !self.is_on_the_way() {
            return;
        }
        match answer {
            Ok(preview) => self
                .stage
                .set(Stage::Arrived(format!("/import/{}", preview.id))),
            Err(Failure::Unreached) => self.lost(&file),
            Err(failure) => self.fail(failure_words(self.language, &failure, None), false),
        }
    }

    async fn send_several(self) {
        if self.set.try_get_value() == Some(None) {
            match import_set_begin().await {
                Ok(set) => {
                    self.set.try_update_value(|known| *known = Some(set.id));
                }
                Err(failure) => {
                    let is_lost = failure == Failure::Unreached;
                    return self.fail(failure_words(self.language, &failure, None), is_lost);
                }
            }
        }
        let Some(Some(set)) = self.set.try_get_value() else {
            return;
        };
        while let Some(file) = self.next() {
            if !self.is_on_the_way() {
                return;
            }
            self.tell_next(0.0);
            let answer = self
                .sent::<ImportSet>(&file, &format!("/files/imports?set={set}"))
                .await;
            if !self.is_on_the_way() {
                return;
            }
            match answer {
                Ok(_) => {}
                Err(Failure::Unreached) => return self.lost(&file),
                Err(failure) => {
                    let why = failure_words(self.language, &failure, None);
                    let words = t!(self.language, imports.file_refused, name = file.name(), why);
                    self.refused.try_update_value(|refused| refused.push(words));
                }
            }
            self.files.try_update_value(|files| {
                files.update(|files| {
                    if let Some(files) = files {
                        files.remove(0);
                    }
                });
            });
        }
        self.arrive(set);
    }

    fn arrive(self, set: Uuid) {
        let (refused, count) = (
            self.refused.try_get_value().unwrap_or_default(),
            self.count.try_get_value().unwrap_or_default(),
        );
        let address = set_address(set);
        let stage = match refused.len() {
            0 => Stage::Arrived(address),
            all if all == count => Stage::Failed {
                words: refused.join(" "),
                may_resend: false,
            },
            _ => Stage::Partly { refused, address },
        };
        self.stage.try_set(stage);
    }

    /// Sends a file and tells how far it is.
    async fn sent<T: DeserializeOwned + 'static>(self, file: &File, address: &str) -> Answer<T> {
        if let Some(trouble) = trouble_before(file.size()) {
            return Err(Failure::Refused(contract::Refusal::Unreadable(trouble)));
        }
        let (tell, heard) = oneshot::channel();
        let progress = move |bytes| {
            self.stage.try_update(|stage| {
                if let Stage::Sending { sent, .. } = stage {
                    *sent = bytes;
                }
            });
        };
        let end = move |answer| {
            // Nobody waits for it when the page was left.
            let _ = tell.send(answer);
        };
        let Ok(request) = upload::send(file, address, progress, end) else {
            return Err(Failure::Unreached);
        };
        self.request
            .try_update_value(|known| *known = SendOption::new_local(Some(request)));
        heard.await.unwrap_or(Err(Failure::Unreached))
    }

    fn next(self) -> Option<File> {
        self.files
            .try_with_value(|files| files.as_ref().and_then(|files| files.first().cloned()))
            .flatten()
    }

    /// Says which file is on its way now.
    fn tell_next(self, sent: f64) {
        let Some(file) = self.next() else { return };
        let files = self.count.try_get_value().unwrap_or_default();
        let left = self
            .files
            .try_with_value(|files| files.as_ref().map_or(0, Vec::len));
        self.stage.try_set(Stage::Sending {
            name: file.name(),
            sent,
            total: file.size(),
            place: files - left.unwrap_or_default().min(files) + 1,
            files,
        });
    }

    /// Whether nobody has stopped it, nor left the page.
    fn is_on_the_way(self) -> bool {
        let stage = self.stage.try_get_untracked();
        matches!(stage, Some(Stage::Sending { .. }))
    }

    fn lost(self, file: &File) {
        let words = t!(self.language, imports.send_lost, name = file.name());
        self.fail(words, true);
    }

    fn fail(self, words: String, may_resend: bool) {
        self.stage.try_set(Stage::Failed { words, may_resend });
    }
}

/// A folder that was dropped comes as a file that nobody can read, without a kind and an ending.
fn may_be_folder(file: &File) -> bool {
    file.type_().is_empty() && !file.name().contains('.')
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
