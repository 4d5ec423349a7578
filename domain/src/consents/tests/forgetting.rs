//! Who is erased is forgotten, and not contacted when they come again.

use contract::dto::consents::{Channel, ConsentSource, ConsentState, LegalBasis};
use contract::dto::privacy::{AskErasure, Erasure, ErasureReason, Place};
use contract::{Record, Value};
use uuid::Uuid;

use super::{purpose, said, saved, state};
use crate::consents::{may_contact, of, record};
use crate::privacy;
use crate::testing::{Stage, stage};

const EMAIL: &str = "ann.lee@example.com";

async fn ann(stage: &Stage) -> Record {
    let values = [("name", Value::from("Ann Lee")), ("email", EMAIL.into())];
    stage.make(&stage.lin, "contact", &values).await
}

/// Erases the person of a contact, to the end.
pub(super) async fn erased(stage: &Stage, contact: Uuid) -> Erasure {
    let ask = AskErasure {
        object: "contact".to_owned(),
        record: contact,
        reason: ErasureReason::Asked,
        kept_years: Default::default(),
    };
    let mut done = privacy::begin(&stage.administrator, &ask).await.unwrap();
    while done.ended_at.is_none() {
        privacy::catch_up(&stage.crm).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        done = privacy::one(&stage.administrator, done.id).await.unwrap();
    }
    done
}

#[tokio::test]
async fn an_erased_person_who_had_said_no_is_not_contacted_when_they_come_again() {
    let stage = stage().await;
    let offers = saved(&stage, &purpose("Offers", LegalBasis::LegitimateInterest)).await;
    let news = saved(&stage, &purpose("News", LegalBasis::LegitimateInterest)).await;
    let first = ann(&stage).await;
    record(&stage.lin, &said(&first, &offers, ConsentState::Withdrawn))
        .await
        .unwrap();
    record(&stage.lin, &said(&first, &news, ConsentState::Given))
        .await
        .unwrap();
    let told = privacy::preview(&stage.administrator, "contact", first.id)
        .await
        .unwrap();
    assert_eq!(told.counts.get(&Place::Consents), Some(&2));
    let done = erased(&stage, first.id).await;
    assert_eq!(done.counts.get(&Place::Consents), Some(&2));
    privacy::allow(&stage.administrator, done.id, "a customer again")
        .await
        .unwrap();
    let again = ann(&stage).await;
    let known = of(&stage.lin, "contact", again.id).await.unwrap();
    assert_eq!(known.history.len(), 1, "of a yes nothing is kept");
    assert_eq!(known.history[0].source, ConsentSource::Erased);
    assert_eq!(
        state(&known, &offers, Channel::Mail),
        ConsentState::Withdrawn
    );
    for (purpose, expected) in [(&offers, false), (&news, true)] {
        let may = may_contact(&stage.lin, "contact", again.id, purpose.id, Channel::Mail);
        assert_eq!(may.await.unwrap(), expected);
    }
    record(&stage.lin, &said(&again, &offers, ConsentState::Given))
        .await
        .unwrap();
    let now = of(&stage.lin, "contact", again.id).await.unwrap();
    assert_eq!(
        state(&now, &offers, Channel::Mail),
        ConsentState::Given,
        "a new yes counts"
    );
}
