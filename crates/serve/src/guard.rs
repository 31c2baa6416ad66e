//! Who may ask: a page that we served, on this machine, and nobody in its name.
//!
//! Another site's page can send requests to a server on loopback, and a name that is made to point at 127.0.0.1 can read the
//! answers. So the address that was asked for has to be ours, a request that another page sent is refused, and writing takes a token
//! that only a page of ours can have read.

use axum::http::{HeaderMap, Method, StatusCode, header};

/// The header that carries the token.
pub(crate) const TOKEN: &str = "x-ssi-token";

/// What requests are held against.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    /// The ways to write our own address.
    hosts: Vec<String>,
    token: String,
}

impl Guard {
    /// For a port on loopback.
    pub(crate) fn new(port: u16, token: String) -> Self {
        let mut hosts: Vec<String> =
            ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{port}")).into();
        if port == 80 {
            hosts.extend(["127.0.0.1", "localhost", "[::1]"].map(str::to_owned));
        }
        Self { hosts, token }
    }

    /// Why a request is refused; `None` of one that may be answered.
    pub(crate) fn refuses(&self, method: &Method, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
        let told = |name: header::HeaderName| headers.get_all(name).iter().collect::<Vec<_>>();
        let hosts = told(header::HOST);
        let ours = |host: &str| self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host));
        if !matches!(hosts.as_slice(), [host] if host.to_str().is_ok_and(ours)) {
            return Some((
                StatusCode::MISDIRECTED_REQUEST,
                "this server answers at its own address only: open the one that `ssi serve` printed",
            ));
        }
        let from_us = |origin: &str| origin.strip_prefix("http://").is_some_and(ours);
        let origins = told(header::ORIGIN);
        if origins.iter().any(|origin| !origin.to_str().is_ok_and(from_us)) {
            return Some((StatusCode::FORBIDDEN, "another page sent this request"));
        }
        let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
        if *method == Method::GET {
            // Following a link is fine; being a picture or a script of another page is not.
            let goes_there =
                headers.get("sec-fetch-mode").and_then(|mode| mode.to_str().ok()) == Some("navigate");
            let another = matches!(site, Some("cross-site" | "same-site")) && !goes_there;
            return another.then_some((StatusCode::FORBIDDEN, "another page sent this request"));
        }
        if matches!(site, Some("cross-site" | "same-site")) {
            return Some((StatusCode::FORBIDDEN, "another page sent this request"));
        }
        let tokens = headers.get_all(TOKEN).iter().collect::<Vec<_>>();
        let is_it = matches!(tokens.as_slice(), [token] if same(token.as_bytes(), self.token.as_bytes()));
        (!is_it).then_some((
            StatusCode::FORBIDDEN,
            "the token of the page is missing or of an earlier run: load the page again",
        ))
    }
}

/// Compares without telling by the time it takes how much is right.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(method: &Method, headers: &[(&'static str, &'static str)], refused: Option<u16>) {
        let guard = Guard::new(7474, "secret".to_owned());
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().expect("a header"));
        }
        let found = guard.refuses(method, &map).map(|(status, _)| status.as_u16());
        assert_eq!(found, refused, "{method} {headers:?}");
    }

    #[test]
    fn only_our_own_pages_may_ask() {
        let host = ("host", "127.0.0.1:7474");
        let (get, post) = (&Method::GET, &Method::POST);
        check(get, &[host], None);
        check(get, &[("host", "LOCALHOST:7474")], None);
        check(get, &[("host", "[::1]:7474")], None);
        check(get, &[], Some(421));
        check(get, &[host, ("host", "evil.example")], Some(421));
        for other in ["evil.example:7474", "127.0.0.1", "127.0.0.1:7475", "127.0.0.1.evil.example:7474"] {
            check(get, &[("host", other)], Some(421));
        }
        check(get, &[host, ("origin", "http://127.0.0.1:7474")], None);
        for origin in ["http://evil.example", "https://127.0.0.1:7474", "null", "http://127.0.0.1:7475"] {
            check(get, &[host, ("origin", origin)], Some(403));
            check(post, &[host, ("origin", origin), (TOKEN, "secret")], Some(403));
        }
        check(get, &[host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors")], Some(403));
        check(get, &[host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")], None);
        check(get, &[host, ("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "cors")], None);
        check(post, &[host], Some(403));
        check(post, &[host, (TOKEN, "secret")], None);
        check(post, &[host, (TOKEN, "secret"), ("sec-fetch-site", "same-site")], Some(403));
        for token in ["", "secre", "secret2", "Secret"] {
            check(post, &[host, (TOKEN, token)], Some(403));
        }
        check(post, &[host, (TOKEN, "secret"), (TOKEN, "secret")], Some(403));
    }
}
