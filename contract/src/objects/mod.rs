//! The objects that come with the product.

mod account;
mod activity;
mod added;
mod amounts;
mod campaign;
mod campaign_member;
mod choices;
mod contact;
mod contract;
mod deal;
mod invoice;
mod lead;
mod order;
mod parts;
mod payment;
mod payment_plan;
mod price_book;
mod product;
mod quote;
mod stages;
mod ticket;
mod user;

pub use added::added;

use crate::ObjectDef;

pub const ACCOUNT: &str = "account";
pub const CONTACT: &str = "contact";
pub const LEAD: &str = "lead";
pub const DEAL: &str = "deal";
pub const QUOTE: &str = "quote";
pub const QUOTE_LINE: &str = "quote_line";
pub const CONTRACT: &str = "contract";
pub const ORDER: &str = "order";
pub const ORDER_LINE: &str = "order_line";
pub const PAYMENT_PLAN: &str = "payment_plan";
pub const PAYMENT: &str = "payment";
pub const INVOICE: &str = "invoice";
pub const INVOICE_LINE: &str = "invoice_line";
pub const TICKET: &str = "ticket";
pub const CAMPAIGN: &str = "campaign";
pub const CAMPAIGN_MEMBER: &str = "campaign_member";
pub const PRODUCT: &str = "product";
pub const PRICE_BOOK: &str = "price_book";
pub const PRICE_BOOK_ENTRY: &str = "price_book_entry";
pub const ACTIVITY: &str = "activity";
/// People who use the product: described like the rest so that they can be imported and listed.
pub const USER: &str = "user";

/// Whether the records of an object are people who can be written as cards for a telephone.
#[must_use]
pub fn has_cards(object: &str) -> bool {
    [CONTACT, LEAD].contains(&object)
}

/// Whether the records of an object are people, who may ask what is kept of them and to be forgotten.
#[must_use]
pub fn is_person(object: &str) -> bool {
    [CONTACT, LEAD].contains(&object)
}

/// The objects of the trade and the users, in the order of the menu; lines stand behind what they belong to.
#[must_use]
pub fn all() -> Vec<ObjectDef> {
    vec![
        account::object(),
        contact::object(),
        lead::object(),
        deal::object(),
        quote::object(),
        quote::line(),
        contract::object(),
        order::object(),
        order::line(),
        payment_plan::object(),
        payment::object(),
        invoice::object(),
        invoice::line(),
        ticket::object(),
        campaign::object(),
        campaign_member::object(),
        product::object(),
        price_book::object(),
        price_book::entry(),
        activity::object(),
        user::object(),
    ]
}

#[cfg(test)]
mod tests;
