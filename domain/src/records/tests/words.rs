//! Words in lists: what they find comes in an order of its own, page by page, to everybody as far as they see.

use contract::objects::ACCOUNT;
use contract::query::Operator;
use contract::{Filter, ListQuery, Problem, Sort};

use super::change;
use crate::testing::stage;
use crate::{Desk, Error, records};

fn words(words: &str, filters: Vec<Filter>) -> ListQuery {
    ListQuery {
        object: ACCOUNT.into(),
        words: words.into(),
        rows: 2,
        filters,
        ..ListQuery::default()
    }
}

/// All pages of a list, and what the first one says of their number.
async fn pages(desk: &Desk, query: ListQuery) -> (Vec<String>, u64) {
    let (mut query, mut names, mut total) = (query, Vec::new(), 0);
    loop {
        let page = records::list(desk, &query).await.unwrap();
        total = page.total.map_or(total, |total| total.count);
        names.extend(
            page.records
                .iter()
                .map(|record| record.text("name").to_owned()),
        );
        match page.next {
            Some(next) => query.after = Some(next),
            None => return (names, total),
        }
    }
}

#[tokio::test]
async fn what_words_find_comes_with_the_last_change_first() {
    let stage = stage().await;
    let mut made = Vec::new();
    for name in [
        "海川一厂",
        "海川二厂",
        "宏图",
        "海川三厂",
        "海川四厂",
        "海川五厂",
    ] {
        made.push(stage.account(&stage.lin, name).await);
    }
    stage.account(&stage.zhou, "海川六厂").await;
    stage.index().await;
    let level = change(&made[1], &[("name", "海川老厂".into())]);
    records::update(&stage.lin, level).await.unwrap();
    stage.index().await;

    let own = ["海川老厂", "海川五厂", "海川四厂", "海川三厂", "海川一厂"].map(str::to_owned);
    assert_eq!(
        pages(&stage.lin, words("海川", Vec::new())).await,
        (own.to_vec(), 5)
    );
    let filters = vec![Filter::new("name", Operator::Contains, "五")];
    let fifth = vec!["海川五厂".to_owned()];
    assert_eq!(pages(&stage.lin, words("海川", filters)).await, (fifth, 1));
    // A manager sees those of the team, an administrator all.
    let (seen, count) = pages(&stage.administrator, words("海川", Vec::new())).await;
    assert_eq!((seen.len(), count), (6, 6));
    let (of_team, count) = pages(&stage.manager, words("海川", Vec::new())).await;
    let missing = of_team.iter().filter(|name| !own.contains(name)).count();
    assert_eq!(of_team.len() as u64, count, "{missing} of another team");
    assert!(own.iter().all(|name| of_team.contains(name)));
    assert_eq!(
        pages(&stage.lin, words("立讯", Vec::new())).await,
        (Vec::new(), 0)
    );
}

#[tokio::test]
async fn a_place_among_found_records_is_none_in_another_order() {
    let stage = stage().await;
    for name in ["海川一厂", "海川二厂", "海川三厂"] {
        stage.account(&stage.lin, name).await;
    }
    stage.index().await;
    let found = words("海川", Vec::new());
    let page = records::list(&stage.lin, &found).await.unwrap();
    let by_name = ListQuery {
        sort: Some(Sort::up("name")),
        after: page.next,
        ..found.clone()
    };
    let refused = records::list(&stage.lin, &by_name).await.unwrap_err();
    let Error::Refused(refusal) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(
        refusal,
        contract::Refusal::invalid("after", Problem::WrongKind)
    );

    // Lanes of a board go on in the order of the object.
    let lanes = records::lanes(&stage.lin, &words("海川", Vec::new()), "level")
        .await
        .unwrap();
    let lane = lanes.iter().find(|lane| lane.next.is_some()).unwrap();
    let more = ListQuery {
        after: lane.next.clone(),
        ..found
    };
    assert_eq!(
        records::list(&stage.lin, &more)
            .await
            .unwrap()
            .records
            .len(),
        1
    );
}
