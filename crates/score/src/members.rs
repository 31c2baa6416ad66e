//! The third step: from the inputs of the members to their points. Each member stands alone.

use rayon::prelude::*;
use ssi_expr::Column;
use ssi_rules::Model;

use crate::cells::Cells;
use crate::plan::Plan;
use crate::points::Points;
use crate::scores::Scores;
use crate::settling::{Bench, LANES, Lanes, Ledger, Terms};

/// Members that one task takes at a time; whole blocks.
pub(crate) const CHUNK: usize = 16 * LANES;

/// A least and a most.
pub(crate) type Range = (Points, Points);

/// The scores of a chunk of members, to be written.
pub(crate) struct Page<'a> {
    score: &'a mut [Points],
    range: &'a mut [Range],
    coverage: &'a mut [f64],
    pillars: Vec<PillarPage<'a>>,
}

struct PillarPage<'a> {
    points: &'a mut [Option<Points>],
    coverage: &'a mut [f64],
    rules: Vec<&'a mut [i16]>,
}

/// Makes room for every member, and cuts it into chunks.
pub(crate) fn pages(scores: &mut Scores) -> Vec<Page<'_>> {
    let n = scores.members.len();
    scores.score.resize(n, Points(0));
    scores.range.resize(n, (Points(0), Points(0)));
    scores.coverage.resize(n, 0.0);
    for pillar in &mut scores.pillars {
        pillar.points.resize(n, None);
        pillar.coverage.resize(n, 0.0);
        // New memory is slow to come by, and there is much of it.
        pillar.rules.par_iter_mut().for_each(|rule| rule.points.resize(n));
    }
    let (mut score, mut range) = (scores.score.chunks_mut(CHUNK), scores.range.chunks_mut(CHUNK));
    let mut coverage = scores.coverage.chunks_mut(CHUNK);
    let mut pillars: Vec<_> = scores
        .pillars
        .iter_mut()
        .map(|pillar| {
            let rules: Vec<_> = pillar.rules.iter_mut().map(|rule| rule.points.chunks_mut(CHUNK)).collect();
            (pillar.points.chunks_mut(CHUNK), pillar.coverage.chunks_mut(CHUNK), rules)
        })
        .collect();
    std::iter::from_fn(|| {
        let pillars = pillars.iter_mut().map(|(points, coverage, rules)| {
            let rules = rules.iter_mut().map(Iterator::next).collect::<Option<_>>()?;
            Some(PillarPage { points: points.next()?, coverage: coverage.next()?, rules })
        });
        Some(Page {
            score: score.next()?,
            range: range.next()?,
            coverage: coverage.next()?,
            pillars: pillars.collect::<Option<_>>()?,
        })
    })
    .collect()
}

impl Page<'_> {
    /// How many members it is for.
    pub(crate) fn len(&self) -> usize {
        self.score.len()
    }

    /// Where the points of a pillar go; what its points could be goes to `range`.
    pub(crate) fn ledger<'l>(&'l mut self, pillar: usize, range: &'l mut [Range]) -> Ledger<'l> {
        let page = &mut self.pillars[pillar];
        Ledger {
            points: page.points,
            coverage: page.coverage,
            range,
            rules: page.rules.iter_mut().map(|rule| &mut **rule).collect(),
        }
    }

    /// Adds the pillars up, once they are settled; `ranges` has a column a pillar.
    pub(crate) fn add_up(&mut self, model: &Model, ranges: &[&mut [Range]]) {
        let all_points = f64::from(model.points());
        for row in 0..self.len() {
            let (mut total, mut low, mut high, mut covered) = (0, 0, 0, 0.0);
            for ((pillar, range), of) in self.pillars.iter().zip(ranges).zip(&model.pillars) {
                total += pillar.points[row].map_or(0, |t| t.0);
                low += range[row].0.0;
                high += range[row].1.0;
                covered += f64::from(of.points) * pillar.coverage[row];
            }
            self.score[row] = Points(total);
            self.range[row] = (Points(low), Points(high));
            self.coverage[row] = if all_points > 0.0 { covered / all_points } else { 0.0 };
        }
    }
}

/// What each rule claims for a block of members: its credit, or NaN where it has no evidence. `outputs` are the tape's.
pub(crate) fn claim(outputs: &[&[f64]], credits: &mut [Lanes]) {
    for (pair, to) in outputs.chunks_exact(2).zip(credits) {
        for ((to, &credit), &founded) in to.0.iter_mut().zip(pair[0]).zip(pair[1]) {
            *to = if founded == 1.0 { credit } else { f64::NAN };
        }
    }
}

/// The rules of each pillar among all rules.
pub(crate) fn places(model: &Model) -> Vec<std::ops::Range<usize>> {
    let mut next = 0;
    let place = model.pillars.iter().map(|pillar| {
        let start = next;
        next += pillar.rules.len();
        start..next
    });
    place.collect()
}

/// Works out the points of all members: block by block, so that what lies between inputs and points is never kept.
pub(crate) fn finish(model: &Model, plan: &Plan, inputs: &[Cells<'_>], scores: &mut Scores) {
    let terms: Vec<Terms> = model.pillars.iter().map(Terms::of).collect();
    let places = places(model);
    let rules = places.last().map_or(0, |last| last.end);
    let room = || (Bench::new(), vec![Lanes::ZERO; rules]);
    pages(scores).into_par_iter().enumerate().for_each_init(room, |(bench, credits), (chunk, mut page)| {
        let members = page.len();
        let columns: Vec<Column<'_>> =
            inputs.iter().map(|c| c.column(chunk * CHUNK..chunk * CHUNK + members)).collect();
        let mut ranges = vec![vec![(Points(0), Points(0)); members]; terms.len()];
        plan.member.run(members, &columns, |block, outputs| {
            claim(outputs, credits);
            for (pillar, range) in ranges.iter_mut().enumerate() {
                let own = &credits[places[pillar].clone()];
                bench.settle(&terms[pillar], own, &mut page.ledger(pillar, range), block.start);
            }
        });
        let ranges: Vec<&mut [Range]> = ranges.iter_mut().map(Vec::as_mut_slice).collect();
        page.add_up(model, &ranges);
    });
}
