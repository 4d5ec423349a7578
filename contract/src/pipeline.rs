//! Choices that belong to the choice of another field: the stages of several pipelines.

use crate::{Choice, FieldDef, Filter, Language, ObjectDef, Operator, StageOutcome, Value};

/// A field whose choices are parted by another one of the same object: the stages of a deal by its pipeline.
#[derive(Clone, Copy, Debug)]
pub struct Pipelines<'o> {
    /// The field that says which pipeline a record is in.
    pub by: &'o FieldDef,
    /// The field whose choices are the stages.
    pub stages: &'o FieldDef,
}

impl ObjectDef {
    /// What parts the choices of a field; `None` where all of them belong together.
    #[must_use]
    pub fn pipelines(&self, field: &str) -> Option<Pipelines<'_>> {
        let stages = self.field(field).filter(|field| !field.retired)?;
        let by = self.field(stages.within.as_deref()?)?;
        let is_there = !by.retired && !by.choices.is_empty() && by.key != stages.key;
        is_there.then_some(Pipelines { by, stages })
    }

    /// The choices of a field that a record may have in a pipeline; all where nothing parts them.
    #[must_use]
    pub fn choices_within<'o>(&'o self, field: &'o FieldDef, pipeline: &str) -> Vec<&'o Choice> {
        match self.pipelines(&field.key) {
            Some(pipelines) => pipelines.of(pipeline),
            None => field.choices.iter().collect(),
        }
    }
}

impl<'o> Pipelines<'o> {
    /// The pipeline of records that name none: the default, else the first that is offered.
    #[must_use]
    pub fn first(self) -> &'o str {
        let offered = |key: &str| self.by.choice(key).is_some_and(|choice| !choice.retired);
        let default = self.by.default.as_ref().and_then(Value::text);
        let default = default.filter(|key| offered(key));
        let mut choices = self.by.choices.iter();
        default
            .or_else(|| {
                choices
                    .find(|choice| !choice.retired)
                    .map(|c| c.key.as_str())
            })
            .unwrap_or_else(|| self.eldest())
    }

    /// The pipeline that stages belong to which name none.
    fn eldest(self) -> &'o str {
        self.by
            .choices
            .first()
            .map_or("", |choice| choice.key.as_str())
    }

    /// The pipeline that a stage belongs to.
    #[must_use]
    pub fn owner_of(self, stage: &'o Choice) -> &'o str {
        stage.pipeline.as_deref().unwrap_or_else(|| self.eldest())
    }

    /// The stages of a pipeline in their order. One without any of its own has those of the first.
    #[must_use]
    pub fn of(self, pipeline: &str) -> Vec<&'o Choice> {
        let own = |pipeline: &str| {
            let stages = self.stages.choices.iter();
            stages
                .filter(|stage| self.owner_of(stage) == pipeline)
                .collect::<Vec<_>>()
        };
        match own(pipeline) {
            none if none.is_empty() => own(self.eldest()),
            own => own,
        }
    }

    /// Whether a record in that pipeline may stand in that stage.
    #[must_use]
    pub fn has(self, pipeline: &str, stage: &str) -> bool {
        self.of(pipeline).iter().any(|choice| choice.key == stage)
    }

    /// Where a record comes in: the first open stage that is offered.
    #[must_use]
    pub fn start(self, pipeline: &str) -> Option<&'o Choice> {
        let offered = self.of(pipeline).into_iter().filter(|stage| !stage.retired);
        let is_open = |stage: &&Choice| stage.outcome.unwrap_or_default() == StageOutcome::Open;
        offered
            .clone()
            .find(is_open)
            .or_else(|| offered.clone().next())
    }

    /// Whether there is more than one that is offered.
    #[must_use]
    pub fn are_several(self) -> bool {
        let mut offered = self.by.choices.iter().filter(|choice| !choice.retired);
        offered.nth(1).is_some()
    }

    /// A stage by its name, and by that of its pipeline where there are several.
    #[must_use]
    pub fn told(self, stage: &'o Choice, language: Language) -> String {
        let own = stage.label.get(language);
        let owner = self.by.choice(self.owner_of(stage));
        match owner.filter(|_| self.by.choices.len() > 1) {
            Some(owner) => format!("{own} · {}", owner.label.get(language)),
            None => own.to_owned(),
        }
    }

    /// The pipeline of which a board under those conditions shows the lanes: the one they name, else the first.
    #[must_use]
    pub fn shown<'f>(self, filters: impl IntoIterator<Item = &'f Filter>) -> &'o str {
        let named = filters.into_iter().find_map(|filter| {
            let names = filter.field == self.by.key
                && matches!(filter.operator, Operator::Is | Operator::AnyOf);
            let key = filter.values().next().filter(|_| names)?;
            self.by.choice(key)
        });
        named.map_or_else(|| self.first(), |choice| choice.key.as_str())
    }
}

#[cfg(test)]
mod tests {
    use crate::{Choice, FieldDef, FieldKind, Filter, ObjectDef, Operator, StageOutcome};

    fn object() -> ObjectDef {
        let pipeline =
            FieldDef::new("pipeline", FieldKind::Choice, "Pipeline", "管道").choices(vec![
                Choice::new("new", "New", "新"),
                Choice::new("renewal", "Renewal", "续约"),
                Choice::new("bare", "Bare", "空"),
            ]);
        let stage = FieldDef::new("stage", FieldKind::Choice, "Stage", "阶段")
            .within("pipeline")
            .choices(vec![
                Choice::new("a", "A", "A").stage(10, StageOutcome::Open),
                Choice::new("won", "Won", "赢").stage(100, StageOutcome::Won),
                Choice::new("over", "Over", "完")
                    .stage(100, StageOutcome::Won)
                    .of("renewal"),
                Choice::new("r", "R", "R")
                    .stage(50, StageOutcome::Open)
                    .of("renewal"),
            ]);
        ObjectDef {
            fields: vec![pipeline, stage],
            ..ObjectDef::default()
        }
    }

    #[test]
    fn a_pipeline_has_its_stages_and_one_without_any_those_of_the_first() {
        let object = object();
        let pipelines = object.pipelines("stage").unwrap();
        let check = |pipeline: &str, expected: &[&str]| {
            let stages = pipelines.of(pipeline).into_iter();
            let keys: Vec<_> = stages.map(|stage| stage.key.as_str()).collect();
            assert_eq!(keys, expected, "{pipeline}");
        };
        check("new", &["a", "won"]);
        check("renewal", &["over", "r"]);
        check("bare", &["a", "won"]);
        let start = |pipeline| pipelines.start(pipeline).map(|stage| stage.key.as_str());
        assert_eq!(start("renewal"), Some("r"), "the first that is open");
        assert!(object.pipelines("pipeline").is_none());
    }

    #[test]
    fn a_board_shows_the_pipeline_that_its_conditions_name() {
        let mut object = object();
        let shown = |object: &ObjectDef, operator, value| {
            let filters = [Filter::new("pipeline", operator, value)];
            let pipelines = object.pipelines("stage").unwrap();
            pipelines.shown(&filters).to_owned()
        };
        assert_eq!(shown(&object, Operator::Is, "renewal"), "renewal");
        assert_eq!(shown(&object, Operator::AnyOf, "renewal|new"), "renewal");
        assert_eq!(shown(&object, Operator::IsNot, "renewal"), "new");
        assert_eq!(shown(&object, Operator::Is, "gone"), "new");
        object.fields[0].default = Some("bare".into());
        assert_eq!(shown(&object, Operator::IsNot, "renewal"), "bare");
    }
}
