//! The columns that compare texts: what is near, what is copied, what fits the profile, and what is not known.
#![allow(clippy::unwrap_used, reason = "a test fails where something is wrong")]
#![allow(clippy::format_collect, reason = "a few lines of text")]

mod common;

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
        ("👏👏👏", "👏"),
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

#[test]
fn groups_are_numbered_by_size() {
    let texts = ["", "a b c", "Thank you, Ben!", "  \n", "x y z", "Thank you", "thank you", "X, y: z"];
    assert_eq!(groups(&texts)[..], [NO_GROUP, 2, 0, NO_GROUP, 1, 0, 0, 1]);
    assert!(groups::<&str>(&[]).is_empty());
}
