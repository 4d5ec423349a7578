//! How what was agreed is paid: in parts, each invoiced when it is due.

use chrono::{Duration, NaiveDate};
use contract::Value;
use contract::objects::{CONTRACT, INVOICE, INVOICE_LINE, PAYMENT, PAYMENT_PLAN};
use contract::value::Values;
use rand::Rng;
use rand::rngs::StdRng;
use uuid::Uuid;

use super::companies::text;
use super::customer::{Customer, link};
use super::people::pick;
use super::records::Records;
use super::sales::{Agreed, Item, put_lines};
use super::wares::INSTALMENTS;

impl Agreed {
    /// The parts of the payment. What is due was invoiced; most of it came in, some is late, some came in part.
    pub(super) fn instalments(
        &self,
        customer: &Customer,
        contract: Uuid,
        chance: &mut StdRng,
        records: &mut Records,
    ) {
        let today = customer.now.date_naive();
        let mut left = self.amount;
        for (place, (zh, en, percent, days)) in (1_i64..).zip(INSTALMENTS) {
            let is_last = place == i64::try_from(INSTALMENTS.len()).unwrap_or(place);
            let amount = if is_last {
                left
            } else {
                self.amount * percent / 100
            };
            left -= amount;
            let due = self.day(days);
            let values = Values::from([
                text("name", customer.words((zh, en))),
                text("method", "transfer"),
                link(CONTRACT, contract),
                ("instalment".to_owned(), Value::Integer(place)),
                ("due".to_owned(), Value::Date(due)),
                ("amount".to_owned(), customer.money(amount)),
                ("remind_days".to_owned(), Value::Integer(3)),
                self.made(0),
            ]);
            let plan = records.put(PAYMENT_PLAN, customer.of(values));
            if due > today {
                continue;
            }
            let invoice = self.invoice(customer, contract, due, amount, records);
            let came = match chance.random_range(0..10) {
                _ if self.deal.is_none() => amount,
                0 | 1 => 0,
                2 => amount / 2,
                _ => amount,
            };
            if came > 0 {
                let on = (due + Duration::days(chance.random_range(-4..6))).min(today);
                let settled = [
                    link(CONTRACT, contract),
                    link(PAYMENT_PLAN, plan),
                    link(INVOICE, invoice),
                ];
                let values = paid(customer, on, came, chance).into_iter().chain(settled);
                records.put(PAYMENT, customer.of(values.collect()));
            }
        }
    }

    fn invoice(
        &self,
        customer: &Customer,
        contract: Uuid,
        due: NaiveDate,
        amount: i64,
        records: &mut Records,
    ) -> Uuid {
        let issued = due - Duration::days(5);
        let kind = if customer.company.is_chinese {
            "special"
        } else {
            "commercial"
        };
        let mut values = Values::from([
            text("name", &self.name),
            text("type", kind),
            text("status", "delivered"),
            text("bill_to_type", "company"),
            link(CONTRACT, contract),
            ("issued_on".to_owned(), Value::Date(issued)),
            ("due_date".to_owned(), Value::Date(due)),
        ]);
        values.extend(noon(issued).map(|at| ("created_at".to_owned(), at)));
        let invoice = records.put(INVOICE, customer.about(values));
        let whole = Item {
            product: None,
            name: self.name.clone(),
            quantity: 1,
            price: amount,
        };
        put_lines(
            customer,
            (INVOICE_LINE, INVOICE, invoice),
            &[whole],
            records,
        );
        invoice
    }
}

fn paid(customer: &Customer, on: NaiveDate, units: i64, chance: &mut StdRng) -> Values {
    let method = pick(&["transfer", "transfer", "transfer", "draft"], chance);
    let mut values = Values::from([
        text("method", method),
        text("status", "received"),
        ("date".to_owned(), Value::Date(on)),
        ("amount".to_owned(), customer.money(units)),
    ]);
    values.extend(noon(on).map(|at| ("created_at".to_owned(), at)));
    values
}

/// Midday of a day in Greenwich.
fn noon(day: NaiveDate) -> Option<Value> {
    Some(Value::DateTime(day.and_hms_opt(12, 0, 0)?.and_utc()))
}
