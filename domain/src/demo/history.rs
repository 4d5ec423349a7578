//! A customer with contacts, deals, leads and everything that was done and is planned.

use chrono::{DateTime, Duration, Utc};
use contract::objects::{ACCOUNT, ACTIVITY, CONTACT, DEAL};
use contract::value::Values;
use contract::{Money, StageOutcome, Value};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

use super::care::{self, lead_values};
use super::companies::{Company, company, text};
use super::customer::Customer;
use super::goods::Shelf;
use super::people::{Cast, mobile, person, pick};
use super::records::Records;
use super::words::{DONE, PLANNED, POSITIONS, PRODUCTS};
use super::{RICH, Size, sales};
use crate::Desk;

/// Everybody and everything that a customer's records may point to.
pub(super) struct World {
    pub(super) cast: Cast,
    pub(super) shelf: Shelf,
    pub(super) size: Size,
    pub(super) now: DateTime<Utc>,
}

/// Makes the customer of a number. Its chance is its own, so that the same number is the same customer however
/// many there are.
pub(super) fn customer(desk: &Desk, world: &World, number: u64, records: &mut Records) {
    let seed = world
        .size
        .seed
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(number);
    let chance = &mut StdRng::seed_from_u64(seed);
    let now = world.now;
    let (is_rich, owner) = (world.size.accounts <= RICH, world.cast.owner(chance));
    let mut company = company(number, now, chance);
    company.values.insert("owner".to_owned(), owner.clone());
    let values = std::mem::take(&mut company.values);
    let type_key = values.get("type").and_then(Value::text).map(str::to_owned);
    let mut customer = Customer {
        account: records.put(ACCOUNT, values),
        company: &company,
        owner: &owner,
        contact: None,
        now,
    };
    let most = if is_rich { 3 } else { 1 };
    for place in 0..chance.random_range(1..=most) {
        let id = records.put(CONTACT, customer.of(contact_values(&company, chance)));
        if place == 0 {
            customer.contact = Some(id);
        }
    }
    let dealt = chance
        .random_bool(if is_rich { 0.8 } else { 0.4 })
        .then(|| deal_values(desk, &company, now, chance));
    let deal = dealt
        .clone()
        .map(|values| records.put(DEAL, customer.about(values)));
    talk(&customer, deal, is_rich, chance, records);
    let lead = chance
        .random_bool(if is_rich { 0.5 } else { 0.2 })
        .then(|| lead_values(number, &owner, now, chance));
    // What came to sample data later has a chance of its own, so that the rest stays as it was.
    let chance = &mut StdRng::seed_from_u64(seed ^ 0x5EED);
    if let Some(values) = lead {
        care::lead(&world.shelf, values, now, chance, records);
    }
    if is_rich {
        if let (Some(deal), Some(values)) = (deal, dealt) {
            sales::of_deal(&customer, &world.shelf, deal, &values, chance, records);
        }
        if type_key.as_deref() == Some("customer") {
            sales::long_ago(&customer, chance, records);
        }
    }
    care::tickets(&customer, &world.shelf, is_rich, chance, records);
}

/// What was said with a customer, and what is to be said next.
fn talk(
    customer: &Customer,
    deal: Option<Uuid>,
    is_rich: bool,
    chance: &mut StdRng,
    records: &mut Records,
) {
    let past = if is_rich {
        chance.random_range(0..=4)
    } else {
        u32::from(chance.random_bool(0.6))
    };
    for _ in 0..past {
        let values = done_values(customer.company, customer.now, chance);
        records.put(ACTIVITY, customer.about_deal(values, deal));
    }
    if chance.random_bool(if is_rich { 0.55 } else { 0.25 }) {
        let values = planned_values(customer.company, customer.now, chance);
        records.put(ACTIVITY, customer.about_deal(values, deal));
    }
}

/// The last noon in Greenwich, so that the same day makes the same data and none of it lies ahead.
pub(super) fn midday(now: DateTime<Utc>) -> DateTime<Utc> {
    let noon = now.date_naive().and_hms_opt(12, 0, 0);
    let noon = noon.map_or(now, |noon| noon.and_utc());
    if noon > now {
        noon - Duration::days(1)
    } else {
        noon
    }
}

pub(super) fn in_words(company: &Company, (zh, en): (&'static str, &'static str)) -> &'static str {
    if company.is_chinese { zh } else { en }
}

fn contact_values(company: &Company, chance: &mut StdRng) -> Values {
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
    values
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
