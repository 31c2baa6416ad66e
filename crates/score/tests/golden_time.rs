//! The golden case of the articles: two months of re-shares, then two months of originals with substance.
//!
//! A member is said to have moved the brand pillar from 6 to 17 points that way. The default pack is held to about that;
//! the figures are printed by `cargo test -p ssi-score --test golden_time -- --nocapture`.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]

mod common;

use common::packs::DEFAULT;
use common::run;
use common::world::{Sheet, World, time};
use ssi_corpus::data::DAY;

/// What re-shares alone may earn beside a half-filled profile: about 6.
const BEFORE: std::ops::RangeInclusive<f64> = 4.5..=7.5;
/// What two months of originals add: about 11.
const GAIN: std::ops::RangeInclusive<f64> = 9.5..=12.5;

/// 2026-03-02, a Monday.
const START: i64 = 20_514 * DAY;
const WEEKS: i64 = 9;

/// What the member writes in the second half: an observation, a reason, a number, a question.
const ORIGINALS: [&str; 18] = [
    "Last month we lost 4 of 31 renewals. I called all four, because the dashboard showed nothing. Three had the same story: \
     the person who bought had left, and nobody had met the successor. For example, at a dairy in Parma the new head of \
     planning learned from the invoice that they had us. We now ask for a second name in week two. How do you notice that \
     your buyer has gone?",
    "A forecast that is wrong by 12 % every week is better than one that is right on average. We compared 9 plants over 26 \
     weeks: the steady ones could plan around the error, the others kept a reserve of 18 %. However, the steady ones looked \
     worse in every monthly report. Which of the two does your report reward?",
    "I stopped sending proposals of 20 pages. Since March, 14 customers got one page with three numbers: what it costs, what \
     it saves, and when we would tell them to stop. 9 signed, against 5 of the 14 before. I think the last number did it, \
     because nobody else writes it. Would you put it in yours?",
    "We moved the Monday meeting to Thursday and saved 6 hours a week. The reason is dull: on Monday nobody knew the numbers, \
     so we met twice. On Thursday the figures of the week are there, for example the open orders and the 5 late trucks. What \
     would break if you moved yours?",
    "Two of our pilots failed in spring, and both had the same first week: a workshop with 15 people and no task. The 7 that \
     worked began with one planner, one product and one shelf. Therefore we now refuse workshops before week three. It cost us \
     one deal of 40,000 euros. Was that too strict?",
    "A customer asked why our price rose by 8 %. I sent the calculation instead of a letter: hosting 3, wages 4, and 1 for a \
     feature that they had asked for. They crossed out the feature and paid 7. Because of that we now show it to everyone. \
     Have you ever shown yours?",
    "Our support desk answered 1,140 questions in spring. I read 200 of them on a train and found that 61 asked where a \
     number came from, not what it meant. Therefore the new screen shows the source first, for example the shift and the \
     scale. Two weeks later the same question came 9 times. What do your customers really ask?",
    "I was sure that small bakeries buy on price. Then I lost one to a vendor who costs 30 % more, because his installer \
     stays for the first night shift. However, the manager told me, the tool itself was worse. Since then I ask every \
     prospect one thing: who is awake when you need us?",
    "Three rules I keep for a first visit: no slides, one hour on the floor, and one promise that I can keep by Friday. In \
     April the promise was a list of the 17 articles that nobody counts, and it opened the door to the plant in Bergamo. \
     Which promise would your clients want by Friday?",
    "We tried a discount for early signatures and measured it for 8 months. Of 44 offers, 12 were signed early, but 10 of \
     these would have come anyway, as the dates of the meetings show. So the discount cost 23,000 euros for two deals. I \
     would not do it again, would you?",
    "Hospitals count beds, dairies count hours. It took me a year to see that both mean the same fear: to stand there with \
     nothing. When I began to ask about the worst night of the last winter, talks became longer, for example 50 minutes \
     instead of 20. What is the worst night in your trade?",
    "A planner in Kassel keeps a notebook with every forecast she corrected by hand. There are 312 entries, and in 201 \
     cases she was closer than the software. We did not argue, we read it: she knows about school holidays because her \
     children do. Now the calendar is in the model. Who keeps such a notebook at your place?",
    "It is tempting to answer a tender with yes in all 86 lines. We answered 14 with no and wrote why, for instance that we \
     do not promise an accuracy before we have seen 52 weeks of data. We won it, since the buyer could believe the other \
     72. Where do you say no?",
    "My most useful report of this quarter has one row for each truck that left half empty: 38 rows in June, 21 in July. \
     Nobody was blamed, because the row shows the order that came too late and not the name. Freight fell by 6 %. Could one \
     column change what people talk about?",
    "We asked 25 former customers why they left, two years after. The answer that came most, 11 times, was not the price \
     but that nobody called after the second year. Therefore I now have 3 calls in the calendar each Wednesday, although \
     none of them sells anything. Whom have you not called since 2024?",
    "Last week a trainee found an error that cost us 4,200 euros a month, in a table that five of us look at daily. She \
     found it because she did not know what to expect. So we let every new colleague read one report aloud in the first \
     week. Have you got a table that nobody reads any more?",
    "A rule of thumb against my own interest: if your stock turns less than 6 times a year, you need a tidy warehouse \
     before you need us. I said so to a maker of pumps in Linz, and he cleared 340 articles instead of buying. He sent me \
     two customers since. What advice costs you a sale?",
    "What does a good reference call sound like? I listened to 10 of them, with permission. The ones that helped were about \
     a failure: the week in which the import broke, who called whom, and after how many hours it ran again, for example 31. \
     Praise was forgotten at once. What failure would you let a customer tell?",
];

fn world() -> World {
    let members = Sheet::new(
        "members",
        "member,name,headline,summary,title,company,industry,location,has_photo,positions,education,skills,followers",
        &["mia|Mia Sander|||Account manager, planning and forecast|Northgate|||true|1|0|0|400"],
    );
    let mut posts = Sheet::new("posts", "post,author,at,text,kind,format,views,reactions,comments", &[]);
    for week in 0..2 * WEEKS {
        // A re-share on Tuesdays; later an original on Tuesdays and Thursdays.
        let days: &[i64] = if week < WEEKS { &[1] } else { &[1, 3] };
        for (which, &day) in days.iter().enumerate() {
            let at = time(START + (7 * week + day) * DAY + 9 * 3600);
            let id = format!("p{week}-{day}");
            let own = (2 * (week - WEEKS)) as usize + which;
            let (text, kind, format, views, reactions, comments) = if week < WEEKS {
                (String::new(), "reshare", "link", "90", "1", "0")
            } else {
                let text = format!("{} #planning #forecast", ORIGINALS[own]);
                (text, "original", ["text", "document"][which], "600", "21", "6")
            };
            posts.push(&[
                ("post", &id),
                ("author", "mia"),
                ("at", &at),
                ("text", &text),
                ("kind", kind),
                ("format", format),
                ("views", views),
                ("reactions", reactions),
                ("comments", comments),
            ]);
        }
    }
    World(vec![members, posts])
}

#[test]
fn originals_instead_of_reshares_lift_the_brand() {
    let corpus = world().corpus();
    let brand = |end: i64| {
        let scores = run(&DEFAULT.model, &corpus, end).scores;
        let pillar = scores.pillars.iter().find(|p| p.id == "brand").unwrap();
        pillar.points[0].unwrap().value()
    };
    let middle = START + 7 * WEEKS * DAY;
    let (before, after) = (brand(middle), brand(middle + 7 * WEEKS * DAY));
    #[allow(clippy::print_stdout, reason = "whoever tunes the pack wants to see the figures")]
    {
        println!("brand after two months of re-shares {before:.2}, after two months of originals {after:.2}");
    }
    assert!(BEFORE.contains(&before), "re-shares earn {before:.2}");
    assert!(GAIN.contains(&(after - before)), "from {before:.2} to {after:.2}");
}
