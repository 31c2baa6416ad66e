//! Which column of a team's table is which: their names are not the same everywhere.

/// What a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Id,
    Address,
    Email,
    Name,
    First,
    Last,
    Score,
    /// One of the four, by its place.
    Element(usize),
}

/// Names without spaces and signs, the surest first.
const NAMES: [(Column, &[&str]); 11] = [
    (Column::Id, &["member", "memberid", "userid", "id"]),
    (
        Column::Address,
        &["profileurl", "linkedinurl", "linkedinprofile", "linkedinprofileurl", "publicprofileurl", "url"],
    ),
    (Column::Email, &["email", "emailaddress", "workemail", "useremail", "mail"]),
    (Column::Name, &["name", "fullname", "membername", "username", "seatholder", "user"]),
    (Column::First, &["firstname", "givenname"]),
    (Column::Last, &["lastname", "surname", "familyname"]),
    (
        Column::Score,
        &[
            "socialsellingindex",
            "socialsellingindexssi",
            "ssi",
            "ssiscore",
            "currentssi",
            "currentssiscore",
            "socialsellingindexscore",
            "overallssi",
            "overallscore",
            "overall",
            "totalscore",
            "score",
        ],
    ),
    (
        Column::Element(0),
        &["professionalbrand", "establishyourprofessionalbrand", "createaprofessionalbrand", "brand"],
    ),
    (Column::Element(1), &["findtherightpeople", "findrightpeople", "rightpeople", "people"]),
    (Column::Element(2), &["engagewithinsights", "insightengagement", "engagingwithinsights", "insights"]),
    (
        Column::Element(3),
        &[
            "buildrelationships",
            "buildstrongrelationships",
            "strongrelationship",
            "strongrelationships",
            "buildingrelationships",
            "relationships",
        ],
    ),
];
/// Words that say that a figure is something else.
const OTHER: [&str; 11] =
    ["change", "delta", "rank", "previous", "last", "average", "avg", "team", "percent", "goal", "trend"];
/// Words that say nothing.
const FILLERS: [&str; 5] = ["ssi", "score", "pillar", "current", "points"];

/// The columns of a header, each at most once: the surest name first, then the one that comes first.
pub(super) fn columns(cells: &[String]) -> Vec<(Column, usize)> {
    let mut found: Vec<(Column, usize, usize)> = Vec::new();
    for (place, cell) in cells.iter().enumerate() {
        if let Some((column, rank)) = of(cell) {
            found.push((column, rank, place));
        }
    }
    found.sort_unstable();
    found.dedup_by_key(|(column, ..)| *column);
    found.into_iter().map(|(column, _, place)| (column, place)).collect()
}

/// What a name says, and how sure that is.
fn of(cell: &str) -> Option<(Column, usize)> {
    let words: Vec<String> =
        cell.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let whole = words.concat();
    let exact = |name: &str| {
        NAMES.iter().find_map(|(column, names)| {
            names.iter().position(|known| *known == name).map(|rank| (*column, rank))
        })
    };
    if let Some(found) = exact(&whole) {
        return Some(found);
    }
    if words.iter().any(|w| OTHER.contains(&w.as_str())) {
        return None;
    }
    // `SSI - Find the right people (25)`
    let told = |w: &&String| !FILLERS.contains(&w.as_str()) && !w.chars().all(|c| c.is_ascii_digit());
    let rest: String = words.iter().filter(told).cloned().collect();
    let (column, rank) = exact(&rest)?;
    matches!(column, Column::Element(_) | Column::Score).then_some((column, rank + 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns() {
        for (cell, expected) in [
            ("SSI", Some(Column::Score)),
            ("Social Selling Index (SSI)", Some(Column::Score)),
            ("Current SSI Score", Some(Column::Score)),
            ("SSI - Find the right people (25)", Some(Column::Element(1))),
            ("Establish your professional brand", Some(Column::Element(0))),
            ("INSIGHT_ENGAGEMENT", Some(Column::Element(2))),
            ("Build relationships score", Some(Column::Element(3))),
            ("Brand change", None),
            ("SSI rank", None),
            ("Team average SSI", None),
            ("Last name", Some(Column::Last)),
            ("E-mail", Some(Column::Email)),
            ("Full Name", Some(Column::Name)),
            ("Saved leads", None),
            ("25", None),
            ("", None),
        ] {
            assert_eq!(of(cell).map(|(column, _)| column), expected, "{cell}");
        }
        let cells = ["score", "SSI", "brand", "Professional brand", "brand"].map(str::to_owned);
        assert_eq!(columns(&cells), [(Column::Score, 1), (Column::Element(0), 3)]);
    }
}
