//! Texts as long as blocks of wide registers are, and a sign at each place of such a block.

use proptest::prelude::*;

use crate::agree::{cases, check};
use crate::posts::post;

/// Lengths in bytes around which a block ends.
const LENGTHS: [usize; 12] = [0, 1, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256];

/// At most so many bytes of a text.
fn cut(text: &str, length: usize) -> &str {
    let end = (0..=length.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap()]
}

#[test]
fn prose_of_any_length_agrees() {
    let prose = "We moved the Meeting, because two of our suppliers couldn't come before Friday. Why? See #plans @ann \
        (it's 3.5 km): \"no idea\"... A new line\r\nand 1,000 more; then U.S. firms, e.g. HubSpot, won!! The end";
    for length in 0..=prose.len() {
        check(cut(prose, length), None);
    }
}

#[test]
fn signs_at_each_place_of_a_block_agree() {
    let signs =
        ["é", ".", "\n", "\r\n", "👏", "#a", "https://a.b ", "'s", "g o o d ", "\u{200b}", "е", "?!", "\""];
    let plain = "one two Three four 5 six, seven ".repeat(5);
    for (at, sign) in (0..70).flat_map(|at| signs.map(|sign| (at, sign))) {
        // Each place meets each sign, and the end of the text moves with it.
        check(&format!("{}{sign}{}", &plain[..at], &plain[at..66 + at % 7]), None);
    }
}

proptest! {
    #![proptest_config(cases(80))]

    #[test]
    fn cut_posts_agree(text in post(), before in 0_usize..70, block in 0..LENGTHS.len(), more in 0_usize..3) {
        let long = format!("{}{text}{text}", "x".repeat(before));
        check(cut(&long, LENGTHS[block] + more), None);
    }
}
