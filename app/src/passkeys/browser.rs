//! The browser's side of a passkey. It reads and writes the JSON of WebAuthn by itself; one that cannot gets none.

use contract::Language;
use leptos::web_sys::AbortSignal;

use crate::t;

/// Why the browser gave no passkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoKey {
    /// The browser knows no passkeys, or the page is not encrypted.
    Unsupported,
    /// The person closed the browser's window, or nothing was shown in time.
    Closed,
    /// The device has one of this person's already.
    Known,
    /// The browser refused the question.
    Refused,
}

impl NoKey {
    /// What to do about it.
    pub(crate) fn words(self, language: Language) -> &'static str {
        match self {
            Self::Unsupported => t!(language, sign_in.passkey_unsupported),
            Self::Closed => t!(language, sign_in.passkey_closed),
            Self::Known => t!(language, sign_in.passkey_known),
            Self::Refused => t!(language, sign_in.passkey_refused),
        }
    }
}

/// Whether the browser can show passkeys at all.
#[must_use]
pub(crate) fn is_supported() -> bool {
    there::class().is_some()
}

/// Whether it can offer them in the midst of a form.
pub(crate) async fn is_offered_in_forms() -> bool {
    there::is_conditional().await
}

/// Makes a passkey as the server asks; answers what is to be sent to it.
pub(crate) async fn make(asked: &str) -> Result<String, NoKey> {
    there::ask("create", "parseCreationOptionsFromJSON", asked, None).await
}

/// Shows a passkey as the server asks. With a signal it waits in the form until somebody picks one, or the signal ends it.
pub(crate) async fn show(asked: &str, in_form: Option<AbortSignal>) -> Result<String, NoKey> {
    there::ask("get", "parseRequestOptionsFromJSON", asked, in_form).await
}

#[cfg(feature = "hydrate")]
mod there {
    use js_sys::futures::JsFuture;
    use js_sys::{Function, JSON, Object, Promise, Reflect};
    use leptos::web_sys::AbortSignal;
    use wasm_bindgen::{JsCast, JsValue};

    use super::NoKey;

    /// What the browser calls passkeys; only encrypted pages have it.
    pub(super) fn class() -> Option<JsValue> {
        let class = get(&js_sys::global(), "PublicKeyCredential")?;
        method(&class, "parseRequestOptionsFromJSON").map(|_| class)
    }

    fn get(of: &JsValue, name: &str) -> Option<JsValue> {
        let found = Reflect::get(of, &name.into()).ok()?;
        (!found.is_undefined() && !found.is_null()).then_some(found)
    }

    fn method(of: &JsValue, name: &str) -> Option<Function> {
        get(of, name)?.dyn_into().ok()
    }

    pub(super) async fn is_conditional() -> bool {
        let asked = class().and_then(|class| {
            let method = method(&class, "isConditionalMediationAvailable")?;
            method.call0(&class).ok()?.dyn_into::<Promise>().ok()
        });
        match asked {
            Some(asked) => JsFuture::from(asked).await.is_ok_and(|can| can.is_truthy()),
            None => false,
        }
    }

    pub(super) async fn ask(
        deed: &str,
        reader: &str,
        asked: &str,
        in_form: Option<AbortSignal>,
    ) -> Result<String, NoKey> {
        let promise = begin(deed, reader, asked, in_form)?;
        let shown = JsFuture::from(promise).await.map_err(|why| reason(&why))?;
        // A credential writes itself as JSON.
        let json = JSON::stringify(&shown).map_err(|_| NoKey::Refused)?;
        json.as_string().ok_or(NoKey::Refused)
    }

    fn begin(
        deed: &str,
        reader: &str,
        asked: &str,
        in_form: Option<AbortSignal>,
    ) -> Result<Promise, NoKey> {
        let class = class().ok_or(NoKey::Unsupported)?;
        let reader = method(&class, reader).ok_or(NoKey::Unsupported)?;
        let store = get(&js_sys::global(), "navigator")
            .and_then(|navigator| get(&navigator, "credentials"))
            .ok_or(NoKey::Unsupported)?;
        let deed = method(&store, deed).ok_or(NoKey::Unsupported)?;
        let refused = |_| NoKey::Refused;
        let asked = JSON::parse(asked).map_err(refused)?;
        let options = Object::new();
        let key = reader.call1(&class, &asked).map_err(refused)?;
        Reflect::set(&options, &"publicKey".into(), &key).map_err(refused)?;
        if let Some(signal) = in_form {
            Reflect::set(&options, &"signal".into(), &signal).map_err(refused)?;
            Reflect::set(&options, &"mediation".into(), &"conditional".into()).map_err(refused)?;
        }
        let promise = deed.call1(&store, &options).map_err(|why| reason(&why))?;
        promise.dyn_into().map_err(refused)
    }

    fn reason(why: &JsValue) -> NoKey {
        let name = get(why, "name").and_then(|name| name.as_string());
        match name.as_deref() {
            Some("NotAllowedError" | "AbortError") => NoKey::Closed,
            Some("InvalidStateError") => NoKey::Known,
            Some("NotSupportedError") => NoKey::Unsupported,
            _ => NoKey::Refused,
        }
    }
}

#[cfg(not(feature = "hydrate"))]
mod there {
    use leptos::web_sys::AbortSignal;

    use super::NoKey;

    pub(super) fn class() -> Option<()> {
        None
    }

    pub(super) async fn is_conditional() -> bool {
        false
    }

    pub(super) async fn ask(
        _deed: &str,
        _reader: &str,
        _asked: &str,
        _in_form: Option<AbortSignal>,
    ) -> Result<String, NoKey> {
        Err(NoKey::Unsupported)
    }
}
