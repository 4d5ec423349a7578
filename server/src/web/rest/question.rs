//! A question to a list, read from the address. What is not understood is refused, so that nobody takes an answer for
//! narrower than it is.

use app::ui::problem_text;
use axum::extract::Query;
use axum::http::Uri;
use contract::query::Test;
use contract::query::{MOST_FILTERS, MOST_ROWS};
use contract::{FieldDef, FieldKind, Filter, Language, ListQuery, ObjectDef, Sort};
use domain::records::Counting;

use super::problem::Problem;
use super::{cursor, objects};

/// Rows of a page that names no number.
const USUAL_ROWS: u32 = 50;
/// The longest words to search for, in characters.
pub(super) const LONGEST_WORDS: usize = 200;

/// What was asked of a list.
#[derive(Debug)]
pub(super) struct Question<'o> {
    pub(super) query: ListQuery,
    pub(super) fields: Vec<&'o FieldDef>,
    pub(super) counting: Counting,
}

/// The pairs of an address.
pub(super) type Pairs = Vec<(String, String)>;

/// The pairs of an address: each of a name that is `known`, and free of what no text can hold.
///
/// # Errors
/// At the first parameter that is not.
pub(super) fn pairs(uri: &Uri, known: &[&str]) -> Result<Pairs, Problem> {
    let Query(pairs) = Query::<Pairs>::try_from_uri(uri)
        .map_err(|_| Problem::parameter("", "The query of the address cannot be read."))?;
    for (name, value) in &pairs {
        if !known.contains(&name.as_str()) {
            let known = known.join(", ");
            return Err(Problem::parameter(
                name,
                format!("Only these are known here: {known}."),
            ));
        }
        if value.contains('\0') {
            return Err(Problem::parameter(name, "It holds a NUL character."));
        }
    }
    Ok(pairs)
}

/// The value of a parameter that may be given once.
///
/// # Errors
/// When it is given more often.
pub(super) fn single<'p>(pairs: &'p Pairs, name: &str) -> Result<Option<&'p str>, Problem> {
    let mut values = pairs.iter().filter(|(key, _)| key == name);
    let first = values.next().map(|(_, value)| value.as_str());
    match values.next() {
        Some(_) => Err(Problem::parameter(name, "It may be given once.")),
        None => Ok(first),
    }
}

/// Words to search for.
///
/// # Errors
/// When they are too long.
pub(super) fn words(pairs: &Pairs) -> Result<String, Problem> {
    let words = single(pairs, "q")?.unwrap_or_default();
    if words.chars().count() > LONGEST_WORDS {
        let detail = format!("At most {LONGEST_WORDS} characters are searched for.");
        return Err(Problem::parameter("q", detail));
    }
    Ok(words.to_owned())
}

impl<'o> Question<'o> {
    /// Reads the address of a list.
    ///
    /// # Errors
    /// At the first parameter that cannot be used.
    pub(super) fn read(object: &'o ObjectDef, uri: &Uri) -> Result<Self, Problem> {
        const KNOWN: [&str; 8] = [
            "filter", "where", "sort", "q", "fields", "limit", "cursor", "total",
        ];
        let pairs = pairs(uri, &KNOWN)?;
        let mut query = ListQuery {
            object: object.key.clone(),
            filters: filters(object, &pairs)?,
            test: test(&pairs)?,
            sort: sort(object, &pairs)?,
            rows: limit(&pairs)?,
            words: words(&pairs)?,
            ..ListQuery::default()
        };
        if let Some(cursor) = single(&pairs, "cursor")? {
            query.after = Some(cursor::read(&query, cursor)?);
        }
        Ok(Self {
            query,
            fields: fields(object, &pairs)?,
            counting: counting(&pairs)?,
        })
    }
}

fn filters(object: &ObjectDef, pairs: &Pairs) -> Result<Vec<Filter>, Problem> {
    let asked = pairs.iter().filter(|(key, _)| key == "filter");
    let filters: Vec<Filter> = asked
        .map(|(_, value)| filter(object, value))
        .collect::<Result<_, _>>()?;
    if filters.len() > MOST_FILTERS {
        let detail = format!("At most {MOST_FILTERS} filters are taken.");
        return Err(Problem::parameter("filter", detail));
    }
    Ok(filters)
}

/// Whether the field compares so and the value can be read, the CRM says; see `list`.
fn filter(object: &ObjectDef, text: &str) -> Result<Filter, Problem> {
    let wrong = |detail: &str| Problem::parameter("filter", format!("`{text}`: {detail}"));
    let filter = Filter::from_param(text).ok_or_else(|| {
        wrong("write field.operator.value, such as stage.is.won or phone.filled.")
    })?;
    let first = filter.field.split('.').next().unwrap_or_default();
    if objects::field(object, first).is_none() {
        return Err(wrong("there is no such field."));
    }
    let value = text.splitn(3, '.').nth(2);
    match (filter.operator.takes_value(), value) {
        (true, None | Some("")) => Err(wrong("the operator needs a value.")),
        (false, Some(_)) => Err(wrong("the operator takes no value.")),
        _ => Ok(filter),
    }
}

/// Conditions in groups.
fn test(pairs: &Pairs) -> Result<Option<Test>, Problem> {
    let Some(text) = single(pairs, "where")? else {
        return Ok(None);
    };
    let read = Test::from_param(text)
        .map_err(|problem| Problem::parameter("where", problem_text(Language::English, &problem)));
    read.map(Some)
}

fn sort(object: &ObjectDef, pairs: &Pairs) -> Result<Option<Sort>, Problem> {
    let Some(text) = single(pairs, "sort")? else {
        return Ok(None);
    };
    let sort = Sort::from_param(text);
    let is_sortable = |field: &FieldDef| object.is_sortable(field);
    match objects::field(object, &sort.field).filter(|field| is_sortable(field)) {
        Some(_) => Ok(Some(sort)),
        None => Err(Problem::parameter(
            "sort",
            "Write one sortable field of the description, with - before it for the other direction.",
        )),
    }
}

fn limit(pairs: &Pairs) -> Result<u32, Problem> {
    let Some(text) = single(pairs, "limit")? else {
        return Ok(USUAL_ROWS);
    };
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text
        .parse()
        .ok()
        .filter(|number| is_plain && (1..=MOST_ROWS).contains(number));
    number.ok_or_else(|| Problem::parameter("limit", format!("A number from 1 to {MOST_ROWS}.")))
}

fn counting(pairs: &Pairs) -> Result<Counting, Problem> {
    match single(pairs, "total")? {
        Some("true") => Ok(Counting::First),
        None | Some("false") => Ok(Counting::Never),
        Some(_) => Err(Problem::parameter("total", "Either true or false.")),
    }
}

fn fields<'o>(object: &'o ObjectDef, pairs: &Pairs) -> Result<Vec<&'o FieldDef>, Problem> {
    let Some(text) = single(pairs, "fields")? else {
        return Ok(objects::fields(object)
            .filter(|field| is_listed(field))
            .collect());
    };
    let found = text.split(',').map(|key| {
        objects::field(object, key)
            .ok_or_else(|| Problem::parameter("fields", format!("There is no field `{key}`.")))
    });
    found.collect()
}

/// What a list tells unasked: long texts and what is personal only when it is named.
fn is_listed(field: &FieldDef) -> bool {
    field.kind != FieldKind::LongText && !field.sensitive
}

#[cfg(test)]
mod tests {
    use domain::records::Counting;

    use super::Question;
    use crate::web::rest::problem::Problem;

    fn account() -> contract::ObjectDef {
        contract::objects::all().swap_remove(0)
    }

    fn read<'o>(object: &'o contract::ObjectDef, asked: &str) -> Result<Question<'o>, Problem> {
        Question::read(object, &format!("/accounts?{asked}").parse().unwrap())
    }

    #[test]
    fn an_address_is_read_as_a_question() {
        let object = account();
        let asked = "filter=owner.is.me&filter=phone.filled&sort=-created_at&limit=7&fields=name,phone&total=true&q=hai";
        let question = read(&object, asked).unwrap();
        let filters: Vec<String> = question
            .query
            .filters
            .iter()
            .map(|one| one.to_param())
            .collect();
        assert_eq!(filters, ["owner.is.me", "phone.filled."]);
        assert_eq!(question.query.sort.unwrap().to_param(), "-created_at");
        assert_eq!(
            (question.query.rows, question.query.words.as_str()),
            (7, "hai")
        );
        assert_eq!(question.fields.len(), 2);
        assert_eq!(question.counting, Counting::First);
        assert!(read(&object, "").unwrap().fields.len() > 10);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let object = account();
        for asked in [
            "unknown=1",
            "f=owner.is.me",
            "filter=",
            "filter=secret.is.1",
            "filter=owner.equals.me",
            "filter=name.has",
            "filter=name.has.",
            "filter=phone.filled.x",
            "where=nonsense",
            "where=any(",
            "sort=note",
            "sort=",
            "sort=name&sort=phone",
            "limit=0",
            "limit=201",
            "limit=+5",
            "limit=ten",
            "fields=",
            "fields=name,",
            "total=yes",
            "cursor=x",
            "q=%00",
        ] {
            assert!(read(&object, asked).is_err(), "{asked}");
        }
    }
}
