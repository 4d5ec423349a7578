//! Which field a column of a file belongs to, by its header and by what stands under it.

mod content;
mod described;
mod names;

pub use contract::dto::imports::AUTOMATIC;
pub use described::{is_computed, targets, titles};

use content::Content;
use names::Similarity;

/// What a field takes, as far as the look of its cells tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetKind {
    Text,
    Number,
    Money,
    Percent,
    Date,
    YesNo,
    Phone,
    Email,
    Link,
    /// A person, a related record, a choice, tags: any words.
    Reference,
}

/// A field that a column may be imported to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub key: String,
    pub kind: TargetKind,
    /// What the field is called, in each language.
    pub labels: Vec<String>,
    /// Other headers that mean it.
    pub synonyms: Vec<String>,
    /// Computed by the house: it is named by its own header, but a field that may be filled goes before.
    pub is_computed: bool,
}

/// A column of the file: its header and some of its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnSketch {
    pub header: String,
    /// A few dozen cells from the beginning of the file; empty ones are passed over.
    pub sample: Vec<String>,
}

/// Why a column was taken for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchReason {
    /// The header is the field's name.
    Label,
    /// The header is another word for it.
    Synonym,
    /// The header is written a little differently.
    Similar,
    /// The header says nothing, but the cells do.
    Content,
}

/// The field of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderMatch {
    /// Place of the column in the file.
    pub column: usize,
    /// Place of the field in the list of targets.
    pub target: usize,
    /// 0 to 100; see [`AUTOMATIC`].
    pub confidence: u8,
    pub reason: MatchReason,
}

/// Matches columns to fields, each field once, surest first; columns without a field are left out.
///
/// `object` names the object that is imported, in each language (`contact`, `联系人`), since headers often
/// begin with it. The answer is in the order of the columns.
#[must_use]
pub fn match_headers(
    columns: &[ColumnSketch],
    targets: &[Target],
    object: &[&str],
) -> Vec<HeaderMatch> {
    let contents: Vec<Content> = columns
        .iter()
        .map(|column| Content::of(&column.sample))
        .collect();
    let mut candidates = by_name(columns, targets, object, &contents);
    let mut matches = settle(&mut candidates, Vec::new());
    make_room(&candidates, &mut matches);
    let mut rest = by_content(&contents, targets, &matches);
    matches = settle(&mut rest, matches);
    matches.sort_by_key(|found| found.column);
    matches
}

fn by_name(
    columns: &[ColumnSketch],
    targets: &[Target],
    object: &[&str],
    contents: &[Content],
) -> Vec<HeaderMatch> {
    let mut candidates = Vec::new();
    for (column, sketch) in columns.iter().enumerate() {
        let similarity = Similarity::to(&sketch.header, object);
        for (target, field) in targets.iter().enumerate() {
            if let Some((confidence, reason)) = similarity.of(field) {
                let contradicted = if contents[column].contradicts(field.kind) {
                    40
                } else {
                    0
                };
                // Less than what parts a name from a synonym, so that its own header still finds it.
                let computed = if field.is_computed { 4 } else { 0 };
                let confidence = confidence.saturating_sub(contradicted + computed);
                candidates.push(HeaderMatch {
                    column,
                    target,
                    confidence,
                    reason,
                });
            }
        }
    }
    candidates
}

/// Columns that no header explains go to the only field left of the kind that their cells look like.
fn by_content(contents: &[Content], targets: &[Target], taken: &[HeaderMatch]) -> Vec<HeaderMatch> {
    let free_columns =
        (0..contents.len()).filter(|column| taken.iter().all(|found| found.column != *column));
    let free_target = |kind: TargetKind| {
        let mut free = (0..targets.len()).filter(|target| {
            !targets[*target].is_computed
                && targets[*target].kind == kind
                && taken.iter().all(|found| found.target != *target)
        });
        free.next().filter(|_| free.next().is_none())
    };
    free_columns
        .filter_map(|column| {
            let (kind, confidence) = contents[column].kind()?;
            let target = free_target(kind)?;
            Some(HeaderMatch {
                column,
                target,
                confidence,
                reason: MatchReason::Content,
            })
        })
        .collect()
}

/// Takes the surest candidates first; a column and a field are used once.
fn settle(candidates: &mut [HeaderMatch], mut settled: Vec<HeaderMatch>) -> Vec<HeaderMatch> {
    candidates.sort_by_key(|found| {
        (
            std::cmp::Reverse(found.confidence),
            found.column,
            found.target,
        )
    });
    for candidate in candidates
        .iter()
        .filter(|candidate| candidate.confidence >= 40)
    {
        if settled
            .iter()
            .all(|found| found.column != candidate.column && found.target != candidate.target)
        {
            settled.push(*candidate);
        }
    }
    settled
}

/// Where a sure column came away empty because its field is taken, and the holder is as welcome elsewhere, the
/// holder moves: of `Mobile` and `Phone` the first is the telephone and the second becomes the other one.
fn make_room(candidates: &[HeaderMatch], matches: &mut Vec<HeaderMatch>) {
    for wish in candidates
        .iter()
        .filter(|wish| wish.confidence >= AUTOMATIC)
    {
        if matches.iter().any(|found| found.column == wish.column) {
            continue;
        }
        let Some(holder) = matches.iter().position(|found| found.target == wish.target) else {
            continue;
        };
        let is_free = |target: usize| matches.iter().all(|found| found.target != target);
        let elsewhere = candidates.iter().find(|other| {
            other.column == matches[holder].column
                && other.confidence >= AUTOMATIC
                && is_free(other.target)
        });
        if let Some(elsewhere) = elsewhere {
            matches[holder] = *elsewhere;
            matches.push(*wish);
        }
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod exports;
