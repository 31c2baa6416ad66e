//! HTTP on loopback: requests become questions to the workbench, answers become pages.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, mpsc};

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::sync::oneshot;

use crate::asked::{Answer, Asked};
use crate::guard::Guard;
use crate::page::{POLICY, file, tuning_page};
use crate::workbench::Workbench;

/// The most bytes that a request may have: a pack has a few hundred numbers.
const MOST_BYTES: usize = 256 * 1024;
/// Headers of every answer; a page brings its own content-security policy, which these only narrow.
const ALWAYS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Where a server listens.
#[derive(Clone, Debug)]
pub struct Address {
    /// As it is typed into a browser.
    pub url: String,
}

/// Nothing can be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The port cannot be had.
    #[error("cannot listen on port {port} of this machine: {reason}")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// Why not.
        reason: std::io::Error,
    },
    /// The system gives no random numbers for the token.
    #[error("the system gives no random numbers")]
    Random,
    /// The thread that speaks HTTP has ended.
    #[error("the server has stopped: {0}")]
    Stopped(String),
}

/// A question on its way to the workbench, and where the answer goes.
type Job = (Asked, oneshot::Sender<Answer>);

#[derive(Clone)]
struct Door {
    jobs: mpsc::Sender<Job>,
    guard: Arc<Guard>,
    /// The tuning page, with the token in it.
    page: Arc<str>,
}

/// Serves the workbench on a port of loopback, 0 for any that is free, until the process is ended. `ready` is called once, when the
/// address answers.
///
/// # Errors
/// When the port cannot be had, or the server stops.
pub fn serve(bench: &mut Workbench<'_>, port: u16, ready: impl FnOnce(&Address)) -> Result<(), ServeError> {
    let refused = |reason| ServeError::Listen { port, reason };
    let listener =
        std::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).map_err(refused)?;
    listener.set_nonblocking(true).map_err(refused)?;
    let port = listener.local_addr().map_err(refused)?.port();
    let token = token()?;
    let (jobs, asked) = mpsc::channel();
    let page = tuning_page(&token).into();
    let door = Door { jobs, guard: Arc::new(Guard::new(port, token)), page };
    let speaking = std::thread::spawn(move || speak(listener, door));
    ready(&Address { url: format!("http://127.0.0.1:{port}/") });
    for (asked, answer) in asked {
        // Who has left the page needs no answer.
        if !answer.is_closed() {
            let _ = answer.send(bench.answer(&asked));
        }
    }
    let ended = speaking.join().unwrap_or_else(|_| Err(std::io::Error::other("it was cut off")));
    Err(ServeError::Stopped(ended.err().map_or_else(String::new, |e| e.to_string())))
}

fn token() -> Result<String, ServeError> {
    let mut bytes = [0_u8; 24];
    getrandom::fill(&mut bytes).map_err(|_| ServeError::Random)?;
    Ok(bytes.map(|byte| format!("{byte:02x}")).concat())
}

fn speak(listener: std::net::TcpListener, door: Door) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, routes(door)).await
    })
}

fn routes(door: Door) -> Router {
    Router::new()
        .route("/", get(|door: State<Door>| ask(door, Asked::Everyone)))
        .route("/member", get(member))
        .route("/tune", get(tuning))
        .route("/assets/{name}", get(asset))
        .route("/api/rules", get(|door: State<Door>| ask(door, Asked::Rules)))
        .route("/api/members", get(search))
        .route("/api/turn", post(|door: State<Door>, body: String| change(door, body, Asked::Turn)))
        .route("/api/what-if", post(|door: State<Door>, body: String| change(door, body, Asked::WhatIf)))
        .route("/api/save", post(|door: State<Door>, body: String| change(door, body, Asked::Save)))
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .fallback(|| async { plain(StatusCode::NOT_FOUND, "there is no such page: begin at /") })
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn_with_state(door.clone(), guarded))
        .with_state(door)
}

/// Nothing is looked at before the request may be answered at all.
async fn guarded(State(door): State<Door>, request: Request, next: Next) -> Response {
    let mut response = match door.guard.refuses(request.method(), request.headers()) {
        Some((status, why)) => plain(status, why),
        None => next.run(request).await,
    };
    for (name, value) in ALWAYS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn tuning(State(door): State<Door>) -> Response {
    ours("text/html; charset=utf-8", door.page.to_string())
}

async fn asset(Path(name): Path<String>) -> Response {
    match file(&name) {
        Some((kind, text)) => ours(kind, text),
        None => plain(StatusCode::NOT_FOUND, "there is no such file"),
    }
}

/// The tuning page or one of its files, under its policy.
fn ours(kind: &'static str, text: impl IntoResponse) -> Response {
    let mut response = text.into_response();
    for (name, value) in [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, POLICY)] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[derive(Deserialize)]
struct Id {
    #[serde(default)]
    id: String,
}

async fn member(door: State<Door>, Query(Id { id }): Query<Id>) -> Response {
    ask(door, Asked::Member(id)).await
}

#[derive(Deserialize)]
struct Letters {
    #[serde(default)]
    q: String,
}

async fn search(door: State<Door>, Query(letters): Query<Letters>) -> Response {
    ask(door, Asked::Search(letters.q)).await
}

async fn change<T: DeserializeOwned>(
    door: State<Door>,
    body: String,
    asked: impl FnOnce(T) -> Asked,
) -> Response {
    match serde_json::from_str(&body) {
        Ok(changed) => ask(door, asked(changed)).await,
        Err(error) => plain(StatusCode::BAD_REQUEST, &format!("the question cannot be read: {error}")),
    }
}

async fn ask(State(door): State<Door>, asked: Asked) -> Response {
    let (to, answer) = oneshot::channel();
    let gone = || plain(StatusCode::SERVICE_UNAVAILABLE, "the server is stopping");
    if door.jobs.send((asked, to)).is_err() {
        return gone();
    }
    match answer.await {
        Ok(answer) => response(answer),
        Err(_) => gone(),
    }
}

fn response(answer: Answer) -> Response {
    let typed = |status: StatusCode, kind: &'static str, body: String| {
        (status, [(header::CONTENT_TYPE, HeaderValue::from_static(kind))], body).into_response()
    };
    match answer {
        Answer::Page(html) => typed(StatusCode::OK, "text/html; charset=utf-8", html),
        Answer::Missing(why) => plain(StatusCode::NOT_FOUND, &why),
        Answer::Json(json) => typed(StatusCode::OK, "application/json", json),
        Answer::Refused(json) => typed(StatusCode::UNPROCESSABLE_ENTITY, "application/json", json),
    }
}

/// A line of text; a browser shows it as it is.
fn plain(status: StatusCode, text: &str) -> Response {
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))];
    (status, kind, format!("{text}\n")).into_response()
}
