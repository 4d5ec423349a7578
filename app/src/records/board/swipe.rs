//! Swiping a card on a phone: to the right takes a card to the next lane, to the left shows the next lane.

use uuid::Uuid;

/// How far a card is swiped before letting go means it, in pixels.
const FAR: f64 = 88.0;

/// A card under a swiping finger.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swipe {
    pub id: Uuid,
    start: f64,
    now: f64,
}

impl Swipe {
    pub fn new(id: Uuid, start: f64, now: f64) -> Self {
        Self { id, start, now }
    }

    pub fn move_to(&mut self, now: f64) {
        self.now = now;
    }

    /// How far the card is moved, in pixels; never to the left.
    pub fn shift(self) -> f64 {
        (self.now - self.start).max(0.0)
    }

    /// Whether letting go now means it.
    pub fn is_far(self) -> bool {
        self.shift() >= FAR
    }
}

/// Whether a first movement swipes a card, rather than scrolling the page.
pub fn carries(dx: f64, dy: f64) -> bool {
    dx > 1.5 * dy.abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_movement_to_the_right_swipes() {
        assert!(carries(12.0, 4.0));
        assert!(!carries(-12.0, 4.0));
        assert!(!carries(8.0, 8.0));
    }

    #[test]
    fn letting_go_early_means_nothing() {
        let mut swipe = Swipe::new(Uuid::nil(), 100.0, 110.0);
        assert!(!swipe.is_far());
        swipe.move_to(190.0);
        assert!(swipe.is_far());
        swipe.move_to(20.0);
        assert!(swipe.shift() == 0.0);
    }
}
