//! Ties: what passed between a member and one other person in the pack's window.

use crate::data::{DAY, NO_ID, NO_TIME};
use crate::resolve::contacts::{Contact, Contacts};
use crate::resolve::frame::flag;
use crate::resolve::grouped::Grouped;
use crate::resolve::{Frame, Resolved, Space};
use crate::schema::FileId;

/// How one came to the other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Comment,
    Reaction,
    Message,
}

/// One contact as one of the two sees it. Sorted by the other person, then by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Touch {
    other: u32,
    time: i64,
    kind: Kind,
    /// Whether it went to the other.
    to: bool,
    /// The row of its file.
    row: u32,
}

/// A member and one other person.
struct Tie {
    other: u32,
    to: [u32; 3],
    from: [u32; 3],
    days: u32,
    months: u32,
    latest: i64,
    median_delay: f64,
}

impl Resolved<'_> {
    /// What can tell of contacts, each with its kind.
    fn kinds(&self) -> Vec<(Kind, &Contacts)> {
        let kinds =
            [(Kind::Comment, self.spoken()), (Kind::Reaction, self.reacted()), (Kind::Message, self.wrote())];
        kinds.into_iter().filter_map(|(kind, contacts)| Some((kind, contacts?))).collect()
    }

    /// `None` where the corpus has neither comments nor reactions nor messages.
    pub(super) fn ties(&self, mut frame: Frame) -> Option<Frame> {
        let files = [FileId::Comments, FileId::Reactions, FileId::Messages];
        if files.iter().all(|&file| self.corpus.rows(file).is_none()) {
            return None;
        }
        let kinds = self.kinds();
        let blank = Touch { other: NO_ID, time: NO_TIME, kind: Kind::Comment, to: false, row: NO_ID };
        let touches = Grouped::new(self.roster.len(), blank, |take| {
            for &(kind, contacts) in &kinds {
                for who in 0..self.corpus.people.len() as u32 {
                    let me = self.roster.member(who);
                    for &Contact { to, time, row } in
                        contacts.of(who).iter().filter(|c| self.in_window(c.time))
                    {
                        if let Some(me) = me {
                            take(me, Touch { other: to, time, kind, to: true, row });
                        }
                        if let Some(them) = self.roster.member(to) {
                            take(them, Touch { other: who, time, kind, to: false, row });
                        }
                    }
                }
            }
        });
        let mut ties: Vec<Tie> = Vec::new();
        for member in 0..self.roster.len() as u32 {
            for touches in touches.of(member).chunk_by(|a, b| a.other == b.other) {
                let tie = self.tie(touches);
                frame.push(member, tie.latest, 0);
                ties.push(tie);
            }
        }
        drop(touches);
        self.describe(&mut frame, &ties, &kinds);
        Some(frame)
    }

    /// What the contacts of two people amount to. They stand in the order of time.
    fn tie(&self, touches: &[Touch]) -> Tie {
        let (mut to, mut from) = ([0; 3], [0; 3]);
        for touch in touches {
            let side = if touch.to { &mut to } else { &mut from };
            side[touch.kind as usize] += 1;
        }
        let spans = |days: i64| {
            let span = |t: &Touch| (self.view.end - 1 - t.time).div_euclid(days * DAY);
            touches.chunk_by(|a, b| span(a) == span(b)).count() as u32
        };
        let mut delays: Vec<f64> = touches.iter().filter_map(|t| self.delay(t)).collect();
        Tie {
            other: touches[0].other,
            to,
            from,
            days: spans(1),
            months: spans(30),
            latest: touches.last().map_or(NO_TIME, |t| t.time),
            median_delay: middle(&mut delays),
        }
    }

    /// Minutes after which a comment or reaction of the member followed on what the other one wrote. A comment that answers
    /// somebody else under the other one's post follows on something else.
    fn delay(&self, touch: &Touch) -> Option<f64> {
        let row = touch.row as usize;
        let written = match touch.kind {
            Kind::Comment => self.links().filter(|l| l.counterpart[row] == touch.other)?.target_time[row],
            Kind::Reaction => self.targets()?.time[row],
            Kind::Message => NO_TIME,
        };
        let follows = touch.to && written != NO_TIME && written <= touch.time;
        follows.then(|| (touch.time - written) as f64 / 60.0)
    }

    fn describe(&self, frame: &mut Frame, ties: &[Tie], kinds: &[(Kind, &Contacts)]) {
        let person: Vec<u32> = frame.members.iter().map(|&m| self.roster.person(m)).collect();
        let sum = |side: &[u32; 3]| f64::from(side.iter().sum::<u32>());
        frame.labels_at("counterpart", Space::People, |i| ties[i].other);
        let told = |kind: Kind| kinds.iter().any(|(k, _)| *k == kind);
        for (kind, to, from) in [
            (Kind::Comment, "comments_to", "comments_from"),
            (Kind::Reaction, "reactions_to", "reactions_from"),
            (Kind::Message, "messages_to", "messages_from"),
        ] {
            if told(kind) {
                frame.numbers_at(to, |i| f64::from(ties[i].to[kind as usize]));
                frame.numbers_at(from, |i| f64::from(ties[i].from[kind as usize]));
            }
        }
        if !kinds.is_empty() {
            frame.numbers_at("to_them", |i| sum(&ties[i].to));
            frame.numbers_at("from_them", |i| sum(&ties[i].from));
            frame.numbers_at("mutual", |i| flag(Some(sum(&ties[i].to).min(sum(&ties[i].from)) > 0.0)));
            frame.numbers_at("reciprocity", |i| {
                let (to, from) = (sum(&ties[i].to), sum(&ties[i].from));
                to.min(from) / to.max(from)
            });
            frame.numbers_at("days_in_touch", |i| f64::from(ties[i].days));
            frame.numbers_at("months_in_touch", |i| f64::from(ties[i].months));
            frame.numbers_at("days_since_last", |i| self.days_until_end(ties[i].latest));
        }
        if told(Kind::Comment) || told(Kind::Reaction) {
            frame.numbers_at("median_delay_minutes", |i| ties[i].median_delay);
        }
        if frame.wants("is_connection")
            && let Some(connected) = self.connected()
        {
            frame.numbers_at("is_connection", |i| flag(Some(connected.are(person[i], ties[i].other))));
        }
        if frame.wants("seniority")
            && let Some(level) = self.seniority()
        {
            frame.numbers_at("seniority", |i| level(ties[i].other).map_or(f64::NAN, f64::from));
        }
        if (frame.wants("circle") || frame.wants("in_circle"))
            && let Some(circles) = self.circles()
        {
            frame.numbers_at("circle", |i| circles.shared(person[i], ties[i].other) as f64);
            frame.numbers_at("in_circle", |i| flag(Some(circles.has(person[i], ties[i].other))));
        }
    }
}

/// The middle of some numbers, or half-way between the two in the middle; NaN of none.
pub(super) fn middle(all: &mut [f64]) -> f64 {
    all.sort_unstable_by(f64::total_cmp);
    match all.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => all[n / 2],
        n => f64::midpoint(all[n / 2 - 1], all[n / 2]),
    }
}
