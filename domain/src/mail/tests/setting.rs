use contract::dto::mail::{MailSetup, MailState, MailTls};
use contract::{Problem, Refusal};

use super::super::double::{Double, Manners};
use super::super::setup::{Configured, Secret, Setup};
use super::super::{Posted, must_be_set_up, queue, save, send_test, standing};
use super::{alert, letter, listed, setup};
use crate::testing::{Stage, stage};

async fn problems(stage: &Stage, setup: &MailSetup, password: Option<&str>) -> Vec<String> {
    let saved = save(&stage.administrator, setup, password.map(str::to_owned)).await;
    match saved.err().map(crate::Error::into_refusal) {
        None => Vec::new(),
        Some(Refusal::Invalid(problems)) => {
            problems.into_iter().map(|problem| problem.field).collect()
        }
        Some(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn without_a_set_up_nothing_is_queued_and_everybody_is_told() {
    let stage = stage().await;
    let connection = stage.crm.door().house().write();
    let posted = queue(&stage.crm, connection, letter("a@x.example", alert()));
    assert_eq!(posted.await.unwrap(), Posted::NotSetUp);
    assert!(listed(&stage).await.is_empty());
    let refused = [
        must_be_set_up(&stage.crm).await.err(),
        send_test(&stage.administrator, "a@x.example").await.err(),
    ];
    for error in refused {
        assert_eq!(error.unwrap().into_refusal(), Refusal::NoMail);
    }
    let standing = standing(&stage.administrator).await.unwrap();
    assert!(standing.setup.is_none() && !standing.has_password);
}

#[tokio::test]
async fn what_cannot_be_is_told_at_its_field() {
    let stage = stage().await;
    let good = setup(25);
    let with = |change: fn(&mut MailSetup)| {
        let mut changed = good.clone();
        change(&mut changed);
        changed
    };
    for (changed, password, expected) in [
        (with(|setup| setup.host = " ".into()), None, vec!["host"]),
        (with(|setup| setup.host = "a b".into()), None, vec!["host"]),
        (
            with(|setup| setup.host = "x\r\nQUIT".into()),
            None,
            vec!["host"],
        ),
        (
            with(|setup| setup.host = "mail.example".into()),
            None,
            vec!["is_plain_accepted"],
        ),
        (with(|setup| setup.port = 0), None, vec!["port"]),
        (
            with(|setup| setup.sender_address = "crm".into()),
            None,
            vec!["sender_address"],
        ),
        (
            with(|setup| setup.site = "javascript:1".into()),
            None,
            vec!["site"],
        ),
        (
            with(|setup| setup.sender_name = "a\nBcc: b".into()),
            None,
            vec!["sender_name"],
        ),
        (
            with(|setup| setup.user = "crm".into()),
            None,
            vec!["password"],
        ),
        (
            with(|setup| setup.user = "crm".into()),
            Some(""),
            vec!["password"],
        ),
        (
            MailSetup::default(),
            None,
            vec!["host", "port", "sender_address", "site"],
        ),
        (with(|setup| setup.host = "localhost".into()), None, vec![]),
        (with(|setup| setup.host = "::1".into()), None, vec![]),
        (
            with(|setup| {
                setup.host = "169.254.169.254".into();
                setup.is_plain_accepted = true;
            }),
            None,
            vec!["host"],
        ),
        (
            with(|setup| {
                setup.host = "mail.example".into();
                setup.is_plain_accepted = true;
            }),
            None,
            vec![],
        ),
    ] {
        assert_eq!(
            problems(&stage, &changed, password).await,
            expected,
            "{changed:?}"
        );
    }
}

#[tokio::test]
async fn the_password_goes_in_and_never_out() {
    let stage = stage().await;
    let mut server = setup(25);
    server.user = "crm".to_owned();
    let told = save(&stage.administrator, &server, Some("hush-hush".to_owned()));
    let told = told.await.unwrap();
    assert!(told.has_password);
    let current = Setup::current(&stage.crm).await.unwrap().unwrap();
    assert_eq!(current.password.expose(), "hush-hush");
    assert!(!format!("{told:?}{current:?}{:?}", stage.crm).contains("hush-hush"));
    server.sender_name = "Sales".to_owned();
    assert!(problems(&stage, &server, None).await.is_empty());
    let current = Setup::current(&stage.crm).await.unwrap().unwrap();
    assert_eq!(
        current.password.expose(),
        "hush-hush",
        "it is kept with the same server"
    );
    server.host = "localhost".to_owned();
    assert_eq!(
        problems(&stage, &server, None).await,
        ["password"],
        "it is not carried to another server"
    );
}

#[tokio::test]
async fn what_the_configuration_says_outweighs_the_page() {
    let double = Double::start(Manners::default()).await;
    let stage = stage().await;
    save(&stage.administrator, &setup(1), None).await.unwrap();
    let configured = Configured {
        setup: Some(setup(double.port)),
        ..Configured::default()
    };
    stage.crm.configure_mail(configured).unwrap();
    let told = standing(&stage.administrator).await.unwrap();
    assert!(told.is_configured);
    assert_eq!(told.setup.map(|setup| setup.port), Some(double.port));
    let refused = save(&stage.administrator, &setup(2), None).await;
    assert_eq!(refused.unwrap_err().into_refusal(), Refusal::Forbidden);
    let mail = send_test(&stage.administrator, "a@x.example")
        .await
        .unwrap();
    assert_eq!(mail.state, MailState::Sent);
}

#[tokio::test]
async fn a_configuration_that_cannot_be_stops_the_start() {
    let stage = stage().await;
    let wrong = Configured {
        setup: Some(MailSetup {
            tls: MailTls::None,
            host: "mail.example".to_owned(),
            ..setup(25)
        }),
        password: Some(Secret::new("hush".to_owned())),
        authority: None,
    };
    let told = stage.crm.configure_mail(wrong).unwrap_err().to_string();
    assert!(
        told.contains("is_plain_accepted") && !told.contains("hush"),
        "{told}"
    );
}

#[tokio::test]
async fn a_test_goes_to_addresses_only() {
    let double = Double::start(Manners::default()).await;
    let stage = super::stage_with(&double).await;
    for address in [
        "",
        "nobody",
        "a@x.example\r\nBcc: b@x.example",
        "A <a@x.example>",
    ] {
        let refused = send_test(&stage.administrator, address).await.unwrap_err();
        let expected = Refusal::invalid("email", Problem::NotAnEmail);
        assert_eq!(refused.into_refusal(), expected, "{address:?}");
    }
    assert!(double.commands().is_empty());
}
