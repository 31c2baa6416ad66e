//! A pack and the packs that it builds on, one upon the other.

use std::collections::BTreeSet;

use rhai::Position;

use crate::codes::Code;
use crate::complaint::{Complaint, did_you_mean};
use crate::diagnostic::Diagnostic;
use crate::header::{Declared, Header};
use crate::mend;
use crate::pack::{Pack, PackFile};
use crate::phrases::{self, PhraseList};
use crate::translate::{Purpose, Script};
use crate::vocabulary::Vocabulary;

/// The most packs that may lie upon one another.
const MOST_LAYERS: usize = 8;

/// One pack of the chain.
pub(crate) struct Layer {
    /// Its name, by which a pack above it asks for it.
    name: String,
    pub(crate) header: Header,
    /// Where its `pack.rhai` stands in the list of all files.
    pub(crate) header_file: Option<usize>,
    /// Its files in the list of all files.
    files: std::ops::Range<usize>,
}

/// All packs of the chain, the deepest first.
pub(crate) struct Layers {
    pub(crate) chain: Vec<Layer>,
    /// All files; those of a pack below carry its name in front of their path, so that a path names one file.
    pub(crate) files: Vec<PackFile>,
    /// The path of each file inside its pack.
    inside: Vec<String>,
    /// The BLAKE3 digest of all of them.
    pub(crate) digest: String,
}

impl Layers {
    /// Reads the headers of a pack and of what it builds on; what is wrong with them is added to `found`.
    pub(crate) fn read(pack: &Pack, words: &Vocabulary, found: &mut Vec<Diagnostic>) -> Self {
        let mut chain = vec![(pack.clone(), Header::default())];
        let mut hasher = blake3::Hasher::new();
        loop {
            let last = chain.len() - 1;
            let pack = &chain[last].0;
            hasher.update(pack.digest().as_bytes());
            let Some(mut file) = pack.files.iter().find(|f| f.path == "pack.rhai").cloned() else { break };
            if last > 0 {
                file.path = format!("{}/{}", pack.name, file.path);
            }
            let script = Script::new(&file, Purpose::Header, words);
            let header = mend::header(&file, words, found);
            let extends = header.extends.clone();
            chain[last].1 = header;
            let Some((name, at)) = extends else { break };
            match below(&chain, &name) {
                Ok(base) => chain.push((base, Header::default())),
                Err(complaint) => {
                    found.push(script.complain_at(at, complaint.of_argument(0)));
                    break;
                }
            }
        }
        let mut all = Self {
            chain: Vec::new(),
            files: Vec::new(),
            inside: Vec::new(),
            digest: hasher.finalize().to_hex().to_string(),
        };
        let top = chain.len() - 1;
        for (depth, (pack, header)) in chain.into_iter().rev().enumerate() {
            all.add(pack, header, depth < top);
        }
        all
    }

    fn add(&mut self, pack: Pack, header: Header, below: bool) {
        let first = self.files.len();
        for mut file in pack.files {
            self.inside.push(file.path.clone());
            if below {
                file.path = format!("{}/{}", pack.name, file.path);
            }
            self.files.push(file);
        }
        let header_file = (first..self.files.len()).find(|i| self.inside[*i] == "pack.rhai");
        self.chain.push(Layer { name: pack.name, header, header_file, files: first..self.files.len() });
    }

    /// Each pack with its own files under the paths that they have there, the deepest first.
    pub(crate) fn packs(&self) -> Vec<(String, Vec<PackFile>)> {
        let file = |i: usize| PackFile { path: self.inside[i].clone(), text: self.files[i].text.clone() };
        self.chain.iter().map(|l| (l.name.clone(), l.files.clone().map(file).collect())).collect()
    }

    /// Puts one more pack on top, whose only file is one of rules. What lies below keeps its grades and phrases; weights that
    /// its headers give to rules of its pillars are forgotten, for these pillars are not called any more.
    pub(crate) fn put_on_top(&mut self, header: Header, inside: String, file: PackFile, grades: &[&str]) {
        for layer in &mut self.chain {
            layer
                .header
                .reweighed
                .retain(|(id, ..)| id.split_once('.').is_some_and(|(kind, _)| grades.contains(&kind)));
        }
        let place = self.files.len();
        self.files.push(file);
        let name = inside.clone();
        self.inside.push(inside);
        self.chain.push(Layer { name, header, header_file: None, files: place..place + 1 });
    }

    /// The headers, the pack's own first.
    pub(crate) fn headers(&self) -> impl Iterator<Item = &Header> {
        self.chain.iter().rev().map(|l| &l.header)
    }

    /// The places of the files of one path, the deepest first.
    pub(crate) fn places(&self, path: &str) -> Vec<usize> {
        (0..self.files.len()).filter(|i| self.inside[*i] == path).collect()
    }

    /// What the topmost header that says anything of the kind says, and the file that says it.
    pub(crate) fn topmost<T: Clone>(&self, pick: impl Fn(&Header) -> &Vec<T>) -> (Vec<T>, PackFile) {
        let layer = self.chain.iter().rfind(|l| !pick(&l.header).is_empty()).or(self.chain.last());
        let file = layer.and_then(|l| l.header_file).map(|i| self.files[i].clone());
        let nowhere = || PackFile { path: "pack.rhai".into(), text: String::new() };
        (layer.map(|l| pick(&l.header).clone()).unwrap_or_default(), file.unwrap_or_else(nowhere))
    }

    /// Files of the pack itself that nothing reads, each with what to do about it.
    pub(crate) fn strays(&self, kinds: &[String], pillars: &[String]) -> Vec<(String, Complaint)> {
        let own = self.chain.last().map_or(0..0, |l| l.files.clone());
        own.filter_map(|i| Some((self.files[i].path.clone(), stray(&self.inside[i], kinds, pillars)?)))
            .collect()
    }

    /// Files of pillars that no header names, where a header is wrong.
    pub(crate) fn undeclared(&self, declared: &[Declared]) -> Vec<Declared> {
        let ids = self.inside.iter().filter_map(|path| path.strip_prefix("pillars/")?.strip_suffix(".rhai"));
        let ids: BTreeSet<&str> = ids.filter(|id| declared.iter().all(|d| d.id != *id)).collect();
        let pillar =
            |id: &str| Declared { id: id.to_owned(), title: String::new(), points: 1, at: Position::NONE };
        ids.into_iter().map(pillar).collect()
    }

    /// The phrase lists, and files of any layer whose names are none of a list, each with what to do about it.
    ///
    /// A file replaces one of the same path below it, language by language.
    pub(crate) fn phrases(&self, languages: &[String]) -> (Vec<PhraseList>, Vec<(String, Complaint)>) {
        let (mut lists, mut misnamed) = (Vec::new(), Vec::new());
        for (file, path) in self.files.iter().zip(&self.inside) {
            match phrases::named(path, languages) {
                None => {}
                Some(Ok(name)) => phrases::add(&mut lists, name, &file.text),
                Some(Err(complaint)) => misnamed.push((file.path.clone(), complaint)),
            }
        }
        (lists, misnamed)
    }
}

/// The pack that the last of a chain builds on.
fn below(chain: &[(Pack, Header)], name: &str) -> Result<Pack, Complaint> {
    let circle = || {
        Complaint::new(
            Code::CircularExtends,
            format!("`{name}` builds on itself"),
            "leave `extends` out in one of them, or rename one",
        )
    };
    let pack = &chain[chain.len() - 1].0;
    let base = pack.base(name).map_err(|error| {
        // Where the name alone is wrong, there is no path to tell.
        let what = if error.path.as_os_str() == name {
            format!("`{name}` {}", error.reason)
        } else {
            error.to_string()
        };
        Complaint::new(error.code, what, error.help)
    })?;
    let seen = chain.iter().any(|(p, _)| p.name == base.name && p.origin == base.origin);
    if seen || chain.len() >= MOST_LAYERS { Err(circle()) } else { Ok(base) }
}

fn stray(path: &str, kinds: &[String], pillars: &[String]) -> Option<Complaint> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (name, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let (known, what) = match (folder, ending) {
        ("grades", "rhai") => (kinds, "a kind of text"),
        ("pillars", "rhai") => (pillars, "a pillar of pack.rhai"),
        ("phrases", "txt") => return None,
        ("", "rhai") if name == "pack" => return None,
        _ => {
            let help = "a pack has pack.rhai, grades/*.rhai, pillars/*.rhai and phrases/*.txt";
            return Some(Complaint::new(Code::StrayFile, "nothing reads this file", help));
        }
    };
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    (!known.contains(&name)).then(|| {
        Complaint::new(Code::StrayFile, format!("`{name}` is not {what}"), did_you_mean(name, &known))
    })
}
