//! What gives somebody a right, in words.

use contract::dto::sharing::Holder;
use contract::dto::who::{Cause, Over};
use contract::{Language, Reach};
use leptos::prelude::*;

use crate::settings::teams::{choices_of, words_of};
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::use_clock;

/// One cause as a sentence.
pub(super) fn cause_words(language: Language, cause: &Cause) -> String {
    let (words, over) = match cause {
        Cause::Role { role, reach, over } => (role_words(language, role, *reach), over),
        Cause::Share {
            with,
            given_by,
            until,
            ends_with_close,
            filter,
            over,
        } => {
            let clock = use_clock();
            let with = holder_words(language, with);
            let mut words = t!(language, who.share, with, by = given_by);
            if let Some(filter) = filter {
                words.push_str(&t!(language, who.share_filter, filter));
            }
            if let Some(until) = until {
                words.push_str(&t!(language, who.share_until, until = clock.exact(*until)));
            }
            if *ends_with_close {
                words.push_str(t!(language, who.share_close));
            }
            (words, over)
        }
    };
    match over {
        None => words,
        Some(over) => format!("{words} {}", over_words(language, over)),
    }
}

fn role_words(language: Language, role: &str, reach: Reach) -> String {
    let role = words_of(choices_of("role"), role);
    match reach {
        Reach::None | Reach::Own => t!(language, who.role_own, role),
        Reach::Team => t!(language, who.role_team, role),
        Reach::TeamAndBelow => t!(language, who.role_below, role),
        Reach::All => t!(language, who.role_all, role),
    }
}

fn holder_words(language: Language, holder: &Holder) -> String {
    match holder {
        Holder::Person(_) => t!(language, who.with_person).to_owned(),
        Holder::Role(key) => {
            let role = words_of(choices_of("role"), key);
            t!(language, who.with_role, role)
        }
        Holder::Team(key) => {
            let team = words_of(choices_of("team"), key);
            t!(language, who.with_team, team)
        }
    }
}

fn over_words(language: Language, over: &Over) -> String {
    let object = use_catalogue().with_untracked(|catalogue| {
        catalogue
            .object(&over.object)
            .map(|object| object.label.get(language).to_owned())
    });
    let object = object.unwrap_or_else(|| over.object.clone());
    match over.is_line {
        true => t!(language, who.over_line, object),
        false => t!(language, who.over_about, object),
    }
}
