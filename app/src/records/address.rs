//! What a list shows, as the address of its page says it.

use contract::{Filter, ListQuery, Sort};

/// The part of an address after `?`, taken apart and put together the same way on server and browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads `a=b&c=d`, with or without the question mark.
    pub fn read(search: &str) -> Self {
        let pairs = search
            .trim_start_matches('?')
            .split('&')
            .filter(|pair| !pair.is_empty());
        Self(
            pairs
                .map(|pair| {
                    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (unescape(key), unescape(value))
                })
                .collect(),
        )
    }

    /// The first value of that name.
    pub fn get<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }

    /// Every value of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The same with one value of that name and no other.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut changed = self.without(name);
        changed.0.push((name.to_owned(), value.to_owned()));
        changed
    }

    /// The same without that name.
    pub fn without(&self, name: &str) -> Self {
        let kept = self.0.iter().filter(|(key, _)| key != name);
        Self(kept.cloned().collect())
    }

    /// The address of a page with these parameters.
    pub fn on(&self, path: &str) -> String {
        if self.0.is_empty() {
            return path.to_owned();
        }
        let pairs: Vec<_> = self
            .0
            .iter()
            .map(|(key, value)| format!("{}={}", escape(key), escape(value)))
            .collect();
        format!("{path}?{}", pairs.join("&"))
    }
}

/// Filters, order and words of a list; the rest of the address is carried along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListAddress {
    pub filters: Vec<Filter>,
    pub sort: Option<Sort>,
    pub words: String,
    rest: Params,
}

impl ListAddress {
    /// Reads an address; what is no filter is left out.
    pub fn read(search: &str) -> Self {
        let params = Params::read(search);
        Self {
            filters: params.all("f").filter_map(Filter::from_param).collect(),
            sort: params
                .get("sort")
                .filter(|sort| !sort.is_empty())
                .map(Sort::from_param),
            words: params.get("q").unwrap_or_default().to_owned(),
            rest: params
                .without("f")
                .without("sort")
                .without("q")
                .without("new")
                .without("log"),
        }
    }

    /// The address of a page that shows this.
    pub fn on(&self, path: &str) -> String {
        let mut params = self.rest.clone();
        for filter in &self.filters {
            params.0.push(("f".to_owned(), filter.to_param()));
        }
        if let Some(sort) = &self.sort {
            params.0.push(("sort".to_owned(), sort.to_param()));
        }
        if !self.words.is_empty() {
            params.0.push(("q".to_owned(), self.words.clone()));
        }
        params.on(path)
    }

    /// The same with other filters and order, and without words: what a tab of views leads to.
    pub(crate) fn viewing(&self, filters: Vec<Filter>, sort: Option<Sort>) -> Self {
        Self {
            filters,
            sort,
            words: String::new(),
            rest: self.rest.clone(),
        }
    }

    /// The same without one of its filters.
    pub(crate) fn without_filter(&self, index: usize) -> Self {
        let mut changed = self.clone();
        if index < changed.filters.len() {
            changed.filters.remove(index);
        }
        changed
    }

    /// The same with a filter in the place of another, or at the end.
    pub(crate) fn with_filter(&self, index: Option<usize>, filter: Filter) -> Self {
        let mut changed = self.clone();
        match index.and_then(|index| changed.filters.get_mut(index)) {
            Some(place) => *place = filter,
            None => changed.filters.push(filter),
        }
        changed
    }

    /// The same in the order of a column: ascending first, descending next, then the list's own order.
    pub(crate) fn sorted_by(&self, field: &str) -> Self {
        let sort = match &self.sort {
            Some(sort) if sort.field == field && !sort.descending => Some(Sort::down(field)),
            Some(sort) if sort.field == field => None,
            _ => Some(Sort::up(field)),
        };
        Self {
            sort,
            ..self.clone()
        }
    }

    /// The same with other words.
    pub(crate) fn finding(&self, words: &str) -> Self {
        Self {
            words: words.to_owned(),
            ..self.clone()
        }
    }

    /// Whether anything narrows the list.
    pub(crate) fn is_narrowed(&self) -> bool {
        !self.filters.is_empty() || !self.words.is_empty()
    }

    /// The question to the server.
    pub fn query(&self, object: &str) -> ListQuery {
        ListQuery {
            object: object.to_owned(),
            filters: self.filters.clone(),
            sort: self.sort.clone(),
            words: self.words.clone(),
            ..ListQuery::default()
        }
    }
}

/// Percent-encodes all but what RFC 3986 leaves unreserved.
pub(crate) fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let code = (byte == b'%')
            .then(|| Some(hex(ahead.next()?)? * 16 + hex(ahead.next()?)?))
            .flatten();
        match code {
            Some(code) => {
                bytes.push(code);
                rest = ahead;
            }
            None => bytes.push(if byte == b'+' { b' ' } else { byte }),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|n| u8::try_from(n).ok())
}

#[cfg(test)]
mod tests {
    use super::{ListAddress, Params};
    use contract::{Filter, Operator, Sort};

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let address = ListAddress {
            filters: vec![
                Filter::new("owner", Operator::Is, "me"),
                Filter::new("name", Operator::Contains, "A&B=50% 精密+"),
            ],
            sort: Some(Sort::down("name")),
            words: "宁波 海川".into(),
            rest: Params::read("view=table"),
        };
        let written = address.on("/accounts");
        let search = written.split_once('?').map(|(_, search)| search);
        assert_eq!(ListAddress::read(search.unwrap_or_default()), address);
    }

    #[test]
    fn a_column_sorts_up_then_down_then_not_at_all() {
        let once = ListAddress::default().sorted_by("name");
        let twice = once.sorted_by("name");
        assert_eq!(once.sort, Some(Sort::up("name")));
        assert_eq!(twice.sort, Some(Sort::down("name")));
        assert_eq!(twice.sorted_by("name").sort, None);
        assert_eq!(twice.sorted_by("phone").sort, Some(Sort::up("phone")));
    }

    #[test]
    fn what_is_no_filter_is_left_out_and_an_open_drawer_closes() {
        let address = ListAddress::read("?f=owner.is.me&f=nonsense&new=1&q=%E6%9D%8E%zz");
        assert_eq!(address.filters, [Filter::new("owner", Operator::Is, "me")]);
        assert_eq!(address.words, "李%zz");
        assert!(!address.on("/accounts").contains("new"));
    }
}
