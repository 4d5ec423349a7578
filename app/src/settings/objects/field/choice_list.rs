//! The choices of a field while they are edited.

use std::collections::BTreeMap;

use contract::Choice;
use leptos::prelude::*;

use crate::settings::objects::icons::HUES;

/// The choices while they are edited, each with a number of its own.
#[derive(Clone, Copy)]
pub struct Choices {
    pub(super) rows: RwSignal<Vec<(u32, Choice)>>,
    /// How many records carry a choice, by its key.
    pub(super) used: RwSignal<BTreeMap<String, u64>>,
    last: StoredValue<u32>,
}

impl Choices {
    pub(super) fn of(choices: &[Choice]) -> Self {
        let new = Self {
            rows: RwSignal::new(Vec::new()),
            used: RwSignal::new(BTreeMap::new()),
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

    /// Adds choices behind those that are offered; each gets the next colour. Answers the number of the first.
    pub(super) fn add(self, new: Vec<Choice>) -> Option<u32> {
        let taken = self.rows.with_untracked(Vec::len);
        let rows: Vec<_> = new
            .into_iter()
            .enumerate()
            .map(|(at, mut choice)| {
                choice.hue = choice.hue.or(Some(HUES[(taken + at + 5) % HUES.len()]));
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
        self.rows.update(|rows| move_to(rows, number, index));
    }

    /// Where one stands among those that are offered.
    pub(super) fn place(self, number: u32) -> Option<usize> {
        self.rows.with(|rows| {
            let mut offered = rows.iter().filter(|(_, choice)| !choice.retired);
            offered.position(|(own, _)| *own == number)
        })
    }

    /// How many are offered.
    pub(super) fn offered(self) -> usize {
        self.rows
            .with(|rows| rows.iter().filter(|(_, choice)| !choice.retired).count())
    }
}

/// Moves a row before the one that stands at `index` now; those that were put away stay behind all others.
fn move_to(rows: &mut Vec<(u32, Choice)>, number: u32, index: usize) {
    let Some(from) = rows.iter().position(|(own, _)| *own == number) else {
        return;
    };
    let row = rows.remove(from);
    rows.insert((index - usize::from(from < index)).min(rows.len()), row);
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
            move_to(&mut rows, number, index);
            let order: Vec<_> = rows.iter().map(|(number, _)| *number).collect();
            assert_eq!(order, expected, "{number} to {index}");
        };
        check(1, 2, [2, 1, 3, 4]);
        check(3, 0, [3, 1, 2, 4]);
        check(1, 4, [2, 3, 1, 4]);
        check(2, 2, [1, 2, 3, 4]);
    }
}
