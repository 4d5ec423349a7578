//! Who may do what with one record, and through what: the rules of `scope.rs` read the other way round, without SQL, so
//! that they are answered for everybody at once.

use std::sync::Arc;

use contract::dto::sharing::{Holder, Level};
use contract::dto::who::{Cause, Over};
use contract::objects::{ACTIVITY, USER};
use contract::{Action, ObjectDef, Reach};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use uuid::Uuid;

use super::scope;
use super::shared::{level_of, of_question};
use crate::roles::Roles;
use crate::sharing::{Given, all_given};
use crate::{Desk, Result};

/// Somebody who may do something.
#[derive(Clone, Debug)]
pub(crate) struct Somebody {
    pub(crate) id: Uuid,
    pub(crate) roles: Vec<String>,
    pub(crate) team: Option<String>,
    /// Keys of their own team and of every team below it.
    pub(crate) teams: Vec<String>,
    /// Keys of their own team and of every team above it.
    pub(crate) above: Vec<String>,
}

impl Somebody {
    fn is(&self, holder: &Holder) -> bool {
        match holder {
            Holder::Person(id) => *id == self.id,
            Holder::Role(role) => self.roles.contains(role),
            Holder::Team(team) => self.above.contains(team),
        }
    }
}

/// What of a record decides who may do what with it.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    object: Arc<ObjectDef>,
    id: Uuid,
    pub(crate) owner: Option<Uuid>,
    /// The team of its owner, who may be gone.
    pub(crate) owners_team: Option<String>,
    /// The object whose reach counts.
    reached: String,
    /// The shares that hold it.
    shares: Vec<Given>,
    /// Who has anything of the object by shares.
    shared: Vec<(Holder, Level)>,
    /// What it is a line of.
    parent: Option<Box<Standing>>,
    /// What an activity is about.
    about: Vec<Standing>,
}

/// How a record stands; `None` where there is none. Nothing of it leaves the house but ids and shares.
///
/// # Errors
/// When the database fails.
pub(crate) async fn standing(desk: &Desk, object: &str, id: Uuid) -> Result<Option<Standing>> {
    let object = desk.whole_object(object)?;
    let owner = object.field("owner").and_then(|field| field.column());
    let ways = ways(&object);
    let mut select = Query::select();
    select
        .column(Alias::new("id"))
        .columns(owner.iter().map(Alias::new))
        .columns(ways.iter().map(|(_, column)| Alias::new(column)))
        .from(Alias::new(object.table()))
        .and_where(Expr::col(Alias::new("id")).eq(id));
    let Some(row) = desk.crm().door().row(&select).await? else {
        return Ok(None);
    };
    let id_of = |column: &str| row.try_get::<Option<Uuid>>("", column);
    let (shares, shared) = shares(desk, &object, id).await?;
    let mut standing = Standing {
        id,
        owner: owner.as_deref().map(id_of).transpose()?.flatten(),
        owners_team: None,
        reached: desk.reached_as(&object.key),
        shares,
        shared,
        parent: None,
        about: Vec::new(),
        object: Arc::clone(&object),
    };
    for (target, column) in ways {
        let Some(there) = id_of(&column)? else {
            continue;
        };
        let Some(there) = Box::pin(self::standing(desk, &target, there)).await? else {
            continue;
        };
        match object.line_of.is_some() {
            true => standing.parent = Some(Box::new(there)),
            false => standing.about.push(there),
        }
    }
    Ok(Some(standing))
}

/// Objects and columns by which a record is reached: what it is a line of, or what an activity is about.
fn ways(object: &ObjectDef) -> Vec<(String, String)> {
    let leads_on = |field: &&contract::FieldDef| match object.line_of.as_deref() {
        Some(by) => field.key == by,
        None => object.key == ACTIVITY,
    };
    let leading = object.fields.iter().filter(leads_on);
    leading
        .filter_map(|field| Some((field.relation.clone()?, field.column()?)))
        .filter(|(target, _)| target != USER)
        .collect()
}

/// The shares that hold a record, and who has anything of its object.
async fn shares(
    desk: &Desk,
    object: &ObjectDef,
    id: Uuid,
) -> Result<(Vec<Given>, Vec<(Holder, Level)>)> {
    let all = all_given(desk.crm(), &object.key, id).await?;
    let mut shares = all.of_record;
    for (given, question) in all.filters {
        let Some(holds) = of_question(&question, object) else {
            continue;
        };
        let column = |name: &'static str| Expr::col((Alias::new(object.table()), Alias::new(name)));
        let select = Query::select()
            .expr(Expr::val(1))
            .from(Alias::new(object.table()))
            .and_where(column("id").eq(id))
            .cond_where(holds)
            .take();
        if desk.crm().door().row(&select).await?.is_some() {
            shares.push(given);
        }
    }
    Ok((shares, all.anything))
}

impl Standing {
    /// The record and everything by which it may be reached.
    pub(crate) fn each(&mut self, tell: &mut impl FnMut(&mut Self)) {
        tell(self);
        if let Some(parent) = &mut self.parent {
            parent.each(tell);
        }
        for about in &mut self.about {
            about.each(tell);
        }
    }

    /// Key of the object whose reach counts for it.
    pub(crate) fn reached(&self) -> &str {
        &self.reached
    }

    /// What lets somebody do something with the record; nothing where they may not.
    pub(crate) fn causes(&self, roles: &Roles, who: &Somebody, action: Action) -> Vec<Cause> {
        let may_ask = |action| self.may_ask(roles, who, action);
        if may_ask(Action::See) && may_ask(action) {
            self.unguarded(roles, who, action)
        } else {
            Vec::new()
        }
    }

    /// Whether any record of the object is theirs to do it with, by role or by share.
    fn may_ask(&self, roles: &Roles, who: &Somebody, action: Action) -> bool {
        let action = self.on_reached(action);
        if roles.reach(&who.roles, &self.reached, action) > Reach::None {
            return true;
        }
        let whole = match &self.parent {
            Some(parent) if self.is_line() => parent,
            _ => self,
        };
        let level = level_of(action).filter(|_| self.object.key != USER);
        let mut shared = whole.shared.iter();
        level.is_some_and(|level| shared.any(|(holder, held)| *held >= level && who.is(holder)))
    }

    fn is_line(&self) -> bool {
        self.object.line_of.is_some() && self.reached != self.object.key
    }

    fn on_reached(&self, action: Action) -> Action {
        match self.is_line() {
            true => scope::on_parent(action),
            false => action,
        }
    }

    /// As the condition of a question says it.
    fn unguarded(&self, roles: &Roles, who: &Somebody, action: Action) -> Vec<Cause> {
        let action = self.on_reached(action);
        if self.object.line_of.is_some() {
            let mut causes = self.by_role(roles, who, action, None);
            causes.extend(self.by_parent(roles, who, action));
            return causes;
        }
        let mut causes = self.by_role(roles, who, action, None);
        if self.object.key == ACTIVITY && action == Action::See {
            causes.extend(self.by_what_it_is_about(roles, who));
        }
        causes.extend(self.by_share(who, action, None));
        causes
    }

    /// The roles that reach it.
    fn by_role(
        &self,
        roles: &Roles,
        who: &Somebody,
        action: Action,
        over: Option<&Over>,
    ) -> Vec<Cause> {
        let held = who.roles.iter().filter_map(|key| roles.role(key));
        let reaching = held.filter_map(|role| {
            let reach = role.reach(&self.reached, action);
            self.falls_into(who, reach).then(|| Cause::Role {
                role: role.key.clone(),
                reach,
                over: over.cloned(),
            })
        });
        reaching.collect()
    }

    /// The shares by which they have it.
    fn by_share(&self, who: &Somebody, action: Action, over: Option<&Over>) -> Vec<Cause> {
        let Some(level) = level_of(action).filter(|_| self.object.key != USER) else {
            return Vec::new();
        };
        let theirs = self.shares.iter();
        let theirs = theirs.filter(|share| share.level >= level && who.is(&share.holder));
        theirs
            .map(|share| Cause::Share {
                with: share.holder.clone(),
                given_by: share.given_by.clone(),
                until: share.until,
                ends_with_close: share.ends_with_close,
                filter: share.filter.clone(),
                over: over.cloned(),
            })
            .collect()
    }

    /// A line is reached over what it belongs to; roles that reach everything need no such way.
    fn by_parent(&self, roles: &Roles, who: &Somebody, action: Action) -> Vec<Cause> {
        let Some(parent) = &self.parent else {
            return Vec::new();
        };
        let over = parent.over(true);
        let mut causes = parent.unguarded(roles, who, action);
        causes.retain(|cause| {
            !matches!(
                cause,
                Cause::Role {
                    reach: Reach::All,
                    ..
                }
            )
        });
        for cause in &mut causes {
            let (Cause::Role { over: place, .. } | Cause::Share { over: place, .. }) = cause;
            *place = Some(over.clone());
        }
        causes
    }

    /// Activities about records that somebody has as their own, or by a share, are theirs to see; what everybody sees
    /// makes nobody's talk about it public.
    fn by_what_it_is_about(&self, roles: &Roles, who: &Somebody) -> Vec<Cause> {
        let mut causes = Vec::new();
        if roles.reach(&who.roles, &self.reached, Action::See) == Reach::None {
            return causes;
        }
        for about in &self.about {
            if roles.reach(&who.roles, &about.reached, Action::See) < Reach::All {
                let over = about.over(false);
                causes.extend(about.by_role(roles, who, Action::See, Some(&over)));
                causes.extend(about.by_share(who, Action::See, Some(&over)));
            }
        }
        causes
    }

    fn over(&self, is_line: bool) -> Over {
        Over {
            object: self.object.key.clone(),
            id: self.id,
            is_line,
        }
    }

    /// Whether a reach of somebody holds the record itself.
    fn falls_into(&self, who: &Somebody, reach: Reach) -> bool {
        match reach {
            Reach::None => return false,
            Reach::All => return true,
            // A line has no owner of its own: it is reached over what it belongs to.
            _ if self.object.line_of.is_some() => return false,
            Reach::Own | Reach::Team | Reach::TeamAndBelow => {}
        }
        if self.object.key == USER {
            return self.id == who.id;
        }
        let Some(owner) = self.owner else {
            return false;
        };
        let team = self.owners_team.as_ref();
        match reach {
            _ if owner == who.id => true,
            Reach::Team => team.is_some() && team == who.team.as_ref(),
            Reach::TeamAndBelow => team.is_some_and(|team| who.teams.contains(team)),
            _ => false,
        }
    }
}
