//! Seniority from job titles, in several languages.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The level from which a title counts as a decision maker's.
pub const DECIDES: u8 = 3;

/// Words and their level. A title has the highest level of its words; a longer phrase is tried before its parts.
const LEVELS: &[(u8, &[&str])] = &[
    (
        4,
        &[
            "chief",
            "ceo",
            "cfo",
            "cto",
            "coo",
            "cmo",
            "cio",
            "cro",
            "cpo",
            "chro",
            "ciso",
            "cso",
            "founder",
            "cofounder",
            "co founder",
            "owner",
            "president",
            "chairman",
            "chairwoman",
            "chair",
            "managing director",
            "managing partner",
            "general manager",
            "board member",
            "geschäftsführer",
            "geschäftsführerin",
            "geschaeftsfuehrer",
            "vorstand",
            "inhaber",
            "inhaberin",
            "gründer",
            "gründerin",
            "pdg",
            "président",
            "présidente",
            "fondateur",
            "fondatrice",
            "directeur général",
            "directrice générale",
            "director general",
            "directora general",
            "presidente",
            "fundador",
            "fundadora",
            "dueño",
            "dueña",
            "sócio",
            "sócia",
            "socio",
            "amministratore delegato",
            "fondatore",
            "titolare",
            "directeur eigenaar",
            "eigenaar",
            "oprichter",
            "代表取締役",
            "社長",
            "总裁",
            "首席执行官",
            "创始人",
            "董事长",
        ],
    ),
    (
        3,
        &[
            "director",
            "vp",
            "svp",
            "evp",
            "avp",
            "vice president",
            "partner",
            "directeur",
            "directrice",
            "directora",
            "diretor",
            "diretora",
            "direttore",
            "direttrice",
            "direktor",
            "direktorin",
            "bereichsleiter",
            "bereichsleiterin",
            "vicepresidente",
            "vice présidente",
            "取締役",
            "部長",
            "总监",
            "副总裁",
        ],
    ),
    (
        2,
        &[
            "manager",
            "head",
            "leiter",
            "leiterin",
            "teamleiter",
            "abteilungsleiter",
            "gerente",
            "jefe",
            "jefa",
            "responsable",
            "chef de",
            "gestor",
            "gestora",
            "responsabile",
            "hoofd",
            "课长",
            "課長",
            "经理",
            "マネージャー",
        ],
    ),
    (1, &["lead", "senior", "principal", "staff", "sr", "supervisor", "coordinator", "主任"]),
];

/// Titles that hold a word of power without its power.
const LOOKALIKES: &[&str] = &[
    "executive assistant",
    "personal assistant",
    "account manager",
    "product owner",
    "office manager",
    "community manager",
    "social media manager",
    "assistant manager",
    "key account manager",
    "customer success manager",
    "assistente",
    "asistente",
    "partner manager",
    "business partner",
    "channel partner",
];

/// After these words comes the title of somebody else.
const SERVES: &[&str] =
    &["assistant to", "executive assistant to", "personal assistant to", "chief of staff to"];

/// The words of the longest phrase.
const LONGEST: usize = 4;

#[derive(Clone, Copy)]
enum Meaning {
    Level(u8),
    Nothing,
    SomebodyElse,
}

/// Every phrase of scripts that put spaces between words.
static PHRASES: LazyLock<FxHashMap<&str, Meaning>> = LazyLock::new(|| {
    let levels = LEVELS.iter().flat_map(|(level, words)| words.iter().map(|w| (*w, Meaning::Level(*level))));
    let others = LOOKALIKES.iter().map(|w| (*w, Meaning::Nothing));
    levels.chain(others).chain(SERVES.iter().map(|w| (*w, Meaning::SomebodyElse))).collect()
});

/// Han and kana begin here; their titles have no word that stands alone.
const WITHOUT_SPACES: char = '\u{2e80}';

/// The level of a title: 0 other, 1 lead or senior, 2 manager or head, 3 director or vice president, 4 chief, founder, owner.
///
/// An empty or unknown title is 0. Case and punctuation do not matter; of several phrases at one place the longest counts, so
/// that a vice president is no president.
pub fn seniority(title: &str) -> u8 {
    let mut plain = String::with_capacity(title.len());
    let mut words: Vec<(usize, usize)> = Vec::new();
    for c in title.chars().flat_map(char::to_lowercase).filter(|c| !matches!(c, '\'' | '’' | '.')) {
        if !c.is_alphanumeric() {
            if !plain.ends_with(' ') {
                plain.push(' ');
            }
            continue;
        }
        if plain.is_empty() || plain.ends_with(' ') {
            words.push((plain.len(), plain.len()));
        }
        plain.push(c);
        if let Some(word) = words.last_mut() {
            word.1 = plain.len();
        }
    }
    let mut level = 0;
    let mut at = 0;
    while at < words.len() {
        let found = (1..=LONGEST.min(words.len() - at)).rev().find_map(|n| {
            let phrase = &plain[words[at].0..words[at + n - 1].1];
            PHRASES.get(phrase).map(|meaning| (n, *meaning))
        });
        match found {
            Some((_, Meaning::SomebodyElse)) => break,
            Some((n, Meaning::Level(found))) => {
                level = level.max(found);
                at += n;
            }
            Some((n, Meaning::Nothing)) => at += n,
            None => at += 1,
        }
    }
    if plain.chars().any(|c| c >= WITHOUT_SPACES) {
        let inside = LEVELS
            .iter()
            .find(|(_, all)| all.iter().any(|w| w.starts_with(|c| c >= WITHOUT_SPACES) && plain.contains(w)));
        level = level.max(inside.map_or(0, |(found, _)| *found));
    }
    level
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_have_levels() {
        for (title, level) in [
            ("", 0),
            ("Account Executive", 0),
            ("Senior Analyst", 1),
            ("Sales Manager, EMEA", 2),
            ("Key Account Manager", 0),
            ("Executive Assistant to the CEO", 0),
            ("Head of Data", 2),
            ("VP Sales", 3),
            ("Vice President", 3),
            ("Vice-President & Co-Founder", 4),
            ("Director of Operations", 3),
            ("Chief Revenue Officer", 4),
            ("C.E.O.", 4),
            ("Geschäftsführerin", 4),
            ("Directora general", 4),
            ("Directrice commerciale", 3),
            ("株式会社 営業部長", 3),
            ("Product Owner", 0),
        ] {
            assert_eq!(seniority(title), level, "{title}");
        }
    }
}
