//! Files on records.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A file on a record. Download at `/files/{id}`, preview of an image at `/files/{id}/preview`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileInfo {
    pub id: Uuid,
    pub name: String,
    /// MIME type as found from the content.
    pub media_type: String,
    pub bytes: u64,
    pub added_at: DateTime<Utc>,
    pub added_by: String,
    /// Whether a picture of it can be shown.
    pub is_image: bool,
    pub may_delete: bool,
}

/// Largest file in bytes: 100 MiB.
pub const LARGEST_FILE: u64 = 100 * 1024 * 1024;
