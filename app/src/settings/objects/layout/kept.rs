//! A plan that was left before it was published: it is kept as long as the page of the browser stands open.

use std::cell::RefCell;
use std::collections::HashMap;

use super::plan::Plan;

thread_local! {
    /// By the key of the object. Only a browser puts something in.
    static KEPT: RefCell<HashMap<String, (Plan, i32)>> = RefCell::default();
}

/// Keeps a plan, and the version that it was made against.
pub(super) fn keep(object: &str, plan: Plan, version: i32) {
    KEPT.with_borrow_mut(|kept| kept.insert(object.to_owned(), (plan, version)));
}

/// Takes the plan of an object that was left, and its version.
pub(super) fn take(object: &str) -> Option<(Plan, i32)> {
    KEPT.with_borrow_mut(|kept| kept.remove(object))
}
