//! What a list shows and how, as the address of its page says it: a view, and what differs from it.

use std::sync::Arc;

use contract::dto::views::{ViewBody, ViewColumn, ViewKind};
use contract::query::Test;
use contract::{Filter, ListQuery, Sort};

use self::spelling::{columns, columns_word, dense, dense_word};
pub(crate) use self::spelling::{kind_of, kind_word};
use super::params::Params;

/// Words of an address that say what a list shows; the rest is carried along.
const WORDS: [&str; 10] = [
    "view", "f", "t", "sort", "q", "as", "by", "group", "cols", "dense",
];
/// Words of what is open over a list: following a link of the list closes it.
const OPEN: [&str; 2] = ["new", "log"];

/// Filters, order, words and looks of a list. What the view says that the address names stands in no other word of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListAddress {
    pub filters: Vec<Filter>,
    /// Conditions in groups, beside the filters.
    pub test: Option<Test>,
    pub sort: Option<Sort>,
    pub words: String,
    pub(crate) shown: Shown,
    /// Key of the view that it starts from; `None` for the one that the list opens with.
    pub(crate) view: Option<String>,
    base: Arc<ViewBody>,
    rest: Params,
}

/// How a list is shown, beside which records stand in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) kind: ViewKind,
    /// The choice field of a board, the date of a calendar.
    pub(crate) by: Option<String>,
    /// The field that parts a table.
    pub(crate) group: Option<String>,
    /// None means the object's own.
    pub(crate) columns: Vec<ViewColumn>,
    /// `None` follows the person's own setting.
    pub(crate) compact: Option<bool>,
}

impl ListAddress {
    /// Reads an address of a list without views; what is no filter is left out.
    pub fn read(search: &str) -> Self {
        Self::over(search, &Arc::default())
    }

    /// Reads an address; what it does not say is as the view has it.
    pub(crate) fn over(search: &str, base: &Arc<ViewBody>) -> Self {
        let params = Params::read(search);
        let said = |name: &str| params.get(name).map(str::to_owned);
        let named = |name: &str, usual: &Option<String>| match said(name) {
            Some(word) => Some(word).filter(|word| !word.is_empty()),
            None => usual.clone(),
        };
        Self {
            filters: match said("f") {
                Some(_) => params.all("f").filter_map(Filter::from_param).collect(),
                None => base.filters.clone(),
            },
            test: match said("t") {
                Some(word) if word.is_empty() => None,
                Some(word) => Some(Test::from_param_or_refused(&word)),
                None => base.test.clone(),
            },
            sort: named("sort", &base.sort.as_ref().map(Sort::to_param))
                .as_deref()
                .map(Sort::from_param),
            words: said("q").unwrap_or_else(|| base.words.clone()),
            shown: Shown {
                kind: said("as").map_or(base.kind, |word| kind_of(&word)),
                by: named("by", &base.by),
                group: named("group", &base.group),
                columns: match said("cols") {
                    Some(word) => columns(&word),
                    None => base.columns.clone(),
                },
                compact: match params.get("dense") {
                    Some(word) => dense(word),
                    None => base.compact,
                },
            },
            view: Self::view_of(search),
            base: Arc::clone(base),
            rest: WORDS
                .iter()
                .chain(&OPEN)
                .fold(params, |params, word| params.without(word)),
        }
    }

    /// The key of the view that the search of an address names.
    pub(crate) fn view_of(search: &str) -> Option<String> {
        let view = Params::read(search).get("view").map(str::to_owned);
        view.filter(|view| !view.is_empty())
    }

    /// The address of a page that shows this.
    pub fn on(&self, path: &str) -> String {
        let base = &self.base;
        let mut params = self.rest.clone();
        if let Some(view) = &self.view {
            params = params.and("view", view);
        }
        if self.filters != base.filters {
            params = match self.filters.is_empty() {
                true => params.and("f", ""),
                false => self
                    .filters
                    .iter()
                    .fold(params, |params, filter| params.and("f", &filter.to_param())),
            };
        }
        let sort = |sort: &Option<Sort>| sort.as_ref().map(Sort::to_param).unwrap_or_default();
        let word = |word: &Option<String>| word.clone().unwrap_or_default();
        let test = |test: &Option<Test>| test.as_ref().map(Test::to_param).unwrap_or_default();
        let shown = &self.shown;
        for (name, now, usual) in [
            ("t", test(&self.test), test(&base.test)),
            ("sort", sort(&self.sort), sort(&base.sort)),
            ("q", self.words.clone(), base.words.clone()),
            ("as", kind_word(shown.kind), kind_word(base.kind)),
            ("by", word(&shown.by), word(&base.by)),
            ("group", word(&shown.group), word(&base.group)),
            (
                "cols",
                columns_word(&shown.columns),
                columns_word(&base.columns),
            ),
            ("dense", dense_word(shown.compact), dense_word(base.compact)),
        ] {
            if now != usual {
                params = params.and(name, &now);
            }
        }
        params.on(path)
    }

    /// What a view that shows this says.
    pub(crate) fn body(&self) -> ViewBody {
        ViewBody {
            kind: self.shown.kind,
            columns: self.shown.columns.clone(),
            filters: self.filters.clone(),
            test: self.test.clone(),
            words: self.words.clone(),
            sort: self.sort.clone(),
            group: self.shown.group.clone(),
            by: self.shown.by.clone(),
            compact: self.shown.compact,
            ..(*self.base).clone()
        }
    }

    /// Whether it shows something else than its view does.
    pub(crate) fn is_changed(&self) -> bool {
        self.body() != *self.base
    }

    /// The same as its view has it.
    pub(crate) fn reset(&self) -> Self {
        let view = self
            .view
            .as_deref()
            .map(|view| Params::default().and("view", view).on(""));
        Self {
            rest: self.rest.clone(),
            ..Self::over(&view.unwrap_or_default(), &self.base)
        }
    }

    /// The same with other filters and order, and without words.
    pub(crate) fn viewing(&self, filters: Vec<Filter>, sort: Option<Sort>) -> Self {
        Self {
            filters,
            test: None,
            sort,
            words: String::new(),
            ..self.clone()
        }
    }

    /// The same shown in another way.
    pub(crate) fn shown_as(&self, change: impl FnOnce(&mut Shown)) -> Self {
        let mut changed = self.clone();
        change(&mut changed.shown);
        changed
    }

    /// The same as a table, board or calendar; by the field that the view has for it.
    pub(crate) fn of_kind(&self, kind: ViewKind) -> Self {
        let by = self.base.by.clone().filter(|_| self.base.kind == kind);
        self.shown_as(|shown| (shown.kind, shown.by) = (kind, by))
    }

    /// Each condition that has to hold: filters, then what is more than a filter.
    pub(crate) fn parts(&self) -> Vec<Test> {
        let filters = self.filters.iter().cloned().map(Test::One);
        let more = match &self.test {
            Some(Test::All(parts)) => parts.clone(),
            Some(test) => vec![test.clone()],
            None => Vec::new(),
        };
        filters.chain(more).collect()
    }

    /// The same without the condition at that place among its parts.
    pub(crate) fn without_part(&self, index: usize) -> Self {
        let mut changed = self.clone();
        if index < changed.filters.len() {
            changed.filters.remove(index);
            return changed;
        }
        let index = index - changed.filters.len();
        changed.test = match changed.test.take() {
            Some(Test::All(mut parts)) if parts.len() > 1 => {
                if index < parts.len() {
                    parts.remove(index);
                }
                Some(Test::All(parts))
            }
            _ => None,
        };
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

    /// The same narrowed by other conditions.
    pub(crate) fn filtered(&self, filters: Vec<Filter>, test: Option<Test>) -> Self {
        Self {
            filters,
            test,
            ..self.clone()
        }
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
        !self.filters.is_empty() || self.test.is_some() || !self.words.is_empty()
    }

    /// The question to the server.
    pub fn query(&self, object: &str) -> ListQuery {
        ListQuery {
            object: object.to_owned(),
            filters: self.filters.clone(),
            test: self.test.clone(),
            sort: self.sort.clone(),
            words: self.words.clone(),
            ..ListQuery::default()
        }
    }
}

mod spelling;
#[cfg(test)]
mod tests;
