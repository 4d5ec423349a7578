//! The choices of a field while they are edited.

use std::collections::BTreeMap;

use contract::{Choice, StageOutcome};
use leptos::prelude::*;

use crate::settings::objects::icons::HUES;

/// Which of several pipelines is edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Within {
    /// The pipeline whose stages are shown, by its key.
    pub(super) shown: String,
    /// The one that stages belong to which name none.
    pub(super) eldest: String,
}

impl Within {
    fn has(&self, choice: &Choice) -> bool {
        choice.pipeline.as_ref().unwrap_or(&self.eldest) == &self.shown
    }
}

/// The choices while they are edited, each with a number of its own.
#[derive(Clone, Copy)]
pub struct Choices {
    pub(super) rows: RwSignal<Vec<(u32, Choice)>>,
    /// How many records carry a choice, by its key.
    pub(super) used: RwSignal<BTreeMap<String, u64>>,
    /// The pipeline whose stages are shown; nothing parts the choices where there is none.
    pub(super) within: RwSignal<Option<Within>>,
    /// They are stages, with an outcome and what goes with it.
    pub(super) staged: RwSignal<bool>,
    last: StoredValue<u32>,
}

impl Choices {
    pub(super) fn of(choices: &[Choice]) -> Self {
        let new = Self {
            rows: RwSignal::new(Vec::new()),
            used: RwSignal::new(BTreeMap::new()),
            within: RwSignal::new(None),
            staged: RwSignal::new(choices.iter().any(|choice| choice.outcome.is_some())),
            last: StoredValue::new(0),
        };
        new.fill(choices);
        new
    }

    fn number(self) -> u32 {
        self.last.update_value(|last| *last += 1);
        self.last.get_value()
    }

    pub(super) fn fill(self, choices: &[Choice]) {
        let rows = choices.iter().map(|choice| (self.number(), choice.clone()));
        self.rows.set(rows.collect());
    }

    /// One of them, tracked.
    pub(super) fn read(self, number: u32) -> Choice {
        self.rows.with(|rows| {
            let found = rows.iter().find(|(own, _)| *own == number);
            found.map(|(_, choice)| choice.clone()).unwrap_or_default()
        })
    }

    /// Whether they are stages, tracked.
    pub(super) fn are_stages(self) -> bool {
        self.staged.get()
    }

    /// The numbers of those that are shown, tracked.
    pub(super) fn shown(self, retired: bool) -> Vec<u32> {
        let within = self.within.get();
        self.rows.with(|rows| {
            let rows = rows.iter().filter(|(_, choice)| choice.retired == retired);
            let shown = rows.filter(|(_, choice)| is_shown(within.as_ref(), choice));
            shown.map(|(number, _)| *number).collect()
        })
    }

    /// Changes all of them.
    pub(super) fn change_all(self, change: impl Fn(&mut Choice)) {
        self.rows.update(|rows| {
            for (_, choice) in rows {
                change(choice);
            }
        });
    }

    /// Adds choices behind those that are offered; each gets the next colour. Answers the number of the first.
    pub(super) fn add(self, new: Vec<Choice>) -> Option<u32> {
        let taken = self.rows.with_untracked(Vec::len);
        let staged = self.staged.get_untracked();
        let within = self.within.get_untracked();
        let pipeline = within.map(|within| within.shown);
        let rows: Vec<_> = new
            .into_iter()
            .enumerate()
            .map(|(at, mut choice)| {
                match staged {
                    true => choice.outcome = Some(StageOutcome::Open),
                    false => {
                        choice.hue = choice.hue.or(Some(HUES[(taken + at + 5) % HUES.len()]));
                    }
                }
                choice.pipeline.clone_from(&pipeline);
                (self.number(), choice)
            })
            .collect();
        let first = rows.first().map(|(number, _)| *number);
        self.rows.update(|all| {
            let end = all
                .iter()
                .position(|(_, choice)| choice.retired)
                .unwrap_or(all.len());
            all.splice(end..end, rows);
        });
        first
    }

    /// Changes one of them.
    pub(super) fn change(self, number: u32, change: impl FnOnce(&mut Choice)) {
        self.rows.update(|rows| {
            if let Some((_, choice)) = rows.iter_mut().find(|(own, _)| *own == number) {
                change(choice);
            }
        });
    }

    /// Takes one away that no record can carry yet.
    pub(super) fn remove(self, number: u32) {
        self.rows
            .update(|rows| rows.retain(|(own, _)| *own != number));
    }

    /// Puts one before the one that stands at `index` now, counted among those that are offered.
    pub(super) fn put(self, number: u32, index: usize) {
        let within = self.within.get_untracked();
        self.rows.update(|rows| {
            move_to(rows, number, index, |choice| {
                is_shown(within.as_ref(), choice)
            })
        });
    }

    /// Where one stands among those that are offered and shown.
    pub(super) fn place(self, number: u32) -> Option<usize> {
        self.shown(false).iter().position(|own| *own == number)
    }

    /// How many are offered and shown.
    pub(super) fn offered(self) -> usize {
        self.shown(false).len()
    }
}

fn is_shown(within: Option<&Within>, choice: &Choice) -> bool {
    within.is_none_or(|within| within.has(choice))
}

/// Moves a row before the one that stands at `index` now among those that are offered and shown; those that were put
/// away stay behind all others.
fn move_to(
    rows: &mut Vec<(u32, Choice)>,
    number: u32,
    index: usize,
    is_shown: impl Fn(&Choice) -> bool,
) {
    let offered = |row: &&(u32, Choice)| !row.1.retired && is_shown(&row.1);
    let before = rows.iter().filter(offered).nth(index).map(|row| row.0);
    let from = rows.iter().position(|(own, _)| *own == number);
    let Some(from) = from.filter(|_| before != Some(number)) else {
        return;
    };
    let row = rows.remove(from);
    let to = match before {
        Some(before) => rows.iter().position(|(own, _)| *own == before),
        None => rows
            .iter()
            .rposition(|row| offered(&row))
            .map(|last| last + 1),
    };
    rows.insert(to.unwrap_or(rows.len()), row);
    rows.sort_by_key(|(_, choice)| choice.retired);
}

#[cfg(test)]
mod tests {
    use super::move_to;
    use contract::Choice;

    #[test]
    fn a_choice_goes_before_the_one_at_its_place() {
        let check = |number: u32, index: usize, expected: [u32; 4]| {
            let mut rows: Vec<_> = (1..=4)
                .map(|number| {
                    let retired = number == 4;
                    (
                        number,
                        Choice {
                            retired,
                            ..Choice::default()
                        },
                    )
                })
                .collect();
            move_to(&mut rows, number, index, |_| true);
            let order: Vec<_> = rows.iter().map(|(number, _)| *number).collect();
            assert_eq!(order, expected, "{number} to {index}");
        };
        check(1, 2, [2, 1, 3, 4]);
        check(3, 0, [3, 1, 2, 4]);
        check(1, 4, [2, 3, 1, 4]);
        check(2, 2, [1, 2, 3, 4]);
    }

    #[test]
    fn a_stage_moves_among_those_of_its_pipeline() {
        let stage = |number, pipeline: &str| (number, Choice::new("", "", "").of(pipeline));
        let mut rows = vec![stage(1, "a"), stage(2, "b"), stage(3, "a"), stage(4, "b")];
        let mut check = |number: u32, index: usize, pipeline: &str, expected: [u32; 4]| {
            let own = |choice: &Choice| choice.pipeline.as_deref() == Some(pipeline);
            move_to(&mut rows, number, index, own);
            let order: Vec<_> = rows.iter().map(|(number, _)| *number).collect();
            assert_eq!(order, expected, "{number} to {index}");
        };
        check(4, 0, "b", [1, 4, 2, 3]);
        check(1, 2, "a", [4, 2, 3, 1]);
        check(4, 2, "b", [2, 4, 3, 1]);
    }
}
