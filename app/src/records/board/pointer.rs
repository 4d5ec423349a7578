//! Picking cards up with a mouse or a finger, carrying them and letting them go.
//!
//! A mouse lifts after four pixels, a finger after a quarter of a second of rest: until then it may scroll
//! the page or, on a phone, swipe the card.

use leptos::ev::{self, PointerEvent};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use uuid::Uuid;

use super::geometry::{card, is_phone, place_at, scroll_at_edges};
use super::state::BoardState;
use super::swipe::{Swipe, carries};
use crate::ui::drag::{HOLD, Hand, MOUSE_SLOP, TOUCH_SLOP, is_control, point};

/// A pointer that went down on a card and has not decided yet what it does.
struct Press {
    id: Uuid,
    start: (f64, f64),
    /// From the left top corner of the card to the pointer.
    grip: (f64, f64),
    is_touch: bool,
    hold: Option<TimeoutHandle>,
}

/// The pointer's part of a board.
#[derive(Clone, Copy)]
pub struct Pointer {
    state: BoardState,
    press: StoredValue<Option<Press>>,
    /// Where the pointer was last, in the window.
    last: StoredValue<(f64, f64)>,
    grip: StoredValue<(f64, f64)>,
    /// A card was carried, so the click that follows is none.
    carried: StoredValue<bool>,
    pub swipe: RwSignal<Option<Swipe>>,
    dropped: Callback<(Uuid, super::lanes::Place)>,
    swiped: Callback<Uuid>,
}

impl Pointer {
    /// Follows the pointer over the whole window. `dropped` is told where a card was let go, `swiped` which card was
    /// swiped on.
    pub fn new(
        state: BoardState,
        dropped: Callback<(Uuid, super::lanes::Place)>,
        swiped: Callback<Uuid>,
    ) -> Self {
        let pointer = Self {
            state,
            press: StoredValue::new(None),
            last: StoredValue::new((0.0, 0.0)),
            grip: StoredValue::new((0.0, 0.0)),
            carried: StoredValue::new(false),
            swipe: RwSignal::new(None),
            dropped,
            swiped,
        };
        // An effect runs in the browser only, where there is a window to listen to.
        Effect::new(move |_| pointer.listen());
        pointer
    }

    fn listen(self) {
        let moved = window_event_listener(ev::pointermove, move |event| self.moved(&event));
        let up = window_event_listener(ev::pointerup, move |_| self.released());
        let gone = window_event_listener(ev::pointercancel, move |_| self.cancelled());
        on_cleanup(move || {
            moved.remove();
            up.remove();
            gone.remove();
        });
    }

    /// A pointer went down on a card.
    pub fn pressed(self, event: &PointerEvent, id: Uuid) {
        self.carried.set_value(false);
        if event.button() != 0 || !event.is_primary() || is_control(event) || self.state.is_lifted()
        {
            return;
        }
        let Some(element) = card(id) else { return };
        let rect = element.get_bounding_client_rect();
        let start = point(event);
        let is_touch = event.pointer_type() != "mouse";
        let hold = is_touch
            .then(|| set_timeout_with_handle(move || self.lift(), HOLD).ok())
            .flatten();
        self.last.set_value(start);
        let grip = (start.0 - rect.left(), start.1 - rect.top());
        self.press.set_value(Some(Press {
            id,
            start,
            grip,
            is_touch,
            hold,
        }));
    }

    /// Whether the click on a card only ends a carrying.
    pub fn was_carrying(self) -> bool {
        self.carried.get_value()
    }

    /// Whether the page must not scroll now, nor open its own menu.
    pub fn is_busy(self) -> bool {
        self.state.is_lifted() || self.swipe.with_untracked(Option::is_some)
    }

    fn lift(self) {
        let Some(press) = self.take_press() else {
            return;
        };
        let Some(element) = card(press.id) else {
            return;
        };
        let rect = element.get_bounding_client_rect();
        self.grip.set_value(press.grip);
        self.carried.set_value(true);
        self.state
            .raise(press.id, Hand::Pointer, (rect.width(), rect.height()));
        self.follow(self.last.get_value());
        self.scroll();
        if press.is_touch {
            // Told by the hand where the device can.
            let _ = window().navigator().vibrate_with_duration(12);
        }
    }

    fn moved(self, event: &PointerEvent) {
        let now = point(event);
        self.last.set_value(now);
        if self
            .state
            .lift
            .with_untracked(|lift| lift.as_ref().is_some_and(|l| l.hand == Hand::Pointer))
        {
            return self.follow(now);
        }
        if self.swipe.with_untracked(Option::is_some) {
            return self.swipe.update(|swipe| {
                if let Some(swipe) = swipe {
                    swipe.move_to(now.0);
                }
            });
        }
        self.decide(now);
    }

    /// A pressed pointer moved: it lifts, swipes or was about something else.
    fn decide(self, now: (f64, f64)) {
        let step = self.press.with_value(|press| {
            let press = press.as_ref()?;
            let (dx, dy) = (now.0 - press.start.0, now.1 - press.start.1);
            Some((press.id, press.is_touch, press.start.0, dx, dy))
        });
        let Some((id, is_touch, start, dx, dy)) = step else {
            return;
        };
        let far = dx.hypot(dy);
        if !is_touch && far >= MOUSE_SLOP {
            self.lift();
        } else if is_touch && far >= TOUCH_SLOP {
            self.take_press();
            if is_phone() && carries(dx, dy) {
                self.carried.set_value(true);
                self.swipe.set(Some(Swipe::new(id, start, now.0)));
            }
        }
    }

    fn follow(self, (x, y): (f64, f64)) {
        let grip = self.grip.get_value();
        let corner = (x - grip.0, y - grip.1);
        self.state.at.set(corner);
        let height = self
            .state
            .lift
            .with_untracked(|lift| lift.as_ref().map_or(0.0, |lift| lift.size.1));
        if let Some((place, top)) = place_at(x, corner.1 + height / 2.0) {
            self.state.hover(place, top);
        }
    }

    /// Scrolls as long as the pointer holds a card near an edge.
    fn scroll(self) {
        request_animation_frame(move || {
            let over = self.state.lift.with_untracked(|lift| {
                lift.as_ref()
                    .filter(|lift| lift.hand == Hand::Pointer)
                    .map(|lift| lift.over.clone())
            });
            if let Some(over) = over {
                let (x, y) = self.last.get_value();
                scroll_at_edges(x, y, &over);
                self.follow((x, y));
                self.scroll();
            }
        });
    }

    fn released(self) {
        self.take_press();
        if let Some(swipe) = self.swipe.get_untracked() {
            self.swipe.set(None);
            if swipe.is_far() {
                self.swiped.run(swipe.id);
            }
        }
        let held = self
            .state
            .lift
            .with_untracked(|lift| lift.as_ref().is_some_and(|l| l.hand == Hand::Pointer));
        if held && let Some(drop) = self.state.land() {
            self.dropped.run(drop);
        }
    }

    fn cancelled(self) {
        self.take_press();
        self.swipe.set(None);
        if self
            .state
            .lift
            .with_untracked(|lift| lift.as_ref().is_some_and(|l| l.hand == Hand::Pointer))
        {
            self.state.lift.set(None);
        }
    }

    fn take_press(self) -> Option<Press> {
        let press = self.press.try_update_value(Option::take)??;
        if let Some(hold) = press.hold {
            hold.clear();
        }
        Some(press)
    }
}
