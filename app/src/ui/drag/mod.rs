//! Things that are carried from one place to another: by mouse, finger and keyboard, each step said aloud.
//!
//! A page marks its places: `data-zone` on an element that holds things in an order, `data-item` on each thing in it.
//! What may go where, and what a drop means, the page says by [`Rules`]; everything else is here.

mod geometry;
mod keys;
mod pointer;
mod press;

use contract::Language;
use leptos::prelude::*;

pub use geometry::focus_item;
pub(crate) use press::{HOLD, MOUSE_SLOP, TOUCH_SLOP, is_control, point, push};

use press::Press;

use crate::i18n::use_language;

/// A place: before the thing that stands at `index` of a zone now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    pub zone: String,
    pub index: usize,
}

impl Spot {
    #[must_use]
    pub fn new(zone: &str, index: usize) -> Self {
        Self {
            zone: zone.to_owned(),
            index,
        }
    }
}

/// What holds a lifted thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    Pointer,
    Keyboard,
}

/// A thing in the air.
#[derive(Clone, Debug, PartialEq)]
pub struct Lift {
    /// The word of its `data-item`.
    pub id: String,
    pub hand: Hand,
    pub from: Spot,
    /// Where it would land.
    pub over: Spot,
    /// Size of the thing in pixels.
    pub size: (f64, f64),
}

impl Lift {
    /// Whether it would land where it came from.
    #[must_use]
    pub fn is_home(&self) -> bool {
        self.over.zone == self.from.zone
            && (self.over.index == self.from.index || self.over.index == self.from.index + 1)
    }
}

/// What a page says of its things.
#[derive(Clone, Copy)]
pub struct Rules {
    /// Whether the thing of that word may go into the zone of that word.
    pub accepts: Callback<(String, String), bool>,
    /// A thing was let go at a place that is not its own.
    pub dropped: Callback<(String, Spot)>,
    /// What a thing is called.
    pub named: Callback<String, String>,
    /// A place in words, for a thing that would land there: "About, position 2 of 6".
    pub placed: Callback<(String, Spot), String>,
}

impl Rules {
    /// Of things that keep to one zone, as a list that is put in order.
    #[must_use]
    pub fn within(
        zone: &'static str,
        dropped: impl Fn((String, Spot)) + Send + Sync + 'static,
        named: impl Fn(String) -> String + Send + Sync + 'static,
        placed: impl Fn((String, Spot)) -> String + Send + Sync + 'static,
    ) -> Self {
        Self {
            accepts: Callback::new(move |(_, over): (String, String)| over == zone),
            dropped: Callback::new(dropped),
            named: Callback::new(named),
            placed: Callback::new(placed),
        }
    }
}

/// One area of the page in which things are carried.
#[derive(Clone, Copy)]
pub struct Drag {
    /// Finds the element that holds all zones.
    area: &'static str,
    language: Language,
    rules: Rules,
    pub lift: RwSignal<Option<Lift>>,
    /// Left top corner of the lifted copy in the window, in pixels.
    pub at: RwSignal<(f64, f64)>,
    /// What a screen reader is told.
    pub said: RwSignal<String>,
    press: StoredValue<Option<Press>>,
    /// Where the pointer was last, in the window.
    last: StoredValue<(f64, f64)>,
    /// From the left top corner of the lifted thing to the pointer.
    grip: StoredValue<(f64, f64)>,
    /// Something was carried, so the click that follows is none.
    carried: StoredValue<bool>,
}

impl Drag {
    /// Carries things in the area that a selector finds, as long as the calling component is there.
    #[must_use]
    pub fn new(area: &'static str, rules: Rules) -> Self {
        let drag = Self {
            area,
            language: use_language(),
            rules,
            lift: RwSignal::new(None),
            at: RwSignal::new((0.0, 0.0)),
            said: RwSignal::new(String::new()),
            press: StoredValue::new(None),
            last: StoredValue::new((0.0, 0.0)),
            grip: StoredValue::new((0.0, 0.0)),
            carried: StoredValue::new(false),
        };
        // An effect runs in the browser only, where there is a window to listen to.
        Effect::new(move |_| drag.listen());
        drag
    }

    /// Whether that thing is in the air, tracked.
    #[must_use]
    pub fn is_lifted(self, id: &str) -> bool {
        self.lift
            .with(|lift| lift.as_ref().is_some_and(|lift| lift.id == id))
    }

    /// Where in a zone the free place is, if it is in that zone and not at home; tracked.
    #[must_use]
    pub fn slot(self, zone: &str) -> Option<usize> {
        self.lift.with(|lift| {
            let lift = lift.as_ref().filter(|lift| lift.over.zone == zone)?;
            (!lift.is_home()).then_some(lift.over.index)
        })
    }

    /// Whether something would land in a zone, tracked.
    #[must_use]
    pub fn is_over(self, zone: &str) -> bool {
        self.lift
            .with(|lift| lift.as_ref().is_some_and(|lift| lift.over.zone == zone))
    }

    /// Where the lifted copy stands, for its style; tracked.
    #[must_use]
    pub fn style(self) -> String {
        let width = self
            .lift
            .with(|lift| lift.as_ref().map_or(0.0, |lift| lift.size.0));
        self.at
            .with(|(x, y)| format!("--x:{x:.0}px;--y:{y:.0}px;--width:{width:.0}px"))
    }

    /// Whether the click on a thing only ends a carrying.
    #[must_use]
    pub fn was_carrying(self) -> bool {
        self.carried.get_value()
    }

    /// Whether the page must not scroll now, nor open its own menu.
    #[must_use]
    pub fn is_busy(self) -> bool {
        self.lift.with_untracked(Option::is_some)
    }

    fn is_held_by(self, hand: Hand) -> bool {
        self.lift
            .with_untracked(|lift| lift.as_ref().is_some_and(|lift| lift.hand == hand))
    }

    fn accepts(self, id: &str, zone: &str) -> bool {
        self.rules.accepts.run((id.to_owned(), zone.to_owned()))
    }

    /// Lets the lifted thing hover elsewhere.
    fn hover(self, over: Spot) {
        let is_there = self
            .lift
            .with_untracked(|lift| lift.as_ref().is_none_or(|lift| lift.over == over));
        if !is_there {
            self.lift.update(|lift| {
                if let Some(lift) = lift {
                    lift.over = over;
                }
            });
        }
    }

    /// Takes the thing out of the air; `None` when it lands where it came from.
    fn land(self) -> Option<(String, Spot)> {
        let lift = self.lift.get_untracked()?;
        self.lift.set(None);
        (!lift.is_home()).then_some((lift.id, lift.over))
    }
}
