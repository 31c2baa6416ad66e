//! The columns that compare texts: what is near, what is copied, what fits the profile, and what is not known.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]
#![allow(clippy::format_collect, reason = "a few lines of text")]

mod common;

use std::fmt::Write as _;
use std::slice::from_ref;
use std::time::Instant;

use common::packs::pack;
use common::random::Random;
use common::world::{END, Sheet, World, crowd, worlds};
use common::{POOLS, cases, root, shared};
use proptest::prelude::*;
use ssi_corpus::read::{Options, read};
use ssi_corpus::resolve::{Resolved, Values, View};
use ssi_corpus::schema::{FILES, FileId};
use ssi_corpus::tables::{TABLES, table};
use ssi_score::frames::{Frames, full};
use ssi_score::likeness::{NO_GROUP, groups};

#[track_caller]
fn check_near(a: &str, b: &str, near: bool) {
    let found = groups(&[a, b]);
    assert_eq!(found[0] == found[1], near, "{a}\n{b}");
    assert_eq!(groups(&[b, a])[0] == groups(&[b, a])[1], near, "turned round: {a}\n{b}");
}

#[test]
fn short_texts_are_near_where_a_name_or_a_word_changes() {
    for (a, b) in [
        ("Great post!", "great post"),
        ("Great post!", "Great post, thanks!"),
        ("Great post, thanks for sharing!", "Thanks for sharing, great post!"),
        ("Thank you Anna", "Thank you Ben"),
        ("Thank you, Anna!", "Thank you"),
        ("Congratulations Maria!", "Congratulations, Tom Okafor!"),
        ("Congratulations on the new job, Maria!", "Congratulations on the new role, Tom!"),
        ("Happy birthday Ann, have a great day", "Happy birthday Bob, have a lovely day"),
        ("Danke dir, Anna!", "Danke dir, Ben!"),
        ("Vielen Dank für die Vernetzung, Anna", "Vielen Dank für die Vernetzung, Ben"),
        ("Merci Paul pour le partage", "Merci Julie pour le partage !"),
        ("Gracias por compartir, Ana", "Gracias por compartir"),
        ("Parabéns pelo trabalho, João!", "Parabéns pelo trabalho, Inês!"),
        ("谢谢您的分享，非常有用", "谢谢您的分享，很有用"),
        ("とても勉強になりました", "とても勉強になりました！"),
        ("Спасибо за пост, Анна", "Спасибо за пост, Борис"),
        ("👏👏👏", "👏 👏"),
        ("@ann great work, see you in Leeds", "@bob great work, see you in York"),
        ("https://example.org/a", " https://example.org/a "),
    ] {
        check_near(a, b, true);
    }
}

#[test]
fn honest_short_texts_are_not_near() {
    for (a, b) in [
        ("Great post!", "Interesting point."),
        ("Great post!", "Great post: did you try it with teams of fewer than five people?"),
        ("Thanks!", "Thanks for the invitation, I will be there at ten."),
        ("Is the churn net of downgrades?", "Is the margin net of discounts?"),
        ("What is your churn rate?", "What is your margin?"),
        ("How did you choose the two of them?", "How did you measure the effect?"),
        ("See you on Monday at nine.", "See the report on page nine."),
        ("Wie hoch war die Marge im März?", "Wie lange hat die Einführung im Werk gedauert?"),
        ("Guter Punkt, das sehe ich auch so.", "Guter Punkt, aber bei uns war es umgekehrt."),
        ("¿Cuánto tardó la migración?", "¿Cuánto costó el cambio de proveedor?"),
        ("销售团队怎么看这个问题？", "你们用了多长时间完成迁移？"),
        ("どうしてですか", "いつですか、教えてください"),
        ("👏👏👏", "🎉"),
        ("https://example.org/talk", "https://example.org/walk"),
    ] {
        check_near(a, b, false);
    }
}

const PITCH: &str = "Hi Anna, I saw your profile and was impressed by what you do at Northgate. We help companies like \
    yours cut their freight costs by a third without changing a carrier. Would you have fifteen minutes next week for a \
    call? I can show you how we did it for two of your competitors.";
const PITCH_DE: &str = "Hallo Anna, ich bin auf Ihr Profil gestoßen und fand spannend, was Sie bei der Nordtor GmbH machen. \
    Wir helfen Firmen wie Ihrer, die Frachtkosten um ein Drittel zu senken, ohne den Spediteur zu wechseln. Hätten Sie \
    nächste Woche eine Viertelstunde Zeit für ein Gespräch?";
const PITCH_FR: &str = "Bonjour Anna, j'ai vu votre profil et votre travail chez Nordport m'a impressionné. Nous aidons des \
    entreprises comme la vôtre à réduire leurs frais de transport d'un tiers sans changer de transporteur. Auriez-vous un \
    quart d'heure la semaine prochaine ?";
const PITCH_ZH: &str = "王总您好，我看到您在北门公司的工作，印象很深。我们帮助像贵公司这样的企业把运输成本降低三分之一，不用更换承运商。下周您有十五分钟时间通个电话吗？";

#[test]
fn a_template_is_one_group_whoever_gets_it() {
    for (text, changes) in [
        (PITCH, &[("Anna", "Ben"), ("Northgate", "Acme Logistics")][..]),
        (PITCH, &[("Anna", "ben"), ("Northgate", "the hospital of leeds"), ("freight", "energy")]),
        (PITCH, &[("Hi Anna", "Dear Mr Okafor"), ("fifteen minutes", "half an hour"), ("two", "three")]),
        (PITCH_DE, &[("Anna", "Ben"), ("Nordtor GmbH", "Acme AG")]),
        (
            PITCH_DE,
            &[
                ("Hallo Anna", "Guten Tag Frau Maier"),
                ("Nordtor GmbH", "Klinik am See"),
                ("Frachtkosten", "Stromkosten"),
            ],
        ),
        (PITCH_FR, &[("Anna", "Paul"), ("Nordport", "la clinique du lac")]),
        (PITCH_ZH, &[("王总", "李总"), ("北门", "东方物流"), ("下周", "明天")]),
    ] {
        let other = changes.iter().fold(text.to_owned(), |t, (from, to)| t.replace(from, to));
        check_near(text, &other, true);
    }
}

#[test]
fn honest_texts_on_one_subject_are_not_near() {
    let posts = [
        "Three customers went live in April, and I kept one figure for each: the number of questions per day in the second \
         week. The one with the fewest had not been trained better. They had chosen two people per shift who were allowed \
         to say that they would find out.",
        "Going live is not the hard part. In the second week the questions come, and whoever answers them decides whether \
         people trust the system. We now ask every customer to name two people per shift before we switch anything on.",
        "What I learned about training in April: the customers with the most training hours asked the most questions. \
         Training makes people notice what they do not know. I would still do it, but I would plan for the questions.",
        "I am often asked how long a customer should be trained before going live. My answer after three years: a day, and \
         then somebody on the floor for two weeks. The number of questions per day tells you when to leave.",
    ];
    for (i, a) in posts.iter().enumerate() {
        posts[i + 1..].iter().for_each(|b| check_near(a, b, false));
    }
    check_near(
        PITCH,
        "Hi Anna, I saw your talk in Leeds and have a question about the second chart. Would you have a few \
        minutes next week? We see the same effect at two of our sites, and I cannot explain why only the night shift \
        profits from it.",
        false,
    );
    check_near(
        PITCH_DE,
        "Hallo Anna, ich habe Ihren Vortrag in Köln gehört und eine Frage zur zweiten Folie. Hätten Sie \
        nächste Woche kurz Zeit? Wir sehen bei zwei unserer Werke dasselbe, und ich kann mir nicht erklären, warum nur \
        die Nachtschicht davon profitiert.",
        false,
    );
    check_near(
        PITCH_ZH,
        "王总您好，上周听了您在上海的演讲，我对第二张图有一个问题。我们在两个工厂也看到同样的现象，但是不明白为什么只有夜班受益。您什么时候方便聊一下？",
        false,
    );
}

/// Real comments and answers that nobody wrote for a test: what is alike there is said twice, or quotes at length.
#[test]
fn in_real_threads_next_to_nothing_is_near() {
    let Some(folder) = shared("corpora/stackexchange-quantumcomputing") else { return };
    let mapping = root().join("corpora/stackexchange/corpus.toml");
    let options = Options { mapping: Some(mapping), ..Options::default() };
    let corpus = read(&folder, &options, &()).unwrap();
    for (file, most) in [(FileId::Posts, 0.02), (FileId::Comments, 0.03)] {
        let texts = corpus.rows(file).unwrap().texts("text").unwrap();
        let found = groups(&(0..texts.len()).map(|i| texts.get(i)).collect::<Vec<_>>());
        let mut sizes = vec![0; texts.len()];
        found.iter().filter(|g| **g != NO_GROUP).for_each(|&g| sizes[g as usize] += 1);
        let near: usize = sizes.iter().filter(|n| **n > 1).sum();
        let share = near as f64 / texts.len() as f64;
        assert!(near > 0 && share < most, "{file:?}: {near} of {}", texts.len());
    }
}

#[test]
fn groups_are_numbered_by_size() {
    let texts = ["", "a b c", "Thank you, Ben!", "  \n", "x y z", "Thank you", "thank you", "X, y: z"];
    assert_eq!(groups(&texts)[..], [NO_GROUP, 2, 0, NO_GROUP, 1, 0, 0, 1]);
    assert!(groups::<&str>(&[]).is_empty());
}

const AT: &str = "2026-04-01T10:00:00Z";
const LATER: &str = "2026-06-01T10:00:00Z";

/// The columns that compare texts, with their tables.
fn compared() -> Vec<(usize, usize)> {
    let ids = ["near_duplicates", "overlap", "copied_share", "topic_match", "coherence", "relevance"];
    let columns = |t: usize| ids.iter().filter_map(move |id| Some((t, TABLES[t].column(id)?)));
    (0..TABLES.len()).flat_map(columns).collect()
}

/// A column in the order of the file: two decimals a cell, `-` where it is empty; `none` where the corpus cannot tell.
fn cells(world: &World, name: &str, column: &str) -> String {
    let corpus = world.corpus();
    let place = table(name).unwrap();
    let full = full(&Resolved::new(&corpus, View::at(END, 90)), place).unwrap();
    match &full.columns[TABLES[place].column(column).unwrap()] {
        Some(Values::Numbers(all)) => {
            let cell = |v: &f64| {
                if v.is_nan() { "-".to_owned() } else { format!("{}", (v * 100.0).round() / 100.0) }
            };
            all.iter().map(cell).collect::<Vec<_>>().join(" ")
        }
        _ => "none".to_owned(),
    }
}

#[track_caller]
fn check(sheets: &[Sheet], name: &str, column: &str, expected: &str) {
    // A corpus needs somebody who did something.
    let mut world = World(sheets.to_vec());
    world.0.push(rows("searches", "member,at", &["ada|AT"]));
    assert_eq!(cells(&world, name, column), expected, "{name}.{column}");
}

fn rows(name: &str, columns: &str, rows: &[&str]) -> Sheet {
    let rows: Vec<String> = rows.iter().map(|r| r.replace("LATER", LATER).replace("AT", AT)).collect();
    Sheet::new(name, columns, &rows.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn near_duplicates_count_the_others_of_the_same_member() {
    let posts = rows(
        "posts",
        "author,at,text",
        &[
            "ada|AT|We are hiring in Leeds, come and see us!",
            "bo|AT|We are hiring in Leeds, come and see us!",
            "ada|AT|We are hiring in York, come and see us",
            "ada|AT|",
            "ada|AT|The churn chart surprised me.",
            "ada|LATER|We are hiring in Hull, come and see us!",
        ],
    );
    check(&[posts], "posts", "near_duplicates", "1 0 1 - 0");
    let comments = rows(
        "comments",
        "author,at,text",
        &["ada|AT|Great post!", "ada|AT|Great post, thanks!", "ada|AT|👍"],
    );
    check(&[comments], "comments", "near_duplicates", "1 1 0");
    let mut posts = rows("posts", "author,at,text", &["ada|AT|Great post!"]);
    posts.drop("text");
    check(&[posts], "posts", "near_duplicates", "none");
    let notes = rows(
        "invitations",
        "sender,recipient,at,note",
        &[
            "ada|x1|AT|Hi Ben, let us connect to share ideas",
            "ada|x2|AT|Hi Eve, let us connect to share ideas",
            "ada|x3|AT|",
        ],
    );
    check(&[notes], "invitations_sent", "near_duplicates", "1 1 -");
}

#[test]
fn messages_are_compared_with_those_to_other_people() {
    let text = "Would you have a quarter of an hour next week?";
    let own = |to: &[&str]| -> Vec<String> { to.iter().map(|to| format!("{to}|{text}")).collect() };
    let sheet = |columns, own: &[String]| {
        rows("messages", columns, &own.iter().map(String::as_str).collect::<Vec<_>>())
    };
    // Three to one person, one to another: reminding somebody is no blast.
    let messages = own(&[
        "v1|ada|x1|AT",
        "v1|ada|x1|2026-04-01T11:00:00Z",
        "v2|ada|x1|AT",
        "v3|ada|x2|AT",
        "v4|bo|x2|AT",
    ]);
    let columns = "conversation,sender,recipients,at,text";
    check(&[sheet(columns, &messages)], "messages", "near_duplicates", "1 1 1 3 0");
    // Where nobody says who got it, a conversation is somebody.
    let messages = own(&["v1|ada|AT", "v1|ada|2026-04-01T11:00:00Z", "v2|ada|AT"]);
    check(&[sheet("conversation,sender,at,text", &messages)], "messages", "near_duplicates", "1 1 2");
}

#[test]
fn a_comment_is_compared_with_what_it_answers() {
    let post = "We cut the waste of the hospital kitchens by a third, because the cooks got the forecasts on Friday.";
    let posts = rows("posts", "post,author,at,text", &[&format!("p1|ada|AT|{post}"), "p2|ada|AT|"]);
    let comments = rows(
        "comments",
        "comment,author,at,text,post,parent",
        &[
            &format!("c1|bo|AT|{post}|p1|"),
            "c2|bo|AT|Did your staff need training before they believed it?|p1|",
            "c3|bo|AT|The cooks got the forecasts on Friday: what did they do before?|p1|",
            "c4|ada|AT|What did they do before? They phoned.|p1|c3",
            "c5|bo|AT|What did they do before?|p1|gone",
            "c6|bo|AT|What did they do before?|p9|",
            "c7|bo|AT|What did they do before?|p2|",
            "c8|bo|AT|Friday forecasts|p1|",
            "c9|bo|AT||p1|",
        ],
    );
    let both = [posts.clone(), comments.clone()];
    check(&both, "comments", "copied_share", "1 0 0.5 0.6 - - - - -");
    check(&both, "comments", "overlap", "1 0 1 0 - - - 1 -");
    // Without the posts there are the comments that answer comments.
    check(from_ref(&comments), "comments", "copied_share", "- - - 0.6 - - - - -");
    let mut flat = comments.clone();
    flat.drop("parent");
    check(&[posts.clone(), flat.clone()], "comments", "copied_share", "1 0 0.5 0 0 - - - -");
    check(from_ref(&flat), "comments", "copied_share", "none");
    flat.drop("text");
    check(&[posts.clone(), flat], "comments", "overlap", "none");
    let mut mute = posts;
    mute.drop("text");
    let mut flat = comments;
    flat.drop("parent");
    check(&[mute, flat], "comments", "overlap", "none");
}

#[test]
fn posts_are_compared_with_the_profile() {
    let members = rows(
        "members",
        "member,headline,title,summary",
        &[
            "ada|Demand planning for hospitals|Planner|I help hospitals with planning and trust in forecasts.",
            "bo|||",
            "cem|Hospital buyer|Buyer|",
            "dora|||I sell pumps",
        ],
    );
    let posts = rows(
        "posts",
        "author,at,text",
        &[
            "ada|AT|The forecast of a hospital is a question of trust",
            "ada|AT|My holiday in Norway",
            "ada|AT|",
            "bo|AT|Hospital forecasts",
            "dora|AT|Pumps! Pumps! https://pumps.example.org",
        ],
    );
    check(&[members.clone(), posts.clone()], "posts", "topic_match", "0.75 0 - - 1");
    check(from_ref(&members), "profile", "coherence", "0.5 - - -");
    check(from_ref(&posts), "posts", "topic_match", "none");
    let mut bare = members.clone();
    for c in ["headline", "title", "summary"] {
        bare.drop(c);
    }
    check(&[bare, posts], "posts", "topic_match", "none");
    let mut no_summary = members;
    no_summary.drop("summary");
    check(&[no_summary], "profile", "coherence", "none");
}

#[test]
fn relevance_is_what_the_other_side_shares_with_the_profile() {
    let members = rows(
        "members",
        "member,headline,title,company,industry",
        &[
            "ada|Demand planning for hospitals|Planner|Northgate|Health Care",
            "bo|||Pumps Ltd|",
            "cem||Hospital buyer|Leeds Care Trust|",
        ],
    );
    let connections = rows(
        "connections",
        "member,other,title,company,industry",
        &[
            "ada|x1|Head of Planning|Leeds Hospital Ltd|Health care",
            "ada|x2|Sales Manager|Pumps GmbH|Machines",
            "ada|x3|||",
            "bo|x1|Head of Planning||",
            "cem|x1|Buyer||",
            "ada|cem|||",
            "ada|x4|der und die|AG|",
        ],
    );
    let both = [members.clone(), connections.clone()];
    check(&both, "connections", "relevance", "0.67 0 - - 1 0.4 -");
    check(from_ref(&connections), "connections", "relevance", "none");
    let mut bare = connections;
    for c in ["title", "company", "industry"] {
        bare.drop(c);
    }
    check(&[members.clone(), bare.clone()], "connections", "relevance", "- - - - - 0.4 -");
    let mut unknown = members.clone();
    for c in ["title", "company", "industry"] {
        unknown.drop(c);
    }
    check(&[unknown, bare], "connections", "relevance", "none");
    let invitations = rows(
        "invitations",
        "sender,recipient,at,title",
        &["ada|x1|AT|Planner", "ada|cem|AT|", "bo|x1|AT|Planner"],
    );
    check(&[members.clone(), invitations], "invitations_sent", "relevance", "1 0.4 -");
    for name in ["memberships", "events", "follows"] {
        let named = rows(
            name,
            "member,at,name",
            &["ada|AT|Hospital Planners of the North", "ada|AT|", "bo|AT|Pumps"],
        );
        check(&[members.clone(), named.clone()], name, "relevance", "0.67 - -");
        let mut nameless = named;
        nameless.drop("name");
        check(&[members.clone(), nameless], name, "relevance", "none");
    }
}

#[test]
fn a_column_is_made_for_those_who_read_it() {
    let world = World(vec![rows("posts", "author,at,text", &["ada|AT|Great post!", "ada|AT|Great post"])]);
    let corpus = world.corpus();
    let resolved = Resolved::new(&corpus, View::at(END, 90));
    let (posts, column) =
        (table("posts").unwrap(), TABLES[table("posts").unwrap()].column("near_duplicates").unwrap());
    for (rule, read) in [("m.posts.sum(|p| p.near_duplicates)", true), ("m.posts.count()", false)] {
        let model =
            pack(&[("one", 100, &format!("/// A rule.\nfn r(m) {{ weight(1, {rule}.ramp(0, 9)) }}"))]).model;
        let frame = Frames::new(&resolved).read(&model, posts).unwrap();
        assert_eq!(frame.columns[column].is_some(), read, "{rule}");
    }
    assert!(full(&resolved, posts).unwrap().columns[column].is_some());
}

/// The corpus makes for a rule only what it reads; what a comparison needs besides must be there all the same.
#[test]
fn a_column_read_alone_is_the_column_of_reports() {
    let files: Vec<(&str, usize)> = FILES.iter().map(|f| (f.name, 120)).collect();
    let corpus = crowd(5, &files).corpus();
    let resolved = Resolved::new(&corpus, View::at(END, 90));
    let frames = Frames::new(&resolved);
    for (place, column) in compared() {
        let (name, id) = (TABLES[place].id, TABLES[place].columns[column].id);
        let all = if TABLES[place].state { "" } else { ".all_time()" };
        let value = match name {
            "profile" => format!("m.profile.{id}"),
            _ => format!("m.{name}{all}.sum(|r| r.{id}).ramp(0, 900)"),
        };
        let model = pack(&[("one", 100, &format!("/// A rule.\nfn r(m) {{ weight(1, {value}) }}"))]).model;
        let [alone, whole] = [frames.read(&model, place), frames.full(place)]
            .map(|frame| format!("{:?}", frame.unwrap().columns[column]));
        assert!(whole.starts_with("Some(Numbers"), "{name}.{id}: {whole}");
        assert_eq!(alone, whole, "{name}.{id}");
    }
}

/// The cells of every column that compares texts, as lines of member, row of the file as text, and cells; sorted.
fn told(world: &World) -> Vec<String> {
    let corpus = world.corpus();
    let resolved = Resolved::new(&corpus, View::at(END, 90));
    let mut lines = Vec::new();
    for t in compared().chunk_by(|a, b| a.0 == b.0) {
        let Some(frame) = full(&resolved, t[0].0) else { continue };
        let sheet = world.sheet(TABLES[t[0].0].file.file().name).unwrap();
        for i in 0..frame.len() {
            let cell = |&(_, c): &(usize, usize)| match &frame.columns[c] {
                Some(Values::Numbers(all)) => format!("{:?}", all[i]),
                _ => "none".to_owned(),
            };
            let cells: Vec<String> = t.iter().map(cell).collect();
            // A bad row is left out when the file is read, so rows of the sheet and of the corpus may differ in number.
            let row = sheet
                .rows
                .get(frame.rows[i] as usize)
                .filter(|_| sheet.rows.len() == corpus.rows(sheet.file).unwrap().len);
            lines.push(format!("{} {} {row:?} {}", TABLES[t[0].0].id, frame.members[i], cells.join(" ")));
        }
    }
    lines.sort();
    lines
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn the_order_of_rows_and_the_threads_do_not_matter(world in worlds(), seed in any::<u64>()) {
        let one = POOLS[0].install(|| told(&world));
        prop_assert_eq!(&one, &POOLS[3].install(|| told(&world)));
        prop_assert_eq!(&one, &told(&world.shuffled(seed)));
    }

    #[test]
    fn groups_follow_their_texts(words in prop::collection::vec("[ab]( [ab]){0,5}", 0..40), seed in any::<u64>()) {
        let found = groups(&words);
        let mut order: Vec<usize> = (0..words.len()).collect();
        Random(seed).shuffle(&mut order);
        let moved: Vec<&String> = order.iter().map(|&i| &words[i]).collect();
        let expected: Vec<u32> = order.iter().map(|&i| found[i]).collect();
        prop_assert_eq!(groups(&moved), expected);
    }
}

/// A text of so many words; small numbers are common words, as in a language.
fn prose(random: &mut Random, words: usize) -> String {
    let mut word = || {
        let (a, b) = (random.below(4000), random.below(4000));
        format!("w{}", a * b / 4000)
    };
    (0..words).map(|_| word()).collect::<Vec<_>>().join(" ")
}

/// Prints what it took. Run by hand: `cargo test -p ssi-score --test likeness -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement of a minute, to be run by hand"]
#[allow(clippy::print_stdout, reason = "a measurement is there to be read")]
fn large_corpora_are_compared_in_proportion() {
    const MANY: usize = 100_000;
    let mut random = Random(7);
    let time = |what: &str, texts: Vec<String>, expected: std::ops::RangeInclusive<usize>| {
        let start = Instant::now();
        let found = groups(&texts).into_iter().max().map_or(0, |g| g as usize + 1);
        println!("{what}: {} texts, {found} groups, {:.2} s", texts.len(), start.elapsed().as_secs_f64());
        assert!(expected.contains(&found), "{what}: {found}");
    };
    let template = |random: &mut Random| {
        let (company, city) = (prose(random, 2), prose(random, 1));
        PITCH.replace("at Northgate", &format!("at {company} in {city}"))
    };
    time("a template with other words in it", (0..MANY).map(|_| template(&mut random)).collect(), 1..=1);
    time("texts of 40 words", (0..MANY).map(|_| prose(&mut random, 40)).collect(), MANY..=MANY);
    time("texts of 4 words", (0..MANY).map(|_| prose(&mut random, 4)).collect(), MANY / 2..=MANY);
    time(
        "one beginning",
        (0..MANY).map(|_| format!("thank you for the {}", prose(&mut random, 3))).collect(),
        1..=MANY,
    );

    let folder = tempfile::tempdir().unwrap();
    let mut csv = "author,at,text\n".to_owned();
    for i in 0..MANY * 10 {
        let text = if i % 3 == 0 { template(&mut random) } else { prose(&mut random, 30) };
        let _ = writeln!(csv, "m{},{AT},\"{text}\"", i % 10_000);
    }
    std::fs::write(folder.path().join("posts.csv"), csv).unwrap();
    let corpus = read(folder.path(), &Options::default(), &()).unwrap();
    let resolved = Resolved::new(&corpus, View::at(END, 90));
    let start = Instant::now();
    let plain = resolved.frame(table("posts").unwrap()).unwrap();
    let without = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let frame = full(&resolved, plain.table).unwrap();
    let took = start.elapsed().as_secs_f64() - without;
    println!("10,000 members: {} texts, {took:.2} s beside the {without:.2} s of the table", frame.len());
    let column = TABLES[plain.table].column("near_duplicates").unwrap();
    let Some(Values::Numbers(counts)) = &frame.columns[column] else { panic!("there are texts") };
    assert!(counts.iter().all(|n| *n == 0.0 || *n >= 10.0));
}
