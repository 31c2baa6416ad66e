//! Hashtags and mentions.

/// How many hashtags there are: a hash sign that does not stand inside a word or an entity (`C#`, `&#39;`),
/// followed by letters, digits and underscores with a letter among them (`#1` is a rank).
pub(crate) fn hashtags(prose: &str) -> u64 {
    let ascii = prose.match_indices('#');
    let wide = prose.match_indices('＃');
    ascii.chain(wide).filter(|&(at, sign)| is_hashtag(&prose[..at], &prose[at + sign.len()..])).count() as u64
}

/// How many mentions there are: an at sign that does not stand inside an address, before a letter, a digit or
/// an underscore.
pub(crate) fn mentions(prose: &str) -> u64 {
    let ascii = prose.match_indices('@');
    let wide = prose.match_indices('＠');
    ascii.chain(wide).filter(|&(at, sign)| is_mention(&prose[..at], &prose[at + sign.len()..])).count() as u64
}

fn is_hashtag(before: &str, after: &str) -> bool {
    let starts = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '&' | '#'));
    starts && after.chars().take_while(|&c| c.is_alphanumeric() || c == '_').any(char::is_alphabetic)
}

fn is_mention(before: &str, after: &str) -> bool {
    let starts = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '+' | '@'));
    starts && after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: (u64, u64)) {
        assert_eq!((hashtags(text), mentions(text)), expected, "{text}");
    }

    #[test]
    fn signs_inside_words_do_not_count() {
        check("#growth #2025goals #日本 ＃タグ", (4, 0));
        check("#1 in C# &#39; ## # #_", (0, 0));
        check("a##b", (0, 0));
        check("@ann, thanks (@bob_2) ＠花子", (0, 3));
        check("ann@example.com @ noon first.last@x.y @@", (0, 0));
    }
}
