//! The first files of a pack that somebody begins.

use crate::pack::PackFile;

/// A pack on top of another one, with one rule that explains itself, in a pillar of its base.
///
/// `base` is the name that `extends` takes, `pillar` the id of one of its pillars. Loads without a warning on every base that
/// does not pay for documents already.
pub fn template(base: &str, title: &str, pillar: &str) -> Vec<PackFile> {
    let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
    let header = HEADER.replace("{base}", base).replace("{title}", &quoted).replace("{pillar}", pillar);
    let rule = RULE.replace("{pillar}", pillar);
    vec![
        PackFile { path: "pack.rhai".to_owned(), text: header },
        PackFile { path: format!("pillars/{pillar}.rhai"), text: rule },
    ]
}

const HEADER: &str = r#"//! What this pack is for, and for whom: write it here.
//!
//! It has all rules of the pack `{base}`. A rule in pillars/ or grades/ replaces the one of its name there, or is one more.
//! `ssi rules list` shows every rule with its points, `ssi rules check` what is wrong, `ssi rules diff` what a change does to people.

extends("{base}");
title("{title}");

// Another weight for a rule of `{base}`; `ssi rules reweigh` writes such a line for you.
// reweigh("{pillar}.documents", 3);

// Bands of your own replace all of those below. The first one begins at 0.
// band(0, "beginning");
// band(60, "on the way");
"#;

const RULE: &str = r#"//! Rules of our own for this pillar, beside those of the pack below.

/// Shares documents: slides, checklists, reports.
///
/// Why: a document is kept and passed on; a post is read and gone.
/// Advice: make five slides of the checklist that you use yourself.
/// Source: a choice of ours.
fn documents(m) {
    // The first line above is the rule's title. The number 2 is its weight: its share of the points of the pillar, beside the weights
    // of the other rules. `ramp(0, 3)` gives nothing for no document, all for three in the pack's window, and a third for each.
    // `ssi columns` lists what a rule can read, and every word of the language.
    weight(2, m.posts.where(|p| p.format == "document").count().ramp(0, 3))
}
"#;
