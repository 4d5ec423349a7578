use super::{comparison, value_text};
use contract::{Filter, Language, ObjectDef, Operator, objects};

fn account() -> ObjectDef {
    objects::all().remove(0)
}

#[test]
fn a_condition_is_said_in_words() {
    let account = account();
    let check = |field: &str, operator, value: &str, english: &str, chinese: &str| {
        let Some(def) = account.field(field) else {
            panic!("no field {field}")
        };
        let filter = Filter::new(field, operator, value);
        for (language, expected) in [(Language::English, english), (Language::Chinese, chinese)] {
            let how = comparison(&filter, def.kind, language);
            let value = value_text(def, &filter, &[], language);
            assert_eq!(format!("{how} {value}").trim_end(), expected);
        }
    };
    use Operator as O;
    check("owner", O::Is, "me", "is me", "是 我");
    check(
        "owner",
        O::AnyOf,
        "me|my_team",
        "is one of me, my team",
        "是其中之一 我、我的团队",
    );
    check("owner", O::Empty, "", "is nobody", "无人");
    check(
        "level",
        O::AnyOf,
        "a|b",
        "is one of A, B",
        "是其中之一 A、B",
    );
    check("level", O::NoneOf, "a", "is not A", "不是 A");
    check(
        "last_contact_at",
        O::Within,
        "last_14",
        "is in last 14 days",
        "在 过去 14 天",
    );
    check(
        "last_contact_at",
        O::NotWithin,
        "last_14",
        "is not in last 14 days",
        "不在 过去 14 天",
    );
    check(
        "last_contact_at",
        O::Before,
        "last_2_weeks",
        "is more than 2 weeks ago",
        "早于 2 周前",
    );
    check(
        "next_step_at",
        O::After,
        "next_1",
        "is in more than 1 day",
        "晚于 1 天后",
    );
    check(
        "next_step_at",
        O::Within,
        "overdue",
        "is overdue",
        "是 已逾期",
    );
    check(
        "next_step_at",
        O::Is,
        "this_quarter",
        "is in this quarter",
        "在 本季度",
    );
    check(
        "last_contact_at",
        O::Before,
        "2026-01-31",
        "is before 31 Jan 2026",
        "早于 2026-01-31",
    );
    check(
        "employees",
        O::Between,
        "1000|2000",
        "is between 1,000 – 2,000",
        "介于 1,000 – 2,000",
    );
    check("tags", O::AllOf, "a|b", "has all of a, b", "全都有 a、b");
    check("name", O::Contains, "精密", "contains 精密", "包含 精密");
    check("name", O::Empty, "", "is empty", "为空");
}
