//! Leads become customers: an account, a contact and perhaps a deal, and nothing of their history is lost.

use contract::dto::leads::{Conversion, Converted, Into as Target, Proposal};
use contract::dto::records::EventAction;
use contract::objects::{ACCOUNT, ACTIVITY, CONTACT, DEAL, LEAD};
use contract::value::Values;
use contract::{Action, FieldProblem, Link, Problem, Record, Refusal, Value};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, UpdateStatement};
use uuid::Uuid;

use crate::access::{NewRecord, Write};
use crate::records::{self, Origin, prepare, twins};
use crate::{Desk, Error, Result, activities, consents};

/// What a conversion of a lead would make, for the person to look at first.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`].
pub async fn propose(desk: &Desk, lead: Uuid) -> Result<Proposal> {
    let lead = records::read(desk, desk.granted(LEAD, lead, Action::Edit).await?).await?;
    let company = if lead.text("company").is_empty() {
        lead.text("name")
    } else {
        lead.text("company")
    };
    let mut account = Values::from([("name".to_owned(), company.into())]);
    copy(
        &lead,
        &mut account,
        &["website", "industry", "source", "region", "tags", "owner"],
    );
    let mut contact = Values::new();
    copy(
        &lead,
        &mut contact,
        &[
            "name", "position", "phone", "wechat", "email", "source", "owner",
        ],
    );
    let mut deal = Values::from([("name".to_owned(), company.into())]);
    copy(&lead, &mut deal, &["source", "owner"]);
    if !lead.value("budget").is_empty() {
        deal.insert("amount".to_owned(), lead.value("budget").clone());
    }
    if !lead.value("need").is_empty() {
        deal.insert("note".to_owned(), lead.value("need").clone());
    }
    let mut alike = twins(desk, ACCOUNT, &account, None).await?;
    alike.extend(
        twins(desk, CONTACT, &contact, None)
            .await?
            .into_iter()
            .filter(|twin| twin.object == CONTACT),
    );
    Ok(Proposal {
        account,
        contact,
        deal,
        twins: alike,
    })
}

fn copy(lead: &Record, into: &mut Values, fields: &[&str]) {
    for field in fields {
        let value = lead.value(field);
        if !value.is_empty() {
            into.insert((*field).to_owned(), value.clone());
        }
    }
}

/// Makes the customer, the contact and the deal of a lead in one transaction. A second try finds what the first made.
///
/// # Errors
/// [`Refusal::Invalid`] with each problem at `account.name`, `contact.phone` and so on, [`Refusal::Forbidden`].
pub async fn convert(desk: &Desk, conversion: Conversion) -> Result<Converted> {
    let granted = desk.granted(LEAD, conversion.lead, Action::Edit).await?;
    if let Some(converted) = already(granted.record()) {
        return Ok(converted);
    }
    let mut problems = Vec::new();
    let account = part(desk, ACCOUNT, conversion.account, &[], &mut problems).await?;
    let account_id = account
        .id()
        .ok_or_else(|| Error::invalid("account", Problem::Required))?;
    let contact = part(
        desk,
        CONTACT,
        conversion.contact,
        &[("account", account_id)],
        &mut problems,
    )
    .await?;
    let contact_id = contact
        .id()
        .ok_or_else(|| Error::invalid("contact", Problem::Required))?;
    let links = [
        ("account", account_id),
        ("contact", contact_id),
        ("lead", conversion.lead),
    ];
    let deal = part(desk, DEAL, conversion.deal, &links, &mut problems).await?;
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let converted = Converted {
        account: account_id,
        contact: contact_id,
        deal: deal.id(),
    };
    let mut write = desk.write().await?;
    for (object, part) in [(ACCOUNT, account), (CONTACT, contact), (DEAL, deal)] {
        if let Part::New(record) = part {
            records::insert(&mut write, &*desk.object(object)?, record).await?;
        }
    }
    let mut values = Values::from([
        ("converted".to_owned(), Value::YesNo(true)),
        ("converted_at".to_owned(), Value::DateTime(write.now())),
        ("status".to_owned(), "converted".into()),
        ("account".to_owned(), link(account_id)),
        ("contact".to_owned(), link(contact_id)),
    ]);
    if let Some(deal) = converted.deal {
        values.insert("deal".to_owned(), link(deal));
    }
    write
        .update(&granted, values, EventAction::Converted)
        .await?;
    hand_on_history(&write, conversion.lead, &converted).await?;
    let contact = (CONTACT.to_owned(), contact_id);
    let lead = [(LEAD.to_owned(), conversion.lead)];
    consents::join(&write, &contact, &lead, None).await?;
    write.commit().await?;
    Ok(converted)
}

fn already(lead: &Record) -> Option<Converted> {
    let (account, contact) = (lead.value("account").id()?, lead.value("contact").id()?);
    Some(Converted {
        account,
        contact,
        deal: lead.value("deal").id(),
    })
}

/// One part of a conversion, checked.
enum Part {
    New(NewRecord),
    There(Uuid),
    Nothing,
}

impl Part {
    fn id(&self) -> Option<Uuid> {
        match self {
            Self::New(record) => Some(record.id),
            Self::There(id) => Some(*id),
            Self::Nothing => None,
        }
    }
}

/// Checks one part. Links to parts that are made in the same breath are set after the checks.
async fn part(
    desk: &Desk,
    object: &str,
    target: Target,
    links: &[(&str, Uuid)],
    problems: &mut Vec<FieldProblem>,
) -> Result<Part> {
    match target {
        Target::Nothing => Ok(Part::Nothing),
        Target::Existing(id) => Ok(Part::There(
            desk.granted(object, id, Action::See).await?.id(),
        )),
        Target::New(mut values) => {
            let described = desk.object(object)?;
            let found = prepare(desk, &described, None, &mut values, Origin::Form).await?;
            problems.extend(
                found
                    .into_iter()
                    .map(|p| FieldProblem::new(&format!("{object}.{}", p.field), p.problem)),
            );
            values.extend(
                links
                    .iter()
                    .map(|(field, id)| ((*field).to_owned(), link(*id))),
            );
            Ok(Part::New(NewRecord {
                id: Uuid::now_v7(),
                values,
                batch: None,
            }))
        }
    }
}

fn link(id: Uuid) -> Value {
    Value::Link(Link::to(id))
}

/// The activities of the lead are about what it became, too.
async fn hand_on_history(write: &Write<'_>, lead: Uuid, to: &Converted) -> Result<()> {
    let parts = [
        (ACCOUNT, Some(to.account)),
        (CONTACT, Some(to.contact)),
        (DEAL, to.deal),
    ];
    for (object, id) in parts {
        let Some(id) = id else { continue };
        write.derive(&hand_on(lead, object, id)).await?;
        activities::refresh(write, object, vec![id]).await?;
    }
    Ok(())
}

fn hand_on(lead: Uuid, object: &str, id: Uuid) -> UpdateStatement {
    let column = Alias::new(format!("{object}_id"));
    Query::update()
        .table(Alias::new(ACTIVITY))
        .value(column.clone(), id)
        .and_where(Expr::col(Alias::new("lead_id")).eq(lead))
        .and_where(Expr::col(column).is_null())
        .take()
}
