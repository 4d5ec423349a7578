//! The parts of the settings, and what each asks the server.

use contract::dto::api_keys::KeyInfo;
use contract::dto::backups::Backups;
use contract::dto::consents::Purpose;
use contract::dto::handover::HandOverStatus;
use contract::dto::organisation::{Organisation, SampleCount, Teams};
use contract::dto::passkeys::OwnPasskeys;
use contract::dto::privacy::Erasures;
use contract::dto::providers::{OwnLinks, PasswordsStanding, Providers};
use contract::dto::retention::Retention;
use contract::dto::roles::AllRoles;
use contract::dto::session::{Person, SessionInfo};
use contract::dto::sharing::Grants;
use contract::dto::signing::{FactorInfo, SignInRules};
use contract::{ListPage, ListQuery, Sort};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::api_keys::api_keys;
use crate::api::backups::backups;
use crate::api::consents::purposes;
use crate::api::factors::{factor, sign_in_rules};
use crate::api::handover::{former_users, hand_overs};
use crate::api::passkeys::passkeys;
use crate::api::privacy::erasures;
use crate::api::providers::{own_links, passwords_standing, providers, ways_in};
use crate::api::records::list;
use crate::api::retention::retention;
use crate::api::roles::roles;
use crate::api::session::{sessions, time_zones};
use crate::api::sharing::grants;
use crate::api::teams::teams;
use crate::api::users::{organisation, sample_data};
use crate::api::{Answer, Asked, asked};

/// How many users one page of their list holds.
const USERS: u32 = 100;

/// A page of the settings; stands in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Profile,
    Security,
    ApiKeys,
    /// Requests for access, what was granted and what ended.
    Grants,
    Users,
    Teams,
    Roles,
    Organisation,
    SignIn,
    /// Has pages of its own below its address, see [`super::objects`].
    Objects,
    Configuration,
    Backups,
    Privacy,
    Retention,
    Mail,
    /// Administrators set it, who may read the log reads it.
    Alerts,
    /// A page of its own outside the settings, see [`crate::audit`].
    Audit,
    /// A page of its own outside the settings, see [`crate::records::duplicates`].
    Duplicates,
}

impl Part {
    pub(super) const ALL: [Self; 18] = [
        Self::Profile,
        Self::Security,
        Self::ApiKeys,
        Self::Grants,
        Self::Users,
        Self::Teams,
        Self::Roles,
        Self::Organisation,
        Self::SignIn,
        Self::Objects,
        Self::Configuration,
        Self::Backups,
        Self::Privacy,
        Self::Retention,
        Self::Mail,
        Self::Alerts,
        Self::Audit,
        Self::Duplicates,
    ];

    /// The part of an address; `None` where there is none of that name.
    pub(super) fn of(word: &str) -> Option<Self> {
        match word {
            "" | "profile" => Some(Self::Profile),
            "security" => Some(Self::Security),
            "api-keys" => Some(Self::ApiKeys),
            "grants" => Some(Self::Grants),
            "users" => Some(Self::Users),
            "teams" => Some(Self::Teams),
            "roles" => Some(Self::Roles),
            "organisation" => Some(Self::Organisation),
            "sign-in" => Some(Self::SignIn),
            "configuration" => Some(Self::Configuration),
            "backups" => Some(Self::Backups),
            "privacy" => Some(Self::Privacy),
            "retention" => Some(Self::Retention),
            "mail" => Some(Self::Mail),
            "alerts" => Some(Self::Alerts),
            _ => None,
        }
    }

    pub(crate) fn address(self) -> &'static str {
        match self {
            Self::Profile => "/settings",
            Self::Security => "/settings/security",
            Self::ApiKeys => "/settings/api-keys",
            Self::Grants => "/settings/grants",
            Self::Users => "/settings/users",
            Self::Teams => "/settings/teams",
            Self::Roles => "/settings/roles",
            Self::Organisation => "/settings/organisation",
            Self::SignIn => "/settings/sign-in",
            Self::Objects => "/settings/objects",
            Self::Configuration => "/settings/configuration",
            Self::Backups => "/settings/backups",
            Self::Privacy => "/settings/privacy",
            Self::Retention => "/settings/retention",
            Self::Mail => "/settings/mail",
            Self::Alerts => "/settings/alerts",
            Self::Audit => "/audit",
            Self::Duplicates => "/duplicates",
        }
    }

    pub(super) fn icon(self) -> &'static str {
        match self {
            Self::Profile => "user",
            Self::Security => "lock",
            Self::ApiKeys => "key",
            Self::Grants => "clock",
            Self::Users => "users",
            Self::Teams => "branch",
            Self::Roles => "layers",
            Self::Organisation => "building",
            Self::SignIn => "shield",
            Self::Objects => "layers",
            Self::Configuration => "file",
            Self::Backups => "database",
            Self::Privacy => "shieldc",
            Self::Retention => "clock",
            Self::Mail => "mail",
            Self::Alerts => "alert",
            Self::Audit => "shieldc",
            Self::Duplicates => "merge",
        }
    }

    /// Whether it is for everybody who may read the log.
    pub(super) fn is_of_log(self) -> bool {
        matches!(self, Self::Alerts | Self::Audit)
    }

    pub(super) fn is_for_all(self) -> bool {
        matches!(
            self,
            Self::Profile | Self::Security | Self::ApiKeys | Self::Grants
        )
    }
}

/// What an administrator sets for everybody.
pub type ForEverybody = (Organisation, Vec<SampleCount>);

/// The first page of users, those who left, and what was handed over.
pub type Staff = (ListPage, Vec<Person>, Vec<HandOverStatus>);

/// Who was erased, and for what people are contacted.
pub type Privacy = (Erasures, Vec<Purpose>);

/// What keeps an account safe.
pub type Safety = (
    Vec<SessionInfo>,
    FactorInfo,
    OwnPasskeys,
    OwnLinks,
    // Passwords are switched off.
    bool,
);

/// What is asked of everybody who signs in, the providers, and how it stands with passwords.
pub type WayIn = (SignInRules, Providers, PasswordsStanding);

/// What the parts of the settings know. Only the open part asks the server.
pub struct Known {
    pub(super) part: Memo<Option<Part>>,
    pub(super) zones: Asked<Option<Answer<Vec<String>>>>,
    pub(super) safety: Asked<Option<Answer<Safety>>>,
    pub(super) keys: Asked<Option<Answer<Vec<KeyInfo>>>>,
    pub(super) grants: Asked<Option<Answer<Grants>>>,
    pub(super) users: Asked<Option<Answer<Staff>>>,
    pub(super) teams: Asked<Option<Answer<Teams>>>,
    pub(super) roles: Asked<Option<Answer<AllRoles>>>,
    pub(super) backups: Asked<Option<Answer<Backups>>>,
    pub(super) privacy: Asked<Option<Answer<Privacy>>>,
    pub(super) retention: Asked<Option<Answer<Retention>>>,
    pub(super) organisation: Asked<Option<Answer<ForEverybody>>>,
    pub(super) rules: Asked<Option<Answer<WayIn>>>,
}

impl Known {
    pub(super) fn ask() -> Self {
        let params = use_params_map();
        let part = Memo::new(move |_| Part::of(&params.read().get("part").unwrap_or_default()));
        let is_open = move |wanted: Part| move || part.get() == Some(wanted);
        Self {
            part,
            zones: asked(is_open(Part::Profile), |open| async move {
                if open { Some(time_zones().await) } else { None }
            }),
            safety: asked(is_open(Part::Security), |open| async move {
                if open { Some(safety().await) } else { None }
            }),
            keys: asked(is_open(Part::ApiKeys), |open| async move {
                if open { Some(api_keys().await) } else { None }
            }),
            grants: asked(is_open(Part::Grants), |open| async move {
                if open { Some(grants().await) } else { None }
            }),
            users: asked(is_open(Part::Users), |open| async move {
                if open { Some(staff().await) } else { None }
            }),
            teams: asked(is_open(Part::Teams), |open| async move {
                if open { Some(teams().await) } else { None }
            }),
            roles: asked(is_open(Part::Roles), |open| async move {
                if open { Some(roles().await) } else { None }
            }),
            rules: asked(is_open(Part::SignIn), |open| async move {
                if open { Some(way_in().await) } else { None }
            }),
            backups: asked(is_open(Part::Backups), |open| async move {
                if open { Some(backups().await) } else { None }
            }),
            privacy: asked(is_open(Part::Privacy), |open| async move {
                if open { Some(privacy().await) } else { None }
            }),
            retention: asked(is_open(Part::Retention), |open| async move {
                if open { Some(retention().await) } else { None }
            }),
            organisation: asked(is_open(Part::Organisation), |open| async move {
                if open {
                    Some(for_everybody().await)
                } else {
                    None
                }
            }),
        }
    }
}

async fn privacy() -> Answer<Privacy> {
    Ok((erasures().await?, purposes().await?))
}

async fn staff() -> Answer<Staff> {
    let users = list(all_users(None)).await?;
    Ok((users, former_users().await?, hand_overs().await?))
}

async fn safety() -> Answer<Safety> {
    Ok((
        sessions().await?,
        factor().await?,
        passkeys().await?,
        own_links().await?,
        ways_in().await?.are_passwords_off,
    ))
}

async fn way_in() -> Answer<WayIn> {
    Ok((
        sign_in_rules().await?,
        providers().await?,
        passwords_standing().await?,
    ))
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
