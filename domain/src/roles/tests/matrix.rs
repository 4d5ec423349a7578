//! Every seeded role × own, team's, below's and other's record of every object × every right, answered by the door and by an
//! oracle that knows nothing of SQL (`testing/oracle.rs`) and reads its roles from the printed table. Roles, teams and shares
//! by chance are asked in `by_chance.rs`, and everything that answers HTTP in `server/src/web/tests/matrix`.
//!
//! It has teeth: with what `Reach::Own` adds in `access/scope.rs` widened to the team, `salesperson: See Thing { object: "account" …`
//! of a team-mate fails here, and `by_chance.rs` prints a house in which it does.

use contract::objects::{
    ACCOUNT, ACTIVITY, CAMPAIGN, CAMPAIGN_MEMBER, CONTACT, CONTRACT, DEAL, INVOICE, INVOICE_LINE,
    LEAD, ORDER, ORDER_LINE, PAYMENT, PAYMENT_PLAN, PRICE_BOOK, PRICE_BOOK_ENTRY, PRODUCT, QUOTE,
    QUOTE_LINE, TICKET, USER,
};
use contract::{Money, Role, RoleDef, Value};

use super::compare::{NARROWED, compare, seated, somebody, thing};
use crate::roles::Roles;
use crate::testing::oracle::{Oracle, Somebody, Thing, printed};
use crate::testing::{Stage, stage, to};

/// A record of each object: all of one owner, but those that are nobody's.
async fn all_of(stage: &Stage, owner: &Somebody) -> Vec<Thing> {
    let named = || ("name", Value::from("Somebody's"));
    let day = || Value::Date("2026-11-22".parse().unwrap());
    let money = || ("amount", Value::Money(Money::units(1, "CNY")));
    let noted = NARROWED.map(|(field, text)| (field, text.into()));
    let mut made = Vec::new();
    for object in [
        ACCOUNT, CONTACT, LEAD, DEAL, QUOTE, ORDER, INVOICE, TICKET, CAMPAIGN, PRODUCT, PRICE_BOOK,
    ] {
        let values = match object {
            ACCOUNT => [vec![named()], noted.to_vec()].concat(),
            TICKET => vec![("subject", "Somebody's".into())],
            _ => vec![named()],
        };
        made.push(thing(stage, object, Some(owner), values).await);
    }
    let first = made.clone();
    let one = |object: &str| {
        first
            .iter()
            .find(|made| made.object == object)
            .unwrap()
            .clone()
    };
    let (account, campaign) = (one(ACCOUNT), one(CAMPAIGN));
    let customer = || ("account", to(account.id));
    let contract = vec![named(), customer()];
    let plan = vec![named(), money(), ("due", day())];
    let payment = vec![money(), ("date", day())];
    for (object, values) in [
        (CONTRACT, contract),
        (PAYMENT_PLAN, plan),
        (PAYMENT, payment),
    ] {
        made.push(thing(stage, object, Some(owner), values).await);
    }
    let member = vec![named(), ("campaign", to(campaign.id))];
    made.push(thing(stage, CAMPAIGN_MEMBER, None, member).await);
    let call = vec![
        ("subject", "Called".into()),
        ("kind", "call".into()),
        customer(),
    ];
    let mut call = thing(stage, ACTIVITY, Some(owner), call).await;
    call.about.push(account);
    made.push(call);
    let product = ("product", to(one(PRODUCT).id));
    for (lines, whole) in [
        (QUOTE_LINE, QUOTE),
        (ORDER_LINE, ORDER),
        (INVOICE_LINE, INVOICE),
        (PRICE_BOOK_ENTRY, PRICE_BOOK),
    ] {
        let whole = one(whole);
        let parent = (whole.object.as_str(), to(whole.id));
        let values = match lines {
            PRICE_BOOK_ENTRY => {
                let price = Value::Money(Money::units(1, "CNY"));
                vec![parent, product.clone(), ("price", price)]
            }
            _ => vec![parent, named()],
        };
        let mut line = thing(stage, lines, None, values).await;
        line.part_of = Some(Box::new(whole.clone()));
        made.push(line);
    }
    made
}

#[tokio::test]
async fn the_door_agrees_with_the_oracle_on_every_seeded_role() {
    let stage = stage().await;
    let mut who = somebody(&stage, Some("east")).await;
    let owners = [
        who.clone(),
        somebody(&stage, Some("east")).await,
        somebody(&stage, Some("east-1")).await,
        somebody(&stage, Some("south")).await,
    ];
    let mut made = Vec::new();
    for owner in &owners {
        made.extend(all_of(&stage, owner).await);
    }
    let objects = contract::objects::all();
    for object in objects.iter().filter(|object| object.key != USER) {
        let is_asked = made.iter().any(|thing| thing.object == object.key);
        assert!(is_asked, "add a record of {} to `all_of`", object.key);
    }
    let parents = [("east", None), ("east-1", Some("east")), ("south", None)];
    let oracle = Oracle {
        roles: printed(include_str!("../../access/policy.txt")),
        parents: parents
            .map(|(team, above)| (team.to_owned(), above.map(str::to_owned)))
            .into(),
        shared: Vec::new(),
    };
    assert_eq!(oracle.roles.len(), Role::ALL.len());
    for role in Role::ALL {
        let desk = seated(&stage, &mut who, &[role.key()]).await;
        compare(&stage, &desk, &oracle, &who, &made, role.key()).await;
    }
}

#[test]
fn what_is_kept_of_roles_is_read_as_it_was() {
    let roles = Roles::of(&[]).unwrap();
    for role in roles.all() {
        let json = serde_json::to_string(role).unwrap();
        assert_eq!(serde_json::from_str::<RoleDef>(&json).unwrap(), *role);
    }
}
