//! Who may see what, as one SQL condition made in one place.

use contract::objects::{ACTIVITY, USER};
use contract::{Action, ObjectDef, Reach};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query, SelectStatement, UnionType};
use uuid::Uuid;

use super::ways::{Owners, Way, Ways};
use super::{Actor, shared};
use crate::Desk;
use crate::users::below;

/// Which team stands above which (`users/tree.rs`).
const TEAM_ABOVE: &str = "team_above";

/// The records of `object` on which the actor may do `action`, as a condition on its table.
pub(super) fn condition(desk: &Desk, object: &ObjectDef, action: Action) -> Condition {
    ways(desk, object, action).condition()
}

/// Each way by which the actor reaches the records of `object` on which they may do `action`.
pub(super) fn ways(desk: &Desk, object: &ObjectDef, action: Action) -> Ways {
    let reach = reach(desk, &object.key, action);
    if reach == Reach::All {
        return Ways::All;
    }
    if object.line_of.is_some() {
        return Ways::Any(vec![of_parent(desk, object, action).into()]);
    }
    let mut ways: Vec<Way> = owned(desk.actor(), object, reach).into_iter().collect();
    if object.key == ACTIVITY && action == Action::See && reach > Reach::None {
        let about = about_seen(desk, object).into_iter();
        ways.extend(about.map(|about| Condition::all().add(about).into()));
    }
    ways.extend(shared::ways(desk, object, action));
    Ways::Any(ways)
}

fn ids_of(object: &ObjectDef, way: Condition) -> SelectStatement {
    Query::select()
        .column((Alias::new(object.table()), Alias::new("id")))
        .from(Alias::new(object.table()))
        .cond_where(way)
        .take()
}

/// How far the actor's right reaches, with what is shared with them: who reaches nothing by their roles reaches that much
/// as if it were their own.
pub(super) fn widest(desk: &Desk, object: &str, action: Action) -> Reach {
    let reach = reach(desk, object, action);
    match reach == Reach::None && desk.holds(object, action) {
        true => Reach::Own,
        false => reach,
    }
}

/// How far the actor's right reaches by their roles; the house itself reaches all. Lines follow the record they belong to: whoever
/// may change that may change them.
pub(super) fn reach(desk: &Desk, object: &str, action: Action) -> Reach {
    let actor = desk.actor();
    if actor.id().is_none() {
        return Reach::All;
    }
    if !actor.is_let(object, action) {
        return Reach::None;
    }
    let roles = desk.crm().roles();
    match parent_of(desk, object) {
        Some(parent) => roles.reach(actor.roles(), &parent, on_parent(action)),
        None => roles.reach(actor.roles(), object, action),
    }
}

impl Desk {
    /// The object whose reach counts for an object: for lines, what they belong to.
    pub(crate) fn reached_as(&self, object: &str) -> String {
        parent_of(self, object).unwrap_or_else(|| object.to_owned())
    }

    /// How far a right of the asker reaches by their roles alone.
    pub(crate) fn reach_of_roles(&self, object: &str, action: Action) -> Reach {
        reach(self, object, action)
    }

    /// Whether anything of an object is shared with the asker that lets an action through.
    pub(crate) fn holds(&self, object: &str, action: Action) -> bool {
        match parent_of(self, object) {
            Some(parent) => {
                self.actor().is_let(object, action)
                    && shared::is_any(self, &parent, on_parent(action))
            }
            None => shared::is_any(self, object, action),
        }
    }
}

/// The object whose lines these are.
pub(super) fn parent_of(desk: &Desk, object: &str) -> Option<String> {
    let object = desk.crm().descriptions().object(object)?;
    let by = object.line_of.as_deref()?;
    object.field(by)?.relation.clone()
}

/// The right on a record that a deed on one of its lines needs.
pub(super) fn on_parent(action: Action) -> Action {
    match action {
        Action::Create | Action::Edit | Action::Delete | Action::Transfer => Action::Edit,
        other => other,
    }
}

/// Lines of the records on which the actor may do the deed.
fn of_parent(desk: &Desk, lines: &ObjectDef, action: Action) -> Condition {
    let descriptions = desk.crm().descriptions();
    let parent = parent_of(desk, &lines.key).and_then(|key| descriptions.object(&key));
    let by = lines.line_of.as_deref().and_then(|by| lines.field(by));
    let (Some(parent), Some(column)) = (parent, by.and_then(|by| by.column())) else {
        return Ways::Any(Vec::new()).condition();
    };
    let parents = Query::select()
        .column((Alias::new(parent.table()), Alias::new("id")))
        .from(Alias::new(parent.table()))
        .cond_where(condition(desk, &parent, on_parent(action)))
        .take();
    Condition::all()
        .add(Expr::col((Alias::new(lines.table()), Alias::new(column))).in_subquery(parents))
}

/// Activities about records that the actor sees by owning them, or because they are shared with them, are theirs to see. What everybody sees, such as
/// campaigns, makes nobody's talk about it public.
fn about_seen(desk: &Desk, activities: &ObjectDef) -> Vec<Expr> {
    let descriptions = desk.crm().descriptions();
    let mut seen = Vec::new();
    for field in &activities.fields {
        let target = field
            .relation
            .as_deref()
            .and_then(|key| descriptions.object(key));
        let (Some(target), Some(column)) = (target, field.column()) else {
            continue;
        };
        if reach(desk, &target.key, Action::See) == Reach::All {
            continue;
        }
        for records in seen_as_own(desk, &target) {
            seen.push(
                Expr::col((Alias::new(activities.table()), Alias::new(&column)))
                    .in_subquery(records),
            );
        }
    }
    seen
}

fn owned(actor: &Actor, object: &ObjectDef, reach: Reach) -> Option<Way> {
    let me = actor.id()?;
    if reach == Reach::All {
        return Some(Condition::all().into());
    }
    if object.key == USER {
        let is_me = Expr::col((Alias::new(USER), Alias::new("id"))).eq(me);
        return (reach > Reach::None).then(|| Condition::all().add(is_me).into());
    }
    let column = object.field("owner")?.column()?;
    let owner = Expr::col((Alias::new(object.table()), Alias::new(&column)));
    let colleagues = match (reach, actor.team()) {
        (Reach::None | Reach::All, _) => return None,
        (Reach::Team, Some(own)) => Some([user("team").eq(own), user("team").eq(own)]),
        (Reach::TeamAndBelow, Some(own)) => {
            Some([user("team").in_subquery(below(own)), stands_below(own)])
        }
        (Reach::Own | Reach::Team | Reach::TeamAndBelow, _) => None,
    };
    let mine = Condition::all().add(owner.clone().eq(me));
    Some(match colleagues {
        None => Way::from(mine).by([column]).of_one(),
        Some(colleagues) => with_colleagues(me, colleagues, owner, column),
    })
}

fn user(name: &'static str) -> Expr {
    Expr::col((Alias::new(USER), Alias::new(name)))
}

/// Whether a person is in a team or in one below it, without a list of these.
fn stands_below(team: &str) -> Expr {
    let above = |name: &'static str| Expr::col((Alias::new(TEAM_ABOVE), Alias::new(name)));
    let pair = Query::select()
        .expr(Expr::val(1))
        .from(Alias::new(TEAM_ABOVE))
        .and_where(above("above").eq(team))
        .and_where(above("team").eq(user("team")))
        .take();
    Expr::exists(pair)
}

/// The records of a person and of their colleagues: how an index finds those, and how one of them is told.
fn with_colleagues(me: Uuid, [led, looked]: [Expr; 2], owner: Expr, column: String) -> Way {
    // One list of people for one index: as alternatives the databases look at every record.
    let people = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new(USER))
        .and_where(led)
        .and_where(user("id").ne(me))
        .union(UnionType::All, Query::select().expr(Expr::val(me)).take())
        .take();
    let its_owner = Query::select()
        .expr(Expr::val(1))
        .from(Alias::new(USER))
        .and_where(user("id").eq(owner.clone()))
        .and_where(looked)
        .take();
    let looked = Condition::any()
        .add(owner.clone().eq(me))
        .add(Expr::exists(its_owner));
    Way::from(Condition::all().add(owner.in_subquery(people.clone())))
        .looking(looked)
        .by([column.clone()])
        .of(Owners { people, column })
}

/// The ids of the records of `object` that the actor sees by owning them or by a share, each way on its own.
fn seen_as_own(desk: &Desk, object: &ObjectDef) -> Vec<SelectStatement> {
    let reach = reach(desk, &object.key, Action::See);
    let owned = owned(desk.actor(), object, reach).into_iter();
    let all = owned.chain(shared::ways(desk, object, Action::See));
    all.map(|way| ids_of(object, way.led)).collect()
}
