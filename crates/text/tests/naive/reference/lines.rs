//! Lines, paragraphs, lists, quotations and how sentences end.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::fold::fold;
use super::invisible::is_invisible;
use super::{Reading, per};

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap()
}

fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

fn is_of_list(line: &str) -> bool {
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            r"^[\s\p{Default_Ignorable_Code_Point}\u{2800}]*",
            r"(?:[\-*+•‣◦▪▫●○■□◆◇▶►➤➜→⇒➡✅✔✓☑❌✗✖👉🔹🔸🔷🔶📌⭐★✨·–—]\u{fe0f}*|[0-9]{1,3}[.)]|[a-zA-Z][.)])\s",
        ))
    });
    LIST.is_match(line)
}

fn ends_sentence(text: &str) -> bool {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        regex(concat!(
            "[.!?…。！？．｡؟۔।॥։՜՞።፧။‼⁇⁈⁉]",
            r#"[\s\p{Default_Ignorable_Code_Point}\u{2800}"'”’»“)\]」』）*_]*\z"#,
        ))
    });
    END.is_match(text)
}

/// Characters between quotation marks that open and close on the line.
fn quoted(line: &str) -> usize {
    let chars: Vec<char> = line.chars().collect();
    let closes = |open: char| match open {
        '"' => "\"",
        '“' => "”",
        '„' => "“”",
        '«' => "»",
        '»' => "«",
        '「' => "」",
        '『' => "』",
        '＂' => "＂",
        _ => "",
    };
    let (mut at, mut quoted) = (0, 0);
    while at < chars.len() {
        let inside = chars[at + 1..].iter().position(|c| closes(chars[at]).contains(*c));
        quoted += inside.unwrap_or(0);
        at += inside.map_or(1, |inside| inside + 2);
    }
    quoted
}

impl Reading {
    fn all_lines(&self) -> Vec<&str> {
        static BREAK: LazyLock<Regex> = LazyLock::new(|| regex("\r\n|[\r\n\u{85}\u{2028}\u{2029}]"));
        BREAK.split(&self.prose).collect()
    }

    fn full_lines(&self) -> Vec<&str> {
        self.all_lines().into_iter().filter(|line| !is_blank(line)).collect()
    }

    pub(super) fn lines(&self) -> usize {
        self.full_lines().len()
    }

    pub(super) fn line_breaks(&self) -> usize {
        self.all_lines().len() - 1
    }

    pub(super) fn paragraphs(&self) -> usize {
        let lines = self.all_lines();
        let begins = |at: &usize| !is_blank(lines[*at]) && (*at == 0 || is_blank(lines[*at - 1]));
        (0..lines.len()).filter(begins).count()
    }

    pub(super) fn list_lines(&self) -> usize {
        self.full_lines().into_iter().filter(|line| is_of_list(line)).count()
    }

    pub(super) fn repeated_line_share(&self) -> f64 {
        let lines = self.full_lines();
        let different: HashSet<String> = lines.iter().map(|line| fold(line.trim())).collect();
        per(lines.len() - different.len(), lines.len())
    }

    pub(super) fn punctuated_line_share(&self) -> f64 {
        let lines = self.full_lines();
        per(lines.iter().filter(|line| ends_sentence(line)).count(), lines.len())
    }

    pub(super) fn ends_with_punctuation(&self) -> bool {
        ends_sentence(&self.prose)
    }

    pub(super) fn quoted_share(&self) -> f64 {
        per(self.all_lines().into_iter().map(quoted).sum(), self.prose.chars().count())
    }
}
