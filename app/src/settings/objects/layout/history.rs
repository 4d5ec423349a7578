//! What can be taken back, step by step.

use super::plan::Plan;

/// The most steps that are kept.
const MOST: usize = 200;

/// The plans before and after the present one.
#[derive(Debug, Default)]
pub(super) struct History {
    past: Vec<Plan>,
    future: Vec<Plan>,
    /// What the last step was about: one that goes on with the same, letter by letter, is no step of its own.
    about: String,
}

impl History {
    /// A change was made to `before`. `about` is empty for a step of its own.
    pub(super) fn step(&mut self, before: Plan, about: &str) {
        let goes_on = !about.is_empty() && self.about == about && !self.past.is_empty();
        if !goes_on {
            self.past.push(before);
            if self.past.len() > MOST {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.about = about.to_owned();
    }

    /// The plan before the present one.
    pub(super) fn back(&mut self, present: Plan) -> Option<Plan> {
        let before = self.past.pop()?;
        self.future.push(present);
        self.about.clear();
        Some(before)
    }

    /// The plan that was taken back last.
    pub(super) fn on(&mut self, present: Plan) -> Option<Plan> {
        let after = self.future.pop()?;
        self.past.push(present);
        self.about.clear();
        Some(after)
    }

    /// Whether there is a step back, and one on.
    pub(super) fn reach(&self) -> (bool, bool) {
        (!self.past.is_empty(), !self.future.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::{History, Plan};

    fn plan(column: &str) -> Plan {
        Plan {
            columns: vec![column.to_owned()],
            ..Plan::default()
        }
    }

    #[test]
    fn steps_go_back_and_on_and_letters_are_one_step() {
        let mut history = History::default();
        history.step(plan("a"), "");
        history.step(plan("b"), "label 1");
        history.step(plan("c"), "label 1");
        assert_eq!(history.back(plan("d")), Some(plan("b")));
        assert_eq!(history.back(plan("b")), Some(plan("a")));
        assert_eq!(history.back(plan("a")), None);
        assert_eq!(history.on(plan("a")), Some(plan("b")));
        assert_eq!(history.reach(), (true, true));
        history.step(plan("b"), "");
        assert_eq!(history.reach(), (true, false));
    }
}
