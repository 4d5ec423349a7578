//! Asks the questions through the door of the domain, as the server does, and says how long the answers take.

use std::time::Instant;

use contract::ListQuery;
use contract::dto::records::TimelineFilter;
use contract::objects::ACCOUNT;
use contract::query::MOST_ROWS;
use domain::{Desk, records, search};

use crate::questions::{Asked, Question, all};
use crate::{say, stage};

/// How far in the second page is.
const DEEP: u64 = 10_000;
/// Answers that are not counted, before those that are.
const WARM: u64 = 60;

/// Prints a table of all questions whose names hold some words.
pub(crate) async fn ask(url: &str, runs: u64, only: &str) -> anyhow::Result<()> {
    let crm = stage::open(url).await?;
    let [administrator, seller] = stage::desks(&crm).await?;
    let everything = ListQuery {
        object: ACCOUNT.to_owned(),
        ..ListQuery::default()
    };
    let accounts = records::count_all(&administrator, &everything).await?.count;
    say("| question | asked by | first page: p50 | p95 | rows in | deep page: p50 | p95 |");
    say("|---|---|---:|---:|---:|---:|---:|");
    for (who, desk) in [("administrator", &administrator), ("salesperson", &seller)] {
        for question in all(desk, who == "administrator", accounts)? {
            if !question.name.contains(only) {
                continue;
            }
            let [first, deep] = [
                first(desk, &question, runs).await?,
                deep(desk, &question, runs).await?,
            ];
            say(&format!(
                "| {} | {who} | {} | {} | {} | {} | {} |",
                question.name,
                first.told(50),
                first.told(95),
                deep.rows_in,
                deep.told(50),
                deep.told(95),
            ));
        }
    }
    Ok(())
}

/// How long some answers took, in milliseconds.
#[derive(Default)]
pub(crate) struct Times {
    sorted: Vec<f64>,
    rows_in: u64,
}

impl Times {
    /// The time in milliseconds that so many percent of the answers took at most.
    pub(crate) fn at(&self, percent: usize) -> Option<f64> {
        let place = (self.sorted.len() * percent)
            .div_ceil(100)
            .saturating_sub(1);
        self.sorted.get(place).copied()
    }

    pub(crate) fn told(&self, percent: usize) -> String {
        match self.at(percent) {
            Some(time) if time > 20.0 => format!("**{time:.1} ms**"),
            Some(time) => format!("{time:.1} ms"),
            None => "–".to_owned(),
        }
    }
}

/// Measures something that is done again and again.
async fn measured(
    runs: u64,
    rows_in: u64,
    mut deed: impl AsyncFnMut(u64) -> anyhow::Result<()>,
) -> anyhow::Result<Times> {
    let mut sorted = Vec::new();
    for turn in 0..WARM + runs {
        let begun = Instant::now();
        deed(turn).await?;
        if turn >= WARM {
            sorted.push(begun.elapsed().as_secs_f64() * 1_000.0);
        }
    }
    sorted.sort_by(f64::total_cmp);
    Ok(Times { sorted, rows_in })
}

pub(crate) async fn first(desk: &Desk, question: &Question, runs: u64) -> anyhow::Result<Times> {
    measured(runs, 0, async |turn| {
        match &question.asked {
            Asked::List(query) => drop(records::list(desk, &query(turn)).await?),
            Asked::Record(id) => {
                records::page(desk, ACCOUNT, id(turn)).await?;
                records::timeline(desk, ACCOUNT, id(turn), &TimelineFilter::All, None).await?;
            }
            Asked::Words(words, _) => {
                let words = words[turn as usize % words.len()];
                drop(search::everything(desk, words).await?);
            }
        }
        Ok(())
    })
    .await
}

/// The same far in: the list where it was a search, the timeline where it was a record.
async fn deep(desk: &Desk, question: &Question, runs: u64) -> anyhow::Result<Times> {
    let query = match &question.asked {
        Asked::List(query) => query(0),
        Asked::Words(words, object) => ListQuery {
            object: (*object).to_owned(),
            words: words[0].to_owned(),
            ..ListQuery::default()
        },
        Asked::Record(id) => return deep_in_timeline(desk, id(0), runs).await,
    };
    let (after, rows_in) = place_far_in(desk, &query).await?;
    let query = ListQuery { after, ..query };
    measured(runs, rows_in, async |_| {
        records::list(desk, &query).await?;
        Ok(())
    })
    .await
}

/// Where the page begins that is [`DEEP`] rows in, or the last page where there are less.
async fn place_far_in(desk: &Desk, query: &ListQuery) -> anyhow::Result<(Option<String>, u64)> {
    let mut query = ListQuery {
        rows: MOST_ROWS,
        ..query.clone()
    };
    let mut rows_in = 0;
    while rows_in < DEEP {
        let page = records::list(desk, &query).await?;
        let Some(next) = page.next else { break };
        rows_in += page.records.len() as u64;
        query.after = Some(next);
    }
    Ok((query.after, rows_in))
}

async fn deep_in_timeline(desk: &Desk, id: uuid::Uuid, runs: u64) -> anyhow::Result<Times> {
    let (mut after, mut rows_in) = (None, 0);
    while rows_in < DEEP {
        let page =
            records::timeline(desk, ACCOUNT, id, &TimelineFilter::All, after.as_deref()).await?;
        let Some(next) = page.next else { break };
        rows_in += page.items.len() as u64;
        after = Some(next);
    }
    measured(runs, rows_in, async |_| {
        records::timeline(desk, ACCOUNT, id, &TimelineFilter::All, after.as_deref()).await?;
        Ok(())
    })
    .await
}
