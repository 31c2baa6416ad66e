//! Where the pages of members are.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Letters of an id that a file name has at most.
const LONGEST: usize = 60;

/// Where the pages of members are, seen from the page of everyone.
#[derive(Clone, Debug)]
pub enum MemberPages {
    /// At this address with the id behind it, asked for when somebody looks.
    Asked(&'static str),
    /// In files beside the page, by the ids of those who have one.
    Files(BTreeMap<String, String>),
}

impl MemberPages {
    /// A name of a file for each member: of the letters and digits of the id alone, and no two alike, not even where upper and
    /// lower case are the same.
    pub fn files<'a>(members: impl IntoIterator<Item = &'a str>) -> Self {
        let mut taken = BTreeSet::new();
        let mut files = BTreeMap::new();
        for member in members {
            let safe = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' };
            let stem: String = format!("member-{member}").chars().take(LONGEST).map(safe).collect();
            let mut name = format!("{stem}.html");
            let mut next = 2;
            while !taken.insert(name.to_lowercase()) {
                name = format!("{stem}-{next}.html");
                next += 1;
            }
            files.insert(member.to_owned(), name);
        }
        Self::Files(files)
    }

    /// The address of a member's page, if there is one.
    pub fn of(&self, member: &str) -> Option<String> {
        match self {
            Self::Asked(at) => Some(format!("{at}{}", in_address(member))),
            Self::Files(files) => files.get(member).cloned(),
        }
    }
}

/// A text as a part of an address: all but letters and digits of ASCII is written by its bytes.
fn in_address(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_no_address_of_its_own() {
        for (id, expected) in [
            ("ada.okafor", "/member?id=ada.okafor"),
            ("javascript:alert(1)", "/member?id=javascript%3Aalert%281%29"),
            ("a&b=\"c\"#ü", "/member?id=a%26b%3D%22c%22%23%C3%BC"),
        ] {
            assert_eq!(MemberPages::Asked("/member?id=").of(id).as_deref(), Some(expected));
        }
    }

    #[test]
    fn an_id_is_no_path() {
        let long = "x".repeat(500);
        let ids = [
            "ada",
            "Ada",
            "../ada",
            "..\\ada",
            "/etc/passwd",
            "",
            "a/b",
            "a?b",
            "a b",
            "<b>",
            "é",
            "ü",
            &long,
        ];
        let files = MemberPages::files(ids);
        let names: Vec<String> = ids.iter().map(|id| files.of(id).expect("a name")).collect();
        let different: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(different.len(), ids.len(), "{names:?}");
        for name in &names {
            let stem = name.strip_prefix("member-").and_then(|name| name.strip_suffix(".html"));
            assert!(stem.is_some_and(|stem| stem.len() < 70), "{name}");
            assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)), "{name}");
        }
        assert_eq!((names[0].as_str(), names[1].as_str()), ("member-ada.html", "member-Ada-2.html"));
        assert_eq!(files.of("nobody"), None);
    }
}
