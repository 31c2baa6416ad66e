//! Content words: what a text is about, without what only binds words together.

use crate::fold;
use crate::language::Languages;
use crate::script::Script;
use crate::wording::{STOP, Seen};

/// A shorter word keeps its `s`: "news" is not "new".
const SHORTEST_PLURAL: usize = 5;

/// Replaces `content` by the content words of a text: see [`Wording::content`](crate::Wording::content).
pub(crate) fn collect(text: &str, words: &[Seen], languages: Languages, content: &mut Vec<u64>) {
    content.clear();
    let of = |word: &Seen| &text[word.start as usize..word.end as usize];
    let capitals = words.iter().filter(|w| in_capitals(of(w))).count();
    let shouted = words.len() > 1 && capitals * 2 > words.len();
    // The last character of a script without spaces: where it ends, and its number while it stands alone.
    let mut last: Option<(u32, u64)> = None;
    let mut alone: Option<u64> = None;
    for word in words {
        let letters = of(word);
        if is_unspaced(letters) && !word.stop.meets(languages) {
            match last {
                Some((end, before)) if end == word.start => {
                    alone = None;
                    content.push(fold::pair(before, word.hash));
                }
                _ => content.extend(alone.replace(word.hash)),
            }
            last = Some((word.end, word.hash));
            continue;
        }
        content.extend(alone.take());
        last = None;
        let short = letters.chars().nth(2).is_none();
        let function = word.stop.meets(languages) || short && word.stop != Languages::NONE;
        if function && (shouted || !in_capitals(letters)) {
            continue;
        }
        let stem = stem(letters);
        let hash = if stem.len() == letters.len() { word.hash } else { fold::hash(stem) };
        let bare = stem.len() != letters.len() && STOP.get(&hash).is_some_and(|stop| stop.meets(languages));
        if !bare && !is_trifle(stem) {
            content.push(hash);
        }
    }
    content.extend(alone);
}

/// Two or more ASCII capitals.
fn in_capitals(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// The word without an elided article before it (`l'`, `qu'`), a possessive or a plural `s` behind it.
fn stem(word: &str) -> &str {
    let is_apostrophe = |c: char| matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{ff07}');
    let mut stem = word;
    if let Some((head, tail)) = word.split_once(is_apostrophe) {
        if tail.eq_ignore_ascii_case("s") {
            stem = head;
        } else if head.chars().nth(2).is_none() && tail.chars().nth(2).is_some() {
            stem = tail;
        }
    }
    // "business", "status" and "analysis" are no plurals.
    let plural = stem.len() >= SHORTEST_PLURAL
        && stem.ends_with(['s', 'S'])
        && !stem[..stem.len() - 1].ends_with(['s', 'S', 'u', 'U', 'i', 'I'])
        && stem[..stem.len() - 1].ends_with(char::is_alphabetic);
    if plural { &stem[..stem.len() - 1] } else { stem }
}

/// A single letter of an alphabet, a single digit, or hiragana.
fn is_trifle(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphanumeric());
    let (first, second) = (letters.next(), letters.next());
    let single = second.is_none() && first.is_none_or(|c| c.is_numeric() || c < '\u{900}');
    single || word.chars().all(|c| matches!(c, '\u{3041}'..='\u{309f}'))
}

/// Whether the word is a character of a script that puts no spaces between words; kana is not, for katakana makes
/// whole words and hiragana none.
fn is_unspaced(word: &str) -> bool {
    let script = word.chars().next().map_or(Script::None, Script::of);
    script.is_unspaced() && script != Script::Kana
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Wording;

    fn content(text: &str) -> Vec<u64> {
        let mut wording = Wording::default();
        wording.read("something read before");
        wording.read(text);
        wording.content().to_vec()
    }

    #[track_caller]
    fn check_content(text: &str, expected: &[&str]) {
        let expected: Vec<u64> = expected.iter().map(|w| fold::hash(w)).collect();
        assert_eq!(content(text), expected, "{text}");
    }

    #[test]
    fn content_words_say_what_a_text_is_about() {
        check_content("", &[]);
        check_content("and of the", &[]);
        check_content(
            "I help the hospitals with https://example.org/x planning",
            &["help", "hospital", "planning"],
        );
        check_content("Directora de Ventas", &["directora", "venta"]);
        check_content("Leiter der Logistik und des Einkaufs", &["leiter", "logistik", "einkauf"]);
        check_content("the company's plans, the companies' plan", &["company", "plan", "companie", "plan"]);
        check_content("Directeur de l'industrie d’affaires", &["directeur", "industrie", "affaire"]);
        check_content("it is IT in the US", &["it", "us"]);
        check_content("IT", &["it"]);
        check_content("THIS IS IT FOR US", &[]);
        check_content(
            "news, business, status, analysis, gas",
            &["news", "business", "status", "analysis", "gas"],
        );
        check_content("I've seen: we'll see 3 x 14", &["seen", "see", "14"]);
        check_content("Продажи и логистика", &["продажи", "логистика"]);
        check_content("영업 관리", &["영업", "관리"]);
    }

    /// A plural and an elided article hide half of what two texts share; words that are no plural must keep their end.
    #[test]
    fn taking_off_an_end_joins_what_belongs_together_and_nothing_else() {
        for (a, b) in [
            ("forecast", "forecasts"),
            ("Kunden", "kunden"),
            ("l'usine", "usines"),
            ("hospital’s", "hospitals"),
            ("ventas", "venta"),
        ] {
            assert_eq!(content(a), content(b), "{a} {b}");
        }
        for (a, b) in [
            ("new", "news"),
            ("bu", "bus"),
            ("busines", "business"),
            ("analysi", "analysis"),
            ("gra", "gras"),
        ] {
            assert_ne!(content(a), content(b), "{a} {b}");
        }
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        let pair = |a, b| fold::pair(fold::hash(a), fold::hash(b));
        assert_eq!(content("销售经理"), [pair("销", "售"), pair("售", "经"), pair("经", "理")]);
        assert_eq!(content("我的销售"), [pair("销", "售")]);
        assert_eq!(content("税，销售"), [fold::hash("税"), pair("销", "售")]);
        assert_eq!(content("私の営業は、ソフトウェア"), [pair("営", "業"), fold::hash("ソフトウェア")]);
        assert!(content("これはどうですか").is_empty());
    }
}
