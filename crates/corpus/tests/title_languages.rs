//! Job titles of each language whose words are in `lists/titles`: the first and the second rank, and those that only sound like them.

use ssi_corpus::resolve::titles::seniority;

#[track_caller]
fn check(titles: &[(&str, u8)]) {
    for &(title, level) in titles {
        assert_eq!(seniority(title), level, "{title}");
    }
}

#[test]
fn english() {
    check(&[
        ("CDO & Member of the Board", 4),
        ("Founding Partner", 4),
        ("Deputy Managing Director", 3),
        ("Country Manager, Poland", 3),
        ("Creative Director", 2),
        ("Chief of Staff", 2),
        ("Head Barista", 1),
        ("Team Leader", 1),
        ("Art Director", 1),
        ("Product Manager", 0),
        ("HR Business Partner", 0),
        ("Lead Generation Specialist", 0),
        ("Assistant to the CEO", 0),
        ("CEO Assistant", 0),
        ("Managing Director’s Secretary", 0),
        ("Account director's assistant", 0),
        ("Assistant Director", 3),
        // A comma parts two titles.
        ("Owner, Secretary", 4),
        ("Office of the CFO", 0),
    ]);
}

#[test]
fn spanish() {
    check(&[
        ("Administradora única", 4),
        ("Dir. Gral.", 4),
        ("Emprendedor", 4),
        ("Director general adjunto", 3),
        ("Gerente de País", 3),
        ("Subgerente", 2),
        ("Directora de tienda", 2),
        ("Jefe de turno", 1),
        ("Directora de arte", 1),
        ("Ejecutiva de cuentas", 0),
        ("Asistente de dirección", 0),
        ("Secretaria del presidente", 0),
        ("Administrador de sistemas", 0),
        ("Secretario general", 4),
    ]);
}

#[test]
fn portuguese() {
    check(&[
        ("Empreendedora", 4),
        ("Diretor Superintendente", 4),
        ("Membro do Conselho de Administração", 4),
        ("Gerente Executivo", 3),
        ("Vice-Reitora", 3),
        ("Gestor de projetos", 2),
        ("Diretora de loja", 2),
        ("Encarregado", 1),
        ("Mestre de obras", 1),
        ("Gestora de tráfego", 0),
        ("Dona de casa", 0),
        ("Secretária executiva da presidente", 0),
        ("Assessor do diretor", 0),
    ]);
}

#[test]
fn french() {
    check(&[
        ("DG", 4),
        ("Chef de projet DG COMP", 2),
        ("Cogérante", 4),
        ("Membre du conseil d’administration", 4),
        ("DRH", 3),
        ("Associé", 3),
        ("Directrice de magasin", 2),
        ("Chef d'équipe", 1),
        ("Directeur artistique", 1),
        ("Chef de rang", 0),
        ("Administrateur systèmes", 0),
        ("Assistante DRH", 0),
        ("Conseiller du président", 0),
    ]);
}

#[test]
fn german() {
    check(&[
        ("Finanzvorstand", 4),
        ("Aufsichtsrätin", 4),
        ("Geschäftsführung", 4),
        ("Mitarbeiter Geschäftsführung", 0),
        ("Bereichsleiter Einkauf", 3),
        ("Stv. Geschäftsführerin", 3),
        ("Leiter:in Controlling", 2),
        ("IT-Leitung", 2),
        ("Vertriebschefin", 2),
        ("Teamleiterin Kundendienst", 1),
        ("Schichtleiter", 1),
        ("Trauerbegleiterin", 0),
        ("Reiseleiter", 0),
        ("Chef de Rang", 0),
        ("Referent des Vorstands", 0),
        ("Assistenz Geschäftsleitung", 0),
    ]);
}

#[test]
fn italian() {
    check(&[
        ("Presidente del CdA", 4),
        ("Contitolare", 4),
        ("Amministratore", 4),
        ("Vicedirettrice generale", 3),
        ("Condirettore", 3),
        ("Caporeparto", 2),
        ("Direttore di filiale", 2),
        ("Capo cantiere", 1),
        ("Viceresponsabile", 1),
        ("Amministratore di condominio", 0),
        ("Direttore d’orchestra", 0),
        ("Segretaria del direttore generale", 0),
        ("Assistente alla direzione", 0),
    ]);
}

#[test]
fn dutch() {
    check(&[
        ("Gedelegeerd bestuurder", 4),
        ("Mede-eigenaar", 4),
        ("Regiodirecteur", 3),
        ("Lid van de directie", 3),
        ("Diensthoofd", 2),
        ("Vestigingsmanager", 2),
        ("Afdelingsleider", 2),
        ("Teamleider", 1),
        ("Coördinator", 1),
        ("Vrachtwagenbestuurder", 0),
        ("Persoonlijk begeleider", 0),
        ("Opleider", 0),
        ("Directiesecretaresse", 0),
        ("Assistent van de directeur", 0),
    ]);
}

#[test]
fn indonesian() {
    check(&[
        ("Komisaris Utama", 4),
        ("Wiraswasta", 4),
        ("Ketua Umum", 4),
        ("Sekretaris Jenderal", 3),
        ("Wakil Direktur", 3),
        ("Kepala Cabang", 2),
        ("Manajer Proyek", 2),
        ("Wakil Kepala", 1),
        ("Mandor", 1),
        ("Manajer Akun", 0),
        ("Staf Ahli Direktur", 0),
        ("Ajudan Presiden", 0),
    ]);
}

#[test]
fn russian() {
    check(&[
        ("Генеральный директор", 4),
        ("Сооснователь и CEO", 4),
        ("Управляющий партнер", 4),
        ("ИП", 4),
        ("Кассир, ИП Петров", 0),
        ("Заместитель генерального директора", 3),
        ("Партнёр", 3),
        ("Финансовый директор", 3),
        ("Руководитель отдела продаж", 2),
        ("Заведующии\u{306} складом", 2),
        ("Ведущий инженер", 1),
        ("Старший менеджер", 1),
        ("Ведущий", 0),
        ("Менеджер по продажам", 0),
        ("Бизнес-партнёр", 0),
        ("Помощник генерального директора", 0),
        ("Личный помощник: генеральный директор", 0),
    ]);
}

#[test]
fn arabic() {
    check(&[
        ("مؤسِّس ومدير عام", 4),
        ("محاسب ومالك", 4),
        ("عضو مجلس الادارة", 4),
        ("رائدة الأعمال", 4),
        ("المدير المالي", 3),
        ("نائبة رئيس", 3),
        ("مديره مبيعات", 2),
        ("مسؤول قسم", 2),
        ("قائد فريق", 1),
        ("مسؤول مبيعات", 0),
        ("مدير حسابات", 0),
        ("مدير مكتب الرئيس", 0),
        ("سكرتيرة المدير العام", 0),
    ]);
}

#[test]
fn hindi() {
    check(&[
        ("मुख्य वित्तीय अधिकारी", 4),
        ("सह-संस्थापक", 4),
        ("बिज़नेसमैन", 4),
        ("उप महाप्रबंधक", 3),
        ("कार्यकारी निदेशक", 3),
        ("शाखा प्रबंधक", 2),
        ("टीम हेड", 2),
        ("सुपरवाइज़र", 1),
        ("टीम लीडर", 1),
        ("मुख्य वक्ता", 0),
        ("फ़िल्म निर्देशक", 0),
        ("निदेशक के सहायक", 0),
        ("अकाउंट मैनेजर", 0),
    ]);
}

#[test]
fn japanese() {
    check(&[
        ("代表", 4),
        ("営業代表", 0),
        ("代表取締役兼ＣＥＯ", 4),
        ("最高技術責任者", 4),
        ("執行役員 営業本部長", 3),
        ("ゼネラル・マネージャー", 3),
        ("社長室長", 2),
        ("部長補佐", 2),
        ("Webディレクター", 0),
        ("主席研究員", 1),
        ("チームリーダー", 1),
        ("プロダクトオーナー", 0),
        ("代表取締役社長秘書", 0),
        ("CEOアシスタント", 0),
    ]);
}

#[test]
fn chinese() {
    check(&[
        ("北京远山科技有限公司总经理", 4),
        ("执行长", 4),
        ("联合创始人兼CEO", 4),
        ("华东大区总经理", 3),
        ("董事会秘书", 3),
        ("副院长", 3),
        ("部门主管", 2),
        ("领班", 1),
        ("主任工程师", 1),
        ("產品經理", 0),
        ("班主任", 0),
        ("董事长特别助理", 0),
        ("总经理办公室文员", 0),
        ("總裁 秘書", 0),
    ]);
}

#[test]
fn korean() {
    check(&[
        ("대표이사", 4),
        ("김대표님", 4),
        ("공동창업자/CEO", 4),
        ("이사회 의장", 4),
        ("부사장", 3),
        ("영업본부장", 3),
        ("사외이사", 3),
        ("이사", 3),
        ("마케팅팀장", 2),
        ("구매과장님", 2),
        ("수석연구원", 1),
        ("파트리더", 1),
        ("국가대표", 0),
        ("이사업체 직원", 0),
        ("프로덕트 매니저", 0),
        ("대표이사 비서", 0),
        ("회장비서", 0),
    ]);
}
