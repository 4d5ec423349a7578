//! The certificate of an erasure: what was erased in numbers, what is kept and why, signed. docs/erasure.md says how
//! others verify it.

use chrono::{DateTime, NaiveDate, Utc};
use contract::Refusal;
use contract::dto::privacy::{Counts, ErasureReason};
use data_encoding::BASE64;
use entity::erasure::Model;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::identifier::Identifier;
use super::paper;
use super::signing::{PublicKey, Signer};
use super::table::{self, KeptOne};
use crate::{Crm, Desk, Result};

/// How a certificate begins, in files of either kind.
const BEGINNING: &str = "{\"format\":\"rapport-erasure-certificate-1\"";
const FORMAT: &str = "rapport-erasure-certificate-1";

/// What a certificate says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub id: Uuid,
    pub organisation: String,
    /// What the person was kept as.
    pub object: String,
    pub reason: ErasureReason,
    /// The name of the rule of retention that ordered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    pub ordered_at: DateTime<Utc>,
    pub ended_at: DateTime<Utc>,
    pub erased: Counts,
    pub kept: Vec<KeptByLaw>,
    /// By what the person finds themselves.
    pub identifiers: Vec<Identifier>,
    /// The version that wrote it.
    pub rapport: String,
}

/// Documents that are kept, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptByLaw {
    pub object: String,
    pub count: u64,
    pub until: NaiveDate,
    /// Always `tax_and_trade_law`.
    pub reason: String,
}

/// A statement with its signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    pub format: String,
    /// [`Statement`] as JSON: these very bytes are signed.
    pub statement: String,
    /// The public key of Ed25519, 32 bytes in base64.
    pub public_key: String,
    /// 64 bytes in base64.
    pub signature: String,
}

/// What was found of a certificate whose signature is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub statement: Statement,
    pub key: PublicKey,
    /// Of a PDF: whether its pages are what the statement says; `None` where another version wrote them.
    pub pages: Option<bool>,
}

/// Why a certificate is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no certificate in the file.
    NoCertificate,
    /// Something was changed, or another key signed it.
    WrongSignature,
}

/// Verifies a certificate, a file of JSON or of PDF. Whose key it is remains to be compared.
///
/// # Errors
/// What is wrong with it.
pub fn verify(file: &[u8]) -> std::result::Result<Verified, Fault> {
    let is_pdf = file.starts_with(b"%PDF");
    let certificate = match is_pdf {
        true => inside(file),
        false => serde_json::from_slice(file).ok(),
    };
    let certificate: Certificate = certificate.ok_or(Fault::NoCertificate)?;
    let statement = serde_json::from_str::<Statement>(&certificate.statement);
    let decoded = |text: &str| BASE64.decode(text.as_bytes());
    let (Ok(key), Ok(signature)) = (
        decoded(&certificate.public_key),
        decoded(&certificate.signature),
    ) else {
        return Err(Fault::WrongSignature);
    };
    let key = PublicKey::new(key);
    let is_right = certificate.format == FORMAT
        && key.has_signed(certificate.statement.as_bytes(), &signature);
    if !is_right {
        return Err(Fault::WrongSignature);
    }
    let statement = statement.map_err(|_| Fault::NoCertificate)?;
    let is_ours = is_pdf && statement.rapport == env!("CARGO_PKG_VERSION");
    let pages = match is_ours {
        true => Some(paper::pdf(&certificate, &statement).is_ok_and(|pages| pages == file)),
        false if is_pdf => None,
        false => Some(true),
    };
    Ok(Verified {
        statement,
        key,
        pages,
    })
}

/// The certificate that a PDF carries: its only part that is written as it is.
fn inside(file: &[u8]) -> Option<Certificate> {
    let beginning = BEGINNING.as_bytes();
    let at = file
        .windows(beginning.len())
        .position(|window| window == beginning)?;
    let mut found = serde_json::Deserializer::from_slice(file.get(at..)?).into_iter();
    found.next()?.ok()
}

/// Writes and signs the certificate of an erasure that is done.
///
/// # Errors
/// When the key cannot be read or made.
pub(super) fn sign(crm: &Crm, row: &Model, ended_at: DateTime<Utc>) -> Result<String> {
    let kept: Vec<KeptOne> = serde_json::from_str(&row.kept)?;
    let marks = table::marks(row)?;
    let statement = Statement {
        id: row.id,
        organisation: crm.settings().organisation.clone(),
        object: row.object.clone(),
        reason: ErasureReason::of(&row.reason).unwrap_or_default(),
        rule: row.rule.clone(),
        ordered_at: row.at,
        ended_at,
        erased: serde_json::from_str(&row.counts)?,
        kept: table::kept_of(&kept)
            .into_iter()
            .map(|kept| KeptByLaw {
                object: kept.object,
                count: kept.count,
                until: kept.until,
                reason: "tax_and_trade_law".to_owned(),
            })
            .collect(),
        identifiers: marks.shown,
        rapport: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let signer = Signer::open(crm.config())?;
    let statement = serde_json::to_string(&statement)?;
    let certificate = Certificate {
        format: FORMAT.to_owned(),
        public_key: BASE64.encode(signer.public().bytes()),
        signature: BASE64.encode(&signer.sign(statement.as_bytes())),
        statement,
    };
    Ok(serde_json::to_string(&certificate)?)
}

/// How a certificate is taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Json,
    Pdf,
}

/// The certificate of an erasure as a file.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the asker administers, [`Refusal::NotFound`] when there is none, or none yet.
pub async fn certificate(desk: &Desk, id: Uuid, form: Form) -> Result<Vec<u8>> {
    desk.must_administer()?;
    let row = table::load(desk.crm().door().house(), id).await?;
    let text = row
        .and_then(|row| row.certificate)
        .ok_or(Refusal::NotFound)?;
    if form == Form::Json {
        return Ok(text.into_bytes());
    }
    let certificate: Certificate = serde_json::from_str(&text)?;
    let statement: Statement = serde_json::from_str(&certificate.statement)?;
    paper::pdf(&certificate, &statement)
}
