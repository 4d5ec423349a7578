//! The eleven questions that have a budget.

use contract::objects::{ACCOUNT, CONTACT, DEAL};
use contract::query::Operator;
use contract::{Filter, ListQuery, Sort};
use domain::Desk;
use uuid::Uuid;

use crate::records::{BUSY, id};
use crate::stage;
use crate::values::industry;

/// What is asked.
pub(crate) enum Asked {
    /// A list; another one every turn, where there is another like it.
    List(Box<dyn Fn(u64) -> ListQuery>),
    /// A record and the first page of its timeline.
    Record(Box<dyn Fn(u64) -> Uuid>),
    /// Words looked for in everything at once, and in the list of an object.
    Words(&'static [&'static str], &'static str),
}

/// A question with its name.
pub(crate) struct Question {
    pub(crate) name: &'static str,
    pub(crate) asked: Asked,
}

fn list(name: &'static str, query: impl Fn(u64) -> ListQuery + 'static) -> Question {
    Question {
        name,
        asked: Asked::List(Box::new(query)),
    }
}

fn words(name: &'static str, words: &'static [&'static str], object: &'static str) -> Question {
    Question {
        name,
        asked: Asked::Words(words, object),
    }
}

fn of(object: &str, filters: Vec<Filter>, sort: Sort) -> ListQuery {
    ListQuery {
        object: object.to_owned(),
        filters,
        sort: Some(sort),
        ..ListQuery::default()
    }
}

/// All of them, as they are asked by somebody. `sellers` are the people whose records are asked for.
pub(crate) fn all(
    desk: &Desk,
    is_administrator: bool,
    accounts: u64,
) -> anyhow::Result<Vec<Question>> {
    let sellers = stage::sellers(desk.crm())?;
    let added = stage::added(desk.crm())?;
    let (field, value) = (added.key.clone(), added.choices[0].key.clone());
    let owners: Vec<String> = match is_administrator {
        true => sellers[1..].iter().map(Uuid::to_string).collect(),
        false => vec![sellers[0].to_string()],
    };
    let many = owners.len() as u64;
    Ok(vec![
        list("accounts by name", |_| {
            of(ACCOUNT, Vec::new(), Sort::up("name"))
        }),
        list("accounts by last contact", |_| {
            of(ACCOUNT, Vec::new(), Sort::down("last_contact_at"))
        }),
        list("accounts of one owner by next step", move |turn| {
            let owner = Filter::new("owner", Operator::Is, &owners[(turn % many) as usize]);
            of(ACCOUNT, vec![owner], Sort::up("next_step_at"))
        }),
        list("accounts of an industry and city (1 %)", |turn| {
            // The first city has a tenth of all customers.
            let filters = vec![
                Filter::new("industry", Operator::Is, industry(turn)),
                Filter::new("region", Operator::Is, crate::words::CITIES[0]),
            ];
            of(ACCOUNT, filters, Sort::down("created_at"))
        }),
        list(
            "accounts of a custom choice (5 %), newest first",
            move |_| {
                let filter = Filter::new(&field, Operator::Is, &value);
                of(ACCOUNT, vec![filter], Sort::down("created_at"))
            },
        ),
        list("open deals over an amount, closing this quarter", |turn| {
            let amount = 400_000 + turn % 10 * 1_000;
            let filters = vec![
                Filter::new("outcome", Operator::Is, "open"),
                Filter::new("amount", Operator::More, &amount.to_string()),
                Filter::new("close_date", Operator::Within, "this_quarter"),
            ];
            of(DEAL, filters, Sort::up("close_date"))
        }),
        list("deals whose account's industry is X", |turn| {
            let filter = Filter::new("account.industry", Operator::Is, industry(turn));
            of(DEAL, vec![filter], Sort::down("created_at"))
        }),
        Question {
            name: "a record with its first timeline page",
            asked: Asked::Record(Box::new(move |turn| {
                let place = match turn {
                    0 => BUSY,
                    _ => (turn * 7_919 % (accounts / 1_000).max(1)) * 1_000 + BUSY,
                };
                id(1, place)
            })),
        },
        words(
            "search by prefix",
            &[
                "brightw", "silverf", "royalb", "nbhc", "haichuan", "titanst", "wangw",
            ],
            ACCOUNT,
        ),
        words(
            "search by two Chinese characters",
            &["海川", "宏图", "精密", "王伟", "宁波", "长青"],
            ACCOUNT,
        ),
        words(
            "search by the last digits of a phone",
            &["4021", "90163", "7788", "135790", "0042"],
            CONTACT,
        ),
    ])
}

/// Cities besides the first have a twentieth of nine tenths each.
#[cfg(test)]
mod tests {
    use crate::values::{city, industry};

    #[test]
    fn one_customer_in_a_hundred_is_of_an_industry_and_the_first_city() {
        let is_meant = |place: &u64| {
            industry(*place) == industry(0) && city(*place) == crate::words::CITIES[0]
        };
        let share = (0..100_000).filter(is_meant).count();
        assert!((900..1_200).contains(&share), "{share}");
    }
}
