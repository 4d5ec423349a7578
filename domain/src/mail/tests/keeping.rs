use chrono::TimeDelta;
use contract::Refusal;
use contract::dto::mail::{MailQuery, MailState};
use entity::mail;
use sea_orm::EntityTrait;

use super::super::double::{Double, Manners};
use super::super::work::round;
use super::super::{cancel, list, send_again, send_test, standing, sweep};
use super::{alert, letter, listed, pass, post, reset, stage_with};

#[tokio::test]
async fn the_list_is_searched_filtered_and_paged() {
    let double = Double::start(Manners::default()).await;
    let stage = stage_with(&double).await;
    for number in 0..60 {
        post(
            &stage.crm,
            letter(&format!("p{number}_x@Mail.example"), alert()),
        )
        .await;
    }
    let ask = |query: MailQuery| {
        let desk = &stage.administrator;
        async move { list(desk, &query).await.unwrap() }
    };
    let first = ask(MailQuery::default()).await;
    assert_eq!(
        (first.mails.len(), first.mails[0].recipient.as_str()),
        (50, "p59_x@Mail.example")
    );
    let second = ask(MailQuery {
        after: first.next,
        ..MailQuery::default()
    })
    .await;
    assert_eq!((second.mails.len(), second.next), (10, None));
    for (words, expected) in [
        ("P7_X@mail", 1),
        ("%", 0),
        ("_x", 50),
        ("林", 50),
        (" p59 ", 1),
        ("nobody", 0),
    ] {
        let found = ask(MailQuery {
            recipient: words.to_owned(),
            ..MailQuery::default()
        })
        .await;
        assert_eq!(found.mails.len(), expected, "{words}");
    }
    cancel(&stage.administrator, first.mails[0].id)
        .await
        .unwrap();
    let cancelled = ask(MailQuery {
        state: Some(MailState::Cancelled),
        ..MailQuery::default()
    })
    .await;
    assert_eq!(cancelled.mails.len(), 1);
    assert!(cancelled.counts.contains(&(MailState::Queued, 59)));
    assert!(cancelled.counts.contains(&(MailState::Cancelled, 1)));
}

#[tokio::test]
async fn only_administrators_see_and_touch_mail() {
    let double = Double::start(Manners::default()).await;
    let stage = stage_with(&double).await;
    let id = post(&stage.crm, letter("a@x.example", alert())).await;
    for desk in [&stage.lin, &stage.manager, &stage.finance] {
        let refused = [
            list(desk, &MailQuery::default()).await.err(),
            standing(desk).await.err(),
            cancel(desk, id).await.err(),
            send_again(desk, id).await.err(),
            send_test(desk, "a@x.example").await.err(),
            super::save(desk, &super::setup(25), None).await.err(),
        ];
        for error in refused {
            assert_eq!(error.unwrap().into_refusal(), Refusal::Forbidden);
        }
    }
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "looks into a table")]
async fn mails_are_kept_for_a_month_and_their_secrets_no_longer_than_they_open_something() {
    let double = Double::start(Manners::default()).await;
    let stage = stage_with(&double).await;
    let sent = post(&stage.crm, letter("a@x.example", reset())).await;
    let plain = post(&stage.crm, letter("b@x.example", alert())).await;
    round(&stage.crm).await.unwrap();
    let over = post(&stage.crm, letter("c@x.example", reset())).await;
    cancel(&stage.administrator, over).await.unwrap();
    let house = stage.crm.door().house();
    let keeps = async |id| {
        let row = mail::Entity::find_by_id(id)
            .one(house.read())
            .await
            .unwrap();
        row.unwrap().letter.is_some()
    };
    assert!(!keeps(sent).await && keeps(plain).await && keeps(over).await);
    pass(&stage.crm, TimeDelta::days(29)).await;
    sweep(&stage.crm).await.unwrap();
    assert!(!keeps(over).await);
    assert_eq!(listed(&stage).await.len(), 3);
    post(&stage.crm, letter("d@x.example", alert())).await;
    pass(&stage.crm, TimeDelta::days(2)).await;
    sweep(&stage.crm).await.unwrap();
    let left = listed(&stage).await;
    assert_eq!((left.len(), left[0].recipient.as_str()), (1, "d@x.example"));
}
