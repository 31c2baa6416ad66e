//! Phrase lists: `phrases/NAME.txt` holds for every text, `phrases/NAME.CODE.txt` for texts of one language.

use crate::codes::Code;
use crate::complaint::Complaint;

/// A list of phrases, which a rule asks for by its name alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseList {
    /// Its name: the file's up to the first dot.
    pub id: String,
    /// One part a file: first what holds for every language, then by language code.
    pub parts: Vec<PhrasePart>,
}

/// The phrases of a list that hold for texts of one language, or for all texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhrasePart {
    /// The language as ISO 639-1 writes it; `None` for every language.
    pub language: Option<String>,
    /// One phrase an entry.
    pub phrases: Vec<String>,
}

impl PhraseList {
    /// Whether no part has a phrase, so that the list is never found.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.phrases.is_empty())
    }
}

/// The name and the language of a file of phrases, by its path in the pack; `None` for files of other things.
pub(crate) fn named<'p>(
    path: &'p str,
    languages: &[String],
) -> Option<Result<(&'p str, Option<&'p str>), Complaint>> {
    let stem = path.strip_prefix("phrases/")?.strip_suffix(".txt")?;
    let Some((name, code)) = stem.split_once('.') else { return Some(Ok((stem, None))) };
    if name.is_empty() {
        let help = "write phrases/NAME.txt, or phrases/NAME.CODE.txt for texts of one language";
        return Some(Err(Complaint::new(Code::PhraseFileName, "this list has no name", help)));
    }
    if languages.iter().any(|l| l == code) {
        return Some(Ok((name, Some(code))));
    }
    let help = match languages.iter().find(|l| l.eq_ignore_ascii_case(code)) {
        Some(meant) => format!("name the file {name}.{meant}.txt"),
        None => format!("known here: {}; {name}.txt holds for every language", languages.join(", ")),
    };
    Some(Err(Complaint::new(
        Code::PhraseFileName,
        format!("`{code}` is not the code of a language that ssi has words of"),
        help,
    )))
}

/// Puts the phrases of a file into the lists; a file of the same name and language that was there is replaced.
pub(crate) fn add(lists: &mut Vec<PhraseList>, (name, code): (&str, Option<&str>), text: &str) {
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or("").trim());
    let phrases = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let part = PhrasePart { language: code.map(str::to_owned), phrases };
    let place = lists.binary_search_by(|l| l.id.as_str().cmp(name)).unwrap_or_else(|place| {
        lists.insert(place, PhraseList { id: name.to_owned(), parts: Vec::new() });
        place
    });
    let parts = &mut lists[place].parts;
    match parts.binary_search_by(|p| p.language.cmp(&part.language)) {
        Ok(below) => parts[below] = part,
        Err(place) => parts.insert(place, part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_the_list_and_its_language() {
        let languages = ["en".to_owned(), "de".to_owned()];
        for (path, expected) in [
            ("phrases/praise.txt", "praise"),
            ("phrases/praise.en.txt", "praise in en"),
            ("phrases/praise.DE.txt", "name the file praise.de.txt"),
            ("phrases/praise.xx.txt", "known here: en, de; praise.txt holds for every language"),
            ("phrases/praise.en.old.txt", "known here: en, de; praise.txt holds for every language"),
            ("phrases/.en.txt", "write phrases/NAME.txt, or phrases/NAME.CODE.txt for texts of one language"),
            ("grades/post.rhai", "nothing"),
        ] {
            let said = match named(path, &languages) {
                None => "nothing".to_owned(),
                Some(Ok((name, None))) => name.to_owned(),
                Some(Ok((name, Some(code)))) => format!("{name} in {code}"),
                Some(Err(complaint)) => complaint.help,
            };
            assert_eq!(said, expected, "{path}");
        }
    }

    #[test]
    fn the_common_part_comes_first_and_a_later_file_replaces() {
        let mut lists = Vec::new();
        for (name, text) in [
            (("praise", Some("en")), "great\n"),
            (("claims", None), "# nothing\n"),
            (("praise", None), "top # anywhere\n\n"),
            (("praise", Some("de")), "toll\nprima\n"),
            (("praise", Some("en")), "so true\n"),
        ] {
            add(&mut lists, name, text);
        }
        let written: Vec<String> = lists
            .iter()
            .flat_map(|l| l.parts.iter().map(|p| format!("{} {:?} {:?}", l.id, p.language, p.phrases)))
            .collect();
        assert_eq!(
            written,
            [
                "claims None []",
                "praise None [\"top\"]",
                "praise Some(\"de\") [\"toll\", \"prima\"]",
                "praise Some(\"en\") [\"so true\"]",
            ]
        );
        assert_eq!(lists.iter().map(PhraseList::is_empty).collect::<Vec<_>>(), [true, false]);
    }
}
