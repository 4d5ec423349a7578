//! The one question of a list of people that asks for no field: who gave consent to a purpose by a channel.

use uuid::Uuid;

use crate::Filter;
use crate::dto::consents::Channel;
use crate::objects::is_person;

/// What such a filter has in place of a field.
pub const CONSENT: &str = "consent";

/// Whether a filter on an object asks for consent.
#[must_use]
pub fn is_asked(object: &str, filter: &Filter) -> bool {
    is_one_of(object, &filter.field)
}

/// Whether filters on an object may have that in place of a field.
#[must_use]
pub fn is_one_of(object: &str, field: &str) -> bool {
    field == CONSENT && is_person(object)
}

/// The value of a filter for a purpose and a channel.
#[must_use]
pub fn value(purpose: Uuid, channel: Channel) -> String {
    format!("{purpose}:{}", channel.word())
}

/// What the value of a filter asks for.
#[must_use]
pub fn asked(value: &str) -> Option<(Uuid, Channel)> {
    let (purpose, channel) = value.split_once(':')?;
    Some((purpose.parse().ok()?, Channel::of(channel)?))
}

#[cfg(test)]
mod tests {
    use super::{asked, value};
    use crate::dto::consents::Channel;

    #[test]
    fn a_value_is_read_as_it_was_written() {
        let purpose = uuid::Uuid::from_u128(7);
        for channel in Channel::ALL {
            assert_eq!(asked(&value(purpose, channel)), Some((purpose, channel)));
        }
        for text in ["", "mail", ":mail", "7:mail", &format!("{purpose}:pigeon")] {
            assert_eq!(asked(text), None, "{text}");
        }
    }
}
