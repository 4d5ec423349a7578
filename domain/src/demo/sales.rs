//! What follows from a deal: the quote with its lines, the contract and its order.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use contract::Value;
use contract::money::PARTS;
use contract::objects::{CONTRACT, ORDER, ORDER_LINE, PRICE_BOOK, PRODUCT, QUOTE, QUOTE_LINE};
use contract::value::Values;
use rand::Rng;
use rand::rngs::StdRng;
use uuid::Uuid;

use super::companies::text;
use super::customer::{Customer, link};
use super::goods::Shelf;
use super::people::pick;
use super::records::Records;
use super::wares::INSTALLATION;

/// Something quoted or ordered.
pub(super) struct Item {
    pub(super) product: Option<Uuid>,
    pub(super) name: String,
    pub(super) quantity: i64,
    /// Whole units of the customer's currency.
    pub(super) price: i64,
}

/// From the middle of the pipeline on a deal has a quote; won, it has a contract.
pub(super) fn of_deal(
    customer: &Customer,
    shelf: &Shelf,
    deal: Uuid,
    values: &Values,
    chance: &mut StdRng,
    records: &mut Records,
) {
    let outcome = values
        .get("outcome")
        .and_then(Value::text)
        .unwrap_or_default();
    let likely = matches!(values.get("probability"), Some(Value::Integer(50..)));
    let amount = match values.get("amount") {
        Some(Value::Money(money)) => money.parts / PARTS,
        _ => 0,
    };
    let Some(Value::DateTime(since)) = values.get("stage_since").cloned() else {
        return;
    };
    if amount == 0 || !(likely || outcome != "open" && chance.random_bool(0.6)) {
        return;
    }
    let agreed = Agreed {
        name: values
            .get("name")
            .and_then(Value::text)
            .unwrap_or_default()
            .to_owned(),
        deal: Some(deal),
        amount,
        at: since,
    };
    let items = basket(customer, shelf, amount, chance);
    let quote = agreed.quote(customer, shelf, outcome, chance, records);
    put_lines(customer, (QUOTE_LINE, QUOTE, quote), &items, records);
    if outcome == "won" {
        let contract = agreed.contract(customer, Some(quote), chance, records);
        let order = agreed.order(customer, quote, contract, records);
        put_lines(customer, (ORDER_LINE, ORDER, order), &items, records);
    }
}

/// A contract of a customer of long standing, which was paid.
pub(super) fn long_ago(customer: &Customer, chance: &mut StdRng, records: &mut Records) {
    if !chance.random_bool(0.4) {
        return;
    }
    let agreed = Agreed {
        name: format!(
            "{}{}",
            customer.company.short,
            customer.words(("年度维保", " – yearly maintenance"))
        ),
        deal: None,
        amount: customer.price(i64::from(chance.random_range(6..60_u8)) * 4_000),
        at: customer.now - Duration::days(chance.random_range(190..400)),
    };
    agreed.contract(customer, None, chance, records);
}

/// What comes to an amount: machines, then smaller things, and the rest for putting them up.
fn basket(customer: &Customer, shelf: &Shelf, amount: i64, chance: &mut StdRng) -> Vec<Item> {
    let (mut items, mut left) = (Vec::new(), amount);
    for _ in 0..chance.random_range(1..=3) {
        let fits = |price: i64| price <= left && left / price <= 40;
        let fitting: Vec<_> = shelf
            .wares
            .iter()
            .map(|ware| (ware.id, customer.price(ware.yuan)))
            .filter(|(_, price)| fits(*price))
            .collect();
        if fitting.is_empty() {
            break;
        }
        let (product, price) = pick(&fitting, chance);
        let quantity = chance.random_range(1..=left / price);
        left -= quantity * price;
        items.push(Item {
            product: Some(product),
            name: String::new(),
            quantity,
            price,
        });
    }
    if left > 0 {
        items.push(Item {
            product: None,
            name: customer.words(INSTALLATION).to_owned(),
            quantity: 1,
            price: left,
        });
    }
    items
}

/// Lines of a record: the object of the lines, the field that points to it, and its id.
pub(super) fn put_lines(
    customer: &Customer,
    (lines, parent, id): (&'static str, &str, Uuid),
    items: &[Item],
    records: &mut Records,
) {
    for (place, item) in (1_i64..).zip(items) {
        let mut values = Values::from([
            link(parent, id),
            text("name", &item.name),
            ("quantity".to_owned(), Value::Decimal(item.quantity.into())),
            ("price".to_owned(), customer.money(item.price)),
            ("position".to_owned(), Value::Integer(place)),
        ]);
        values.extend(item.product.map(|id| link(PRODUCT, id)));
        records.put(lines, values);
    }
}

/// What was agreed, or is to be.
pub(super) struct Agreed {
    pub(super) name: String,
    pub(super) deal: Option<Uuid>,
    /// Whole units of the customer's currency.
    pub(super) amount: i64,
    pub(super) at: DateTime<Utc>,
}

impl Agreed {
    pub(super) fn day(&self, days: i64) -> NaiveDate {
        (self.at + Duration::days(days)).date_naive()
    }

    pub(super) fn made(&self, days: i64) -> (String, Value) {
        (
            "created_at".to_owned(),
            Value::DateTime(self.at + Duration::days(days)),
        )
    }

    fn quote(
        &self,
        customer: &Customer,
        shelf: &Shelf,
        outcome: &str,
        chance: &mut StdRng,
        records: &mut Records,
    ) -> Uuid {
        let status = match outcome {
            "won" => "accepted",
            "lost" => "rejected",
            _ => pick(
                &["draft", "sent", "sent", "negotiation", "confirmed"],
                chance,
            ),
        };
        let mut values = Values::from([
            text("name", &self.name),
            text("status", status),
            text("outcome", outcome),
            (
                "edition".to_owned(),
                Value::Integer(chance.random_range(1..=3)),
            ),
            ("date".to_owned(), Value::Date(self.day(-6))),
            ("valid_until".to_owned(), Value::Date(self.day(24))),
            self.made(-6),
        ]);
        values.extend(shelf.price_book.map(|id| link(PRICE_BOOK, id)));
        records.put(QUOTE, customer.about_deal(values, self.deal))
    }

    fn contract(
        &self,
        customer: &Customer,
        quote: Option<Uuid>,
        chance: &mut StdRng,
        records: &mut Records,
    ) -> Uuid {
        let is_over = self.at < customer.now - Duration::days(365);
        let mut values = Values::from([
            text("name", &self.name),
            text(
                "type",
                if self.deal.is_some() {
                    "sale"
                } else {
                    "service"
                },
            ),
            text("status", if is_over { "done" } else { "active" }),
            ("amount".to_owned(), customer.money(self.amount)),
            ("signed_on".to_owned(), Value::Date(self.day(0))),
            ("starts_on".to_owned(), Value::Date(self.day(1))),
            ("ends_on".to_owned(), Value::Date(self.day(365))),
            ("renewal_days".to_owned(), Value::Integer(30)),
            self.made(0),
        ]);
        values.extend(quote.map(|id| link(QUOTE, id)));
        let contract = records.put(CONTRACT, customer.about_deal(values, self.deal));
        self.instalments(customer, contract, chance, records);
        contract
    }

    fn order(
        &self,
        customer: &Customer,
        quote: Uuid,
        contract: Uuid,
        records: &mut Records,
    ) -> Uuid {
        let age = (customer.now - self.at).num_days();
        let status = match age {
            ..7 => "draft",
            7..20 => "confirmed",
            20..32 => "shipped",
            _ => "done",
        };
        let values = Values::from([
            text("name", &self.name),
            text("status", status),
            link(QUOTE, quote),
            link(CONTRACT, contract),
            ("date".to_owned(), Value::Date(self.day(2))),
            ("due_date".to_owned(), Value::Date(self.day(30))),
            self.made(2),
        ]);
        records.put(ORDER, customer.about_deal(values, self.deal))
    }
}
