//! Invented workbooks, made by hand.

#[path = "../../../tests/common/books.rs"]
mod books;

use books::{OFFICE, book, frame, packed};

use super::*;
use crate::data::Corpus;
use crate::read::{self, Options};
use crate::schema::FileId;

#[track_caller]
fn read_book(sheets: &[(&str, &str)]) -> Workbook {
    Workbook::read(&book(sheets)).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn problems(book: &Workbook) -> Vec<String> {
    book.problems.iter().map(|p| format!("{}: '{}', expected {}", p.place, p.found, p.expected)).collect()
}

const OLD: [(&str, &str); 5] = [
    ("DISCOVERY", "Overall Performance|3/17/2025 - 3/23/2025\nImpressions|=1500\nMembers reached|=900"),
    (
        "ENGAGEMENT",
        "Date|Impressions|Engagements\n@45733|=100|=7\n@45734|=200|=-28\n@45735|=300|=0\n@45736||=1",
    ),
    (
        "TOP POSTS",
        "Maximum of 50 posts available to include in this list\n\n\
         Post URL|Post publish date|Engagements||Post URL|Post publish date|Impressions\n\
         https://www.linkedin.com/feed/update/urn:li:activity:7307000000000000001|3/18/2025|=12||https://www.linkedin.com/feed/update/urn:li:activity:7307000000000000002|3/19/2025|=450\n\
         https://www.linkedin.com/posts/mira_plan-share-7307000000000000003-aB|@45734|=3||https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7307000000000000001|3/18/2025|=400",
    ),
    ("FOLLOWERS", "Total followers on 3/23/2025:|=2048\n\nDate|New followers\n3/17/2025|=2\n3/18/2025|=-1"),
    ("DEMOGRAPHICS", "Top Demographics|Value|Percentage\nJob titles|Founder|=0.125\nJob titles|Nurse|=0.02"),
];

#[test]
fn the_older_kind_has_numbers() {
    let book = read_book(&OLD);
    assert_eq!(problems(&book), Vec::<String>::new());
    assert_eq!(book.window, Some((day("2025-03-17"), day("2025-03-23"))));
    assert_eq!((book.impressions, book.members_reached, book.window_days()), (Some(1500.0), Some(900.0), 7));
    let days: Vec<_> = book.days.iter().map(|d| (d.day, d.impressions, d.engagements)).collect();
    assert_eq!(
        days,
        [
            (day("2025-03-17"), Some(100.0), Some(7.0)),
            (day("2025-03-18"), Some(200.0), Some(-28.0)),
            (day("2025-03-19"), Some(300.0), Some(0.0)),
            (day("2025-03-20"), None, Some(1.0)),
        ]
    );
    let posts: Vec<_> = book
        .posts
        .iter()
        .map(|p| (p.urn.unwrap().to_string(), p.published.unwrap(), p.engagements, p.impressions))
        .collect();
    assert_eq!(
        posts,
        [
            ("urn:li:activity:7307000000000000001".to_owned(), day("2025-03-18"), Some(12.0), Some(400.0)),
            ("urn:li:activity:7307000000000000002".to_owned(), day("2025-03-19"), None, Some(450.0)),
            ("urn:li:share:7307000000000000003".to_owned(), day("2025-03-18"), Some(3.0), None),
        ]
    );
    assert_eq!(book.followers_total, Some((day("2025-03-23"), 2048.0)));
    assert_eq!(book.followers_new, [(day("2025-03-17"), 2.0), (day("2025-03-18"), -1.0)]);
    let shares: Vec<_> = book.demographics.iter().map(|d| (d.value.as_str(), d.share, d.below)).collect();
    assert_eq!(shares, [("Founder", 0.125, false), ("Nurse", 0.02, false)]);
}

#[test]
fn the_newer_kind_is_written_in_the_language_of_the_member() {
    let book = read_book(&[
        (
            "DESCOBERTA",
            "Desempenho geral|01/02/2026 - 07/02/2026\nImpressões|12.345\nUsuários alcançados|6 789",
        ),
        (
            "ENGAJAMENTO",
            "Data|Impressões|Engajamentos\n01/02/2026|1.024|12\n02/02/2026|99|\u{2212}3\n03/02/2026|0|0",
        ),
        (
            "PRINCIPAIS PUBLICAÇÕES",
            "No máximo 50 publicações\n\n\
             URL|Data|Engajamentos||URL|Data|Impressões\n\
             ||||https://pt.linkedin.com/posts/sol_a-b-ugcPost-7424000000000000001-Zz|03/02/2026|2.500",
        ),
        ("SEGUIDORES", "Total de seguidores em 07/02/2026:|1.500\n\nData|Novos seguidores\n01/02/2026|4"),
        ("PÚBLICO", "Principais dados|Valor|Porcentagem\nCargo|Fundador|12%\nCargo|Enfermeira|< 1%"),
        ("CONTEÚDO", "Principais dados|Valor|Porcentagem\nLocalidade|Recife|2,5%"),
    ]);
    assert_eq!(problems(&book), Vec::<String>::new());
    assert_eq!(book.window, Some((day("2026-02-01"), day("2026-02-07"))));
    assert_eq!((book.impressions, book.members_reached), (Some(12_345.0), Some(6_789.0)));
    assert_eq!(book.days[0].impressions, Some(1024.0));
    assert_eq!((book.days[1].day, book.days[1].engagements), (day("2026-02-02"), Some(-3.0)));
    assert_eq!(
        (book.posts.len(), book.posts[0].impressions, book.posts[0].engagements),
        (1, Some(2500.0), None)
    );
    assert_eq!(book.posts[0].published, Some(day("2026-02-03")));
    assert_eq!(book.followers_total, Some((day("2026-02-07"), 1500.0)));
    let shares: Vec<_> =
        book.demographics.iter().map(|d| (d.sheet.as_str(), d.value.as_str(), d.share, d.below)).collect();
    assert_eq!(
        shares,
        [
            ("PÚBLICO", "Fundador", 0.12, false),
            ("PÚBLICO", "Enfermeira", 0.01, true),
            ("CONTEÚDO", "Recife", 0.025, false),
        ]
    );
}

#[test]
fn sides_follow_their_headers() {
    let one = "https://www.linkedin.com/feed/update/urn:li:activity:7307000000000000001";
    for (rows, expected) in [
        (format!("URL|Date|Impressions\n{one}|1/20/2026|5"), (None, Some(5.0))),
        (format!("URL|Date|Interaktionen||URL|Date|Impressionen\n{one}|1/20/2026|5"), (Some(5.0), None)),
        (format!("URL|Date|Interactions||URL|Date|Vues\n||||{one}|1/20/2026|5"), (None, Some(5.0))),
        (format!("{one}|1/20/2026|5||{one}|1/20/2026|9"), (Some(5.0), Some(9.0))),
        (format!("{one}|1/20/2026|5\n{one}|1/20/2026|9"), (Some(9.0), None)),
    ] {
        let book = read_book(&[("Any", &rows)]);
        let found = &book.posts[0];
        assert_eq!(((found.engagements, found.impressions), book.posts.len()), (expected, 1), "{rows}");
    }
    let days = read_book(&[("Any", "Date|Engagements|Impressions\n1/20/2026|1|50\n1/21/2026|2|60")]);
    assert_eq!((days.days[1].impressions, days.days[1].engagements), (Some(60.0), Some(2.0)));
}

#[test]
fn what_is_not_understood_is_said_with_its_cell() {
    let check =
        |sheets: &[(&str, &str)], expected: &[&str]| assert_eq!(problems(&read_book(sheets)), expected);
    let one = "https://www.linkedin.com/feed/update/urn:li:activity:7307000000000000001";
    check(
        &[(
            "TOP POSTS",
            &format!(
                "Post URL|Post publish date|Engagements\n{one}|soon|many\nsomewhere|1/20/2026|3\n|1/20/2026|4\n\
                 https://www.linkedin.com/in/mira|1/20/2026|-5"
            ),
        )],
        &[
            "TOP POSTS!B2: 'soon', expected a day",
            "TOP POSTS!C2: 'many', expected a number",
            "TOP POSTS!A3: 'somewhere', expected the address of a post",
            "TOP POSTS!A4: '4', expected the address of a post beside its figure",
            "TOP POSTS!A5: 'https://www.linkedin.com/in/mira', expected an address with the number of a post, as in …/feed/update/urn:li:activity:7426…",
        ],
    );
    check(
        &[("E", "Date|Impressions|Engagements\n1/20/2026|5|6\nTotal|5|6\n1/21/2026|-5|x")],
        &[
            "E!A3: 'Total', expected a day",
            "E!B4: '-5', expected a number, at least 0",
            "E!C4: 'x', expected a number",
        ],
    );
    check(
        &[("D", "x|1/9/2026 - 2/9/2026\nImpressions|lots")],
        &[
            "D: 'days that can be read in two ways', expected a day after the 12th of a month somewhere; they are read with the month first",
            "D!B2: 'lots', expected a number, at least 0",
        ],
    );
    check(
        &[("G", "Top|Value|Share\nTitles|Nurse|2%\nTitles|Cook|few\nTitles||1%")],
        &[
            "G!C3: 'few', expected what is told apart, which part, and its share, as in 2%",
            "G!C4: '1%', expected what is told apart, which part, and its share, as in 2%",
        ],
    );
    check(
        &[("Costs", "Rent|=700\nBread|=3")],
        &[
            "Costs: 'nothing that is known here', expected a window, figures by day, addresses of posts, followers, or shares of the audience",
        ],
    );
    check(
        &[("TOP POSTS", "Post URL|Post publish date|Engagements")],
        &[": 'headers without figures', expected figures; the workbook has none"],
    );
    // A sheet may be empty beside others that are not.
    check(&[OLD[0], ("TOP POSTS", "Post URL|Post publish date|Engagements"), ("FOLLOWERS", "")], &[]);
}

#[test]
fn followers_won_need_the_whole_time() {
    let rows = |n: i64| {
        let first = day("2026-01-01");
        (0..n).fold("Total followers on 12/31/2026:|=10\n\nDate|New followers\n".to_owned(), |all, i| {
            let day = first.checked_add(jiff::Span::new().days(i)).unwrap();
            all + &format!("{}/{}/{}|2\n", day.month(), day.day(), day.year())
        })
    };
    for (days, expected) in [(89, None), (90, Some(180.0)), (200, Some(180.0))] {
        let book = read_book(&[("FOLLOWERS", &rows(days))]);
        assert_eq!((book.followers_new.len() as i64, book.followers_gained(90)), (days, expected));
    }
}

#[test]
fn what_is_no_workbook_is_refused() {
    let check = |bytes: &[u8], word: &str| {
        let error = Workbook::read(bytes).unwrap_err();
        assert!(error.to_string().contains(word) && !error.help().is_empty(), "{error}");
    };
    check(b"", "no workbook");
    check(b"a,b\n1,2\n", "no workbook");
    check(&book(&OLD)[..400], "no workbook");
    check(&packed(&[("a.xml".to_owned(), "<a/>".to_owned())]), "no workbook");
    // A small file that becomes a large one.
    let bomb = packed(&[("xl/worksheets/sheet1.xml".to_owned(), " ".repeat(40 << 20))]);
    assert!(bomb.len() < 100 << 10);
    check(&bomb, "unpacked");
    // One that says less than it holds.
    let mut liar = packed(&[("a.xml".to_owned(), " ".repeat(4 << 20))]);
    let size = (4_u32 << 20) + 38;
    for at in 0..liar.len() - 4 {
        if liar[at..at + 4] == size.to_le_bytes() {
            liar[at..at + 4].copy_from_slice(&9_u32.to_le_bytes());
        }
    }
    assert!(Workbook::read(&liar).is_err());
    let texts = |count: &str| {
        packed(&[(
            "xl/sharedStrings.xml".to_owned(),
            format!("<sst {count}><si><t>uniqueCount=\"9999999\"</t></si></sst>"),
        )])
    };
    check(&texts("uniqueCount=\"18446744073709551615\""), "different texts");
    check(&texts("uniqueCount = '999999999'"), "different texts");
    check(&texts("uniqueCount=\"1\""), "no workbook");
    let many: Vec<(String, String)> = (0..501).map(|n| (format!("{n}.xml"), String::new())).collect();
    check(&packed(&many), "parts");
}

#[test]
fn far_cells_cost_nothing() {
    let far = "<worksheet><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
    let mut parts = vec![("xl/worksheets/sheet1.xml".to_owned(), far.to_owned())];
    let relation =
        format!("<Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/>");
    parts.extend(frame("<sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/>", &relation));
    let book = Workbook::read(&packed(&parts)).unwrap();
    assert_eq!(
        problems(&book),
        [
            "S!XFD1048576: 'a cell far away', expected a cell nearer to the first one; it and what lies beyond was left out"
        ]
    );
}

#[test]
fn names_of_workbooks() {
    for (name, is) in [
        ("Content_2025-03-17_2026-03-16_MiraOkonjo.xlsx", true),
        ("in/a/AggregateAnalytics_Mira Okonjo_2026-02-01_2026-02-07.XLSX", true),
        ("AggregateAnalytics.csv", false),
        ("Contents.xlsx", false),
    ] {
        assert_eq!(Workbook::is_named(name), is, "{name}");
    }
}

fn corpus(files: &[(&str, &str)]) -> Corpus {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    read::read(folder.path(), &Options::default(), &()).unwrap()
}

#[test]
fn figures_come_to_their_posts_and_their_member() {
    let posts = "post,author,at,views\n\
                 urn:li:activity:7307000000000000001,mira,2025-03-18,\n\
                 urn:li:share:7307000000000000003,mira,2025-03-18,\n\
                 urn:li:activity:7307000000000000002,sol,2025-03-18,5\n\
                 own,mira,2025-01-01,77\n";
    let mut corpus = corpus(&[("posts.csv", posts), ("members.csv", "member,followers\nmira,\nsol,9\n")]);
    let book = read_book(&OLD);
    let done = attach(&mut corpus, "mira", &book);
    assert_eq!(done, Attached { by_id: 2, by_time: 0, posts_alone: 1, figures_alone: 1, has_profile: true });
    let numbers = |corpus: &Corpus, file: FileId, field: &str| -> Vec<String> {
        let all = corpus.rows(file).unwrap().numbers(field);
        all.map_or(Vec::new(), |all| all.iter().map(ToString::to_string).collect())
    };
    assert_eq!(numbers(&corpus, FileId::Posts, "views"), ["400", "NaN", "5", "77"]);
    assert_eq!(numbers(&corpus, FileId::Posts, "engagements"), ["12", "3", "NaN", "NaN"]);
    assert_eq!(numbers(&corpus, FileId::Members, "followers"), ["2048", "9"]);
    // A week tells nothing of 90 days.
    assert_eq!(numbers(&corpus, FileId::Members, "followers_gained"), Vec::<String>::new());
    // Once more changes nothing; neither does somebody who is not there.
    attach(&mut corpus, "mira", &book);
    assert_eq!(attach(&mut corpus, "nobody", &book), Attached { figures_alone: 3, ..Attached::default() });
    assert_eq!(numbers(&corpus, FileId::Posts, "views"), ["400", "NaN", "5", "77"]);
}
