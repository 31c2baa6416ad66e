//! Seniority from job titles, in several languages.

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

/// The level of a title: 0 other, 1 lead or senior, 2 manager or head, 3 director or vice president, 4 chief, founder, owner.
///
/// An empty or unknown title is 0. Case and punctuation do not matter.
pub fn seniority(title: &str) -> u8 {
    let plain: String = title
        .to_lowercase()
        .replace(['\'', '’', '.'], "")
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let mut plain = format!(" {} ", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    // Whoever assists is not the one named after it.
    if let Some(cut) =
        ["assistant to", "chief of staff to"].iter().filter_map(|w| plain.find(&format!(" {w} "))).min()
    {
        plain.truncate(cut + 1);
    }
    for lookalike in LOOKALIKES {
        plain = plain.replace(&format!(" {lookalike} "), " ");
    }
    for (level, words) in LEVELS {
        let found = words.iter().any(|word| {
            // Scripts without spaces have no word to stand alone.
            if word.is_ascii() || word.chars().all(|c| (c as u32) < 0x2E80) {
                plain.contains(&format!(" {word} "))
            } else {
                plain.contains(word)
            }
        });
        // "Vice President" is below "President".
        if found && !(*level == 4 && is_vice(&plain)) {
            return *level;
        }
    }
    0
}

fn is_vice(plain: &str) -> bool {
    let without = plain
        .replace(" vice president ", " ")
        .replace(" vice présidente ", " ")
        .replace(" vice président ", " ");
    without != plain && !LEVELS[0].1.iter().any(|word| without.contains(&format!(" {word} ")))
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
