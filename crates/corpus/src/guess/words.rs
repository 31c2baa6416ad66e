//! What other tools call our columns: names by their words, in English, German, French, Spanish and Portuguese.
//!
//! Accents are left out here and in the names that are compared. A name with `=` before it counts only as a whole.

use crate::schema::FileId;

/// The words of a column's name, in small letters: `OwnerUserId`, `owner_user_id` and `Owner user-ID` are the same.
pub(crate) fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (place, &letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).map(|p| letters[p]);
        let after = letters.get(place + 1);
        let hump = letter.is_uppercase()
            && (before.is_some_and(|b| b.is_lowercase() || b.is_numeric())
                || (before.is_some_and(char::is_uppercase) && after.is_some_and(|a| a.is_lowercase())));
        if !letter.is_alphanumeric() || hump {
            words.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase().map(plain));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A letter without its accent.
fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'ß' => 's',
        other => other,
    }
}

/// Words that do not change what a name means.
const FILLERS: [&str; 9] = ["id", "ids", "uuid", "key", "nr", "utc", "gmt", "the", "at"];

/// How well a name fits a field, from 0 to 1.
pub(crate) fn fits(name: &[String], file: FileId, field: &str) -> f32 {
    if name.concat() == field.replace('_', "") {
        return 1.0;
    }
    let bare: Vec<&str> = name.iter().map(String::as_str).filter(|w| !FILLERS.contains(w)).collect();
    let mut best = 0.0f32;
    for (place, synonym) in synonyms(file, field).iter().enumerate() {
        let whole = synonym.strip_prefix('=');
        let theirs: Vec<&str> = whole.unwrap_or(synonym).split(' ').collect();
        let later = 0.004 * place as f32;
        let fit = if name.concat() == theirs.concat() {
            1.0 - later
        } else if whole.is_some() {
            0.0
        } else if bare.concat() == theirs.concat() {
            0.9 - later
        } else if theirs.iter().all(|w| bare.contains(w)) {
            // Each word more is one that may say something else.
            0.6 - later - 0.1 * (bare.len() - theirs.len()).min(4) as f32
        } else {
            0.0
        };
        best = best.max(fit);
    }
    best
}

/// How well a file's name says which of our files it is, from 0 to 1.
pub(crate) fn file_fits(path: &str, file: FileId) -> f32 {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let words = words(stem);
    let known: &[&str] = match file {
        FileId::Members => &[
            "members",
            "member",
            "users",
            "user",
            "people",
            "profiles",
            "benutzer",
            "mitglieder",
            "usuarios",
        ],
        FileId::Posts => &[
            "posts",
            "post",
            "shares",
            "submissions",
            "topics",
            "threads",
            "articles",
            "beitrage",
            "publicaciones",
        ],
        FileId::Comments => {
            &["comments", "comment", "replies", "answers", "kommentare", "comentarios", "commentaires"]
        }
        FileId::Reactions => &["reactions", "reaction", "likes", "votes", "reaktionen", "reacciones"],
        FileId::Messages => &[
            "messages",
            "message",
            "chat",
            "dm",
            "dms",
            "mails",
            "emails",
            "nachrichten",
            "aktivitaten",
            "activities",
            "mensajes",
        ],
        FileId::Connections => &["connections", "contacts", "friends", "kontakte", "contactos"],
        FileId::Invitations => &["invitations", "invites", "einladungen"],
        FileId::Searches => &["searches", "queries", "suchen"],
        FileId::Endorsements => &["endorsements"],
        FileId::Recommendations => &["recommendations", "empfehlungen"],
        FileId::Memberships => &["memberships", "groups", "gruppen"],
        FileId::Events => &["events", "veranstaltungen"],
        FileId::Follows => &["follows", "following", "followers"],
    };
    if words.iter().any(|w| known.contains(&w.as_str())) { 1.0 } else { 0.0 }
}

const PEOPLE: &[&str] = &[
    "author",
    "user",
    "owner",
    "owner user",
    "member",
    "username",
    "creator",
    "created by",
    "poster",
    "posted by",
    "writer",
    "from",
    "sender",
    "account",
    "person",
    "autor",
    "verfasser",
    "benutzer",
    "nutzer",
    "mitarbeiter",
    "erstellt von",
    "besitzer",
    "auteur",
    "utilisateur",
    "usuario",
    "=by",
    "=von",
    "=who",
];

const MOMENTS: &[&str] = &[
    "created at",
    "created",
    "creation date",
    "created utc",
    "date",
    "timestamp",
    "time",
    "datetime",
    "date time",
    "posted at",
    "posted",
    "published at",
    "published",
    "sent at",
    "sent",
    "datum",
    "zeit",
    "zeitpunkt",
    "erstellt am",
    "erstellt",
    "gesendet am",
    "gesendet",
    "fecha",
    "creado",
    "data",
    "criado em",
    "enviado",
    "date heure",
    "cree le",
    "=ts",
    "=when",
];

const TEXTS: &[&str] = &[
    "text",
    "body",
    "content",
    "message",
    "comment",
    "raw",
    "selftext",
    "msg",
    "note",
    "notes",
    "description",
    "inhalt",
    "nachricht",
    "kommentar",
    "notiz",
    "bemerkung",
    "beschreibung",
    "texte",
    "contenu",
    "commentaire",
    "texto",
    "contenido",
    "mensaje",
    "comentario",
    "conteudo",
    "mensagem",
    "subject",
    "betreff",
    "asunto",
    "assunto",
    "cooked",
];

const LIKES: &[&str] = &[
    "likes",
    "like count",
    "score",
    "upvotes",
    "=ups",
    "favorites",
    "favourites",
    "points",
    "reaction count",
    "gefallt mir",
    "jaime",
    "me gusta",
    "curtidas",
];

/// Names that other tools give a field, the most telling one first.
fn synonyms(file: FileId, field: &str) -> &'static [&'static str] {
    match (file, field) {
        (FileId::Members, "member") => {
            &["=id", "user", "user id", "=member id", "username", "login", "email", "benutzer", "usuario"]
        }
        (FileId::Members, "name") => {
            &["display name", "full name", "real name", "name", "nombre", "nome", "nom", "username"]
        }
        (FileId::Members, "summary") => &["about me", "about", "bio", "biography", "uber mich"],
        (FileId::Members, "joined_at") => {
            &["joined", "created at", "creation date", "created", "registered", "member since", "eintritt"]
        }
        (_, "author" | "member") => PEOPLE,
        (_, "sender") => &[
            "sender",
            "from",
            "author",
            "user",
            "owner",
            "username",
            "absender",
            "mitarbeiter",
            "benutzer",
            "expediteur",
            "remitente",
            "remetente",
            "=von",
            "=de",
        ],
        (_, "recipients" | "recipient" | "receiver" | "other") => &[
            "recipient",
            "recipients",
            "receiver",
            "contact",
            "empfanger",
            "kontakt",
            "destinataire",
            "destinatario",
            "customer",
            "client",
            "kunde",
            "cliente",
            "ansprechpartner",
            "=to",
            "=an",
        ],
        (FileId::Connections | FileId::Memberships | FileId::Follows, "at") => {
            &["connected on", "connected", "since", "date", "created at", "seit", "verbunden am"]
        }
        (_, "at") => MOMENTS,
        (_, "text" | "note") => TEXTS,
        (FileId::Posts, "post") => {
            &["=id", "=post id", "post", "=message id", "=thread id", "=topic id", "beitrag"]
        }
        (FileId::Posts, "views") => {
            &["views", "view count", "impressions", "aufrufe", "vues", "vistas", "visualizacoes"]
        }
        (FileId::Posts, "comments") => &[
            "comment count",
            "num comments",
            "comments",
            "replies",
            "reply count",
            "answer count",
            "kommentare",
        ],
        (FileId::Posts, "reposts") => &["shares", "share count", "retweets", "reposts", "repost count"],
        (_, "post") => &[
            "post",
            "thread",
            "topic",
            "link id",
            "=link",
            "article",
            "story",
            "submission",
            "parent post",
            "beitrag",
        ],
        (FileId::Reactions, "comment") => &["comment"],
        (_, "comment") => &["=id", "=comment id", "=reply id", "=message id"],
        (_, "parent") => {
            &["parent", "in reply to", "reply to", "parent comment", "reply to post number", "antwort auf"]
        }
        (_, "post_author") => &["post owner", "post author", "thread author", "original author", "op"],
        (_, "reactions") => LIKES,
        (FileId::Reactions, "kind") => &["reaction", "type", "kind", "reaction type", "emoji", "vote type"],
        (_, "conversation") => &[
            "conversation",
            "channel",
            "chat",
            "room",
            "thread",
            "dialog",
            "unterhaltung",
            "gesprach",
            "kanal",
            "conversacion",
            "salon",
        ],
        (_, "campaign") => &["campaign", "sequence", "kampagne", "campana"],
        (_, "headline") => &["headline", "tagline"],
        (_, "title") => &["job title", "position", "title", "role", "stelle", "puesto", "cargo", "poste"],
        (_, "company") => &[
            "company",
            "employer",
            "organisation",
            "organization",
            "firma",
            "unternehmen",
            "empresa",
            "entreprise",
        ],
        (_, "industry") => &["industry", "sector", "branche", "sektor"],
        (_, "team") => &["team", "department", "abteilung", "departamento"],
        (_, "location") => {
            &["location", "city", "ort", "stadt", "ciudad", "ville", "cidade", "country", "land"]
        }
        (_, "query") => &["query", "search query", "search", "keywords", "suchbegriff"],
        (_, "status") => &["status", "state"],
        (_, "giver") => &["giver", "from", "endorser", "author"],
        (_, "name") => &["name", "title"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words() {
        for (name, expected) in [
            ("OwnerUserId", "owner user id"),
            ("owner_user_id", "owner user id"),
            ("Erstellt am", "erstellt am"),
            ("Empfänger", "empfanger"),
            ("URLName", "url name"),
            ("created_utc", "created utc"),
            ("", ""),
        ] {
            assert_eq!(words(name).join(" "), expected, "{name}");
        }
    }

    #[test]
    fn better_names_fit_better() {
        let fit = |name: &str, file, field| fits(&words(name), file, field);
        assert!(fit("author", FileId::Posts, "author") >= 1.0);
        assert!(fit("OwnerUserId", FileId::Posts, "author") > 0.8);
        assert!(
            fit("author_flair_text", FileId::Comments, "author") < fit("author", FileId::Comments, "author")
        );
        assert!(fit("author_flair_text", FileId::Comments, "text") < fit("body", FileId::Comments, "text"));
        assert_eq!(fit("UserId", FileId::Posts, "post"), 0.0);
        assert_eq!(fit("colour", FileId::Posts, "author"), 0.0);
    }
}
