//! How far deeds on many records got: a line each, with stop, undo, and what was passed over.

use std::time::Duration;

use contract::dto::bulk::{BulkState, BulkStatus};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::notes::NotesDialog;
use super::told::{is_at_rest, share, told};
use crate::api::bulk::{bulk_status, stop_bulk, undo_bulk};
use crate::api::{Answer, Failure};
use crate::i18n::{Language, use_language};
use crate::records::marks::inside;
use crate::shell::{ManyAtOnce, use_catalogue, use_many_at_once};
use crate::t;
use crate::ui::{Icon, IconButton, Meter, Toasts, failure_text, use_toasts};

/// How often the server is asked while a deed goes on.
const LOOK: Duration = Duration::from_millis(400);
/// How long it rests after a question that did not arrive.
const REST: Duration = Duration::from_secs(3);
/// How long a deed that passed nothing over stays on the screen when it is done.
const STAY: Duration = Duration::from_secs(10);

/// All deeds that this browser began and that were not put away.
#[component]
pub fn ManyProgress() -> impl IntoView {
    let language = use_language();
    let many = use_many_at_once();
    view! {
        <div class="jobs" role="region" aria-label=t!(language, lists.jobs)>
            <For each=move || many.begun.get() key=|id| *id let:id>
                <Line id/>
            </For>
        </div>
    }
}

/// One deed while it is watched.
#[derive(Clone, Copy)]
struct Job {
    id: Uuid,
    many: ManyAtOnce,
    status: RwSignal<Option<BulkStatus>>,
    toasts: Toasts,
    language: Language,
    is_held: RwSignal<bool>,
}

impl Job {
    fn look(self) {
        spawn_local(async move {
            match bulk_status(self.id).await {
                Ok(status) => self.take(status),
                Err(Failure::Unreached) => self.look_after(REST),
                // It was another person's, or is too old to be known.
                Err(_) => self.put_away(),
            }
        });
    }

    fn look_after(self, wait: Duration) {
        set_timeout(
            move || {
                if self.status.try_get_untracked().is_some() {
                    self.look();
                }
            },
            wait,
        );
    }

    fn take(self, status: BulkStatus) {
        let rests = is_at_rest(&status);
        let object = status.object.clone();
        let is_clean = status.refused == 0;
        if self.status.try_set(Some(status)).is_some() {
            return;
        }
        if !rests {
            return self.look_after(LOOK);
        }
        self.many.ended.try_update(|(ended, count)| {
            *ended = object;
            *count += 1;
        });
        if is_clean {
            self.leave_after(STAY);
        }
    }

    /// Goes by itself, unless somebody points at it or it goes on meanwhile.
    fn leave_after(self, wait: Duration) {
        set_timeout(
            move || {
                let rests = self
                    .status
                    .try_with_untracked(|status| status.as_ref().is_some_and(is_at_rest));
                match (rests, self.is_held.try_get_untracked()) {
                    (Some(true), Some(false)) => self.put_away(),
                    (Some(true), Some(true)) => self.leave_after(wait),
                    _ => {}
                }
            },
            wait,
        );
    }

    fn put_away(self) {
        self.many
            .begun
            .try_update(|begun| begun.retain(|id| *id != self.id));
    }

    /// Asks for something that changes the deed, and follows what becomes of it.
    fn ask(self, deed: impl Future<Output = Answer<BulkStatus>> + 'static) {
        spawn_local(async move {
            match deed.await {
                Ok(status) => self.take(status),
                Err(failure) => self.toasts.fail(failure_text(self.language, &failure)),
            }
        });
    }
}

#[component]
fn Line(id: Uuid) -> impl IntoView {
    let language = use_language();
    let job = Job {
        id,
        many: use_many_at_once(),
        status: RwSignal::new(None),
        toasts: use_toasts(),
        language,
        is_held: RwSignal::new(false),
    };
    Effect::new(move |_| job.look());
    let reading = RwSignal::new(false);
    let objects = move |status: &BulkStatus| {
        use_catalogue().with_untracked(|catalogue| {
            let object = catalogue.object(&status.object);
            object
                .map(|object| inside(object.plural.get(language)))
                .unwrap_or_default()
        })
    };
    let text = move || {
        job.status.with(|status| match status {
            Some(status) => told(status, &objects(status), language),
            None => t!(language, lists.job_begins).to_owned(),
        })
    };
    let value =
        Signal::derive(move || job.status.with(|status| status.as_ref().map_or(0.0, share)));
    let is_moving = Memo::new(move |_| {
        job.status
            .with(|status| !status.as_ref().is_some_and(is_at_rest))
    });
    view! {
        <div
            class="toast job"
            on:mouseenter=move |_| job.is_held.set(true)
            on:mouseleave=move |_| job.is_held.set(false)
            on:focusin=move |_| job.is_held.set(true)
            on:focusout=move |_| job.is_held.set(false)
        >
            {move || (!is_moving.get()).then(|| view! { <Icon name="check"/> })}
            <div class="job__body">
                <span role="status" class="toast__text">{text}</span>
                {move || is_moving.get().then(|| view! { <Meter label=t!(language, lists.job_share) value/> })}
            </div>
            <Acts job reading/>
        </div>
        {move || reading.get().then(|| view! { <NotesDialog job=id on_close=move |()| reading.set(false)/> })}
    }
}

#[component]
fn Acts(job: Job, reading: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let of = move |read: fn(&BulkStatus) -> bool| {
        job.status.with(|status| status.as_ref().is_some_and(read))
    };
    let button = move |label: String, press: Callback<()>| {
        view! { <button type="button" class="btn btn--sm" on:click=move |_| press.run(())>{label}</button> }
    };
    let refused = move || {
        let count = job
            .status
            .with(|status| status.as_ref().map_or(0, |status| status.refused));
        (count > 0).then(|| {
            let label = t!(language, lists.job_refused, count);
            button(label, Callback::new(move |()| reading.set(true)))
        })
    };
    let stop = move || {
        of(|status| status.state == BulkState::Running).then(|| {
            let stop = Callback::new(move |()| job.ask(stop_bulk(job.id)));
            button(t!(language, lists.stop).to_owned(), stop)
        })
    };
    let undo = move || {
        of(|status| status.may_undo && is_at_rest(status)).then(|| {
            let undo = Callback::new(move |()| job.ask(undo_bulk(job.id)));
            button(t!(language, common.undo).to_owned(), undo)
        })
    };
    let close = move || {
        of(is_at_rest).then(|| {
            view! { <IconButton label=t!(language, common.close) icon="x" on_press=move |()| job.put_away()/> }
        })
    };
    view! { {refused} {stop} {undo} {close} }
}
