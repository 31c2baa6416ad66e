//! LinkedIn's exports: every year's files, their quirks, teams, and what is told of them.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use common::archives::zip;
use common::books::figures;
use common::{folder, shared, table, told};
use proptest::prelude::*;
use ssi_corpus::data::{Corpus, NO_TIME};
use ssi_corpus::input::{Input, Limits};
use ssi_corpus::linkedin::{ExportOptions, ReadFile, find};
use ssi_corpus::read::{Options, read as read_folder, read_all};
use ssi_corpus::schema::FileId;

/// The exports of a folder as one corpus.
fn exports(folder: &Path) -> Corpus {
    read_folder(folder, &Options::default(), &()).unwrap()
}

/// An export with these files. A profile is put beside them, so that there is an owner.
fn export(files: &[(&str, &str)]) -> Corpus {
    let mut all = vec![PROFILE, CONNECTIONS];
    all.retain(|(name, _)| files.iter().all(|(other, _)| name != other));
    all.extend_from_slice(files);
    exports(folder(&all).path())
}

const PROFILE: (&str, &str) = (
    "Profile.csv",
    "First Name,Last Name,Headline,Summary,Industry,Geo Location\nSol,Ferrand,Renewals,I help.,Software,Lyon\n",
);
const CONNECTIONS: (&str, &str) = (
    "Connections.csv",
    "First Name,Last Name,URL,Company,Position,Connected On\nMira,Okonjo,https://www.linkedin.com/in/mira-okonjo,Fabrikam,CEO,04 Mar 2026\n",
);
const FEED: &str = "https://www.linkedin.com/feed/update/urn%3Ali%3A";

/// The number of something made at a second.
fn made(second: u64) -> u64 {
    (second * 1000) << 22
}

/// The rows of a table of an export with these files beside a profile.
#[track_caller]
fn check(files: &[(&str, &str)], file: FileId, expected: &[&str]) -> Corpus {
    let corpus = export(files);
    assert_eq!(rows(&corpus, file).lines().collect::<Vec<_>>(), expected);
    corpus
}

/// What was left out of a file, as `number reason`.
fn leftovers(corpus: &Corpus, name: &str) -> Vec<String> {
    read(corpus, name).left_out.iter().map(|(why, n)| format!("{n} {why}")).collect()
}

fn rows(corpus: &Corpus, file: FileId) -> String {
    corpus.rows(file).map(|rows| table(corpus, rows)).unwrap_or_default()
}

fn read<'c>(corpus: &'c Corpus, name: &str) -> &'c ReadFile {
    let files = corpus.exports.iter().flat_map(|export| &export.files);
    files.into_iter().find(|file| file.path.contains(name)).unwrap()
}

fn left(file: &ReadFile, reason: &str) -> u64 {
    file.left_out.iter().filter(|(why, _)| why.contains(reason)).map(|(_, n)| n).sum()
}

fn counted(file: &ReadFile, what: &str) -> u64 {
    file.counts.iter().filter(|(known, _)| known.contains(what)).map(|(_, n)| n).sum()
}

#[test]
fn every_era_of_the_suite() {
    let Some(suite) = shared("suites/linkedin-export-synthetic") else { return };
    let expected: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(suite.join("expected.json")).unwrap()).unwrap();
    for (era, people) in expected["connections"].as_object().unwrap() {
        let corpus = exports(&suite.join(era));
        assert_eq!(corpus.rejects, [], "{era}");
        assert_eq!(corpus.exports[0].name, expected["owner"].as_str().unwrap());
        let owner = corpus.people.find("sam-ego").unwrap();
        let of = |file: FileId, field: &str, person: u32| {
            let rows = corpus.rows(file).unwrap();
            rows.ids(field).unwrap().iter().filter(|&&id| id == person).count() as u64
        };
        let worded = |file: FileId, field: &str, word: &str| {
            let label = corpus.labels.find(word);
            let rows = corpus.rows(file).unwrap();
            rows.ids(field).unwrap().iter().filter(|&&id| Some(id) == label).count() as u64
        };

        let connections = read(&corpus, "Connections");
        let hidden = counted(connections, "hidden");
        let messages = read(&corpus, "messages");
        let mail = corpus.rows(FileId::Messages).unwrap();
        let (talks, senders) = (mail.ids("conversation").unwrap(), mail.ids("sender").unwrap());
        let times = mail.times("at").unwrap();
        let mut threads: Vec<u32> = talks.to_vec();
        threads.sort_unstable();
        threads.dedup();
        let first =
            |talk: u32| (0..mail.len).filter(|&r| talks[r] == talk).min_by_key(|&r| times[r]).unwrap();
        let started: Vec<u32> = threads.iter().copied().filter(|&t| senders[first(t)] == owner).collect();
        let answered =
            started.iter().filter(|&&t| (0..mail.len).any(|r| talks[r] == t && senders[r] != owner)).count();
        let comments = corpus.rows(FileId::Comments).unwrap();
        let texts = comments.texts("text").unwrap();
        let thin = (0..comments.len).filter(|&r| texts.get(r).split_whitespace().count() <= 3).count();
        let undated = comments.times("at").unwrap().iter().filter(|&&t| t == NO_TIME).count();
        let posts = corpus.rows(FileId::Posts).unwrap();
        let bare = (0..posts.len).filter(|&r| {
            corpus.labels.name(posts.ids("kind").unwrap()[r]) == "reshare"
                && posts.texts("text").unwrap().get(r).is_empty()
        });
        let me = corpus.rows(FileId::Members).unwrap();
        let number = |field: &str| me.numbers(field).unwrap()[0] as u64;

        let found = serde_json::json!({
            "messages": messages.rows + messages.left_out.iter().map(|(_, n)| n).sum::<u64>(),
            "threads": counted(messages, "conversations"),
            "sent_by_owner": of(FileId::Messages, "sender", owner),
            "owner_threads_started": started.len(),
            "owner_threads_answered": answered,
            "sponsored": left(messages, "sponsored"),
            "spam": left(messages, "spam"),
            "shares": of(FileId::Posts, "author", owner),
            "bare_reshares": bare.count(),
            "comments": of(FileId::Comments, "author", owner),
            "undated_comments": undated,
            "low_substance_comments": thin,
            "reactions": of(FileId::Reactions, "author", owner),
            "invitations_out": of(FileId::Invitations, "sender", owner),
            "invitations_in": of(FileId::Invitations, "recipient", owner),
            "endorsements_accepted": worded(FileId::Endorsements, "status", "accepted"),
            "recommendations_visible": worded(FileId::Recommendations, "status", "visible"),
            "positions": number("positions"),
            "skills": number("skills"),
        });
        assert_eq!(found, expected["every_era"], "{era}");
        let known = corpus.rows(FileId::Connections).unwrap().len as u64 - hidden;
        assert_eq!(serde_json::json!({ "people": known, "hidden": hidden }), *people, "{era}");
        assert_eq!(
            (number("endorsements"), number("recommendations"), corpus.labels.find("Northwind").is_some()),
            (1, 1, true)
        );
        // "Jane Doe, Ph.D., Ana Lima" are two people, with addresses or without.
        let intro = (0..mail.len).find(|&r| corpus.conversations.name(talks[r]) == "c5").unwrap();
        let to = mail.lists("recipients").unwrap().get(intro);
        let names: Vec<&str> = to.iter().map(|&p| corpus.people.name(p)).collect();
        let jane = if era.as_str() < "2023" { "Jane Doe, Ph.D." } else { "jane-doe" };
        assert_eq!(names, [jane, "ana-lima"], "{era}");
    }
}

#[test]
fn an_archive_and_a_folder_are_the_same() {
    let Some(suite) = shared("suites/linkedin-export-synthetic") else { return };
    for era in ["2021-early", "2022", "2024", "2026"] {
        let place = tempfile::tempdir().unwrap();
        let packed = place.path().join("Complete_LinkedInDataExport_02-20-2026.zip");
        let mut zip = zip::ZipWriter::new(std::fs::File::create(&packed).unwrap());
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(suite.join(era)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            zip.start_file(name.clone(), zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&std::fs::read(&path).unwrap()).unwrap();
            // What a certain system leaves in archives.
            zip.start_file(format!("__MACOSX/._{name}"), zip::write::SimpleFileOptions::default()).unwrap();
        }
        zip.finish().unwrap();
        let input = Input::find(&[packed], &Limits::default()).unwrap();
        let from_zip = read_all(&input, &Options::default(), &()).unwrap();
        let from_folder = exports(&suite.join(era));
        let mut dump = [from_zip, from_folder].map(|corpus| common::dump(&corpus)).into_iter();
        assert_eq!(dump.next(), dump.next(), "{era}");
    }
}

#[test]
fn our_own_files_are_no_export() {
    let own = folder(&[
        ("messages.csv", "conversation,sender,at,text\nc,ada,2026-01-01,Hi\n"),
        ("connections.csv", "member,other\nada,bo\n"),
        ("comments.csv", "author,at,text\nada,2026-01-01,Hi\n"),
    ]);
    let input = Input::find(&[own.path().to_owned()], &Limits::default()).unwrap();
    assert!(find(&input, &Limits::default()).is_empty());
    let corpus = exports(own.path());
    assert!(corpus.exports.is_empty() && corpus.rows(FileId::Messages).unwrap().len == 1);
}

#[test]
fn own_files_lie_beside_an_export() {
    let both = folder(&[PROFILE, CONNECTIONS, ("posts.csv", "author,at,text\nada,2026-01-01,Hi\n")]);
    let corpus = exports(both.path());
    assert_eq!(rows(&corpus, FileId::Posts), "author=ada at=2026-01-01T00:00:00Z text=\"Hi\"");
    assert_eq!(corpus.exports.len(), 1);
}

#[test]
fn private_files_are_not_opened() {
    let files = [
        ("Receipts_v2.csv", "\0"),
        ("PhoneNumbers.csv", "Number\n1\n"),
        ("guide_messages.csv", "FROM,TO,DATE,CONTENT\nA,B,2026-01-01 00:00:00 UTC,Hi\n"),
        ("LearningCoachMessages.csv", "No conversations found"),
    ];
    let corpus = export(&files);
    assert!(corpus.rows(FileId::Messages).is_none() && corpus.notes.is_empty(), "{:?}", corpus.notes);
    let skipped: Vec<&str> = corpus.exports[0].skipped.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        skipped,
        ["LearningCoachMessages.csv", "PhoneNumbers.csv", "Receipts_v2.csv", "guide_messages.csv"]
    );
}

#[test]
fn posts() {
    let group = format!("{FEED}groupPost%3A5-{}", made(1_770_712_200));
    let shares = format!(
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n\
         2026-02-10 08:30:00,{FEED}share%3A1,\"One.\"\"\n\"\"\"\"\n\"\"Two.\",,,PUBLIC\n\
         2026-02-10 09:30:00,{FEED}share%3A2,One. Two.,,,PUBLIC\n\
         2026-02-11 08:30:00,{group},In a group,,,PUBLIC\n\
         2026-02-12 08:30:00,{FEED}share%3A3,,https://a.invalid,,PUBLIC\n\
         2026-02-13 08:30:00,{FEED}share%3A4,Mine,https://a.invalid,,PUBLIC\n\
         2026-02-14 08:30:00,{FEED}share%3A5,Look,https://www.linkedin.com/feed/update/urn:li:activity:9,,PUBLIC\n\
         2026-02-15 08:30:00,{FEED}share%3A6,Slides,,https://m.invalid/d,PUBLIC\n\
         soon,{FEED}share%3A7,Bad,,,PUBLIC\n"
    );
    let reposts = format!("Date,Link\n2026-02-16 08:30:00,{FEED}activity%3A8\n");
    let media = "Date/Time,Media Description,Media Link\n\
         \"You uploaded a feed document on February 15, 2026 at 8:29 AM (GMT)\",x,https://other.invalid\n\
         \"You uploaded a profile photo on February 1, 2020 at 8:29 AM (GMT)\",,\n";
    let corpus = check(
        &[("Shares_123.csv", &shares), ("InstantReposts_123.csv", &reposts), ("Rich Media.csv", media)],
        FileId::Posts,
        &[
            "post=share:1 author=Sol Ferrand at=2026-02-10T08:30:00Z text=\"One.\\n\\nTwo.\" kind=original format=text in_group=0",
            &format!(
                "post=groupPost:5-{} author=Sol Ferrand at=2026-02-11T08:30:00Z text=\"In a group\" kind=original format=text in_group=1",
                made(1_770_712_200)
            ),
            "post=share:3 author=Sol Ferrand at=2026-02-12T08:30:00Z kind=reshare format=link in_group=0",
            "post=share:4 author=Sol Ferrand at=2026-02-13T08:30:00Z text=\"Mine\" kind=original format=link in_group=0",
            "post=share:5 author=Sol Ferrand at=2026-02-14T08:30:00Z text=\"Look\" kind=reshare format=link in_group=0",
            "post=share:6 author=Sol Ferrand at=2026-02-15T08:30:00Z text=\"Slides\" kind=original format=document in_group=0",
            "post=activity:8 author=Sol Ferrand at=2026-02-16T08:30:00Z kind=reshare in_group=0",
        ],
    );
    assert_eq!(leftovers(&corpus, "Shares"), ["1 the same text once more within 3 days: an edit"]);
    assert_eq!(corpus.rejects.len(), 1);
    assert!(told(&corpus.rejects[0]).starts_with("Shares_123.csv:11 byte "), "{}", told(&corpus.rejects[0]));
    assert_eq!(corpus.rows(FileId::Members).unwrap().numbers("has_photo").unwrap(), [1.0]);
    assert!(corpus.rows(FileId::Members).unwrap().numbers("has_cover").is_none());
}

#[test]
fn media_that_nobody_tells_make_formats_unknown() {
    let shares = format!(
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n\
         2026-02-10 08:30:00,{FEED}share%3A1,One,,https://m.invalid/d,PUBLIC\n2026-02-11 08:30:00,{FEED}share%3A2,Two,,,PUBLIC\n"
    );
    let corpus = export(&[("Shares.csv", &shares)]);
    assert!(!rows(&corpus, FileId::Posts).contains("format="));
    assert_eq!(read(&corpus, "Shares").notes.len(), 1);
}

#[test]
fn comments_and_reactions_know_when_the_post_was_made() {
    let at = 1_770_712_200; // 2026-02-10T08:30:00Z
    let own =
        format!("Date,ShareLink,ShareCommentary\n2026-02-10 08:30:00,{FEED}share%3A{},Hello\n", made(at));
    let comments = format!(
        "Date,Link,Message\n\
         2026-02-10 09:00:00,{FEED}activity%3A{},\"I \\\"answer\\\" below\"\n\
         2026-02-10 10:00:00,{FEED}activity%3A{},There\n\
         2026-02-10 10:00:00,{FEED}activity%3A{},From the future\n,{FEED}activity%3A77,Undated\n",
        made(at + 1),
        made(at + 600),
        made(at + 999_999)
    );
    let reactions = format!(
        "Date,Type,Link\n\
         2026-02-10 09:30:00,PRAISE,{FEED}activity%3A{0}\n\
         2026-02-10 09:30:00,MAYBE,{FEED}activity%3A{0}?commentUrn=urn%3Ali%3Acomment%3A%28activity%3A{0}%2C5%29\n",
        made(at + 600)
    );
    let votes = "Date,Link,OptionText\n2026-02-10 08:30:00,urn:li:ugcPost:1,Yes\n";
    let files = [
        ("Shares.csv", own.as_str()),
        ("Comments.csv", &comments),
        ("Reactions.csv", &reactions),
        ("Votes.csv", votes),
    ];
    let post = format!("activity:{}", made(at + 600));
    let corpus = check(
        &files,
        FileId::Posts,
        &[
            &format!(
                "post=share:{} author=Sol Ferrand at=2026-02-10T08:30:00Z text=\"Hello\" kind=original format=text in_group=0",
                made(at)
            ),
            &format!("post={post} at=2026-02-10T08:40:00Z"),
        ],
    );
    assert_eq!(
        rows(&corpus, FileId::Comments).lines().collect::<Vec<_>>(),
        [
            format!(
                "author=Sol Ferrand at=2026-02-10T09:00:00Z text=\"I \\\"answer\\\" below\" post=share:{}",
                made(at)
            ),
            format!("author=Sol Ferrand at=2026-02-10T10:00:00Z text=\"There\" post={post}"),
            format!(
                "author=Sol Ferrand at=2026-02-10T10:00:00Z text=\"From the future\" post=activity:{}",
                made(at + 999_999)
            ),
            "author=Sol Ferrand text=\"Undated\" post=activity:77".to_owned(),
        ]
    );
    assert_eq!(
        rows(&corpus, FileId::Reactions).lines().collect::<Vec<_>>(),
        [
            format!("author=Sol Ferrand at=2026-02-10T09:30:00Z kind=celebrate post={post}"),
            "author=Sol Ferrand at=2026-02-10T09:30:00Z kind=curious comment=comment:5".to_owned(),
        ]
    );
    assert_eq!(leftovers(&corpus, "Votes"), ["1 a vote in a poll is neither a comment nor a reaction"]);
}

#[test]
fn messages() {
    let head = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT\n";
    let body = "c1,,Sol Ferrand,https://www.linkedin.com/in/sol-ferrand,\"Jane Doe, Ph.D., Mira Okonjo\",\"https://www.linkedin.com/in/jane,https://www.linkedin.com/in/mira-okonjo\",2026-03-01 10:00:00 UTC,,<p>Hi &amp; hello</p>,INBOX,,No,No\n\
        c2,,LinkedIn Member,,Sol Ferrand,https://www.linkedin.com/in/sol-ferrand,2026-03-02 10:00:00 UTC,,a < b,ARCHIVE,,No,No\n\
        c3,,LinkedIn Member,,Sol Ferrand,,2026-03-02 10:00:00 UTC,,I left,INBOX,,No,No\n\
        c4,,Sol Ferrand,https://www.linkedin.com/in/sol-ferrand,Mira Okonjo,,2026-03-02 10:00:00 UTC,,Not yet,INBOX,,Yes,No\n\
        c5,Sponsored Conversation,Some Firm,,Sol Ferrand,,2026-03-02 10:00:00 UTC,,Buy,INBOX,,No,No\n\
        c6,,Sol Ferrand,https://www.linkedin.com/in/sol-ferrand,Mira Okonjo,,someday,,Secret words,INBOX,,No,No\n";
    let corpus = check(
        &[("messages.csv", &format!("{head}{body}"))],
        FileId::Messages,
        &[
            "conversation=c1 sender=sol-ferrand recipients=jane+mira-okonjo at=2026-03-01T10:00:00Z text=\"Hi & hello\"",
            "conversation=c2 sender=LinkedIn Member (c2) recipients=sol-ferrand at=2026-03-02T10:00:00Z text=\"a < b\"",
            "conversation=c3 sender=LinkedIn Member (c3) recipients=sol-ferrand at=2026-03-02T10:00:00Z text=\"I left\"",
        ],
    );
    assert_eq!(leftovers(&corpus, "messages"), ["1 a draft", "1 sponsored"]);
    assert!(!format!("{:?}", corpus.rejects).contains("Secret"), "{:?}", corpus.rejects);
    assert_eq!((corpus.rejects.len(), corpus.exports[0].owner.as_str()), (1, "sol-ferrand"));
    // Files of 2019 name no conversation and no address.
    check(
        &[(
            "messages.csv",
            "FROM,TO,DATE,SUBJECT,CONTENT,DIRECTION,FOLDER\nMira Okonjo,Sol Ferrand,2019-03-01T10:00:00,,Hi,INCOMING,INBOX\nSol Ferrand,Mira Okonjo,2019-03-01T11:00:00,,Ho,OUTGOING,INBOX\n",
        )],
        FileId::Messages,
        &[
            "conversation=with Sol Ferrand + mira-okonjo sender=mira-okonjo recipients=Sol Ferrand at=2019-03-01T10:00:00Z text=\"Hi\"",
            "conversation=with Sol Ferrand + mira-okonjo sender=Sol Ferrand recipients=mira-okonjo at=2019-03-01T11:00:00Z text=\"Ho\"",
        ],
    );
}

#[test]
fn invitations() {
    let head = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n";
    let me = "https://www.linkedin.com/in/sol-ferrand";
    let body = format!(
        "Sol Ferrand,Mira Okonjo,\"3/3/26, 6:12 PM\",Good talk,OUTGOING,{me},https://www.linkedin.com/in/mira-okonjo\n\
         Sol Ferrand,Bo Dee,\"7/3/25, 6:12 PM\",,OUTGOING,{me},https://www.linkedin.com/in/bo\n\
         Cy,Sol Ferrand,\"3/3/26, 6:12 PM\",,INCOMING,https://www.linkedin.com/in/cy,{me}\n\
         Cy,Sol Ferrand,\"3/3/26, 6:12 PM\",,SIDEWAYS,,\n"
    );
    let corpus = check(
        &[("Invitations.csv", &format!("{head}{body}"))],
        FileId::Invitations,
        &[
            "sender=sol-ferrand recipient=mira-okonjo at=2026-03-04T02:12:00Z note=\"Good talk\" status=accepted answered_at=2026-03-04T02:12:00Z",
            "sender=sol-ferrand recipient=bo at=2025-07-04T01:12:00Z status=pending",
            "sender=cy recipient=sol-ferrand at=2026-03-04T02:12:00Z status=pending",
        ],
    );
    assert_eq!(corpus.rejects[0].column, "Direction");
    let elsewhere = folder(&[PROFILE, CONNECTIONS, ("Invitations.csv", &format!("{head}{body}"))]);
    let exports = ExportOptions { invitations_zone: "Europe/Paris".to_owned() };
    let corpus = read_folder(elsewhere.path(), &Options { exports, ..Options::default() }, &()).unwrap();
    assert!(rows(&corpus, FileId::Invitations).contains("at=2025-07-03T16:12:00Z"));
}

#[test]
fn lists_that_hold_no_accepted_invitations_tell_no_rate() {
    let mut connections = "First Name,Last Name,URL,Connected On\n".to_owned();
    for n in 1..=5 {
        let _ = writeln!(connections, "P,{n},https://www.linkedin.com/in/p{n},0{n} Mar 2026");
    }
    let invitations = "From,To,Sent At,Message,Direction\nSol Ferrand,A,\"2/1/26, 6:12 PM\",,OUTGOING\nSol Ferrand,B,\"4/1/26, 6:12 PM\",,OUTGOING\n";
    let corpus = export(&[("Connections.csv", &connections), ("Invitations.csv", invitations)]);
    assert!(!rows(&corpus, FileId::Invitations).contains("status"));
    assert_eq!(read(&corpus, "Invitations").notes.len(), 1);
}

#[test]
fn everything_else() {
    let searches = "Time,Search Query\n2026/02/01 15:02:55 UTC,Head of sales\n2026/02/01 15:02:56 UTC,head of sales\n2026/02/01 16:02:56 UTC,head of sales\n";
    let events = "Event Name,Event Time,Status,External Url\nFair,\"Jun 16, 2023 10:00 AM - Jun 16, 2023 11:00 AM\",APPROVED,\nOther,\"Jun 16, 2023 10:00 AM\",RELINQUISHED,\n";
    let targeting = "Company Names,Member Groups,Member Groups,\nA; B,Sales Circle; Renewals,,\n";
    let given = "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsee Public Url,Endorsement Status\n2026/01/09 10:41:04 UTC,Talks,Mira,Okonjo,www.linkedin.com/in/mira-okonjo,ACCEPTED\n";
    let follows = [
        ("Company Follows.csv", "Organization,Followed On\nAcme,Mon Dec 08 09:48:48 UTC 2025\n"),
        (
            "Member_Follows_1.csv",
            "Notes:\n\"x\"\n\nDate,Status,FullName\n2026-01-01 00:00:00,Active,Cy\n2026-01-01 00:00:00,Unfollow,Dee\n",
        ),
        (
            "Hashtag_Follows.csv",
            "HashTag,CreatedTime,LastModifiedTime,State\nsales,2026-01-01 00:00:00,,Active\n",
        ),
    ];
    let recommended = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\nMira,Okonjo,F,CEO,\"So \"\"good\"\"\",\"07/21/24, 12:11 PM\",VISIBLE\nX,Y,F,CEO,No,\"07/21/24, 12:11 PM\",PENDING\n";
    let mut files = vec![
        ("SearchQueries.csv", searches),
        ("Events.csv", events),
        ("Ad_Targeting.csv", targeting),
        ("Endorsement_Given_Info.csv", given),
        ("Recommendations_Received.csv", recommended),
        ("Registration.csv", "Registered At,Registration Ip,Subscription Types\n\"3/3/12, 6:12 PM\",,\n"),
        (
            "Positions.csv",
            "Company Name,Title,Description,Location,Started On,Finished On\nOld,Chief,x,L,Jan 2010,Jan 2012\nFirst,Director,,L,Jan 2012,\nNow,VP,x,L,Mar 2022,\n",
        ),
    ];
    files.extend_from_slice(&follows);
    let corpus = export(&files);
    for (file, expected) in [
        (
            FileId::Searches,
            "member=Sol Ferrand at=2026-02-01T15:02:55Z query=\"Head of sales\"\nmember=Sol Ferrand at=2026-02-01T16:02:56Z query=\"head of sales\"",
        ),
        (FileId::Events, "member=Sol Ferrand at=2023-06-16T10:00:00Z name=\"Fair\" kind=attended"),
        (
            FileId::Memberships,
            "member=Sol Ferrand name=\"Sales Circle\"\nmember=Sol Ferrand name=\"Renewals\"",
        ),
        (
            FileId::Endorsements,
            "giver=Sol Ferrand receiver=mira-okonjo at=2026-01-09T10:41:04Z skill=Talks status=accepted",
        ),
        (
            FileId::Recommendations,
            "giver=mira-okonjo receiver=Sol Ferrand at=2024-07-21T19:11:00Z text=\"So \\\"good\\\"\" status=visible",
        ),
        (
            FileId::Follows,
            "member=Sol Ferrand at=2025-12-08T09:48:48Z name=\"Acme\" kind=company\nmember=Sol Ferrand at=2026-01-01T00:00:00Z name=\"Cy\" kind=person\nmember=Sol Ferrand at=2026-01-01T00:00:00Z name=\"sales\" kind=subject",
        ),
        // Two fingerprints make the export complete: what is not there had nothing in it.
        (
            FileId::Members,
            "member=Sol Ferrand name=Sol Ferrand headline=\"Renewals\" summary=\"I help.\" title=\"VP\" company=Now industry=Software location=Lyon positions=3 positions_described=2 education=0 skills=0 languages=0 certifications=0 recommendations=1 endorsements=0 joined_at=2012-03-03T18:12:00Z",
        ),
    ] {
        assert_eq!(rows(&corpus, file), expected);
    }
    assert!(corpus.exports[0].complete);
    assert_eq!(corpus.rows(FileId::Posts).map(|rows| rows.len), Some(0));
}

#[test]
fn articles() {
    let place = folder(&[PROFILE, CONNECTIONS]);
    let inside = place.path().join("Articles/Articles");
    std::fs::create_dir_all(&inside).unwrap();
    let page = "<h1><a href=\"https://www.linkedin.com/pulse/why-now\">Why now</a></h1><p class=\"published\">Published on 2026-01-03 11:30</p><div><p>Because.</p></div>";
    std::fs::write(inside.join("2026-01-03 11:30:00.0-why.html"), page).unwrap();
    std::fs::write(inside.join("draft.html"), "<h1>Draft</h1><div>x</div>").unwrap();
    let corpus = exports(place.path());
    assert_eq!(
        rows(&corpus, FileId::Posts),
        "post=article:why-now author=Sol Ferrand at=2026-01-03T11:30:00Z text=\"Why now\\n\\nBecause.\" kind=article in_group=0"
    );
    assert!(
        corpus.exports[0]
            .skipped
            .iter()
            .any(|(path, why)| path.ends_with("draft.html") && why.contains("draft"))
    );
}

#[test]
fn a_spreadsheet_has_been_at_it() {
    let invitations =
        "\u{feff}From;To;Sent At;Message;Direction\r\nSol Ferrand;Mira Okonjo;3/3/2026 18:12;;OUTGOING\r\n";
    let connections = "\u{feff}First Name;Last Name;URL;Company;Position;Connected On\r\nMira;Okonjo;https://www.linkedin.com/in/mira-okonjo;F;CEO;4-Mar-26\r\n;;;;;5-Mar-26\r\n";
    let corpus = check(
        &[("Invitations.csv", invitations), ("Connections.csv", connections)],
        FileId::Invitations,
        &[
            "sender=Sol Ferrand recipient=mira-okonjo at=2026-03-04T02:12:00Z status=accepted answered_at=2026-03-04T02:12:00Z",
        ],
    );
    assert_eq!(
        rows(&corpus, FileId::Connections),
        "member=Sol Ferrand other=mira-okonjo at=2026-03-04T00:00:00Z title=\"CEO\" company=F\nmember=Sol Ferrand at=2026-03-05T00:00:00Z"
    );
}

/// A folder with the exports of several in it.
fn team(exports: &[(&str, &[(&str, &str)])]) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    for (name, files) in exports {
        std::fs::create_dir(place.path().join(name)).unwrap();
        for (file, text) in *files {
            std::fs::write(place.path().join(name).join(file), text).unwrap();
        }
    }
    place
}

#[test]
fn what_two_exports_tell_counts_once() {
    const HEAD: &str =
        "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT,FOLDER\n";
    let (sol, mira) = ("https://www.linkedin.com/in/sol", "https://www.linkedin.com/in/mira");
    let hello = format!("Sol Ferrand,{sol},Mira Okonjo,{mira},2026-03-01 10:00:00 UTC,Hello,INBOX\n");
    let answer = format!("Mira Okonjo,{mira},Sol Ferrand,{sol},2026-03-02 10:00:00 UTC,Yes,INBOX\n");
    let of_sol = format!("{HEAD}c1,{hello}c1,{answer}");
    let old = format!("{HEAD}c1,{hello}");
    let of_mira = format!("{HEAD}other-id,{hello}other-id,{answer}");
    let person = |first: &str, last: &str, headline: &str| {
        format!("First Name,Last Name,Headline\n{first},{last},{headline}\n")
    };
    let (new_me, old_me, her) =
        (person("Sol", "Ferrand", "New"), person("Sol", "Ferrand", "Old"), person("Mira", "Okonjo", "Hers"));
    let skill = |who: &str, first: &str, last: &str| {
        format!(
            "Endorsement Date,Skill Name,{who} First Name,{who} Last Name,{who} Public Url,Endorsement Status\n2026/01/09 10:41:04 UTC,Talks,{first},{last},www.linkedin.com/in/{},ACCEPTED\n",
            first.to_lowercase()
        )
    };
    let (given, received) = (skill("Endorsee", "Mira", "Okonjo"), skill("Endorser", "Sol", "Ferrand"));
    let folder = team(&[
        ("a-old", &[("Profile.csv", &old_me), ("messages.csv", &old)]),
        (
            "b-new",
            &[("Profile.csv", &new_me), ("messages.csv", &of_sol), ("Endorsement_Given_Info.csv", &given)],
        ),
        (
            "c-mira",
            &[
                ("Profile.csv", &her),
                ("messages.csv", &of_mira),
                ("Endorsement_Received_Info.csv", &received),
            ],
        ),
    ]);
    let corpus = exports(folder.path());
    assert_eq!(corpus.exports.len(), 3);
    let mut mail: Vec<String> = rows(&corpus, FileId::Messages).lines().map(str::to_owned).collect();
    mail.sort();
    assert_eq!(
        mail,
        [
            "conversation=c1 sender=mira recipients=sol at=2026-03-02T10:00:00Z text=\"Yes\"",
            "conversation=c1 sender=sol recipients=mira at=2026-03-01T10:00:00Z text=\"Hello\"",
        ]
    );
    assert_eq!(corpus.rows(FileId::Endorsements).unwrap().len, 1);
    let members = rows(&corpus, FileId::Members);
    assert!(
        members.contains("\"New\"") && members.contains("\"Hers\"") && !members.contains("\"Old\""),
        "{members}"
    );
    assert_eq!(leftovers(&corpus, "a-old/messages"), ["1 it stands in another export too"]);
    assert_eq!(leftovers(&corpus, "c-mira/messages"), ["2 it stands in another export too"]);
    let sums: Vec<(u64, u64)> = corpus.sources.iter().map(|s| (s.rows, s.filtered)).collect();
    assert!(sums.iter().all(|(rows, filtered)| rows + filtered <= 2), "{sums:?}");
}

#[test]
fn a_file_that_is_none_costs_a_note() {
    for (name, text) in [
        ("Comments.csv", ""),
        ("Comments.csv", "Datum,Link,Nachricht\n2026-01-01 00:00:00,x,y\n"),
        ("Shares.csv", "\0\0\0"),
        ("messages.csv", "No conversations found"),
    ] {
        let corpus = export(&[("Skills.csv", "Name\nTalks\n"), (name, text)]);
        let skipped = &corpus.exports[0].skipped;
        assert!(skipped.iter().any(|(path, _)| path == name), "{name}: {skipped:?}");
        assert_eq!(corpus.rows(FileId::Members).unwrap().numbers("skills").unwrap(), [1.0]);
    }
    let limits = Limits { whole: 200, ..Limits::default() };
    let place =
        folder(&[PROFILE, CONNECTIONS, ("Comments.csv", &format!("Date,Link,Message\n{}", "x".repeat(300)))]);
    let corpus = read_folder(place.path(), &Options { limits, ..Options::default() }, &()).unwrap();
    assert!(
        corpus.exports[0].skipped.iter().any(|(path, why)| path == "Comments.csv" && why.contains("larger"))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever one file holds, the others are read as before.
    #[test]
    fn one_bad_file_spoils_no_other(
        which in 0..8_usize,
        bytes in proptest::collection::vec(prop_oneof![
            Just(b'"'), Just(b','), Just(b'\n'), Just(b'\\'), Just(b'<'), Just(b';'), any::<u8>()
        ], 0..300),
        whole in any::<bool>(),
    ) {
        let heads = [
            ("Shares.csv", "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"),
            ("Comments.csv", "Date,Link,Message\n"),
            ("Reactions.csv", "Date,Type,Link\n"),
            ("messages.csv", "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,DATE,CONTENT,FOLDER\n"),
            ("Invitations.csv", "From,To,Sent At,Message,Direction\n"),
            ("Rich_Media.csv", "Date/Time,Media Description,Media Link\n"),
            ("Endorsement_Received_Info.csv", "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorsement Status\n"),
            ("Events.csv", "Event Name,Event Time,Status\n"),
        ];
        let (name, head) = heads[which];
        let mut file = if whole { Vec::new() } else { head.as_bytes().to_vec() };
        file.extend(&bytes);
        let files: [(&str, &[u8]); 4] = [
            (PROFILE.0, PROFILE.1.as_bytes()),
            (CONNECTIONS.0, CONNECTIONS.1.as_bytes()),
            ("Skills.csv", b"Name\nTalks\n"),
            (name, &file),
        ];
        let corpus = exports(folder(&files).path());
        prop_assert_eq!(corpus.rows(FileId::Members).unwrap().numbers("skills").unwrap(), [1.0]);
        prop_assert_eq!(corpus.rows(FileId::Connections).unwrap().len, 1);
    }
}

/// When the posts of the next test were made, in seconds since 1970.
const POSTED: u64 = 1_773_131_400;

/// The posts of an export: one whose number is in the workbook, one that the workbook calls something else, one that it lacks.
fn posted() -> String {
    let share = |hour: u64| format!("{FEED}share%3A{}", made(POSTED + hour * 3600));
    let (a, b, c) = (share(0), share(5), share(9));
    format!(
        "Date,ShareLink,ShareCommentary\n2026-03-10 08:30:00,{a},First\n2026-03-10 13:30:00,{b},Second\n2026-03-10 17:30:00,{c},Third\n"
    )
}

/// The figures of these posts, and of one from before the export.
fn their_figures() -> Vec<u8> {
    let share = format!("urn:li:share:{}", made(POSTED));
    let activity = format!("urn:li:activity:{}", made(POSTED + 5 * 3600) + 9);
    let other = format!("urn:li:activity:{}", made(POSTED - 40 * 86_400));
    figures(&[(share, "3/10/2026", 12, 400), (activity, "3/10/2026", 3, 90), (other, "1/29/2026", 1, 10)])
}

/// Writes files into a folder, whatever folders they are in.
fn lay(files: &[(&str, Vec<u8>)]) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = place.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
    place
}

#[test]
fn a_workbook_finds_its_export_and_its_posts() {
    const BOOK: &str = "Content_2026-01-01_2026-03-31_SolFerrand.xlsx";
    let (shares, book) = (posted(), their_figures());
    let mine = [(PROFILE.0, PROFILE.1), (CONNECTIONS.0, CONNECTIONS.1), ("Shares.csv", shares.as_str())];
    let hers = [
        ("Profile.csv", "First Name,Last Name,Headline\nMira,Okonjo,CEO\n"),
        (
            "Shares.csv",
            "Date,ShareLink,ShareCommentary\n2026-03-10 08:30:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7,Hers\n",
        ),
    ];
    let packed = zip(&mine);
    let within = |folder: &str, files: &[(&str, &str)]| -> Vec<(String, Vec<u8>)> {
        files.iter().map(|(name, text)| (format!("{folder}{name}"), text.as_bytes().to_vec())).collect()
    };
    let with_book: Vec<(&str, Vec<u8>)> =
        mine.iter().map(|(n, t)| (*n, t.as_bytes().to_vec())).chain([(BOOK, book.clone())]).collect();
    let beside = |mut files: Vec<(String, Vec<u8>)>, name: &str| {
        files.push((name.to_owned(), book.clone()));
        files
    };
    let two = [within("b-sol/", &mine), within("a-mira/", &hers)].concat();
    for (layout, files) in [
        ("in its folder", beside(within("", &mine), BOOK)),
        ("in a folder of figures", beside(within("", &mine), &format!("figures/{BOOK}"))),
        ("in the archive", vec![("sol.zip".to_owned(), zip(&with_book))]),
        ("beside the archive", beside(vec![("sol.zip".to_owned(), packed.clone())], BOOK)),
        ("beside two exports", beside(two.clone(), BOOK)),
        ("in one of two", beside(two.clone(), &format!("b-sol/{BOOK}"))),
        (
            "beside two archives",
            beside(vec![("b.zip".to_owned(), packed.clone()), ("a.zip".to_owned(), zip(&hers))], BOOK),
        ),
        (
            "beside two exports of one member",
            beside([within("new/", &mine), within("old/", &mine)].concat(), BOOK),
        ),
    ] {
        let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(n, t)| (n.as_str(), t.clone())).collect();
        let corpus = exports(lay(&files).path());
        let name = corpus.exports.iter().find(|e| e.name == "Sol Ferrand").unwrap().owner.clone();
        let sol = corpus.people.find(&name).unwrap();
        let posts = corpus.rows(FileId::Posts).unwrap();
        let authors = posts.ids("author").unwrap();
        let told = |field: &str| -> Vec<(String, f64)> {
            let numbers = posts.numbers(field).unwrap_or_else(|| panic!("{layout}: {:?}", corpus.notes));
            let rows = (0..posts.len).filter(|r| !numbers[*r].is_nan());
            let mut all: Vec<_> = rows
                .inspect(|r| assert_eq!(authors[*r], sol, "{layout}"))
                .map(|r| (posts.texts("text").unwrap().get(r).to_owned(), numbers[r]))
                .collect();
            all.sort_by(|a, b| a.0.cmp(&b.0));
            all
        };
        let pair = |a: f64, b: f64| [("First".to_owned(), a), ("Second".to_owned(), b)];
        assert_eq!(told("views"), pair(400.0, 90.0), "{layout}");
        assert_eq!(told("engagements"), pair(12.0, 3.0), "{layout}");
        let file = read(&corpus, BOOK);
        assert_eq!((file.what, file.rows), ("posts with figures", 2));
        assert_eq!(file.left_out, [("posts that are not in the export".to_owned(), 1)]);
        assert_eq!(file.counts.iter().map(|(_, n)| *n).collect::<Vec<_>>(), [1, 1, 1], "{layout}");
        assert_eq!(file.notes, ["2026-01-01 to 2026-03-31, 90 days"], "{layout}");
        let source = corpus.sources.iter().find(|s| s.path == file.path).unwrap();
        assert_eq!((source.rows, source.filtered, source.digest.len()), (2, 1, 64));
        for report in &corpus.exports {
            let missing = |word: &str| report.missing.iter().any(|m| m.what.starts_with(word));
            let known = report.name == "Sol Ferrand";
            assert_eq!((missing("impressions"), missing("followers")), (!known, !known), "{layout}");
        }
        let members = corpus.rows(FileId::Members).unwrap();
        let row = members.ids("member").unwrap().iter().position(|id| *id == sol).unwrap();
        let number = |field: &str| members.numbers(field).unwrap()[row];
        assert_eq!((number("followers"), number("followers_gained")), (1500.0, 90.0), "{layout}");
    }
}

#[test]
fn a_workbook_that_is_of_no_use_costs_a_note() {
    const BOOK: &str = "AggregateAnalytics_2026.xlsx";
    let me =
        [(PROFILE.0, PROFILE.1), (CONNECTIONS.0, CONNECTIONS.1)].map(|(n, t)| (n, t.as_bytes().to_vec()));
    let within = |folder: &str| me.clone().map(|(n, t)| (format!("{folder}/{n}"), t));
    let her = ("b/Profile.csv".to_owned(), b"First Name,Last Name,Headline\nMira,Okonjo,CEO\n".to_vec());
    let mut two = [within("a"), within("b")].concat();
    two[2] = her;
    let one: Vec<_> = me.iter().map(|(n, t)| ((*n).to_owned(), t.clone())).collect();
    let ours = vec![("posts.csv".to_owned(), b"author,at,text\nada,2026-03-10,Hello\n".to_vec())];
    for (mut files, book, word) in [
        (one.clone(), b"PK".to_vec(), "no workbook that can be read"),
        (one, Vec::new(), "no workbook that can be read"),
        (two, their_figures(), "nothing tells whose"),
        (ours, their_figures(), "lay it beside the export"),
    ] {
        files.push((BOOK.to_owned(), book));
        let files: Vec<(&str, Vec<u8>)> = files.iter().map(|(n, t)| (n.as_str(), t.clone())).collect();
        let corpus = exports(lay(&files).path());
        let found: Vec<&String> = corpus.notes.iter().filter(|note| note.starts_with(BOOK)).collect();
        assert!(
            found.len() == 1 && found[0].contains(word),
            "{word}: {:?} {:?}",
            corpus.notes,
            corpus.exports
        );
        assert!(corpus.sources.iter().all(|source| source.path != BOOK));
    }
    // Alone it says where it belongs.
    let alone = lay(&[(BOOK, their_figures())]);
    let error = read_folder(alone.path(), &Options::default(), &()).unwrap_err();
    assert!(error.help().unwrap().contains("beside the member's export"), "{error}");
}
