//! A set as people see it.

use contract::dto::import_sets::{ImportSet, SetPart};
use contract::dto::imports::{ImportCounts, ImportPlan, ImportState, ImportStatus, SheetTrouble};
use uuid::Uuid;

use super::journal::{Kept, Set};
use super::order::{self, Place};
use crate::import::engine::{self, Seen};
use crate::{Desk, Result};

/// A part with its import.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) kept: Kept,
    pub(super) plan: ImportPlan,
    pub(super) status: ImportStatus,
    pub(super) trouble: Option<SheetTrouble>,
    pub(super) place: Place,
}

impl Part {
    pub(super) fn import(&self) -> Uuid {
        self.kept.import
    }

    /// Whether anything of it is to go in.
    pub(super) fn goes_in(&self) -> bool {
        !self.kept.details.is_left_out && self.trouble.is_none()
    }
}

/// The parts of a set in the order in which they go in.
///
/// # Errors
/// When the database fails.
pub(super) async fn parts(desk: &Desk, set: &Set) -> Result<Vec<Part>> {
    let mut seen = engine::seen_of(desk, imports_of(set).collect()).await?;
    Ok(parts_among(desk, set, &mut seen))
}

fn imports_of(set: &Set) -> impl Iterator<Item = Uuid> {
    set.parts.iter().map(|part| part.import)
}

/// The same from imports that were read before; one that was forgotten on its own is passed over.
fn parts_among(desk: &Desk, set: &Set, seen: &mut Seen) -> Vec<Part> {
    let part = |kept: &Kept| {
        let (plan, status) = seen.remove(&kept.import)?;
        Some(Part {
            trouble: engine::trouble(desk, &plan),
            kept: kept.clone(),
            plan,
            status,
            place: Place::default(),
        })
    };
    let parts: Vec<Part> = set.parts.iter().filter_map(part).collect();
    let plans: Vec<&ImportPlan> = parts.iter().map(|part| &part.plan).collect();
    let order = order::order(&desk.crm().descriptions(), &plans);
    let mut parts: Vec<Option<Part>> = parts.into_iter().map(Some).collect();
    let placed = order.into_iter().filter_map(|place| {
        let part = parts.get_mut(place.part)?.take()?;
        Some(Part { place, ..part })
    });
    placed.collect()
}

/// The whole of a set.
///
/// # Errors
/// When the database fails.
pub(super) async fn told(desk: &Desk, set: Set) -> Result<ImportSet> {
    let parts = parts(desk, &set).await?;
    Ok(whole(set, parts))
}

/// The whole of several sets: their imports are asked for once.
///
/// # Errors
/// When the database fails.
pub(super) async fn all_told(desk: &Desk, sets: Vec<Set>) -> Result<Vec<ImportSet>> {
    let mut seen = engine::seen_of(desk, sets.iter().flat_map(imports_of).collect()).await?;
    let told = sets.into_iter().map(|set| {
        let parts = parts_among(desk, &set, &mut seen);
        whole(set, parts)
    });
    Ok(told.collect())
}

fn whole(set: Set, parts: Vec<Part>) -> ImportSet {
    let begun = [
        ImportState::Running,
        ImportState::Done,
        ImportState::Stopped,
    ];
    let may_undo = begun.contains(&set.state) && parts.iter().any(|part| part.status.may_undo);
    ImportSet {
        id: set.id,
        state: set.state,
        at: at(set.state, &parts),
        counts: sum(&parts),
        is_one_sheet: set.is_one_sheet,
        started_by: set.user_name,
        started_at: set.created_at,
        may_undo,
        parts: parts.into_iter().map(part).collect(),
    }
}

fn part(part: Part) -> SetPart {
    SetPart {
        import: part.import(),
        file_name: part.status.file_name.clone(),
        object: part.plan.object.clone(),
        confidence: part.kept.details.confidence,
        is_left_out: part.kept.details.is_left_out,
        depends_on: part.place.depends_on,
        linked_later: part.place.linked_later,
        trouble: part.trouble,
        plan: part.plan,
        status: part.status,
    }
}

/// The part that is being worked on, or is next.
fn at(state: ImportState, parts: &[Part]) -> Option<usize> {
    let is = |part: &Part, states: &[ImportState]| states.contains(&part.status.state);
    match state {
        ImportState::Checking => parts.iter().position(|part| {
            part.goes_in() && is(part, &[ImportState::Draft, ImportState::Checking])
        }),
        ImportState::Running | ImportState::Stopped => parts
            .iter()
            .position(|part| part.goes_in() && part.status.state != ImportState::Done),
        ImportState::Undoing => parts
            .iter()
            .rposition(|part| is(part, &[ImportState::Undoing]) || part.status.may_undo),
        _ => None,
    }
}

fn sum(parts: &[Part]) -> ImportCounts {
    let mut sum = ImportCounts::default();
    for part in parts {
        sum.add(part.status.counts);
    }
    sum
}
