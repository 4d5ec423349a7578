//! The names of all users, kept in memory: lists and imports ask for them at every row.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::{HashMap, HashSet};

use contract::dto::session::Person;
use entity::user;
use sea_orm::{EntityTrait, QueryOrder};
use uuid::Uuid;

use crate::access::HouseDoor;
use crate::import::fold;
use crate::{Desk, Result};

/// The names of all users, and the ways in which a file may name one.
#[derive(Debug, Default)]
pub struct People {
    /// Those who can still sign in, by name.
    present: Vec<Person>,
    /// Of everybody who ever was a user, since records keep them as their owner.
    names: HashMap<Uuid, String>,
    by_email: HashMap<String, Uuid>,
    by_external_id: HashMap<String, Uuid>,
    /// `None` where several have the name.
    by_name: HashMap<String, Option<Uuid>>,
}

impl People {
    pub(crate) async fn load(house: HouseDoor<'_>) -> Result<Self> {
        let rows = user::Entity::find()
            .order_by_asc(user::Column::NameSort)
            .order_by_asc(user::Column::Id);
        let mut people = Self::default();
        for row in rows.all(house.read()).await? {
            people.take(row);
        }
        Ok(people)
    }

    fn take(&mut self, row: user::Model) {
        self.names.insert(row.id, row.name.clone());
        if row.deleted_at.is_some() {
            return;
        }
        self.by_email.insert(row.email.to_lowercase(), row.id);
        self.by_external_id
            .extend(row.external_id.map(|external| (external, row.id)));
        self.by_name
            .entry(plain(&row.name))
            .and_modify(|id| *id = None)
            .or_insert(Some(row.id));
        self.present.push(Person {
            id: row.id,
            name: row.name,
        });
    }

    /// The name of a user, also of one who is gone.
    #[must_use]
    pub fn name(&self, id: Uuid) -> Option<&str> {
        self.names.get(&id).map(String::as_str)
    }

    /// Those to whom a record can be handed, by name.
    #[must_use]
    pub fn all(&self) -> &[Person] {
        &self.present
    }

    /// Everybody who ever was a user: those who can still sign in by name, then those who are gone.
    pub fn everybody(&self) -> impl Iterator<Item = Uuid> {
        let present = || self.present.iter().map(|person| person.id);
        let here: HashSet<Uuid> = present().collect();
        let mut gone: Vec<Uuid> = self
            .names
            .keys()
            .copied()
            .filter(|id| !here.contains(id))
            .collect();
        gone.sort_by_key(|id| (self.names.get(id), *id));
        present().collect::<Vec<_>>().into_iter().chain(gone)
    }

    /// Whether nobody was ever added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The user meant by an e-mail address in any case, an external id, or a full name that only one has.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Uuid> {
        let plain = plain(text);
        let by_id = || self.by_external_id.get(text.trim()).copied();
        let by_name = || self.by_name.get(&plain).copied().flatten();
        self.by_email
            .get(&plain)
            .copied()
            .or_else(by_id)
            .or_else(by_name)
    }
}

/// Everybody to whom a record can be handed, by name.
///
/// # Errors
/// Never; everybody who is signed in knows their colleagues.
pub async fn people(desk: &Desk) -> Result<Vec<Person>> {
    Ok(desk.crm().people().all().to_vec())
}

/// Wide forms, case and doubled blanks do not tell two names apart.
fn plain(text: &str) -> String {
    let folded = fold(text).to_lowercase();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use chrono::Utc;
    use entity::user;
    use uuid::Uuid;

    use super::People;

    fn row(name: &str, email: &str, external_id: Option<&str>) -> user::Model {
        user::Model {
            id: Uuid::now_v7(),
            version: 1,
            name: name.to_owned(),
            name_sort: name.to_owned(),
            email: email.to_owned(),
            role: "salesperson".to_owned(),
            team: None,
            external_id: external_id.map(str::to_owned),
            password_hash: None,
            preferences: None,
            created_at: Utc::now(),
            updated_at: Utc::now(),
            deleted_at: None,
            batch_id: None,
        }
    }

    #[test]
    fn a_user_is_found_as_a_file_writes_them() {
        let (li, zhou, other) = (
            row("李晓 Li Xiao", "li@example.com", Some("007")),
            row("Zhou", "zhou@example.com", None),
            row("zhou", "zhou2@example.com", None),
        );
        let mut people = People::default();
        [&li, &zhou, &other]
            .into_iter()
            .for_each(|row| people.take(row.clone()));
        let check = |text, expected| assert_eq!(people.find(text), expected, "{text}");
        check(" LI@Example.com ", Some(li.id));
        check("007", Some(li.id));
        check("李晓　 ｌｉ xiao", Some(li.id));
        check("Zhou", None);
        check("", None);
    }

    #[test]
    fn who_is_gone_keeps_the_name_but_gets_no_records() {
        let mut gone = row("Old Hand", "old@example.com", None);
        gone.deleted_at = Some(Utc::now());
        let mut people = People::default();
        people.take(gone.clone());
        assert_eq!(people.name(gone.id), Some("Old Hand"));
        assert_eq!(people.find("old@example.com"), None);
        assert!(people.all().is_empty() && !people.is_empty());
    }
}
