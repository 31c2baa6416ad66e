//! Columns while they grow: chunk by chunk, then end to end in the order of the files.

use crate::data::{Corpus, Data, Ids, Lists, NO_ID, NO_TIME, Texts};
use crate::schema::Kind;

/// The id spaces of a corpus.
#[derive(Debug, Default)]
pub(crate) struct Names {
    people: Ids,
    posts: Ids,
    comments: Ids,
    conversations: Ids,
    labels: Ids,
}

impl Names {
    /// All id spaces, in one order.
    pub(crate) fn all(&self) -> [&Ids; 5] {
        [&self.people, &self.posts, &self.comments, &self.conversations, &self.labels]
    }

    /// The same, to be filled.
    pub(crate) fn all_mut(&mut self) -> [&mut Ids; 5] {
        let Self { people, posts, comments, conversations, labels } = self;
        [people, posts, comments, conversations, labels]
    }

    /// The place in that order of the ids of a kind.
    pub(crate) fn place(kind: Kind) -> usize {
        match kind {
            Kind::Person | Kind::People => 0,
            Kind::Post => 1,
            Kind::Comment => 2,
            Kind::Conversation => 3,
            Kind::Label | Kind::Time | Kind::Text | Kind::Number | Kind::Flag => 4,
        }
    }

    /// The ids of a kind; labels for kinds that are no ids.
    pub(crate) fn of(&mut self, kind: Kind) -> &mut Ids {
        match kind {
            Kind::Person | Kind::People => &mut self.people,
            Kind::Post => &mut self.posts,
            Kind::Comment => &mut self.comments,
            Kind::Conversation => &mut self.conversations,
            Kind::Label | Kind::Time | Kind::Text | Kind::Number | Kind::Flag => &mut self.labels,
        }
    }
}

/// For each kind of id, the number in the corpus of each number in a part.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    people: Vec<u32>,
    posts: Vec<u32>,
    comments: Vec<u32>,
    conversations: Vec<u32>,
    labels: Vec<u32>,
}

impl Numbers {
    /// Adds the ids of a part to the corpus, in the order in which the part saw them. Those of posts are `apart` where no row
    /// refers to them: then an id that another part has too is there twice, until [`meet`] finds it.
    pub(crate) fn add(corpus: &mut Corpus, part: &Names, apart: bool) -> Self {
        let add =
            |all: &mut Ids, part: &Ids| (0..part.len()).map(|n| all.intern(part.name(n as u32))).collect();
        let first = corpus.posts.len() as u32;
        let posts = if apart {
            corpus.posts.append(&part.posts);
            (first..corpus.posts.len() as u32).collect()
        } else {
            add(&mut corpus.posts, &part.posts)
        };
        Self {
            people: add(&mut corpus.people, &part.people),
            posts,
            comments: add(&mut corpus.comments, &part.comments),
            conversations: add(&mut corpus.conversations, &part.conversations),
            labels: add(&mut corpus.labels, &part.labels),
        }
    }

    fn of(&self, kind: Kind) -> &[u32] {
        match kind {
            Kind::Person | Kind::People => &self.people,
            Kind::Post => &self.posts,
            Kind::Comment => &self.comments,
            Kind::Conversation => &self.conversations,
            Kind::Label | Kind::Time | Kind::Text | Kind::Number | Kind::Flag => &self.labels,
        }
    }

    /// Renumbers the ids in a column of a part.
    pub(crate) fn apply(&self, kind: Kind, column: &mut Data) {
        if let Data::Ids(ids) | Data::Lists(Lists { ids, .. }) = column {
            let numbers = self.of(kind);
            for id in ids.iter_mut().filter(|id| **id != NO_ID) {
                *id = numbers[*id as usize];
            }
        }
    }
}

/// Gives ids of posts that were added apart and are the same one number: that of the first, as if each had been looked for.
pub(crate) fn meet(corpus: &mut Corpus) {
    if !corpus.posts.has_repeats() {
        return;
    }
    let apart = std::mem::take(&mut corpus.posts);
    let numbers: Vec<u32> = (0..apart.len()).map(|n| corpus.posts.intern(apart.name(n as u32))).collect();
    let numbers = Numbers { posts: numbers, ..Numbers::default() };
    for rows in corpus.files.iter_mut().flatten() {
        for (field, column) in rows.file.file().fields.iter().zip(&mut rows.columns) {
            if let Some(column) = column.as_mut().filter(|_| field.kind == Kind::Post) {
                numbers.apply(Kind::Post, column);
            }
        }
    }
}

/// An empty column.
pub(crate) fn empty(kind: Kind) -> Data {
    match kind {
        Kind::Person | Kind::Post | Kind::Comment | Kind::Conversation | Kind::Label => Data::Ids(Vec::new()),
        Kind::People => Data::Lists(Lists::default()),
        Kind::Time => Data::Times(Vec::new()),
        Kind::Text => Data::Texts(Texts::default()),
        Kind::Number | Kind::Flag => Data::Numbers(Vec::new()),
    }
}

/// Adds `n` empty cells.
pub(crate) fn pad(column: &mut Data, n: usize) {
    match column {
        Data::Ids(ids) => ids.resize(ids.len() + n, NO_ID),
        Data::Lists(lists) => lists.ends.resize(lists.ends.len() + n, lists.ids.len()),
        Data::Times(times) => times.resize(times.len() + n, NO_TIME),
        Data::Numbers(numbers) => numbers.resize(numbers.len() + n, f64::NAN),
        Data::Texts(texts) => (0..n).for_each(|_| texts.push("")),
        Data::Heard(heard) => heard.pad(n),
    }
}

/// Adds the cells of `more`, a column of the same kind, heard or not as well.
pub(crate) fn append(column: &mut Data, more: Data) {
    match (column, more) {
        (Data::Ids(all), Data::Ids(more)) => all.extend(more),
        (Data::Times(all), Data::Times(more)) => all.extend(more),
        (Data::Numbers(all), Data::Numbers(more)) => all.extend(more),
        (Data::Texts(all), Data::Texts(more)) => all.append(&more),
        (Data::Heard(all), Data::Heard(more)) => all.append(*more),
        (Data::Lists(all), Data::Lists(more)) => {
            let base = all.ids.len();
            all.ids.extend(more.ids);
            all.ends.extend(more.ends.iter().map(|end| base + end));
        }
        _ => unreachable!("both columns belong to one field of the schema"),
    }
}
