//! How rule files are coloured: a grammar in the form of `TextMate`.

use serde_json::{Value, json};
use ssi_corpus::tables::TABLES;
use ssi_rules::{HEADER_WORDS, LANGUAGE};

/// Words of rhai that a rule has a use for.
const KEYWORDS: [&str; 5] = ["fn", "let", "private", "return", "in"];
/// The grammar. Its patterns need neither looking ahead nor behind, so that every engine reads them.
pub(super) fn grammar() -> Value {
    let on = |kind: &'static str| LANGUAGE.iter().filter(move |w| w.on == kind).map(|w| w.name);
    let methods: Vec<&str> = ["number", "table", "text", "phrases"].into_iter().flat_map(on).collect();
    let functions: Vec<&str> = on("").collect();
    let header: Vec<&str> = HEADER_WORDS.iter().map(|w| w.name).collect();
    let tables: Vec<&str> = TABLES.iter().map(|t| t.id).collect();
    json!({
        "name": "ssi rules",
        "scopeName": "source.ssi-rules",
        "fileTypes": ["rhai"],
        "patterns": [
            { "include": "#comments" },
            { "include": "#strings" },
            {
                "match": r"\b(fn)\s+([A-Za-z_][A-Za-z0-9_]*)",
                "captures": { "1": { "name": "keyword.other.fn" }, "2": { "name": "entity.name.function" } }
            },
            { "match": words("", &KEYWORDS, r"\b"), "name": "keyword.other" },
            { "match": r"\b(?:true|false)\b", "name": "constant.language" },
            { "match": words("", &header, r"\s*\("), "captures": { "1": { "name": "support.function.pack" } } },
            { "match": words("", &functions, r"\s*\("), "captures": { "1": { "name": "support.function" } } },
            { "match": words(r"\.\s*", &methods, r"\s*\("), "captures": { "1": { "name": "support.function.method" } } },
            { "match": words(r"\bm\.\s*", &tables, r"\b"), "captures": { "1": { "name": "support.class.table" } } },
            { "match": r"\.\s*([a-z_][a-z0-9_]*)", "captures": { "1": { "name": "variable.other.member" } } },
            { "match": r"\|\s*([a-z_][a-z0-9_]*)\s*\|", "captures": { "1": { "name": "variable.parameter" } } },
            { "match": r"\b[0-9][0-9_]*(?:\.[0-9_]+)?(?:[eE][+-]?[0-9]+)?\b", "name": "constant.numeric" },
            { "match": r"[=!<>]=|[-+*/%<>!]|&|\|", "name": "keyword.operator" }
        ],
        "repository": {
            "comments": { "patterns": [
                {
                    "begin": r"//[/!]", "end": "$", "name": "comment.line.documentation",
                    "patterns": [{
                        "match": r"\b(Why|Advice|Source|Good|Bad):",
                        "captures": { "1": { "name": "markup.bold keyword.other.documentation" } }
                    }]
                },
                { "match": "//.*$", "name": "comment.line.double-slash" },
                { "begin": r"/\*", "end": r"\*/", "name": "comment.block" }
            ] },
            "strings": { "patterns": [{
                "begin": "\"", "end": "\"", "name": "string.quoted.double",
                "patterns": [{ "match": r"\\.", "name": "constant.character.escape" }]
            }] }
        }
    })
}

/// One of these words, in a group.
fn words(before: &str, words: &[&str], after: &str) -> String {
    let before = if before.is_empty() { r"\b" } else { before };
    format!("{before}({}){after}", words.join("|"))
}
