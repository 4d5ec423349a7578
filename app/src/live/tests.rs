use std::sync::Arc;

use contract::dto::live::{Changed, News};
use uuid::Uuid;

use super::{Due, Heard};

const SHOWN: Uuid = Uuid::from_u128(1);
const OTHER: Uuid = Uuid::from_u128(2);

fn changed(object: &str, id: Uuid, version: i32, is_touched: bool) -> Changed {
    Changed {
        object: object.to_owned(),
        id,
        version,
        is_touched,
        is_new: false,
        by: None,
        name: "Lin".to_owned(),
    }
}

/// What is due when version 3 of one account is shown.
fn due(changed: Changed) -> Due {
    let mut due = Due::default();
    let heard = Heard::News(Arc::new(News {
        changed: vec![changed],
        ..News::default()
    }));
    due.hear("account", &heard, |id| (id == SHOWN).then_some(3));
    due
}

#[test]
fn only_what_is_not_shown_yet_is_asked_again() {
    for (change, shown, others) in [
        (changed("account", SHOWN, 4, false), 1, 0),
        (changed("account", SHOWN, 3, false), 0, 0),
        (changed("account", SHOWN, 3, true), 1, 0),
        (changed("account", SHOWN, 0, true), 1, 0),
        (changed("account", OTHER, 1, false), 0, 1),
        (changed("account", OTHER, 0, true), 0, 0),
        (changed("deal", SHOWN, 9, true), 0, 0),
    ] {
        let due = due(change.clone());
        assert_eq!(
            (due.shown.len(), due.others.len(), due.all),
            (shown, others, false),
            "{change:?}"
        );
    }
}

#[test]
fn what_was_made_is_told_from_what_only_changed() {
    for is_new in [false, true] {
        let due = due(Changed {
            is_new,
            ..changed("account", OTHER, 1, false)
        });
        assert_eq!(due.made.contains(&OTHER), is_new);
    }
}

#[test]
fn everything_shown_is_asked_when_it_is_not_known_what_changed() {
    let mut due = due(changed("account", OTHER, 1, false));
    assert_eq!(due.ids([SHOWN]), [OTHER]);
    due.hear("account", &Heard::Again, |_| None);
    assert_eq!(due.ids([SHOWN]), [SHOWN, OTHER]);
    let mut stirred = Due::default();
    let news = Heard::News(Arc::new(News {
        stirred: vec!["deal".to_owned()],
        ..News::default()
    }));
    stirred.hear("account", &news, |_| None);
    assert!(stirred.is_empty());
    stirred.hear("deal", &news, |_| None);
    assert!(stirred.all);
}
