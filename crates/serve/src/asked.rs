//! What a page asks for, and what it gets.

use serde::Deserialize;
use ssi_rules::{Changes, NewNumber};

/// One thing that is asked of the workbench.
#[derive(Clone, Debug)]
pub enum Asked {
    /// The page of everyone.
    Everyone,
    /// The page of a member, by id.
    Member(String),
    /// The rules with their numbers.
    Rules,
    /// Members whose id or name has these letters.
    Search(String),
    /// What other numbers would do.
    Turn(Changed),
    /// A member as if several things were done.
    WhatIf(Chosen),
    /// Other numbers, written back into the files of the pack.
    Save(Changed),
}

/// Other numbers, and members to look at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    /// Numbers by their places.
    #[serde(default)]
    numbers: Vec<Number>,
    /// Weights by rule.
    #[serde(default)]
    weights: Vec<Weight>,
    /// Ids of members whose points are told rule by rule.
    #[serde(default)]
    pub(crate) members: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Number {
    file: String,
    line: usize,
    column: usize,
    from: f64,
    to: f64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Weight {
    rule: String,
    to: f64,
}

/// What a member is thought to do.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// The member's id.
    pub(crate) member: String,
    /// Ids of levers, in the order in which they were chosen.
    #[serde(default)]
    pub(crate) levers: Vec<String>,
}

impl Changed {
    pub(crate) fn changes(&self) -> Changes {
        let number = |n: &Number| NewNumber {
            path: n.file.clone(),
            line: n.line,
            column: n.column,
            from: n.from,
            to: n.to,
        };
        Changes {
            numbers: self.numbers.iter().map(number).collect(),
            weights: self.weights.iter().map(|w| (w.rule.clone(), w.to)).collect(),
        }
    }
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A page of HTML, which brings its own content-security policy.
    Page(String),
    /// JSON.
    Json(String),
    /// There is no such thing; why, for a person.
    Missing(String),
    /// What was asked for cannot be done; JSON with `error` and, for rules, what is wrong where.
    Refused(String),
}
