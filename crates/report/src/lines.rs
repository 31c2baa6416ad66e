//! Parts and expressions in lines that fit the page.

/// How far the rest of a broken part is set in.
const INDENT: usize = 2;
/// A line that was broken after fewer characters looks torn.
const LEAST: usize = 16;

/// Joins parts with commas, a new line where one would grow too long; a longer part is broken.
///
/// No line is longer than `width` characters, which must be more than [`INDENT`].
pub(crate) fn joined(parts: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(last) if last.chars().count() + part.chars().count() + 2 <= width => {
                last.push_str(", ");
                last.push_str(part);
            }
            _ => lines.extend(broken(part, width)),
        }
    }
    lines
}

/// A part in lines: broken at a dot, a comma or a space, as far outside of brackets as can be.
fn broken(part: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest: Vec<char> = part.chars().collect();
    let mut indent = 0;
    while rest.len() + indent > width {
        let at = place_to_break(&rest, width - indent);
        let tail = rest.split_off(at);
        let line: String = rest.iter().collect();
        lines.push(format!("{:indent$}{}", "", line.trim_end()));
        rest = tail.into_iter().skip_while(|c| *c == ' ').collect();
        indent = INDENT;
    }
    let line: String = rest.iter().collect();
    lines.push(format!("{:indent$}{line}", ""));
    lines
}

/// After how many characters to break, at most `width`: the last place among those in the fewest brackets.
fn place_to_break(text: &[char], width: usize) -> usize {
    let (mut depth, mut quoted) = (0_usize, false);
    let mut best: Option<(usize, usize)> = None;
    for (at, &c) in text.iter().enumerate().take(width + 1) {
        let follows = text.get(at + 1).is_some_and(|next| next.is_alphabetic());
        // The dot of a number is none of a call.
        let breaks = !quoted && (c == ' ' || (c == '.' && follows));
        if breaks && at >= LEAST.min(width) && best.is_none_or(|(least, _)| depth <= least) {
            best = Some((depth, at));
        }
        match c {
            '"' => quoted = !quoted,
            '(' | '[' if !quoted => depth += 1,
            ')' | ']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    best.map_or(width, |(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(parts: &[&str], expected: &[&str]) {
        let parts: Vec<String> = parts.iter().map(|p| (*p).to_owned()).collect();
        assert_eq!(joined(&parts, 40), expected);
    }

    #[test]
    fn lines_are_broken_where_a_reader_would() {
        check(&[], &[]);
        check(&["a = 1", "b = 2"], &["a = 1, b = 2"]);
        check(
            &["messages.where(opens and days_old >= 7).share(answered) = 0.5"],
            &["messages.where(opens and days_old >= 7)", "  .share(answered) = 0.5"],
        );
        check(
            &["posts.mean(when(words > 0.25, 0, grade_of_it)) = none"],
            &["posts.mean(when(words > 0.25, 0,", "  grade_of_it)) = none"],
        );
        // Neither inside quotes nor inside a number.
        check(
            &["profile.headline == \"a b c d e f g h i j k l m n\" = 0.123456"],
            &["profile.headline ==", "  \"a b c d e f g h i j k l m n\" =", "  0.123456"],
        );
        check(&[&"x".repeat(50)], &[&"x".repeat(40), &format!("  {}", "x".repeat(10))]);
    }

    #[test]
    fn no_line_is_too_long_and_nothing_is_lost() {
        let long = "posts.share(when(phrases(\"promotion\").hits() >= 2, phrases(\"ä, b. c\").hits() >= 1, é)) = 0.25";
        let parts = [long, "", "a", "a.b.c = 1", ")))((( \" no end", long, "     "].map(str::to_owned);
        let bare = |text: String| text.chars().filter(|c| !" ,".contains(*c)).collect::<String>();
        for width in 8..120 {
            let lines = joined(&parts, width);
            assert!(lines.iter().all(|l| l.chars().count() <= width), "{width}: {lines:#?}");
            assert_eq!(bare(lines.concat()), bare(parts.concat()), "{width}");
        }
    }
}
