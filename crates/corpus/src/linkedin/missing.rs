//! What an export does not tell, why that matters, and where to get it.

use super::names::Kind;
use super::report::Missing;
use crate::tables::table;

const COMPLETE: &str = "LinkedIn > Settings > Data privacy > Get a copy of your data > the larger archive, which comes within a day or two";
const PART: &str = "LinkedIn > Settings > Data privacy > Get a copy of your data, with this part ticked";
const WORKBOOK: &str =
    "LinkedIn > Analytics > Post impressions > Export: the workbook of creator analytics, beside the export";

const IMPRESSIONS: &str = "impressions, and reactions and comments received: no export has them";
const FOLLOWERS: &str = "followers: no export has their number";

/// Takes what a workbook told from what is missing.
pub(crate) fn told(missing: &mut Vec<Missing>, impressions: bool, followers: bool) {
    missing.retain(|m| !(impressions && m.what == IMPRESSIONS || followers && m.what == FOLLOWERS));
}

/// What is missing from an export that has these kinds of files.
pub(crate) fn of(has: &dyn Fn(Kind) -> bool, complete: bool) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut tell = |gone: bool, what, why, from| {
        if gone {
            missing.push(Missing { what, why, from });
        }
    };
    let activity = [
        (
            Kind::Shares,
            "posts: there is no Shares.csv. Either the member never posted, or this is the basic archive, which leaves posts out",
            "brand and insights count posts",
        ),
        (
            Kind::Comments,
            "comments: there is no Comments.csv. Either the member never commented, or this is the basic archive, which leaves comments out",
            "insights are mostly comments",
        ),
        (
            Kind::Reactions,
            "reactions: there is no Reactions.csv. Either the member never reacted, or this is the basic archive, which leaves reactions out",
            "a small part of insights",
        ),
    ];
    for (kind, what, why) in activity {
        tell(!has(kind) && !complete, what, why, COMPLETE);
    }
    for (kind, what, why) in [
        (Kind::Profile, "the profile: there is no Profile.csv", "brand looks at the profile"),
        (Kind::Connections, "connections: there is no Connections.csv", "people looks at the network"),
        (Kind::Messages, "messages: there is no messages.csv", "relationships are mostly messages"),
        (Kind::Invitations, "invitations: there is no Invitations.csv", "people counts accepted invitations"),
    ] {
        tell(!has(kind), what, why, PART);
    }
    tell(
        true,
        IMPRESSIONS,
        "how posts are received is a part of brand and insights; it is left out of the score and lowers its coverage",
        WORKBOOK,
    );
    tell(true, FOLLOWERS, "followers won are a part of relationships", WORKBOOK);
    tell(
        true,
        "who wrote the posts commented on, and who answered: no export has it",
        "breadth, conversations and answers to comments are left out of the score",
        "nowhere",
    );
    missing
}

/// The tables of which an export tells nothing about its owner, by their places. A file that a complete export lacks had
/// nothing in it; in any other it may just not be a part of it.
pub(crate) fn untold(has: &dyn Fn(Kind) -> bool, complete: bool) -> Vec<usize> {
    let mut ids = vec!["received_comments"];
    let mut unless = |kinds: &[Kind], tables: &[&'static str]| {
        if !kinds.iter().any(|kind| has(*kind)) {
            ids.extend_from_slice(tables);
        }
    };
    if !complete {
        unless(&[Kind::Shares], &["posts"]);
        unless(&[Kind::Comments], &["comments"]);
        unless(&[Kind::Reactions], &["reactions"]);
        unless(&[Kind::EndorsementsGiven], &["endorsements_given"]);
        unless(&[Kind::EndorsementsReceived], &["endorsements_received"]);
        unless(&[Kind::RecommendationsGiven], &["recommendations_given"]);
        unless(&[Kind::RecommendationsReceived], &["recommendations_received"]);
    }
    unless(&[Kind::Connections], &["connections"]);
    unless(&[Kind::Messages], &["messages", "received_messages", "threads"]);
    unless(&[Kind::Invitations], &["invitations_sent", "invitations_received"]);
    unless(&[Kind::Searches], &["searches"]);
    unless(&[Kind::AdTargeting], &["memberships"]);
    unless(&[Kind::Events], &["events"]);
    unless(&[Kind::CompanyFollows, Kind::MemberFollows, Kind::HashtagFollows], &["follows"]);
    let activity =
        [Kind::Shares, Kind::Comments, Kind::Reactions, Kind::Messages, Kind::Invitations, Kind::Searches];
    if activity.iter().all(|kind| !has(*kind)) {
        ids.push("days");
    }
    if [Kind::Comments, Kind::Reactions, Kind::Messages].iter().all(|kind| !has(*kind)) {
        ids.push("ties");
    }
    ids.into_iter().map(|id| table(id).expect("a table of the list")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basic_archive_is_told_from_a_silent_member() {
        let has = |kind| matches!(kind, Kind::Profile | Kind::Connections | Kind::Messages);
        let words = |complete| {
            of(&has, complete).iter().map(|m| m.what.split([':', ',']).next().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(
            words(true),
            ["invitations", "impressions", "followers", "who wrote the posts commented on"]
        );
        assert_eq!(words(false)[..3], ["posts", "comments", "reactions"]);
        let posts = table("posts").unwrap();
        assert!(untold(&has, false).contains(&posts) && !untold(&has, true).contains(&posts));
    }
}
