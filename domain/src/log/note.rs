//! What happens beside the records and stands in the log with them: sign-ins, exports, calls, what is administered.
//!
//! Such events wake nobody who follows records: their objects begin with [`NOTE`], which no object of records does.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps a table of the house: the log"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, SubsecRound, Utc};
use contract::Value;
use contract::dto::audit::NOTE;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::access::{By, Noted, Origin, Write, note_insert};
use crate::{Crm, Desk, Result};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Note {
    SignedIn,
    /// A wrong password or code. Whatever was typed as a name stands nowhere: it may have been the password.
    SignInRefused,
    /// The same with a name that nobody has: letters of a code by which names are told apart, see `alerts::of_name`.
    UnknownRefused {
        account: String,
    },
    /// Somebody signed in from a browser or a network that is new to them.
    SignedInAnew {
        is_new_device: bool,
        is_new_network: bool,
    },
    SignedOut,
    /// Somebody ended sessions of a user, their own or another's.
    SessionsEnded {
        user: Uuid,
        count: u64,
    },
    /// Records were taken along.
    Exported {
        object: String,
        form: String,
    },
    /// Somebody begins to look at the product as somebody else.
    SimulationBegan {
        user: Uuid,
        name: String,
        reason: String,
        until: DateTime<Utc>,
    },
    SimulationEnded {
        user: Uuid,
        name: String,
    },
    /// A record, its files or a list was opened by somebody who looks as somebody else.
    LookedAt {
        object: String,
        id: Option<Uuid>,
    },
    /// Something of the house was made, changed or ended: a key, a setting, a grant.
    Administered {
        /// What kind of thing, such as `api_key`.
        what: &'static str,
        id: Uuid,
        /// Fields before and after, without secrets.
        changes: BTreeMap<String, [Value; 2]>,
    },
}

/// One request of a program.
#[derive(Clone, Debug)]
pub struct Call {
    pub user: Option<Uuid>,
    pub name: String,
    pub origin: Option<Origin>,
    pub request: Uuid,
    pub key: Uuid,
    pub method: String,
    /// Without the query and without values by which records are named.
    pub path: String,
    pub status: u16,
    pub at: DateTime<Utc>,
}

impl Call {
    /// A request that is made at a desk by a key.
    #[must_use]
    pub fn at(desk: &Desk, key: Uuid, method: &str, path: &str) -> Self {
        let actor = desk.actor();
        Self {
            user: actor.id(),
            name: actor.name().to_owned(),
            origin: actor.origin().cloned(),
            request: actor.request(),
            key,
            method: method.to_owned(),
            path: path.to_owned(),
            status: 0,
            at: Utc::now().trunc_subsecs(3),
        }
    }
}

/// Notes what somebody did at their desk.
///
/// # Errors
/// When the database fails.
pub(crate) async fn note(desk: &Desk, note: Note) -> Result<()> {
    let mut noted = note.noted(desk.actor().id().unwrap_or_default());
    if let Some(simulation) = desk.actor().simulation() {
        let seen_as = [Value::Empty, text(&simulation.user.name)];
        noted.changes.insert("as".to_owned(), seen_as);
    }
    put(desk.crm(), By::from(desk.actor()), &noted).await
}

/// Notes what happened at the door, where nobody has a desk yet.
///
/// # Errors
/// When the database fails.
pub(crate) async fn note_at_door(
    crm: &Crm,
    who: Option<(Uuid, &str)>,
    origin: &Origin,
    note: Note,
) -> Result<()> {
    let by = By {
        id: who.map(|(id, _)| id),
        name: who.map_or("", |(_, name)| name),
        request: Uuid::now_v7(),
        origin: Some(origin),
    };
    let noted = note.noted(by.id.unwrap_or_default());
    put(crm, by, &noted).await
}

/// Notes what somebody does at their desk together with the rest of a transaction.
///
/// # Errors
/// When the database fails.
pub(crate) async fn note_within(write: &Write<'_>, note: Note) -> Result<()> {
    let me = write.desk().actor().id().unwrap_or_default();
    write.note_beside(&note.noted(me)).await
}

async fn put(crm: &Crm, by: By<'_>, noted: &Noted) -> Result<()> {
    let now = Utc::now().trunc_subsecs(3);
    let insert = note_insert([(by, now, noted)].into_iter())?;
    crm.door().house().log().execute(&insert).await?;
    Ok(())
}

/// Notes requests of programs, many at once: one transaction for each of them would be too many.
///
/// # Errors
/// When the database fails.
pub(crate) async fn note_calls(crm: &Crm, calls: &[Call]) -> Result<()> {
    let noted: Vec<Noted> = calls.iter().map(called).collect();
    for (calls, noted) in calls.chunks(500).zip(noted.chunks(500)) {
        let rows = calls.iter().zip(noted).map(|(call, noted)| {
            let by = By {
                id: call.user,
                name: &call.name,
                request: call.request,
                origin: call.origin.as_ref(),
            };
            (by, call.at, noted)
        });
        let insert = note_insert(rows)?;
        crm.door().house().write().execute(&insert).await?;
    }
    Ok(())
}

fn called(call: &Call) -> Noted {
    let told = [
        ("method", text(&call.method)),
        ("path", text(&call.path)),
        ("status", Value::Integer(call.status.into())),
    ];
    Noted {
        object: format!("{NOTE}api"),
        record: call.key,
        action: "called",
        changes: after(told),
    }
}

impl Note {
    /// Something of the house, one field of it before and after; no secrets.
    pub(crate) fn administered(
        what: &'static str,
        id: Uuid,
        field: &str,
        change: [Value; 2],
    ) -> Self {
        Self::Administered {
            what,
            id,
            changes: BTreeMap::from([(field.to_owned(), change)]),
        }
    }

    fn noted(self, me: Uuid) -> Noted {
        let session = |action| Noted {
            object: format!("{NOTE}session"),
            record: me,
            action,
            changes: BTreeMap::new(),
        };
        match self {
            Self::SignedIn => session("signed_in"),
            Self::SignInRefused => session("sign_in_refused"),
            Self::UnknownRefused { account } => Noted {
                changes: after([("account", Value::Text(account))]),
                ..session("sign_in_refused")
            },
            Self::SignedInAnew {
                is_new_device,
                is_new_network,
            } => Noted {
                changes: after([
                    ("new_device", Value::YesNo(is_new_device)),
                    ("new_network", Value::YesNo(is_new_network)),
                ]),
                ..session("signed_in")
            },
            Self::SignedOut => session("signed_out"),
            Self::SessionsEnded { user, count } => Noted {
                record: user,
                changes: after([(
                    "count",
                    Value::Integer(count.try_into().unwrap_or(i64::MAX)),
                )]),
                ..session("session_ended")
            },
            Self::Exported { object, form } => Noted {
                object: format!("{NOTE}{object}"),
                record: Uuid::nil(),
                action: "exported",
                changes: after([("form", Value::Text(form))]),
            },
            Self::SimulationBegan {
                user,
                name,
                reason,
                until,
            } => Noted {
                object: format!("{NOTE}simulation"),
                record: user,
                action: "simulation_began",
                changes: after([
                    ("as", Value::Text(name)),
                    ("reason", Value::Text(reason)),
                    ("until", Value::Text(until.to_rfc3339())),
                ]),
            },
            Self::SimulationEnded { user, name } => Noted {
                object: format!("{NOTE}simulation"),
                record: user,
                action: "simulation_ended",
                changes: after([("as", Value::Text(name))]),
            },
            Self::LookedAt { object, id } => Noted {
                object: format!("{NOTE}{object}"),
                record: id.unwrap_or_default(),
                action: "looked_at",
                changes: BTreeMap::new(),
            },
            Self::Administered { what, id, changes } => Noted {
                object: format!("{NOTE}{what}"),
                record: id,
                action: "administered",
                changes,
            },
        }
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn after<const N: usize>(told: [(&str, Value); N]) -> BTreeMap<String, [Value; 2]> {
    told.into_iter()
        .map(|(key, value)| (key.to_owned(), [Value::Empty, value]))
        .collect()
}
