//! What filters promise: the same meaning on both databases and in the browser, and nothing told of what is hidden.

mod agree;
mod groups;
mod plans;
mod related;

use contract::{Filter, ListQuery, Operator, Problem, Refusal, Sort, Test};

use crate::{Desk, Error, records};

fn one(field: &str, operator: Operator, value: &str) -> Test {
    Test::One(Filter::new(field, operator, value))
}

fn has(object: &str, by: &str, test: Test) -> Test {
    pointing(object, by, false, test)
}

fn hasnt(object: &str, by: &str, test: Test) -> Test {
    pointing(object, by, true, test)
}

fn pointing(object: &str, by: &str, none: bool, test: Test) -> Test {
    Test::Has {
        object: object.into(),
        by: by.into(),
        none,
        test: Box::new(test),
    }
}

fn asking(object: &str, test: Test) -> ListQuery {
    ListQuery {
        object: object.into(),
        test: Some(test),
        sort: Some(Sort::up("name")),
        rows: 200,
        ..ListQuery::default()
    }
}

async fn names(desk: &Desk, object: &str, test: Test) -> Vec<String> {
    let page = records::list(desk, &asking(object, test)).await.unwrap();
    let count = page.total.map(|total| total.count);
    assert_eq!(count, Some(page.records.len() as u64));
    page.records
        .iter()
        .map(|record| record.text("name").to_owned())
        .collect()
}

async fn refused(desk: &Desk, object: &str, test: Test) -> (String, Problem) {
    let query = ListQuery {
        sort: None,
        ..asking(object, test)
    };
    match records::list(desk, &query).await {
        Err(Error::Refused(Refusal::Invalid(mut problems))) => {
            let problem = problems.remove(0);
            (problem.field, problem.problem)
        }
        other => panic!("not refused: {other:?}"),
    }
}
