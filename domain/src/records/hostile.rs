//! Questions that nobody asks by mistake.

use contract::objects::{ACCOUNT, DEAL};

use contract::{Filter, ListQuery, Sort, Test};
use tokio::runtime::Runtime;

use super::list;
use crate::testing::stage;
use crate::{Error, Result};

const WORDS: [&str; 30] = [
    "all(",
    "any(",
    "has(deal~account,",
    "hasnt(",
    ")",
    ",",
    "\\",
    ".is.",
    ".any.",
    ".min.",
    ".max.",
    ".within.",
    ".contains.",
    ".filled",
    ".empty",
    "me",
    "this_quarter",
    "last_days_7",
    "owner",
    "name",
    "close_date",
    "amount",
    "annual_revenue",
    "account~parent~region",
    "tags",
    "phone",
    "address~city",
    "|",
    "~",
    "employees",
];

#[test]
fn no_address_breaks_the_reading_of_filters() {
    let check = |text: &str| {
        if let Ok(test) = Test::from_param(text) {
            // What was read and written is read alike.
            let written = test.to_param();
            assert_eq!(Test::from_param(&written).as_ref(), Ok(&test), "{written}");
            assert!(test.check().is_ok(), "what is too large is not read");
        }
        let _ = Test::from_param_or_refused(text).check();
        let _ = Filter::from_param(text);
        let _ = Sort::from_param(text);
    };
    prove::Attack::on("filters")
        .cases(1_500)
        .seed("any(level.is.a,has(deal~account,outcome.is.open,amount.min.5000))")
        .seed("all(owner.is.me,any(phone.filled,name.contains.a\\,b\\(c\\)))")
        .words(&WORDS)
        .texts(check);
}

/// What is refused is refused; nothing breaks.
fn is_whole<T>(answered: Result<T>, question: &ListQuery) {
    if let Err(Error::Broken(cause)) = answered {
        panic!("{question:?}: {cause:#}");
    }
}

#[test]
fn no_question_breaks_a_list() {
    let runtime = Runtime::new().unwrap();
    let stage = runtime.block_on(async {
        let stage = stage().await;
        for name in ["Haichuan", "海川", "100%_\\"] {
            stage.account(&stage.lin, name).await;
        }
        stage
    });
    let check = move |text: &str| {
        let (before, after) = text.split_once('\n').unwrap_or((text, ""));
        let test = Test::from_param_or_refused(before);
        for object in [ACCOUNT, DEAL] {
            let cursor = (!after.is_empty()).then(|| after.to_owned());
            let query = ListQuery {
                object: object.into(),
                test: Some(test.clone()),
                sort: Some(Sort::from_param(after)),
                words: after.chars().take(60).collect(),
                after: cursor,
                rows: 20,
                ..ListQuery::default()
            };
            is_whole(runtime.block_on(list(&stage.lin, &query)), &query);
            let by_name = ListQuery {
                sort: Some(Sort::up("name")),
                words: String::new(),
                ..query
            };
            is_whole(runtime.block_on(list(&stage.manager, &by_name)), &by_name);
        }
    };
    prove::Attack::on("lists")
        .cases(150)
        .seed("any(level.is.a,annual_revenue.min.5000)\n-name")
        .seed("name.contains.100%\n[\"a\",\"01900000-0000-7000-8000-000000000000\"]")
        .seed("has(deal~account,close_date.within.this_quarter)\n{\"value\":\"x\",\"id\":1}")
        .seed("employees.min.3\nname")
        .words(&WORDS)
        .texts(check);
}
