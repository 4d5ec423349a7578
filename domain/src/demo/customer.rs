//! A customer of sample data, as the records around it see them.

use chrono::{DateTime, Utc};
use contract::objects::{ACCOUNT, CONTACT, DEAL};
use contract::value::Values;
use contract::{Link, Money, Value};
use uuid::Uuid;

use super::companies::Company;
use super::goods::units;

/// A customer whose records are being made.
pub(super) struct Customer<'c> {
    pub(super) company: &'c Company,
    pub(super) owner: &'c Value,
    pub(super) account: Uuid,
    pub(super) contact: Option<Uuid>,
    pub(super) now: DateTime<Utc>,
}

impl Customer<'_> {
    /// Puts whose and about whom it is to the values of a record.
    pub(super) fn about(&self, values: Values) -> Values {
        let contact = self.contact.map(|id| link(CONTACT, id));
        self.of(values).into_iter().chain(contact).collect()
    }

    /// The same for a record that names no contact.
    pub(super) fn of(&self, mut values: Values) -> Values {
        values.insert("owner".to_owned(), self.owner.clone());
        values.extend([link(ACCOUNT, self.account)]);
        values
    }

    /// The same, and the deal that it belongs to.
    pub(super) fn about_deal(&self, values: Values, deal: Option<Uuid>) -> Values {
        let deal = deal.map(|id| link(DEAL, id));
        self.about(values).into_iter().chain(deal).collect()
    }

    /// Words in the language that the customer speaks.
    pub(super) fn words<'w>(&self, (zh, en): (&'w str, &'w str)) -> &'w str {
        if self.company.is_chinese { zh } else { en }
    }

    /// Whole units of the currency that the customer pays in.
    pub(super) fn money(&self, units: i64) -> Value {
        Value::Money(Money::units(units, self.company.currency))
    }

    /// The price of something in that currency.
    pub(super) fn price(&self, yuan: i64) -> i64 {
        units(yuan, self.company.currency)
    }
}

/// A field that points to a record.
pub(super) fn link(key: &str, id: Uuid) -> (String, Value) {
    (key.to_owned(), Value::Link(Link::to(id)))
}
