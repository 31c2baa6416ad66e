//! Who is who: addresses of profiles, and names where there is no address.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::urn::decoded;

/// What a deleted member is called.
pub(crate) const GONE: &str = "LinkedIn Member";

/// The id of a person from the address of the profile: `ada-of-acme`, decoded and in lower case. `None` where it is none.
pub(crate) fn slug(url: &str) -> Option<String> {
    let url = decoded(url.trim());
    let rest = &url[url.find("/in/")? + "/in/".len()..];
    let slug = rest.split(['/', '?', '#', ',']).next()?.trim().to_lowercase();
    (!slug.is_empty()).then_some(slug)
}

/// Whether a slug was chosen: those that are not end in a number that nobody would choose, as in `ada-of-acme-1a2b3c45`.
pub(crate) fn is_chosen(slug: &str) -> bool {
    let end = slug.rsplit('-').next().unwrap_or(slug);
    let hexadecimal = end.bytes().all(|b| b.is_ascii_hexdigit()) && end.bytes().any(|b| b.is_ascii_digit());
    !(slug.contains('-') && hexadecimal && end.len() >= 6)
}

/// Two names with one space between.
pub(crate) fn full_name(first: &str, last: &str) -> String {
    format!("{} {}", first.trim(), last.trim()).trim().to_owned()
}

/// The names of an archive and the addresses that go with them.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    slugs: FxHashMap<String, BTreeSet<String>>,
}

impl Directory {
    /// Notes that a name stands beside the address of a profile.
    pub(crate) fn learn(&mut self, name: &str, url: &str) {
        let name = name.trim();
        if !name.is_empty() && name != GONE {
            let known = self.slugs.entry(plain(name)).or_default();
            known.extend(slug(url));
        }
    }

    /// Whether the name was met anywhere.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.slugs.contains_key(&plain(name))
    }

    /// The only address that goes with a name.
    pub(crate) fn slug_of(&self, name: &str) -> Option<&str> {
        let slugs = self.slugs.get(&plain(name))?;
        let mut all = slugs.iter();
        all.next().filter(|_| all.next().is_none()).map(String::as_str)
    }

    /// The id of a person: the address given, else the only one that goes with the name, else the name as written. Empty for
    /// nobody.
    pub(crate) fn person(&self, name: &str, url: &str) -> String {
        let name = name.trim();
        slug(url)
            .or_else(|| self.slug_of(name).map(str::to_owned))
            .unwrap_or_else(|| name.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The names in a list joined by `, ` (older files: `;`), in which a name may itself hold `, `.
    ///
    /// A part that is a known name, or that begins one together with the parts after it, is a person; a part that looks like
    /// a title behind a name ("Ph.D.", "MBA") belongs to the name before it. `expected` is how many there should be, where
    /// that is known: titles are told apart only as far as needed.
    pub(crate) fn split(&self, names: &str, expected: Option<usize>) -> Vec<String> {
        let names = names.trim();
        if names.is_empty() {
            return Vec::new();
        }
        if names.contains(';') {
            return names.split(';').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect();
        }
        let parts: Vec<&str> = names.split(", ").map(str::trim).filter(|part| !part.is_empty()).collect();
        if expected == Some(1) {
            return vec![names.to_owned()];
        }
        if expected == Some(parts.len()) {
            return parts.into_iter().map(str::to_owned).collect();
        }
        let mut people: Vec<String> = Vec::new();
        let mut at = 0;
        while at < parts.len() {
            // The longest known name counts; nobody has more than four parts behind the name.
            let most = (parts.len() - at).min(5);
            let known = (1..=most).rev().find(|&n| self.knows(&parts[at..at + n].join(", ")));
            match (known, people.last_mut()) {
                (None, Some(before)) if is_title(parts[at]) => {
                    before.push_str(", ");
                    before.push_str(parts[at]);
                    at += 1;
                }
                _ => {
                    let n = known.unwrap_or(1);
                    people.push(parts[at..at + n].join(", "));
                    at += n;
                }
            }
        }
        people
    }
}

/// A name as it is compared.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a part of a list of names is what people write behind theirs.
fn is_title(part: &str) -> bool {
    const TITLES: [&str; 10] = ["phd", "jr", "sr", "esq", "dr", "ii", "iii", "iv", "msc", "bsc"];
    let letters: String = part.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let one_word = !part.contains(' ');
    let listed = TITLES.contains(&letters.to_lowercase().as_str());
    one_word && (listed || part.contains('.') || (capitals >= 2 && letters.len() <= 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for (url, expected) in [
            ("https://www.linkedin.com/in/Mira-Okonjo-00aa", Some("mira-okonjo-00aa")),
            ("www.linkedin.com/in/x/", Some("x")),
            ("https://www.linkedin.com/in/zo%C3%AB-%C3%96dman?trk=1", Some("zoë-ödman")),
            ("https://www.linkedin.com/company/acme", None),
            ("https://www.linkedin.com/in/", None),
            ("", None),
        ] {
            assert_eq!(slug(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn addresses_of_ones_own_choice() {
        for (slug, expected) in [
            ("ada", true),
            ("ada-lovelace", true),
            ("ada-lovelace-1a2b3c45", false),
            ("ada-2026", true),
            ("ada-facade", true),
        ] {
            assert_eq!(is_chosen(slug), expected, "{slug}");
        }
    }

    fn directory() -> Directory {
        let mut known = Directory::default();
        known.learn("Ana Lima", "https://www.linkedin.com/in/ana-lima");
        known.learn("Li Wei, PhD", "");
        known.learn("Two Namesakes", "/in/one");
        known.learn("two  namesakes", "/in/two");
        known.learn(GONE, "/in/gone");
        known
    }

    #[test]
    fn names_find_their_only_address() {
        let known = directory();
        for (name, url, expected) in [
            ("ana  LIMA", "", "ana-lima"),
            ("Ana Lima", "https://www.linkedin.com/in/other", "other"),
            ("Two Namesakes", "", "Two Namesakes"),
            (" Li  Wei, PhD ", "", "Li Wei, PhD"),
            (GONE, "", GONE),
            ("", "", ""),
        ] {
            assert_eq!(known.person(name, url), expected, "{name}");
        }
    }

    #[test]
    fn lists_of_names() {
        let known = directory();
        for (names, expected, found) in [
            ("Jane Doe, Ph.D., Ana Lima", None, "Jane Doe, Ph.D.|Ana Lima"),
            ("Jane Doe, Ph.D., Ana Lima", Some(2), "Jane Doe, Ph.D.|Ana Lima"),
            ("Ana Lima, Li Wei, PhD", None, "Ana Lima|Li Wei, PhD"),
            ("Ana Lima, Bo, Cy Dee, MBA, CPA", None, "Ana Lima|Bo|Cy Dee, MBA, CPA"),
            ("Jane Doe, the Third", Some(1), "Jane Doe, the Third"),
            ("Jane Doe; Ana Lima", None, "Jane Doe|Ana Lima"),
            ("MBA", None, "MBA"),
            ("", None, ""),
        ] {
            assert_eq!(known.split(names, expected).join("|"), found, "{names}");
        }
    }
}
