//! Whether people, groups and events fit what the member stands for: `relevance`.

use std::sync::LazyLock;

use rayon::prelude::*;
use ssi_corpus::data::{Corpus, NO_ID, Rows, Texts};
use ssi_corpus::resolve::{Frame, Resolved, Values};
use ssi_corpus::schema::FileId;
use ssi_corpus::tables::TABLES;
use ssi_text::Wording;

use super::portraits::Portraits;
use super::{Reach, distinct, share};

/// Words of a company's name that say nothing of what it does.
const LEGAL_FORMS: &str = "AB AG ApS AS BV Co Company Corp Corporation GmbH Inc KG KK Limited LLC LLP Ltd Ltda NV OHG Oy PLC \
                           Pty Pvt SA SARL SAS SE SL SpA SRL UG";

static LEGAL: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut wording = Wording::default();
    let mut words = Vec::new();
    for form in LEGAL_FORMS.split_whitespace() {
        wording.read(form);
        words.extend(wording.content());
    }
    distinct(&mut words);
    words
});

/// The share of the different content words of the other side that the member's headline, title, summary or industry has.
///
/// Missing where either side has none.
pub(super) fn relevance(
    frame: &Frame,
    resolved: &Resolved<'_>,
    portraits: &Portraits,
    reach: Reach,
) -> Option<Vec<f64>> {
    let others = Others::new(frame, resolved)?;
    let value = |(wording, words): &mut (Wording, Vec<u64>), i: usize| {
        if !reach.sees(frame.times[i]) {
            return f64::NAN;
        }
        let portrait = portraits.of(frame.members[i], resolved, wording);
        let (own, industry) = (portrait.own(), portrait.industry());
        if own.is_empty() && industry.is_empty() {
            return f64::NAN;
        }
        words.clear();
        others.words(i, frame, wording, words);
        share(words, |w| own.binary_search(&w).is_ok() || industry.binary_search(&w).is_ok())
    };
    Some((0..frame.len()).into_par_iter().map_init(Default::default, value).collect())
}

/// What is known of the other side of each row.
struct Others<'c> {
    given: Description<'c>,
    /// For people: their own profile, and the row of it for each row of the frame.
    profile: Option<(Description<'c>, Vec<u32>)>,
}

impl<'c> Others<'c> {
    /// `None` where the corpus says nothing of any other side.
    fn new(frame: &Frame, resolved: &Resolved<'c>) -> Option<Self> {
        let corpus = resolved.corpus();
        let file = TABLES[frame.table].file;
        let is_person = matches!(file, FileId::Connections | FileId::Invitations);
        let texts = if is_person { "title" } else { "name" };
        let given = Description::new(corpus, corpus.rows(file)?, texts, is_person);
        let profile = corpus.rows(FileId::Members).filter(|_| is_person).and_then(|members| {
            let description = Description::new(corpus, members, "title", true);
            Some((description, profile_rows(frame, resolved)?)).filter(|(d, _)| d.says())
        });
        (given.says() || profile.is_some()).then_some(Self { given, profile })
    }

    /// The different content words of a row's other side: as given, else of that person's own profile.
    fn words(&self, i: usize, frame: &Frame, wording: &mut Wording, out: &mut Vec<u64>) {
        self.given.words(frame.rows[i] as usize, wording, out);
        if let Some((profile, rows)) =
            self.profile.as_ref().filter(|(_, rows)| out.is_empty() && rows[i] != NO_ID)
        {
            profile.words(rows[i] as usize, wording, out);
        }
        distinct(out);
    }
}

/// The columns of a file that describe somebody or something.
struct Description<'c> {
    corpus: &'c Corpus,
    texts: Option<&'c Texts>,
    company: Option<&'c [u32]>,
    industry: Option<&'c [u32]>,
}

impl<'c> Description<'c> {
    fn new(corpus: &'c Corpus, rows: &'c Rows, texts: &str, is_person: bool) -> Self {
        let labels = |field| if is_person { rows.ids(field) } else { None };
        Self { corpus, texts: rows.texts(texts), company: labels("company"), industry: labels("industry") }
    }

    fn says(&self) -> bool {
        self.texts.is_some() || self.company.is_some() || self.industry.is_some()
    }

    fn words(&self, row: usize, wording: &mut Wording, out: &mut Vec<u64>) {
        let label = |labels: Option<&[u32]>| labels.map_or("", |l| self.corpus.labels.name(l[row]));
        wording.read(label(self.company));
        out.extend(wording.content().iter().filter(|w| LEGAL.binary_search(w).is_err()));
        for text in [self.texts.map_or("", |t| t.get(row)), label(self.industry)] {
            wording.read(text);
            out.extend(wording.content());
        }
    }
}

/// The row of the other person in the members file, for each row of a frame.
fn profile_rows(frame: &Frame, resolved: &Resolved<'_>) -> Option<Vec<u32>> {
    let column = ["other", "counterpart"].iter().find_map(|id| TABLES[frame.table].column(id))?;
    let Some(Values::Labels(people, _)) = &frame.columns[column] else { return None };
    let mut row_of = vec![NO_ID; resolved.roster().len()];
    resolved.roster().profile_rows().for_each(|(member, row)| row_of[member as usize] = row as u32);
    let row = |&person: &u32| resolved.roster().member(person).map_or(NO_ID, |m| row_of[m as usize]);
    Some(people.iter().map(row).collect())
}
