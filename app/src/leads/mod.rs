//! Leads: their page, and turning them into customers.

pub mod convert_lead;
pub mod convert_part;
pub mod lead_view;

pub use convert_lead::ConvertLead;
pub use lead_view::LeadView;
