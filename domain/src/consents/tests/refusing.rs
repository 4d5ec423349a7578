//! What cannot be is refused, and purposes are for administrators to make.

use chrono::Days;
use contract::dto::consents::{
    Channel, ConsentSource, ConsentState, LegalBasis, Purpose, RecordConsent,
};
use contract::{Label, Problem, Refusal};
use uuid::Uuid;

use super::{contact, newsletter, problems, purpose, refusal, said};
use crate::consents::{of, person, purposes, record, retire, save};
use crate::testing::stage;

#[tokio::test]
async fn what_cannot_be_is_refused_at_its_place() {
    let stage = stage().await;
    let (newsletter, one) = (newsletter(&stage).await, contact(&stage, "Ann Lee").await);
    let right = said(&one, &newsletter, ConsentState::Given);
    let tomorrow = person::today(&stage.lin) + Days::new(2);
    let cases: [(&str, Problem, RecordConsent); 7] = [
        (
            "on",
            Problem::Future,
            RecordConsent {
                on: tomorrow,
                ..right.clone()
            },
        ),
        (
            "channels",
            Problem::Required,
            RecordConsent {
                channels: Vec::new(),
                ..right.clone()
            },
        ),
        (
            "channels",
            Problem::UnknownChoice,
            RecordConsent {
                channels: vec![Channel::Post],
                ..right.clone()
            },
        ),
        (
            "state",
            Problem::UnknownChoice,
            RecordConsent {
                state: ConsentState::Expired,
                ..right.clone()
            },
        ),
        (
            "source",
            Problem::UnknownChoice,
            RecordConsent {
                source: ConsentSource::Erased,
                ..right.clone()
            },
        ),
        (
            "wording",
            Problem::Unknown,
            RecordConsent {
                wording: Some(9),
                ..right.clone()
            },
        ),
        (
            "file",
            Problem::PointsNowhere,
            RecordConsent {
                file: Some(Uuid::now_v7()),
                ..right.clone()
            },
        ),
    ];
    for (field, problem, asked) in cases {
        let found = problems(record(&stage.lin, &asked).await.unwrap_err());
        assert_eq!(found, [(field.to_owned(), problem)]);
    }
    let unknown = RecordConsent {
        purpose: Uuid::now_v7(),
        ..right.clone()
    };
    let found = problems(record(&stage.lin, &unknown).await.unwrap_err());
    assert_eq!(found[0].0, "purpose");
    assert!(
        of(&stage.lin, "contact", one.id)
            .await
            .unwrap()
            .history
            .is_empty()
    );
}

#[tokio::test]
async fn purposes_are_made_by_administrators_and_keep_what_was_said_of_them() {
    let stage = stage().await;
    let administrator = &stage.administrator;
    let asked = purpose("Newsletter", LegalBasis::Consent);
    let refused = save(&stage.manager, &asked).await.unwrap_err();
    assert_eq!(refusal(refused), Refusal::Forbidden);
    let first = save(administrator, &asked).await.unwrap();
    assert_eq!((first.version, first.wording_version), (1, 1));
    let other_wording = Purpose {
        wording: Label::same("May we call you?"),
        ..first.clone()
    };
    let second = save(administrator, &other_wording).await.unwrap();
    assert_eq!((second.version, second.wording_version), (2, 2));
    let longer = Purpose {
        months: 24,
        ..second.clone()
    };
    assert_eq!(
        save(administrator, &longer).await.unwrap().wording_version,
        2
    );
    let late = save(administrator, &longer).await.unwrap_err();
    assert!(matches!(refusal(late), Refusal::Outdated { .. }));
    let same = purpose("Newsletter", LegalBasis::Consent);
    let taken = problems(save(administrator, &same).await.unwrap_err());
    assert_eq!(taken[0], ("name_en".to_owned(), Problem::NameTaken));
    let empty = Purpose {
        channels: Vec::new(),
        months: 999,
        ..purpose("", LegalBasis::Consent)
    };
    let found = problems(save(administrator, &empty).await.unwrap_err());
    let fields: Vec<&str> = found.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["name_en", "name_zh", "channels", "months"]);

    let one = contact(&stage, "Ann Lee").await;
    let given = said(&one, &second, ConsentState::Given);
    record(&stage.lin, &given).await.unwrap();
    retire(administrator, second.id, true).await.unwrap();
    let told = of(&stage.lin, "contact", one.id).await.unwrap();
    assert!(
        told.purposes[0].is_retired,
        "what was said of it stays to be seen"
    );
    let more = problems(record(&stage.lin, &given).await.unwrap_err());
    assert_eq!(more[0].0, "purpose");
    let no = said(&one, &second, ConsentState::Withdrawn);
    record(&stage.lin, &no).await.unwrap();
    retire(administrator, second.id, false).await.unwrap();
    assert!(!purposes(&stage.zhou).await.unwrap()[0].is_retired);
}
