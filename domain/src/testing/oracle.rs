//! Who may do what, said once more and apart from the door: by looking at one record after the other, from tables of roles, the
//! tree of teams and what is shared. Nothing here knows SQL, and nothing of the door is used; the tests of the domain and of
//! the server ask both and compare. It shares no code with what it judges: keep it so simple that reading it is enough.

use std::collections::BTreeMap;

use contract::dto::sharing::{Holder, Level};
use contract::objects::{ACTIVITY, USER};
use contract::role::ADDED;
use contract::{Action, FieldRight, Reach, Role, RoleDef};
use uuid::Uuid;

/// Somebody as the oracle knows them.
#[derive(Clone, Debug)]
pub struct Somebody {
    pub id: Uuid,
    pub team: Option<String>,
    pub roles: Vec<String>,
}

/// A record as the oracle knows it.
#[derive(Clone, Debug)]
pub struct Thing {
    pub object: String,
    pub id: Uuid,
    /// `None` where it is nobody's: lines, members of campaigns.
    pub owner: Option<Somebody>,
    /// What it is a line of.
    pub part_of: Option<Box<Thing>>,
    /// What an activity is about.
    pub about: Vec<Thing>,
}

/// Something that is shared, as the oracle knows it.
#[derive(Clone, Debug)]
pub struct Shared {
    pub object: String,
    /// `None` where all that the giver may edit is shared.
    pub record: Option<Uuid>,
    pub holder: Holder,
    pub level: Level,
    pub giver: Somebody,
    pub is_over: bool,
}

/// What the oracle knows.
#[derive(Clone, Debug, Default)]
pub struct Oracle {
    pub roles: Vec<RoleDef>,
    /// The team above each.
    pub parents: BTreeMap<String, Option<String>>,
    pub shared: Vec<Shared>,
}

/// What is answered to somebody who wants to do something with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Yes,
    /// It is seen, but this may not be done with it.
    Forbidden,
    /// It is as if it were not there.
    Missing,
}

impl Oracle {
    /// What is answered to somebody who wants to do something with a record.
    #[must_use]
    pub fn verdict(&self, who: &Somebody, thing: &Thing, action: Action) -> Verdict {
        let whole = thing.part_of.as_deref().unwrap_or(thing);
        if self.is_blind(who, &whole.object) {
            return Verdict::Missing;
        }
        if self.may(who, thing, action) {
            return Verdict::Yes;
        }
        match self.may(who, thing, Action::See) {
            true => Verdict::Forbidden,
            false => Verdict::Missing,
        }
    }

    /// What somebody may do with a record, by roles, by a share, or because it is about what they see.
    #[must_use]
    pub fn may(&self, who: &Somebody, thing: &Thing, action: Action) -> bool {
        if let Some(whole) = &thing.part_of {
            // Whoever may change a quote may do everything with its lines.
            let needed = match action {
                Action::Create | Action::Edit | Action::Delete | Action::Transfer => Action::Edit,
                other => other,
            };
            return self.may(who, whole, needed);
        }
        self.may_by_roles(who, &thing.object, action, thing.owner.as_ref())
            || self.is_shared(who, thing, action)
            || action == Action::See
                && self.is_about(who, thing, |about| self.may(who, about, Action::See))
    }

    fn is_shared(&self, who: &Somebody, thing: &Thing, action: Action) -> bool {
        self.shared.iter().any(|shared| {
            let lets =
                action == Action::See || action == Action::Edit && shared.level == Level::Edit;
            let theirs = |action| self.may_without_shares(&shared.giver, thing, action);
            lets && !shared.is_over
                && shared.object == thing.object
                && self.is_with(who, &shared.holder)
                && match shared.record {
                    Some(record) => record == thing.id,
                    None => theirs(Action::See) && theirs(Action::Edit),
                }
        })
    }

    /// What somebody may do with a record though nothing was shared with them: the giver of a whole object gives no more.
    #[must_use]
    pub fn may_without_shares(&self, who: &Somebody, thing: &Thing, action: Action) -> bool {
        let owner = thing.owner.as_ref();
        let about_theirs = || {
            self.is_about(who, thing, |about| {
                self.may_by_roles(who, &about.object, Action::See, about.owner.as_ref())
            })
        };
        self.may_by_roles(who, &thing.object, action, owner)
            || action == Action::See && about_theirs()
    }

    /// Talk about what somebody sees is seen by whoever sees activities at all; but talk about what everybody with their roles
    /// sees is not theirs for that.
    fn is_about(&self, who: &Somebody, thing: &Thing, sees: impl Fn(&Thing) -> bool) -> bool {
        thing.object == ACTIVITY
            && self.reach(who, ACTIVITY, Action::See) > Reach::None
            && thing.about.iter().any(|about| {
                self.reach(who, &about.object, Action::See) < Reach::All && sees(about)
            })
    }

    /// Whether nothing of an object is to be seen at all.
    #[must_use]
    pub fn is_blind(&self, who: &Somebody, object: &str) -> bool {
        let is_theirs = |shared: &Shared| {
            !shared.is_over && shared.object == object && self.is_with(who, &shared.holder)
        };
        self.reach(who, object, Action::See) == Reach::None && !self.shared.iter().any(is_theirs)
    }

    fn is_with(&self, who: &Somebody, holder: &Holder) -> bool {
        match holder {
            Holder::Person(id) => who.id == *id,
            Holder::Role(key) => who.roles.contains(key),
            Holder::Team(key) => self.ways_up(who.team.as_deref()).contains(key),
        }
    }

    fn held(&self, who: &Somebody) -> impl Iterator<Item = &RoleDef> {
        self.roles
            .iter()
            .filter(|role| who.roles.contains(&role.key))
    }

    /// How far somebody's roles let an action reach.
    #[must_use]
    pub fn reach(&self, who: &Somebody, object: &str, action: Action) -> Reach {
        let reaches = self.held(who).map(|role| reach_of(role, object, action));
        reaches.max().unwrap_or(Reach::None)
    }

    /// What somebody's roles alone let them do with a record of that owner.
    #[must_use]
    pub fn may_by_roles(
        &self,
        who: &Somebody,
        object: &str,
        action: Action,
        owner: Option<&Somebody>,
    ) -> bool {
        let reach = self.reach(who, object, action);
        let Some(owner) = owner else {
            return reach == Reach::All;
        };
        let mine = owner.id == who.id;
        match reach {
            Reach::None => false,
            Reach::Own => mine,
            Reach::Team => mine || who.team.is_some() && owner.team == who.team,
            Reach::TeamAndBelow => {
                let is_below = |team| self.ways_up(owner.team.as_deref()).contains(team);
                mine || who.team.as_ref().is_some_and(is_below)
            }
            Reach::All => true,
        }
    }

    /// A team and every team above it.
    fn ways_up(&self, team: Option<&str>) -> Vec<String> {
        let mut way = Vec::new();
        let mut here = team.map(str::to_owned);
        while let Some(team) = here {
            here = self.parents.get(&team).cloned().flatten();
            way.push(team);
        }
        way
    }

    /// What somebody may do with a field: the widest of their roles that see the object, or the narrowest of all where none does
    /// and it is shared with them. `whole` is the object that lines belong to, else the object itself.
    #[must_use]
    pub fn field(&self, who: &Somebody, whole: &str, object: &str, field: &str) -> FieldRight {
        let right = |role: &RoleDef| {
            let rights = role.fields.get(object);
            let right = rights.and_then(|rights| rights.get(field)).copied();
            match role.key == Role::Administrator.key() {
                true => FieldRight::Edit,
                false => right.unwrap_or(FieldRight::Edit),
            }
        };
        let seeing = self
            .held(who)
            .filter(|role| reach_of(role, whole, Action::See) > Reach::None);
        match seeing.map(right).max() {
            Some(widest) => widest,
            None => self
                .held(who)
                .map(right)
                .min()
                .unwrap_or(FieldRight::Hidden),
        }
    }
}

fn reach_of(role: &RoleDef, object: &str, action: Action) -> Reach {
    match (role.key == Role::Administrator.key(), object, action) {
        (true, _, _) | (_, USER, Action::See) => return Reach::All,
        (_, USER, _) => return Reach::None,
        _ => {}
    }
    let reaches = role.reaches.get(object).or(role.reaches.get(ADDED));
    let said = |action| reaches.and_then(|reaches| reaches.get(&action)).copied();
    let reach = said(action).unwrap_or(Reach::None);
    // Nobody does anything with what is there and not seen.
    match [Action::Create, Action::Import].contains(&action) {
        true => reach,
        false => reach.min(said(Action::See).unwrap_or(Reach::None)),
    }
}

/// The roles that come with the product, read from the table that people read and that stands beside the policy.
#[must_use]
pub fn printed(table: &str) -> Vec<RoleDef> {
    let mut roles: BTreeMap<String, RoleDef> = BTreeMap::new();
    for line in table.lines().skip(1) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [key, object, rest @ ..] = words.as_slice() else {
            continue;
        };
        let role = roles.entry((*key).to_owned()).or_default();
        role.key = (*key).to_owned();
        let reaches = Action::ALL
            .into_iter()
            .zip(rest.iter().map(|word| read(word)));
        role.reaches.insert((*object).to_owned(), reaches.collect());
        let hidden = rest
            .iter()
            .skip(Action::ALL.len())
            .filter(|word| **word != "-");
        let hidden = hidden.map(|field| ((*field).to_owned(), FieldRight::Hidden));
        role.fields.insert((*object).to_owned(), hidden.collect());
    }
    roles.into_values().collect()
}

fn read(word: &str) -> Reach {
    match word {
        "own" => Reach::Own,
        "team" => Reach::Team,
        "team+" => Reach::TeamAndBelow,
        "all" => Reach::All,
        _ => Reach::None,
    }
}
