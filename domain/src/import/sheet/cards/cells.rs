//! The properties of a card as cells under headers that the fields of people know.

use std::collections::BTreeMap;

use calcard::common::IanaType;
use calcard::vcard::{
    VCard, VCardEntry, VCardParameterName, VCardProperty, VCardSex, VCardType, VCardValue,
};

use crate::export::OWN_PROPERTY;
use crate::import::text::is_han;

/// The cells of one card, in the order of the columns.
pub(super) type Cells = BTreeMap<Column, String>;

/// A column of the sheet: the usual ones first, then whatever else a card says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Usual(usize),
    Other(String),
}

/// The headers of the usual columns, in their order.
const USUAL: [&str; 22] = [
    "Name",
    "Company",
    "Department",
    "Job Title",
    "Phone",
    "Other Phone",
    "Third phone",
    "Further phones",
    "Fax",
    "E-mail",
    "Further e-mails",
    "WeChat",
    "QQ",
    "Address",
    "Further addresses",
    "Website",
    "Further websites",
    "Birthday",
    "Birthday without a year",
    "Gender",
    "Tags",
    "Note",
];

impl Column {
    pub(super) fn header(&self) -> String {
        match self {
            Self::Usual(place) => USUAL.get(*place).copied().unwrap_or_default().to_owned(),
            Self::Other(name) => name.clone(),
        }
    }

    fn of(header: &str) -> Self {
        match USUAL.iter().position(|usual| *usual == header) {
            Some(place) => Self::Usual(place),
            None => Self::Other(header.to_owned()),
        }
    }
}

/// What programs say to each other in a card, and nothing that a person would miss.
const UNTOLD: [&str; 12] = [
    "X-ABLABEL",
    "X-ABSHOWAS",
    "X-ABADR",
    "X-ABUID",
    "X-ABRELATEDNAMES",
    "X-ADDRESSING-GRAMMAR",
    "X-PHONETIC-FIRST-NAME",
    "X-PHONETIC-LAST-NAME",
    "X-MS-IMADDRESS",
    "X-IMAGETYPE",
    "X-SHARED-PHOTO-DISPLAY-PREF",
    "X-CLASS",
];

/// The cells of a card.
pub(super) fn of(card: &VCard) -> Cells {
    let mut cells = Cells::new();
    let mut put = |header: &str, text: String| {
        if !text.trim().is_empty() {
            cells.insert(Column::of(header), text);
        }
    };
    let company = parts(card, &VCardProperty::Org);
    put("Company", company.first().cloned().unwrap_or_default());
    put(
        "Department",
        company.get(1..).unwrap_or_default().join(" / "),
    );
    let position = first(card, &VCardProperty::Title).or_else(|| first(card, &VCardProperty::Role));
    put("Job Title", position.unwrap_or_default());
    phones(card, &mut put);
    in_a_row(
        &all(card, &VCardProperty::Email),
        &["E-mail", "Further e-mails"],
        &mut put,
    );
    let addresses: Vec<String> = entries(card, &VCardProperty::Adr).map(address).collect();
    in_a_row(&addresses, &["Address", "Further addresses"], &mut put);
    in_a_row(
        &all(card, &VCardProperty::Url),
        &["Website", "Further websites"],
        &mut put,
    );
    put("WeChat", messenger(card, &["wechat", "weixin"]));
    put("QQ", messenger(card, &["qq"]));
    birthday(card, &mut put);
    put("Gender", gender(card));
    put("Tags", all(card, &VCardProperty::Categories).join(", "));
    put("Note", all(card, &VCardProperty::Note).join("\n"));
    put("Nickname", all(card, &VCardProperty::Nickname).join(", "));
    put("UID", first(card, &VCardProperty::Uid).unwrap_or_default());
    others(card, &mut put);
    put("Name", name(card, &cells_name(&company, card)));
    cells
}

fn cells_name(company: &[String], card: &VCard) -> String {
    let reached = [
        VCardProperty::Nickname,
        VCardProperty::Email,
        VCardProperty::Tel,
    ];
    company
        .first()
        .cloned()
        .into_iter()
        .chain(reached.iter().filter_map(|property| first(card, property)))
        .find(|text| !text.trim().is_empty())
        .unwrap_or_default()
}

/// What somebody is called: as the card writes it, else put together, else by what else it says.
fn name(card: &VCard, otherwise: &str) -> String {
    if let Some(name) = first(card, &VCardProperty::Fn) {
        return name;
    }
    let parts = parts(card, &VCardProperty::N);
    let part = |place: usize| parts.get(place).map_or("", |part| part.trim());
    let (family, given, further) = (part(0), part(1), part(2));
    let joint = if [family, given].concat().chars().all(is_han) {
        ""
    } else {
        " "
    };
    let order = if joint.is_empty() {
        [family, given, further]
    } else {
        [given, further, family]
    };
    let told: Vec<&str> = order.into_iter().filter(|part| !part.is_empty()).collect();
    if told.is_empty() {
        otherwise.to_owned()
    } else {
        told.join(joint)
    }
}

/// Mobile numbers first, fax numbers apart.
fn phones(card: &VCard, put: &mut impl FnMut(&str, String)) {
    let is = |entry: &VCardEntry, wanted: VCardType, word: &str| {
        entry
            .parameters(&VCardParameterName::Type)
            .any(|found| match found.as_type() {
                Some(IanaType::Iana(found)) => *found == wanted,
                Some(IanaType::Other(found)) => found.eq_ignore_ascii_case(word),
                None => false,
            })
    };
    let (mut mobile, mut fixed, mut fax) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries(card, &VCardProperty::Tel) {
        let Some(number) = texts(entry).next() else {
            continue;
        };
        let number = number.strip_prefix("tel:").unwrap_or(&number).to_owned();
        if is(entry, VCardType::Fax, "FAX") {
            fax.push(number);
        } else if is(entry, VCardType::Cell, "MOBILE") {
            mobile.push(number);
        } else {
            fixed.push(number);
        }
    }
    mobile.append(&mut fixed);
    in_a_row(
        &mobile,
        &["Phone", "Other Phone", "Third phone", "Further phones"],
        put,
    );
    put("Fax", fax.join("; "));
}

/// One text under each header; what is left over stands together under the last.
fn in_a_row(texts: &[String], headers: &[&str], put: &mut impl FnMut(&str, String)) {
    let Some((last, each)) = headers.split_last() else {
        return;
    };
    for (header, text) in each.iter().zip(texts) {
        put(header, text.clone());
    }
    put(last, texts.get(each.len()..).unwrap_or_default().join("; "));
}

/// One line: from the country down in Chinese, the other way round elsewhere.
fn address(entry: &VCardEntry) -> String {
    let parts: Vec<String> = entry.values.iter().map(component).collect();
    let part = |place: usize| parts.get(place).map_or("", |part| part.trim());
    // Post office box, extension, street, city, region, postal code, country (RFC 6350, 6.3.1).
    let is_chinese = parts.iter().any(|part| part.chars().any(is_han));
    let order: [usize; 7] = if is_chinese {
        [6, 4, 3, 2, 1, 0, 5]
    } else {
        [0, 1, 2, 3, 4, 5, 6]
    };
    let told = order
        .into_iter()
        .map(part)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>();
    told.join(if is_chinese { " " } else { ", " })
}

/// The name in a messenger: a property of its own, or an address that begins with the messenger.
fn messenger(card: &VCard, names: &[&str]) -> String {
    let is_it = |word: &str| names.iter().any(|name| word.eq_ignore_ascii_case(name));
    for entry in &card.entries {
        let text = texts(entry).next().unwrap_or_default();
        let (scheme, address) = text.split_once(':').unwrap_or(("", &text));
        let service = entry
            .params
            .iter()
            .any(|param| param.value.as_text().is_some_and(is_it));
        match &entry.name {
            VCardProperty::Other(name) if name.get(2..).is_some_and(is_it) => return text,
            VCardProperty::Impp if is_it(scheme) || service => return address.to_owned(),
            VCardProperty::Socialprofile if service => return address.to_owned(),
            VCardProperty::Other(name)
                if name.eq_ignore_ascii_case("X-SOCIALPROFILE") && service =>
            {
                return address.to_owned();
            }
            _ => {}
        }
    }
    String::new()
}

fn birthday(card: &VCard, put: &mut impl FnMut(&str, String)) {
    let Some(entry) = entries(card, &VCardProperty::Bday).next() else {
        return;
    };
    match entry.values.first() {
        Some(VCardValue::PartialDateTime(day)) => match (day.year, day.month, day.day) {
            // A telephone that must write a year writes this one.
            (Some(1604) | None, Some(month), Some(day)) => {
                put("Birthday without a year", format!("{month:02}-{day:02}"));
            }
            (Some(year), Some(month), Some(day)) => {
                put("Birthday", format!("{year:04}-{month:02}-{day:02}"));
            }
            _ => {}
        },
        Some(value) => put("Birthday", component(value)),
        None => {}
    }
}

fn gender(card: &VCard) -> String {
    let entry = entries(card, &VCardProperty::Gender).next();
    match entry.and_then(|entry| entry.values.first()) {
        Some(VCardValue::Sex(VCardSex::Female)) => "Female".to_owned(),
        Some(VCardValue::Sex(VCardSex::Male)) => "Male".to_owned(),
        _ => own(card, "X-GENDER"),
    }
}

fn own(card: &VCard, wanted: &str) -> String {
    let is_it = |entry: &&VCardEntry| matches!(&entry.name, VCardProperty::Other(name) if name.eq_ignore_ascii_case(wanted));
    let found = card.entries.iter().find(is_it);
    found
        .and_then(|entry| texts(entry).next())
        .unwrap_or_default()
}

/// What a card says beyond the standard, and what our own cards say of fields that the standard does not know.
fn others(card: &VCard, put: &mut impl FnMut(&str, String)) {
    for entry in &card.entries {
        let VCardProperty::Other(name) = &entry.name else {
            continue;
        };
        let name = name.to_uppercase();
        let is_told_already = [
            "X-WECHAT",
            "X-WEIXIN",
            "X-QQ",
            "X-GENDER",
            "X-SOCIALPROFILE",
        ]
        .contains(&name.as_str());
        if !name.starts_with("X-") || is_told_already || UNTOLD.contains(&name.as_str()) {
            continue;
        }
        let text = texts(entry).collect::<Vec<_>>().join("; ");
        match name.strip_prefix(OWN_PROPERTY) {
            Some("COMPANY-FOREIGN-ID") => put("Company foreign id", text),
            Some(field) => put(&field.replace('-', " ").to_lowercase(), text),
            None => put(&name, text),
        }
    }
}

fn entries<'c>(card: &'c VCard, wanted: &'c VCardProperty) -> impl Iterator<Item = &'c VCardEntry> {
    card.entries
        .iter()
        .filter(move |entry| entry.name == *wanted)
}

fn first(card: &VCard, wanted: &VCardProperty) -> Option<String> {
    all(card, wanted).into_iter().next()
}

fn all(card: &VCard, wanted: &VCardProperty) -> Vec<String> {
    entries(card, wanted).flat_map(texts).collect()
}

fn parts(card: &VCard, wanted: &VCardProperty) -> Vec<String> {
    let entry = entries(card, wanted).find(|entry| {
        entry
            .values
            .iter()
            .any(|value| !component(value).trim().is_empty())
    });
    entry.map_or_else(Vec::new, |entry| {
        entry.values.iter().map(component).collect()
    })
}

fn texts(entry: &VCardEntry) -> impl Iterator<Item = String> {
    entry
        .values
        .iter()
        .map(component)
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

fn component(value: &VCardValue) -> String {
    match value {
        VCardValue::Text(text) => text.clone(),
        VCardValue::Component(parts) => parts.join(" "),
        VCardValue::Integer(number) => number.to_string(),
        VCardValue::Boolean(yes) => yes.to_string(),
        _ => String::new(),
    }
}
