//! The tables of the house itself, one file each, without behaviour. The records of the trade (accounts,
//! deals and what else is described in `contract::objects`) stand in tables made from their description
//! and have no entity: see docs/decisions/0001-the-one-door.md.

pub mod api_key;
pub mod api_request;
pub mod attachment;
pub mod backup;
pub mod bulk_job;
pub mod bulk_note;
pub mod choice;
pub mod counter;
pub mod door_link;
pub mod event;
pub mod favourite;
pub mod field_definition;
pub mod follower;
pub mod import_job;
pub mod import_mapping;
pub mod import_note;
pub mod import_set;
pub mod import_set_part;
pub mod known_browser;
pub mod known_network;
pub mod mail;
pub mod merge;
pub mod object_definition;
pub mod past_password;
pub mod recent;
pub mod recovery_code;
pub mod refill;
pub mod role;
pub mod seal;
pub mod seal_key;
pub mod seal_lease;
pub mod sealing;
pub mod search_near;
pub mod search_state;
pub mod second_factor;
pub mod session;
pub mod setting;
pub mod sign_in_attempt;
pub mod sign_in_notice;
pub mod team;
pub mod unlike;
pub mod user;
pub mod view;
