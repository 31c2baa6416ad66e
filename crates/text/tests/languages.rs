//! Which language a text is read in, and what is read of texts in other scripts than Latin.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data should stop")]

use std::path::PathBuf;

use ssi_text::{Analyzer, Language, PhraseList, PhrasePart, Scratch, Told, Want, signal};

fn told(text: &str, hint: Option<Language>) -> Told {
    let analyzer = Analyzer::new(&[Want::Signal(signal("language").unwrap())], &[]);
    let mut row = [f64::NAN];
    let told = analyzer.row_as(text, hint, &mut Scratch::default(), &mut row);
    assert_eq!(row[0], told.language.map_or(0.0, |language| f64::from(language as u8 + 1)));
    told
}

/// Checks all lines of a table, `code text`, and tells of all that are wrong; `--` is for none.
#[track_caller]
fn check(lines: &str) {
    let mut wrong = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (code, text) = line.split_once(' ').unwrap();
        let found = told(text, None).language.map_or("--", Language::code);
        if found != code {
            let beginning: String = text.chars().take(60).collect();
            wrong.push(format!("{found}, not {code}: {beginning}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sentences_tell_their_language() {
    check(
        "en We moved the meeting because two of our suppliers could not come before Friday.
         en How did you measure the effect on churn after the second price change?
         en Thanks for sharing, this is a great summary of what happened in the market last year.
         en I disagree: the report counts visitors, not customers.
         en Hiring is slow everywhere, but our engineers stay.
         es Cambiamos la reunión porque dos de nuestros proveedores no podían venir antes del viernes.
         es ¿Cómo mediste el efecto de la segunda subida de precios en los clientes?
         es Gracias por compartir, es un buen resumen de lo que pasó en el mercado.
         es No estoy de acuerdo: el informe cuenta visitas y no clientes.
         fr Nous avons déplacé la réunion parce que deux fournisseurs ne pouvaient pas venir avant vendredi.
         fr Comment avez-vous mesuré l'effet de la hausse des prix sur les clients ?
         fr Merci pour le partage, c'est un bon résumé de ce qui est arrivé sur le marché.
         de Wir haben das Treffen verschoben, weil zwei Lieferanten nicht vor Freitag kommen konnten.
         de Wie habt ihr die Wirkung der zweiten Preiserhöhung auf die Kunden gemessen?
         de Danke fürs Teilen, das ist eine gute Zusammenfassung von dem, was im Markt passiert ist.
         pt Mudamos a reunião porque dois dos nossos fornecedores não podiam vir antes de sexta-feira.
         pt Como você mediu o efeito do segundo aumento de preço nos clientes?
         pt Obrigado por compartilhar, é um ótimo resumo do que aconteceu no mercado.
         it Abbiamo spostato la riunione perché due dei nostri fornitori non potevano venire prima di venerdì.
         it Come avete misurato l'effetto del secondo aumento dei prezzi sui clienti?
         it Grazie per aver condiviso, è un buon riassunto di quello che è successo nel mercato.
         nl We hebben de vergadering verplaatst omdat twee leveranciers niet voor vrijdag konden komen.
         nl Hoe heb je het effect van de tweede prijsverhoging op de klanten gemeten?
         nl Bedankt voor het delen, dit is een goede samenvatting van wat er op de markt gebeurde.
         id Kami memindahkan rapat karena dua pemasok tidak bisa datang sebelum hari Jumat.
         id Bagaimana Anda mengukur pengaruh kenaikan harga kedua terhadap pelanggan?
         id Terima kasih sudah berbagi, ini ringkasan yang bagus tentang apa yang terjadi di pasar.
         ru Мы перенесли встречу, потому что два поставщика не могли приехать до пятницы.
         ru Как вы измерили влияние второго повышения цен на клиентов?
         ru Спасибо, что поделились, это хороший обзор того, что произошло на рынке.
         ar نقلنا الاجتماع لأن اثنين من الموردين لم يتمكنا من الحضور قبل يوم الجمعة.
         ar كيف قمت بقياس تأثير الزيادة الثانية في الأسعار على العملاء؟
         hi हमने बैठक आगे बढ़ा दी क्योंकि दो आपूर्तिकर्ता शुक्रवार से पहले नहीं आ सकते थे।
         hi आपने ग्राहकों पर दूसरी मूल्य वृद्धि का असर कैसे मापा?
         ja 仕入先の二社が金曜日までに来られないので、会議を延期しました。
         ja 二回目の値上げが顧客に与えた影響をどう測りましたか？
         zh 因为两家供应商周五之前来不了，所以我们推迟了会议。
         zh 第二次涨价对客户的影响，你们是怎么衡量的？
         zh 我們用 Kubernetes 部署所有的服務，成本降了三成。
         ko 공급업체 두 곳이 금요일 전에 올 수 없어서 회의를 미뤘습니다.
         ko 두 번째 가격 인상이 고객에게 미친 영향을 어떻게 측정하셨나요?",
    );
}

#[test]
fn a_few_words_tell_if_one_of_them_does() {
    check(
        "en Thank you!
         en This
         en So true
         es Muy bien
         de Sehr gut
         fr Très bien
         ja すごい
         ja 東京都知事選挙の結果
         zh 太棒了
         ko 좋은 글
         -- Great post
         -- CEO
         -- 👏👏👏
         -- 2024
         -- Congratulations Łukasz Żółkowski",
    );
}

#[test]
fn languages_without_lists_are_not_taken_for_others() {
    check(
        "-- Przenieśliśmy spotkanie, ponieważ dwóch dostawców nie mogło przyjechać przed piątkiem.
         -- Jak to zrobić, a potem nie żałować? Do tego potrzeba czasu i ludzi, a na to nie ma pieniędzy.
         -- To nie jest dobry pomysł i nie wiem, kto go tam dał, ale na pewno nie ja.
         -- Dzięki za ten post, bardzo się z tym zgadzam.
         -- İki tedarikçi cuma gününden önce gelemediği için toplantıyı erteledik.
         -- Fiyat artışının müşteriler üzerindeki etkisini nasıl ölçtünüz?
         -- Paylaşım için teşekkürler, pazarda geçen yıl olanların iyi bir özeti bu.
         -- Vi flyttade mötet eftersom två leverantörer inte kunde komma före fredag.
         -- Hur mätte ni effekten av den andra prishöjningen på kunderna?
         -- Det är en bra sammanfattning av vad som hände på marknaden, tack för att du delade den.
         -- Vi flyttede mødet, fordi to leverandører ikke kunne komme før fredag.
         -- Det er en god oppsummering av det som skjedde i markedet, takk for at du delte den.
         -- Přesunuli jsme schůzku, protože dva dodavatelé nemohli přijet před pátkem.
         -- Elhalasztottuk a megbeszélést, mert két beszállító nem tudott péntek előtt jönni.
         -- Am mutat ședința pentru că doi furnizori nu puteau veni înainte de vineri.
         -- Inilipat namin ang pulong dahil hindi makarating ang dalawang supplier bago mag-Biyernes.
         -- Siirsimme kokousta, koska kaksi toimittajaa ei päässyt paikalle ennen perjantaita.
         -- Miten mittasitte toisen hinnankorotuksen vaikutusta asiakkaisiin?
         -- Kiitos jakamisesta, tämä on hyvä yhteenveto siitä mitä markkinoilla tapahtui.
         -- Chúng tôi đã dời cuộc họp vì hai nhà cung cấp không thể đến trước thứ Sáu.
         -- Anh đo ảnh hưởng của lần tăng giá thứ hai đến khách hàng như thế nào?
         -- Ми перенесли зустріч, тому що два постачальники не могли приїхати до п'ятниці.
         -- Преместихме срещата, защото двама доставчици не можаха да дойдат преди петък.
         -- Преместили смо састанак јер два добављача нису могла да дођу пре петка.
         -- ما جلسه را عقب انداختیم چون دو تأمین‌کننده پیش از جمعه نمی‌توانستند بیایند.
         -- ہم نے میٹنگ ملتوی کر دی کیونکہ دو سپلائر جمعہ سے پہلے نہیں آ سکتے تھے۔
         -- เราเลื่อนการประชุมเพราะผู้จัดหาสองรายมาไม่ได้ก่อนวันศุกร์
         -- Μεταθέσαμε τη συνάντηση επειδή δύο προμηθευτές δεν μπορούσαν να έρθουν.
         -- העברנו את הפגישה כי שני ספקים לא יכלו להגיע לפני יום שישי.",
    );
}

#[test]
fn a_hint_helps_where_the_text_does_not_tell() {
    let cases = [
        ("Toller Beitrag!", "de", Some("de"), false),
        ("Great post!", "en", Some("en"), false),
        ("Congrats Łukasz", "en", Some("en"), false),
        ("👏👏", "ja", Some("ja"), false),
        ("Ich habe das gestern gesehen.", "en", Some("de"), true),
        ("Отлично сделано", "en", None, false),
        ("素晴らしい", "en", Some("ja"), true),
        ("Great post!", "ja", None, false),
        ("Przenieśliśmy spotkanie, ponieważ dwóch dostawców zrezygnowało.", "en", None, false),
    ];
    for (text, hint, code, from_text) in cases {
        let told = told(text, Language::from_code(hint));
        assert_eq!((told.language.map(Language::code), told.from_text), (code, from_text), "{text} {hint}");
    }
}

fn row(ids: &[&str], text: &str) -> Vec<f64> {
    let wanted: Vec<Want> = ids.iter().map(|id| Want::Signal(signal(id).unwrap())).collect();
    let mut row = vec![f64::INFINITY; wanted.len()];
    Analyzer::new(&wanted, &[]).row(text, &mut Scratch::default(), &mut row);
    row
}

#[test]
fn sentences_end_in_every_script() {
    let cases: [(&str, f64); 7] = [
        ("我们降价了。客户走了吗？没有！", 3.0),
        ("値下げしました。お客様は増えましたか？はい！", 3.0),
        ("「やめよう。」と言いました。", 2.0),
        ("가격을 내렸습니다. 고객이 늘었나요? 네!", 3.0),
        ("हमने दाम घटाए। क्या ग्राहक बढ़े? हाँ!", 3.0),
        ("خفضنا السعر. هل زاد العملاء؟ نعم!", 3.0),
        ("Мы снизили цену. Клиентов стало больше? Да!", 3.0),
    ];
    for (text, expected) in cases {
        assert_eq!(row(&["sentences"], text), [expected], "{text}");
    }
    assert!(row(&["sentences"], "เราลดราคา ลูกค้าเพิ่มขึ้น")[0].is_nan());
}

/// The same said in several languages has about the same length, and as many words that say something.
#[test]
fn lengths_can_be_compared() {
    let texts = [
        "We lowered the price by ten percent last spring, because many customers had left us. Now they are coming back.",
        "去年春天我们把价格降低了百分之十，因为很多客户离开了我们。现在他们正在回来。",
        "多くのお客様が離れたため、去年の春に価格を十パーセント下げました。今は戻ってきています。",
        "เราลดราคาลงสิบเปอร์เซ็นต์เมื่อฤดูใบไม้ผลิปีที่แล้ว เพราะลูกค้าจำนวนมากจากเราไป ตอนนี้พวกเขากำลังกลับมา",
        "많은 고객이 떠나서 작년 봄에 가격을 십 퍼센트 내렸습니다. 이제 고객들이 돌아오고 있습니다.",
    ];
    for text in texts {
        let length = row(&["length_in_words"], text)[0];
        assert!((13.0..=26.0).contains(&length), "{length}: {text}");
    }
    for text in &texts[..3] {
        let [content, sentence, longest] =
            row(&["content_words", "mean_sentence_length", "longest_sentence"], text)[..]
        else {
            panic!("three values");
        };
        assert!((8.0..=16.0).contains(&content), "{content}: {text}");
        assert!((7.0..=12.0).contains(&sentence) && longest > sentence, "{sentence} {longest}: {text}");
    }
    assert_eq!(row(&["length_in_words", "words"], "我们用Rust"), [2.0 / 1.6 + 1.0 + 1.0 / 1.6, 4.0]);
    assert_eq!(row(&["content_words"], "我们的服务"), [2.0 / 1.6]);
}

#[test]
fn a_list_is_sought_in_texts_of_its_language() {
    let part = |code: &str, phrase: &str| PhrasePart {
        language: Language::from_code(code),
        phrases: vec![phrase.into()],
    };
    let lists = [
        PhraseList { id: "of two".into(), parts: vec![part("en", "so true"), part("de", "gut so")] },
        PhraseList { id: "of all".into(), parts: vec![part("de", "gut"), part("", "true")] },
        PhraseList::default(),
    ];
    let wanted = [Want::PhraseHits(0), Want::PhraseHits(1), Want::PhraseHits(2), Want::PhraseCoverage(0)];
    let analyzer = Analyzer::new(&wanted, &lists);
    let nan = f64::NAN;
    let cases = [
        ("This is so true, and gut so is not", None, [1.0, 1.0, 0.0, 2.0 / 9.0]),
        ("Das ist gut so, und so true ist es nicht", None, [1.0, 2.0, 0.0, 0.2]),
        // Spanish has no such list, and what holds for all is sought all the same.
        ("Esto es so true, pero no es para todos", None, [nan, 1.0, 0.0, nan]),
        ("Genial, true", Some("es"), [nan, 1.0, 0.0, nan]),
        // Unknown: the lists of all languages in that script.
        ("Genial, gut genial", None, [0.0, 1.0, 0.0, 0.0]),
        ("Ευχαριστώ true", None, [nan, 1.0, 0.0, nan]),
        ("👏", Some("es"), [0.0, 0.0, 0.0, 0.0]),
        ("", None, [0.0, 0.0, 0.0, 0.0]),
    ];
    for (text, hint, expected) in cases {
        let mut row = [f64::INFINITY; 4];
        let hint = hint.and_then(Language::from_code);
        analyzer.row_as(text, hint, &mut Scratch::default(), &mut row);
        let same = row.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9 || a.is_nan() && b.is_nan());
        assert!(same, "{row:?} and not {expected:?}: {text}");
    }
    let finds = ssi_text::finds("Das ist gut so, und so true ist es nicht", &lists[0]);
    assert_eq!((finds.len(), finds[0].clone()), (1, 8..14));
}

#[test]
fn whole_articles_tell_their_language() {
    let shared = std::env::var_os("SSI_SHARED").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let folder = shared.join("suites/multilingual-texts");
    if !folder.exists() {
        println!("skipped: no {}", folder.display());
        return;
    }
    let names = [
        ("arabic", "ar"),
        ("english", "en"),
        ("hindi", "hi"),
        ("japanese", "ja"),
        ("korean", "ko"),
        ("mandarin", "zh"),
        ("russian", "ru"),
    ];
    for (name, code) in names {
        let text = std::fs::read_to_string(folder.join(name).with_extension("txt")).unwrap();
        check(&format!("{code} {}", text.replace('\n', " ")));
        // Each paragraph that is long enough to tell.
        let paragraphs: Vec<&str> = text.lines().filter(|line| line.chars().count() > 150).collect();
        let right =
            paragraphs.iter().filter(|p| told(p, None).language.map(Language::code) == Some(code)).count();
        assert!(right * 20 >= paragraphs.len() * 19, "{name}: {right} of {}", paragraphs.len());
    }
}
