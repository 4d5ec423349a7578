//! Generated customers with their contacts, deals and activities: two contacts, half a deal and five activities each.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use contract::objects::{ACCOUNT, ACTIVITY, CONTACT, DEAL};
use contract::value::Values;
use domain::Crm;
use domain::access::NewRecord;
use uuid::Uuid;

use crate::chance::{below, number, pick};
use crate::stage;
use crate::values::{Pulse, link, put};

/// The customer of the seller with a thousandth who has [`MANY`] activities.
pub(crate) const BUSY: u64 = 7;
/// Activities of the busy customer.
const MANY: u64 = 12_000;

/// The filled fields of each object.
pub(crate) const FILLED: [(&str, &[&str]); 4] = [
    (
        ACCOUNT,
        &[
            "name",
            "phone",
            "email",
            "website",
            "industry",
            "type",
            "level",
            "source",
            "employees",
            "region",
            "owner",
            "last_contact_at",
            "last_contact",
            "next_step",
            "next_step_at",
            "created_at",
            "updated_at",
        ],
    ),
    (
        CONTACT,
        &[
            "name",
            "account",
            "position",
            "phone",
            "email",
            "gender",
            "owner",
            "last_contact_at",
            "last_contact",
            "next_step",
            "next_step_at",
            "created_at",
            "updated_at",
        ],
    ),
    (
        DEAL,
        &[
            "name",
            "account",
            "amount",
            "pipeline",
            "stage",
            "probability",
            "close_date",
            "type",
            "owner",
            "outcome",
            "lost_reason",
            "closed_at",
            "stage_since",
            "board_rank",
            "last_contact_at",
            "last_contact",
            "next_step",
            "next_step_at",
            "created_at",
            "updated_at",
        ],
    ),
    (
        ACTIVITY,
        &[
            "subject",
            "kind",
            "status",
            "at",
            "due_at",
            "account",
            "contact",
            "deal",
            "body",
            "owner",
            "done_at",
            "created_at",
            "updated_at",
        ],
    ),
];

/// What all records are made with.
pub(crate) struct World {
    pub(crate) now: DateTime<Utc>,
    /// The one with a thousandth first.
    pub(crate) sellers: Vec<Uuid>,
    pub(crate) accounts: u64,
    /// Key of the field that was added, and of its values.
    pub(crate) added: (String, Vec<String>),
}

/// Records by object, in the order of [`FILLED`].
#[derive(Default)]
pub(crate) struct Batch(pub(crate) [Vec<NewRecord>; 4]);

impl World {
    /// The world of a house with its people and its added field.
    pub(crate) fn of(crm: &Arc<Crm>, accounts: u64) -> anyhow::Result<Self> {
        let added = stage::added(crm)?;
        let values = added.choices.iter().map(|choice| choice.key.clone());
        Ok(Self {
            now: crm.system_desk("benchmark").now(),
            sellers: stage::sellers(crm)?,
            accounts,
            added: (added.key.clone(), values.collect()),
        })
    }

    /// The customers of a span alone, each with what one activity tells of it.
    pub(crate) fn customers(&self, from: u64, to: u64) -> Vec<NewRecord> {
        let customer = |place: u64| {
            let made = self.made(place, self.accounts);
            let mut pulse = Pulse::default();
            pulse.hear(&self.activity(place, made));
            new(
                id(1, place),
                self.account(place, self.owner(place), made, pulse),
            )
        };
        (from..to).map(customer).collect()
    }

    /// The customers of a span with all that belongs to them.
    pub(crate) fn batch(&self, from: u64, to: u64) -> Batch {
        let mut batch = Batch::default();
        for place in from..to {
            self.customer(place, &mut batch);
        }
        batch
    }

    /// Who owns a customer: every thousandth the first seller, the others whom chance gives them to.
    fn owner(&self, place: u64) -> Uuid {
        match place % 1_000 {
            7 => self.sellers[0],
            _ => pick(&self.sellers[1..], place, 10),
        }
    }

    fn customer(&self, place: u64, batch: &mut Batch) {
        let owner = self.owner(place);
        let made = self.made(place, self.accounts);
        let account = id(1, place);
        let contacts = [id(2, place * 2), id(2, place * 2 + 1)];
        let deal = (place % 2 == 1).then(|| id(3, place / 2));
        let mut pulses = [
            Pulse::default(),
            Pulse::default(),
            Pulse::default(),
            Pulse::default(),
        ];
        let activities = if place == BUSY { MANY } else { 5 };
        for turn in 0..activities {
            let step = if place == BUSY {
                10_000_000 + turn
            } else {
                place * 5 + turn
            };
            let mut values = self.activity(step, made);
            pulses[0].hear(&values);
            put(&mut values, "account", link(account));
            match (turn % 5, deal) {
                (0, _) => put(&mut values, "contact", link(contacts[0])),
                (1, _) => put(&mut values, "contact", link(contacts[1])),
                (2, Some(deal)) => put(&mut values, "deal", link(deal)),
                _ => {}
            }
            if let about @ 0..=2 = turn % 5 {
                pulses[about as usize + 1].hear(&values);
            }
            put(&mut values, "owner", link(owner));
            batch.0[3].push(new(id(4, step), values));
        }
        let [of_account, first, second, of_deal] = pulses;
        batch.0[0].push(new(account, self.account(place, owner, made, of_account)));
        for (turn, pulse) in [first, second].into_iter().enumerate() {
            let values = self.contact(place * 2 + turn as u64, made, pulse);
            let mut values = values;
            put(&mut values, "account", link(account));
            put(&mut values, "owner", link(owner));
            batch.0[1].push(new(contacts[turn], values));
        }
        if let Some(deal) = deal {
            let mut values = self.deal(place / 2, deal, made, of_deal);
            put(&mut values, "account", link(account));
            put(&mut values, "owner", link(owner));
            batch.0[2].push(new(deal, values));
        }
    }

    /// When a record was made: three years up to now, roughly in the order of the records.
    fn made(&self, place: u64, of: u64) -> DateTime<Utc> {
        let seconds = 3 * 365 * 24 * 3_600_i64;
        let from_end = seconds - (seconds as f64 * (place as f64 / of as f64)) as i64;
        self.now
            - Duration::seconds(from_end)
            - Duration::milliseconds(below(20 * 86_400_000, place, 20) as i64)
    }
}

/// An id as they are made one after the other: a millisecond for every sixteen.
pub(crate) fn id(object: u64, place: u64) -> Uuid {
    let millisecond = 1_760_000_000_000_u64 + place / 16;
    let rest = number(place, 80 + object);
    let high = (millisecond << 16) | 0x7000 | ((place % 16) << 8) | object;
    let low = (rest >> 2) | (1 << 63);
    Uuid::from_u64_pair(high, low)
}

fn new(id: Uuid, values: Values) -> NewRecord {
    NewRecord {
        id,
        values,
        batch: None,
    }
}
