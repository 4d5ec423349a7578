//! The values of generated records.

use chrono::{DateTime, Duration, TimeDelta, Utc};
use contract::value::Values;
use contract::{Link, Money, Value};
use domain::activities::CONTACT_KINDS;
use uuid::Uuid;

use crate::chance::{below, pick};
use crate::records::World;
use crate::words;

const INDUSTRIES: [&str; 10] = [
    "manufacturing",
    "technology",
    "education",
    "healthcare",
    "retail",
    "consulting",
    "construction",
    "logistics",
    "food",
    "energy",
];
const STAGES: [(&str, i64, &str); 8] = [
    ("prospect", 10, "open"),
    ("qualify", 20, "open"),
    ("analysis", 40, "open"),
    ("offer", 50, "open"),
    ("proposal", 60, "open"),
    ("negotiation", 80, "open"),
    ("won", 100, "won"),
    ("lost", 0, "lost"),
];
const KINDS: [&str; 6] = ["call", "visit", "meeting", "wechat", "mail", "task"];

/// The last contact and the next step, gathered from activities as the product does.
#[derive(Default)]
pub(crate) struct Pulse {
    last: Option<(DateTime<Utc>, String)>,
    next: Option<(DateTime<Utc>, String)>,
}

impl Pulse {
    pub(crate) fn hear(&mut self, values: &Values) {
        let text = |key: &str| values.get(key).and_then(Value::text).unwrap_or_default();
        let moment = |key: &str| match values.get(key) {
            Some(Value::DateTime(at)) => Some(*at),
            _ => None,
        };
        if text("status") == "done" && CONTACT_KINDS.contains(&text("kind")) {
            let said = match text("body") {
                "" => text("subject"),
                body => body,
            };
            if let Some(at) =
                moment("at").filter(|at| self.last.as_ref().is_none_or(|last| last.0 < *at))
            {
                self.last = Some((at, said.chars().take(200).collect()));
            }
        }
        if let Some(at) = moment("due_at").filter(|at| {
            text("status") == "open" && self.next.as_ref().is_none_or(|next| *at < next.0)
        }) {
            self.next = Some((at, text("subject").to_owned()));
        }
    }

    pub(crate) fn put(self, values: &mut Values) {
        if let Some((at, words)) = self.last {
            put(values, "last_contact_at", Value::DateTime(at));
            put(values, "last_contact", Value::Text(words));
        }
        if let Some((at, words)) = self.next {
            put(values, "next_step_at", Value::DateTime(at));
            put(values, "next_step", Value::Text(words));
        }
    }
}

impl World {
    pub(crate) fn account(
        &self,
        place: u64,
        owner: Uuid,
        made: DateTime<Utc>,
        pulse: Pulse,
    ) -> Values {
        let city = city(place);
        let mut values = Values::new();
        let (field, keys) = &self.added;
        let added = match place % 20 {
            3 => &keys[0],
            other => &keys[1 + (other % 3) as usize],
        };
        put(
            &mut values,
            "name",
            Value::Text(words::company(place, city)),
        );
        put(&mut values, "phone", Value::Text(words::phone(place, 30)));
        put(
            &mut values,
            "email",
            Value::Text(format!("office{place}@example{}.com", place % 9_000)),
        );
        put(
            &mut values,
            "website",
            Value::Text(format!("https://www.example{place}.com")),
        );
        put(&mut values, "industry", industry(place).into());
        put(
            &mut values,
            "type",
            pick(&["prospect", "customer", "partner"], place, 32).into(),
        );
        put(
            &mut values,
            "level",
            pick(&["a", "b", "c"], place, 33).into(),
        );
        put(
            &mut values,
            "source",
            pick(&["web", "referral", "trade_show", "wechat"], place, 34).into(),
        );
        put(
            &mut values,
            "employees",
            Value::Integer(below(2_000, place, 35) as i64 + 3),
        );
        put(&mut values, "region", city.into());
        put(&mut values, "owner", link(owner));
        put(&mut values, field, Value::Text(added.clone()));
        if below(5, place, 36) == 0 {
            let tag = pick(&["VIP", "展会", "export", "长期", "price"], place, 37);
            put(&mut values, "tags", Value::Tags(vec![tag.to_owned()]));
        }
        pulse.put(&mut values);
        stamped(values, made)
    }

    pub(crate) fn contact(&self, place: u64, made: DateTime<Utc>, pulse: Pulse) -> Values {
        let mut values = Values::new();
        put(&mut values, "name", Value::Text(words::person(place)));
        put(
            &mut values,
            "position",
            pick(&["采购经理", "总经理", "Buyer", "Engineer"], place, 40).into(),
        );
        put(&mut values, "phone", Value::Text(words::phone(place, 41)));
        put(
            &mut values,
            "email",
            Value::Text(format!("person{place}@example{}.com", place % 9_000)),
        );
        put(
            &mut values,
            "gender",
            pick(&["female", "male"], place, 43).into(),
        );
        pulse.put(&mut values);
        stamped(values, made)
    }

    pub(crate) fn deal(&self, place: u64, id: Uuid, made: DateTime<Utc>, pulse: Pulse) -> Values {
        let (stage, chance, outcome) = pick(&STAGES, place, 50);
        let mut values = Values::new();
        let amount = (below(1_000, place, 51) as i64 + 1) * 1_000;
        put(&mut values, "name", words::deal(place).into());
        put(
            &mut values,
            "amount",
            Value::Money(Money {
                parts: amount * 10_000,
                currency: "CNY".into(),
            }),
        );
        put(&mut values, "pipeline", "sales".into());
        put(&mut values, "stage", stage.into());
        put(&mut values, "probability", Value::Integer(chance));
        put(
            &mut values,
            "type",
            pick(&["new", "existing", "renewal"], place, 52).into(),
        );
        put(&mut values, "outcome", outcome.into());
        put(&mut values, "stage_since", Value::DateTime(made));
        put(
            &mut values,
            "board_rank",
            Value::Text(id.simple().to_string()),
        );
        // An open deal is to close within a year.
        let days = below(365, place, 53) as i64;
        let closing = if outcome == "open" {
            self.now + TimeDelta::days(days - 20)
        } else {
            made + TimeDelta::days(days / 4)
        };
        put(&mut values, "close_date", Value::Date(closing.date_naive()));
        if outcome != "open" {
            put(&mut values, "closed_at", Value::DateTime(closing));
        }
        if outcome == "lost" {
            put(
                &mut values,
                "lost_reason",
                pick(&["price", "timing", "silent"], place, 54).into(),
            );
        }
        pulse.put(&mut values);
        stamped(values, made)
    }

    pub(crate) fn activity(&self, place: u64, made: DateTime<Utc>) -> Values {
        let mut values = Values::new();
        let is_done = below(10, place, 60) < 8;
        let since = (self.now - made).num_seconds().max(60) as u64;
        put(&mut values, "subject", words::subject(place).into());
        put(&mut values, "body", words::said(place).into());
        put(&mut values, "kind", pick(&KINDS, place, 61).into());
        let at = made + Duration::seconds(below(since, place, 62) as i64);
        if is_done {
            put(&mut values, "status", "done".into());
            put(&mut values, "at", Value::DateTime(at));
            put(&mut values, "done_at", Value::DateTime(at));
        } else {
            put(&mut values, "status", "open".into());
            let due =
                self.now + Duration::minutes(below(60 * 24 * 60, place, 63) as i64 - 20 * 24 * 60);
            put(&mut values, "due_at", Value::DateTime(due));
        }
        stamped(values, at)
    }
}

/// One of ten industries.
pub(crate) fn industry(place: u64) -> &'static str {
    pick(&INDUSTRIES, place, 70)
}

/// One of twenty cities, the first ones half of the time, so that industry and city together are one in a hundred.
pub(crate) fn city(place: u64) -> &'static str {
    match below(10, place, 71) {
        0 => words::CITIES[0],
        _ => pick(&words::CITIES[1..], place, 72),
    }
}

/// A value that points to a record or a person.
pub(crate) fn link(id: Uuid) -> Value {
    Value::Link(Link::to(id))
}

/// Puts a value to the others, where there is any.
pub(crate) fn put(values: &mut Values, key: &str, value: Value) {
    if !value.is_empty() {
        values.insert(key.to_owned(), value);
    }
}

fn stamped(mut values: Values, made: DateTime<Utc>) -> Values {
    put(&mut values, "created_at", Value::DateTime(made));
    put(&mut values, "updated_at", Value::DateTime(made));
    values
}
