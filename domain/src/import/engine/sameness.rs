//! Whether a row is there already: in an earlier line of the file, or in the database.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use contract::dto::imports::RowProblem;
use contract::objects::USER;
use contract::value::Values;
use contract::{ObjectDef, Value};
use futures::future::try_join_all;
use uuid::Uuid;

use super::addresses;
use super::earlier::Earlier;
use crate::import::Country;
use crate::likeness::{self, EMAIL, FIXED_LINE, Key, NAME, PHONE};
use crate::records::titles_of;
use crate::sealing::Keys;
use crate::{Desk, Result, access};

/// Records of one question.
const MOST_IDS: usize = 10_000;
/// The most records with the same fixed line that are looked at.
const MOST: u64 = 20_000;

/// What the lines of the file carried so far, as digests, so that a million of them fit: twelve bytes for each, in
/// many small tables of which only one at a time grows.
#[derive(Debug, Default)]
pub(super) struct Seen([HashMap<Digest, u32, BuildHasherDefault<Through>>; TABLES]);

/// Tables of [`Seen`].
const TABLES: usize = 16;

/// The digest of a mark, in halves, which keep it from being padded beside its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Digest([u32; 2]);

impl Hash for Digest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64((u64::from(self.0[0]) << 32) | u64::from(self.0[1]));
    }
}

/// A digest needs no hashing.
#[derive(Debug, Default)]
struct Through(u64);

impl Hasher for Through {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, digest: u64) {
        self.0 = digest;
    }
}

impl Seen {
    /// The earlier line that carried the same, if any.
    pub(super) fn line(&self, what: impl Hash, before: u64) -> Option<u64> {
        let (table, digest) = digest(what);
        let line = self.0[table].get(&digest).copied().map(u64::from);
        line.filter(|line| *line < before)
    }

    /// A line that goes in carries this.
    pub(super) fn add(&mut self, what: impl Hash, line: u64) {
        let (table, digest) = digest(what);
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        self.0[table].entry(digest).or_insert(line);
    }
}

/// The table of a mark, and its digest. The table is told by bits that the table itself does not look at.
fn digest(what: impl Hash) -> (usize, Digest) {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    let [a, b, c, d, e, f, g, h] = hasher.finish().to_be_bytes();
    let halves = [
        u32::from_be_bytes([a, b, c, d]),
        u32::from_be_bytes([e, f, g, h]),
    ];
    (usize::from(d) % TABLES, Digest(halves))
}

/// The keys of a row with the fields they come from.
#[derive(Debug, Default)]
pub(super) struct Likeness {
    keys: Vec<(String, Key)>,
}

impl Likeness {
    pub(super) fn of(keys: &Keys, object: &ObjectDef, values: &Values, home: Country) -> Self {
        let field = |key: &String| {
            let field = object.field(key)?;
            let text = values.get(key).and_then(Value::said)?;
            Some((key.clone(), likeness::of_field(keys, field, text, home)?))
        };
        Self {
            keys: object.duplicates.iter().filter_map(field).collect(),
        }
    }

    fn name(&self) -> Option<&str> {
        self.keys
            .iter()
            .find(|(_, key)| key.kind == NAME)
            .map(|(_, key)| key.value.as_str())
    }

    /// Everything that makes another row the same, each with its field: a phone, an e-mail, or a fixed line
    /// together with the name.
    fn marks(&self) -> impl Iterator<Item = (&str, (&'static str, &str, &str))> {
        let name = self.name();
        self.keys
            .iter()
            .filter_map(move |(field, key)| match key.kind {
                NAME => None,
                FIXED_LINE => Some((field.as_str(), (key.kind, key.value.as_str(), name?))),
                _ => Some((field.as_str(), (key.kind, key.value.as_str(), ""))),
            })
    }

    /// Marks the row as one that goes in.
    pub(super) fn note(&self, seen: &mut Seen, line: u64) {
        self.marks().for_each(|(_, mark)| seen.add(mark, line));
        if let Some(name) = self.name() {
            seen.add((NAME, name), line);
        }
    }

    /// The earlier line that is the same, with the field by which it is.
    pub(super) fn same_line(&self, seen: &Seen, line: u64) -> Option<(String, RowProblem)> {
        let same = |(field, mark): (&str, (&str, &str, &str))| {
            let problem = RowProblem::SameAsLine {
                line: seen.line(mark, line)?,
                by: field.to_owned(),
            };
            Some((field.to_owned(), problem))
        };
        self.marks().find_map(same)
    }

    /// The record that is the same, with the field by which it is.
    pub(super) fn same_record(&self, there: &There) -> Option<(String, RowProblem)> {
        self.marks().find_map(|(field, mark)| {
            let id = there.id(mark)?;
            let title = there.titles.get(&id).cloned().unwrap_or_default();
            Some((
                field.to_owned(),
                RowProblem::SameAsRecord {
                    id,
                    title,
                    by: field.to_owned(),
                },
            ))
        })
    }

    /// The id of the record that is the same, with the field by which it is.
    pub(super) fn record(&self, there: &There) -> Option<(Uuid, String)> {
        self.marks()
            .find_map(|(field, mark)| Some((there.id(mark)?, field.to_owned())))
    }

    /// The line or record that has the same name only.
    pub(super) fn same_name(&self, seen: &Seen, there: &There, line: u64) -> Option<RowProblem> {
        let name = self.name()?;
        if let Some(line) = seen.line((NAME, name), line) {
            return Some(RowProblem::SameName {
                line: Some(line),
                id: None,
            });
        }
        // Of a colleague's record that may not be seen, not even the name is told.
        let id = there
            .names
            .get(name)
            .copied()
            .filter(|id| there.titles.contains_key(id))?;
        Some(RowProblem::SameName {
            line: None,
            id: Some(id),
        })
    }
}

/// What the database holds of the likenesses of a batch.
#[derive(Debug, Default)]
pub(super) struct There {
    by_kind: HashMap<&'static str, HashMap<String, Uuid>>,
    fixed: HashMap<(String, String), Uuid>,
    names: HashMap<String, Uuid>,
    titles: HashMap<Uuid, String>,
}

impl There {
    /// Asks for all rows of a batch at once; where `earlier` says who may be the same, for those only.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn find(
        desk: &Desk,
        object: &str,
        rows: &[Likeness],
        earlier: Option<&Earlier>,
    ) -> Result<Self> {
        let keys = || rows.iter().flat_map(|row| &row.keys).map(|(_, key)| key);
        let having = earlier.and_then(|earlier| earlier.having(keys()));
        let mut there = match having {
            Some(having) => Self::among(desk, object, &having).await?,
            None => Self::asked(desk, object, rows).await?,
        };
        let found = there.by_kind.values().flat_map(HashMap::values);
        let ids: HashSet<Uuid> = found
            .chain(there.fixed.values())
            .chain(there.names.values())
            .copied()
            .collect();
        there.titles = titles_of(desk, object, ids).await?;
        Ok(there)
    }

    /// What some records have.
    async fn among(desk: &Desk, object: &str, ids: &[Uuid]) -> Result<Self> {
        let mut there = Self::default();
        let (mut fixed, mut named) = (Vec::new(), HashMap::new());
        for ids in ids.chunks(MOST_IDS) {
            for (kind, value, id) in access::likenesses_of(desk, object, ids.to_vec()).await? {
                match kind.as_str() {
                    NAME => {
                        named.insert(id, value.clone());
                        there.names.entry(value).or_insert(id);
                    }
                    FIXED_LINE => fixed.push((value, id)),
                    kind => {
                        if let Some(kind) = [PHONE, EMAIL].into_iter().find(|own| *own == kind) {
                            let of_kind = there.by_kind.entry(kind).or_default();
                            of_kind.entry(value).or_insert(id);
                        }
                    }
                }
            }
        }
        let with_name = |(line, id)| Some(((line, named.get(&id)?.clone()), id));
        there.fixed = fixed.into_iter().filter_map(with_name).collect();
        Ok(there)
    }

    /// What the database finds by the likenesses of some rows.
    async fn asked(desk: &Desk, object: &str, rows: &[Likeness]) -> Result<Self> {
        let values = |kind: &str| -> Vec<String> {
            let keys = rows.iter().flat_map(|row| &row.keys);
            keys.filter(|(_, key)| key.kind == kind)
                .map(|(_, key)| key.value.clone())
                .collect()
        };
        let mut there = Self::default();
        // Side by side: rows wait for the slowest of these answers, not for all of them in turn.
        let alike = [PHONE, EMAIL, NAME].map(|kind| {
            let values = values(kind);
            async move {
                match values.is_empty() {
                    true => Ok(None),
                    false => access::first_alike(desk, object, kind, values)
                        .await
                        .map(|found| Some((kind, found))),
                }
            }
        });
        let fixed = fixed_lines(desk, object, values(FIXED_LINE));
        let (alike, fixed) = tokio::try_join!(try_join_all(alike), fixed)?;
        there.by_kind.extend(alike.into_iter().flatten());
        there.fixed = fixed;
        if object == USER {
            let kept = addresses::kept(desk, values(EMAIL)).await?;
            there.by_kind.entry(EMAIL).or_default().extend(kept);
        }
        there.names = there.by_kind.remove(NAME).unwrap_or_default();
        Ok(there)
    }

    fn id(&self, (kind, value, name): (&str, &str, &str)) -> Option<Uuid> {
        match kind {
            FIXED_LINE => self
                .fixed
                .get(&(value.to_owned(), name.to_owned()))
                .copied(),
            kind => self.by_kind.get(kind)?.get(value).copied(),
        }
    }
}

/// The records with some fixed lines, by line and name.
async fn fixed_lines(
    desk: &Desk,
    object: &str,
    values: Vec<String>,
) -> Result<HashMap<(String, String), Uuid>> {
    if values.is_empty() {
        return Ok(HashMap::new());
    }
    let keys: Vec<Key> = values
        .into_iter()
        .map(|value| Key {
            kind: FIXED_LINE,
            value,
        })
        .collect();
    let alike = access::alike(desk, object, &keys, MOST).await?;
    let names = access::names_of(desk, object, alike.iter().map(|(_, id)| *id).collect()).await?;
    let named = |(key, id): (Key, Uuid)| Some(((key.value, names.get(&id)?.clone()), id));
    Ok(alike.into_iter().filter_map(named).collect())
}
