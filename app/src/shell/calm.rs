//! Questions that come too fast: the server says when it takes the next one, and they are asked again by themselves.

use contract::Language;

use crate::ui::Toasts;

/// From now on the browser asks again what the server wants to be asked later, and says so meanwhile. Such an answer is
/// given before anything is done, so that asking again does nothing twice. It stands at the one place through which all
/// questions of the page go; what is throttled on purpose, as signing in, names no time in the header and is left alone.
#[cfg(feature = "hydrate")]
pub(super) fn keep(language: Language, toasts: Toasts) {
    leptos::prelude::Effect::new(move |_| browser::wrap(language, toasts));
}

#[cfg(not(feature = "hydrate"))]
pub(super) fn keep(_language: Language, _toasts: Toasts) {}

#[cfg(feature = "hydrate")]
mod browser {
    use contract::Language;
    use js_sys::{Function, Promise, Reflect};
    use leptos::prelude::window;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::{JsFuture, future_to_promise};
    use web_sys::{Request, Response};

    use crate::t;
    use crate::ui::Toasts;

    /// How often it is asked again.
    const TRIES: u32 = 6;
    /// Who has to wait longer than so many seconds is told so instead.
    const LONGEST: u32 = 60;

    pub(super) fn wrap(language: Language, toasts: Toasts) {
        let found = Reflect::get(&window(), &"fetch".into()).ok();
        let Some(plain) = found.and_then(|fetch| fetch.dyn_into::<Function>().ok()) else {
            return;
        };
        let patient = Closure::<dyn Fn(JsValue, JsValue) -> Promise>::new(move |what, how| {
            let plain = plain.clone();
            future_to_promise(async move {
                let say = |seconds: u32| toasts.say(t!(language, shell.waits, count = seconds));
                ask(&plain, &what, &how, say).await
            })
        });
        // Where it cannot be set, who asks too fast reads a refusal.
        let _ = Reflect::set(&window(), &"fetch".into(), patient.as_ref());
        patient.forget();
    }

    async fn ask(
        plain: &Function,
        what: &JsValue,
        how: &JsValue,
        say: impl Fn(u32),
    ) -> Result<JsValue, JsValue> {
        let mut tries = 0;
        loop {
            // What was sent once cannot be sent again.
            let copy = match what.dyn_ref::<Request>() {
                Some(request) => request.clone()?.into(),
                None => what.clone(),
            };
            let asked: Promise = plain.call2(&window(), &copy, how)?.dyn_into()?;
            let answer: Response = JsFuture::from(asked).await?.dyn_into()?;
            let Some(seconds) = wait(&answer).filter(|_| tries < TRIES) else {
                return Ok(answer.into());
            };
            say(seconds);
            JsFuture::from(pause(seconds)).await?;
            tries += 1;
        }
    }

    fn pause(seconds: u32) -> Promise {
        let millis = i32::try_from(seconds * 1_000).unwrap_or(i32::MAX);
        Promise::new(&mut |resolve, _| {
            // Where there is no clock any more, the page is gone.
            let _ =
                window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
        })
    }

    /// Seconds after which the server wants to be asked again.
    fn wait(answer: &Response) -> Option<u32> {
        if answer.status() != 429 {
            return None;
        }
        let after = answer.headers().get("retry-after").ok().flatten()?;
        let seconds: u32 = after.parse().ok()?;
        (1..=LONGEST).contains(&seconds).then_some(seconds)
    }
}
