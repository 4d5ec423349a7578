//! Who may do what with one record.

use contract::dto::session::Person;
use contract::dto::who::{MayDo, WhoMay, WhoPage, WhoQuery};
use contract::{Action, Refusal};

use super::fields::Fields;
use super::people::{Everybody, Known};
use crate::access::{Standing, standing};
use crate::import::fold;
use crate::{Desk, Result};

/// How many people one page has.
const PAGE: usize = 50;
/// What can be done with a record that is there.
pub(super) const DEEDS: [Action; 5] = [
    Action::See,
    Action::Edit,
    Action::Delete,
    Action::Transfer,
    Action::Export,
];

/// Who may do what with a record.
///
/// Administrators and who reads the log learn through what: they set it up or look after it. Whoever owns the record
/// may know who sees what is theirs, so that they can ask for it to be otherwise, but roles and teams of colleagues are
/// no business of theirs. Others are told nothing: who sees a record says much about it.
///
/// # Errors
/// [`Refusal::NotFound`] when the asker does not see the record, [`Refusal::Forbidden`] when it is not theirs, and for
/// programs.
pub async fn of_record(desk: &Desk, query: &WhoQuery) -> Result<WhoPage> {
    let granted = desk.granted(&query.object, query.id, Action::See).await?;
    let me = desk.actor().id();
    let is_explained = desk.actor().may_read_log()
        || desk.actor().is_administrator() && !desk.actor().is_limited();
    let is_theirs = me.is_some() && granted.record().value("owner").id() == me;
    if desk.actor().is_limited() || !is_explained && !is_theirs {
        return Err(Refusal::Forbidden.into());
    }
    let everybody = Everybody::load(desk).await?;
    let standing = standing(desk, &query.object, query.id).await?;
    let mut standing = standing.ok_or(Refusal::NotFound)?;
    standing.each(&mut |record| {
        let team = record.owner.and_then(|owner| everybody.team_of(owner));
        record.owners_team = team.cloned();
    });
    let mut page = page(desk, &everybody, &standing, query);
    page.is_explained = is_explained;
    match is_explained {
        true => with_fields(desk, &standing, query, &mut page)?,
        false => page.people.iter_mut().for_each(without_causes),
    }
    Ok(page)
}

fn page(desk: &Desk, everybody: &Everybody, standing: &Standing, query: &WhoQuery) -> WhoPage {
    let words = plain(&query.words);
    let mut found: Vec<WhoMay> = Vec::new();
    let mut seeing = 0;
    for known in &everybody.present {
        let one = may(desk, everybody, standing, known);
        seeing += u32::from(!one.may.is_empty());
        let is_wanted = match words.is_empty() {
            true => !one.may.is_empty(),
            false => plain(&known.name).contains(&words),
        };
        if is_wanted {
            found.push(one);
        }
    }
    // Stable: by name among themselves.
    found.sort_by_key(|one| (!one.is_owner, one.may.is_empty()));
    let before = query.after as usize;
    let shown = before.saturating_add(PAGE);
    WhoPage {
        next: (found.len() > shown).then(|| u32::try_from(shown).unwrap_or(u32::MAX)),
        people: found.into_iter().skip(before).take(PAGE).collect(),
        seeing,
        everybody: u32::try_from(everybody.present.len()).unwrap_or(u32::MAX),
        ..WhoPage::default()
    }
}

fn may(desk: &Desk, everybody: &Everybody, standing: &Standing, known: &Known) -> WhoMay {
    let roles = desk.crm().roles();
    let who = &known.who;
    let may = DEEDS.into_iter().filter_map(|action| {
        let through = standing.causes(&roles, who, action);
        (!through.is_empty()).then_some(MayDo { action, through })
    });
    let team = who.team.as_deref();
    WhoMay {
        person: Person {
            id: who.id,
            name: known.name.clone(),
        },
        team: team.and_then(|team| everybody.name_of(team)).cloned(),
        roles: who.roles.clone(),
        is_owner: standing.owner == Some(who.id),
        may: may.collect(),
        fields: None,
    }
}

/// Adds what those who see it may do with its fields.
fn with_fields(
    desk: &Desk,
    standing: &Standing,
    query: &WhoQuery,
    page: &mut WhoPage,
) -> Result<()> {
    let object = desk.whole_object(&query.object)?;
    let roles = desk.crm().roles();
    let mut fields = Fields::default();
    for one in page.people.iter_mut().filter(|one| !one.may.is_empty()) {
        one.fields = Some(fields.place(&roles, &one.roles, standing.reached(), &object));
    }
    page.fields = fields.all;
    Ok(())
}

/// What somebody may know who only owns the record.
fn without_causes(one: &mut WhoMay) {
    one.roles.clear();
    one.team = None;
    one.may.iter_mut().for_each(|may| may.through.clear());
}

fn plain(text: &str) -> String {
    fold(text.trim()).to_lowercase()
}
