//! Picking things up with a mouse or a finger, carrying them and letting them go.
//!
//! A mouse lifts after four pixels, a finger after a quarter of a second of rest: until then it may scroll the page.

use leptos::ev::{self, PointerEvent};
use leptos::prelude::*;

use super::press::{HOLD, MOUSE_SLOP, Press, TOUCH_SLOP, is_control, point};
use super::{Drag, Hand, Lift};

impl Drag {
    pub(super) fn listen(self) {
        let moved = window_event_listener(ev::pointermove, move |event| self.moved(&event));
        let up = window_event_listener(ev::pointerup, move |_| self.released());
        let gone = window_event_listener(ev::pointercancel, move |_| self.cancelled());
        // What the keyboard holds has the focus and hears of Escape itself.
        let escape = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" && self.is_held_by(Hand::Pointer) {
                event.prevent_default();
                event.stop_propagation();
                self.cancelled();
            }
        });
        on_cleanup(move || {
            moved.remove();
            up.remove();
            gone.remove();
            escape.remove();
        });
    }

    /// A pointer went down on a thing.
    pub fn pressed(self, event: &PointerEvent, id: &str) {
        self.carried.set_value(false);
        if event.button() != 0 || !event.is_primary() || is_control(event) || self.is_busy() {
            return;
        }
        let Some(element) = self.item(id) else { return };
        // A copy of it in a sheet over the page, whose own is not shown, stays where it is.
        if element.get_bounding_client_rect().width() == 0.0 {
            return;
        }
        // A thing inside a thing is pressed, not both.
        event.stop_propagation();
        let rect = element.get_bounding_client_rect();
        let start = point(event);
        let is_touch = event.pointer_type() != "mouse";
        let hold = is_touch
            .then(|| set_timeout_with_handle(move || self.lift_pressed(), HOLD).ok())
            .flatten();
        self.last.set_value(start);
        self.press.set_value(Some(Press {
            id: id.to_owned(),
            start,
            grip: (start.0 - rect.left(), start.1 - rect.top()),
            is_touch,
            hold,
        }));
    }

    fn lift_pressed(self) {
        let Some(press) = self.take_press() else {
            return;
        };
        let (Some(element), Some(home)) = (self.item(&press.id), self.home(&press.id)) else {
            return;
        };
        let rect = element.get_bounding_client_rect();
        self.grip.set_value(press.grip);
        self.carried.set_value(true);
        self.lift.set(Some(Lift {
            id: press.id,
            hand: Hand::Pointer,
            over: home.clone(),
            from: home,
            size: (rect.width(), rect.height()),
        }));
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
        if self.is_held_by(Hand::Pointer) {
            return self.follow(now);
        }
        let step = self.press.with_value(|press| {
            let press = press.as_ref()?;
            let far = (now.0 - press.start.0).hypot(now.1 - press.start.1);
            Some((press.is_touch, far))
        });
        match step {
            Some((false, far)) if far >= MOUSE_SLOP => self.lift_pressed(),
            Some((true, far)) if far >= TOUCH_SLOP => {
                self.take_press();
            }
            _ => {}
        }
    }

    fn follow(self, (x, y): (f64, f64)) {
        let grip = self.grip.get_value();
        self.at.set((x - grip.0, y - grip.1));
        let id = self
            .lift
            .with_untracked(|lift| lift.as_ref().map(|lift| lift.id.clone()));
        if let Some(spot) = id.and_then(|id| self.spot_at(&id, x, y)) {
            self.hover(spot);
        }
    }

    /// Scrolls as long as the pointer holds a thing near an edge.
    fn scroll(self) {
        request_animation_frame(move || {
            let over = self.lift.try_with_untracked(|lift| {
                let lift = lift.as_ref().filter(|lift| lift.hand == Hand::Pointer)?;
                Some(lift.over.zone.clone())
            });
            if let Some(Some(over)) = over {
                let now = self.last.get_value();
                self.scroll_at_edges(now.1, &over);
                self.follow(now);
                self.scroll();
            }
        });
    }

    fn released(self) {
        self.take_press();
        if self.is_held_by(Hand::Pointer)
            && let Some(drop) = self.land()
        {
            self.rules.dropped.run(drop);
        }
    }

    fn cancelled(self) {
        self.take_press();
        if self.is_held_by(Hand::Pointer) {
            self.lift.set(None);
        }
    }

    fn take_press(self) -> Option<Press> {
        let press = self.press.try_update_value(Option::take)??;
        if let Some(hold) = &press.hold {
            hold.clear();
        }
        Some(press)
    }
}
