//! People say yes and no, become one, and are forgotten.

mod forgetting;
mod joining;
mod refusing;

use chrono::Days;
use contract::dto::consents::{
    Channel, ConsentSource, ConsentState, Consents, LegalBasis, Purpose, RecordConsent,
};
use contract::query::consent;
use contract::{Filter, Label, ListQuery, Operator, Problem, Record, Refusal, Test, Value};
use futures::stream;
use uuid::Uuid;

use super::{may_contact, of, person, record, retire, save};
use crate::testing::{Stage, stage, to};
use crate::{Desk, Error, files, records};

fn purpose(name: &str, basis: LegalBasis) -> Purpose {
    Purpose {
        id: Uuid::now_v7(),
        name: Label::same(name),
        wording: Label::same("May we write to you?"),
        basis,
        channels: vec![Channel::Mail, Channel::Phone],
        ..Purpose::default()
    }
}

async fn saved(stage: &Stage, purpose: &Purpose) -> Purpose {
    save(&stage.administrator, purpose).await.unwrap()
}

async fn newsletter(stage: &Stage) -> Purpose {
    saved(stage, &purpose("Newsletter", LegalBasis::Consent)).await
}

async fn contact(stage: &Stage, name: &str) -> Record {
    stage
        .make(&stage.lin, "contact", &[("name", name.into())])
        .await
}

fn said(record: &Record, purpose: &Purpose, state: ConsentState) -> RecordConsent {
    RecordConsent {
        object: record.object.clone(),
        record: record.id,
        purpose: purpose.id,
        channels: vec![Channel::Mail],
        state,
        on: "2026-01-05".parse().unwrap(),
        source: ConsentSource::Form,
        wording: Some(purpose.wording_version),
        note: String::new(),
        file: None,
    }
}

fn on(day: &str, mut asked: RecordConsent) -> RecordConsent {
    asked.on = day.parse().unwrap();
    asked
}

fn state(consents: &Consents, purpose: &Purpose, channel: Channel) -> ConsentState {
    let mut lines = consents.lines.iter();
    let line = lines.find(|line| line.purpose == purpose.id && line.channel == channel);
    line.map_or(ConsentState::NotAsked, |line| line.state)
}

fn problems(error: Error) -> Vec<(String, Problem)> {
    match error {
        Error::Refused(Refusal::Invalid(problems)) => problems
            .into_iter()
            .map(|found| (found.field, found.problem))
            .collect(),
        other => panic!("{other}"),
    }
}

fn refusal(error: Error) -> Refusal {
    match error {
        Error::Refused(refusal) => refusal,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn the_last_word_counts_and_nothing_is_lost() {
    let stage = stage().await;
    let (newsletter, person) = (newsletter(&stage).await, contact(&stage, "Ann Lee").await);
    let lin = &stage.lin;
    let none = of(lin, "contact", person.id).await.unwrap();
    assert_eq!(
        state(&none, &newsletter, Channel::Mail),
        ConsentState::NotAsked
    );
    assert!(none.may_record && none.history.is_empty());
    let may = || may_contact(lin, "contact", person.id, newsletter.id, Channel::Mail);
    assert!(!may().await.unwrap(), "who was not asked has not agreed");
    for (day, word, expected) in [
        ("2026-01-05", ConsentState::Given, ConsentState::Given),
        (
            "2026-02-05",
            ConsentState::Withdrawn,
            ConsentState::Withdrawn,
        ),
        // Found out later, it was said before.
        ("2026-01-20", ConsentState::Given, ConsentState::Withdrawn),
        ("2026-03-01", ConsentState::Refused, ConsentState::Refused),
        ("2026-03-01", ConsentState::Given, ConsentState::Given),
    ] {
        let asked = on(day, said(&person, &newsletter, word));
        let now = record(lin, &asked).await.unwrap();
        assert_eq!(
            state(&now, &newsletter, Channel::Mail),
            expected,
            "{day} {word:?}"
        );
        assert_eq!(may().await.unwrap(), expected == ConsentState::Given);
    }
    let all = of(lin, "contact", person.id).await.unwrap();
    assert_eq!(all.history.len(), 5);
    assert_eq!(all.history[0].by, "林晓");
    assert_eq!(
        state(&all, &newsletter, Channel::Phone),
        ConsentState::NotAsked
    );
    let past = records::timeline(lin, "contact", person.id, &Default::default(), None)
        .await
        .unwrap();
    let recorded = past.items.iter().filter(|item| {
        matches!(&item.entry, contract::dto::records::Entry::Event { action, .. }
            if *action == contract::dto::records::EventAction::Consented)
    });
    assert_eq!(recorded.count(), 5);
}

#[tokio::test]
async fn a_consent_ends_with_its_time() {
    let stage = stage().await;
    let mut purpose = purpose("Newsletter", LegalBasis::Consent);
    purpose.months = 12;
    let purpose = saved(&stage, &purpose).await;
    let today = person::today(&stage.lin);
    for (days, expected) in [(10, ConsentState::Given), (400, ConsentState::Expired)] {
        let one = contact(&stage, "Ann Lee").await;
        let mut asked = said(&one, &purpose, ConsentState::Given);
        asked.on = today - Days::new(days);
        let now = record(&stage.lin, &asked).await.unwrap();
        assert_eq!(state(&now, &purpose, Channel::Mail), expected, "{days}");
        let found = given(&stage.lin, &purpose, Operator::Is).await;
        assert_eq!(found.contains(&one.id), expected == ConsentState::Given);
    }
}

async fn given(desk: &Desk, purpose: &Purpose, operator: Operator) -> Vec<Uuid> {
    let value = consent::value(purpose.id, Channel::Mail);
    let query = ListQuery {
        object: "contact".to_owned(),
        filters: vec![Filter::new(consent::CONSENT, operator, &value)],
        ..ListQuery::default()
    };
    let page = records::list(desk, &query).await.unwrap();
    page.records.iter().map(|record| record.id).collect()
}

#[tokio::test]
async fn a_list_is_filtered_by_what_people_said() {
    let stage = stage().await;
    let newsletter = newsletter(&stage).await;
    let mut ids = Vec::new();
    for (name, word) in [
        ("Given", Some(ConsentState::Given)),
        ("Withdrawn", Some(ConsentState::Withdrawn)),
        ("Not asked", None),
    ] {
        let one = contact(&stage, name).await;
        if let Some(word) = word {
            record(&stage.lin, &said(&one, &newsletter, word))
                .await
                .unwrap();
        }
        ids.push(one.id);
    }
    assert_eq!(given(&stage.lin, &newsletter, Operator::Is).await, [ids[0]]);
    let mut others = given(&stage.lin, &newsletter, Operator::IsNot).await;
    others.sort();
    assert_eq!(others, [ids[1], ids[2]]);
    // Records that point here are asked the same.
    let customer = stage.account(&stage.lin, "Haichuan").await;
    let values = [("name", "Bo".into()), ("account", to(customer.id))];
    let bo = stage.make(&stage.lin, "contact", &values).await;
    let asked = said(&bo, &newsletter, ConsentState::Given);
    record(&stage.lin, &asked).await.unwrap();
    let value = consent::value(newsletter.id, Channel::Mail);
    let given = Filter::new(consent::CONSENT, Operator::Is, &value);
    let query = ListQuery {
        object: "account".to_owned(),
        test: Some(Test::Has {
            object: "contact".to_owned(),
            by: "account".to_owned(),
            none: false,
            test: Box::new(Test::One(given)),
        }),
        ..ListQuery::default()
    };
    let page = records::list(&stage.lin, &query).await.unwrap();
    assert_eq!(page.records.len(), 1);
    assert_eq!(page.records[0].id, customer.id);
    let wrong = Filter::new(consent::CONSENT, Operator::Is, "nonsense");
    let query = ListQuery {
        object: "contact".to_owned(),
        filters: vec![wrong],
        ..ListQuery::default()
    };
    let refused = records::list(&stage.lin, &query).await.unwrap_err();
    assert_eq!(
        problems(refused),
        [("consent".to_owned(), Problem::Unknown)]
    );
}

#[tokio::test]
async fn on_what_it_rests_decides() {
    let stage = stage().await;
    let cases = [
        (LegalBasis::Consent, [false, true, false, false]),
        (LegalBasis::LegitimateInterest, [true, true, false, false]),
        (LegalBasis::Contract, [true; 4]),
        (LegalBasis::LegalDuty, [true; 4]),
    ];
    for (basis, expected) in cases {
        let purpose = saved(&stage, &purpose(basis.word(), basis)).await;
        let words = [
            None,
            Some(ConsentState::Given),
            Some(ConsentState::Refused),
            Some(ConsentState::Withdrawn),
        ];
        for (word, expected) in words.into_iter().zip(expected) {
            let one = contact(&stage, "Ann Lee").await;
            if let Some(word) = word {
                record(&stage.lin, &said(&one, &purpose, word))
                    .await
                    .unwrap();
            }
            let may = may_contact(&stage.lin, "contact", one.id, purpose.id, Channel::Mail);
            assert_eq!(may.await.unwrap(), expected, "{basis:?} {word:?}");
        }
        let one = contact(&stage, "Ann Lee").await;
        let post = may_contact(&stage.lin, "contact", one.id, purpose.id, Channel::Post);
        assert!(!post.await.unwrap(), "{basis:?} is not by post");
        retire(&stage.administrator, purpose.id, true)
            .await
            .unwrap();
        let retired = may_contact(&stage.lin, "contact", one.id, purpose.id, Channel::Mail);
        assert!(!retired.await.unwrap(), "{basis:?} is retired");
    }
}

#[tokio::test]
async fn who_wants_no_calls_is_not_called() {
    let stage = stage().await;
    let purpose = saved(&stage, &purpose("Offers", LegalBasis::LegitimateInterest)).await;
    let values = [
        ("name", "Ann Lee".into()),
        ("do_not_call", Value::YesNo(true)),
    ];
    let one = stage.make(&stage.lin, "contact", &values).await;
    for (channel, expected) in [(Channel::Mail, true), (Channel::Phone, false)] {
        let may = may_contact(&stage.lin, "contact", one.id, purpose.id, channel);
        assert_eq!(may.await.unwrap(), expected, "{channel:?}");
    }
}

#[tokio::test]
async fn what_is_hidden_is_not_told_by_whether_somebody_may_be_called() {
    let stage = stage().await;
    let purpose = saved(&stage, &purpose("Offers", LegalBasis::LegitimateInterest)).await;
    let line_of = async |desk: &Desk, one: &Record, channel| {
        let told = of(desk, "contact", one.id).await.unwrap();
        let line = told.lines.into_iter().find(|line| line.channel == channel);
        let line = line.unwrap();
        let may = may_contact(desk, "contact", one.id, purpose.id, channel).await;
        assert_eq!(may.unwrap(), line.may_contact);
        (line.may_contact, line.must_ask)
    };
    for (no_calls, seen) in [(Value::YesNo(true), false), (Value::Empty, true)] {
        let values = [("name", "Ann Lee".into()), ("do_not_call", no_calls)];
        let one = stage.make(&stage.lin, "contact", &values).await;
        let (lin, finance) = (&stage.lin, &stage.finance);
        assert_eq!(line_of(lin, &one, Channel::Phone).await, (seen, false));
        assert_eq!(line_of(finance, &one, Channel::Phone).await, (false, true));
        assert_eq!(line_of(finance, &one, Channel::Mail).await, (true, false));
        // What the consents themselves forbid is told to everybody.
        let mut no = said(&one, &purpose, ConsentState::Refused);
        no.channels = vec![Channel::Phone];
        record(lin, &no).await.unwrap();
        assert_eq!(line_of(finance, &one, Channel::Phone).await, (false, false));
    }
}

#[tokio::test]
async fn who_may_see_the_record_sees_it_and_who_may_edit_it_records() {
    let stage = stage().await;
    let (newsletter, one) = (newsletter(&stage).await, contact(&stage, "Ann Lee").await);
    let asked = said(&one, &newsletter, ConsentState::Given);
    record(&stage.lin, &asked).await.unwrap();
    for desk in [&stage.zhou, &stage.service, &stage.finance] {
        let seen = desk.granted("contact", one.id, contract::Action::See).await;
        let told = of(desk, "contact", one.id).await;
        assert_eq!(seen.is_ok(), told.is_ok());
        let edits = desk
            .granted("contact", one.id, contract::Action::Edit)
            .await;
        assert_eq!(edits.is_ok(), record(desk, &asked).await.is_ok());
        if let Ok(told) = told {
            assert_eq!(told.may_record, edits.is_ok());
        }
    }
    let account = stage.account(&stage.lin, "No person").await;
    let refused = of(&stage.lin, "account", account.id).await.unwrap_err();
    assert_eq!(refusal(refused), Refusal::NotFound);
}

#[tokio::test]
async fn a_file_of_the_record_proves_it() {
    let stage = stage().await;
    let (newsletter, one) = (newsletter(&stage).await, contact(&stage, "Ann Lee").await);
    let pieces = stream::iter([Ok(bytes::Bytes::from_static(b"%PDF-1.7 signed"))]);
    let file = files::add(&stage.lin, "contact", one.id, "form.pdf", pieces)
        .await
        .unwrap();
    let mut asked = said(&one, &newsletter, ConsentState::Given);
    asked.file = Some(file.id);
    let now = record(&stage.lin, &asked).await.unwrap();
    assert_eq!(now.history[0].file, Some((file.id, "form.pdf".to_owned())));
    // It stays as long as the person does, whatever was said since.
    asked.state = ConsentState::Withdrawn;
    asked.file = None;
    record(&stage.lin, &asked).await.unwrap();
    let kept = files::set_deleted(&stage.lin, file.id, true).await;
    let kept = problems(kept.unwrap_err());
    assert_eq!(kept, [("file".to_owned(), Problem::ProvesConsent)]);
    let there = files::of(&stage.lin, "contact", one.id).await.unwrap();
    assert_eq!(there.len(), 1);
    let pieces = stream::iter([Ok(bytes::Bytes::from_static(b"%PDF-1.7 offer"))]);
    let other = files::add(&stage.lin, "contact", one.id, "offer.pdf", pieces);
    let other = other.await.unwrap();
    files::set_deleted(&stage.lin, other.id, true)
        .await
        .unwrap();
    forgetting::erased(&stage, one.id).await;
    let gone = files::open(&stage.administrator, file.id).await;
    assert_eq!(refusal(gone.map(drop).unwrap_err()), Refusal::NotFound);
}
