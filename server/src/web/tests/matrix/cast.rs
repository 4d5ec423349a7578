//! The house of the matrix: for each role somebody who asks, and records of every object that are their own, a team-mate's, of
//! the team below, of the team above, of others, of others and shared to be seen, lent to be edited, or once shared and over.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{TimeDelta, Utc};
use contract::dto::sharing::{Holder, Level, NewShare, Subject};
use contract::objects::{
    ACCOUNT, ACTIVITY, CAMPAIGN, CAMPAIGN_MEMBER, CONTACT, CONTRACT, DEAL, INVOICE, INVOICE_LINE,
    LEAD, ORDER, ORDER_LINE, PAYMENT, PAYMENT_PLAN, PRICE_BOOK, PRICE_BOOK_ENTRY, PRODUCT, QUOTE,
    QUOTE_LINE, TICKET,
};
use contract::value::Values;
use contract::{Action, FieldRight, Link, Money, Role, Value};
use domain::users::{NewUser, add, add_team, move_people, place_team};
use domain::{Desk, files, records, sharing};
use uuid::Uuid;

use super::super::{House, house_with};
use super::oracle::{Oracle, Shared, Somebody, Thing, Verdict, printed};

/// What every word begins with by which something is known in an answer, wherever it stands.
pub(super) const SIGN: &str = "zqx";
const LETTERS: usize = 5;

/// A record, and the words by which it and what is hidden of it are known in an answer.
#[derive(Clone, Debug)]
pub(super) struct Marked {
    pub(super) thing: Thing,
    /// Whose it is: `own`, `team`, `below`, `above`, `other`, `shown`, `lent` or `over`.
    pub(super) standing: &'static str,
    /// Who asks for it: the owner of what is `own`, else everybody.
    pub(super) asker: Option<Uuid>,
    pub(super) mark: String,
    /// Words that stand in one field.
    pub(super) noted: Vec<(&'static str, String)>,
    pub(super) file: Option<Uuid>,
    /// It lies in the bin.
    pub(super) is_gone: bool,
}

/// Everything that is asked about.
pub(super) struct Cast {
    pub(super) house: House,
    pub(super) oracle: Oracle,
    pub(super) people: BTreeMap<&'static str, Somebody>,
    pub(super) things: Vec<Marked>,
    /// A second customer of each asker.
    pub(super) spare: BTreeMap<Uuid, Uuid>,
    pub(super) other: Somebody,
    words: usize,
}

/// The words in a text that mark something.
pub(super) fn marks(text: &str) -> BTreeSet<String> {
    let ends = text
        .match_indices(SIGN)
        .map(|(at, _)| (at, at + SIGN.len() + LETTERS));
    ends.filter_map(|(at, end)| text.get(at..end))
        .map(str::to_owned)
        .collect()
}

pub(super) fn verdict(cast: &Cast, who: &Somebody, one: &Marked, action: Action) -> Verdict {
    cast.oracle.verdict(who, &one.thing, action)
}

impl Cast {
    pub(super) async fn new() -> Self {
        let house = house_with(|settings| {
            // Nobody else asks there: a server is made for this test alone.
            if let Ok(url) = std::env::var("RAPPORT_TEST_POSTGRES") {
                settings.database = url;
            }
        })
        .await;
        let desk = house.crm.system_desk("test cast");
        let mut parents = BTreeMap::new();
        let mut teams: Vec<String> = Vec::new();
        for (name, above) in [
            ("Top", None),
            ("Middle", Some(0)),
            ("Low", Some(1)),
            ("Far", None),
        ] {
            let team = add_team(&desk, name).await.unwrap().key;
            let above: Option<String> = above.map(|at: usize| teams[at].clone());
            place_team(&desk, &team, above.as_deref()).await.unwrap();
            parents.insert(team.clone(), above);
            teams.push(team);
        }
        let mut people = BTreeMap::new();
        for role in Role::ALL {
            let email = format!("{}@example.com", role.key());
            let who = Somebody {
                id: house.crm.people().find(&email).unwrap(),
                team: Some(teams[1].clone()),
                roles: vec![role.key().to_owned()],
            };
            people.insert(role.key(), who);
        }
        let ids: Vec<Uuid> = people.values().map(|who| who.id).collect();
        move_people(&desk, &ids, Some(&teams[1])).await.unwrap();
        let other = colleague(&desk, "Other", &teams[3]).await;
        let oracle = Oracle {
            roles: printed(include_str!("../../../../../domain/src/access/policy.txt")),
            parents,
            shared: Vec::new(),
        };
        let mut cast = Self {
            house,
            oracle,
            people,
            things: Vec::new(),
            spare: BTreeMap::new(),
            other,
            words: 0,
        };
        cast.fill(&teams).await;
        cast
    }

    async fn fill(&mut self, teams: &[String]) {
        let desk = self.house.crm.system_desk("test cast");
        for who in self.people.clone().into_values() {
            self.set_of(&desk, "own", &who, Some(who.id)).await;
            let spare = self.made(&desk, ACCOUNT, Some(&who), vec![]).await;
            self.spare.insert(who.id, spare.thing.id);
            self.things.push(Marked {
                standing: "own",
                asker: Some(who.id),
                ..spare
            });
        }
        for (standing, team) in [("team", 1), ("below", 2), ("above", 0)] {
            let who = colleague(&desk, standing, &teams[team]).await;
            self.set_of(&desk, standing, &who, None).await;
        }
        let other = self.other.clone();
        for standing in ["other", "shown", "lent", "over"] {
            self.set_of(&desk, standing, &other, None).await;
        }
        self.share(&teams[1]).await;
        let crm = Arc::clone(&self.house.crm);
        domain::search::catch_up(&crm).await.unwrap();
    }

    fn word(&mut self) -> String {
        self.words += 1;
        let letter = |place: u32| {
            let at = self.words / 16_usize.pow(place) % 16;
            char::from(b'a' + u8::try_from(at).unwrap())
        };
        let letters: String = (0..LETTERS as u32).rev().map(letter).collect();
        format!("{SIGN}{letters}")
    }

    async fn made(
        &mut self,
        desk: &Desk,
        object: &'static str,
        owner: Option<&Somebody>,
        values: Vec<(&'static str, Value)>,
    ) -> Marked {
        let mark = self.word();
        let mut values: Values = values
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect();
        let title = match object {
            TICKET | ACTIVITY => "subject",
            PAYMENT => "note",
            _ => "name",
        };
        if object != PRICE_BOOK_ENTRY {
            values.insert(title.to_owned(), Value::Text(mark.clone()));
        }
        if let Some(owner) = owner {
            values.insert("owner".to_owned(), to(owner.id));
        }
        let mut noted = Vec::new();
        if [ACCOUNT, CONTACT].contains(&object) {
            let word = self.word();
            values.insert("note".to_owned(), Value::Text(word.clone()));
            noted.push(("note", word));
        }
        let id = Uuid::now_v7();
        let made = records::create(desk, object, id, values).await;
        made.unwrap_or_else(|error| panic!("{object}: {error:?}"));
        Marked {
            thing: Thing {
                object: object.to_owned(),
                id,
                owner: owner.cloned(),
                part_of: None,
                about: Vec::new(),
            },
            standing: "",
            asker: None,
            mark,
            noted,
            file: None,
            is_gone: false,
        }
    }

    /// A record of every object, all of one owner but those that are nobody's.
    async fn set_of(
        &mut self,
        desk: &Desk,
        standing: &'static str,
        owner: &Somebody,
        asker: Option<Uuid>,
    ) {
        let from = self.things.len();
        for object in [
            ACCOUNT, CONTACT, LEAD, DEAL, QUOTE, ORDER, INVOICE, TICKET, CAMPAIGN, PRODUCT,
            PRICE_BOOK,
        ] {
            let made = self.made(desk, object, Some(owner), vec![]).await;
            self.things.push(made);
        }
        let one = |cast: &Self, object: &str| {
            let mut made = cast.things[from..].iter();
            made.find(|made| made.thing.object == object)
                .unwrap()
                .thing
                .clone()
        };
        let account = one(self, ACCOUNT);
        let customer = || ("account", to(account.id));
        let day = || Value::Date("2026-11-22".parse().unwrap());
        let money = || Value::Money(Money::units(1, "CNY"));
        for (object, values) in [
            (CONTRACT, vec![customer()]),
            (PAYMENT_PLAN, vec![("amount", money()), ("due", day())]),
            (PAYMENT, vec![("amount", money()), ("date", day())]),
            (ACTIVITY, vec![customer(), ("kind", "call".into())]),
        ] {
            let mut made = self.made(desk, object, Some(owner), values).await;
            if object == ACTIVITY {
                made.thing.about.push(account.clone());
            }
            self.things.push(made);
        }
        let campaign = one(self, CAMPAIGN).id;
        let member = self.made(
            desk,
            CAMPAIGN_MEMBER,
            None,
            vec![("campaign", to(campaign))],
        );
        let member = member.await;
        self.things.push(member);
        let product = to(one(self, PRODUCT).id);
        for (lines, whole) in [
            (QUOTE_LINE, QUOTE),
            (ORDER_LINE, ORDER),
            (INVOICE_LINE, INVOICE),
            (PRICE_BOOK_ENTRY, PRICE_BOOK),
        ] {
            let parent = one(self, whole);
            let mut values = vec![(whole, to(parent.id))];
            if lines == PRICE_BOOK_ENTRY {
                values.extend([("product", product.clone()), ("price", money())]);
            }
            let mut line = self.made(desk, lines, None, values).await;
            line.thing.part_of = Some(Box::new(parent));
            self.things.push(line);
        }
        let mut gone = self.made(desk, ACCOUNT, Some(owner), vec![]).await;
        records::delete(desk, ACCOUNT, gone.thing.id).await.unwrap();
        gone.is_gone = true;
        self.things.push(gone);
        let content = futures::stream::iter([Ok("what is paid".into())]);
        let file = files::add(desk, ACCOUNT, account.id, "paid.txt", content)
            .await
            .unwrap();
        self.things[from].file = Some(file.id);
        for made in &mut self.things[from..] {
            made.standing = standing;
            made.asker = asker;
        }
    }

    /// Shares what is `shown` with the team of the askers, lends what is `lent` to each role, and had shared what is `over`.
    async fn share(&mut self, team: &str) {
        let giver = self.people["administrator"].clone();
        let desk = self.house.crm.desk_of(giver.id).await.unwrap();
        let roles = Role::ALL.map(|role| Holder::Role(role.key().to_owned()));
        let team = || vec![Holder::Team(team.to_owned())];
        for one in self.things.clone() {
            let (holders, level) = match one.standing {
                "shown" => (team(), Level::See),
                "lent" => (roles.to_vec(), Level::Edit),
                "over" => (team(), Level::Edit),
                _ => continue,
            };
            if one.thing.part_of.is_some() || one.is_gone {
                continue;
            }
            let is_over = one.standing == "over";
            for holder in holders {
                let new = NewShare {
                    object: one.thing.object.clone(),
                    subject: Subject::Record(one.thing.id),
                    holder: holder.clone(),
                    level,
                    reason: "For the matrix".to_owned(),
                    until: is_over.then(|| Utc::now() + TimeDelta::milliseconds(900)),
                    ends_with: None,
                };
                sharing::give(&desk, new).await.unwrap();
                self.oracle.shared.push(Shared {
                    object: one.thing.object.clone(),
                    record: Some(one.thing.id),
                    holder,
                    level,
                    giver: giver.clone(),
                    is_over,
                });
            }
        }
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    }

    /// What one of the askers is asked about.
    pub(super) fn asked<'c>(
        &'c self,
        who: &'c Somebody,
        objects: &'c [&'static str],
    ) -> impl Iterator<Item = &'c Marked> {
        self.things.iter().filter(move |one| {
            !one.is_gone
                && one.asker.is_none_or(|asker| asker == who.id)
                && (objects.is_empty() || objects.contains(&one.thing.object.as_str()))
        })
    }

    /// Every word that somebody may know: of what they see, and of what they may bring back.
    pub(super) fn known_to(&self, who: &Somebody) -> BTreeSet<String> {
        let mut known = BTreeSet::new();
        for one in &self.things {
            let needed = if one.is_gone {
                Action::Delete
            } else {
                Action::See
            };
            if verdict(self, who, one, needed) != Verdict::Yes {
                continue;
            }
            known.insert(one.mark.clone());
            let object = one.thing.object.as_str();
            for (field, word) in &one.noted {
                if self.oracle.field(who, object, object, field) > FieldRight::Hidden {
                    known.insert(word.clone());
                }
            }
        }
        known
    }
}

async fn colleague(desk: &Desk, name: &str, team: &str) -> Somebody {
    let new = NewUser {
        email: format!("{}@example.com", name.to_lowercase()),
        name: name.to_owned(),
        role: Role::Salesperson,
        team: Some(team.to_owned()),
    };
    Somebody {
        id: add(desk, new, None).await.unwrap(),
        team: Some(team.to_owned()),
        roles: vec![Role::Salesperson.key().to_owned()],
    }
}

pub(super) fn to(id: Uuid) -> Value {
    Value::Link(Link::to(id))
}
