//! What an editor is told of the folder.

use serde_json::{Value, json};

/// The README of the folder.
pub(super) const ABOUT: &str = "\
# Rule files of ssi in your editor

Written by `ssi rules editor`; write it again after an update of ssi. It colours rule files (`.rhai`), proposes the words of the
rule language, tables, columns and signals with what they mean, and reads what `ssi rules check` prints.

- **Visual Studio Code**: put this folder into `~/.vscode/extensions/` as `ssi-rules` and start the editor again. To see mistakes
  while you write, put this into `.vscode/tasks.json` of your pack's folder and run the task:

      { \"version\": \"2.0.0\", \"tasks\": [{ \"label\": \"check rules\", \"type\": \"process\", \"command\": \"ssi\",
        \"args\": [\"rules\", \"check\", \"--watch\", \".\"], \"isBackground\": true, \"problemMatcher\": \"$ssi-rules\" }] }

- **IntelliJ and its relatives**: Settings, Editor, TextMate Bundles, and add this folder.
- **Vim**, in the pack's folder: `:set makeprg=ssi\\ rules\\ check\\ .` and
  `:set errorformat=%E%trror[%*[^]]]:\\ %m,%W%tarning[%*[^]]]:\\ %m,%C%*[\\ ]-->\\ %f:%l:%c,%-G%.%#`, then `:make`.
- **Everywhere else**: `ssi rules check --watch .` beside the editor; `--json` and `--sarif` for programs.
";

/// `package.json`.
pub(super) fn manifest(version: &str) -> Value {
    json!({
        "name": "ssi-rules",
        "displayName": "ssi rules",
        "description": "Colours, words and mistakes of ssi's rule files",
        "publisher": "ssi",
        "version": version,
        "engines": { "vscode": "^1.60.0" },
        "categories": ["Programming Languages", "Snippets"],
        "contributes": {
            "languages": [{
                "id": "ssi-rules",
                "aliases": ["ssi rules"],
                "extensions": [".rhai"],
                "configuration": "./language-configuration.json"
            }],
            "grammars": [{
                "language": "ssi-rules",
                "scopeName": "source.ssi-rules",
                "path": "./syntaxes/ssi-rules.tmLanguage.json"
            }],
            "snippets": [{ "language": "ssi-rules", "path": "./snippets/ssi-rules.json" }],
            "problemMatchers": [matcher()]
        }
    })
}

/// Reads the two first lines of a diagnostic, and when a round of `--watch` begins and ends.
fn matcher() -> Value {
    json!({
        "name": "ssi-rules",
        "label": "ssi rules check",
        "owner": "ssi-rules",
        "source": "ssi",
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": [
            { "regexp": r"^(error|warning)(?:\[([a-z-]+)\])?: (.*)$", "severity": 1, "code": 2, "message": 3 },
            { "regexp": r"^\s*-->\s+(.+):(\d+):(\d+)$", "file": 1, "line": 2, "column": 3 }
        ],
        "background": { "activeOnStart": true, "beginsPattern": "^checking ", "endsPattern": "^watching " }
    })
}

/// `language-configuration.json`.
pub(super) fn language() -> Value {
    json!({
        "comments": { "lineComment": "//", "blockComment": ["/*", "*/"] },
        "brackets": [["{", "}"], ["[", "]"], ["(", ")"]],
        "autoClosingPairs": [["{", "}"], ["[", "]"], ["(", ")"], ["\"", "\""], ["|", "|"]],
        "surroundingPairs": [["{", "}"], ["[", "]"], ["(", ")"], ["\"", "\""]],
        "onEnterRules": [{
            "beforeText": r"^\s*///.*$",
            "action": { "indent": "none", "appendText": "/// " }
        }]
    })
}
