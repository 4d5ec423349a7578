//! What each role that comes with the product may do, and how far it reaches. Printed as a table and snapshot-tested.
//! What administrators make of them, and the roles they add, are rows: `domain/src/roles`.

use contract::objects::{
    ACCOUNT, ACTIVITY, CAMPAIGN, CAMPAIGN_MEMBER, CONTACT, CONTRACT, DEAL, INVOICE, LEAD, ORDER,
    PAYMENT, PAYMENT_PLAN, PRICE_BOOK, PRODUCT, QUOTE, TICKET, USER,
};
use contract::role::{ADDED, FieldRights, Reaches};
use contract::{Action, FieldRight, Reach, Role, RoleDef, Special};

/// How far `action` on `object` reaches for a role. Lines have no rights of their own: they follow what they belong
/// to. Objects that an administrator added are everybody's who sells, each their own.
#[must_use]
pub fn reach(role: Role, object: &str, action: Action) -> Reach {
    match (object, role) {
        (USER, _) => users(role, action),
        (_, Role::Administrator) => Reach::All,
        (_, Role::Auditor) => auditor(action),
        (PRODUCT | PRICE_BOOK, _) => goods(role, object, action),
        (CAMPAIGN_MEMBER, _) => members(role, action),
        (_, Role::Manager) => manager(object, action),
        (_, Role::Salesperson) => salesperson(object, action),
        (_, Role::Service) => service(object, action),
        (_, Role::Marketing) => marketing(object, action),
        (_, Role::Finance) => finance(object, action),
    }
}

/// Colleagues know each other by name; only administrators change who they are.
fn users(role: Role, action: Action) -> Reach {
    match (role, action) {
        (Role::Administrator, _) | (_, Action::See) => Reach::All,
        _ => Reach::None,
    }
}

/// What is sold is known to everybody and kept by managers; prices are known to who sells and who invoices.
fn goods(role: Role, object: &str, action: Action) -> Reach {
    match (role, action) {
        (Role::Manager, _) | (Role::Salesperson | Role::Finance, Action::See) => Reach::All,
        (Role::Service | Role::Marketing, Action::See) if object == PRODUCT => Reach::All,
        _ => Reach::None,
    }
}

/// Members of campaigns belong to nobody: whoever sees one sees the names of all.
fn members(role: Role, action: Action) -> Reach {
    match (role, action) {
        (Role::Marketing, _) | (Role::Manager, Action::See) => Reach::All,
        _ => Reach::None,
    }
}

/// What their team and the teams below it own, and every campaign.
fn manager(object: &str, action: Action) -> Reach {
    match (object, action) {
        (CAMPAIGN, Action::See) => Reach::All,
        _ => Reach::TeamAndBelow,
    }
}

/// Their own records, and everything with them; a list leaves the house only with a manager. Money that came in is
/// not theirs to take away again.
fn salesperson(object: &str, action: Action) -> Reach {
    match (object, action) {
        (_, Action::Export) => Reach::None,
        (CAMPAIGN, Action::See) => Reach::All,
        (CAMPAIGN, _) => Reach::None,
        (PAYMENT | INVOICE, Action::Delete | Action::Transfer | Action::Import) => Reach::None,
        _ => Reach::Own,
    }
}

/// Knows every customer and what was sold to them, works off tickets, and logs what was said.
fn service(object: &str, action: Action) -> Reach {
    match (object, action) {
        (ACCOUNT | CONTACT, Action::See | Action::Edit | Action::Create) => Reach::All,
        (ORDER | CONTRACT | ACTIVITY, Action::See) => Reach::All,
        (TICKET, Action::Delete) => Reach::Own,
        (TICKET, _) => Reach::All,
        (ACTIVITY, Action::Create | Action::Edit | Action::Delete) => Reach::Own,
        _ => Reach::None,
    }
}

/// Works with campaigns and leads, and sees what came of them.
fn marketing(object: &str, action: Action) -> Reach {
    match (object, action) {
        (LEAD | CAMPAIGN, _) => Reach::All,
        (ACCOUNT | CONTACT | DEAL | ACTIVITY, Action::See) => Reach::All,
        (ACTIVITY, Action::Create | Action::Edit | Action::Delete) => Reach::Own,
        _ => Reach::None,
    }
}

/// Works with contracts and everything that is paid by them, sees whom they are with, and logs what was said about a
/// payment.
fn finance(object: &str, action: Action) -> Reach {
    match (object, action) {
        (CONTRACT | ORDER | PAYMENT_PLAN | PAYMENT | INVOICE, _) => Reach::All,
        (ACCOUNT | CONTACT | QUOTE, Action::See) => Reach::All,
        (ACTIVITY, Action::See | Action::Create | Action::Edit | Action::Delete) => Reach::Own,
        _ => Reach::None,
    }
}

/// Sees whatever the log tells of, and changes nothing.
fn auditor(action: Action) -> Reach {
    match action {
        Action::See => Reach::All,
        _ => Reach::None,
    }
}

/// Of customers, what an invoice and a reminder need; what else is known of them is not for finance.
const NOT_FOR_FINANCE: [(&str, &[&str]); 2] = [
    (
        ACCOUNT,
        &[
            "note",
            "level",
            "source",
            "employees",
            "annual_revenue",
            "founded",
            "last_contact_at",
            "last_contact",
            "next_step",
            "next_step_at",
        ],
    ),
    (
        CONTACT,
        &[
            "note",
            "source",
            "birthday",
            "gender",
            "decision_role",
            "do_not_call",
            "reports_to",
            "last_contact_at",
            "last_contact",
            "next_step",
            "next_step_at",
        ],
    ),
];

/// The roles as they come with the product.
#[must_use]
pub fn seeded() -> Vec<RoleDef> {
    let objects = contract::objects::all();
    let keys = || {
        let own = objects
            .iter()
            .filter(|object| object.line_of.is_none() && object.key != USER);
        own.map(|object| object.key.as_str()).chain([ADDED])
    };
    let seed = |role: Role| RoleDef {
        key: role.key().to_owned(),
        label: role.label(),
        is_system: true,
        version: 0,
        special: match role {
            Role::Administrator | Role::Auditor => vec![Special::Audit],
            _ => Vec::new(),
        },
        reaches: keys()
            .map(|object| (object.to_owned(), reaches(role, object)))
            .collect(),
        fields: match role {
            Role::Finance => NOT_FOR_FINANCE.map(hidden).into(),
            _ => Default::default(),
        },
    };
    Role::ALL.map(seed).into()
}

fn reaches(role: Role, object: &str) -> Reaches {
    let each = Action::ALL.map(|action| (action, reach(role, object, action)));
    each.into()
}

fn hidden((object, fields): (&str, &[&str])) -> (String, FieldRights) {
    let rights = fields
        .iter()
        .map(|field| ((*field).to_owned(), FieldRight::Hidden));
    (object.to_owned(), rights.collect())
}

/// The policy as a table: role, object, then the reach of each action in the order of [`Action::ALL`].
#[must_use]
pub fn table() -> String {
    let mut out = String::from(
        "role           object           see    create  edit   delete  transfer  export  import  hidden\n",
    );
    let objects = contract::objects::all();
    let own = objects.iter().filter(|object| object.line_of.is_none());
    let keys: Vec<&str> = own
        .map(|object| object.key.as_str())
        .chain([ADDED])
        .collect();
    for role in seeded() {
        for object in &keys {
            let [see, create, edit, delete, transfer, export, import] =
                Action::ALL.map(|action| word(role.reach(object, action)));
            out.push_str(&format!(
                "{:<14} {object:<16} {see:<6} {create:<7} {edit:<6} {delete:<7} {transfer:<9} {export:<7} {import:<7} {}\n",
                role.key,
                hidden_of(&role, object),
            ));
        }
    }
    out
}

fn hidden_of(role: &RoleDef, object: &str) -> String {
    let rights = role.fields.get(object).into_iter().flatten();
    let hidden: Vec<&str> = rights
        .filter(|(_, right)| **right == FieldRight::Hidden)
        .map(|(field, _)| field.as_str())
        .collect();
    match hidden.is_empty() {
        true => "-".to_owned(),
        false => hidden.join(" "),
    }
}

fn word(reach: Reach) -> &'static str {
    match reach {
        Reach::None => "–",
        Reach::Own => "own",
        Reach::Team => "team",
        Reach::TeamAndBelow => "team+",
        Reach::All => "all",
    }
}
