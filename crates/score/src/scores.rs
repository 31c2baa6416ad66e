//! Finished scores, as columns.

use ssi_rules::Rule;

use crate::points::Points;

/// The points of one rule.
#[derive(Clone, Debug)]
pub struct RuleScores {
    /// The rule's id.
    pub id: String,
    /// The rule's title.
    pub title: String,
    /// For each member.
    pub points: RulePoints,
}

/// What a rule gives each member; `None` where it had no evidence. Two bytes a member: there are many rules, and new memory is slow to
/// come by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulePoints(Vec<i16>);

impl RulePoints {
    /// What a member without evidence has; no pillar has more than 100 points, so no rule gives or takes as much.
    const NONE: i16 = i16::MIN;

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The points of a member.
    ///
    /// # Panics
    /// When there is no such member.
    pub fn at(&self, member: usize) -> Option<Points> {
        Self::opened(self.0[member])
    }

    /// The points of all members.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Option<Points>> {
        self.0.iter().map(|&cell| Self::opened(cell))
    }

    /// Points as they are kept.
    pub(crate) fn packed(points: Option<Points>) -> i16 {
        points.map_or(Self::NONE, |p| p.0 as i16)
    }

    fn opened(cell: i16) -> Option<Points> {
        (cell != Self::NONE).then_some(Points(i32::from(cell)))
    }

    /// Adds the points of the next member, which must lie between -327.67 and 327.67.
    pub fn push(&mut self, points: Option<Points>) {
        self.0.push(Self::packed(points));
    }

    /// Adds the points of the members that follow.
    pub fn append(&mut self, others: &Self) {
        self.0.extend_from_slice(&others.0);
    }

    /// Makes room for so many members.
    pub(crate) fn resize(&mut self, members: usize) {
        self.0.resize(members, Self::NONE);
    }

    /// Chunks of members, to be written as [`packed`](Self::packed).
    pub(crate) fn chunks_mut(&mut self, members: usize) -> std::slice::ChunksMut<'_, i16> {
        self.0.chunks_mut(members)
    }
}

impl FromIterator<Option<Points>> for RulePoints {
    fn from_iter<T: IntoIterator<Item = Option<Points>>>(points: T) -> Self {
        Self(points.into_iter().map(Self::packed).collect())
    }
}

impl RuleScores {
    pub(crate) fn new(rule: &Rule, members: usize) -> Self {
        let points = RulePoints(Vec::with_capacity(members));
        Self { id: rule.id.clone(), title: rule.doc.title.clone(), points }
    }
}

/// The points of one pillar.
#[derive(Clone, Debug)]
pub struct PillarScores {
    /// The pillar's id.
    pub id: String,
    /// The pillar's title.
    pub title: String,
    /// The points it can give.
    pub cap: u32,
    /// For each member; `None` where no rule had evidence.
    pub points: Vec<Option<Points>>,
    /// For each member, the share of its weight that had evidence.
    pub coverage: Vec<f64>,
    /// Its rules.
    pub rules: Vec<RuleScores>,
}

/// Everyone's scores. Members are in the order of their ids.
#[derive(Clone, Debug)]
pub struct Scores {
    /// The members' ids.
    pub members: Vec<String>,
    /// Their names, where the corpus has them; else empty.
    pub names: Vec<String>,
    /// The whole: the sum of the pillars.
    pub score: Vec<Points>,
    /// The least and the most that the parts without evidence could have made.
    pub range: Vec<(Points, Points)>,
    /// The share of all points that had evidence.
    pub coverage: Vec<f64>,
    /// The pillars.
    pub pillars: Vec<PillarScores>,
    /// Members from the highest score to the lowest, equal ones in the order of their ids.
    pub ranking: Vec<u32>,
}

impl Scores {
    /// The place of a member by id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.members.binary_search_by(|m| m.as_str().cmp(id)).ok()
    }

    /// All rules, pillar by pillar.
    pub fn rules(&self) -> impl Iterator<Item = &RuleScores> {
        self.pillars.iter().flat_map(|p| &p.rules)
    }

    /// Orders the members by score: the pass that looks at others.
    pub(crate) fn rank(&mut self) {
        // There are no more different scores than hundredths, so each member is put straight where it belongs.
        let ends = self.score.iter().map(|s| s.0).fold(None, |ends: Option<(i32, i32)>, s| {
            Some(ends.map_or((s, s), |(least, most)| (least.min(s), most.max(s))))
        });
        let (least, most) = ends.unwrap_or((0, 0));
        let place = |score: Points| (most - score.0) as usize;
        let mut next = vec![0_u32; (most - least) as usize + 2];
        for &score in &self.score {
            next[place(score) + 1] += 1;
        }
        for score in 1..next.len() {
            next[score] += next[score - 1];
        }
        let mut ranking = vec![0_u32; self.members.len()];
        for (member, &score) in self.score.iter().enumerate() {
            let to = &mut next[place(score)];
            ranking[*to as usize] = member as u32;
            *to += 1;
        }
        self.ranking = ranking;
    }
}
