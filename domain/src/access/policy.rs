//! What each role may do, and how far it reaches. Printed as a table and snapshot-tested.

use contract::objects::{ACCOUNT, ACTIVITY, CONTACT, DEAL, LEAD, USER};
use contract::{Action, Reach, Role};

/// How far `action` on `object` reaches for a role. What is not named here reaches nothing.
#[must_use]
pub fn reach(role: Role, object: &str, action: Action) -> Reach {
    if object == USER {
        return users(role, action);
    }
    match role {
        Role::Administrator => Reach::All,
        Role::Manager => Reach::TeamAndBelow,
        Role::Salesperson => salesperson(action),
        Role::Service => service(object, action),
        Role::Marketing => marketing(object, action),
        Role::Finance => finance(object, action),
    }
}

/// Colleagues know each other by name; only administrators change who they are.
fn users(role: Role, action: Action) -> Reach {
    match (role, action) {
        (Role::Administrator, _) | (_, Action::See) => Reach::All,
        _ => Reach::None,
    }
}

/// Their own records, and everything with them; a list leaves the house only with a manager.
fn salesperson(action: Action) -> Reach {
    match action {
        Action::Export => Reach::None,
        _ => Reach::Own,
    }
}

/// Knows every customer, and logs what was said.
fn service(object: &str, action: Action) -> Reach {
    match (object, action) {
        (ACCOUNT | CONTACT, Action::See | Action::Edit | Action::Create) => Reach::All,
        (ACTIVITY, Action::See) => Reach::All,
        (ACTIVITY, Action::Create | Action::Edit | Action::Delete) => Reach::Own,
        _ => Reach::None,
    }
}

/// Works with leads, and sees what came of them.
fn marketing(object: &str, action: Action) -> Reach {
    match (object, action) {
        (LEAD, _) => Reach::All,
        (ACCOUNT | CONTACT | DEAL | ACTIVITY, Action::See) => Reach::All,
        (ACTIVITY, Action::Create | Action::Edit | Action::Delete) => Reach::Own,
        _ => Reach::None,
    }
}

/// Sees whom an invoice is for; contracts and payments come with their objects.
fn finance(object: &str, action: Action) -> Reach {
    match (object, action) {
        (ACCOUNT, Action::See) => Reach::All,
        _ => Reach::None,
    }
}

/// The policy as a table: role, object, then the reach of each action in the order of [`Action::ALL`].
#[must_use]
pub fn table() -> String {
    let mut out = String::from(
        "role           object    see  create  edit  delete  transfer  export  import  hidden\n",
    );
    for role in Role::ALL {
        for object in [ACCOUNT, CONTACT, LEAD, DEAL, ACTIVITY, USER] {
            let reaches = Action::ALL.map(|action| word(reach(role, object, action)));
            out.push_str(&format!(
                "{:<14} {:<9} {}  -\n",
                role.key(),
                object,
                reaches.join("  ")
            ));
        }
    }
    out
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
