//! What states, kinds and troubles of mails are called.

use contract::Language;
use contract::dto::mail::{Mail, MailKind, MailState, MailTls, MailTrouble};

use crate::t;
use crate::ui::TagLook;

pub(super) fn state_words(language: Language, state: MailState) -> (&'static str, TagLook) {
    match state {
        MailState::Queued => (t!(language, mail.queued), TagLook::Plain),
        MailState::Sending => (t!(language, mail.sending), TagLook::Accent),
        MailState::Sent => (t!(language, mail.sent), TagLook::Ok),
        MailState::Failed => (t!(language, mail.failed), TagLook::Bad),
        MailState::Cancelled => (t!(language, mail.cancelled), TagLook::Line),
    }
}

pub(super) fn kind_words(language: Language, kind: MailKind) -> &'static str {
    match kind {
        MailKind::Invitation => t!(language, mail.invitation),
        MailKind::PasswordReset => t!(language, mail.password_reset),
        MailKind::NewDevice => t!(language, mail.new_device),
        MailKind::Passkey => t!(language, mail.passkey),
        MailKind::ProviderLink => t!(language, mail.provider_link),
        MailKind::Alert => t!(language, mail.alert),
        MailKind::Access => t!(language, mail.access),
        MailKind::Test => t!(language, mail.test),
    }
}

pub(super) fn tls_words(language: Language, tls: MailTls) -> &'static str {
    match tls {
        MailTls::Starttls => t!(language, mail.tls_starttls),
        MailTls::Implicit => t!(language, mail.tls_implicit),
        MailTls::None => t!(language, mail.tls_none),
    }
}

/// Why a mail did not go, and what can be done about it.
pub(super) fn trouble_words(language: Language, mail: &Mail) -> Option<&'static str> {
    Some(match mail.trouble? {
        MailTrouble::Unreachable => t!(language, mail.unreachable),
        MailTrouble::TimedOut => t!(language, mail.timed_out),
        MailTrouble::NotEncrypted => t!(language, mail.not_encrypted),
        MailTrouble::SignIn => t!(language, mail.sign_in),
        MailTrouble::RefusedForNow => t!(language, mail.refused_for_now),
        MailTrouble::Refused => t!(language, mail.refused),
        MailTrouble::Expired => t!(language, mail.expired),
        MailTrouble::Odd => t!(language, mail.odd),
        MailTrouble::Inner => t!(language, mail.inner),
    })
}
