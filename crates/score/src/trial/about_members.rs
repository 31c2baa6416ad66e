//! Rows about members of a small corpus.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ssi_corpus::data::{Corpus, DAY};
use ssi_corpus::resolve::{Resolved, View, end_of_activity};

use super::cases::{Asked, Case, CaseFile, Fault, On, Person};
use super::rows::{Rows, orders};

impl Rows<'_> {
    /// Understands all rows of a file, in its order; `corpus` is the folder beside it.
    pub(super) fn members(&self, file: &mut CaseFile, corpus: Option<Result<Corpus, (String, String)>>) {
        let corpus = match corpus {
            Some(Ok(corpus)) => corpus,
            Some(Err((message, help))) => return file.faults.push(Fault::new(1, message, help)),
            None => {
                let folder = file.path.strip_suffix(".csv").unwrap_or(&file.path);
                let help = "put the files of a small corpus there: members.csv, posts.csv and others; see `ssi columns --files`";
                return file.faults.push(Fault::new(
                    1,
                    format!("there is no folder {folder} with members"),
                    help,
                ));
            }
        };
        let latest = end_of_activity(&corpus);
        let (mut people, mut names): (Vec<Person>, BTreeMap<&str, usize>) = (Vec::new(), BTreeMap::new());
        let mut rosters: BTreeMap<i64, Resolved<'_>> = BTreeMap::new();
        let mut above: Option<usize> = None;
        for (row, place) in self.table.places.iter().enumerate() {
            let (line, [member, name, as_of]) =
                (place.line, ["member", "name", "as_of"].map(|c| self.cell(row, c)));
            let mut fault = |message: String, help: &str| file.faults.push(Fault::new(line, message, help));
            // A row below one that cannot be understood must not speak of the member above that one.
            let last = std::mem::take(&mut above).map(|place| &people[place]);
            let end = match (as_of, as_of.parse::<Date>()) {
                ("", _) => last.filter(|_| member.is_empty()).map(|last| last.end).or(latest),
                (_, Ok(date)) => Some(end_of(date)),
                _ => {
                    fault(
                        format!("as_of: `{}` is no day", as_of.escape_debug()),
                        "write a day such as 2026-08-31",
                    );
                    continue;
                }
            };
            let Some(end) = end else {
                fault(
                    "nothing in the corpus has a time".to_owned(),
                    "write a day such as 2026-08-31 into the column as_of",
                );
                continue;
            };
            let member = match (member, last) {
                ("", Some(last)) => last.member.clone(),
                ("", None) => {
                    fault(
                        "there is no member".to_owned(),
                        "write the member's id; an empty cell means the member of the row above",
                    );
                    continue;
                }
                _ => member.to_owned(),
            };
            let view = View::at(end, self.model.window_days);
            let roster = rosters.entry(end).or_insert_with(|| Resolved::new(&corpus, view)).roster();
            if corpus.people.find(&member).and_then(|person| roster.member(person)).is_none() {
                let some: Vec<&str> =
                    (0..roster.len().min(8) as u32).map(|m| corpus.people.name(roster.person(m))).collect();
                fault(
                    format!("there is no member `{}`", member.escape_debug()),
                    &format!("members are {}", some.join(", ")),
                );
                continue;
            }
            let person = Person { member, end };
            let on = people.iter().position(|known| *known == person).unwrap_or(people.len());
            if on == people.len() {
                people.push(person);
            }
            above = Some(on);
            if !name.is_empty() && *names.entry(name).or_insert(on) != on {
                fault(
                    format!("another member is called `{}` already", name.escape_debug()),
                    "give this case another name",
                );
                continue;
            }
            match self.member_case(row, line, on) {
                Ok(case) => {
                    let of_member = names.iter().find(|(_, of)| **of == on).map(|(name, _)| *name);
                    let name = if name.is_empty() { of_member.unwrap_or(&people[on].member) } else { name };
                    file.cases.push(Case { name: name.to_owned(), ..case });
                }
                Err(fault) => file.faults.push(fault),
            }
        }
        drop(rosters);
        let find = |name: &str, case: &Case| {
            let end = people[case.on].end;
            let member = || people.iter().position(|person| person.member == name && person.end == end);
            names.get(name).copied().or_else(member)
        };
        orders(file, &find, "name a case of this file, or a member that one is about");
        file.on = On::Members(Box::new(corpus), people);
    }

    fn member_case(&self, row: usize, line: u64, on: usize) -> Result<Case, Fault> {
        let (rule, pillars) = (self.cell(row, "rule"), &self.model.pillars);
        let in_pillar = |p: usize| Some((p, pillars[p].rules.iter().position(|r| r.id == rule)?));
        let asked = if rule.is_empty() || rule == "score" {
            Asked::Score
        } else if let Some(pillar) = pillars.iter().position(|p| p.id == rule) {
            Asked::Pillar(pillar)
        } else if let Some((pillar, place)) = (0..pillars.len()).find_map(in_pillar) {
            Asked::MemberRule(pillar, place)
        } else {
            if self.model.grades.iter().flat_map(|g| &g.rules).any(|r| r.id == rule) {
                let message = format!("rule: `{rule}` is a rule of a text, not of a member");
                return Err(Fault::new(line, message, "write such cases into a file with a column `text`"));
            }
            return Err(self.no_rule(line, rule, "a pillar or `score`"));
        };
        let about = if rule.is_empty() { "score" } else { rule };
        self.case(row, line, asked, about.to_owned(), on)
    }
}

/// The first second after a day.
fn end_of(date: Date) -> i64 {
    const EPOCH: Date = Date::constant(1970, 1, 1);
    (i64::from((date - EPOCH).get_days()) + 1) * DAY
}
