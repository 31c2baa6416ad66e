//! Plain texts of our own that stand for what is not written yet: neither poor nor brilliant.
//!
//! The pack grades them as it grades any text, so what a rule is worth follows the rules that are in use.

/// A line that asks the reader something, put under a text to see what a question does to it.
pub const QUESTION: &str = "\n\nHow is it where you work?";
/// Three words to be found by, likewise.
pub const HASHTAGS: &str = "\n\n#planning #customers #service";

/// A plain text of a kind; nothing for a kind that we do not know.
pub fn sample(kind: &str) -> &'static str {
    match kind {
        "post" => {
            "Last quarter we asked 12 customers why they had stayed. Nine of them named the same reason, because their \
             second user had found an answer alone in the first week.\n\n\
             So we now look at that week before we look at anything else. For example, a team that is silent on day five \
             gets a call, and 4 of 5 calls find something small that we can mend the same day.\n\n\
             What do you look at in the first week?"
        }
        "comment" => {
            "We saw the same in two of our 14 projects, although both had a bigger budget, because nobody from the night shift had \
             been asked beforehand. In the third project we began with interviews, and the complaints in the first month fell by half. \
             How did you choose whom to ask?"
        }
        "message" => {
            "Your note on the night shift made me think of our own rota. Did the second week go better than the first?"
        }
        "headline" => "Account manager at Northgate: I help food makers order what they will need",
        "summary" => {
            "I help planners in food and logistics order what they will need and not what they fear. Last year my 14 \
             customers cut their safety stock by 18 % without one missed delivery.\n\n\
             Before that I ran a warehouse in Leeds for six years, which is why I ask about the second shift first. \
             If you plan by hand today, you will get a straight answer from me on whether a tool would help you."
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use ssi_corpus::tables::{Kind, TABLES};

    use super::*;

    #[test]
    fn every_kind_of_text_has_a_sample() {
        let columns = TABLES.iter().flat_map(|t| t.columns);
        let kinds = columns.filter_map(|c| if let Kind::Text(kind) = c.kind { Some(kind) } else { None });
        for kind in kinds {
            assert!(!sample(kind).is_empty(), "{kind}");
        }
    }
}
