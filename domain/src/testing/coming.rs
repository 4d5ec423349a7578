//! Who comes to the door in tests of the ways in, and from where.

use std::net::IpAddr;

use contract::Refusal;
use uuid::Uuid;

use crate::passkeys::Place;
use crate::sessions::Client;
use crate::{Desk, Result};

/// The address of the house.
pub const HERE: &str = "http://localhost:3000";

/// The place of [`HERE`].
#[must_use]
pub fn here() -> Place {
    Place("localhost:3000".to_owned())
}

/// A browser that nobody has seen before.
#[must_use]
pub fn client() -> Client {
    Client {
        address: IpAddr::from([192, 0, 2, 1]),
        device: "Firefox, Linux".to_owned(),
        mark: None,
    }
}

/// Whose desk it is.
#[must_use]
pub fn id(desk: &Desk) -> Uuid {
    desk.actor().id().unwrap()
}

/// Why something was refused.
pub fn refusal<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    result.unwrap_err().into_refusal()
}
