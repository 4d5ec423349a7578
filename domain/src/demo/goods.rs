//! What the house of sample data sells, at what prices, and its campaigns.

use chrono::{DateTime, Duration, Utc};
use contract::objects::{CAMPAIGN, PRICE_BOOK, PRICE_BOOK_ENTRY, PRODUCT};
use contract::value::Values;
use contract::{Language, Link, Money, Value};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

use super::companies::text;
use super::records::Records;
use super::wares::{CAMPAIGNS, WARES, WareWords};
use crate::Desk;

/// Something on the shelf.
#[derive(Clone, Copy)]
pub(super) struct Ware {
    pub(super) id: Uuid,
    /// Price in yuan.
    pub(super) yuan: i64,
}

/// What the records of customers point to.
#[derive(Default)]
pub(super) struct Shelf {
    pub(super) wares: Vec<Ware>,
    pub(super) price_book: Option<Uuid>,
    pub(super) campaigns: Vec<Uuid>,
}

/// Whole units of a currency for an amount in yuan, about as it is changed.
pub(super) fn units(yuan: i64, currency: &str) -> i64 {
    let rate = match currency {
        "CNY" => 1,
        "GBP" => 9,
        "EUR" => 8,
        "SGD" => 5,
        _ => 7,
    };
    (yuan / rate).max(1)
}

/// Fills the shelf.
pub(super) fn shelf(desk: &Desk, seed: u64, now: DateTime<Utc>, records: &mut Records) -> Shelf {
    let chance = &mut StdRng::seed_from_u64(seed);
    let goods = Goods {
        is_chinese: desk.preferences().language == Language::Chinese,
        currency: desk.crm().settings().currency.clone(),
        now,
    };
    let wares: Vec<Ware> = WARES
        .iter()
        .map(|words| Ware {
            id: records.put(PRODUCT, goods.product(words, chance)),
            yuan: words.yuan,
        })
        .collect();
    let price_book = goods.price_books(&wares, records);
    let campaigns = CAMPAIGNS
        .iter()
        .enumerate()
        .map(|(place, words)| records.put(CAMPAIGN, goods.campaign(place, *words, chance)))
        .collect();
    Shelf {
        wares,
        price_book: Some(price_book),
        campaigns,
    }
}

struct Goods {
    is_chinese: bool,
    currency: String,
    now: DateTime<Utc>,
}

impl Goods {
    fn words<'w>(&self, zh: &'w str, en: &'w str) -> &'w str {
        if self.is_chinese { zh } else { en }
    }

    fn money(&self, yuan: i64) -> Value {
        Value::Money(Money::units(units(yuan, &self.currency), &self.currency))
    }

    fn product(&self, words: &WareWords, chance: &mut StdRng) -> Values {
        let mut values = Values::from([
            text("name", self.words(words.zh, words.en)),
            text("code", words.code),
            text("category", words.category),
            text("unit", self.words(words.unit.0, words.unit.1)),
            ("price".to_owned(), self.money(words.yuan)),
            ("cost".to_owned(), self.money(words.yuan * 6 / 10)),
            ("active".to_owned(), Value::YesNo(true)),
            ("taxable".to_owned(), Value::YesNo(true)),
            (
                "created_at".to_owned(),
                Value::DateTime(self.now - Duration::days(700)),
            ),
        ]);
        if !["software", "service"].contains(&words.category) {
            let level = i64::from(chance.random_range(2..12_u8));
            let stock = Value::Decimal(chance.random_range(0_i64..40).into());
            values.insert("stock".to_owned(), stock);
            values.insert("reorder_level".to_owned(), Value::Decimal(level.into()));
        }
        values
    }

    /// The list that everybody pays by, and one with lower prices from some quantity on.
    fn price_books(&self, wares: &[Ware], records: &mut Records) -> Uuid {
        let book = |name: &str, model: &str| {
            Values::from([
                text("name", name),
                text("model", model),
                ("active".to_owned(), Value::YesNo(true)),
                (
                    "created_at".to_owned(),
                    Value::DateTime(self.now - Duration::days(690)),
                ),
            ])
        };
        let usual = records.put(
            PRICE_BOOK,
            book(self.words("标准价格表", "List prices"), "flat"),
        );
        let dealers = records.put(
            PRICE_BOOK,
            book(self.words("经销商价格表", "Dealer prices"), "differential"),
        );
        for ware in wares {
            records.put(PRICE_BOOK_ENTRY, self.entry(usual, ware, 1, ware.yuan));
            records.put(
                PRICE_BOOK_ENTRY,
                self.entry(dealers, ware, 1, ware.yuan * 9 / 10),
            );
            records.put(
                PRICE_BOOK_ENTRY,
                self.entry(dealers, ware, 10, ware.yuan * 8 / 10),
            );
        }
        usual
    }

    fn entry(&self, book: Uuid, ware: &Ware, from: i64, yuan: i64) -> Values {
        Values::from([
            (PRICE_BOOK.to_owned(), Value::Link(Link::to(book))),
            (PRODUCT.to_owned(), Value::Link(Link::to(ware.id))),
            ("from_quantity".to_owned(), Value::Decimal(from.into())),
            ("price".to_owned(), self.money(yuan)),
        ])
    }

    fn campaign(
        &self,
        place: usize,
        (zh, en, kind, yuan): (&str, &str, &str, i64),
        chance: &mut StdRng,
    ) -> Values {
        let starts = self.now - Duration::days(chance.random_range(-20..160));
        let ends = starts + Duration::days(chance.random_range(5..45));
        let status = match (starts > self.now, ends < self.now) {
            (true, _) => "planning",
            (_, true) => "done",
            _ => "active",
        };
        let spent = yuan * chance.random_range(40..115) / 100;
        let mut values = Values::from([
            text("name", self.words(zh, en)),
            text("type", kind),
            text("status", status),
            ("starts_on".to_owned(), Value::Date(starts.date_naive())),
            ("ends_on".to_owned(), Value::Date(ends.date_naive())),
            ("budget".to_owned(), self.money(yuan)),
            ("expected_revenue".to_owned(), self.money(yuan * 12)),
            (
                "created_at".to_owned(),
                Value::DateTime(
                    starts.min(self.now) - Duration::days(10 + i64::try_from(place).unwrap_or(0)),
                ),
            ),
        ]);
        if status != "planning" {
            values.insert("cost".to_owned(), self.money(spent));
        }
        values
    }
}
