//! Who may become a customer, which campaign won them, and what customers write to the service desk about.

use chrono::{DateTime, Duration, Utc};
use contract::Value;
use contract::objects::{CAMPAIGN, CAMPAIGN_MEMBER, LEAD, PRODUCT, TICKET};
use contract::value::Values;
use rand::Rng;
use rand::rngs::StdRng;

use super::companies::{company, text};
use super::customer::{Customer, link};
use super::goods::Shelf;
use super::history::in_words;
use super::people::{mobile, person, pick};
use super::records::Records;
use super::wares::TROUBLES;
use super::words::{NEEDS, POSITIONS};

/// A lead; every other one answered to a campaign.
pub(super) fn lead(
    shelf: &Shelf,
    mut values: Values,
    now: DateTime<Utc>,
    chance: &mut StdRng,
    records: &mut Records,
) {
    let campaign = (!shelf.campaigns.is_empty() && chance.random_bool(0.5))
        .then(|| pick(&shelf.campaigns, chance));
    let name = values.get("name").cloned().unwrap_or_default();
    values.extend(campaign.map(|id| link(CAMPAIGN, id)));
    let lead = records.put(LEAD, values);
    let Some(campaign) = campaign else { return };
    let status = pick(
        &[
            "invited",
            "sent",
            "received",
            "opened",
            "responded",
            "opted_out",
        ],
        chance,
    );
    let mut member = Values::from([
        link(CAMPAIGN, campaign),
        link(LEAD, lead),
        ("name".to_owned(), name),
        text("status", status),
        ("active".to_owned(), Value::YesNo(status != "opted_out")),
    ]);
    if status == "responded" {
        let at = now - Duration::days(chance.random_range(1..40));
        member.insert("responded_at".to_owned(), Value::DateTime(at));
    }
    records.put(CAMPAIGN_MEMBER, member);
}

/// What a customer asked or complained about lately.
pub(super) fn tickets(
    customer: &Customer,
    shelf: &Shelf,
    is_rich: bool,
    chance: &mut StdRng,
    records: &mut Records,
) {
    if !chance.random_bool(if is_rich { 0.35 } else { 0.05 }) {
        return;
    }
    for _ in 0..chance.random_range(1..=2) {
        let values = ticket_values(customer, shelf, chance);
        records.put(TICKET, customer.about(values));
    }
}

fn ticket_values(customer: &Customer, shelf: &Shelf, chance: &mut StdRng) -> Values {
    let (zh, en, kind) = pick(&TROUBLES, chance);
    let status = pick(
        &[
            "new",
            "in_progress",
            "waiting",
            "escalated",
            "solved",
            "closed",
            "closed",
        ],
        chance,
    );
    let is_over = ["solved", "closed"].contains(&status);
    let age = chance.random_range(if is_over { 5..90 } else { 0..8 });
    let at = customer.now - Duration::days(age) - Duration::minutes(chance.random_range(10..500));
    let mut values = Values::from([
        text("subject", customer.words((zh, en))),
        text("type", kind),
        text("status", status),
        text(
            "priority",
            pick(&["urgent", "high", "normal", "normal", "low"], chance),
        ),
        text(
            "channel",
            pick(&["phone", "wechat", "email", "web"], chance),
        ),
        (
            "due_at".to_owned(),
            Value::DateTime(at + Duration::hours(chance.random_range(8..96))),
        ),
        ("created_at".to_owned(), Value::DateTime(at)),
    ]);
    if !shelf.wares.is_empty() && chance.random_bool(0.7) {
        values.extend([link(PRODUCT, pick(&shelf.wares, chance).id)]);
    }
    if status != "new" {
        let answered = at + Duration::minutes(chance.random_range(4..240));
        values.insert("first_response_at".to_owned(), Value::DateTime(answered));
    }
    if is_over {
        let solved = at + Duration::hours(chance.random_range(5..100));
        values.insert("resolved_at".to_owned(), Value::DateTime(solved));
        values.insert(
            "rating".to_owned(),
            Value::Integer(chance.random_range(2..=5)),
        );
    }
    values
}

/// Somebody of a company that is no customer yet.
pub(super) fn lead_values(
    number: u64,
    owner: &Value,
    now: DateTime<Utc>,
    chance: &mut StdRng,
) -> Values {
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
