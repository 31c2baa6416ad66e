//! Questions, exclamations and ellipses of an ASCII text: runs of marks, each counted once.

use crate::characters::CharacterFacts;

/// The run of marks that the text is in.
#[derive(Clone, Copy, Default)]
struct Run {
    /// The byte behind it.
    end: usize,
    question: bool,
    exclamation: bool,
    full_stops: u32,
}

impl Run {
    fn is_dots(self) -> bool {
        self.full_stops > 0
    }

    fn close(self, facts: &mut CharacterFacts) {
        facts.questions += u64::from(self.question);
        facts.exclamations += u64::from(self.exclamation);
        facts.ellipses += u64::from(self.full_stops >= 3);
    }
}

/// Counts the runs among the signs.
pub(super) fn count(text: &[u8], signs: &[u32], facts: &mut CharacterFacts) {
    let mut run = Run::default();
    for &at in signs {
        let at = at as usize;
        let sign = text[at];
        if !matches!(sign, b'.' | b'!' | b'?') {
            continue;
        }
        if run.end != at || run.is_dots() != (sign == b'.') {
            run.close(facts);
            run = Run::default();
        }
        run.end = at + 1;
        run.question |= sign == b'?';
        run.exclamation |= sign == b'!';
        run.full_stops += u32::from(sign == b'.');
    }
    run.close(facts);
}
