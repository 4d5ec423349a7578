//! Letters about requests: to those who decide, and to who asked once it is decided. They name no record and no reason:
//! a mail lies in foreign places, and its link leads to where both stand.

use std::collections::BTreeSet;
use std::sync::Arc;

use contract::dto::sharing::{ShareState, Subject};
use contract::{FieldKind, Label};
use entity::share;
use sea_orm::sea_query::ExprTrait;
use uuid::Uuid;

use super::{check, row};
use crate::mail::{self, Letter, Template};
use crate::{Crm, Desk, Error, Result, roles};

/// Queues the letters that are due. Answers of how many requests. It is done apart from asking, so that the answer to a
/// request takes as long whether there is such a record or not.
///
/// # Errors
/// When the database fails.
pub async fn tell_due(crm: &Arc<Crm>) -> Result<u64> {
    let desk = crm.system_desk("letters about access");
    let mut told = 0;
    for request in row::letters_due(crm).await? {
        let (people, template) = letter(&desk, &request).await?;
        let write = desk.write().await?;
        // Another node may have been first.
        if !row::take_letter(&write, &request).await? {
            continue;
        }
        for person in people {
            if let Some(letter) = Letter::to_user(crm, person, template.clone()).await? {
                // Without mail the page alone tells it.
                let _ = mail::queue(crm, write.transaction(), letter).await?;
            }
        }
        write.commit().await?;
        told += 1;
    }
    Ok(told)
}

/// Who is written to, and what.
async fn letter(desk: &Desk, request: &share::Model) -> Result<(BTreeSet<Uuid>, Template)> {
    let people = desk.crm().people();
    let name = |id: Option<Uuid>| {
        let name = id.and_then(|id| people.name(id));
        name.unwrap_or_default().to_owned()
    };
    let object = desk.crm().descriptions().object(&request.object);
    let object = object.map_or_else(Label::default, |object| object.label.clone());
    let link = format!("/settings/grants?grant={}", request.id);
    let (may_edit, until) = (request.may_edit, request.until);
    if request.state == ShareState::Asked.key() {
        let template = Template::AccessAsked {
            asker: name(request.asked_by),
            object,
            may_edit,
            until,
            link,
        };
        return Ok((approvers(desk, request).await?, template));
    }
    let is_approved = request.state == ShareState::Live.key();
    let template = Template::AccessDecided {
        is_approved,
        decided_by: name(match is_approved {
            true => request.given_by,
            false => request.ended_by,
        }),
        object,
        may_edit,
        until,
        link,
    };
    Ok((request.asked_by.into_iter().collect(), template))
}

/// Who hears of a request: the owner of the record and who leads their team, as far as they may share it, or else the
/// administrators; of a record that is not there, nobody.
async fn approvers(desk: &Desk, request: &share::Model) -> Result<BTreeSet<Uuid>> {
    let mut found = BTreeSet::new();
    if let Some(id) = request.record {
        let Some(owner) = owner(desk, &request.object, id).await? else {
            return Ok(found);
        };
        for person in near(desk, owner).await? {
            let theirs = match desk.crm().desk_of(person).await {
                Ok(theirs) => theirs,
                Err(Error::Refused(_)) => continue,
                Err(error) => return Err(error),
            };
            match check::may_share(&theirs, &request.object, &Subject::Record(id)).await {
                Ok(()) => drop(found.insert(person)),
                Err(Error::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }
    if found.is_empty() {
        found.extend(roles::administrators(desk).await?);
    }
    found.retain(|person| Some(*person) != request.asked_by);
    Ok(found)
}

/// The owner of a record, which may be nobody; `None` where there is no such record.
async fn owner(desk: &Desk, object: &str, id: Uuid) -> Result<Option<Option<Uuid>>> {
    let described = desk.whole_object(object)?;
    let owner = described.field("owner");
    let owner = owner.filter(|field| field.kind == FieldKind::User);
    let visible = desk.visible(object)?;
    let is_it = visible.column("id").eq(id);
    let fields: Vec<_> = owner.into_iter().collect();
    let found = visible.only(is_it).records(&fields).await?;
    Ok(found.first().map(|record| record.value("owner").id()))
}

/// The owner and who leads their team.
async fn near(desk: &Desk, owner: Option<Uuid>) -> Result<Vec<Uuid>> {
    let Some(owner) = owner else {
        return Ok(Vec::new());
    };
    let lead = row::lead_of(desk.crm(), owner).await?;
    Ok([Some(owner), lead].into_iter().flatten().collect())
}
