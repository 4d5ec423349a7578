//! A plan that was left before it was published: it is kept as long as the page of the browser stands open.

use std::cell::RefCell;
use std::collections::HashMap;

use super::plan::Plan;

thread_local! {
    /// By the key of the object. Only a browser puts something in.
    static KEPT: RefCell<HashMap<String, Plan>> = RefCell::default();
}

/// Keeps a plan.
pub(super) fn keep(object: &str, plan: Plan) {
    KEPT.with_borrow_mut(|kept| kept.insert(object.to_owned(), plan));
}

/// Takes the plan of an object that was left.
pub(super) fn take(object: &str) -> Option<Plan> {
    KEPT.with_borrow_mut(|kept| kept.remove(object))
}
