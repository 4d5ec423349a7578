//! Random filters over random records: the database and the judge give the same answers.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, TimeDelta, Utc};
use contract::dto::defining::{FieldChange, NewObject};
use contract::query::path::parts_of;
use contract::value::Values;
use contract::{
    Address, Asker, Choice, FieldDef, FieldKind, Filter, Label, Link, ListQuery, Money, ObjectDef,
    Operator, Record, Test, Value,
};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::records::{self, Counting};
use crate::testing::{Stage, stage};
use crate::{Desk, clock, describing};

const WORDS: [&str; 14] = [
    "Hai Chuan",
    "hai",
    "HAI CHUAN",
    "精密机械",
    "精",
    "Ünder",
    "ünder",
    "50%",
    "5_%",
    "a|b",
    r"back\slash",
    "O'Hara \"x\"",
    "z",
    "🦉 owl",
];
const PHONES: [&str; 4] = [
    "138 5742 9016",
    "138-5742-9016",
    "+86 574 8739 1234",
    "(0574) 8739 1234",
];
const KEYS: [&str; 4] = ["red", "green", "blue", "gone"];

/// An object with a field of every kind, named by its kind.
async fn every_kind(desk: &Desk) -> ObjectDef {
    let thing = NewObject {
        label: Label::new("Thing", "东西"),
        plural: Label::new("Things", "东西"),
        icon: "package".into(),
        hue: 85,
        followed: false,
    };
    let mut object = describing::add_object(desk, thing).await.unwrap();
    for kind in FieldKind::ALL {
        let mut field = FieldDef::new("", kind, &format!("My {}", kind.word()), "");
        if kind.has_choices() {
            field.choices = ["Red", "Green", "Blue"]
                .map(|name| Choice::new("", name, name))
                .to_vec();
        }
        if kind.is_relation() {
            field.relation = Some(object.key.clone());
        }
        field.filterable = true;
        let change = FieldChange {
            object: object.key.clone(),
            field,
            version: 0,
        };
        object = describing::save_field(desk, change).await.unwrap();
    }
    object
}

struct Dice {
    random: StdRng,
    users: Vec<Uuid>,
    made: Vec<Uuid>,
}

impl Dice {
    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.choose(&mut self.random).unwrap()
    }

    fn day(&mut self) -> chrono::NaiveDate {
        let today = Utc::now().date_naive();
        let days = self.random.random_range(0..80);
        today - Days::new(40) + Days::new(days)
    }

    fn id(&mut self) -> Uuid {
        let nobody = Uuid::from_u128(7);
        *self.made.choose(&mut self.random).unwrap_or(&nobody)
    }

    fn value(&mut self, kind: FieldKind) -> Value {
        use FieldKind as K;
        if self.random.random_ratio(1, 4) {
            return Value::Empty;
        }
        match kind {
            K::Text | K::LongText => self.pick(&WORDS).into(),
            K::Email => self.pick(&["Hai@example.com", "zhou@Chuan.cn"]).into(),
            K::Link => self.pick(&["Example.com", "https://hai.cn/a_b"]).into(),
            K::Phone => self.pick(&PHONES).into(),
            K::Integer => Value::Integer(self.random.random_range(-3..4)),
            K::Percent => Value::Integer(self.random.random_range(0..4) * 25),
            K::Rating => Value::Integer(self.random.random_range(1..6)),
            K::Decimal => Value::Decimal(Decimal::new(self.random.random_range(-5..5), 3)),
            K::Money => Value::Money(Money {
                parts: self.random.random_range(-2..3) * 2_500,
                currency: self.pick(&["CNY", "USD"]).to_owned(),
            }),
            K::Date => Value::Date(self.day()),
            K::DateTime => {
                let seconds = self.random.random_range(0..86_400);
                let at = self.day().and_hms_opt(0, 0, 0).unwrap().and_utc();
                Value::DateTime(at + TimeDelta::seconds(seconds))
            }
            K::YesNo => Value::YesNo(self.random.random()),
            K::Choice => self.pick(&KEYS[..3]).into(),
            K::Choices => Value::Tags(self.several(&KEYS[..3])),
            K::Tags => Value::Tags(self.several(&["vip", "VIP", "展会"])),
            K::User => Value::Link(Link::to(*self.users.choose(&mut self.random).unwrap())),
            K::Relation if self.made.is_empty() => Value::Empty,
            K::Relation => Value::Link(Link::to(self.id())),
            K::Relations if self.made.is_empty() => Value::Empty,
            K::Relations => Value::Links(vec![Link::to(self.id())]),
            K::Address => Value::Address(Address {
                city: self.pick(&["Ningbo", "宁波", ""]).to_owned(),
                street: self.pick(&["Hai Road 1", ""]).to_owned(),
                ..Address::default()
            }),
            K::File => Value::Empty,
        }
    }

    fn several(&mut self, words: &[&str]) -> Vec<String> {
        let few: BTreeSet<&str> = (0..2).map(|_| self.pick(words)).collect();
        few.into_iter().map(str::to_owned).collect()
    }

    /// A value as it is written into a filter.
    fn operand(&mut self, kind: FieldKind) -> String {
        use FieldKind as K;
        match kind {
            K::User => {
                let user = self.users.choose(&mut self.random).unwrap().to_string();
                self.pick(&["me", "my_team", &user.clone()]).to_owned()
            }
            K::Relation | K::Relations => self.id().to_string(),
            K::YesNo => self.pick(&["true", "false"]).to_owned(),
            K::Choice | K::Choices => self.pick(&KEYS).to_owned(),
            K::Tags => self.pick(&["vip", "VIP", "展会", "new"]).to_owned(),
            K::Date | K::DateTime => self.time(kind),
            K::Address | K::File => self.pick(&["ning", "hai", "宁波"]).to_owned(),
            K::Email | K::Link | K::Text | K::LongText => self.pick(&WORDS).to_owned(),
            K::Phone => self
                .pick(&["574", "1385742 9016", "13857429016", "+86574", "0574-8739"])
                .to_owned(),
            kind => loop {
                match self.value(kind) {
                    Value::Integer(number) => break number.to_string(),
                    Value::Decimal(number) => break number.to_string(),
                    Value::Money(money) => break money.plain(),
                    _ => {}
                }
            },
        }
    }

    fn time(&mut self, kind: FieldKind) -> String {
        let day = self.day();
        match self.random.random_range(0..3) {
            0 => day.to_string(),
            1 if kind == FieldKind::DateTime => format!("{day}T03:04:05Z"),
            _ => self
                .pick(&[
                    "today",
                    "yesterday",
                    "this_week",
                    "last_week",
                    "this_month",
                    "last_month",
                    "this_quarter",
                    "next_year",
                    "last_14",
                    "next_2_weeks",
                    "last_1_months",
                ])
                .to_owned(),
        }
    }

    fn filter(&mut self, object: &ObjectDef) -> Test {
        let field = object.fields.choose(&mut self.random).unwrap();
        let parts = parts_of(field.kind);
        let (key, kind) = match parts.choose(&mut self.random) {
            Some(part) if self.random.random() => {
                (format!("{}.{part}", field.key), FieldKind::Text)
            }
            _ => (field.key.clone(), field.kind),
        };
        let operator = *Operator::of(kind).choose(&mut self.random).unwrap();
        let mut value = String::new();
        if operator.takes_value() {
            value = self.operand(kind);
        }
        if operator.takes_several() {
            value = format!("{value}|{}", self.operand(kind));
        }
        Test::One(Filter::new(&key, operator, &value))
    }

    fn test(&mut self, object: &ObjectDef, depth: usize) -> Test {
        let shape = self.random.random_range(0..4);
        if depth == 0 || shape == 0 {
            return self.filter(object);
        }
        let parts: Vec<Test> = (0..self.random.random_range(0..4))
            .map(|_| self.test(object, depth - 1))
            .collect();
        if shape == 1 {
            Test::All(parts)
        } else {
            Test::Any(parts)
        }
    }
}

async fn all(desk: &Desk, object: &ObjectDef, test: Option<Test>) -> Vec<Record> {
    let fields: Vec<&FieldDef> = object.fields.iter().collect();
    let query = ListQuery {
        object: object.key.clone(),
        test,
        rows: 200,
        ..ListQuery::default()
    };
    let page = records::list_of(desk, &query, &fields, Counting::First).await;
    let page = page.unwrap();
    assert_eq!(
        page.total.map(|total| total.count),
        Some(page.records.len() as u64)
    );
    page.records
}

async fn stocked(stage: &Stage, dice: &mut Dice) -> ObjectDef {
    let object = every_kind(&stage.administrator).await;
    for _ in 0..50 {
        let mut values: Values = object
            .form_fields()
            .map(|field| (field.key.clone(), dice.value(field.kind)))
            .collect();
        values.insert(object.title.clone(), dice.pick(&WORDS).into());
        values.insert("owner".into(), Value::Link(Link::to(dice.users[0])));
        let id = Uuid::now_v7();
        records::create(&stage.manager, &object.key, id, values)
            .await
            .unwrap();
        dice.made.push(id);
    }
    object
}

#[tokio::test]
async fn the_database_and_the_judge_agree() {
    let stage = stage().await;
    let desk = &stage.manager;
    let id = |desk: &Desk| desk.actor().id().unwrap();
    let team = [id(desk), id(&stage.lin)];
    let mut dice = Dice {
        random: StdRng::seed_from_u64(20_261_122),
        users: vec![team[0], team[1], id(&stage.zhou)],
        made: Vec::new(),
    };
    let object = stocked(&stage, &mut dice).await;
    let records = all(desk, &object, None).await;
    assert_eq!(records.len(), 50);
    let zone = &desk.preferences().time_zone;
    let day_of = |at: DateTime<Utc>| clock::today(at, zone);
    let (mut matched, mut asked) = (0, 0);
    for round in 0..1_200 {
        let test = dice.test(&object, round % 4);
        let asker = Asker {
            me: desk.actor().id(),
            team: &team,
            now: Utc::now(),
            day_of: &day_of,
        };
        let judged: BTreeSet<Uuid> = records
            .iter()
            .filter(|record| test.holds(&object, &record.values, &asker))
            .map(|record| record.id)
            .collect();
        let found = all(desk, &object, Some(test.clone())).await;
        let found: BTreeSet<Uuid> = found.iter().map(|record| record.id).collect();
        let differ: Vec<_> = records
            .iter()
            .filter(|record| found.contains(&record.id) != judged.contains(&record.id))
            .take(2)
            .collect();
        assert!(differ.is_empty(), "{test:#?}\n{differ:#?}");
        matched += found.len();
        asked += 1;
    }
    // Filters that find nothing, or everything, would agree without telling anything.
    let usual = matched / asked;
    assert!((5..45).contains(&usual), "{usual} of 50 match");
}
