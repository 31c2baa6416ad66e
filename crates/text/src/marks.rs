//! Hashtags and mentions.

/// How many hashtags there are: a hash sign that does not stand inside a word or an entity (`C#`, `&#39;`),
/// followed by letters, digits and underscores with a letter among them (`#1` is a rank).
pub(crate) fn hashtags(prose: &str) -> u64 {
    signs(prose, b'#', '＃').filter(|&(at, end)| is_hashtag(&prose[..at], &prose[end..])).count() as u64
}

/// How many mentions there are: an at sign that does not stand inside an address, before a letter, a digit or
/// an underscore.
pub(crate) fn mentions(prose: &str) -> u64 {
    signs(prose, b'@', '＠').filter(|&(at, end)| is_mention(&prose[..at], &prose[end..])).count() as u64
}

/// Where a sign starts and ends that is as wide as a letter or as a Chinese character.
fn signs(prose: &str, narrow: u8, wide: char) -> impl Iterator<Item = (usize, usize)> {
    // Not by the last byte of the wide sign, as a search for it would go: in East Asian text every tenth is that.
    const WIDE: u8 = 0xef;
    prose
        .as_bytes()
        .chunks(BLOCK)
        .enumerate()
        .filter(move |(_, block)| block.contains(&narrow) || block.contains(&WIDE))
        .flat_map(move |(number, block)| {
            block.iter().enumerate().filter_map(move |(place, &byte)| {
                let at = number * BLOCK + place;
                match byte {
                    _ if byte == narrow => Some((at, at + 1)),
                    WIDE if prose[at..].starts_with(wide) => Some((at, at + wide.len_utf8())),
                    _ => None,
                }
            })
        })
}

/// Bytes that are looked at together.
const BLOCK: usize = 32;

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
