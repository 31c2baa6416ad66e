//! What can be typed behind `ssi rules test`.

use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Cases lie beside the rules, in PACK/tests/*.csv, a row each. What a file is about shows in its header:\n\n  \
                  text,kind,rule,expect,name,language    texts\n  \
                  member,rule,expect,name,as_of          members of a small corpus\n\n\
                  A case about a text asks for its grade or for what a rule credits it with, 0 to 1; of a penalty, how much of it is \
                  taken. kind is post, comment, message, headline or summary. A case about a member asks for the points of a rule, a \
                  pillar or the score; what a penalty takes is below 0. Members are those of the folder beside the file \
                  (tests/quiet.csv: tests/quiet/), as of the day of its last activity.\n\n\
                  rule is a rule's id; empty means the grade, or the score. An empty text or member means that of the row above, or \
                  the text of that name. name, language and as_of may be left out.\n\n\
                  expect is one of:\n\n  \
                  0.8          a number: all that rounds to it; a whole number: to a hundredth\n  \
                  0.8±0.05     a number and how far away it may be; also 0.8 +- 0.05\n  \
                  >= 0.5       a bound; also >, <=, <\n  \
                  0.2..0.6     a range, both ends included\n  \
                  missing      no evidence, so the rule does not count\n  \
                  > other      more than the case of that name gets of the same rule; also >=, <, <=\n\n\
                  Coverage counts only what a case names: a rule by its id, or by a Good and a Bad line in its own comment.\n\n\
                  Examples:\n  ssi rules test rules/ssi\n  ssi rules test rules/ssi --filter praise\n  \
                  ssi rules test rules/mine --mutate"
)]
pub(crate) struct Test {
    /// The pack's folder
    #[arg(default_value = "rules/ssi")]
    pub(crate) pack: PathBuf,
    /// Try only cases with all of these words in their file, name or rule
    #[arg(long, value_name = "WORDS")]
    pub(crate) filter: Option<String>,
    /// List every rule that no case names, and every curve with the parts that no case reaches
    #[arg(long, conflicts_with = "filter")]
    pub(crate) coverage: bool,
    /// Change each number of the rules by a tenth, up and down, and name those that no case notices
    #[arg(long, conflicts_with = "filter")]
    pub(crate) mutate: bool,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Threads to use [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}
