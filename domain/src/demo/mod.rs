//! Believable sample data in both languages, the same for the same seed as seen from today, and gone with one
//! click.

mod care;
mod companies;
mod customer;
mod goods;
mod history;
mod payments;
mod people;
mod records;
mod sales;
mod wares;
mod words;

use contract::dto::organisation::SampleCount;
use contract::objects::ACTIVITY;
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use crate::import::erase_some;
use crate::{Desk, Result, activities};

use history::World;
use records::{ORDER_OF_LEAVING, Records};

/// The batch under which all sample data stands.
const BATCH: Uuid = Uuid::from_u128(0x0190_de30_0000_7000_8000_0000_0000_0001);
/// Customers of one transaction, with everything that belongs to them.
const AT_ONCE: u64 = 5_000;
/// Up to so many customers each has a rich history; beyond, there is enough to measure with.
const RICH: u64 = 2_000;
/// Records are counted to this number.
const COUNTED: u64 = 1_000_000;
/// How much sample data, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub accounts: u64,
    /// The same seed makes the same data on the same day.
    pub seed: u64,
}

impl Default for Size {
    fn default() -> Self {
        Self {
            accounts: 120,
            seed: 1,
        }
    }
}

/// Adds sample data and answers how many records it made; none where there is sample data already.
///
/// # Errors
/// [`contract::Refusal::Forbidden`] for everybody but administrators.
pub async fn add(desk: &Desk, size: Size) -> Result<u64> {
    desk.must_administer()?;
    if is_present(desk).await? {
        return Ok(0);
    }
    desk.crm().door().make_room().await?;
    let made = all(desk, size).await;
    desk.crm().door().take_room_back().await?;
    made
}

async fn all(desk: &Desk, size: Size) -> Result<u64> {
    let (mut records, now) = (Records::default(), history::midday(desk.now()));
    let world = World {
        cast: people::Cast::of(desk),
        shelf: goods::shelf(desk, size.seed, now, &mut records),
        size,
        now,
    };
    let mut made = write(desk, records).await?;
    for first in (0..size.accounts).step_by(usize::try_from(AT_ONCE).unwrap_or(1)) {
        let last = std::cmp::min(size.accounts, first + AT_ONCE);
        let mut records = Records::default();
        for number in first..last {
            history::customer(desk, &world, number, &mut records);
        }
        made += write(desk, records).await?;
    }
    Ok(made)
}

/// Some records in one transaction.
async fn write(desk: &Desk, records: Records) -> Result<u64> {
    let mut write = desk.write().await?;
    let followed = records.of(ACTIVITY);
    let made = records.write(desk, &mut write).await?;
    activities::follow(&write, ACTIVITY, &followed).await?;
    write.commit().await?;
    Ok(made)
}

/// Takes all sample data away and answers how many records went. What people linked to it keeps its name as text.
///
/// # Errors
/// [`contract::Refusal::Forbidden`] for everybody but administrators.
pub async fn remove(desk: &Desk) -> Result<u64> {
    desk.must_administer()?;
    desk.crm().door().make_room().await?;
    let gone = erase_all(desk).await;
    desk.crm().door().take_room_back().await?;
    gone
}

async fn erase_all(desk: &Desk) -> Result<u64> {
    let mut gone = 0;
    for key in ORDER_OF_LEAVING {
        let object = desk.object(key)?;
        loop {
            let mut write = desk.write().await?;
            let erased = erase_some(desk, &mut write, &object, BATCH).await?;
            write.commit().await?;
            gone += erased;
            if erased == 0 {
                break;
            }
        }
    }
    Ok(gone)
}

/// How many records of each object are sample data.
///
/// # Errors
/// [`contract::Refusal::Forbidden`] for everybody but administrators.
pub async fn counts(desk: &Desk) -> Result<Vec<SampleCount>> {
    desk.must_administer()?;
    let mut counts = Vec::new();
    for object in ORDER_OF_LEAVING.into_iter().rev() {
        counts.push(SampleCount {
            object: object.to_owned(),
            count: count(desk, object, COUNTED).await?,
        });
    }
    Ok(counts)
}

/// Whether there is any sample data that the asker sees.
///
/// # Errors
/// When the database fails.
pub async fn is_present(desk: &Desk) -> Result<bool> {
    for object in ORDER_OF_LEAVING {
        if desk.visible(object).is_ok() && count(desk, object, 1).await? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn count(desk: &Desk, object: &str, most: u64) -> Result<u64> {
    let visible = desk.visible(object)?;
    let batch = visible.column("batch_id");
    visible
        .only(Condition::all().add(batch.eq(BATCH)))
        .count_to(most)
        .await
}

#[cfg(test)]
mod tests;
