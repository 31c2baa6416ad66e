//! Invented figures.

use super::*;

const PAGE: &str = r#"{"activeSeat":false,"profileUrn":"x","profile":{},"memberScore":{"overall":52.6,"subScores":[
  {"pillar":"PROFESSIONAL_BRAND","score":21.0},{"pillar":"FIND_RIGHT_PEOPLE","score":6.4},
  {"pillar":"INSIGHT_ENGAGEMENT","score":10.2},{"pillar":"STRONG_RELATIONSHIP","score":15.0}]},
  "groupScore":[{"groupType":"INDUSTRY","industry":"Shipping","rank":9,"groupSize":0,"score":{"overall":34.4,"subScores":[]}},
  {"groupType":"NETWORK","rank":11,"groupSize":0,"score":{"overall":36.3,"subScores":[]}}]}"#;

#[track_caller]
fn check_page(text: &str) {
    let saved = understand("a.json", text.as_bytes()).unwrap();
    let found = &saved.figures[0];
    assert_eq!((found.score, found.elements), (Some(52.6), [Some(21.0), Some(6.4), Some(10.2), Some(15.0)]));
    let ranks: Vec<_> = found
        .ranks
        .iter()
        .map(|r| (r.group.as_str(), r.industry.as_deref(), r.top_percent, r.mean))
        .collect();
    assert_eq!(
        ranks,
        [("INDUSTRY", Some("Shipping"), Some(9.0), Some(34.4)), ("NETWORK", None, Some(11.0), Some(36.3))]
    );
    assert!(saved.notes.is_empty() && found.who.is_nobody());
}

#[test]
fn pages_of_one_member() {
    check_page(PAGE);
    check_page(&format!("\u{feff}{PAGE}\n"));
    check_page(&format!("{{\"data\":{{\"x\":[{PAGE}]}},\"included\":[]}}"));
    check_page(&format!("<html><code>{{\"a\":1}}</code><code>{PAGE}</code> {{ }}</html>"));
    check_page(&format!("<html><code>{}</code></html>", PAGE.replace('"', "&quot;")));
    check_page(&format!("<script>x = \"{}\";</script>", PAGE.replace('\n', "").replace('"', "\\\"")));
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(PAGE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(understand("a", &wide).unwrap().figures[0].score, Some(52.6));
}

#[test]
fn parts_of_pages() {
    let only = r#"{"memberScore":{"subScores":[{"pillar":"professional_brand","score":2},{"pillar":"NEW","score":1}]}}"#;
    let saved = understand("a", only.as_bytes()).unwrap();
    assert_eq!((saved.figures[0].score, saved.figures[0].elements), (None, [Some(2.0), None, None, None]));
    assert_eq!(saved.notes, ["a: the element 'NEW' is not known here, left out"]);
    let wrong_sum = PAGE.replace("52.6", "80");
    let saved = understand("a", wrong_sum.as_bytes()).unwrap();
    assert_eq!(saved.notes, ["a: the elements add up to 52.60, the index is 80.00"]);
    let no_overall = PAGE.replace("\"overall\":52.6,", "");
    assert_eq!(understand("a", no_overall.as_bytes()).unwrap().figures[0].score, Some(52.6));
}

#[track_caller]
fn check_error(text: &str, expected: &str) {
    let error = understand("a", text.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), expected, "{text}");
    assert!(!error.help.is_empty());
}

#[test]
fn what_is_none_is_said_with_its_place() {
    check_error("", "a: the file is empty");
    check_error(
        "{\"memberScore\":",
        "a, line 1, column 15: this is no whole JSON: EOF while parsing a value",
    );
    check_error("{\"x\":1}", "a: there is no memberScore in it");
    check_error("<html>memberScore</html>", "a: the page does not hold the figures of an index");
    check_error("{\"memberScore\":{}}", "a: memberScore holds neither overall nor subScores");
    check_error(
        &PAGE.replace("6.4", "64"),
        "a, memberScore.subScores[1].score: 64 is no number from 0 to 25",
    );
    check_error(
        &PAGE.replace("52.6", "\"high\""),
        "a, memberScore.overall: \\\"high\\\" is no number from 0 to 100",
    );
    check_error(
        "name,age\nada,3\n",
        "a, line 1: no column with an index or one of its elements; found: name, age",
    );
    check_error("member,score\n", "a: a header and no row below it");
    check_error(
        "member,score\nada,high\n",
        "a: no row with a figure; the first: a:2: the index is 'high', expected 0 to 100; left out",
    );
    check_error("member,score\nada,\"1\n", "a, line 2: a quote (\") is opened and never closed");
    assert!(understand("a", &[0xff, 0xfe, 0x00, 0xd8]).is_err());
    assert!(understand("a", b"member,score\n\xff,1\n").is_err());
}

#[test]
fn tables() {
    let of = |text: &str| understand("t.csv", text.as_bytes()).unwrap();
    let saved = of(
        "Team usage\n\nFirst Name;Last Name;E-mail;SSI;SSI change;Professional brand;Find the right people\n\
                    Ada;Okafor;a@x.example;\"52,6\";+3;21/25;6 of 25\nBo;Li;;n/a;;30;-\n;;;;;;\nCem;;;;;1;2\n",
    );
    let shown: Vec<_> = saved
        .figures
        .iter()
        .map(|f| (f.place.as_str(), f.who.name.as_deref(), f.who.email.as_deref(), f.score, f.elements))
        .collect();
    assert_eq!(
        shown,
        [
            (
                "t.csv:4",
                Some("Ada Okafor"),
                Some("a@x.example"),
                Some(52.6),
                [Some(21.0), Some(6.0), None, None]
            ),
            ("t.csv:7", Some("Cem"), None, None, [Some(1.0), Some(2.0), None, None]),
        ]
    );
    assert_eq!(
        saved.notes,
        ["t.csv:5: brand is '30', expected 0 to 25; left out", "t.csv:5: no figure, left out"]
    );
    let saved = of(
        "Profile URL,relationships,insights,people,brand\nhttps://www.linkedin.com/in/ada.okafor/?x=1,4,3,2,1.5\n",
    );
    assert_eq!(saved.figures[0].who.id.as_deref(), Some("ada.okafor"));
    assert_eq!(
        (saved.figures[0].score, saved.figures[0].elements),
        (Some(10.5), [Some(1.5), Some(2.0), Some(3.0), Some(4.0)])
    );
    for wrong in ["-1", "26", "1/10", "1e1", "2.5.1", "NaN"] {
        let saved = of(&format!("member,brand,score\nada,{wrong},5\n"));
        assert_eq!((saved.figures[0].elements[0], saved.notes.len()), (None, 1), "{wrong}");
    }
}
