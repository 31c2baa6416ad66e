//! A row of the input in a few words; never its text.

use std::fmt::Write;

use ssi_score::rows::Told;

use crate::printable::printable;

/// `comment c.0123 to kyle.brandt on 2026-08-12`
pub(crate) fn told(row: &Told) -> String {
    let mut text = noun(row.table).to_owned();
    if !row.id.is_empty() {
        let _ = write!(text, " {}", printable(&row.id, 30));
    }
    if !row.counterpart.is_empty() {
        let from = row.table.ends_with("received") || row.table.starts_with("received");
        let word = if from { "from" } else { "to" };
        let _ = write!(text, " {word} {}", printable(&row.counterpart, 30));
    }
    if let Some(day) = day(row.time) {
        let _ = write!(text, " on {day}");
    }
    text
}

/// What one row of a table is called.
pub(crate) fn noun(table: &str) -> &str {
    match table {
        "received_comments" => "comment",
        "received_messages" => "message",
        "threads" => "conversation",
        "invitations_sent" | "invitations_received" => "invitation",
        "searches" => "search",
        "endorsements_given" | "endorsements_received" => "endorsement",
        "recommendations_given" | "recommendations_received" => "recommendation",
        "memberships" => "group",
        other => other.strip_suffix('s').unwrap_or(other),
    }
}

/// The day of a time, as in 2026-08-12; `None` where there is no time.
pub(crate) fn day(time: i64) -> Option<String> {
    let second = jiff::Timestamp::from_second(time).ok()?;
    Some(second.strftime("%Y-%m-%d").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ssi_corpus::data::NO_TIME;

    #[track_caller]
    fn check(table: &'static str, id: &str, counterpart: &str, time: i64, expected: &str) {
        let row = Told { table, id: id.to_owned(), time, counterpart: counterpart.to_owned() };
        assert_eq!(told(&row), expected);
    }

    #[test]
    fn rows_in_words() {
        check("comments", "c1", "kim", 86_400, "comment c1 to kim on 1970-01-02");
        check("received_comments", "c1", "kim", NO_TIME, "comment c1 from kim");
        check("endorsements_received", "", "kim", NO_TIME, "endorsement from kim");
        check("ties", "", "kim", 0, "tie to kim on 1970-01-01");
        check("posts", "p\u{1b}[1m", "", NO_TIME, "post p\u{fffd}[1m");
        assert_eq!(ssi_corpus::tables::TABLES.iter().filter(|t| noun(t.id).ends_with('s')).count(), 0);
    }
}
