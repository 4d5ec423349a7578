//! The words that browser and server share: objects and fields, values, questions, refusals, and
//! what pages ask for and get. No I/O and no `cfg`: everything here compiles to WebAssembly.

pub mod catalogue;
pub mod choice;
pub mod derived;
pub mod dto;
pub mod field;
pub mod keeping;
pub mod kind;
pub mod label;
pub mod layout;
pub mod money;
pub mod object;
pub mod objects;
pub mod pipeline;
pub mod plain;
pub mod query;
pub mod refusal;
pub mod role;
pub mod sealed;
pub mod sum;
pub mod validation;
pub mod value;

pub use catalogue::Catalogue;
pub use choice::{Choice, StageOutcome};
pub use derived::{Derived, Gathering};
pub use field::FieldDef;
pub use kind::FieldKind;
pub use label::{Label, Language};
pub use money::Money;
pub use object::{Effect, FieldCondition, Layout, ObjectDef, Rule, Section};
pub use pipeline::Pipelines;
pub use query::{Asker, Filter, ListPage, ListQuery, Operator, Sort, Test};
pub use refusal::{FieldProblem, Problem, Refusal, Unsealable, Weakness};
pub use role::{Action, FieldRight, Reach, Role, RoleDef, Special};
pub use sealed::Sealed;
pub use sum::{Sum, SumLook, SumTotal};
pub use value::{Address, Link, Record, Rights, Value};
