//! What a page was made of.

use std::path::PathBuf;

use maud::{Markup, html};

use super::embed::Name;
use super::figures::{percent, thousands};
use crate::summary::Summary;

/// What was scored, with what, and what was left out.
pub(super) fn provenance(summary: &Summary) -> Markup {
    // A page is sent to others: names of folders above are nobody's business.
    let name = |path: &PathBuf| {
        path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
    };
    let rules = summary.rules.as_ref().map_or_else(|| "built in".to_owned(), name);
    let corpus: Vec<String> = summary.corpus.iter().map(name).collect();
    let set: Vec<String> = summary.set.iter().map(|(rule, weight)| format!("{rule} = {weight}")).collect();
    html! {
        section aria-labelledby="made-of" {
            h2 id="made-of" { "What this was made of" }
            dl.facts {
                dt { "Rules" } dd { (Name(&summary.title)) ", " (Name(&rules)) br; code { (summary.rules_blake3) } }
                @if !set.is_empty() { dt { "Weights set by hand" } dd { (set.join(", ")) } }
                dt { "Scored" } dd { (Name(&corpus.join(", "))) }
                dt { "As of" } dd { (summary.as_of) ", activity of " (summary.window_days) " days" }
                dt { "Coverage" } dd { (percent(summary.coverage)) " of all points" }
                dt { "Rows rejected" } dd { (thousands(summary.rejected as u64)) }
                dt { "Made by" } dd { "ssi " (summary.version) }
            }
            @if !summary.inputs.is_empty() {
                details {
                    summary { "The files" }
                    div.scroll tabindex="0" role="region" aria-label="Input files" {
                        table {
                            thead { tr { th scope="col" { "file" } th scope="col" { "read as" } th.n scope="col" { "rows" } th.n scope="col" { "rejected" } th scope="col" { "BLAKE3" } } }
                            tbody {
                                @for input in &summary.inputs {
                                    tr {
                                        td { (Name(&input.file)) } td { (input.table) }
                                        td.n { (thousands(input.rows)) } td.n { (thousands(input.rejected)) }
                                        td { code { (input.blake3.get(..12).unwrap_or(&input.blake3)) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        footer { p { (summary.note) } }
    }
}
