//! Cells that are mended before a file goes in. What is typed is kept by the browser until a check has taken it.

use std::collections::BTreeMap;

use contract::dto::imports::{CellMend, ImportPlan};
use leptos::prelude::*;
use uuid::Uuid;
use web_sys::Storage;

/// A cell: its line in the file and the header of its column.
pub(super) type Cell = (u64, String);

/// What somebody typed into cells of an import, and no check has taken yet.
#[derive(Clone, Copy)]
pub struct Mends {
    import: Uuid,
    typed: RwSignal<BTreeMap<Cell, String>>,
}

impl Mends {
    pub(super) fn of(import: Uuid) -> Self {
        let typed = RwSignal::new(BTreeMap::new());
        let mends = Self { import, typed };
        // The page is drawn as the server sent it before it takes up what the browser kept.
        Effect::new(move |_| {
            let kept = mends.kept();
            if !kept.is_empty() {
                mends.typed.set(kept);
            }
        });
        mends
    }

    /// How many cells wait for a check.
    pub(super) fn count(self) -> usize {
        self.typed.with(BTreeMap::len)
    }

    /// What was typed into a cell.
    pub(super) fn at(self, cell: &Cell) -> Option<String> {
        self.typed.with(|typed| typed.get(cell).cloned())
    }

    /// Takes what was typed into a cell; what stands there anyway mends nothing.
    pub(super) fn write(self, cell: &Cell, text: String, before: &str) {
        self.typed.update(|typed| {
            if text == before {
                typed.remove(cell);
            } else {
                typed.insert(cell.clone(), text);
            }
        });
        self.keep();
    }

    /// Lets go of everything that was typed.
    pub(super) fn forget(self) {
        self.typed.try_set(BTreeMap::new());
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&self.key());
        }
    }

    /// A plan with what was typed; a cell that was mended before is mended anew.
    pub(super) fn onto(self, plan: &ImportPlan) -> ImportPlan {
        self.typed.with_untracked(|typed| onto(plan, typed))
    }

    fn key(self) -> String {
        format!("rapport.import.mends.{}", self.import)
    }

    fn kept(self) -> BTreeMap<Cell, String> {
        let text = storage().and_then(|storage| storage.get_item(&self.key()).ok().flatten());
        // What another version of the app has written and this one cannot read is let go.
        let mends: Vec<CellMend> = text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        mends
            .into_iter()
            .map(|mend| ((mend.line, mend.header), mend.value))
            .collect()
    }

    fn keep(self) {
        let mends = self.typed.with_untracked(listed);
        if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(&mends)) {
            // A full storage is no reason to stop somebody who is typing.
            let _ = storage.set_item(&self.key(), &text);
        }
    }
}

fn storage() -> Option<Storage> {
    // Refused where the person forbids pages to keep anything.
    window().session_storage().ok().flatten()
}

fn listed(typed: &BTreeMap<Cell, String>) -> Vec<CellMend> {
    let mend = |((line, header), value): (&Cell, &String)| CellMend {
        line: *line,
        header: header.clone(),
        value: value.clone(),
    };
    typed.iter().map(mend).collect()
}

fn onto(plan: &ImportPlan, typed: &BTreeMap<Cell, String>) -> ImportPlan {
    let mut plan = plan.clone();
    plan.mends
        .retain(|mend| !typed.contains_key(&(mend.line, mend.header.clone())));
    plan.mends.extend(listed(typed));
    plan
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(line: u64, header: &str, value: &str) -> CellMend {
        CellMend {
            line,
            header: header.to_owned(),
            value: value.to_owned(),
        }
    }

    #[test]
    fn what_is_typed_takes_the_place_of_an_earlier_mend() {
        let plan = ImportPlan {
            mends: vec![mend(3, "Phone", "123"), mend(4, "Phone", "456")],
            ..ImportPlan::default()
        };
        let typed = BTreeMap::from([
            ((3, "Phone".to_owned()), "1234".to_owned()),
            ((3, "Name".to_owned()), "Mill".to_owned()),
        ]);
        let expected = [
            mend(4, "Phone", "456"),
            mend(3, "Name", "Mill"),
            mend(3, "Phone", "1234"),
        ];
        assert_eq!(onto(&plan, &typed).mends, expected);
    }
}
