//! Which member saved figures belong to.

use std::collections::BTreeMap;

use serde::Serialize;
use ssi_corpus::saved::Figures;

use crate::scores::Scores;

/// How a member was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// By the id, in any case.
    Id,
    /// By the e-mail address, or by what stands before its `@`.
    Email,
    /// By the name.
    Name,
}

/// Figures whose member is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matched {
    /// Their place in the list.
    pub figures: usize,
    /// The member's.
    pub member: usize,
    /// How the member was found.
    pub by: How,
}

/// Figures that are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Their place in the list.
    pub figures: usize,
    /// Why.
    pub why: String,
}

/// A key, and the one member who has it; `None` where several have.
type Index = BTreeMap<String, Option<usize>>;

/// Finds the member of each, by id, then by e-mail address, then by name; a member is taken once, by the first.
pub fn matched(scores: &Scores, figures: &[Figures]) -> (Vec<Matched>, Vec<Left>) {
    let ids = index(scores.members.iter());
    let names = index(scores.names.iter());
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut found, mut left) = (Vec::new(), Vec::new());
    for (place, one) in figures.iter().enumerate() {
        let (member, by) = match find(scores, &ids, &names, one) {
            Ok(found) => found,
            Err(why) => {
                left.push(Left { figures: place, why });
                continue;
            }
        };
        if let Some(first) = taken.get(&member) {
            let why = format!("{} has figures already, at {}", scores.members[member], figures[*first].place);
            left.push(Left { figures: place, why });
            continue;
        }
        taken.insert(member, place);
        found.push(Matched { figures: place, member, by });
    }
    (found, left)
}

fn find(scores: &Scores, ids: &Index, names: &Index, one: &Figures) -> Result<(usize, How), String> {
    let who = &one.who;
    if who.is_nobody() {
        return Err("it does not say whose figures these are".to_owned());
    }
    if let Some(member) = who.id.as_deref().and_then(|id| scores.find(id)) {
        return Ok((member, How::Id));
    }
    let before_at = who.email.as_deref().and_then(|e| e.split_once('@')).map(|(name, _)| name);
    let tries = [
        (who.id.as_deref(), ids, How::Id),
        (who.email.as_deref(), ids, How::Email),
        (before_at, ids, How::Email),
        (who.name.as_deref(), names, How::Name),
        // Some tables have ids in the place of names.
        (who.name.as_deref(), ids, How::Id),
    ];
    let mut several = false;
    for (key, index, by) in tries {
        match key.and_then(|key| index.get(&folded(key))) {
            Some(Some(member)) => return Ok((*member, by)),
            Some(None) => several = true,
            None => {}
        }
    }
    Err(if several { "several members are called so" } else { "no member is called so" }.to_owned())
}

fn index<'a>(keys: impl Iterator<Item = &'a String>) -> Index {
    let mut index = Index::new();
    for (member, key) in keys.enumerate() {
        let key = folded(key);
        if !key.is_empty() {
            index.entry(key).and_modify(|one| *one = None).or_insert(Some(member));
        }
    }
    index
}

/// A name whatever its case and its spaces.
fn folded(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use ssi_corpus::saved::Who;

    use super::*;

    fn scores(members: &[(&str, &str)]) -> Scores {
        Scores {
            members: members.iter().map(|(id, _)| (*id).to_owned()).collect(),
            names: members.iter().map(|(_, name)| (*name).to_owned()).collect(),
            score: Vec::new(),
            range: Vec::new(),
            coverage: Vec::new(),
            pillars: Vec::new(),
            ranking: Vec::new(),
        }
    }

    #[test]
    fn members_by_id_address_and_name() {
        let scores = scores(&[
            ("Ada.Okafor", "Ada Okafor"),
            ("bo@x.example", "Bo Li"),
            ("c1", "Kim"),
            ("c2", "kim"),
            ("d", ""),
        ]);
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        for (id, email, name, expected) in [
            ("Ada.Okafor", "", "", Ok((0, How::Id))),
            ("ada.okafor", "", "", Ok((0, How::Id))),
            ("", "BO@x.example", "", Ok((1, How::Email))),
            ("", "ada.okafor@x.example", "", Ok((0, How::Email))),
            ("", "other@x.example", "bo  LI", Ok((1, How::Name))),
            ("4711", "", "Ada Okafor", Ok((0, How::Name))),
            ("", "", "c2", Ok((3, How::Id))),
            ("", "", "Kim", Err("several members are called so")),
            ("", "", "Nobody", Err("no member is called so")),
            ("", "", "", Err("it does not say whose figures these are")),
        ] {
            let who = Who { id: some(id), email: some(email), name: some(name) };
            let (found, left) = matched(&scores, &[Figures { who, ..Figures::default() }]);
            match expected {
                Ok((member, by)) => assert_eq!(found, [Matched { figures: 0, member, by }]),
                Err(why) => assert_eq!(left, [Left { figures: 0, why: why.to_owned() }]),
            }
        }
        let who = Who { id: some("d"), ..Who::default() };
        let two = [
            Figures { who: who.clone(), place: "a:2".to_owned(), ..Figures::default() },
            Figures { who, ..Figures::default() },
        ];
        let (found, left) = matched(&scores, &two);
        assert_eq!((found.len(), left[0].why.as_str()), (1, "d has figures already, at a:2"));
    }
}
