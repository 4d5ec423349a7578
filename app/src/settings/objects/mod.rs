//! `/settings/objects`: where an administrator describes objects, fields, layouts and rules without code.
//!
//! - `objects_page` lists the objects, `object_form` adds and changes one.
//! - `fields_page` is the table of an object's fields; `field` describes one of them.
//! - `layout` arranges forms and record pages, `rules` says what every record keeps.
//! - `formula` writes expressions, `conditions` writes what a layout or a roll-up asks of a record.

pub mod bar;
pub mod conditions;
pub mod conditions_value;
pub mod describing_page;
pub mod field;
pub mod field_row;
pub mod fields_page;
pub mod formula;
pub mod icons;
pub mod layout;
pub mod leaving;
pub mod object_form;
pub mod object_row;
pub mod objects_page;
pub mod outdated;
pub mod rules;

mod address;
mod described;
mod nature;

pub use describing_page::DescribingPage;
