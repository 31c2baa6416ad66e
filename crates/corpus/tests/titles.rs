//! Job titles of a dozen languages and their levels.

use ssi_corpus::resolve::titles::seniority;

#[track_caller]
fn check(titles: &[(&str, u8)]) {
    for &(title, level) in titles {
        assert_eq!(seniority(title), level, "{title}");
    }
}

#[test]
fn titles_have_levels() {
    check(&[
        ("", 0),
        ("Account Executive", 0),
        ("Senior Analyst", 1),
        ("Sales Manager, EMEA", 2),
        ("Key Account Manager", 0),
        ("Executive Assistant to the CEO", 0),
        ("Head of Data", 2),
        ("VP Sales", 3),
        ("Vice President", 3),
        ("Vice-President & Co-Founder", 4),
        ("Director of Operations", 3),
        ("Managing Director", 4),
        ("Business owner", 4),
        ("Chief Revenue Officer", 4),
        ("C.E.O.", 4),
        ("Product Owner", 0),
    ]);
}

#[test]
fn romance_languages() {
    check(&[
        ("Directora general", 4),
        ("Consejero delegado", 4),
        ("Fundadora y dueña", 4),
        ("Director gerente", 4),
        ("Director comercial", 3),
        ("Vicepresidenta de ventas", 3),
        ("Vice-presidente", 3),
        ("Jefa de compras", 2),
        ("Gerente de planta", 2),
        ("Asistente del director general", 0),
        ("Diretor-geral", 4),
        ("Sócia-fundadora", 4),
        ("PROPRIETÁRIO", 4),
        ("Diretora de Marketing", 3),
        ("Vice-presidente de Operações", 3),
        ("Gerente de vendas", 2),
        ("Chefe de equipe", 2),
        ("Coordenadora", 1),
        ("PDG", 4),
        ("Président-directeur général", 4),
        ("Pre\u{301}sidente", 4),
        ("Directeur general", 4),
        ("Chef d’entreprise", 4),
        ("Gérante", 4),
        ("Directrice commerciale", 3),
        ("Vice-président", 3),
        ("Responsable d'agence", 2),
        ("Cheffe de projet", 2),
        ("Assistante de direction", 0),
        ("Assistante du directeur général", 0),
        ("Amministratore delegato", 4),
        ("Titolare", 4),
        ("Direttrice Generale", 4),
        ("Direttore commerciale", 3),
        ("Vicepresidente", 3),
        ("Responsabile acquisti", 2),
        ("Capo ufficio", 2),
    ]);
}

#[test]
fn germanic_languages_and_indonesian() {
    check(&[
        ("Geschäftsführerin", 4),
        ("GESCHAEFTSFUEHRER", 4),
        ("Geschaftsfuhrer", 4),
        ("Geschäftsführender Gesellschafter", 4),
        ("Vorstandsvorsitzender", 4),
        ("Inhaberin", 4),
        ("Mitgründer", 4),
        ("Vertriebsdirektor", 3),
        ("Vizepräsidentin", 3),
        ("Prokurist", 3),
        ("Vertriebsleiterin DACH", 2),
        ("Leiter Einkauf", 2),
        ("Entwicklungsingenieur Halbleiter", 0),
        ("Assistentin der Geschäftsführerin", 0),
        ("Directeur-eigenaar", 4),
        ("Oprichter", 4),
        ("Algemeen directeur", 4),
        ("Commercieel directeur", 3),
        ("Adjunct-directeur", 3),
        ("Hoofd Inkoop", 2),
        ("Verkoopleider", 2),
        ("Direktur Utama", 4),
        ("Presiden Direktur", 4),
        ("Pendiri & pemilik", 4),
        ("Direktur Pemasaran", 3),
        ("Wakil Presiden Direktur", 3),
        ("Manajer Penjualan", 2),
        ("Kepala Divisi", 2),
        ("Sekretaris Direktur Utama", 0),
        ("Asisten Manajer", 0),
    ]);
}

#[test]
fn scripts_without_spaces() {
    check(&[
        ("代表取締役社長", 4),
        ("取締役CEO", 4),
        ("取締役ＣＦＯ", 4),
        ("創業者", 4),
        ("副社長", 3),
        ("株式会社 営業部長", 3),
        ("執行役員", 3),
        ("営業課長", 2),
        ("セールスマネージャー", 2),
        ("アカウントマネージャー", 0),
        ("主任", 1),
        ("社長秘書", 0),
        ("营业员", 0),
        ("首席执行官", 4),
        ("联合创始人", 4),
        ("董事总经理", 4),
        ("總經理", 4),
        ("副总裁", 3),
        ("副总经理", 3),
        ("市场总监", 3),
        ("销售经理", 2),
        ("部门负责人", 2),
        ("大客户经理", 0),
        ("总经理助理", 0),
        ("销售代表", 0),
        ("高级工程师", 1),
    ]);
}

#[test]
fn hindi_and_arabic() {
    check(&[
        ("मुख्य कार्यकारी अधिकारी", 4),
        ("संस्थापक और सीईओ", 4),
        ("प्रबंध निदेशक", 4),
        ("मालिक", 4),
        ("निदेशक", 3),
        ("उपाध्यक्ष", 3),
        ("बिक्री प्रबंधक", 2),
        ("विभाग प्रमुख", 2),
        ("सहायक प्रबंधक", 0),
        ("वरिष्ठ अभियंता", 1),
        ("الرئيس التنفيذي", 4),
        ("المديرُ العام", 4),
        ("العضو المنتدب", 4),
        ("المؤسس والمالك", 4),
        ("رئيس مجلس الإدارة", 4),
        ("نائب الرئيس", 3),
        ("مدير إدارة المشتريات", 3),
        ("مديرة المبيعات", 2),
        ("رئيس قسم", 2),
        ("مساعد المدير العام", 0),
        ("مهندس أول", 1),
        ("محاسب", 0),
    ]);
}
