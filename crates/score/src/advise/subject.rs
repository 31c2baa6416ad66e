//! What each lever is about, so that a rule's advice is printed under it only where the advice speaks of the same thing.

use ssi_corpus::tables::{PROFILE, TABLES};
use ssi_rules::{Aggregate, Measure, MemberInput, Model, Rule, Source};

use crate::advise::Change;
use crate::points::Points;

/// Any column of a table.
const ANY: &str = "*";
/// No column: how many rows there are, and when.
const ROWS: &str = "";
/// Gains below this may be the rounding of other shares.
const SMALL: Points = Points(5);

/// The tables and columns that a lever is mainly about. None where what a rule advises on them would be another thing to do:
/// a rule that reads searches asks for saved ones.
fn subjects(lever: &str) -> &'static [(&'static str, &'static str)] {
    match lever {
        "better-headline" => &[("profile", "headline")],
        "better-summary" => &[("profile", "summary")],
        "ask-recommendations" => &[("profile", "recommendations")],
        "rewrite-posts" => &[("posts", "text")],
        "originals" => &[("posts", "is_original"), ("posts", ROWS)],
        "post-more" | "spread-posts" | "fewer-posts" => &[("posts", ROWS)],
        "ask-in-posts" | "hashtags" | "search" | "quick-comments" => &[],
        "comment-more" => &[("comments", ANY), ("connections", "days_since_contact")],
        "say-more" => &[("comments", "text")],
        "empty-comments" => &[("comments", "text"), ("comments", "near_duplicates")],
        "answer-comments" | "come-back" | "answer-within-a-day" | "answer-messages" => {
            &[("received_messages", ANY), ("received_comments", ANY)]
        }
        "react" => &[("reactions", ANY)],
        "write-again" => &[("messages", ANY), ("connections", "days_since_contact")],
        "write-to-commenters" | "stop-sequence" | "few-instead-of-many" => &[("messages", ANY)],
        "answer-invitations" => &[("invitations_received", ANY)],
        "invitation-notes" => &[("invitations_sent", ANY)],
        "invite-decision-makers" | "invite-industry" => &[("invitations_sent", ANY), ("connections", ANY)],
        "fewer-invitations" => &[("invitations_sent", "same_day")],
        "save-search" => &[("searches", ANY)],
        "join-groups" => &[("memberships", ANY)],
        "go-to-events" => &[("events", ANY)],
        "follow-leaders" => &[("follows", ANY)],
        "endorse" => &[("endorsements_given", ANY)],
        "recommend" => &[("recommendations_given", ANY), ("endorsements_given", ANY)],
        // The parts of the profile.
        _ => &[("profile", ANY)],
    }
}

/// The advice of the rule that gains most among those that read, for the larger part, what the lever is about; empty where
/// there is none.
pub(super) fn advice(model: &Model, lever: &str, changes: &[Change]) -> String {
    let rules = |id: &str| model.pillars.iter().flat_map(|p| &p.rules).find(|rule| rule.id == id);
    let gaining = changes.iter().filter(|c| c.points >= SMALL).filter_map(|c| rules(&c.rule));
    let fits = |rule: &&Rule| speaks_of(model, rule, subjects(lever));
    gaining.into_iter().find(fits).map_or_else(String::new, |rule| rule.doc.advice.clone())
}

/// Whether more than half of what a rule reads is of these subjects. How many rows a table has counts neither way where the
/// lever is about one of its columns: it only says how much there is to judge.
fn speaks_of(model: &Model, rule: &Rule, subjects: &[(&str, &str)]) -> bool {
    let (mut all, mut of) = (0, 0);
    for input in model.member.inputs_of(rule.value) {
        let (table, columns) = match &model.member_inputs[input as usize] {
            MemberInput::Aggregate(a) => (model.aggregates[*a].table, measured(model, &model.aggregates[*a])),
            MemberInput::Profile(source) => (PROFILE, vec![column(source)]),
            MemberInput::Evidence(_) => continue,
        };
        let ids: Vec<&str> = columns.iter().map(|&c| TABLES[table].columns[c].id).collect();
        let mut here = subjects.iter().filter(|(name, _)| TABLES[table].id == *name).peekable();
        let known = here.peek().is_some();
        let matches = here.any(|&(_, about)| match about {
            ANY => true,
            ROWS => ids.is_empty(),
            about => ids.contains(&about),
        });
        of += usize::from(matches);
        all += usize::from(matches || !known || !ids.is_empty());
    }
    2 * of > all
}

/// The columns that an aggregate looks at; where it only counts rows, those that choose the rows.
fn measured(model: &Model, a: &Aggregate) -> Vec<usize> {
    let node = match a.measure {
        Measure::Label(column) => return vec![column],
        Measure::Value(node) => Some(node),
        Measure::Row => a.filter,
    };
    let plan = &model.tables[a.table];
    let read = node.into_iter().flat_map(|n| plan.graph.inputs_of(n));
    read.map(|i| column(&plan.inputs[i as usize])).collect()
}

fn column(source: &Source) -> usize {
    match source {
        Source::Column(c)
        | Source::LabelIs(c, _)
        | Source::Signal(c, _)
        | Source::Grade(c)
        | Source::Present(c) => *c,
    }
}
