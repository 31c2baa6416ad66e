//! All that is known of one member, for whoever shows it: a card on a terminal, a page, a program.

use jiff::civil::Date;
use ssi_score::advise::{Adviser, Ask, By, WhatIf};
use ssi_score::behind::add_evidence;
use ssi_score::explain::explain;
use ssi_score::sheet::Cabinet;
use ssi_score::standing::Standings;
use ssi_score::{Points, Reading, Scored};

use super::card::Card;
use super::rows::{graded_texts, replies_owed};

/// Actions that are chosen together; who shows them shows the best.
const ACTIONS: usize = 3;

/// Everyone, ready to be looked at one by one.
pub struct Portraits<'a> {
    reading: &'a Reading<'a>,
    scored: &'a Scored,
    cabinet: Cabinet<'a>,
    standings: Standings<'a>,
    as_of: Date,
}

impl<'a> Portraits<'a> {
    /// `scored` has kept the inputs of the rules.
    pub fn new(reading: &'a Reading<'a>, scored: &'a Scored, as_of: Date) -> Self {
        let standings = Standings::new(&scored.scores, reading.resolved());
        Self { reading, scored, cabinet: Cabinet::new(reading), standings, as_of }
    }

    /// A member as if these levers were moved.
    pub fn what_if(&self, member: usize, levers: &[String]) -> WhatIf {
        Adviser::new(&self.cabinet).what_if(member as u32, levers)
    }

    /// Makes the card of a member and hands it on; `texts` puts on it what texts say, `course` is the scores of earlier days.
    pub fn card<T>(
        &self,
        member: usize,
        texts: bool,
        course: Vec<(Date, Points)>,
        show: impl FnOnce(&Card<'_>) -> T,
    ) -> T {
        let (model, scores) = (self.reading.model(), &self.scored.scores);
        let sheet = self.cabinet.sheet(member as u32);
        let mut parts = explain(model, self.scored, member);
        add_evidence(&mut parts, model, &sheet);
        let ask = Ask { best: ACTIONS, by: By::Gain, target: None };
        show(&Card {
            as_of: self.as_of.to_string(),
            window_days: model.window_days,
            parts: &parts,
            standing: &self.standings.of(model, scores, self.reading.resolved(), member),
            advice: &Adviser::new(&self.cabinet).advise(member as u32, &ask),
            texts: graded_texts(&sheet, texts),
            owed: replies_owed(&sheet),
            course,
        })
    }
}
