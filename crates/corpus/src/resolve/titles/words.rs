//! Words and phrases of job titles, language by language. Accents are left away on both sides when they are compared.

/// Words and their level. A title has the highest level of its words; a longer phrase is tried before its parts.
pub(super) const LEVELS: &[(u8, &str)] = &[
    // English, and what the world has taken over from it.
    (
        4,
        "chief, ceo, cfo, cto, coo, cmo, cio, cro, cpo, chro, ciso, cso, cxo, founder, cofounder, co founder, owner, proprietor",
    ),
    (
        4,
        "president, chairman, chairwoman, chairperson, chair, managing director, managing partner, general manager, entrepreneur",
    ),
    (4, "board member, member of the board"),
    (3, "director, vp, svp, evp, avp, vice president, partner, vice chair, vice chairman"),
    (2, "manager, head"),
    (1, "lead, senior, principal, staff, sr, supervisor, coordinator"),
    // Spanish.
    (
        4,
        "director general, directora general, director ejecutivo, directora ejecutiva, director gerente, directora gerente",
    ),
    (
        4,
        "gerente general, presidente, presidenta, consejero delegado, consejera delegada, fundador, fundadora, cofundador, cofundadora",
    ),
    (4, "dueño, dueña, propietario, propietaria, socio, socia, empresario, empresaria"),
    (
        3,
        "directora, subdirector, subdirectora, vicepresidente, vicepresidenta, vice presidente, vice presidenta",
    ),
    (2, "gerente, jefe, jefa, responsable, encargado, encargada"),
    (1, "coordinador, coordinadora, supervisora, líder"),
    // Portuguese.
    (
        4,
        "diretor geral, diretora geral, diretor executivo, diretora executiva, diretor presidente, diretora presidente",
    ),
    (4, "sócio, sócia, proprietário, proprietária, dono, dona, empresário, empresária"),
    (3, "diretor, diretora, vice diretor, vice diretora, superintendente, gerente geral"),
    (2, "gestor, gestora, chefe, responsável"),
    (1, "coordenador, coordenadora"),
    // French.
    (
        4,
        "pdg, président, présidente, directeur général, directrice générale, fondateur, fondatrice, cofondateur, cofondatrice",
    ),
    (4, "gérant, gérante, propriétaire, dirigeant, dirigeante, chef dentreprise, cheffe dentreprise"),
    (
        3,
        "directeur, directrice, vice président, vice présidente, directeur général adjoint, directrice générale adjointe",
    ),
    (2, "chef de, chef du, chef des, cheffe de, cheffe du, cheffe des"),
    (1, "coordinateur, coordinatrice, superviseur, superviseuse"),
    // German.
    (
        4,
        "geschäftsführer, geschäftsführerin, geschaeftsfuehrer, geschaeftsfuehrerin, geschäftsführende, geschäftsführender",
    ),
    (
        4,
        "vorstand, vorständin, vorstandsvorsitzende, vorstandsvorsitzender, vorstandsmitglied, mitglied der geschäftsführung",
    ),
    (
        4,
        "mitglied der geschäftsleitung, inhaber, inhaberin, eigentümer, eigentümerin, gründer, gründerin, mitgründer, mitgründerin",
    ),
    (
        4,
        "gesellschafter, gesellschafterin, präsident, präsidentin, unternehmer, unternehmerin, generaldirektor, generaldirektorin",
    ),
    (
        3,
        "direktor, direktorin, bereichsleiter, bereichsleiterin, prokurist, prokuristin, vizepräsident, vizepräsidentin",
    ),
    (3, "stellvertretender geschäftsführer, stellvertretende geschäftsführerin"),
    (2, "leiter, leiterin, leitung"),
    (1, "koordinator, koordinatorin, führungskraft"),
    // Italian.
    (
        4,
        "amministratore delegato, amministratrice delegata, amministratore unico, amministratrice unica, direttore generale",
    ),
    (
        4,
        "direttrice generale, fondatore, fondatrice, cofondatore, cofondatrice, titolare, proprietaria, imprenditore, imprenditrice",
    ),
    (3, "direttore, direttrice, dirigente, vicedirettore, vicedirettrice, vice direttore, vice direttrice"),
    (2, "responsabile, capo"),
    (1, "coordinatore, coordinatrice, supervisore"),
    // Dutch.
    (
        4,
        "algemeen directeur, directeur eigenaar, bestuursvoorzitter, voorzitter, bestuurder, zaakvoerder, dga",
    ),
    (4, "eigenaar, eigenares, eigenaresse, oprichter, oprichtster, medeoprichter, ondernemer"),
    (3, "adjunct directeur, vicevoorzitter"),
    (2, "hoofd, afdelingshoofd, leidinggevende"),
    // Japanese.
    (4, "代表取締役, 社長, 会長, 最高経営責任者, 創業者, 創設者, 経営者, オーナー"),
    (
        3,
        "取締役, 常務, 専務, 執行役員, 副社長, 副会長, 支社長, 本部長, 部長, 局長, 工場長, ディレクター, ゼネラルマネージャー",
    ),
    (2, "次長, 課長, 室長, 所長, 支店長, 店長, 副部長, マネージャー, マネジャー, 部門長"),
    (1, "係長, 主任, リーダー, シニア"),
    // Chinese, in short and in long characters.
    (
        4,
        "首席, 总裁, 總裁, 董事长, 董事長, 总经理, 總經理, 董事总经理, 董事總經理, 主席, 创始人, 創始人, 创办人, 創辦人",
    ),
    (4, "老板, 老闆, 企业主, 企業主"),
    (
        3,
        "总监, 總監, 副总裁, 副總裁, 副总经理, 副總經理, 副总, 副總, 董事, 副董事长, 副董事長, 合伙人, 合夥人, 厂长, 廠長, 行长, 行長",
    ),
    (3, "副主席, 分公司总经理, 分公司總經理"),
    (2, "经理, 經理, 主管, 部长, 负责人, 負責人, 课长, 科长, 科長, 处长, 處長, 店长"),
    (1, "组长, 組長, 高级, 高級, 资深, 資深"),
    // Hindi.
    (4, "मुख्य, सीईओ, संस्थापक, मालिक, स्वामी, अध्यक्ष, चेयरमैन, प्रबंध निदेशक, प्रबन्ध निदेशक, महाप्रबंधक, महाप्रबन्धक, उद्यमी"),
    (3, "निदेशक, निर्देशक, डायरेक्टर, उपाध्यक्ष, वाइस प्रेसिडेंट, भागीदार"),
    (2, "प्रबंधक, प्रबन्धक, मैनेजर, प्रमुख, विभागाध्यक्ष"),
    (1, "वरिष्ठ, पर्यवेक्षक, समन्वयक"),
    // Arabic, without the article.
    (
        4,
        "رئيس, رئيسة, رئيس تنفيذي, رئيسة تنفيذية, مدير تنفيذي, مديرة تنفيذية, مدير عام, مديرة عامة, عضو منتدب, عضوة منتدبة",
    ),
    (4, "مؤسس, شريك مؤسس, مالك, مالكة, صاحب, صاحبة, رئيس مجلس ادارة"),
    (
        3,
        "نائب رئيس, نائبة رئيس, نائب رئيس تنفيذي, نائب رئيس مجلس ادارة, نائب مدير عام, مدير ادارة, مديرة ادارة, شريك, شريكة",
    ),
    (2, "مدير, مديرة, رئيس قسم, رئيسة قسم, رئيس فريق"),
    (1, "مشرف, مشرفة, كبير, اول, منسق, منسقة"),
    // Indonesian.
    (
        4,
        "direktur utama, presiden direktur, direktur pelaksana, dirut, presdir, presiden, komisaris, pemilik, pendiri, pengusaha",
    ),
    (3, "direktur, wakil presiden, wakil direktur, wakil direktur utama, wakil presiden direktur"),
    (2, "manajer, kepala"),
    (1, "penyelia, pengawas, koordinator"),
];

/// Titles that hold a word of power without its power.
pub(super) const LOOKALIKES: &str = "executive assistant, personal assistant, account manager, product owner, process owner, \
    service owner, office manager, community manager, social media manager, assistant manager, key account manager, \
    customer success manager, assistente, asistente, partner manager, business partner, channel partner, \
    halbleiter, begleiter, flugbegleiter, flugbegleiterin, zugbegleiter, zugbegleiterin, \
    客户经理, 客戶經理, 大客户经理, 大客戶經理, 社長室, アカウントマネージャー, アシスタントマネージャー, \
    सहायक प्रबंधक, सहायक प्रबन्धक, asisten manajer";

/// After these words comes the title of somebody else.
pub(super) const SERVES: &str = "assistant to, executive assistant to, personal assistant to, chief of staff to, secretary to, \
    asistente de, asistente del, asistente al, asistente a, secretaria de, secretaria del, secretario del, \
    assistente do, assistente da, assistente de, assistente del, assistente della, assistente di, secretária do, secretária da, \
    segretaria del, segretaria della, assistant de, assistant du, assistante de, assistante du, secrétaire du, secrétaire de, \
    assistent des, assistent der, assistentin des, assistentin der, assistenz des, assistenz der, assistent van, \
    secretaresse van, asisten, sekretaris, مساعد, مساعدة, سكرتير, سكرتيرة";

/// Before these words stands the title of somebody else; in scripts without spaces.
pub(super) const SERVED_BY: [&str; 5] = ["秘書", "秘书", "助理", "アシスタント", "補佐"];

/// Ends of compound words, as in "Vertriebsleiterin" or "verkoopleider", and their level.
pub(super) const ENDS: [(&str, u8); 6] =
    [("direktor", 3), ("direktorin", 3), ("leiter", 2), ("leiterin", 2), ("leider", 2), ("leidster", 2)];
