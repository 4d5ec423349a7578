//! Time zones: the server knows them from a table, the browser by itself.

use chrono::{DateTime, NaiveDateTime, Utc};

/// What a wall clock in a zone shows at a moment; UTC where the zone is not known.
#[cfg(feature = "ssr")]
pub(super) fn wall_clock(at: DateTime<Utc>, zone: &str) -> NaiveDateTime {
    domain::clock::local(at, zone)
}

/// What a wall clock in a zone shows at a moment; UTC where the zone is not known. The browser knows
/// the zones, so that no table of them has to be sent.
#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
pub(super) fn wall_clock(at: DateTime<Utc>, zone: &str) -> NaiveDateTime {
    browser_zone::shown(at, zone).unwrap_or(at.naive_utc())
}

#[cfg(not(any(feature = "hydrate", feature = "ssr")))]
pub(super) fn wall_clock(at: DateTime<Utc>, _zone: &str) -> NaiveDateTime {
    at.naive_utc()
}

#[cfg(all(feature = "hydrate", not(feature = "ssr")))]
mod browser_zone {
    use std::cell::RefCell;

    use chrono::{DateTime, NaiveDateTime, Utc};
    use js_sys::{Array, Date, Function, Intl, Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    thread_local! {
        /// Making a formatter takes a hundred times as long as using it.
        static FORMATTER: RefCell<Option<(String, Function)>> = const { RefCell::new(None) };
    }

    /// The browser writes the moment in Swedish, which is `2026-11-21 14:00:05`.
    pub(super) fn shown(at: DateTime<Utc>, zone: &str) -> Option<NaiveDateTime> {
        let format = formatter(zone)?;
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds of any calendar day are exact"
        )]
        let moment = Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
        let text = format
            .call1(&JsValue::UNDEFINED, &moment)
            .ok()?
            .as_string()?;
        text.replacen(' ', "T", 1).parse().ok()
    }

    fn formatter(zone: &str) -> Option<Function> {
        FORMATTER.with_borrow_mut(|kept| match kept {
            Some((name, format)) if name == zone => Some(format.clone()),
            _ => {
                let format = make(zone)?;
                *kept = Some((zone.to_owned(), format.clone()));
                Some(format)
            }
        })
    }

    fn make(zone: &str) -> Option<Function> {
        let options = Object::new();
        let parts = ["year", "month", "day", "hour", "minute", "second"];
        for (name, value) in [("timeZone", zone), ("hourCycle", "h23")]
            .into_iter()
            .chain(
                parts
                    .into_iter()
                    .map(|part| (part, if part == "year" { "numeric" } else { "2-digit" })),
            )
        {
            Reflect::set(&options, &name.into(), &value.into()).ok()?;
        }
        // Called through `Reflect`, since a zone that the browser does not know is an exception.
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class: Function = Reflect::get(&intl, &"DateTimeFormat".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let made = Reflect::construct(&class, &Array::of2(&"sv-SE".into(), &options)).ok()?;
        Some(made.unchecked_into::<Intl::DateTimeFormat>().format())
    }
}
