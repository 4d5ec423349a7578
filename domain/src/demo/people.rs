//! Persons of sample data, and who of the house they are for.

use contract::{Link, Value};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use uuid::Uuid;

use super::words::{FIRST_NAMES, GIVEN, LAST_NAMES, SURNAMES};
use crate::Desk;

/// The users whom sample data belongs to: half of it to who adds it, the rest to everybody in turn.
pub(super) struct Cast {
    me: Option<Uuid>,
    all: Vec<Uuid>,
}

impl Cast {
    pub(super) fn of(desk: &Desk) -> Self {
        let all = desk
            .crm()
            .people()
            .all()
            .iter()
            .map(|person| person.id)
            .collect();
        Self {
            me: desk.actor().id(),
            all,
        }
    }

    pub(super) fn owner(&self, chance: &mut StdRng) -> Value {
        let anybody = self.all.choose(chance).copied();
        let owner = self.me.filter(|_| chance.random_bool(0.5)).or(anybody);
        owner.map_or(Value::Empty, |id| Value::Link(Link::to(id)))
    }
}

/// An invented person.
pub(super) struct Person {
    pub(super) name: String,
    /// What stands before the `@`.
    pub(super) local: String,
}

pub(super) fn person(is_chinese: bool, chance: &mut StdRng) -> Person {
    if is_chinese {
        let ((surname, sound), (given, given_sound)) =
            (pick(&SURNAMES, chance), pick(&GIVEN, chance));
        return Person {
            name: format!("{surname}{given}"),
            local: format!("{sound}.{given_sound}"),
        };
    }
    let (first, last) = (pick(&FIRST_NAMES, chance), pick(&LAST_NAMES, chance));
    Person {
        name: format!("{first} {last}"),
        local: format!("{first}.{last}").to_lowercase(),
    }
}

/// A mobile number in its usual writing, or one that is kept for invented persons.
pub(super) fn mobile(is_chinese: bool, chance: &mut StdRng) -> String {
    if is_chinese {
        let ahead = pick(&["138", "139", "136", "158", "186", "177"], chance);
        return format!(
            "{ahead} {:04} {:04}",
            chance.random_range(0..10_000),
            chance.random_range(0..10_000)
        );
    }
    let area = pick(&["415", "512", "206", "617", "303", "312"], chance);
    format!("+1 {area} 555 01{:02}", chance.random_range(0..100))
}

pub(super) fn pick<T: Copy>(some: &[T], chance: &mut StdRng) -> T {
    some[chance.random_range(0..some.len())]
}
