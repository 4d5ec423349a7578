//! Locks that the tabs of a browser share: `navigator.locks`, which needs a connection that is trustworthy.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use leptos::wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// Whether this tab may wait for whoever holds it, or takes it away from a tab that seems to sleep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    Wait,
    Steal,
}

/// Asks for a lock. `held` is called with the lock, and keeps it for as long as its promise is open; `ended` when it is
/// lost or given back. Answers `false` where the browser has no locks.
pub(super) fn ask(
    name: &str,
    manner: Manner,
    held: impl FnOnce() -> Promise + 'static,
    ended: impl FnOnce() + 'static,
) -> bool {
    ask_for(name, manner, held, ended).is_some()
}

fn ask_for(
    name: &str,
    manner: Manner,
    held: impl FnOnce() -> Promise + 'static,
    ended: impl FnOnce() + 'static,
) -> Option<()> {
    let navigator = window().navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let options = Object::new();
    Reflect::set(&options, &"steal".into(), &(manner == Manner::Steal).into()).ok()?;
    let held = Closure::once_into_js(move |_: JsValue| JsValue::from(held()));
    let asked = request.call3(&locks, &name.into(), &options, &held).ok()?;
    let then: Function = Reflect::get(&asked, &"then".into()).ok()?.dyn_into().ok()?;
    // One of the two is called: given back, or taken away.
    let ended = Closure::once_into_js(move |_: JsValue| ended());
    then.call2(&asked, &ended, &ended).ok()?;
    Some(())
}
