//! Amounts of money added up by the database.

use contract::{FieldDef, Money};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, SelectStatement, UnionType};

use super::{Door, Visible};
use crate::Result;

impl Visible {
    /// The amounts in a field of money of each of some questions, by currency, the largest first: one question to the
    /// database for all of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn money_of(all: Vec<(Self, &FieldDef)>) -> Result<Vec<Vec<Money>>> {
        let mut found = vec![Vec::new(); all.len()];
        let mut asked: Option<(Door, SelectStatement)> = None;
        for (part, (visible, field)) in all.into_iter().enumerate() {
            let door = visible.door.clone();
            let Some(select) = visible.summing(field, part) else {
                continue;
            };
            match &mut asked {
                Some((_, all)) => {
                    all.union(UnionType::All, select);
                }
                None => asked = Some((door, select)),
            }
        }
        let Some((door, select)) = asked else {
            return Ok(found);
        };
        for row in door.rows(&select).await? {
            let part: i64 = row.try_get("", "of_part")?;
            let currency: Option<String> = row.try_get("", "of_currency")?;
            let parts: i64 = row.try_get("", "of_sum")?;
            let part = usize::try_from(part)
                .ok()
                .and_then(|part| found.get_mut(part));
            if let (Some(part), Some(currency)) = (part, currency) {
                part.push(Money { parts, currency });
            }
        }
        for amounts in &mut found {
            amounts.sort_by_key(|amount| std::cmp::Reverse(amount.parts));
        }
        Ok(found)
    }

    fn summing(self, field: &FieldDef, part: usize) -> Option<SelectStatement> {
        let (amount, currency) = (
            self.column(&field.column()?),
            self.column(&field.currency_column()?),
        );
        let sum = amount.clone().sum().cast_as(Alias::new("bigint"));
        let mut select = self.select();
        select
            .clear_order_by()
            .expr_as(
                Expr::cust(format!("CAST({part} AS BIGINT)")),
                Alias::new("of_part"),
            )
            .expr_as(currency.clone(), Alias::new("of_currency"))
            .expr_as(sum, Alias::new("of_sum"))
            .and_where(amount.is_not_null())
            .add_group_by([currency]);
        Some(select)
    }
}
