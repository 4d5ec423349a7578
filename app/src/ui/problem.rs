//! Why something was not done, in words.

use contract::{Language, Problem, Refusal, Unsealable, Weakness};

use super::format::{bytes, number};
use crate::api::Failure;
use crate::t;

/// What is wrong with a field's value.
#[must_use]
pub fn problem_text(language: Language, problem: &Problem) -> String {
    match problem {
        Problem::Required => t!(language, problems.required).to_owned(),
        Problem::TooLong { limit } => t!(
            language,
            problems.too_long,
            limit = number(i64::from(*limit))
        ),
        Problem::NotAnEmail => t!(language, problems.not_an_email).to_owned(),
        Problem::NotAPhone => t!(language, problems.not_a_phone).to_owned(),
        Problem::PhoneTooShort { missing } => {
            t!(language, problems.phone_too_short, count = *missing)
        }
        Problem::PhoneTooLong { extra } => t!(language, problems.phone_too_long, count = *extra),
        Problem::Past => t!(language, problems.past).to_owned(),
        Problem::Future => t!(language, problems.future).to_owned(),
        Problem::NotADate => t!(language, problems.not_a_date).to_owned(),
        Problem::NotANumber => t!(language, problems.not_a_number).to_owned(),
        Problem::NotAnAmount => t!(language, problems.not_an_amount).to_owned(),
        Problem::NotALink => t!(language, problems.not_a_link).to_owned(),
        Problem::InnerAddress => t!(language, problems.inner_address).to_owned(),
        Problem::OutOfRange { least, most } => {
            t!(
                language,
                problems.out_of_range,
                least = number(*least),
                most = number(*most)
            )
        }
        Problem::UnknownChoice => t!(language, problems.unknown_choice).to_owned(),
        Problem::Taken => t!(language, problems.taken).to_owned(),
        Problem::Erased { on } => t!(language, problems.erased, on),
        Problem::PointsNowhere => t!(language, problems.points_nowhere).to_owned(),
        Problem::TooShort { least } => t!(language, problems.too_short, least),
        Problem::TooCommon => t!(language, problems.too_common).to_owned(),
        Problem::Guessable { weakness } => weakness_text(language, *weakness).to_owned(),
        Problem::UsedBefore { last } => t!(language, problems.used_before, count = *last),
        Problem::WrongPassword => t!(language, problems.wrong_password).to_owned(),
        Problem::WrongCode => t!(language, problems.wrong_code).to_owned(),
        Problem::WrongPasskey => t!(language, problems.wrong_passkey).to_owned(),
        Problem::PasswordsOff => t!(language, problems.passwords_off).to_owned(),
        Problem::OwnWayFirst => t!(language, problems.own_way_first).to_owned(),
        Problem::Unanswered => t!(language, problems.unanswered).to_owned(),
        Problem::NoProvider => t!(language, problems.no_provider).to_owned(),
        Problem::OtherIssuer { issuer } => t!(language, problems.other_issuer, issuer),
        Problem::OwnCodesFirst => t!(language, problems.own_codes_first).to_owned(),
        Problem::LastAdministrator => t!(language, problems.last_administrator).to_owned(),
        Problem::WrongKind => t!(language, problems.wrong_kind).to_owned(),
        Problem::Locked => t!(language, problems.locked).to_owned(),
        Problem::Repeated { records, examples } => t!(
            language,
            problems.repeated,
            count = *records,
            examples = examples.join(" · ")
        ),
        Problem::OtherPipeline { pipeline } => {
            t!(
                language,
                problems.other_pipeline,
                pipeline = pipeline.get(language)
            )
        }
        Problem::NameTaken => t!(language, problems.name_taken).to_owned(),
        Problem::ReservedWord => t!(language, problems.reserved_word).to_owned(),
        Problem::Unknown => t!(language, problems.unknown).to_owned(),
        Problem::NoChoices => t!(language, problems.no_choices).to_owned(),
        Problem::TooMany { limit } => t!(
            language,
            problems.too_many_of_it,
            limit = number(i64::from(*limit))
        ),
        Problem::TooDeep { limit } => t!(
            language,
            problems.too_deep,
            limit = number(i64::from(*limit))
        ),
        Problem::Circle { through } => {
            t!(language, problems.circle, through = through.join(" → "))
        }
        Problem::WrongExpression { .. } => t!(language, problems.wrong_expression).to_owned(),
        Problem::NotSensitive(why) => not_sensitive_text(language, why),
        Problem::KeyMissing { .. } => t!(language, problems.key_missing).to_owned(),
        Problem::ProvesConsent => t!(language, problems.proves_consent).to_owned(),
        Problem::BreaksRule { message } => message.get(language).to_owned(),
    }
}

/// What makes a password easy to guess, and what would help.
fn weakness_text(language: Language, weakness: Weakness) -> &'static str {
    match weakness {
        Weakness::Keys => t!(language, problems.weak_keys),
        Weakness::Repeats => t!(language, problems.weak_repeats),
        Weakness::Sequence => t!(language, problems.weak_sequence),
        Weakness::Date => t!(language, problems.weak_date),
        Weakness::Word => t!(language, problems.weak_word),
        Weakness::Name => t!(language, problems.weak_name),
        Weakness::Common => t!(language, problems.weak_common),
        Weakness::Own => t!(language, problems.weak_own),
        Weakness::Short => t!(language, problems.weak_short),
    }
}

/// Why a field cannot be sensitive.
fn not_sensitive_text(language: Language, why: &Unsealable) -> String {
    match why {
        Unsealable::Kind => t!(language, problems.unsealable_kind).to_owned(),
        Unsealable::Title => t!(language, problems.unsealable_title).to_owned(),
        Unsealable::Needed => t!(language, problems.unsealable_needed).to_owned(),
        Unsealable::Read { by } => {
            t!(language, problems.unsealable_read, names = by.join(", "))
        }
        Unsealable::Asked { layout } => t!(language, problems.unsealable_asked, name = layout),
        Unsealable::Unique => t!(language, problems.unsealable_unique).to_owned(),
        Unsealable::Busy => t!(language, problems.unsealable_busy).to_owned(),
    }
}

/// Why the server refused. Problems of single fields belong to their fields; here they are only counted.
#[must_use]
pub fn refusal_text(language: Language, refusal: &Refusal) -> String {
    match refusal {
        Refusal::SignIn => t!(language, problems.session_over).to_owned(),
        Refusal::NotFound => t!(language, problems.not_found).to_owned(),
        Refusal::Moved { .. } => t!(language, problems.moved).to_owned(),
        Refusal::Forbidden => t!(language, problems.forbidden).to_owned(),
        Refusal::Invalid(problems) => match problems.as_slice() {
            [only] => problem_text(language, &only.problem),
            several => t!(language, problems.invalid, count = several.len()),
        },
        Refusal::Conflict { changed_by, .. } => t!(language, problems.conflict, name = changed_by),
        Refusal::Outdated { changed_by } => t!(language, problems.outdated, name = changed_by),
        Refusal::TooMany { seconds } => t!(language, problems.too_many, count = *seconds),
        Refusal::TooLarge { limit_bytes } => {
            t!(language, problems.too_large, limit = bytes(*limit_bytes))
        }
        Refusal::WrongSignIn => t!(language, problems.wrong_sign_in).to_owned(),
        Refusal::NoMail => t!(language, problems.no_mail).to_owned(),
        Refusal::ProveAgain => t!(language, problems.prove_again).to_owned(),
        Refusal::OnlyLooking => t!(language, problems.only_looking).to_owned(),
        Refusal::LinkOver => t!(language, problems.link_over).to_owned(),
        Refusal::SetUpClosed => t!(language, problems.set_up_closed).to_owned(),
        Refusal::Unreadable(_) => t!(language, problems.unreadable).to_owned(),
        Refusal::Backup(_) => t!(language, problems.backup).to_owned(),
        Refusal::Malformed => t!(language, problems.malformed).to_owned(),
        Refusal::Broken { incident } => t!(language, problems.broken, incident),
    }
}

/// Why something that was asked for cannot be shown: nothing was sent that could be lost.
#[must_use]
pub fn unread_text(language: Language, failure: &Failure) -> String {
    match failure {
        Failure::Unreached => t!(language, problems.unread).to_owned(),
        refused => failure_text(language, refused),
    }
}

/// Why a question was not answered.
#[must_use]
pub fn failure_text(language: Language, failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) => refusal_text(language, refusal),
        Failure::Unreached => t!(language, problems.unreached).to_owned(),
    }
}
