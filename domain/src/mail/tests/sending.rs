use chrono::TimeDelta;
use contract::dto::mail::{MailState, MailTls, MailTrouble};
use contract::{Problem, Refusal};

use super::super::double::{Cover, Double, Manners, header};
use super::super::setup::{Configured, Secret, Setup};
use super::super::table;
use super::super::work::{hand_over, round};
use super::super::{Posted, cancel, queue, save, send_again, send_test};
use super::{alert, letter, listed, pass, post, reset, setup, stage_with, the_only};
use crate::Crm;
use crate::testing::stage;

fn saying(answers: &[&'static str]) -> Manners {
    Manners {
        answers: answers.to_vec(),
        ..Manners::default()
    }
}

#[tokio::test]
async fn a_letter_goes_with_the_deed_that_caused_it() {
    let double = Double::start(Manners::default()).await;
    let stage = stage_with(&double).await;
    let undone = stage.lin.write().await.unwrap();
    let posted = queue(
        &stage.crm,
        undone.transaction(),
        letter("a@x.example", reset()),
    );
    assert!(matches!(posted.await.unwrap(), Posted::Queued(_)));
    drop(undone);
    let done = stage.lin.write().await.unwrap();
    let posted = queue(
        &stage.crm,
        done.transaction(),
        letter("b@x.example", reset()),
    );
    assert!(matches!(posted.await.unwrap(), Posted::Queued(_)));
    round(&stage.crm).await.unwrap();
    assert!(
        double.mails().is_empty(),
        "nothing goes before the deed is done"
    );
    done.commit().await.unwrap();
    round(&stage.crm).await.unwrap();
    let mails = double.mails();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("https://crm.haichuan.example/reset?token=3Dhush"));
    assert_eq!(
        header(&mails[0], "From").unwrap(),
        "Haichuan <crm@haichuan.example>"
    );
    assert_eq!(
        header(&mails[0], "Auto-Submitted").unwrap(),
        "auto-generated"
    );
    let sent = the_only(&stage).await;
    assert_eq!(
        (sent.state, sent.attempts, sent.answer.as_deref()),
        (MailState::Sent, 1, Some("250 2.0.0 taken as 4711"))
    );
    round(&stage.crm).await.unwrap();
    assert_eq!(double.mails().len(), 1, "what is sent is not sent again");
}

#[tokio::test]
async fn what_is_not_taken_now_is_tried_again_and_given_up_at_last() {
    let double = Double::start(saying(&["451 4.3.0 later"; 12])).await;
    let stage = stage_with(&double).await;
    post(&stage.crm, letter("a@x.example", alert())).await;
    for tried in 1..=8 {
        round(&stage.crm).await.unwrap();
        round(&stage.crm).await.unwrap();
        let mail = the_only(&stage).await;
        assert_eq!((mail.state, mail.attempts), (MailState::Queued, tried));
        assert_eq!(mail.trouble, Some(MailTrouble::RefusedForNow));
        assert_eq!(mail.answer.as_deref(), Some("451 4.3.0 later"));
        let pause = mail.next_at.unwrap() - mail.changed_at;
        let expected = [1, 5, 15, 60, 180, 360, 720, 1_440][tried as usize - 1];
        assert_eq!(pause.num_minutes(), expected);
        pass(&stage.crm, TimeDelta::days(2)).await;
    }
    round(&stage.crm).await.unwrap();
    let mail = the_only(&stage).await;
    assert_eq!((mail.state, mail.attempts), (MailState::Failed, 9));
    assert!(mail.may_send && !mail.may_cancel);
}

#[tokio::test]
async fn what_is_refused_for_good_fails_at_once_and_goes_when_somebody_sends_it_again() {
    let double = Double::start(saying(&["550 5.1.1 no such person"])).await;
    let stage = stage_with(&double).await;
    let id = post(&stage.crm, letter("a@x.example", reset())).await;
    round(&stage.crm).await.unwrap();
    let failed = the_only(&stage).await;
    assert_eq!(
        (failed.state, failed.trouble),
        (MailState::Failed, Some(MailTrouble::Refused))
    );
    assert_eq!(failed.answer.as_deref(), Some("550 5.1.1 no such person"));
    send_again(&stage.administrator, id).await.unwrap();
    round(&stage.crm).await.unwrap();
    let sent = the_only(&stage).await;
    assert_eq!((sent.state, sent.trouble), (MailState::Sent, None));
    assert!(!sent.may_send, "a secret that went is not kept");
}

#[tokio::test]
async fn where_nobody_listens_it_is_tried_again() {
    let stage = stage().await;
    let nobody = Double::nobody().await;
    save(&stage.administrator, &setup(nobody), None)
        .await
        .unwrap();
    post(&stage.crm, letter("a@x.example", alert())).await;
    round(&stage.crm).await.unwrap();
    let mail = the_only(&stage).await;
    assert_eq!(
        (mail.state, mail.trouble),
        (MailState::Queued, Some(MailTrouble::Unreachable))
    );
    assert!(mail.answer.unwrap().contains("refused"));
}

#[tokio::test]
async fn a_server_that_does_not_encrypt_hears_nothing_of_it() {
    let double = Double::start(Manners {
        wants: Some(("crm", "hush")),
        ..Manners::default()
    })
    .await;
    let stage = stage_with(&double).await;
    let mut demanding = setup(double.port);
    (demanding.tls, demanding.user) = (MailTls::Starttls, "crm".to_owned());
    save(&stage.administrator, &demanding, Some("hush".to_owned()))
        .await
        .unwrap();
    post(&stage.crm, letter("a@x.example", alert())).await;
    round(&stage.crm).await.unwrap();
    let mail = the_only(&stage).await;
    assert_eq!(
        (mail.state, mail.trouble),
        (MailState::Queued, Some(MailTrouble::NotEncrypted))
    );
    let heard = double.commands();
    assert!(
        heard
            .iter()
            .all(|said| !said.starts_with("AUTH") && !said.starts_with("MAIL")),
        "{heard:?}"
    );
}

#[tokio::test]
async fn encrypted_mail_goes_where_the_certificate_is_believed_and_only_there() {
    for (cover, tls) in [
        (Cover::Starttls, MailTls::Starttls),
        (Cover::Implicit, MailTls::Implicit),
    ] {
        let double = Double::start(Manners {
            cover,
            wants: Some(("crm", "hush")),
            ..Manners::default()
        })
        .await;
        let mut server = setup(double.port);
        (server.host, server.tls) = ("localhost".to_owned(), tls);
        server.user = "crm".to_owned();
        let believing = stage().await;
        let configured = |authority: Option<Vec<u8>>| Configured {
            setup: Some(server.clone()),
            password: Some(Secret::new("hush".to_owned())),
            authority,
        };
        believing
            .crm
            .configure_mail(configured(Some(double.authority.clone())))
            .unwrap();
        let mail = send_test(&believing.administrator, "a@x.example")
            .await
            .unwrap();
        assert_eq!(mail.state, MailState::Sent, "{mail:?}");
        let doubting = stage().await;
        doubting.crm.configure_mail(configured(None)).unwrap();
        let mail = send_test(&doubting.administrator, "a@x.example")
            .await
            .unwrap();
        assert_eq!(
            (mail.state, mail.trouble),
            (MailState::Failed, Some(MailTrouble::NotEncrypted)),
            "{mail:?}"
        );
        assert_eq!(double.mails().len(), 1);
    }
}

#[tokio::test]
async fn a_page_leads_to_no_inner_address_and_the_configuration_does() {
    let double = Double::start(Manners::default()).await;
    let stage = stage_with(&double).await;
    let id = stage.administrator.actor().id().unwrap();
    // Another process, whose configuration opens nothing.
    let closed = Crm::open(&stage.config).await.unwrap();
    let desk = closed.desk_of(id).await.unwrap();
    let mail = send_test(&desk, "a@x.example").await.unwrap();
    assert_eq!(mail.trouble, Some(MailTrouble::Inner), "{mail:?}");
    let refused = save(&desk, &setup(double.port), None).await.unwrap_err();
    let expected = Refusal::invalid("host", Problem::InnerAddress);
    assert_eq!(refused.into_refusal(), expected);
    assert!(double.commands().is_empty());
    let configured = Configured {
        setup: Some(setup(double.port)),
        ..Configured::default()
    };
    closed.configure_mail(configured).unwrap();
    let mail = send_test(&desk, "a@x.example").await.unwrap();
    assert_eq!(mail.state, MailState::Sent, "{mail:?}");
}

#[tokio::test]
async fn a_wrong_password_is_told_without_the_password() {
    let double = Double::start(Manners {
        wants: Some(("crm", "right")),
        ..Manners::default()
    })
    .await;
    let stage = stage().await;
    let mut with_user = setup(double.port);
    with_user.user = "crm".to_owned();
    let right = || Some("right".to_owned());
    save(&stage.administrator, &with_user, right())
        .await
        .unwrap();
    let mail = send_test(&stage.administrator, "a@x.example")
        .await
        .unwrap();
    assert_eq!(mail.state, MailState::Sent, "{mail:?}");
    // A server that says aloud what it was told.
    save(&stage.administrator, &with_user, Some("not you".to_owned()))
        .await
        .unwrap();
    let mail = send_test(&stage.administrator, "a@x.example")
        .await
        .unwrap();
    assert_eq!(
        (mail.state, mail.trouble),
        (MailState::Failed, Some(MailTrouble::SignIn))
    );
    assert!(!mail.answer.unwrap().contains("not you"));
}

#[tokio::test]
async fn a_mail_whose_sender_died_goes_again_under_the_same_id() {
    let double = Double::start(Manners::default()).await;
    let stage = stage_with(&double).await;
    let id = post(&stage.crm, letter("a@x.example", reset())).await;
    let house = stage.crm.door().house();
    let current = Setup::current(&stage.crm).await.unwrap().unwrap();
    let held = table::take(house, id).await.unwrap().unwrap();
    let outcome = hand_over(&stage.crm, &current, &held).await.unwrap();
    assert!(outcome.is_ok(), "the server has it");
    // The process dies here, before it notes that.
    drop(held);
    round(&stage.crm).await.unwrap();
    assert_eq!(double.mails().len(), 1, "the lease holds");
    pass(&stage.crm, TimeDelta::minutes(3)).await;
    round(&stage.crm).await.unwrap();
    let mails = double.mails();
    assert_eq!(mails.len(), 2);
    let ids: Vec<_> = mails
        .iter()
        .map(|mail| header(mail, "Message-ID"))
        .collect();
    assert!(ids[0].is_some() && ids[0] == ids[1], "{ids:?}");
    assert_eq!(header(&mails[0], "Date"), header(&mails[1], "Date"));
    assert_eq!(the_only(&stage).await.state, MailState::Sent);
}

#[tokio::test]
async fn two_who_send_never_send_one_twice() {
    let double = Double::start(Manners {
        pause: std::time::Duration::from_millis(40),
        ..Manners::default()
    })
    .await;
    let stage = stage_with(&double).await;
    let other = Crm::open(&stage.config).await.unwrap();
    other.configure_outgoing(stage.crm.outgoing()).unwrap();
    for number in 0..12 {
        post(&stage.crm, letter(&format!("p{number}@x.example"), alert())).await;
    }
    let (one, two, three) = tokio::join!(round(&stage.crm), round(&other), round(&stage.crm));
    one.and(two).and(three).unwrap();
    let mut ids: Vec<_> = double
        .mails()
        .iter()
        .map(|mail| header(mail, "Message-ID"))
        .collect();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), double.mails().len()), (12, 12));
    assert!(
        listed(&stage)
            .await
            .iter()
            .all(|mail| mail.state == MailState::Sent)
    );
}

#[tokio::test]
async fn who_lost_the_lease_notes_nothing() {
    let double = Double::start(Manners::default()).await;
    let stage = stage_with(&double).await;
    let id = post(&stage.crm, letter("a@x.example", alert())).await;
    let house = stage.crm.door().house();
    let slow = table::take(house, id).await.unwrap().unwrap();
    pass(&stage.crm, TimeDelta::minutes(3)).await;
    let quick = table::take(house, id).await.unwrap().unwrap();
    quick.sent(house, "250 quick".to_owned()).await.unwrap();
    slow.sent(house, "250 slow".to_owned()).await.unwrap();
    let mail = the_only(&stage).await;
    assert_eq!(
        (mail.attempts, mail.answer.as_deref()),
        (2, Some("250 quick"))
    );
}

#[tokio::test]
async fn what_is_cancelled_or_over_does_not_go() {
    let double = Double::start(Manners::default()).await;
    let stage = stage_with(&double).await;
    let id = post(&stage.crm, letter("a@x.example", reset())).await;
    let cancelled = cancel(&stage.administrator, id).await.unwrap();
    assert_eq!(cancelled.state, MailState::Cancelled);
    round(&stage.crm).await.unwrap();
    let queued = send_again(&stage.administrator, id).await.unwrap();
    assert_eq!(queued.state, MailState::Queued);
    pass(&stage.crm, TimeDelta::hours(2)).await;
    round(&stage.crm).await.unwrap();
    let mail = the_only(&stage).await;
    assert_eq!(
        (mail.state, mail.trouble),
        (MailState::Failed, Some(MailTrouble::Expired))
    );
    let still = send_again(&stage.administrator, id).await.unwrap();
    assert_eq!(still.state, MailState::Failed, "its link opens nothing");
    assert!(double.mails().is_empty());
}
