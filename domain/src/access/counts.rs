//! How many records a question finds.

use sea_orm::sea_query::{
    Alias, Asterisk, Condition, Expr, ExprTrait, Query, QueryStatementBuilder, SelectStatement,
};

use super::Visible;
use super::ways::{Going, ID, Ways, apart, together};
use crate::Result;

impl Visible {
    /// How many there are, counted to a limit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_to(self, limit: u64) -> Result<u64> {
        if let Some(part) = self.by_first_way() {
            let count = Self::counts_to(vec![part], limit).await?;
            if let Some(most) = count.first().filter(|count| **count >= limit) {
                return Ok(*most);
            }
        }
        Ok(Self::counts_to(vec![self], limit)
            .await?
            .pop()
            .unwrap_or_default())
    }

    /// How many there are of each, counted to a limit, by one question to the database.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn counts_to(all: Vec<Self>, limit: u64) -> Result<Vec<u64>> {
        let Some(door) = all.first().map(|visible| visible.door.clone()) else {
            return Ok(Vec::new());
        };
        let names: Vec<_> = (0..all.len()).map(|place| format!("n{place}")).collect();
        let mut counts = Query::select();
        for (visible, name) in all.into_iter().zip(&names) {
            let count = visible.counting(limit).into_sub_query_statement();
            counts.expr_as(
                Expr::SubQuery(None, Box::new(count)),
                Alias::new(name.as_str()),
            );
        }
        let Some(row) = door.row(&counts).await? else {
            return Ok(vec![0; names.len()]);
        };
        names
            .iter()
            .map(|name| {
                let count: i64 = row.try_get("", name)?;
                Ok(u64::try_from(count).unwrap_or_default())
            })
            .collect()
    }

    fn counting(self, limit: u64) -> SelectStatement {
        Query::select()
            .expr(Expr::cust("COUNT(*)"))
            .from_subquery(self.each(limit), Alias::new("counted"))
            .take()
    }

    /// One row for each, up to a limit, to be counted.
    pub(super) fn each(mut self, limit: u64) -> SelectStatement {
        self.order = Vec::new();
        self.most = Some(limit);
        // An index answers each way alone, and in whatever order.
        let ways = match self.is_whole || self.going == Going::Gathered {
            true => self.ways.each(),
            false => &[],
        };
        match together(apart(ways).map(|(way, others)| self.ids_one_by_one(way, others))) {
            Some(mut each) => each.limit(limit).take(),
            None => self.ids(),
        }
    }

    /// What is reached by the first way alone, where nothing else is asked, there are others, and it is not known to be
    /// little: who reaches much does mostly by one.
    fn by_first_way(&self) -> Option<Self> {
        match self.ways.each() {
            [first, _, ..] if self.is_whole && self.going != Going::Gathered => Some(Self {
                ways: Ways::Any(vec![first.clone()]),
                ..self.clone()
            }),
            _ => None,
        }
    }

    /// How many there are among the first `looked` records of which a condition holds that an index answers, and whether
    /// those were all. Nothing else is asked where `is_all`: then the index alone is read, if it knows whose they are.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn count_among(
        self,
        found: Condition,
        is_all: bool,
        looked: u64,
    ) -> Result<(u64, bool)> {
        let table = Alias::new(self.object.table());
        let deleted = Expr::col((table.clone(), Alias::new("deleted_at")));
        let mut first = Query::select();
        first
            .from(table.clone())
            .and_where(deleted.is_null())
            .cond_where(found)
            .limit(looked);
        let mut is_meant = self.ways.listed();
        match self.ways.columns().filter(|_| is_all) {
            Some(columns) => first.columns(columns.into_iter().chain([ID]).map(Alias::new)),
            None => {
                is_meant = Condition::all().add(self.asked.clone()).add(is_meant);
                first.column(Asterisk)
            }
        };
        let select = Query::select()
            .expr_as(Expr::cust("COUNT(*)"), Alias::new("looked"))
            .expr_as(
                Expr::case(is_meant, Expr::val(1))
                    .finally(Expr::val(0))
                    .sum()
                    .cast_as("bigint"),
                Alias::new("found"),
            )
            .from_subquery(first, table)
            .take();
        let Some(row) = self.door.row(&select).await? else {
            return Ok((0, true));
        };
        let [met, found] = ["looked", "found"].map(|name| row.try_get::<Option<i64>>("", name));
        let number = |n: Option<i64>| u64::try_from(n.unwrap_or_default()).unwrap_or_default();
        Ok((number(found?), number(met?) < looked))
    }
}
