//! A run that was scored just now, as if it had been written and read back.

use std::collections::BTreeMap;

use ssi_rules::Model;
use ssi_score::Scores;
use ssi_score::standing::{Grouping, Place, Standings};

use super::{Column, Groups, Names, Places, Texts, Written};
use crate::summary::Summary;

impl Written {
    /// The members' table of scores, as [`Written::open`] would read it, without a file.
    pub fn scored(summary: Summary, model: &Model, scores: &Scores, standings: &Standings<'_>) -> Self {
        let order: Vec<usize> = scores.ranking.iter().map(|&m| m as usize).collect();
        let mut members = Texts::default();
        for &member in &order {
            members.push(&scores.members[member]);
        }
        let column = |id: &str, points: &dyn Fn(usize) -> Option<ssi_score::Points>| Column {
            id: id.to_owned(),
            points: order.iter().map(|&m| points(m)).collect(),
        };
        let pillars = scores.pillars.iter().map(|p| column(&p.id, &|m| p.points[m]));
        let rules = scores.rules().map(|rule| column(&rule.id, &|m| rule.points.at(m)));
        let network = |m: usize| standings.networks.as_ref().map(|n| n[m].place);
        Self {
            table: std::path::PathBuf::new(),
            summary,
            members,
            score: order.iter().map(|&m| scores.score[m]).collect(),
            bands: names(order.iter().map(|&m| model.band(scores.score[m].value()).name.as_str())),
            pillars: pillars.collect(),
            coverage: order.iter().map(|&m| scores.coverage[m] as f32).collect(),
            low: order.iter().map(|&m| scores.range[m].0).collect(),
            high: order.iter().map(|&m| scores.range[m].1).collect(),
            rank: order.iter().map(|&m| rank(Some(standings.everyone[m]))).collect(),
            industry: groups(&order, standings.industries.as_ref()),
            team: groups(&order, standings.teams.as_ref()),
            network: places(&order, &network),
            rules: rules.collect(),
        }
    }
}

fn groups(order: &[usize], grouping: Option<&Grouping<'_>>) -> Groups {
    Groups {
        names: names(order.iter().map(|&m| grouping.map_or("", |g| g.word(m)))),
        places: places(order, &|m| grouping.and_then(|g| g.place(m))),
    }
}

fn places(order: &[usize], place: &dyn Fn(usize) -> Option<Place>) -> Places {
    Places {
        rank: order.iter().map(|&m| rank(place(m))).collect(),
        of: order.iter().map(|&m| place(m).map_or(0, |p| p.of)).collect(),
    }
}

/// There is no rank among one.
fn rank(place: Option<Place>) -> u32 {
    place.filter(|p| !p.is_alone()).map_or(0, |p| p.rank)
}

fn names<'a>(rows: impl Iterator<Item = &'a str> + Clone) -> Names {
    let mut places: BTreeMap<&str, u32> = rows.clone().map(|word| (word, 0)).collect();
    places.values_mut().zip(0..).for_each(|(place, next)| *place = next);
    Names {
        words: places.keys().map(|&word| word.to_owned()).collect(),
        rows: rows.map(|word| places[word]).collect(),
    }
}
