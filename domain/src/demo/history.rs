//! A customer with contacts, deals, leads and everything that was done and is planned.

use chrono::{DateTime, Duration, Utc};
use contract::objects::{ACCOUNT, CONTACT, DEAL};
use contract::value::Values;
use contract::{Link, Money, StageOutcome, Value};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

use super::companies::{Company, company, text};
use super::people::{Cast, mobile, person, pick};
use super::words::{DONE, NEEDS, PLANNED, POSITIONS, PRODUCTS};
use super::{RICH, Size};
use crate::Desk;

type Made = Vec<(Uuid, Values)>;

/// Records of one transaction.
#[derive(Default)]
pub(super) struct Records {
    pub(super) accounts: Made,
    pub(super) contacts: Made,
    pub(super) leads: Made,
    pub(super) deals: Made,
    pub(super) activities: Made,
}

/// Makes the customer of a number. Its chance is its own, so that the same number is the same customer however
/// many there are.
pub(super) fn customer(desk: &Desk, cast: &Cast, size: Size, number: u64, records: &mut Records) {
    let chance = &mut StdRng::seed_from_u64(
        size.seed
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .wrapping_add(number),
    );
    let now = midday(desk.now());
    let (is_rich, owner) = (size.accounts <= RICH, cast.owner(chance));
    let mut company = company(number, now, chance);
    company.values.insert("owner".to_owned(), owner.clone());
    let account = put(&mut records.accounts, std::mem::take(&mut company.values));
    let most = if is_rich { 3 } else { 1 };
    let contacts: Vec<Uuid> = (0..chance.random_range(1..=most))
        .map(|_| contact(&company, account, &owner, chance, &mut records.contacts))
        .collect();
    let main = contacts.first().copied();
    let deal = chance
        .random_bool(if is_rich { 0.8 } else { 0.4 })
        .then(|| {
            let values = deal_values(desk, &company, now, chance);
            put(
                &mut records.deals,
                about(values, &owner, account, main, None),
            )
        });
    let past = if is_rich {
        chance.random_range(0..=4)
    } else {
        u32::from(chance.random_bool(0.6))
    };
    for _ in 0..past {
        let values = done_values(&company, now, chance);
        put(
            &mut records.activities,
            about(values, &owner, account, main, deal),
        );
    }
    if chance.random_bool(if is_rich { 0.55 } else { 0.25 }) {
        let values = planned_values(&company, now, chance);
        put(
            &mut records.activities,
            about(values, &owner, account, main, deal),
        );
    }
    if chance.random_bool(if is_rich { 0.5 } else { 0.2 }) {
        put(&mut records.leads, lead_values(number, &owner, now, chance));
    }
}

/// The last noon in Greenwich, so that the same day makes the same data and none of it lies ahead.
fn midday(now: DateTime<Utc>) -> DateTime<Utc> {
    let noon = now.date_naive().and_hms_opt(12, 0, 0);
    let noon = noon.map_or(now, |noon| noon.and_utc());
    if noon > now {
        noon - Duration::days(1)
    } else {
        noon
    }
}

fn put(made: &mut Made, values: Values) -> Uuid {
    let id = Uuid::now_v7();
    made.push((id, values));
    id
}

fn about(
    mut values: Values,
    owner: &Value,
    account: Uuid,
    contact: Option<Uuid>,
    deal: Option<Uuid>,
) -> Values {
    values.insert("owner".to_owned(), owner.clone());
    for (key, id) in [(ACCOUNT, Some(account)), (CONTACT, contact), (DEAL, deal)] {
        values.extend(id.map(|id| (key.to_owned(), Value::Link(Link::to(id)))));
    }
    values
}

fn in_words(company: &Company, (zh, en): (&'static str, &'static str)) -> &'static str {
    if company.is_chinese { zh } else { en }
}

fn contact(
    company: &Company,
    account: Uuid,
    owner: &Value,
    chance: &mut StdRng,
    contacts: &mut Made,
) -> Uuid {
    let person = person(company.is_chinese, chance);
    let mut values = Values::from([
        text("name", &person.name),
        text("position", in_words(company, pick(&POSITIONS, chance))),
        text("phone", &mobile(company.is_chinese, chance)),
        text("email", &format!("{}@{}", person.local, company.domain)),
        text(
            "decision_role",
            pick(&["decider", "influencer", "user", "buyer"], chance),
        ),
        (
            "created_at".to_owned(),
            Value::DateTime(company.created_at + Duration::hours(2)),
        ),
    ]);
    if company.is_chinese {
        values.insert(
            "wechat".to_owned(),
            Value::Text(person.local.replace('.', "_")),
        );
    }
    put(contacts, about(values, owner, account, None, None))
}

fn deal_values(desk: &Desk, company: &Company, now: DateTime<Utc>, chance: &mut StdRng) -> Values {
    let object = desk.object(DEAL).ok();
    let stages = object
        .as_ref()
        .and_then(|object| object.field("stage"))
        .map(|field| field.choices.as_slice())
        .unwrap_or_default();
    let Some(stage) = stages.get(chance.random_range(0..stages.len().max(1))) else {
        return Values::new();
    };
    let outcome = stage.outcome.unwrap_or_default();
    let product = in_words(company, pick(&PRODUCTS, chance));
    let name = if company.is_chinese {
        format!("{}{product}", company.short)
    } else {
        format!("{} – {product}", company.short)
    };
    let since = now - Duration::days(chance.random_range(0..45));
    let ahead = if outcome == StageOutcome::Open {
        chance.random_range(-5..90)
    } else {
        -chance.random_range(0..45)
    };
    let amount = Money::units(chance.random_range(8..400) * 2_500, company.currency);
    let mut values = Values::from([
        text("name", &name),
        text("stage", &stage.key),
        text(
            "source",
            pick(&["referral", "trade_show", "web", "cold_call"], chance),
        ),
        text("type", pick(&["new", "new", "existing", "renewal"], chance)),
        ("amount".to_owned(), Value::Money(amount)),
        (
            "probability".to_owned(),
            Value::Integer(stage.probability.unwrap_or_default().into()),
        ),
        (
            "close_date".to_owned(),
            Value::Date((now + Duration::days(ahead)).date_naive()),
        ),
        ("stage_since".to_owned(), Value::DateTime(since)),
        (
            "created_at".to_owned(),
            Value::DateTime(since - Duration::days(chance.random_range(3..60))),
        ),
    ]);
    let word = match outcome {
        StageOutcome::Open => "open",
        StageOutcome::Won => "won",
        StageOutcome::Lost => "lost",
    };
    values.extend([text("outcome", word)]);
    if outcome != StageOutcome::Open {
        values.insert("closed_at".to_owned(), Value::DateTime(since));
    }
    if outcome == StageOutcome::Lost {
        values.extend([text(
            "lost_reason",
            pick(
                &["price", "competitor", "no_budget", "timing", "silent"],
                chance,
            ),
        )]);
    }
    values
}

fn done_values(company: &Company, now: DateTime<Utc>, chance: &mut StdRng) -> Values {
    let (kind, zh, en) = pick(&DONE, chance);
    let at = Value::DateTime(
        now - Duration::days(chance.random_range(0..75))
            - Duration::minutes(chance.random_range(60..360)),
    );
    let mut values = Values::from([
        text("subject", in_words(company, (zh, en))),
        text("kind", kind),
        text("status", "done"),
        ("at".to_owned(), at.clone()),
        ("done_at".to_owned(), at.clone()),
        ("created_at".to_owned(), at),
    ]);
    if kind == "call" {
        values.extend([
            text(
                "outcome",
                pick(&["reached", "reached", "no_answer", "call_back"], chance),
            ),
            text("direction", "outbound"),
        ]);
        values.insert(
            "duration_seconds".to_owned(),
            Value::Integer(chance.random_range(40..1_500)),
        );
    }
    values
}

fn planned_values(company: &Company, now: DateTime<Utc>, chance: &mut StdRng) -> Values {
    let (kind, zh, en) = pick(&PLANNED, chance);
    let due = now
        + Duration::days(chance.random_range(-4..14))
        + Duration::minutes(15 * chance.random_range(-12..20));
    Values::from([
        text("subject", in_words(company, (zh, en))),
        text("kind", kind),
        text("status", "open"),
        ("at".to_owned(), Value::DateTime(now - Duration::days(1))),
        ("due_at".to_owned(), Value::DateTime(due)),
        (
            "created_at".to_owned(),
            Value::DateTime(now - Duration::days(chance.random_range(1..20))),
        ),
    ])
}

/// Somebody of a company that is no customer yet.
fn lead_values(number: u64, owner: &Value, now: DateTime<Utc>, chance: &mut StdRng) -> Values {
    let company = company(number.wrapping_add(1_000_000_007), now, chance);
    let person = person(company.is_chinese, chance);
    let mut values = Values::from([
        text("name", &person.name),
        text("position", in_words(&company, pick(&POSITIONS, chance))),
        text("phone", &mobile(company.is_chinese, chance)),
        text("email", &format!("{}@{}", person.local, company.domain)),
        text(
            "status",
            pick(
                &["new", "new", "attempted", "contacted", "qualified", "later"],
                chance,
            ),
        ),
        text("need", in_words(&company, pick(&NEEDS, chance))),
        (
            "created_at".to_owned(),
            Value::DateTime(now - Duration::days(chance.random_range(0..60))),
        ),
        ("owner".to_owned(), owner.clone()),
    ]);
    for (from, to) in [
        ("name", "company"),
        ("industry", "industry"),
        ("source", "source"),
        ("region", "region"),
        ("website", "website"),
    ] {
        values.extend(
            company
                .values
                .get(from)
                .map(|value| (to.to_owned(), value.clone())),
        );
    }
    values
}
