//! Every server function that is about whoever asks, or tells everybody the same.

use serde_json::{Value, json};
use uuid::Uuid;

use super::house_known::{nobodys, nothing};
use super::known::{
    Row,
    Rule::{self, Elsewhere, Everybody, Public},
};
use crate::web::gate::PUBLIC;

fn set(_: &Row<'_>) -> Value {
    json!({"id": Uuid::now_v7(), "import": Uuid::now_v7(), "choice": {}})
}

fn import(_: &Row<'_>) -> Value {
    let plan = json!({"object": "account", "columns": []});
    json!({"id": Uuid::now_v7(), "plan": plan, "object": null, "place": 0, "field": "name"})
}

fn sheet(_: &Row<'_>) -> Value {
    json!({"import": Uuid::now_v7(), "objects": []})
}

/// Functions about whoever asks, and those that tell everybody the same.
pub(super) fn of_oneself() -> Vec<(&'static str, Rule)> {
    let mut all = vec![
        ("open_alerts", Everybody(nothing)),
        ("api_keys", Everybody(nothing)),
        (
            "add_api_key",
            Everybody(|_| json!({"key": {"name": "Mine", "scopes": ["records:read"], "days": 1}})),
        ),
        ("end_api_key", Everybody(nobodys)),
        ("bulk_status", Everybody(nobodys)),
        ("bulk_notes", Everybody(nobodys)),
        ("recent_bulk", Everybody(nothing)),
        ("stop_bulk", Everybody(nobodys)),
        ("undo_bulk", Everybody(nobodys)),
        ("undo_merge", Everybody(nobodys)),
        ("end_share", Everybody(nobodys)),
        ("take_share_back", Everybody(nobodys)),
        (
            "decide_access",
            Everybody(|_| json!({"id": Uuid::now_v7(), "approves": true})),
        ),
        (
            "set_file_deleted",
            Everybody(|_| json!({"id": Uuid::now_v7(), "deleted": true})),
        ),
        ("save_view", Elsewhere("domain/src/views/tests.rs")),
        ("put_view_away", Everybody(nobodys)),
        ("take_view_back", Everybody(nobodys)),
        ("order_views", Elsewhere("domain/src/views/tests.rs")),
        ("proven", Everybody(nothing)),
        ("proven_lately", Everybody(nothing)),
        ("own_links", Everybody(nothing)),
        ("remove_link", Everybody(nobodys)),
        (
            "link_provider",
            Everybody(|_| json!({"provider": Uuid::now_v7()})),
        ),
        ("purposes", Everybody(nothing)),
        ("prove", Elsewhere("signing.rs: tries are counted")),
        ("factor", Everybody(nothing)),
        (
            "begin_factor",
            Elsewhere("signing.rs: the codes of whoever asks"),
        ),
        ("prove_factor", Elsewhere("signing.rs: tries are counted")),
        (
            "end_factor",
            Elsewhere("signing.rs: the codes of whoever asks"),
        ),
        (
            "new_recovery_codes",
            Elsewhere("signing.rs: the codes of whoever asks"),
        ),
        ("prove_passkey", Elsewhere("passkeys.rs")),
        ("passkeys", Everybody(nothing)),
        ("begin_passkey", Elsewhere("passkeys.rs")),
        ("add_passkey", Elsewhere("passkeys.rs")),
        (
            "rename_passkey",
            Everybody(|_| json!({"id": Uuid::now_v7(), "name": "Mine"})),
        ),
        ("remove_passkey", Everybody(nobodys)),
        ("sessions", Everybody(nothing)),
        ("end_session", Everybody(|_| json!({"key": "nothing"}))),
        ("end_other_sessions", Elsewhere("signing.rs: it signs out")),
        ("notices_seen", Everybody(nothing)),
        (
            "change_password",
            Elsewhere("signing.rs: tries are counted"),
        ),
        ("time_zones", Everybody(nothing)),
        ("phone_problem", Everybody(|_| json!({"text": "1"}))),
        ("sounds", Everybody(|_| json!({"texts": ["海川"]}))),
        ("people", Everybody(nothing)),
        ("organisation", Everybody(nothing)),
        ("end_simulation", Everybody(nothing)),
        ("imports", Everybody(nothing)),
        ("import_preview", Everybody(import)),
        ("import_check", Everybody(import)),
        ("import_findings", Everybody(import)),
        ("import_start", Everybody(import)),
        ("import_status", Everybody(import)),
        ("import_undo", Everybody(import)),
        ("import_unmapped", Everybody(import)),
        ("import_words", Everybody(import)),
        ("import_forget_mapping", Everybody(nobodys)),
        ("import_sets", Everybody(nothing)),
        (
            "import_set_begin",
            Elsewhere("domain/src/import/sets/tests: who may bring in anything"),
        ),
        ("import_set", Everybody(set)),
        ("import_sheet_objects", Everybody(sheet)),
        ("import_set_of_sheet", Everybody(sheet)),
        ("import_set_part", Everybody(set)),
        ("import_set_check", Everybody(set)),
        ("import_set_start", Everybody(set)),
        ("import_set_undo", Everybody(set)),
    ];
    let public = PUBLIC.iter().map(|path| path.trim_start_matches("/api/"));
    all.extend(public.map(|function| (function, Public)));
    all
}
