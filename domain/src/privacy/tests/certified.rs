//! A certificate says what was done, and shows when somebody touched it.

use contract::Refusal;
use contract::dto::privacy::Place;

use super::{EMAIL, NAME, PHONE, erased, known, person};
use crate::import::Country;
use crate::privacy::{Certificate, Fault, Form, certificate, erasures, public_key, verify};
use crate::testing::{Stage, stage};
use crate::{Error, settings};

async fn files(stage: &Stage) -> [Vec<u8>; 2] {
    let house = stage.crm.door().house();
    settings::set(house.write(), "organisation", "海川物流 Haichuan")
        .await
        .unwrap();
    stage.crm.refresh().await.unwrap();
    let contact = known(stage).await;
    let done = erased(stage, contact.id).await;
    let desk = &stage.administrator;
    let json = certificate(desk, done.id, Form::Json).await.unwrap();
    let pdf = certificate(desk, done.id, Form::Pdf).await.unwrap();
    for desk in [&stage.manager, &stage.finance] {
        let told = certificate(desk, done.id, Form::Json).await;
        assert!(matches!(told, Err(Error::Refused(Refusal::Forbidden))));
    }
    [json, pdf]
}

#[tokio::test]
async fn both_forms_verify_and_name_nobody() {
    let stage = stage().await;
    let [json, pdf] = files(&stage).await;
    for file in [&json, &pdf] {
        let verified = verify(file).unwrap();
        let statement = &verified.statement;
        assert_eq!(verified.pages, Some(true));
        assert_eq!(statement.organisation, "海川物流 Haichuan");
        assert_eq!(statement.erased[&Place::Records], 1);
        assert_eq!(
            (statement.kept[0].count, statement.kept[0].object.as_str()),
            (1, "invoice")
        );
        let key = public_key(&stage.config).unwrap().unwrap();
        assert_eq!(verified.key, key);
        let shown = erasures(&stage.administrator).await.unwrap();
        assert_eq!((shown.public_key, shown.key_id), (key.pem(), key.id()));
        let is_of = |who| {
            let all = statement.identifiers.iter();
            all.filter(|one| one.is_of(who, Country::CHINA)).count()
        };
        assert_eq!(
            (is_of("ZEB.Quartermaine@example.com"), is_of(PHONE)),
            (1, 1)
        );
        assert_eq!((is_of("zeb@example.com"), is_of("13857429017")), (0, 0));
        let text = String::from_utf8_lossy(file).to_lowercase();
        for word in [NAME, EMAIL, "quartermaine", "13857429016"] {
            assert!(!text.contains(&word.to_lowercase()), "{word}");
        }
    }
    assert!(
        pdf.len() < 200_000,
        "only the letters that are needed: {}",
        pdf.len()
    );
    let mode = std::fs::metadata(stage.config.files.with_file_name("certificate-key"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(mode.unwrap().permissions().mode() & 0o777, 0o600);
    }
    if let Ok(folder) = std::env::var("RAPPORT_TEST_CERTIFICATES") {
        let folder = std::path::Path::new(&folder);
        std::fs::write(folder.join("certificate.json"), &json).unwrap();
        std::fs::write(folder.join("certificate.pdf"), &pdf).unwrap();
        let key = public_key(&stage.config).unwrap().unwrap();
        std::fs::write(folder.join("key.pem"), key.pem()).unwrap();
    }
}

#[tokio::test]
async fn what_was_changed_is_found() {
    let stage = stage().await;
    let [json, pdf] = files(&stage).await;
    let genuine: Certificate = serde_json::from_slice(&json).unwrap();
    let other = super::stage().await;
    let done = erased(&other, person(&other).await.id).await;
    let others = certificate(&other.administrator, done.id, Form::Json)
        .await
        .unwrap();
    let others: Certificate = serde_json::from_slice(&others).unwrap();
    assert_ne!(others.public_key, genuine.public_key);
    let with = |change: &dyn Fn(&mut Certificate)| {
        let mut changed = genuine.clone();
        change(&mut changed);
        verify(&serde_json::to_vec(&changed).unwrap()).map(drop)
    };
    for change in [
        &|one: &mut Certificate| {
            one.statement = one.statement.replace("\"records\":1", "\"records\":2")
        },
        &|one: &mut Certificate| one.statement.push(' '),
        &|one: &mut Certificate| one.format = "rapport-erasure-certificate-2".to_owned(),
        &|one: &mut Certificate| one.public_key.clone_from(&others.public_key),
        &|one: &mut Certificate| one.signature.clone_from(&others.signature),
        &|one: &mut Certificate| one.signature.clear(),
        &|one: &mut Certificate| one.public_key = "?".to_owned(),
    ] as [&dyn Fn(&mut Certificate); 7]
    {
        assert_eq!(with(change), Err(Fault::WrongSignature));
    }
    for nothing in [&b""[..], b"{}", b"%PDF-1.7", b"[1,2]"] {
        assert_eq!(verify(nothing), Err(Fault::NoCertificate));
    }
    // What is seen on paper is compared with what was signed.
    let mut painted = pdf.clone();
    let at = painted
        .windows(6)
        .position(|bytes| bytes == b"stream")
        .unwrap()
        + 40;
    painted[at] ^= 1;
    let told = verify(&painted);
    assert!(!matches!(told, Ok(found) if found.pages == Some(true)));
    let at = pdf.windows(5).position(|bytes| bytes == b"asked").unwrap();
    let mut reason = pdf.clone();
    reason[at] = b'b';
    assert_eq!(verify(&reason).map(drop), Err(Fault::WrongSignature));
}

#[tokio::test]
async fn everything_about_a_person_is_handed_out_to_administrators_and_noted() {
    use crate::privacy::{PersonForm, person as everything};
    let stage = stage().await;
    let contact = known(&stage).await;
    for desk in [&stage.manager, &stage.lin] {
        let told = everything(desk, "contact", contact.id, PersonForm::Json).await;
        assert!(matches!(told, Err(Error::Refused(Refusal::Forbidden))));
    }
    let desk = &stage.administrator;
    let json = everything(desk, "contact", contact.id, PersonForm::Json)
        .await
        .unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let records = &json["records"];
    assert_eq!(records["contact"][0]["email"], EMAIL);
    let count = |object: &str| records[object].as_array().map_or(0, Vec::len);
    assert_eq!(
        (count("activity"), count("deal"), count("invoice")),
        (2, 1, 1)
    );
    for beside in ["files", "mails", "history"] {
        assert!(
            json[beside]
                .as_array()
                .is_some_and(|lines| !lines.is_empty()),
            "{beside}"
        );
    }
    let page = everything(desk, "contact", contact.id, PersonForm::Html)
        .await
        .unwrap();
    let page = String::from_utf8(page).unwrap();
    for word in [NAME, EMAIL, "zeb.quartermaine.pdf", "is ill", "likes tea"] {
        assert!(page.contains(word), "{word}");
    }
    let asked = contract::dto::audit::AuditQuery {
        action: Some("exported".to_owned()),
        ..Default::default()
    };
    let log = crate::audit::search(desk, &asked).await.unwrap();
    assert_eq!(log.lines.len(), 2);
}
