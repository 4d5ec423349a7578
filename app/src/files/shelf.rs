//! The files of a record while its page is open.

use contract::dto::files::FileInfo;
use leptos::prelude::*;
use uuid::Uuid;

use super::upload::Upload;

/// What the panel shows and changes.
#[derive(Clone, Copy)]
pub(super) struct Shelf {
    pub(super) object: StoredValue<String>,
    pub(super) id: Uuid,
    pub(super) files: RwSignal<Vec<FileInfo>>,
    pub(super) uploads: RwSignal<Vec<Upload>>,
    pub(super) counted: Callback<usize>,
}

impl Shelf {
    /// Puts a file at the top, once.
    pub(super) fn put(self, file: FileInfo) {
        self.files.update(|files| {
            files.retain(|other| other.id != file.id);
            files.insert(0, file);
        });
        self.count();
    }

    /// Takes a file away. Answers its place.
    pub(super) fn take(self, id: Uuid) -> Option<usize> {
        let place = self
            .files
            .with_untracked(|files| files.iter().position(|file| file.id == id))?;
        self.files.update(|files| {
            files.remove(place);
        });
        self.count();
        Some(place)
    }

    /// Puts a file back where it was.
    pub(super) fn put_back(self, file: FileInfo, place: usize) {
        self.files.try_update(|files| {
            let place = place.min(files.len());
            files.insert(place, file);
        });
        self.count();
    }

    fn count(self) {
        if let Some(count) = self.files.try_with_untracked(Vec::len) {
            self.counted.try_run(count);
        }
    }

    /// Sends an upload, for the first time or again.
    pub(super) fn send(self, upload: Upload) {
        let done = Callback::new(move |file: FileInfo| {
            self.uploads
                .try_update(|uploads| uploads.retain(|other| other.key != upload.key));
            self.put(file);
        });
        upload.send(&self.object.get_value(), self.id, done);
    }
}
