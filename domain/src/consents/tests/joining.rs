//! Records of one person become one.

use contract::Value;
use contract::dto::consents::{Channel, ConsentSource, ConsentState};
use contract::dto::leads::{Conversion, Into as Target};
use contract::dto::merging::Merge;
use uuid::Uuid;

use super::{contact, given, newsletter, on, said, state};
use crate::consents::{of, record};
use crate::testing::{of as values, stage};
use crate::{leads, merging};
use contract::Operator;

#[tokio::test]
async fn the_stricter_word_counts_after_a_merge_until_something_new_is_said() {
    let cases = [
        // Said to the one that stays, said to the one that goes, what counts.
        (
            Some(("2026-03-01", ConsentState::Given)),
            Some(("2026-01-01", ConsentState::Withdrawn)),
            ConsentState::Withdrawn,
        ),
        (
            Some(("2026-01-01", ConsentState::Refused)),
            Some(("2026-03-01", ConsentState::Given)),
            ConsentState::Refused,
        ),
        (
            None,
            Some(("2026-03-01", ConsentState::Given)),
            ConsentState::Given,
        ),
        (
            Some(("2026-01-01", ConsentState::Withdrawn)),
            None,
            ConsentState::Withdrawn,
        ),
        (None, None, ConsentState::NotAsked),
    ];
    let stage = stage().await;
    let newsletter = newsletter(&stage).await;
    let desk = &stage.administrator;
    for (stays, goes, expected) in cases {
        let (into, other) = (
            contact(&stage, "Ann Lee").await,
            contact(&stage, "Ann Li").await,
        );
        for (one, word) in [(&into, stays), (&other, goes)] {
            if let Some((day, word)) = word {
                record(desk, &on(day, said(one, &newsletter, word)))
                    .await
                    .unwrap();
            }
        }
        let merge = Merge {
            id: Uuid::now_v7(),
            object: "contact".to_owned(),
            into: (into.id, into.version),
            others: vec![(other.id, other.version)],
            values: Default::default(),
        };
        merging::merge(desk, merge.clone()).await.unwrap();
        let told = of(desk, "contact", into.id).await.unwrap();
        assert_eq!(
            state(&told, &newsletter, Channel::Mail),
            expected,
            "{stays:?} {goes:?}"
        );
        let found = given(desk, &newsletter, Operator::Is)
            .await
            .contains(&into.id);
        assert_eq!(found, expected == ConsentState::Given, "the list agrees");
        let recorded = stays.iter().count() + goes.iter().count();
        let joined = told
            .history
            .iter()
            .filter(|entry| entry.source == ConsentSource::Joined);
        assert_eq!(
            told.history.len(),
            recorded + joined.count(),
            "histories are joined"
        );

        merging::undo(desk, merge.id).await.unwrap();
        for (one, word) in [(&into, stays), (&other, goes)] {
            let told = of(desk, "contact", one.id).await.unwrap();
            let own = word.map_or(ConsentState::NotAsked, |(_, word)| word);
            assert_eq!(
                state(&told, &newsletter, Channel::Mail),
                own,
                "parted again"
            );
            assert_eq!(told.history.len(), word.iter().count());
        }
    }
}

#[tokio::test]
async fn what_a_lead_said_the_contact_said() {
    let stage = stage().await;
    let newsletter = newsletter(&stage).await;
    let lead = [
        ("name", Value::from("Ann Lee")),
        ("company", "Brightwater".into()),
    ];
    let lead = stage.make(&stage.lin, "lead", &lead).await;
    record(&stage.lin, &said(&lead, &newsletter, ConsentState::Given))
        .await
        .unwrap();
    let converted = leads::convert(
        &stage.lin,
        Conversion {
            lead: lead.id,
            version: lead.version,
            account: Target::New(values(&[("name", "Brightwater".into())])),
            contact: Target::New(values(&[("name", "Ann Lee".into())])),
            deal: Target::Nothing,
        },
    );
    let contact = converted.await.unwrap().contact;
    let told = of(&stage.lin, "contact", contact).await.unwrap();
    assert_eq!(
        state(&told, &newsletter, Channel::Mail),
        ConsentState::Given
    );
    assert_eq!(
        given(&stage.lin, &newsletter, Operator::Is).await,
        [contact]
    );
}
