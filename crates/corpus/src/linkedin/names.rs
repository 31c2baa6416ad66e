//! The files of an export by their names, and the columns by which each is known.

/// A file that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Profile,
    Summary,
    Positions,
    Education,
    Skills,
    Languages,
    Certifications,
    Registration,
    Connections,
    Messages,
    Invitations,
    Shares,
    Reposts,
    Comments,
    Reactions,
    Votes,
    Media,
    Searches,
    EndorsementsReceived,
    EndorsementsGiven,
    RecommendationsReceived,
    RecommendationsGiven,
    CompanyFollows,
    MemberFollows,
    HashtagFollows,
    Events,
    AdTargeting,
}

/// What is known of a file.
pub(crate) struct About {
    pub(crate) kind: Kind,
    /// Its names, as [`normal`] makes them.
    pub(crate) names: &'static [&'static str],
    /// Columns without which it is not that file; one of several names is enough.
    pub(crate) needs: &'static [&'static [&'static str]],
    /// The column of dates, by which a reading is judged.
    pub(crate) date: &'static str,
    /// Whether nobody else is shown what stands in it.
    pub(crate) private: bool,
}

const fn about(
    kind: Kind,
    names: &'static [&'static str],
    needs: &'static [&'static [&'static str]],
    date: &'static str,
) -> About {
    About { kind, names, needs, date, private: matches!(kind, Kind::Messages | Kind::Invitations) }
}

/// Every file that is read, in the order of [`Kind`].
pub(crate) static FILES: &[About] = &[
    about(Kind::Profile, &["profile"], &[&["first name"], &["last name"], &["headline", "summary"]], ""),
    about(Kind::Summary, &["profile_summary"], &[&["profile summary"]], ""),
    about(Kind::Positions, &["positions"], &[&["company name"], &["title"]], ""),
    about(Kind::Education, &["education"], &[&["school name"]], ""),
    about(Kind::Skills, &["skills"], &[&["name"]], ""),
    about(Kind::Languages, &["languages"], &[&["name"]], ""),
    about(Kind::Certifications, &["certifications"], &[&["name"], &["authority", "license number"]], ""),
    about(Kind::Registration, &["registration"], &[&["registered at"]], "registered at"),
    about(Kind::Connections, &["connections"], &[&["first name"], &["connected on"]], "connected on"),
    about(Kind::Messages, &["messages"], &[&["from"], &["to"], &["date"], &["content"]], "date"),
    about(
        Kind::Invitations,
        &["invitations"],
        &[&["from"], &["to"], &["sent at"], &["direction"]],
        "sent at",
    ),
    about(Kind::Shares, &["shares"], &[&["date"], &["sharelink"], &["sharecommentary"]], "date"),
    about(Kind::Reposts, &["instantreposts", "instant_reposts"], &[&["date"], &["link"]], "date"),
    about(Kind::Comments, &["comments"], &[&["date"], &["link"], &["message"]], "date"),
    about(Kind::Reactions, &["reactions"], &[&["date"], &["type"], &["link"]], "date"),
    about(Kind::Votes, &["votes"], &[&["date"], &["link"], &["optiontext"]], "date"),
    about(Kind::Media, &["rich_media"], &[&["media description", "date/time"]], ""),
    about(Kind::Searches, &["searchqueries", "search_queries"], &[&["time"], &["search query"]], "time"),
    about(
        Kind::EndorsementsReceived,
        &["endorsement_received_info"],
        &[&["skill name"], &["endorser first name"]],
        "endorsement date",
    ),
    about(
        Kind::EndorsementsGiven,
        &["endorsement_given_info"],
        &[&["skill name"], &["endorsee first name"]],
        "endorsement date",
    ),
    about(
        Kind::RecommendationsReceived,
        &["recommendations_received"],
        &[&["first name"], &["text"], &["status"]],
        "creation date",
    ),
    about(
        Kind::RecommendationsGiven,
        &["recommendations_given"],
        &[&["first name"], &["text"], &["status"]],
        "creation date",
    ),
    about(Kind::CompanyFollows, &["company_follows"], &[&["organization"]], "followed on"),
    about(
        Kind::MemberFollows,
        &["member_follows"],
        &[&["date"], &["status"], &["fullname", "full name"]],
        "date",
    ),
    about(Kind::HashtagFollows, &["hashtag_follows"], &[&["hashtag"]], "createdtime"),
    about(Kind::Events, &["events"], &[&["event name"], &["event time"]], "event time"),
    about(Kind::AdTargeting, &["ad_targeting"], &[&["member groups", "company names", "job titles"]], ""),
];

impl Kind {
    pub(crate) fn about(self) -> &'static About {
        &FILES[self as usize]
    }

    /// The file called so, if it is one that is read.
    pub(crate) fn named(normal: &str) -> Option<Self> {
        FILES.iter().find(|about| about.names.contains(&normal)).map(|about| about.kind)
    }
}

/// What only a complete export has; two of them prove it, even where it has no activity.
pub(crate) const COMPLETE: [&str; 7] = [
    "ad_targeting",
    "searchqueries",
    "logins",
    "inferences_about_you",
    "ads_clicked",
    "security_challenges",
    "lan_ads_engagement",
];

/// Why a file is not opened, where it is known and of no use: the words stand in what `ssi inspect` prints.
pub(crate) fn unread(normal: &str) -> Option<&'static str> {
    const STUBS: [&str; 6] = [
        "guide_messages",
        "learning_coach_messages",
        "learning_role_play_messages",
        "coach_messages",
        "learningcoachmessages",
        "learning_messages",
    ];
    const PRIVATE: [&str; 12] = [
        "receipts",
        "receipts_v2",
        "phonenumbers",
        "phone_numbers",
        "private_identity_asset",
        "private_identity_assets",
        "verifications",
        "email_addresses",
        "contacts",
        "importedcontacts",
        "savedjobalerts",
        "security_challenges",
    ];
    const UNUSED: [&str; 23] = [
        "saved_items",
        "learning",
        "notes",
        "projects",
        "publications",
        "honors",
        "courses",
        "patents",
        "organizations",
        "volunteering",
        "test_scores",
        "causes_you_care_about",
        "logins",
        "inferences_about_you",
        "ads_clicked",
        "lan_ads_engagement",
        "linkedin_audience_network_ad_engagement",
        "whatsapp_phone_numbers",
        "job_applications",
        "saved_jobs",
        "groups",
        "providers",
        "services_marketplace",
    ];
    if STUBS.contains(&normal) {
        Some("talks with a machine, not with people")
    } else if PRIVATE.contains(&normal) {
        Some("private, and of no use for a score: not opened")
    } else if UNUSED.contains(&normal) {
        Some("nothing in it counts")
    } else {
        None
    }
}

/// The name of a file as it is compared: without its folder, its ending and the member's number, in lower case, with `_` for
/// spaces. `None` where it is no CSV file.
pub(crate) fn normal(name: &str) -> Option<String> {
    let name = name.rsplit('/').next()?.trim().to_lowercase();
    let stem = name.strip_suffix(".csv")?.trim_end().replace(' ', "_");
    let without_number = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = if without_number.len() < stem.len() {
        without_number.strip_suffix('_').unwrap_or(&stem)
    } else {
        &stem
    };
    (!stem.is_empty()).then(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stand_in_the_order_of_their_kinds() {
        for (place, about) in FILES.iter().enumerate() {
            assert_eq!(about.kind as usize, place, "{:?}", about.names);
            assert!(about.names.iter().all(|name| unread(name).is_none()), "{:?}", about.names);
        }
    }

    #[test]
    fn names() {
        for (name, expected) in [
            ("Shares.csv", Some("shares")),
            ("Shares_123456789.csv", Some("shares")),
            ("a.zip/Rich Media.CSV", Some("rich_media")),
            ("Company_Follows_12.csv", Some("company_follows")),
            ("Receipts_v2.csv", Some("receipts_v2")),
            ("Endorsement_Received_Info.csv", Some("endorsement_received_info")),
            ("Messages.csv", Some("messages")),
            ("posts-1.csv", Some("posts-1")),
            ("notes.txt", None),
            (".csv", None),
        ] {
            assert_eq!(normal(name).as_deref(), expected, "{name}");
        }
    }
}
