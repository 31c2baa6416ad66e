//! Posts: their reception, who comes to comment, and what the author does about it.

use crate::data::{DAY, NO_ID, NO_TIME, Rows};
use crate::resolve::comments::hours;
use crate::resolve::frame::flag;
use crate::resolve::grouped::Grouped;
use crate::resolve::order::by_content;
use crate::resolve::{Frame, Resolved};
use crate::schema::FileId;

/// Fewer views count as this many, so that two likes among three onlookers are no triumph.
const LEAST_VIEWS: f64 = 20.0;
/// Fewer followers count as this many.
const LEAST_FOLLOWERS: f64 = 50.0;
const HOUR: i64 = 3600;

/// What the comments under a post amount to.
#[derive(Clone, Copy, Default)]
struct Echo {
    comments: u32,
    answered: u32,
    first_comment: Option<i64>,
    first_answer: Option<i64>,
}

impl Resolved<'_> {
    pub(super) fn posts(&self, frame: Frame, rows: &Rows) -> Frame {
        let mut frame = self.by(frame, rows, "author", None);
        let times = rows.times("at").unwrap_or(&[]);
        if let Some(kinds) = rows.ids("kind") {
            let reshare = |r: usize| match kinds[r] {
                NO_ID => None,
                kind => Some(matches!(
                    self.corpus.labels.name(kind).to_lowercase().as_str(),
                    "reshare" | "re-share" | "repost" | "share"
                )),
            };
            frame.numbers("is_original", |r| flag(reshare(r).map(|is| !is)));
            if let Some(blanks) = rows.blanks("text") {
                frame.numbers("is_bare_reshare", |r| flag(reshare(r).map(|is| is && blanks.is(r))));
            }
        }
        let time =
            |r: usize, value: fn(i64) -> f64| if times[r] == NO_TIME { f64::NAN } else { value(times[r]) };
        frame.numbers("weekday", |r| time(r, weekday));
        frame.numbers("hour", |r| time(r, |t| (t.rem_euclid(DAY) / HOUR) as f64));
        if frame.wants("hours_since_previous") {
            let previous = self.previous_posts(rows);
            frame.numbers("hours_since_previous", |r| hours(previous[r], times[r]));
        }
        if let Some(lists) = rows.lists("collaborators") {
            let authors = rows.ids("author").unwrap_or(&[]);
            frame.numbers("collaborators", |r| {
                let mut people: Vec<u32> =
                    lists.get(r).iter().copied().filter(|&p| p != authors[r]).collect();
                people.sort_unstable();
                people.dedup();
                people.len() as f64
            });
        }
        self.reception(&mut frame, rows);
        self.echo(&mut frame, rows);
        self.follow_up(&mut frame);
        frame
    }

    /// When the author's post before each one was published.
    fn previous_posts(&self, rows: &Rows) -> Vec<i64> {
        let (authors, times) = (rows.ids("author").unwrap_or(&[]), rows.times("at").unwrap_or(&[]));
        let mut order: Vec<usize> = self.visible(rows).filter(|&r| times[r] != NO_TIME).collect();
        order.sort_unstable_by(|&a, &b| {
            let equal = || by_content(self.corpus, rows, a, b);
            (authors[a], times[a]).cmp(&(authors[b], times[b])).then_with(equal)
        });
        let mut previous = vec![NO_TIME; rows.len];
        for pair in order.windows(2).filter(|p| authors[p[0]] == authors[p[1]]) {
            previous[pair[1]] = times[pair[0]];
        }
        previous
    }

    fn reception(&self, frame: &mut Frame, rows: &Rows) {
        let parts = [("reactions", 1.0), ("comments", 3.0), ("reposts", 1.0)];
        let parts: Vec<(&[f64], f64)> =
            parts.iter().filter_map(|&(field, weight)| Some((rows.numbers(field)?, weight))).collect();
        let sums = rows.numbers("engagements");
        if parts.is_empty() && sums.is_none() {
            return;
        }
        // A part that nobody told counts nothing, unless nobody told any; then the sum counts, in which a comment is one.
        let welcome = |r: usize| {
            let told = parts.iter().filter(|(all, _)| !all[r].is_nan());
            let parts = told.map(|(all, weight)| all[r] * weight).reduce(|a, b| a + b);
            parts.unwrap_or_else(|| sums.map_or(f64::NAN, |all| all[r]))
        };
        let of = |r: usize, audience: f64, least: f64| {
            if audience.is_nan() { f64::NAN } else { welcome(r) / audience.max(least) }
        };
        if let Some(views) = rows.numbers("views") {
            frame.numbers("reception_per_view", |r| of(r, views[r], LEAST_VIEWS));
        }
        if let Some(followers) = self.corpus.rows(FileId::Members).and_then(|m| m.numbers("followers")) {
            let mut own = vec![f64::NAN; self.roster.len()];
            for (member, row) in self.roster.profile_rows() {
                own[member as usize] = followers[row];
            }
            let owner = frame.members.clone();
            let row = frame.rows.clone();
            frame.numbers_at("reception_per_follower", |i| {
                of(row[i] as usize, own[owner[i] as usize], LEAST_FOLLOWERS)
            });
        }
    }

    /// What the comments under each post tell.
    fn echo(&self, frame: &mut Frame, rows: &Rows) {
        let (Some(comments), Some(ids)) = (self.corpus.rows(FileId::Comments), rows.ids("post")) else {
            return;
        };
        // Exports tell no comment by anybody else.
        if comments.own_only {
            return;
        }
        let authors = rows.ids("author").unwrap_or(&[]);
        if ["comments_by_others", "answered_share", "first_answer_hours"].iter().any(|c| frame.wants(c)) {
            let echoes = self.echoes(comments);
            let echo = |r: usize| echoes.get(ids[r] as usize).copied().unwrap_or_default();
            frame.numbers("comments_by_others", |r| f64::from(echo(r).comments));
            frame.numbers("answered_share", |r| match echo(r) {
                Echo { comments: 0, .. } => f64::NAN,
                e => f64::from(e.answered) / f64::from(e.comments),
            });
            frame.numbers("first_answer_hours", |r| {
                let e = echo(r);
                e.first_comment.zip(e.first_answer).map_or(f64::NAN, |(c, a)| hours(c, a))
            });
        }
        let of_people = ["commenters", "new_commenters", "outside_commenters", "commenters_messaged"];
        if !of_people.iter().any(|c| frame.wants(c)) {
            return;
        }
        let guests = self.guests(comments);
        // Sorted by person and time: the first of each person is the earliest comment.
        let people = |r: usize| guests.of(ids[r]).chunk_by(|a, b| a.0 == b.0).map(|g| g[0]);
        let named = |r: usize| people(r).filter(|(person, _)| *person != NO_ID);
        frame.numbers("commenters", |r| people(r).count() as f64);
        if frame.wants("new_commenters") {
            let visits = self.visits();
            frame.numbers("new_commenters", |r| {
                let new = |&(person, first): &(u32, i64)| {
                    !visits.elsewhere_before(authors[r], person, ids[r], first)
                };
                named(r).filter(new).count() as f64
            });
        }
        if frame.wants("outside_commenters")
            && let Some(connected) = self.connected()
        {
            frame.numbers("outside_commenters", |r| {
                named(r).filter(|(person, _)| !connected.are(authors[r], *person)).count() as f64
            });
        }
        if frame.wants("commenters_messaged")
            && let Some(wrote) = self.wrote()
        {
            let times = rows.times("at").unwrap_or(&[]);
            frame.numbers("commenters_messaged", |r| match times[r] {
                NO_TIME => f64::NAN,
                time => named(r)
                    .filter(|(person, _)| wrote.within(authors[r], *person, time, time + 2 * DAY))
                    .count() as f64,
            });
        }
    }

    fn echoes(&self, comments: &Rows) -> Vec<Echo> {
        let links = self.links().expect("there are comments");
        let answers = self.answers();
        let (authors, times) = (comments.ids("author").unwrap_or(&[]), comments.times("at").unwrap_or(&[]));
        let mut echoes = vec![Echo::default(); self.corpus.posts.len()];
        for row in self.visible(comments) {
            let host = links.post_author[row];
            if links.post[row] == NO_ID || authors[row] == host {
                continue;
            }
            let echo = &mut echoes[links.post[row] as usize];
            echo.comments += 1;
            if times[row] != NO_TIME {
                echo.first_comment = Some(echo.first_comment.map_or(times[row], |t| t.min(times[row])));
            }
            if let Some(time) = answers.of(row, host) {
                echo.answered += 1;
                echo.first_answer = Some(echo.first_answer.map_or(time, |t| t.min(time)));
            }
        }
        echoes
    }

    /// For each post, other people who commented under it, and when.
    fn guests(&self, comments: &Rows) -> Grouped<(u32, i64)> {
        let links = self.links().expect("there are comments");
        let (authors, times) = (comments.ids("author").unwrap_or(&[]), comments.times("at").unwrap_or(&[]));
        Grouped::new(self.corpus.posts.len(), (NO_ID, NO_TIME), |take| {
            for row in self.visible(comments).filter(|&row| authors[row] != links.post_author[row]) {
                take(links.post[row], (authors[row], times[row]));
            }
        })
    }

    /// Whether authors stayed for a day after they published.
    fn follow_up(&self, frame: &mut Frame) {
        let files =
            [(FileId::Comments, "author"), (FileId::Reactions, "author"), (FileId::Messages, "sender")];
        let files: Vec<(&Rows, &str)> =
            files.iter().filter_map(|&(file, subject)| Some((self.corpus.rows(file)?, subject))).collect();
        if files.is_empty() || !frame.wants("followed_up") {
            return;
        }
        let done = Grouped::new(self.roster.len(), NO_TIME, |take| {
            for (rows, subject) in &files {
                let subjects = rows.ids(subject).expect("a required column");
                let times = rows.times("at").expect("a required column");
                for row in self.visible(rows) {
                    take(self.roster.member(subjects[row]).unwrap_or(NO_ID), times[row]);
                }
            }
        });
        let (members, times) = (frame.members.clone(), frame.times.clone());
        frame.numbers_at("followed_up", |i| {
            let mine = done.of(members[i]);
            let next = mine.get(mine.partition_point(|&t| t < times[i]));
            flag((times[i] != NO_TIME).then(|| next.is_some_and(|&t| t <= times[i] + DAY)))
        });
    }
}

/// The day of the week, Monday is 1.
pub(super) fn weekday(time: i64) -> f64 {
    // 1970-01-01 was a Thursday.
    ((time.div_euclid(DAY) + 3).rem_euclid(7) + 1) as f64
}
