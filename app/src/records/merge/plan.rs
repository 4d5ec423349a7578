//! What a person chose: which record stays, and of which record each value is.

use std::collections::BTreeMap;

use contract::dto::merging::{Merge, MergeProposal, MergeSide};
use contract::value::Values;
use contract::{FieldDef, ObjectDef, Record, Value};
use uuid::Uuid;

/// Where the value of a field comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    /// From one of the records.
    Of(Uuid),
    /// From all of them, for fields that hold several values.
    Together,
}

/// The choices. They name records by their ids, so that they outlive records that are read anew or taken out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Plan {
    into: Uuid,
    picks: BTreeMap<String, Pick>,
}

impl Plan {
    /// The record that stays. The first one, unless another one was chosen that is still there.
    pub(super) fn staying(&self, proposal: &MergeProposal) -> Uuid {
        let chosen = side(proposal, self.into).or(proposal.records.first());
        chosen.map(|side| side.record.id).unwrap_or_default()
    }

    pub(super) fn stay(&mut self, id: Uuid) {
        self.into = id;
    }

    pub(super) fn pick(&mut self, field: &str, pick: Pick) {
        self.picks.insert(field.to_owned(), pick);
    }

    /// Where the value of a field comes from: as chosen, or else as is likely wanted.
    pub(super) fn picked(&self, proposal: &MergeProposal, field: &FieldDef) -> Pick {
        match self.picks.get(&field.key) {
            Some(Pick::Together) if field.kind.is_several() => Pick::Together,
            Some(Pick::Of(id)) if side(proposal, *id).is_some() => Pick::Of(*id),
            _ => self.usual(proposal, field),
        }
    }

    /// Several values together; otherwise that of the record that stays, or the first that is there.
    fn usual(&self, proposal: &MergeProposal, field: &FieldDef) -> Pick {
        if field.kind.is_several() {
            return Pick::Together;
        }
        let into = self.staying(proposal);
        let has_one = |record: &&Record| !record.value(&field.key).is_empty();
        let own = side(proposal, into).map(|side| &side.record);
        let mut rest = proposal.records.iter().map(|side| &side.record);
        let first = own.filter(has_one).or_else(|| rest.find(has_one));
        Pick::Of(first.map_or(into, |record| record.id))
    }

    /// The value that a field is to have.
    pub(super) fn value(&self, proposal: &MergeProposal, field: &FieldDef) -> Value {
        match self.picked(proposal, field) {
            Pick::Together => proposal
                .proposed
                .get(&field.key)
                .cloned()
                .unwrap_or_default(),
            Pick::Of(id) => side(proposal, id)
                .map(|side| side.record.value(&field.key).clone())
                .unwrap_or_default(),
        }
    }

    /// The merge as it is sent: of the values those that the record which stays does not have already.
    pub(super) fn asked(&self, id: Uuid, object: &ObjectDef, proposal: &MergeProposal) -> Merge {
        let into = self.staying(proposal);
        let mut values = Values::new();
        for field in object.form_fields() {
            let value = self.value(proposal, field);
            let is_there =
                side(proposal, into).is_some_and(|side| side.record.value(&field.key).same(&value));
            if !is_there {
                values.insert(field.key.clone(), value);
            }
        }
        let records = proposal.records.iter().map(|side| &side.record);
        let (stays, others): (Vec<_>, Vec<_>) = records
            .map(|record| (record.id, record.version))
            .partition(|(id, _)| *id == into);
        Merge {
            id,
            object: proposal.object.clone(),
            into: stays.into_iter().next().unwrap_or_default(),
            others,
            values,
        }
    }

    /// How many related records and files come to the one that stays.
    pub(super) fn moving(&self, proposal: &MergeProposal) -> (u64, u64) {
        let others = self.others(proposal);
        others.fold((0, 0), |(related, files), side| {
            (related + side.related, files + u64::from(side.files))
        })
    }

    /// The records that become part of the one that stays.
    pub(super) fn others<'p>(
        &self,
        proposal: &'p MergeProposal,
    ) -> impl Iterator<Item = &'p MergeSide> {
        let into = self.staying(proposal);
        let all = proposal.records.iter();
        all.filter(move |side| side.record.id != into)
    }
}

pub(super) fn side(proposal: &MergeProposal, id: Uuid) -> Option<&MergeSide> {
    proposal.records.iter().find(|side| side.record.id == id)
}

/// The fields to choose in: those in which the records differ, those with a problem, or all that say anything.
pub(super) fn fields(
    object: &ObjectDef,
    proposal: &MergeProposal,
    shows_all: bool,
    troubled: &[String],
) -> Vec<FieldDef> {
    let says_something = |field: &FieldDef| {
        let mut records = proposal.records.iter();
        records.any(|side| !side.record.value(&field.key).is_empty())
    };
    object
        .form_fields()
        .filter(|field| {
            proposal.different.contains(&field.key)
                || troubled.contains(&field.key)
                || shows_all && says_something(field)
        })
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use contract::dto::merging::{MergeProposal, MergeSide};
    use contract::{FieldDef, FieldKind, ObjectDef, Record, Value};
    use uuid::Uuid;

    use super::{Pick, Plan, fields};

    const ONE: Uuid = Uuid::from_u128(1);
    const TWO: Uuid = Uuid::from_u128(2);

    fn object() -> ObjectDef {
        ObjectDef {
            fields: vec![
                FieldDef::new("name", FieldKind::Text, "Name", "名称"),
                FieldDef::new("phone", FieldKind::Phone, "Phone", "电话"),
                FieldDef::new("tags", FieldKind::Tags, "Tags", "标签"),
                FieldDef::new("empty", FieldKind::Text, "Empty", "空"),
                FieldDef::new("created_at", FieldKind::DateTime, "Created", "创建").system(),
            ],
            ..ObjectDef::default()
        }
    }

    fn tags(tags: &[&str]) -> Value {
        Value::Tags(tags.iter().map(|tag| (*tag).to_owned()).collect())
    }

    fn side(id: Uuid, version: i32, values: &[(&str, Value)]) -> MergeSide {
        let values = values
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()));
        MergeSide {
            record: Record {
                id,
                version,
                values: values.collect(),
                ..Record::default()
            },
            related: 3,
            files: 1,
        }
    }

    fn proposal() -> MergeProposal {
        MergeProposal {
            object: "account".into(),
            records: vec![
                side(ONE, 4, &[("name", "Umbra".into()), ("tags", tags(&["a"]))]),
                side(
                    TWO,
                    7,
                    &[
                        ("name", "Umbra Optics".into()),
                        ("phone", "1".into()),
                        ("tags", tags(&["b"])),
                    ],
                ),
            ],
            proposed: [("tags".to_owned(), tags(&["a", "b"]))].into(),
            different: vec!["name".into(), "tags".into()],
        }
    }

    #[test]
    fn what_stays_keeps_its_values_and_gets_what_it_lacks() {
        let merge = Plan::default().asked(Uuid::nil(), &object(), &proposal());
        assert_eq!((merge.into, merge.others), ((ONE, 4), vec![(TWO, 7)]));
        let expected = [
            ("phone".to_owned(), Value::from("1")),
            ("tags".to_owned(), tags(&["a", "b"])),
        ];
        assert_eq!(merge.values, expected.into());
    }

    #[test]
    fn choices_follow_the_record_that_stays_unless_they_were_made() {
        let mut plan = Plan::default();
        plan.pick("tags", Pick::Of(ONE));
        plan.stay(TWO);
        let merge = plan.asked(Uuid::nil(), &object(), &proposal());
        assert_eq!(merge.into, (TWO, 7));
        assert_eq!(merge.values, [("tags".to_owned(), tags(&["a"]))].into());
        plan.pick("phone", Pick::Of(ONE));
        let merge = plan.asked(Uuid::nil(), &object(), &proposal());
        assert_eq!(
            merge.values.get("phone"),
            Some(&Value::Empty),
            "emptied on purpose"
        );
        assert_eq!(plan.moving(&proposal()), (3, 1));
    }

    #[test]
    fn a_choice_of_a_record_that_is_gone_is_forgotten() {
        let mut plan = Plan::default();
        plan.stay(Uuid::from_u128(9));
        plan.pick("name", Pick::Of(Uuid::from_u128(9)));
        let name = &object().fields[0];
        assert_eq!(plan.staying(&proposal()), ONE);
        assert_eq!(plan.picked(&proposal(), name), Pick::Of(ONE));
    }

    #[test]
    fn only_what_differs_is_asked_at_first() {
        let check = |all, troubled: &[String], expected: &[&str]| {
            let found = fields(&object(), &proposal(), all, troubled);
            let keys: Vec<&str> = found.iter().map(|field| field.key.as_str()).collect();
            assert_eq!(keys, expected);
        };
        check(false, &[], &["name", "tags"]);
        check(false, &["phone".to_owned()], &["name", "phone", "tags"]);
        check(true, &[], &["name", "phone", "tags"]);
    }
}
