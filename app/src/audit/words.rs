//! What events are called.

use crate::i18n::Language;
use crate::t;

pub(super) fn action_words(language: Language, action: &str) -> &'static str {
    match action {
        "created" => t!(language, audit.created),
        "updated" => t!(language, audit.updated),
        "deleted" => t!(language, audit.deleted),
        "restored" => t!(language, audit.restored),
        "merged" => t!(language, audit.merged),
        "converted" => t!(language, audit.converted),
        "imported" => t!(language, audit.imported),
        "file_added" => t!(language, audit.file_added),
        "file_removed" => t!(language, audit.file_removed),
        "seen" => t!(language, audit.seen),
        "consented" => t!(language, audit.consented),
        "signed_in" => t!(language, audit.signed_in),
        "sign_in_refused" => t!(language, audit.sign_in_refused),
        "signed_out" => t!(language, audit.signed_out),
        "session_ended" => t!(language, audit.session_ended),
        "exported" => t!(language, audit.exported),
        "called" => t!(language, audit.called),
        "administered" => t!(language, audit.administered),
        "erased" => t!(language, audit.erased),
        "simulation_began" => t!(language, audit.simulation_began),
        "simulation_ended" => t!(language, audit.simulation_ended),
        "looked_at" => t!(language, audit.looked_at),
        "shared" => t!(language, audit.shared),
        "share_ended" => t!(language, audit.share_ended),
        "access_asked" => t!(language, audit.access_asked),
        "access_refused" => t!(language, audit.access_refused),
        "read" => t!(language, audit.read),
        "denied" => t!(language, audit.denied),
        "raised" => t!(language, audit.raised),
        _ => t!(language, audit.something),
    }
}

/// What is noted beside records.
pub(super) fn noted_words(language: Language, key: &str) -> Option<&'static str> {
    Some(match key {
        "session" => t!(language, audit.object_session),
        "api" => t!(language, audit.object_api),
        "api_key" => t!(language, audit.object_api_key),
        "password" => t!(language, audit.object_password),
        "password_link" => t!(language, audit.object_password_link),
        "codes" => t!(language, audit.object_codes),
        "passkey" => t!(language, audit.object_passkey),
        "provider" => t!(language, audit.object_provider),
        "provider_link" => t!(language, audit.object_provider_link),
        "sign_in" => t!(language, audit.object_sign_in),
        "simulation" => t!(language, audit.object_simulation),
        "organisation" => t!(language, audit.object_organisation),
        "erasure" => t!(language, audit.object_erasure),
        "retention" => t!(language, retention.title),
        "purpose" => t!(language, audit.object_purpose),
        "log" => t!(language, audit.title),
        "configuration" => t!(language, audit.object_configuration),
        "hand_over" => t!(language, audit.object_hand_over),
        "share" => t!(language, audit.object_share),
        "alert" => t!(language, audit.object_alert),
        "backup" => t!(language, audit.object_backup),
        "requests" => t!(language, audit.object_requests),
        _ => return None,
    })
}

/// The fields of what is noted about backups, alerts, sign-ins and counts.
pub(super) fn noted_field_words(language: Language, key: &str) -> Option<&'static str> {
    Some(match key {
        "count" => t!(language, audit.field_count),
        "since" => t!(language, audit.field_since),
        "account" => t!(language, audit.field_account),
        "new_device" => t!(language, audit.field_new_device),
        "new_network" => t!(language, audit.field_new_network),
        "rule" => t!(language, audit.field_rule),
        "state" => t!(language, audit.field_state),
        "made" => t!(language, audit.field_made),
        "failed" => t!(language, audit.field_failed),
        "downloaded" => t!(language, audit.field_downloaded),
        "restore_asked" => t!(language, audit.field_restore_asked),
        "restored" => t!(language, audit.field_restored),
        "deleted" => t!(language, audit.field_deleted),
        "as" => t!(language, audit.field_as),
        "allowed" => t!(language, audit.field_allowed),
        "reason" => t!(language, audit.field_reason),
        "until" => t!(language, audit.field_until),
        "holder" => t!(language, audit.field_holder),
        "level" => t!(language, audit.field_level),
        "ends_with" => t!(language, audit.field_ends_with),
        "filter" => t!(language, audit.field_filter),
        "why" => t!(language, audit.field_why),
        "setup" => t!(language, audit.field_setup),
        "passwords" => t!(language, audit.field_passwords),
        _ => return None,
    })
}
