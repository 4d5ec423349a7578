//! Companies of sample data.

use chrono::{DateTime, Duration, Utc};
use contract::value::Values;
use contract::{Money, Value};
use rand::Rng;
use rand::rngs::StdRng;

use super::people::pick;
use super::words::{
    CITIES, FIRST_SIGNS, FOREIGN_FIRST, FOREIGN_FORMS, FOREIGN_TRADES, SECOND_SIGNS, TAGS, TRADES,
};

/// An invented company.
pub(super) struct Company {
    pub(super) is_chinese: bool,
    pub(super) values: Values,
    /// The name without place and form, as people say it.
    pub(super) short: String,
    pub(super) domain: String,
    pub(super) currency: &'static str,
    pub(super) created_at: DateTime<Utc>,
}

/// The company of a number; a number far enough makes names that no other one has.
pub(super) fn company(number: u64, now: DateTime<Utc>, chance: &mut StdRng) -> Company {
    let is_chinese = number % 5 < 3;
    let created_at = now
        - Duration::days(chance.random_range(5..420))
        - Duration::minutes(chance.random_range(0..1_400));
    let named = if is_chinese {
        chinese(chance)
    } else {
        foreign(number, chance)
    };
    let type_key = pick(
        &[
            "prospect", "prospect", "customer", "customer", "customer", "partner",
        ],
        chance,
    );
    let mut values = Values::from([
        text("name", &named.name),
        text("industry", named.industry),
        text("type", type_key),
        text("level", pick(&["a", "b", "b", "c"], chance)),
        text(
            "source",
            pick(
                &[
                    "referral",
                    "trade_show",
                    "web",
                    "cold_call",
                    "partner",
                    "wechat",
                ],
                chance,
            ),
        ),
        text("website", &named.domain),
        text("region", &named.region),
        text("email", &format!("info@{}", named.domain)),
        text("phone", &switchboard(is_chinese, chance)),
        (
            "employees".to_owned(),
            Value::Integer(chance.random_range(8..900)),
        ),
        (
            "annual_revenue".to_owned(),
            Value::Money(Money::units(
                chance.random_range(20..4_000) * 50_000,
                named.currency,
            )),
        ),
        ("created_at".to_owned(), Value::DateTime(created_at)),
    ]);
    if chance.random_bool(0.4) {
        let (zh, en) = pick(&TAGS, chance);
        values.insert(
            "tags".to_owned(),
            Value::Tags(vec![if is_chinese { zh } else { en }.to_owned()]),
        );
    }
    Company {
        is_chinese,
        values,
        short: named.short,
        domain: named.domain,
        currency: named.currency,
        created_at,
    }
}

struct Named {
    name: String,
    short: String,
    domain: String,
    region: String,
    industry: &'static str,
    currency: &'static str,
}

fn chinese(chance: &mut StdRng) -> Named {
    use pinyin::ToPinyin;
    let (city, _) = pick(&CITIES, chance);
    let brand = format!(
        "{}{}",
        pick(&FIRST_SIGNS, chance),
        pick(&SECOND_SIGNS, chance)
    );
    let (trade, industry) = pick(&TRADES, chance);
    let sound: String = brand
        .as_str()
        .to_pinyin()
        .flatten()
        .map(|sound| sound.plain())
        .collect();
    let form = pick(&["有限公司", "有限公司", "股份有限公司"], chance);
    Named {
        name: format!("{city}{brand}{trade}{form}"),
        short: format!("{brand}{}", trade.chars().take(2).collect::<String>()),
        domain: format!("{sound}{}.example.com", chance.random_range(10..1_000)),
        region: city.to_owned(),
        industry,
        currency: "CNY",
    }
}

fn foreign(number: u64, chance: &mut StdRng) -> Named {
    let first = pick(&FOREIGN_FIRST, chance);
    let (trade, industry) = pick(&FOREIGN_TRADES, chance);
    let (form, region, currency) = pick(&FOREIGN_FORMS, chance);
    // After the first few hundred, two founders share a name.
    let short = if number < 400 {
        first.to_owned()
    } else {
        format!("{first} & {}", pick(&super::words::LAST_NAMES, chance))
    };
    let host: String = short.chars().filter(char::is_ascii_alphanumeric).collect();
    Named {
        name: format!("{short} {trade} {form}"),
        domain: format!(
            "{}{}.example.com",
            host.to_lowercase(),
            chance.random_range(10..1_000)
        ),
        short,
        region: region.to_owned(),
        industry,
        currency,
    }
}

fn switchboard(is_chinese: bool, chance: &mut StdRng) -> String {
    if is_chinese {
        return format!(
            "{}-{}",
            pick(&["0574", "0512", "0571", "0755", "021", "020"], chance),
            chance.random_range(62_000_000..89_999_999)
        );
    }
    format!(
        "+1 {} 555 01{:02}",
        pick(&["415", "512", "206"], chance),
        chance.random_range(0..100)
    )
}

pub(super) fn text(key: &str, text: &str) -> (String, Value) {
    (key.to_owned(), text.into())
}
