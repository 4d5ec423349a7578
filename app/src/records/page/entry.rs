//! One entry of a timeline: something done with somebody, or a change of the record.

use contract::dto::records::{Entry, EventAction, FieldChange, TimelineItem};
use contract::{Record, Value, objects};
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped;

use super::{OpenRecord, use_open_record};
use crate::api::activities::set_done;
use crate::i18n::{Language, use_language};
use crate::records::shown::value_or_dash;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::unsaved::sending;
use crate::ui::{
    Button, ButtonSize, Icon, Look, Moment, MomentLook, failure_text, use_clock, use_toasts,
};

/// So many changed fields of one event are shown.
const MOST_CHANGES: usize = 8;

/// The icon of a kind of activity.
pub(super) fn icon_of(kind: &str) -> &'static str {
    match kind {
        "call" => "phone",
        "visit" => "users",
        "meeting" => "calendar",
        "wechat" => "wechat",
        "mail" => "mail",
        "task" => "checkc",
        _ => "note",
    }
}

/// An entry of the timeline.
#[component]
pub(super) fn EntryView(item: TimelineItem) -> impl IntoView {
    let at = item.at;
    match item.entry {
        Entry::Activity(activity) => view! { <ActivityEntry activity at/> }.into_any(),
        Entry::Event {
            action,
            actor,
            changes,
        } => view! { <EventEntry action actor changes at/> }.into_any(),
    }
}

#[component]
fn ActivityEntry(activity: Record, at: chrono::DateTime<chrono::Utc>) -> impl IntoView {
    let language = use_language();
    let open = use_open_record();
    let kind = activity.text("kind").to_owned();
    let look = match kind.as_str() {
        "call" | "wechat" => "tl__icon tl__icon--ok",
        "visit" | "meeting" => "tl__icon tl__icon--accent",
        _ => "tl__icon",
    };
    let is_open = matches!(activity.text("status"), "open" | "in_progress");
    let who = match activity.value("owner") {
        Value::Link(link) => link.text.clone(),
        _ => String::new(),
    };
    let facts = facts_of(&activity, language);
    let subject = activity.text("subject").to_owned();
    let body = activity.text("body").trim().to_owned();
    // The quick log makes the subject of the first words; saying them twice helps nobody.
    let repeats = !body.is_empty() && body.starts_with(subject.trim_end_matches('…'));
    let href = format!("/activities/{}", activity.id);
    let head = (!repeats).then(|| view! { " · "<a class="link" href=href.clone()>{subject}</a> });
    let card =
        (!body.is_empty()).then(|| view! { <div class="tl__card sm records__words">{body}</div> });
    view! {
        <article class="tl__item">
            <span class=look><Icon name=icon_of(&kind)/></span>
            <div>
                <div class="tl__head">
                    <span><b>{who}</b> " " {facts} {head}</span>
                    <Planned activity is_open open/>
                    <Moment at look=MomentLook::Time/>
                </div>
                {card}
            </div>
        </article>
    }
}

/// Kind, outcome and length in one line: `Call · Reached · 4 min 12 s`.
fn facts_of(activity: &Record, language: Language) -> String {
    let catalogue = use_catalogue();
    let choice = |key: &str| {
        catalogue.with_untracked(|catalogue| {
            let field = catalogue.object(objects::ACTIVITY)?.field(key)?;
            let choice = field.choice(activity.text(key))?;
            Some(choice.label.get(language).to_owned())
        })
    };
    let length = match activity.value("duration_seconds") {
        Value::Integer(seconds) if *seconds >= 60 => Some(t!(
            language,
            records.minutes,
            minutes = seconds / 60,
            seconds = seconds % 60
        )),
        Value::Integer(seconds) if *seconds > 0 => Some(t!(language, records.seconds, seconds)),
        _ => None,
    };
    let parts = [choice("kind"), choice("outcome"), length];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What is still to be done says when, and can be done from here.
#[component]
fn Planned(activity: Record, is_open: bool, open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let id = activity.id;
    if !is_open {
        return ().into_any();
    }
    let due = match activity.value("due_at") {
        Value::DateTime(at) => Some(*at),
        _ => None,
    };
    let when = due.map(|at| {
        view! { <span class="xs" class:late=move || clock.is_past(at)><Moment at look=MomentLook::Due/></span> }
    });
    let done = move |()| {
        busy.set(true);
        spawn_local_scoped(async move {
            match sending(set_done(id, true)).await {
                Ok(_) => open.happened(),
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
            busy.try_set(false);
        });
    };
    let may_edit = activity.rights.edit;
    view! {
        {when}
        {may_edit.then(|| view! {
            <Button label=t!(language, records.mark_done) look=Look::Ghost size=ButtonSize::Small icon="check" busy on_press=done/>
        })}
    }
    .into_any()
}

#[component]
fn EventEntry(
    action: EventAction,
    actor: String,
    changes: Vec<FieldChange>,
    at: chrono::DateTime<chrono::Utc>,
) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let open = use_open_record();
    let object = open.object();
    let icon = match action {
        EventAction::Created | EventAction::Imported => "plus",
        EventAction::Updated => "edit",
        EventAction::Deleted | EventAction::FileRemoved => "trash",
        EventAction::Restored => "undo",
        EventAction::Converted => "branch",
        EventAction::Merged => "merge",
        EventAction::FileAdded => "clip",
        EventAction::Seen => "eye",
        EventAction::Consented => "shieldc",
    };
    let known: Vec<_> = changes
        .iter()
        .filter_map(|change| object.field(&change.field).map(|field| (field, change)))
        .filter(|(field, _)| field.key != "board_rank")
        .take(MOST_CHANGES)
        .collect();
    let names: Vec<_> = known
        .iter()
        .map(|(field, _)| field.label.get(language))
        .collect();
    let did = did_text(action, &names, language);
    let lines = (action == EventAction::Updated).then(|| {
        let lines = known.iter().map(|(field, change)| {
            let before = untrack(|| value_or_dash(Some(field), &change.before, clock));
            let after = untrack(|| value_or_dash(Some(field), &change.after, clock));
            let field = field.label.get(language);
            view! { <div>{t!(language, records.change, field, before, after)}</div> }
        });
        lines.collect_view()
    });
    let actor = actor_text(actor, language);
    view! {
        <article class="tl__item">
            <span class="tl__icon"><Icon name=icon/></span>
            <div>
                <div class="tl__head">
                    <span><b>{actor}</b> " " {did}</span>
                    <Moment at look=MomentLook::Time/>
                </div>
                <div class="tl__body muted">{lines}</div>
            </div>
        </article>
    }
}

/// Who did it. What the house does by itself it does under a reason, which the log keeps in English.
fn actor_text(actor: String, language: Language) -> String {
    match actor.as_str() {
        "" => t!(language, records.somebody).to_owned(),
        "sample data" => t!(language, records.by_samples).to_owned(),
        "set-up" => t!(language, records.by_setup).to_owned(),
        "command line" | "import from the command line" => {
            t!(language, records.by_command).to_owned()
        }
        _ => actor,
    }
}

fn did_text(action: EventAction, fields: &[&str], language: Language) -> String {
    let join = match language {
        Language::Chinese => "、",
        Language::English => ", ",
    };
    match action {
        EventAction::Created => t!(language, records.did_create).to_owned(),
        EventAction::Updated => t!(language, records.did_update, fields = fields.join(join)),
        EventAction::Deleted => t!(language, records.did_delete).to_owned(),
        EventAction::Restored => t!(language, records.did_restore).to_owned(),
        EventAction::Converted => t!(language, records.did_convert).to_owned(),
        EventAction::Imported => t!(language, records.did_import).to_owned(),
        EventAction::FileAdded => t!(language, records.did_add_file).to_owned(),
        EventAction::Merged => t!(language, records.did_merge).to_owned(),
        EventAction::FileRemoved => t!(language, records.did_remove_file).to_owned(),
        EventAction::Seen => t!(language, records.did_see, fields = fields.join(join)),
        EventAction::Consented => t!(language, records.did_consent).to_owned(),
    }
}
