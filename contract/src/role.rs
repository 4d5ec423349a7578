//! Roles, what may be done, and how far it reaches.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Label;
use crate::objects::USER;

/// A role that comes with the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Administrator,
    Manager,
    Salesperson,
    Service,
    Marketing,
    Finance,
    /// Sees the log of what happened, and changes nothing.
    Auditor,
}

impl Role {
    pub const ALL: [Self; 7] = [
        Self::Administrator,
        Self::Manager,
        Self::Salesperson,
        Self::Service,
        Self::Marketing,
        Self::Finance,
        Self::Auditor,
    ];

    /// The word stored in the database and used on the command line.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Manager => "manager",
            Self::Salesperson => "salesperson",
            Self::Service => "service",
            Self::Marketing => "marketing",
            Self::Finance => "finance",
            Self::Auditor => "auditor",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Self::Administrator => Label::new("Administrator", "管理员"),
            Self::Manager => Label::new("Manager", "销售主管"),
            Self::Salesperson => Label::new("Salesperson", "销售"),
            Self::Service => Label::new("Service agent", "客服"),
            Self::Marketing => Label::new("Marketer", "市场"),
            Self::Finance => Label::new("Finance clerk", "财务"),
            Self::Auditor => Label::new("Auditor", "审计员"),
        }
    }

    /// The role of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// What can be done with the records of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    See,
    Create,
    Edit,
    Delete,
    Transfer,
    Export,
    Import,
}

impl Action {
    pub const ALL: [Self; 7] = [
        Self::See,
        Self::Create,
        Self::Edit,
        Self::Delete,
        Self::Transfer,
        Self::Export,
        Self::Import,
    ];
}

/// How far a right reaches; each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    None,
    /// Records one owns.
    Own,
    /// Records of the members of one's team.
    Team,
    /// Records of one's team and of every team below it.
    TeamAndBelow,
    All,
}

impl Reach {
    pub const ALL: [Self; 5] = [
        Self::None,
        Self::Own,
        Self::Team,
        Self::TeamAndBelow,
        Self::All,
    ];

    /// The word used in forms and addresses.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Own => "own",
            Self::Team => "team",
            Self::TeamAndBelow => "team_and_below",
            Self::All => "all",
        }
    }
}

/// What may be done with one field of the records that one reaches; each includes those before it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum FieldRight {
    /// It is absent from every answer, and nothing can be asked of it.
    Hidden,
    /// Of a sensitive value only the mask is shown.
    Masked,
    See,
    #[default]
    Edit,
}

impl FieldRight {
    pub const ALL: [Self; 4] = [Self::Hidden, Self::Masked, Self::See, Self::Edit];

    /// The word stored in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Masked => "masked",
            Self::See => "see",
            Self::Edit => "edit",
        }
    }
}

/// A right that is no right on records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Special {
    /// To read the log of everything that happened.
    Audit,
}

/// The name under which a role keeps its reaches on objects that it does not name, such as those added later.
pub const ADDED: &str = "(added)";

/// How far each action reaches; what is not named reaches nothing.
pub type Reaches = BTreeMap<Action, Reach>;

/// The rights of fields that are less than everything.
pub type FieldRights = BTreeMap<String, FieldRight>;

/// A role as data: what who has it may do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleDef {
    pub key: String,
    pub label: Label,
    /// It comes with the product and cannot be deleted.
    #[serde(default)]
    pub is_system: bool,
    /// Counts the changes; 0 as it comes with the product.
    #[serde(default)]
    pub version: i32,
    #[serde(default)]
    pub special: Vec<Special>,
    #[serde(default)]
    pub reaches: BTreeMap<String, Reaches>,
    #[serde(default)]
    pub fields: BTreeMap<String, FieldRights>,
}

impl RoleDef {
    /// Whether it is the role that may do everything, whatever is kept of it.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.key == Role::Administrator.key()
    }

    /// How far an action reaches. What is done with records that are there is done with those that are seen.
    #[must_use]
    pub fn reach(&self, object: &str, action: Action) -> Reach {
        let chosen = self.chosen(object, action);
        match action {
            Action::Edit | Action::Delete | Action::Transfer | Action::Export => {
                Ord::min(chosen, self.chosen(object, Action::See))
            }
            Action::See | Action::Create | Action::Import => chosen,
        }
    }

    /// How far an action is said to reach, be it further than sight. Colleagues know each other, and only administrators
    /// change who they are: a role that could change users could give itself any right.
    #[must_use]
    pub fn chosen(&self, object: &str, action: Action) -> Reach {
        if self.is_administrator() || object == USER && action == Action::See {
            return Reach::All;
        }
        if object == USER {
            return Reach::None;
        }
        let reaches = self.reaches.get(object).or_else(|| self.reaches.get(ADDED));
        reaches
            .and_then(|reaches| reaches.get(&action))
            .copied()
            .unwrap_or(Reach::None)
    }

    /// What may be done with a field of the records that are reached.
    #[must_use]
    pub fn field(&self, object: &str, field: &str) -> FieldRight {
        if self.is_administrator() {
            return FieldRight::Edit;
        }
        let rights = self.fields.get(object);
        rights
            .and_then(|rights| rights.get(field))
            .copied()
            .unwrap_or_default()
    }

    /// Whether it gives a right that is no right on records.
    #[must_use]
    pub fn gives(&self, special: Special) -> bool {
        self.is_administrator() || self.special.contains(&special)
    }
}
