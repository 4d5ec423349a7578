//! One stream for all tabs of a browser: browsers open only six connections to a server that speaks HTTP/1.1.
//!
//! The tab that holds the lock has the stream and passes on what it hears; when it goes, the next one has the lock and
//! goes on from the place that all have heard. Where there are no locks, as without TLS, each tab has its own stream
//! while it is in view.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use js_sys::{Function, Promise};
use leptos::ev;
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen::JsValue;

use super::Heard;
use super::heard::Live;
use super::locks::{self, Manner};
use super::message::{Channel, Message, SINCE, place};
use super::source::Source;
use crate::shell::session_is_over;

/// So many messages are kept for tabs that were opened just now.
const MOST_KEPT: usize = 100;
/// How often it is looked whether the stream still lives.
const LOOK: Duration = Duration::from_secs(10);
/// After so long a silence the stream is opened anew, in milliseconds; the server says something every 15 s.
const SILENCE: i64 = 35_000;
/// After waking up, a tab waits so long for what others have to say.
const WAKING: Duration = Duration::from_millis(1_500);
/// The longest pause between two tries, in seconds.
const MOST_PAUSE: u32 = 60;

thread_local! {
    static OPEN: RefCell<Option<Wire>> = const { RefCell::new(None) };
}

/// Begins to listen, for a person.
pub(super) fn open(live: Live, user: Uuid) {
    close();
    let wire = Wire(Rc::new(Inner {
        live,
        user,
        tab: Uuid::now_v7().to_string(),
        place: RefCell::new(live.place()),
        forgotten: RefCell::default(),
        heard_at: Cell::new(now()),
        source: RefCell::default(),
        channel: RefCell::default(),
        kept: RefCell::default(),
        give_back: RefCell::default(),
        pause: Cell::new(1),
        has_locks: Cell::new(true),
        holds: Cell::new(false),
        is_queued: Cell::new(false),
        is_closed: Cell::new(false),
    }));
    OPEN.with_borrow_mut(|open| *open = Some(wire.clone()));
    wire.begin();
}

/// Listens no more.
pub(super) fn close() {
    if let Some(wire) = OPEN.with_borrow_mut(Option::take) {
        wire.end();
    }
}

fn now() -> i64 {
    Utc::now().timestamp_millis()
}

#[derive(Clone)]
struct Wire(Rc<Inner>);

struct Inner {
    live: Live,
    user: Uuid,
    /// Names this tab to the others.
    tab: String,
    /// What was heard last.
    place: RefCell<String>,
    /// What was told up to here is kept no more.
    forgotten: RefCell<String>,
    heard_at: Cell<i64>,
    source: RefCell<Option<Source>>,
    channel: RefCell<Option<Channel>>,
    kept: RefCell<VecDeque<Message>>,
    /// Gives the lock back.
    give_back: RefCell<Option<Function>>,
    /// Seconds until the next try.
    pause: Cell<u32>,
    has_locks: Cell<bool>,
    /// The stream is for this tab to keep, whether it is open right now or not.
    holds: Cell<bool>,
    /// Waits for the lock.
    is_queued: Cell<bool>,
    is_closed: Cell<bool>,
}

impl Wire {
    fn begin(&self) {
        let wire = self.clone();
        let channel = Channel::open(&self.name(), move |message| wire.hear_tab(message));
        *self.0.channel.borrow_mut() = channel;
        // Whoever holds the stream may have heard something since this page was made.
        let place = self.0.place.borrow().clone();
        self.post(&Message::new(SINCE, &place, &self.0.tab));
        self.queue(Manner::Wait);
        self.look_often();
    }

    fn end(&self) {
        self.0.is_closed.set(true);
        self.give_up();
        *self.0.channel.borrow_mut() = None;
        if let Some(give_back) = self.0.give_back.borrow_mut().take() {
            // It takes no argument and does not fail.
            let _ = give_back.call0(&JsValue::NULL);
        }
    }

    /// The name of lock and channel: two people who use one browser hear nothing of each other.
    fn name(&self) -> String {
        format!("rapport-live-{}", self.0.user)
    }

    fn queue(&self, manner: Manner) {
        if manner == Manner::Wait && self.0.is_queued.replace(true) {
            return;
        }
        let (held, ended) = (self.clone(), self.clone());
        let asked = locks::ask(
            &self.name(),
            manner,
            move || held.hold(manner),
            move || ended.lost(),
        );
        self.0.has_locks.set(asked);
        if !asked {
            self.show_alone();
        }
    }

    /// The lock is ours until the promise is kept.
    fn hold(&self, manner: Manner) -> Promise {
        if manner == Manner::Wait {
            self.0.is_queued.set(false);
        }
        if self.0.is_closed.get() {
            return Promise::resolve(&JsValue::NULL);
        }
        self.0.holds.set(true);
        self.open_source();
        Promise::new(&mut |give_back, _| {
            *self.0.give_back.borrow_mut() = Some(give_back);
        })
    }

    /// Another tab took the lock away, since this one seemed to sleep.
    fn lost(&self) {
        self.0.holds.set(false);
        self.give_up();
        self.0.kept.borrow_mut().clear();
        *self.0.give_back.borrow_mut() = None;
        if !self.0.is_closed.get() {
            self.queue(Manner::Wait);
        }
    }

    /// Without locks each tab has its own stream while it is in view.
    fn show_alone(&self) {
        let is_shown = !document().hidden();
        if self.0.holds.replace(is_shown) == is_shown {
            return;
        }
        match is_shown {
            true => self.open_source(),
            false => self.give_up(),
        }
    }

    fn open_source(&self) {
        let is_offline = !window().navigator().on_line();
        if self.0.is_closed.get() || !self.0.holds.get() || is_offline {
            return;
        }
        let after = self.0.place.borrow().clone();
        if self.0.kept.borrow().is_empty() {
            self.0.forgotten.borrow_mut().clone_from(&after);
        }
        self.0.heard_at.set(now());
        let (told, failed) = (self.clone(), self.clone());
        let source = Source::open(
            self.0.user,
            &after,
            move |message| told.hear_server(message),
            move || failed.try_later(),
        );
        *self.0.source.borrow_mut() = source;
    }

    fn give_up(&self) {
        let source = self.0.source.borrow_mut().take();
        // Not while its own callback still runs.
        set_timeout(move || drop(source), Duration::ZERO);
    }

    /// The browser gave up, or the session is over.
    fn try_later(&self) {
        let pause = self.0.pause.get();
        self.0.pause.set((pause * 2).min(MOST_PAUSE));
        let wire = self.clone();
        let again = move || wire.open_source();
        set_timeout(again, Duration::from_secs(u64::from(pause)));
    }

    fn hear_server(&self, message: Message) {
        match message.name.as_str() {
            "hello" => self.0.pause.set(1),
            "over" => {
                self.give_up();
                self.0.pause.set(MOST_PAUSE / 4);
                self.try_later();
            }
            "news" | "again" => self.keep(message.clone()),
            _ => {}
        }
        self.post(&message);
        self.hear(&message);
    }

    fn keep(&self, message: Message) {
        let mut kept = self.0.kept.borrow_mut();
        kept.push_back(message);
        if kept.len() > MOST_KEPT
            && let Some(old) = kept.pop_front()
        {
            *self.0.forgotten.borrow_mut() = old.id;
        }
    }

    fn hear_tab(&self, message: Message) {
        if message.name == SINCE {
            return self.repeat_since(&message.id, &message.data);
        }
        let is_ours = message.to.as_ref().is_none_or(|to| *to == self.0.tab);
        if is_ours && !self.0.holds.get() {
            self.hear(&message);
        }
    }

    /// Tells a tab that was opened just now what it could not hear.
    fn repeat_since(&self, id: &str, tab: &str) {
        if !self.0.holds.get() {
            return;
        }
        let since = place(id);
        let forgotten = place(&self.0.forgotten.borrow());
        if since.is_none() || since < forgotten {
            let at = self.0.place.borrow().clone();
            return self.post(&Message::new("again", &at, "-").to(tab));
        }
        for message in self.0.kept.borrow().iter() {
            if place(&message.id) > since {
                self.post(&message.clone().to(tab));
            }
        }
    }

    fn hear(&self, message: &Message) {
        self.0.heard_at.set(now());
        if !message.id.is_empty() {
            self.0.place.borrow_mut().clone_from(&message.id);
        }
        match message.name.as_str() {
            "news" => {
                if let Ok(news) = crate::api::read(&message.data) {
                    self.0.live.tell(Heard::News(Arc::new(news)));
                }
            }
            "again" => self.0.live.tell(Heard::Again),
            "over" => session_is_over(),
            _ => {}
        }
    }

    fn post(&self, message: &Message) {
        if let Some(channel) = self.0.channel.borrow().as_ref() {
            channel.post(message);
        }
    }

    /// Looks after the stream: now and then, when the tab comes into view and when the network is back.
    fn look_often(&self) {
        let wire = self.clone();
        if let Ok(handle) = set_interval_with_handle(move || wire.look(), LOOK) {
            on_cleanup(move || handle.clear());
        }
        let wire = self.clone();
        let shown = window_event_listener_untyped("visibilitychange", move |_| wire.shown());
        let wire = self.clone();
        let online = window_event_listener(ev::online, move |_| wire.open_source());
        let wire = self.clone();
        let offline = window_event_listener(ev::offline, move |_| wire.give_up());
        on_cleanup(move || {
            shown.remove();
            online.remove();
            offline.remove();
        });
    }

    fn shown(&self) {
        if !self.0.has_locks.get() {
            self.show_alone();
        }
        if !document().hidden() {
            let wire = self.clone();
            set_timeout(move || wire.look(), WAKING);
        }
    }

    /// A laptop that slept has a stream that is open and dead; a tab that sleeps holds a lock that others need.
    fn look(&self) {
        let silent = now() - self.0.heard_at.get();
        if self.0.is_closed.get() || document().hidden() || silent < SILENCE {
            return;
        }
        self.0.heard_at.set(now());
        if self.0.holds.get() {
            self.open_source();
        } else if self.0.has_locks.get() {
            self.queue(Manner::Steal);
        }
    }
}
