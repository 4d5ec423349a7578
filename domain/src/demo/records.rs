//! Records of one transaction of sample data, by their objects.

use std::collections::BTreeMap;

use contract::dto::records::EventAction;
use contract::objects::{
    ACCOUNT, ACTIVITY, CAMPAIGN, CAMPAIGN_MEMBER, CONTACT, CONTRACT, DEAL, INVOICE, INVOICE_LINE,
    LEAD, ORDER, ORDER_LINE, PAYMENT, PAYMENT_PLAN, PRICE_BOOK, PRICE_BOOK_ENTRY, PRODUCT, QUOTE,
    QUOTE_LINE, TICKET,
};
use contract::value::Values;
use uuid::Uuid;

use super::BATCH;
use crate::access::{NewRecord, Write};
use crate::{Desk, Result};

/// What is erased before what it points to.
pub(super) const ORDER_OF_LEAVING: [&str; 20] = [
    ACTIVITY,
    QUOTE_LINE,
    ORDER_LINE,
    INVOICE_LINE,
    PAYMENT,
    PAYMENT_PLAN,
    INVOICE,
    ORDER,
    CONTRACT,
    QUOTE,
    TICKET,
    CAMPAIGN_MEMBER,
    DEAL,
    LEAD,
    CAMPAIGN,
    PRICE_BOOK_ENTRY,
    PRICE_BOOK,
    PRODUCT,
    CONTACT,
    ACCOUNT,
];

/// Records that wait to be written.
#[derive(Default)]
pub(super) struct Records(BTreeMap<&'static str, Vec<(Uuid, Values)>>);

impl Records {
    /// Adds one and answers its id.
    pub(super) fn put(&mut self, object: &'static str, values: Values) -> Uuid {
        let id = Uuid::now_v7();
        self.0.entry(object).or_default().push((id, values));
        id
    }

    /// The values of all records of an object.
    pub(super) fn of(&self, object: &str) -> Vec<Values> {
        let made = self.0.get(object).map(Vec::as_slice).unwrap_or_default();
        made.iter().map(|(_, values)| values.clone()).collect()
    }

    /// Writes them, what is pointed to first, and answers how many there were.
    pub(super) async fn write(mut self, desk: &Desk, write: &mut Write<'_>) -> Result<u64> {
        let mut made = 0;
        for key in ORDER_OF_LEAVING.into_iter().rev() {
            let Some(records) = self.0.remove(key) else {
                continue;
            };
            made += records.len() as u64;
            let object = desk.object(key)?;
            let plan = desk.crm().descriptions().plan(key);
            let now = desk.now();
            let new = |(id, mut values): (Uuid, Values)| {
                if let Some(plan) = &plan {
                    plan.complete(None, &mut values, now);
                }
                NewRecord {
                    id,
                    values,
                    batch: Some(BATCH),
                }
            };
            let records = records.into_iter().map(new).collect();
            write.insert(&object, records, EventAction::Created).await?;
        }
        Ok(made)
    }
}
