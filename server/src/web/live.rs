//! What others change, as a stream of server-sent events: `GET /live`.
//!
//! | event | data | the browser |
//! |---|---|---|
//! | `hello` | – | hears everything from here on |
//! | `news` | [`contract::dto::live::News`] | asks for what it shows of it |
//! | `again` | – | missed something, and asks for everything it shows |
//! | `beat` | – | knows that the stream lives |
//! | `over` | – | is not signed in any more |
//!
//! Every event carries the place to come back to, as its id.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use contract::Refusal;
use domain::live::{self, Cursor, Subscription};
use domain::{Crm, Error, sessions, simulations};
use futures::Stream;
use futures::stream::unfold;
use serde::Deserialize;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval};
use tower_sessions::Session;
use uuid::Uuid;

use super::asked::Asked;
use super::told::Told;

/// How often something is said, so that nobody in between takes the stream for dead.
const BEAT: Duration = Duration::from_secs(15);
/// How long it may take to be noticed that a session has ended.
const TRUSTED: Duration = Duration::from_secs(2);
/// How often it is asked anew what the person may.
const RENEWED: Duration = Duration::from_secs(60);
/// How soon a browser comes back, at least; all of them do after a restart, so each waits a little longer.
const RETRY_MS: u64 = 1_000;

/// `GET /live?user=…&after=…`.
pub(super) fn routes() -> Router {
    Router::new().route("/live", get(live))
}

#[derive(Deserialize)]
struct Wanted {
    /// Whom the page was made for; somebody else may have signed in to the browser since.
    user: Option<Uuid>,
    /// What the page heard last, where the browser does not say it by itself.
    after: Option<String>,
}

async fn live(
    Asked(desk): Asked,
    session: Session,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Told> {
    if wanted
        .user
        .is_some_and(|user| desk.actor().id() != Some(user))
    {
        // The one answer after which a browser does not come back by itself.
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let id = session.id().ok_or(Refusal::SignIn)?;
    let last = headers.get("last-event-id");
    let last = last.and_then(|last| last.to_str().ok()).map(str::to_owned);
    let after = last.or(wanted.after).filter(|after| !after.is_empty());
    let crm = Arc::clone(desk.crm());
    let simulation = desk.actor().simulation().map(|simulation| simulation.id);
    let telling = Telling::new(
        live::subscribe(desk, after.map(cursor))?,
        crm,
        (sessions::key(&id.to_string()), simulation),
    );
    let mut response = Sse::new(telling.stream()).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// A place that cannot be read is one of which nothing is known.
fn cursor(text: String) -> Cursor {
    text.parse().unwrap_or_default()
}

/// One stream.
struct Telling {
    subscription: Subscription,
    crm: Arc<Crm>,
    session: String,
    /// As whom the page looks, if not as its own person.
    simulation: Option<Uuid>,
    beat: Interval,
    checked: Instant,
    renewed: Instant,
    has_begun: bool,
    is_over: bool,
}

impl Telling {
    fn new(
        subscription: Subscription,
        crm: Arc<Crm>,
        (session, simulation): (String, Option<Uuid>),
    ) -> Self {
        let mut beat = interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        beat.reset();
        Self {
            subscription,
            crm,
            session,
            simulation,
            beat,
            checked: Instant::now(),
            renewed: Instant::now(),
            has_begun: false,
            is_over: false,
        }
    }

    fn stream(self) -> impl Stream<Item = Result<Event, Infallible>> {
        unfold(self, |mut telling| async move {
            let event = telling.next().await?;
            Some((Ok(event), telling))
        })
    }

    /// The next event; `None` at the end of the stream.
    async fn next(&mut self) -> Option<Event> {
        if self.is_over {
            return None;
        }
        if !std::mem::replace(&mut self.has_begun, true) {
            let later = u64::from(rand_of(&self.session));
            return Some(
                self.event("hello")
                    .retry(Duration::from_millis(RETRY_MS + later)),
            );
        }
        let told = tokio::select! {
            told = self.subscription.next() => told,
            _ = self.beat.tick() => return self.checked_beat().await,
        };
        if let Err(error) = self.check().await {
            return self.end(error);
        }
        match told {
            Ok(live::Told::News(news)) => match serde_json::to_string(&news) {
                Ok(news) => Some(self.event("news").data(news)),
                Err(error) => self.end(Error::broken(error)),
            },
            Ok(live::Told::Again) => Some(self.event("again")),
            Ok(live::Told::End) => None,
            Err(error) => self.end(error),
        }
    }

    async fn checked_beat(&mut self) -> Option<Event> {
        match self.check().await {
            Ok(()) => Some(self.event("beat")),
            Err(error) => self.end(error),
        }
    }

    /// Whether the session is still open, and what the person may by now.
    async fn check(&mut self) -> domain::Result<()> {
        if self.checked.elapsed() >= TRUSTED {
            if !sessions::is_open(&self.crm, &self.session).await? {
                return Err(Refusal::SignIn.into());
            }
            if let Some(simulation) = self.simulation
                && !simulations::is_open(&self.crm, simulation).await?
            {
                // The page belongs to somebody who is not looked as any more: it comes back to nothing.
                return Err(Refusal::OnlyLooking.into());
            }
            self.checked = Instant::now();
        }
        if self.renewed.elapsed() >= RENEWED {
            self.subscription.renew().await?;
            self.renewed = Instant::now();
        }
        Ok(())
    }

    /// The last event. What broke is logged; the browser comes back by itself.
    fn end(&mut self, error: Error) -> Option<Event> {
        self.is_over = true;
        (error.into_refusal() == Refusal::SignIn).then(|| self.event("over"))
    }

    /// An event with its place; browsers drop events without data.
    fn event(&self, name: &str) -> Event {
        let id = self.subscription.cursor().to_string();
        let event = Event::default().event(name).id(id);
        if name == "news" {
            event
        } else {
            event.data("-")
        }
    }
}

/// Some milliseconds up to a few seconds, from the hash that names the session.
fn rand_of(session: &str) -> u16 {
    let digits = session.get(..3).unwrap_or_default();
    u16::from_str_radix(digits, 16).unwrap_or_default()
}
