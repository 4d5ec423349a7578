use contract::dto::sharing::{Level, NewShare, Question, Subject};
use contract::objects::ACCOUNT;
use uuid::Uuid;

use super::{me, person, share, soon};
use crate::mail::testing::{Double, sent, stage_with_mail};
use crate::sharing::{ask, decide, end, tell_due};
use crate::testing::Stage;
use crate::{Desk, users};

fn request(asker: &Desk, id: Uuid) -> NewShare {
    NewShare {
        reason: "Joint tender with Mr Umbra".into(),
        until: Some(soon()),
        ..share(ACCOUNT, id, person(asker), Level::Edit)
    }
}

async fn address(stage: &Stage, desk: &Desk) -> String {
    let found = users::reached(stage.crm.door().house(), me(desk)).await;
    found.unwrap().unwrap().1
}

#[tokio::test]
async fn who_may_approve_is_written_to_and_then_who_asked() {
    let double = Double::plain().await;
    let stage = stage_with_mail(&double).await;
    let (zhou, lin) = (&stage.zhou, &stage.lin);
    let id = stage.account(lin, "Umbra Optics").await.id;
    let asked = ask(zhou, request(zhou, id)).await.unwrap();
    let nowhere = ask(zhou, request(zhou, Uuid::now_v7())).await.unwrap();
    assert!(
        sent(&stage, &double).await.is_empty(),
        "asking takes as long for what is there as for what is not"
    );
    assert_eq!(tell_due(&stage.crm).await.unwrap(), 2);
    assert_eq!(tell_due(&stage.crm).await.unwrap(), 0, "each goes once");
    let mails = sent(&stage, &double).await;
    let owner = address(&stage, lin).await;
    assert!(mails.iter().any(|mail| mail.contains(&owner)), "{mails:?}");
    for mail in &mails {
        let link = format!("/settings/grants?grant=3D{asked}");
        assert!(mail.replace("=\r\n", "").contains(&link), "{mail}");
        assert!(!mail.contains(&nowhere.to_string()));
        assert!(!mail.contains("Umbra"), "neither record nor reason: {mail}");
        assert!(!mail.contains(&address(&stage, zhou).await));
    }
    decide(lin, asked, true).await.unwrap();
    assert_eq!(tell_due(&stage.crm).await.unwrap(), 1);
    let told = sent(&stage, &double).await.split_off(mails.len());
    assert_eq!(told.len(), 1);
    assert!(
        told[0].contains(&address(&stage, zhou).await),
        "{}",
        told[0]
    );
    end(lin, asked).await.unwrap();
    end(zhou, nowhere).await.unwrap();
    assert_eq!(tell_due(&stage.crm).await.unwrap(), 0, "no more is told");
}

#[tokio::test]
async fn a_refusal_is_told_and_whole_objects_are_asked_of_administrators() {
    let double = Double::plain().await;
    let stage = stage_with_mail(&double).await;
    let whole = NewShare {
        subject: Subject::Question(Question::default()),
        ..request(&stage.zhou, Uuid::nil())
    };
    let asked = ask(&stage.zhou, whole).await.unwrap();
    tell_due(&stage.crm).await.unwrap();
    let mails = sent(&stage, &double).await;
    let administrator = address(&stage, &stage.administrator).await;
    assert!(
        mails.len() == 1 && mails[0].contains(&administrator),
        "{mails:?}"
    );
    decide(&stage.administrator, asked, false).await.unwrap();
    tell_due(&stage.crm).await.unwrap();
    let told = sent(&stage, &double).await.split_off(1);
    assert!(told.len() == 1 && told[0].contains(&address(&stage, &stage.zhou).await));
}

#[tokio::test]
async fn what_is_decided_before_the_letter_is_written_is_told_to_the_asker_alone() {
    let double = Double::plain().await;
    let stage = stage_with_mail(&double).await;
    let id = stage.account(&stage.lin, "Umbra Optics").await.id;
    let asked = ask(&stage.zhou, request(&stage.zhou, id)).await.unwrap();
    decide(&stage.lin, asked, true).await.unwrap();
    assert_eq!(tell_due(&stage.crm).await.unwrap(), 1);
    let mails = sent(&stage, &double).await;
    assert!(mails.len() == 1 && mails[0].contains(&address(&stage, &stage.zhou).await));
}
