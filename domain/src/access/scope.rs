//! Who may see what, as one SQL condition made in one place.

use contract::objects::{ACCOUNT, ACTIVITY, CONTACT, DEAL, LEAD, USER};
use contract::{Action, Reach};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, SelectStatement};

use super::{Actor, policy};

/// The records of `object` on which the actor may do `action`, as a condition on its table.
pub(super) fn condition(actor: &Actor, object: &str, action: Action) -> Condition {
    let reach = reach(actor, object, action);
    if reach == Reach::All {
        return Condition::all();
    }
    let mut any = Condition::any();
    if let Some(owned) = owned(actor, object, reach) {
        any = any.add(owned);
    }
    if object == ACTIVITY && action == Action::See {
        for about in [ACCOUNT, CONTACT, LEAD, DEAL] {
            if let Some(records) = seen(actor, about) {
                any = any.add(
                    Expr::col((Alias::new(object), Alias::new(format!("{about}_id"))))
                        .in_subquery(records),
                );
            }
        }
    }
    if any.is_empty() {
        Condition::all().add(Expr::val(1).eq(0))
    } else {
        any
    }
}

/// How far the actor's right reaches; the house itself reaches all.
pub(super) fn reach(actor: &Actor, object: &str, action: Action) -> Reach {
    if actor.id().is_none() {
        return Reach::All;
    }
    policy::reach(actor.role(), object, action)
}

fn owned(actor: &Actor, object: &str, reach: Reach) -> Option<Condition> {
    let me = actor.id()?;
    let owner = || Expr::col((Alias::new(object), Alias::new("owner_id")));
    let team_of = |teams: &[String]| {
        Query::select()
            .column(Alias::new("id"))
            .from(Alias::new(USER))
            .and_where(Expr::col(Alias::new("team")).is_in(teams.to_vec()))
            .take()
    };
    match reach {
        Reach::None => None,
        _ if object == USER => {
            Some(Condition::all().add(Expr::col((Alias::new(USER), Alias::new("id"))).eq(me)))
        }
        Reach::Own => Some(Condition::all().add(owner().eq(me))),
        Reach::Team => {
            let own = Condition::any().add(owner().eq(me));
            Some(match actor.team() {
                Some(team) => own.add(owner().in_subquery(team_of(&[team.to_owned()]))),
                None => own,
            })
        }
        Reach::TeamAndBelow => {
            let own = Condition::any().add(owner().eq(me));
            Some(if actor.teams().is_empty() {
                own
            } else {
                own.add(owner().in_subquery(team_of(actor.teams())))
            })
        }
        Reach::All => Some(Condition::all()),
    }
}

/// The ids of the records of `object` that the actor sees by owning them; `None` when there are none.
fn seen(actor: &Actor, object: &str) -> Option<SelectStatement> {
    let reach = reach(actor, object, Action::See);
    let owned = owned(actor, object, reach)?;
    Some(
        Query::select()
            .column((Alias::new(object), Alias::new("id")))
            .from(Alias::new(object))
            .cond_where(owned)
            .take(),
    )
}
