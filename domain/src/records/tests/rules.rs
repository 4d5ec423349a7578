//! What the trade asks of values.

use contract::objects::ACCOUNT;
use contract::{Problem, Refusal, Role};

use crate::testing::{of, stage, to};
use crate::{Crm, Error, records, users};

#[tokio::test]
async fn a_colleague_whom_another_process_added_works_at_once() {
    let stage = stage().await;
    let elsewhere = Crm::open(&stage.config).await.unwrap();
    let new = users::NewUser {
        email: "late@example.com".into(),
        name: "Late Comer".into(),
        role: Role::Salesperson,
        team: None,
    };
    let late = users::add(&elsewhere.system_desk("command line"), new, None)
        .await
        .unwrap();
    let given = stage
        .make(
            &stage.administrator,
            ACCOUNT,
            &[("name", "Umbra".into()), ("owner", to(late))],
        )
        .await;
    assert_eq!(given.value("owner").id(), Some(late));
    let desk = stage.crm.desk_of(late).await.unwrap();
    let own = stage.account(&desk, "Zenith").await;
    assert_eq!(own.value("owner").id(), Some(late));
}

#[tokio::test]
async fn a_number_is_judged_while_it_is_typed() {
    let stage = stage().await;
    let problem = |text| records::phone_problem(&stage.lin, text);
    assert_eq!(problem("138 5742 9016"), None);
    assert_eq!(problem(" "), None);
    assert_eq!(
        problem("138 5742 901"),
        Some(Problem::PhoneTooShort { missing: 1 })
    );
    assert_eq!(problem("call me"), Some(Problem::NotAPhone));
}

#[tokio::test]
async fn nothing_stands_above_itself() {
    let stage = stage().await;
    let desk = &stage.lin;
    let mut group = Vec::new();
    for name in ["Holding", "Company", "Branch"] {
        let mut values = vec![("name", name.into())];
        if let Some(above) = group.last() {
            values.push(("parent", to(*above)));
        }
        group.push(stage.make(desk, ACCOUNT, &values).await.id);
    }
    let [holding, company, branch] = <[_; 3]>::try_from(group).unwrap();
    let put_under =
        async |one, above| records::set(desk, ACCOUNT, one, of(&[("parent", to(above))])).await;
    for (above, through) in [
        (holding, vec!["Holding", "Holding"]),
        (company, vec!["Holding", "Company", "Holding"]),
        (branch, vec!["Holding", "Branch", "Company", "Holding"]),
    ] {
        let through = through.into_iter().map(str::to_owned).collect();
        let expected = Refusal::invalid("parent", Problem::Circle { through });
        let refused = put_under(holding, above).await.map_err(Error::into_refusal);
        assert_eq!(refused.err(), Some(expected));
    }
    put_under(branch, holding).await.unwrap();
    put_under(company, branch).await.unwrap();
}
