//! What a test asks, field by field.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use contract::query::consent;
use contract::query::path::{MOST_HOPS, part_of, target_of};
use contract::{Asker, FieldKind, Filter, ListQuery, ObjectDef, Problem, Test};
use sea_orm::sea_query::Condition;

use super::near::Near;
use super::own::{self, Own};
use crate::{Desk, Error, Result, clock, consents};

/// What is known when a question is put to the database.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Plan<'o> {
    /// Near records that were counted and found to be at most so many are collected first.
    pub(super) few: u64,
    /// The field by whose index a page is read in its order.
    pub(super) order: Option<&'o str>,
    /// All that the asker sees is little: it is looked at, and not what a condition finds among everything.
    pub(super) is_little: bool,
}

impl Plan<'_> {
    /// The same for records that are looked for and not listed.
    pub(super) fn inside(self) -> Plan<'static> {
        Plan {
            few: self.few,
            order: None,
            is_little: false,
        }
    }
}

/// A test, read with everything it needs to know of fields, objects and who asks.
#[derive(Clone, Debug)]
pub(crate) enum Ask {
    Own(Box<Own>),
    All(Vec<Self>),
    Any(Vec<Self>),
    Near(Box<Near>),
}

impl Ask {
    /// Reads a test on the records of an object.
    ///
    /// # Errors
    /// At `t` when it is too deep or too long; at the field of a filter that cannot be answered.
    pub(crate) fn read(desk: &Desk, object: &ObjectDef, test: &Test) -> Result<Self> {
        test.check().map_err(too_much)?;
        Self::read_all(desk, object, test)
    }

    /// Reads all that is asked of a list.
    ///
    /// # Errors
    /// As [`Ask::read`].
    pub(crate) fn of_list(desk: &Desk, object: &ObjectDef, query: &ListQuery) -> Result<Self> {
        query.check().map_err(too_much)?;
        Self::read_all(desk, object, &query.conditions())
    }

    fn read_all(desk: &Desk, object: &ObjectDef, test: &Test) -> Result<Self> {
        let zone = &desk.preferences().time_zone;
        let day_of = |at: DateTime<Utc>| -> NaiveDate { clock::today(at, zone) };
        let asker = Asker {
            me: desk.actor().id(),
            team: &[],
            now: Utc::now(),
            day_of: &day_of,
        };
        Reader { desk, asker }.test(object, test)
    }

    /// As the database is asked.
    #[must_use]
    pub(crate) fn condition(&self, desk: &Desk, plan: Plan<'_>) -> Condition {
        match self {
            Self::Own(own) => own.condition(plan),
            Self::All(parts) => parts.iter().fold(Condition::all(), |all, part| {
                all.add(part.condition(desk, plan))
            }),
            // A group of nothing asks nothing.
            Self::Any(parts) if parts.is_empty() => Condition::all(),
            Self::Any(parts) => parts.iter().fold(Condition::any(), |any, part| {
                any.add(part.condition(desk, plan.inside()))
            }),
            Self::Near(near) => near.condition(desk, plan.inside()),
        }
    }

    /// Whether other records than those that are listed have to be looked at.
    pub(crate) fn has_near(&self) -> bool {
        match self {
            Self::Own(_) => false,
            Self::Near(_) => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::has_near),
        }
    }

    /// How many conditions meet.
    pub(crate) fn width(&self) -> usize {
        match self {
            Self::Own(_) | Self::Near(_) => 1,
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::width).sum(),
        }
    }

    /// Counts the near records that all results must have, to a limit. Those of an alternative are not counted:
    /// whatever they are, the other may hold.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) fn weigh_near<'a>(
        &'a mut self,
        desk: &'a Desk,
        most: u64,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        Box::pin(async move {
            match self {
                Self::All(parts) => {
                    for part in parts {
                        part.weigh_near(desk, most).await?;
                    }
                    Ok(())
                }
                Self::Near(near) => near.weigh(desk, most).await,
                Self::Own(_) | Self::Any(_) => Ok(()),
            }
        })
    }

    /// Counts what each own condition finds that all results must fulfil, to a limit.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn weigh_own(&mut self, desk: &Desk) -> Result<()> {
        for own in self.all_own() {
            own.weigh(desk).await?;
        }
        Ok(())
    }

    /// Of the own conditions that all results must fulfil and that an index answers the one that finds least, as they were
    /// weighed.
    pub(crate) fn found_by_index(&mut self) -> Option<Condition> {
        let own = self.all_own().into_iter();
        let found = own.filter_map(|own| own.found_by_index());
        found
            .min_by_key(|(count, _)| *count)
            .map(|(_, found)| found)
    }

    fn all_own(&mut self) -> Vec<&mut Own> {
        match self {
            Self::Own(own) => vec![own],
            Self::All(parts) => parts.iter_mut().flat_map(Self::all_own).collect(),
            Self::Any(_) | Self::Near(_) => Vec::new(),
        }
    }
}

/// What is known while a test is read.
pub(super) struct Reader<'a> {
    pub(super) desk: &'a Desk,
    pub(super) asker: Asker<'a>,
}

impl Reader<'_> {
    fn test(&self, object: &ObjectDef, test: &Test) -> Result<Ask> {
        let all = |parts: &[Test]| {
            let asked = parts.iter().map(|part| self.test(object, part));
            asked.collect::<Result<Vec<_>>>()
        };
        match test {
            Test::One(filter) => self.one(object, filter),
            Test::All(parts) => Ok(Ask::All(all(parts)?)),
            Test::Any(parts) => Ok(Ask::Any(all(parts)?)),
            Test::Has {
                object: other,
                by,
                none,
                test,
            } => self.has(object, other, by, !none, test),
        }
    }

    /// A condition on a field of the record or of one that its fields lead to. Whatever is denied of a related
    /// record is also true where there is none.
    fn one(&self, object: &ObjectDef, filter: &Filter) -> Result<Ask> {
        if consent::is_asked(&object.key, filter) {
            let day = (self.asker.day_of)(self.asker.now);
            return Ok(Own::beside(consents::condition(object, filter, day)?));
        }
        let (kind, hops) = self
            .leaf(object, &filter.field)
            .ok_or_else(|| unknown(filter))?;
        match filter.denied(kind).filter(|_| hops > 0) {
            Some(denied) => match self.follow(object, &denied.field, &denied)? {
                Ask::Near(near) => Ok(Ask::Near(Box::new(near.missing()))),
                other => Ok(other),
            },
            None => self.follow(object, &filter.field, filter),
        }
    }

    /// The kind of the field where a path ends, and how many records away it is.
    fn leaf(&self, object: &ObjectDef, path: &str) -> Option<(FieldKind, usize)> {
        let (mut object, mut path) = (Arc::new(object.clone()), path);
        for hops in 0..=MOST_HOPS {
            let Some((step, rest)) = path.split_once('.') else {
                return Some((object.field(path)?.kind, hops));
            };
            let field = object.field(step)?;
            if let Some(part) = part_of(field, rest) {
                return Some((part.kind, hops));
            }
            object = self.desk.object(target_of(field)?).ok()?;
            path = rest;
        }
        None
    }

    fn follow(&self, object: &ObjectDef, path: &str, filter: &Filter) -> Result<Ask> {
        let wrong = || unknown(filter);
        let Some((step, rest)) = path.split_once('.') else {
            let field = object.field(path).ok_or_else(wrong)?;
            return own::ask(self, object, field, filter);
        };
        let field = object.field(step).ok_or_else(wrong)?;
        if let Some(part) = part_of(field, rest) {
            return own::ask(self, object, &part, filter);
        }
        let target = target_of(field).ok_or_else(wrong)?;
        // What one may see nothing of cannot be asked about either.
        let visible = self.desk.visible(target).map_err(|_| wrong())?;
        let target = self.desk.object(target)?;
        let ask = self.follow(&target, rest, filter)?;
        let near = if field.kind == FieldKind::Relations {
            Near::among_several(self.desk, object, field, visible, ask)
        } else {
            Near::pointed_to(object, field, visible, ask).ok_or_else(wrong)?
        };
        Ok(Ask::Near(Box::new(near)))
    }

    /// Records of another object that point here.
    fn has(
        &self,
        object: &ObjectDef,
        other: &str,
        by: &str,
        is_there: bool,
        test: &Test,
    ) -> Result<Ask> {
        let wrong = || Error::invalid(&format!("{other}.{by}"), Problem::Unknown);
        let visible = self.desk.visible(other).map_err(|_| wrong())?;
        let other = self.desk.object(other)?;
        let field = other
            .field(by)
            .filter(|field| target_of(field) == Some(object.key.as_str()))
            .ok_or_else(wrong)?;
        let ask = self.test(&other, test)?;
        let near = if field.kind == FieldKind::Relations {
            Near::naming_several(object, &other, field, visible, ask)
        } else {
            Near::pointing(object, field, visible, ask).ok_or_else(wrong)?
        };
        Ok(Ask::Near(Box::new(if is_there {
            near
        } else {
            near.missing()
        })))
    }
}

fn too_much(problem: Problem) -> Error {
    Error::invalid("t", problem)
}

fn unknown(filter: &Filter) -> Error {
    Error::invalid(&filter.field, Problem::Unknown)
}
