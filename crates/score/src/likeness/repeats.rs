//! How often a member says nearly the same: `near_duplicates`.

use rayon::prelude::*;
use ssi_corpus::data::{NO_ID, Texts};
use ssi_corpus::heard::Notes;
use ssi_corpus::resolve::{Frame, Resolved, Values};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::TABLES;

use super::families::Families;
use super::groups::{Index, NO_GROUP, lead};
use super::marks::{Marks, NOTE, Noter};
use super::sketch::{FEATURES, Reader, Sketches, features_of, settle};
use super::{Reach, text_column, text_of};

/// Members a task.
const MEMBERS_A_TASK: usize = 256;

/// Features that are kept of the texts of a member until it is known which of them are compared: 8 MiB. Texts beyond are read
/// again.
const KEPT: usize = 1 << 20;

/// For each row that is read the others of its group of texts by the same member, whenever they were written; for messages
/// those to other people only.
///
/// Missing for a blank text. Texts of a member of whom no row is read are not looked at.
pub(super) fn near_duplicates(frame: &Frame, resolved: &Resolved<'_>, reach: Reach) -> Option<Vec<f64>> {
    let texts = text_of(frame, resolved)?;
    let to = (TABLES[frame.table].file == FileId::Messages).then(|| addressees(frame, resolved));
    let texts = Said { frame, texts, notes: notes_of(frame, resolved) };
    let is_read = |i: u32| reach.sees(frame.times[i as usize]);
    let (order, ends) = by_member(frame, is_read);
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let members: Vec<&[u32]> =
        starts.zip(&ends).map(|(start, &end)| &order[start as usize..end as usize]).collect();
    let counts: Vec<Vec<f64>> = members
        .par_chunks(MEMBERS_A_TASK)
        .map_init(Desk::default, |desk, members| {
            let mut counts = Vec::new();
            for own in members {
                let to = |i: usize| to.as_ref().map_or((i as u32, 0), |to| to[own[i] as usize]);
                desk.count(own, &texts, is_read, to, &mut counts);
            }
            counts
        })
        .collect();
    let mut values = vec![f64::NAN; frame.len()];
    for (&i, count) in order.iter().zip(counts.iter().flatten()) {
        values[i as usize] = *count;
    }
    Some(values)
}

/// The texts of a frame, and what was noted about them while they were parsed.
struct Said<'a> {
    frame: &'a Frame,
    texts: &'a Texts,
    notes: Option<&'a Notes>,
}

impl<'a> Said<'a> {
    fn text(&self, i: u32) -> &'a str {
        self.texts.get(self.frame.rows[i as usize] as usize)
    }

    fn marks(&self, i: u32) -> Option<Marks> {
        Some(Marks::from_note(self.notes?.get(self.frame.rows[i as usize] as usize)))
    }
}

fn notes_of<'c>(frame: &Frame, resolved: &Resolved<'c>) -> Option<&'c Notes> {
    let table = &TABLES[frame.table];
    let heard = resolved.corpus().rows(table.file)?.heard(text_column(table)?)?;
    Some(heard.notes()).filter(|notes| notes.width() == NOTE)
}

/// The rows of the members of whom one is read, by member and then as they come; and where those of each such member end.
fn by_member(frame: &Frame, is_read: impl Fn(u32) -> bool) -> (Vec<u32>, Vec<u32>) {
    let count = frame.members.iter().max().map_or(0, |&last| last as usize + 1);
    let mut rows_of = vec![0_u32; count];
    let mut wanted = vec![false; count];
    for (i, &member) in (0..).zip(&frame.members) {
        rows_of[member as usize] += 1;
        wanted[member as usize] |= is_read(i);
    }
    let (mut ends, mut next, mut total) = (Vec::new(), rows_of, 0);
    for (next, _) in next.iter_mut().zip(&wanted).filter(|(_, wanted)| **wanted) {
        let start = total;
        total += *next;
        ends.push(total);
        *next = start;
    }
    let mut order = vec![0; total as usize];
    for (i, &member) in (0..).zip(&frame.members).filter(|(_, member)| wanted[**member as usize]) {
        order[next[member as usize] as usize] = i;
        next[member as usize] += 1;
    }
    (order, ends)
}

/// Texts that are asked for together.
const TOGETHER: usize = 16;

/// What is needed to compare the texts of one member after the other; nothing of a member stays.
#[derive(Default, Debug)]
struct Desk {
    reader: Reader,
    /// The features of each text in turn, as far as they are kept.
    features: Vec<u64>,
    ends: Vec<usize>,
    marks: Vec<Marks>,
    noter: Noter,
    families: Families,
    sketches: Sketches,
    index: Index,
}

impl Desk {
    /// Appends for each text of a member that is read how many are near and to somebody else; NaN for the others.
    fn count(
        &mut self,
        own: &[u32],
        texts: &Said<'_>,
        is_read: impl Fn(u32) -> bool,
        to: impl Fn(usize) -> (u32, u32),
        counts: &mut Vec<f64>,
    ) {
        let start = counts.len();
        if let [alone] = own {
            let is_blank = match texts.marks(*alone) {
                Some(marks) => marks.is_blank(),
                None => texts.text(*alone).trim().is_empty(),
            };
            counts.push(if is_blank { f64::NAN } else { 0.0 });
            return;
        }
        self.read(own, texts);
        let is_read = |i: u32| is_read(own[i as usize]);
        let alone = |(i, marks): (u32, &Marks)| if is_read(i) && !marks.is_blank() { 0.0 } else { f64::NAN };
        counts.extend((0..).zip(&self.marks).map(alone));
        let found = self.families.find(&self.marks);
        for family in
            found.chunk_by(|a, b| a.0 == b.0).filter(|family| family.iter().any(|&(_, i)| is_read(i)))
        {
            self.sketches.clear();
            // The texts of a member lie far apart: asked for together, they are fetched together.
            let mut said = [""; TOGETHER];
            for some in family.chunks(TOGETHER) {
                said.iter_mut().zip(some).for_each(|(text, &(_, i))| *text = texts.text(own[i as usize]));
                for (text, &(_, i)) in said.iter().zip(some) {
                    let i = i as usize;
                    let kept = &self.features[i.checked_sub(1).map_or(0, |i| self.ends[i])..self.ends[i]];
                    let reader = &mut self.reader;
                    self.sketches.push(|features| match kept {
                        [] => reader.features(text, features),
                        _ => features.extend(kept),
                    });
                }
            }
            let groups = lead(&self.sketches, &mut self.index);
            let counted = count(&groups, |place| to(family[place].1 as usize));
            for (&(_, i), count) in family.iter().zip(counted).filter(|((_, i), _)| is_read(*i)) {
                counts[start + i as usize] = count;
            }
        }
    }

    /// The marks of each text of a member, and where the texts themselves must be read for that, features of as many as are kept.
    fn read(&mut self, own: &[u32], texts: &Said<'_>) {
        self.features.clear();
        self.ends.clear();
        self.marks.clear();
        for &i in own {
            let marks = texts.marks(i).unwrap_or_else(|| self.read_text(texts.text(i)));
            self.marks.push(marks);
            self.ends.push(self.features.len());
        }
    }

    fn read_text(&mut self, text: &str) -> Marks {
        let start = self.features.len();
        let words = self.reader.say(text);
        let marks = self.noter.marks(text, words);
        features_of(text, words, &mut self.features);
        if self.features.len() > start + 2 * FEATURES {
            settle(&mut self.features, start);
        }
        if self.features.len() > KEPT {
            self.features.truncate(start);
        }
        marks
    }
}

/// For each text the others of its group that are not for the same one.
fn count(groups: &[u32], to: impl Fn(usize) -> (u32, u32)) -> Vec<f64> {
    let mut order: Vec<(u32, (u32, u32), usize)> =
        groups.iter().enumerate().filter(|(_, g)| **g != NO_GROUP).map(|(i, &g)| (g, to(i), i)).collect();
    order.sort_unstable();
    let mut counts = vec![f64::NAN; groups.len()];
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        for same in group.chunk_by(|a, b| a.1 == b.1) {
            for &(_, _, i) in same {
                counts[i] = (group.len() - same.len()) as f64;
            }
        }
    }
    counts
}

/// Whom each message is for: the counterpart, or where nobody is known the conversation.
fn addressees(frame: &Frame, resolved: &Resolved<'_>) -> Vec<(u32, u32)> {
    let conversations = resolved.corpus().rows(FileId::Messages).and_then(|rows| rows.ids("conversation"));
    let people = TABLES[frame.table].column("counterpart").and_then(|c| frame.columns[c].as_ref());
    (0..frame.len())
        .map(|i| match people {
            Some(Values::Labels(people, _)) if people[i] != NO_ID => (people[i], NO_ID),
            _ => (NO_ID, conversations.map_or(NO_ID, |c| c[frame.rows[i] as usize])),
        })
        .collect()
}
