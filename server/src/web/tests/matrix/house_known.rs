//! Every server function that is about the house.

use contract::dto::alerts::AlertSetup;
use contract::dto::audit::AuditQuery;
use contract::dto::organisation::Organisation;
use contract::{FieldDef, FieldKind, Label};
use serde_json::{Value, json};
use uuid::Uuid;

use super::known::{
    Row,
    Rule::{self, Administrators, OnlyRefuses, Readers},
};

pub(super) fn nothing(_: &Row<'_>) -> Value {
    json!({})
}

/// The id of something that is not there: as good as that of somebody else's, and nothing is done.
pub(super) fn nobodys(_: &Row<'_>) -> Value {
    json!({"id": Uuid::now_v7()})
}

fn user(_: &Row<'_>) -> Value {
    json!({"user": Uuid::now_v7()})
}

fn key(_: &Row<'_>) -> Value {
    json!({"key": "nothing", "version": 7})
}

fn field(_: &Row<'_>) -> Value {
    json!({"object": "account", "key": "nothing", "version": 7})
}

fn file(_: &Row<'_>) -> Value {
    json!({"file": "{}", "state": "nothing"})
}

fn purpose(_: &Row<'_>) -> Value {
    let label = Label::new("News", "新闻");
    let purpose = json!({
        "id": Uuid::now_v7(),
        "version": 0,
        "name": label,
        "wording": label,
        "wording_version": 0,
        "basis": "consent",
        "channels": [],
        "months": 0,
        "is_retired": false,
    });
    json!({"purpose": purpose})
}

/// Functions about the house.
pub(super) fn of_the_house() -> Vec<(&'static str, Rule)> {
    vec![
        (
            "audit",
            Readers(|_| json!({"query": AuditQuery::default()})),
        ),
        ("alert_setup", Readers(nothing)),
        (
            "alert_page",
            Readers(|_| json!({"query": {"rule": null, "state": null, "after": null}})),
        ),
        (
            "mark_alert",
            Administrators(|_| json!({"id": Uuid::now_v7(), "state": "seen", "note": ""})),
        ),
        (
            "save_alerts",
            OnlyRefuses(|_| json!({"setup": AlertSetup::default()})),
        ),
        (
            "preview_alerts",
            Administrators(|_| json!({"setup": AlertSetup::default()})),
        ),
        ("backups", Administrators(nothing)),
        ("make_backup", OnlyRefuses(nothing)),
        (
            "backup_preview",
            Administrators(|_| json!({"name": "nothing"})),
        ),
        (
            "restore_backup",
            Administrators(|_| json!({"name": "nothing"})),
        ),
        ("described", Administrators(nothing)),
        ("described_field", Administrators(field)),
        ("described_fields", Administrators(field)),
        ("choices_in_use", Administrators(field)),
        (
            "add_object",
            OnlyRefuses(|_| {
                let label = Label::new("Machine", "设备");
                json!({"new": {"label": label, "plural": label, "icon": "box", "hue": 1, "followed": false}})
            }),
        ),
        (
            "change_object",
            Administrators(|_| json!({"key": "nothing", "body": {}, "version": 7})),
        ),
        ("put_object_away", OnlyRefuses(key)),
        ("bring_object_back", OnlyRefuses(key)),
        (
            "preview_field",
            Administrators(|_| {
                let field = FieldDef::new("nothing", FieldKind::Text, "Nothing", "无");
                json!({"object": "account", "field": field})
            }),
        ),
        (
            "save_field",
            OnlyRefuses(|_| {
                let field = FieldDef::new("nothing", FieldKind::Text, "Nothing", "无");
                json!({"change": {"object": "account", "field": field, "version": 0}})
            }),
        ),
        (
            "add_pipeline",
            OnlyRefuses(|_| {
                let label = Label::new("Second", "第二");
                json!({"new": {"object": "deal", "field": "stage", "from": "", "label": label}})
            }),
        ),
        ("put_field_away", Administrators(field)),
        ("bring_field_back", Administrators(field)),
        ("configuration_file", Administrators(nothing)),
        ("compare_configuration", Administrators(file)),
        ("apply_configuration", Administrators(file)),
        ("passwords_standing", Administrators(nothing)),
        ("switch_passwords", OnlyRefuses(|_| json!({"off": true}))),
        ("providers", Administrators(nothing)),
        (
            "save_provider",
            OnlyRefuses(|_| {
                let setup = contract::dto::providers::ProviderSetup::default();
                json!({"id": null, "setup": setup, "secret": null})
            }),
        ),
        ("remove_provider", Administrators(nobodys)),
        (
            "try_provider",
            Administrators(|_| json!({"issuer": "nothing"})),
        ),
        ("save_purpose", OnlyRefuses(purpose)),
        (
            "retire_purpose",
            Administrators(|_| json!({"id": Uuid::now_v7(), "is_retired": true})),
        ),
        ("reset_factor", Administrators(user)),
        ("sign_in_rules", Administrators(nothing)),
        (
            "save_sign_in_rules",
            OnlyRefuses(|_| json!({"rules": contract::dto::signing::SignInRules::default()})),
        ),
        ("belongings", Administrators(user)),
        (
            "hand_over",
            Administrators(|_| {
                let asked = json!({"user": Uuid::now_v7(), "portions": [], "things_to": null, "leaves": false});
                json!({"id": Uuid::now_v7(), "asked": asked})
            }),
        ),
        ("hand_over_status", Administrators(nobodys)),
        ("hand_over_notes", Administrators(nobodys)),
        ("hand_overs", Administrators(nothing)),
        ("undo_hand_over", Administrators(nobodys)),
        ("deactivate", Administrators(user)),
        ("bring_back", Administrators(user)),
        ("former_users", Administrators(nothing)),
        ("make_link", Administrators(user)),
        ("mail_standing", Administrators(nothing)),
        (
            "save_mail",
            OnlyRefuses(|_| {
                let setup = contract::dto::mail::MailSetup::default();
                json!({"setup": setup, "password": null})
            }),
        ),
        (
            "send_test_mail",
            Administrators(|_| json!({"to": "nobody"})),
        ),
        (
            "mails",
            Administrators(|_| json!({"query": {"state": null, "recipient": "", "after": null}})),
        ),
        ("cancel_mail", Administrators(nobodys)),
        ("send_mail_again", Administrators(nobodys)),
        ("user_passkeys", Administrators(user)),
        (
            "remove_user_passkey",
            Administrators(|_| json!({"user": Uuid::now_v7(), "id": Uuid::now_v7()})),
        ),
        ("erasures", Administrators(nothing)),
        (
            "erasure_preview",
            Administrators(|_| json!({"object": "contact", "id": Uuid::now_v7()})),
        ),
        (
            "erase_person",
            Administrators(
                |_| json!({"ask": {"object": "contact", "record": Uuid::now_v7(), "reason": "asked", "kept_years": {}}}),
            ),
        ),
        (
            "allow_erased",
            Administrators(|_| json!({"id": Uuid::now_v7(), "reason": "A customer again"})),
        ),
        ("retention", Administrators(nothing)),
        (
            "save_retention",
            OnlyRefuses(|_| json!({"rule": contract::dto::retention::RetentionRule::default()})),
        ),
        ("preview_retention", Administrators(nobodys)),
        (
            "switch_retention",
            Administrators(|_| json!({"id": Uuid::now_v7(), "version": 1, "is_on": true})),
        ),
        ("remove_retention", Administrators(nobodys)),
        (
            "run_retention",
            Administrators(|_| json!({"id": Uuid::now_v7(), "version": 1})),
        ),
        (
            "answer_retention",
            Administrators(|_| json!({"id": Uuid::now_v7(), "goes_on": false})),
        ),
        ("stop_retention", Administrators(nobodys)),
        ("undo_retention", Administrators(nobodys)),
        ("retention_notes", Administrators(nobodys)),
        ("roles", Administrators(nothing)),
        (
            "save_role",
            Administrators(|_| json!({"role": contract::RoleDef::default()})),
        ),
        (
            "copy_role",
            Administrators(|_| json!({"from": "nothing", "name": "Nothing"})),
        ),
        ("remove_role", Administrators(|_| json!({"key": "nothing"}))),
        ("sight", Administrators(user)),
        ("teams", Administrators(nothing)),
        ("team_people", Administrators(|_| json!({"team": null}))),
        ("add_team", Administrators(|_| json!({"name": ""}))),
        (
            "add_team_below",
            Administrators(|_| json!({"name": "", "parent": null})),
        ),
        (
            "rename_team",
            Administrators(|_| json!({"team": "nothing", "name": "Nothing"})),
        ),
        (
            "lead_team",
            Administrators(|_| json!({"team": "nothing", "lead": null})),
        ),
        (
            "place_team",
            Administrators(|_| json!({"team": "nothing", "parent": null})),
        ),
        (
            "remove_team",
            Administrators(|_| json!({"team": "nothing", "people_to": null})),
        ),
        (
            "restore_team",
            OnlyRefuses(|_| {
                let team = contract::dto::organisation::Team::default();
                json!({"gone": {"team": team, "people": [], "below": []}})
            }),
        ),
        (
            "move_people",
            Administrators(|_| json!({"people": [], "team": null})),
        ),
        (
            "add_user",
            Administrators(
                |_| json!({"member": {"name": "", "email": "", "role": "nothing", "team": null, "password": ""}}),
            ),
        ),
        (
            "set_password",
            Administrators(|_| json!({"user": Uuid::now_v7(), "password": "x"})),
        ),
        ("sample_data", Administrators(nothing)),
        ("add_sample_data", OnlyRefuses(nothing)),
        ("remove_sample_data", Administrators(nothing)),
        (
            "save_organisation",
            OnlyRefuses(|_| json!({"organisation": Organisation::default()})),
        ),
        (
            "begin_simulation",
            Administrators(|_| json!({"user": Uuid::now_v7(), "reason": "To look"})),
        ),
    ]
}
