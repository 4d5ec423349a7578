//! The parts of the settings, and what each asks the server.

use contract::dto::organisation::{Organisation, SampleCount};
use contract::dto::session::SessionInfo;
use contract::{ListPage, ListQuery, Sort};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::Answer;
use crate::api::records::list;
use crate::api::session::{sessions, time_zones};
use crate::api::users::{organisation, sample_data};

/// How many users one page of their list holds.
const USERS: u32 = 100;

/// A page of the settings; stands in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Profile,
    Security,
    Users,
    Organisation,
}

impl Part {
    pub(super) const ALL: [Self; 4] = [
        Self::Profile,
        Self::Security,
        Self::Users,
        Self::Organisation,
    ];

    /// The part of an address; `None` where there is none of that name.
    pub(super) fn of(word: &str) -> Option<Self> {
        match word {
            "" | "profile" => Some(Self::Profile),
            "security" => Some(Self::Security),
            "users" => Some(Self::Users),
            "organisation" => Some(Self::Organisation),
            _ => None,
        }
    }

    pub(super) fn address(self) -> &'static str {
        match self {
            Self::Profile => "/settings",
            Self::Security => "/settings/security",
            Self::Users => "/settings/users",
            Self::Organisation => "/settings/organisation",
        }
    }

    pub(super) fn icon(self) -> &'static str {
        match self {
            Self::Profile => "user",
            Self::Security => "lock",
            Self::Users => "users",
            Self::Organisation => "building",
        }
    }

    pub(super) fn is_for_all(self) -> bool {
        matches!(self, Self::Profile | Self::Security)
    }
}

/// What an administrator sets for everybody.
pub type ForEverybody = (Organisation, Vec<SampleCount>);

/// What the parts of the settings know. Only the open part asks the server.
pub struct Known {
    pub(super) part: Memo<Option<Part>>,
    pub(super) zones: Resource<Option<Answer<Vec<String>>>>,
    pub(super) sessions: Resource<Option<Answer<Vec<SessionInfo>>>>,
    pub(super) users: Resource<Option<Answer<ListPage>>>,
    pub(super) organisation: Resource<Option<Answer<ForEverybody>>>,
}

impl Known {
    pub(super) fn ask() -> Self {
        let params = use_params_map();
        let part = Memo::new(move |_| Part::of(&params.read().get("part").unwrap_or_default()));
        let is_open = move |wanted: Part| move || part.get() == Some(wanted);
        Self {
            part,
            zones: Resource::new(is_open(Part::Profile), |open| async move {
                if open { Some(time_zones().await) } else { None }
            }),
            sessions: Resource::new(is_open(Part::Security), |open| async move {
                if open { Some(sessions().await) } else { None }
            }),
            users: Resource::new(is_open(Part::Users), |open| async move {
                if open {
                    Some(list(all_users(None)).await)
                } else {
                    None
                }
            }),
            organisation: Resource::new(is_open(Part::Organisation), |open| async move {
                if open {
                    Some(for_everybody().await)
                } else {
                    None
                }
            }),
        }
    }
}

/// The question to the list of users.
pub(super) fn all_users(after: Option<String>) -> ListQuery {
    ListQuery {
        object: contract::objects::USER.to_owned(),
        sort: Some(Sort::up("name")),
        after,
        rows: USERS,
        ..ListQuery::default()
    }
}

async fn for_everybody() -> Answer<ForEverybody> {
    Ok((organisation().await?, sample_data().await?))
}
