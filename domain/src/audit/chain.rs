//! What the chain is made of: a digest of each event, and a head that follows from all of them in their order.
//!
//! The digest of an event is the SHA-256 of its salt and its content; the head after it that of the head before, the
//! number of the event and its digest. A seal takes in many events and closes with its own number and moment, so that
//! these cannot be changed either. Digests stay in the seals when content and salt are destroyed: then nobody can guess
//! the content back from them, and the chain still follows.

use entity::{event, seal};
use sha2::{Digest, Sha256};

/// SHA-256.
pub(super) type Hash = [u8; 32];

/// Before the first seal.
pub(super) const BEGINNING: Hash = [0; 32];

/// Number and digest of one event, as a seal holds them.
const LEAF: usize = 8 + 32;

/// One event in a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    pub(super) seq: i64,
    pub(super) digest: Hash,
}

/// The digest of an event. Every part stands behind its length, so that none can borrow letters of its neighbour.
pub(super) fn digest(event: &event::Model) -> Hash {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    };
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.into_bytes().to_vec()).unwrap_or_default();
    part(&event.salt);
    part(&event.seq.to_be_bytes());
    part(&event.at.timestamp_micros().to_be_bytes());
    part(&id(event.actor_id));
    part(event.actor.as_bytes());
    part(event.object.as_bytes());
    part(event.record_id.as_bytes());
    part(&event.version.to_be_bytes());
    part(event.action.as_bytes());
    part(event.changes.as_bytes());
    part(&id(event.request_id));
    part(&[u8::from(event.is_silent)]);
    part(event.address.as_deref().unwrap_or_default().as_bytes());
    part(event.device.as_deref().unwrap_or_default().as_bytes());
    hash.finalize().into()
}

/// The head of a seal that follows on another.
pub(super) fn head(before: Hash, leaves: &[Leaf], number: i64, at: i64) -> Hash {
    let mut head = before;
    for leaf in leaves {
        let mut hash = Sha256::new();
        hash.update(head);
        hash.update(leaf.seq.to_be_bytes());
        hash.update(leaf.digest);
        head = hash.finalize().into();
    }
    let mut hash = Sha256::new();
    hash.update(head);
    hash.update(number.to_be_bytes());
    hash.update(at.to_be_bytes());
    hash.finalize().into()
}

/// Leaves as a seal keeps them.
pub(super) fn kept(leaves: &[Leaf]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(leaves.len() * LEAF);
    for leaf in leaves {
        bytes.extend(leaf.seq.to_be_bytes());
        bytes.extend(leaf.digest);
    }
    bytes
}

/// The leaves of a seal; `None` where they are none, as after a change by hand.
pub(super) fn leaves(seal: &seal::Model) -> Option<Vec<Leaf>> {
    let (parts, rest) = seal.leaves.as_chunks::<LEAF>();
    let is_whole = rest.is_empty() && i64::try_from(parts.len()) == Ok(seal.events);
    let leaf = |part: &[u8; LEAF]| {
        let (seq, digest) = part.split_at(8);
        Some(Leaf {
            seq: i64::from_be_bytes(seq.try_into().ok()?),
            digest: digest.try_into().ok()?,
        })
    };
    parts
        .iter()
        .map(leaf)
        .collect::<Option<_>>()
        .filter(|_| is_whole)
}
