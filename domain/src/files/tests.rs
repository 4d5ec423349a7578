use std::io;

use bytes::Bytes;
use contract::dto::records::Change;
use contract::objects::{ACCOUNT, PAYMENT};
use contract::value::Values;
use contract::{Link, Money, Problem, Record, Refusal, Value};
use futures::{StreamExt, TryStreamExt, stream};

use super::{add, of, open, set_deleted};
use crate::records;
use crate::testing::stage;

fn pieces(
    parts: &[&'static [u8]],
) -> impl futures::Stream<Item = io::Result<Bytes>> + Send + use<> {
    stream::iter(
        parts
            .iter()
            .map(|part| Ok(Bytes::from_static(part)))
            .collect::<Vec<_>>(),
    )
}

#[tokio::test]
async fn a_file_belongs_to_those_who_see_its_record() {
    let stage = stage().await;
    let (lin, zhou, finance) = (&stage.lin, &stage.zhou, &stage.finance);
    let id = stage.account(lin, "Haichuan").await.id;

    let file = add(
        lin,
        ACCOUNT,
        id,
        "合同.pdf",
        pieces(&[b"%PDF", b"-1.7 text"]),
    )
    .await
    .unwrap();
    assert_eq!(
        (file.media_type.as_str(), file.bytes, file.is_image),
        ("application/pdf", 13, false)
    );
    let same = add(lin, ACCOUNT, id, "copy.pdf", pieces(&[b"%PDF-1.7 text"]))
        .await
        .unwrap();
    let names = |files: Vec<contract::dto::files::FileInfo>| {
        files.into_iter().map(|file| file.name).collect::<Vec<_>>()
    };
    assert_eq!(
        names(of(lin, ACCOUNT, id).await.unwrap()),
        ["copy.pdf", "合同.pdf"]
    );

    let (_, content) = open(finance, file.id).await.unwrap();
    assert_eq!(
        content.try_collect::<Vec<Bytes>>().await.unwrap().concat(),
        b"%PDF-1.7 text"
    );
    assert!(!of(finance, ACCOUNT, id).await.unwrap()[0].may_delete);
    assert_eq!(
        set_deleted(finance, file.id, true)
            .await
            .unwrap_err()
            .into_refusal(),
        Refusal::Forbidden
    );
    assert_eq!(
        open(zhou, file.id).await.err().unwrap().into_refusal(),
        Refusal::NotFound
    );
    assert_eq!(
        set_deleted(zhou, file.id, true)
            .await
            .unwrap_err()
            .into_refusal(),
        Refusal::NotFound
    );

    set_deleted(lin, same.id, true).await.unwrap();
    assert_eq!(
        open(lin, same.id).await.err().unwrap().into_refusal(),
        Refusal::NotFound
    );
    assert!(open(lin, file.id).await.is_ok(), "equal content stays");
    set_deleted(lin, same.id, false).await.unwrap();
    assert!(open(lin, same.id).await.is_ok());
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let stage = stage().await;
    let lin = &stage.lin;
    let id = stage.account(lin, "Haichuan").await.id;
    let big = stream::iter(vec![Ok(Bytes::from(vec![7; 12 * 1024 * 1024]))]);
    let broken = big.chain(stream::iter(vec![Err(io::Error::from(
        io::ErrorKind::UnexpectedEof,
    ))]));
    assert!(add(lin, ACCOUNT, id, "a.bin", broken).await.is_err());
    assert!(of(lin, ACCOUNT, id).await.unwrap().is_empty());
    let left = std::fs::read_dir(stage.config.files.join("incoming"))
        .map(Iterator::count)
        .unwrap_or_default();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_file_field_holds_a_file_of_its_own_record() {
    let stage = stage().await;
    let desk = &stage.finance;
    let day = Value::Date(chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap());
    let paid = [
        ("date", day),
        ("amount", Value::Money(Money::units(100, "CNY"))),
    ];
    let payment = stage.make(desk, PAYMENT, &paid).await;
    let other = stage.make(desk, PAYMENT, &paid).await;
    let receipt = add(
        desk,
        PAYMENT,
        payment.id,
        "receipt.pdf",
        pieces(&[b"%PDF-1.7"]),
    )
    .await
    .unwrap();
    let set = |record: Record| {
        let link = Link {
            id: Some(receipt.id),
            text: receipt.name.clone(),
        };
        let change = Change {
            object: PAYMENT.into(),
            id: record.id,
            version: record.version,
            values: [("voucher".to_owned(), Value::Link(link))].into(),
            base: Values::new(),
        };
        records::update(desk, change)
    };
    let kept = set(payment).await.unwrap();
    assert_eq!(kept.value("voucher").id(), Some(receipt.id));
    assert!(matches!(kept.value("voucher"), Value::Link(link) if link.text == "receipt.pdf"));
    assert_eq!(
        set(other).await.unwrap_err().into_refusal(),
        Refusal::invalid("voucher", Problem::PointsNowhere)
    );
}
