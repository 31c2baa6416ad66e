//! Which language a text is read in, and what is read of texts in other scripts than Latin.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its data should stop")]

use std::path::PathBuf;

use ssi_text::{Analyzer, Language, Scratch, Told, Want, signal};

fn told(text: &str, hint: Option<Language>) -> Told {
    let analyzer = Analyzer::new(&[Want::Signal(signal("language").unwrap())], &[]);
    let mut row = [f64::NAN];
    let told = analyzer.row_as(text, hint, &mut Scratch::default(), &mut row);
    assert_eq!(row[0], told.language.map_or(0.0, |language| language as u8 as f64 + 1.0));
    told
}

/// Checks all lines of a table, `code text`, and tells of all that are wrong; `--` is for none.
#[track_caller]
fn check(lines: &str) {
    let mut wrong = String::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (code, text) = line.split_once(' ').unwrap();
        let found = told(text, None).language.map_or("--", Language::code);
        if found != code {
            let beginning: String = text.chars().take(60).collect();
            wrong += &format!("{found}, not {code}: {beginning}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
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
