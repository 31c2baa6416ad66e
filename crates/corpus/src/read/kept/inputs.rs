//! What a result depends on of the files: every byte, and how they are read.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Read as _};

use rayon::prelude::*;

use crate::data::Source;
use crate::input::{Entry, Input};
use crate::pseudonyms::Pseudonyms;
use crate::read::Options;

/// Bytes that are digested at a time.
const BLOCK: usize = 1 << 18;

/// A digest of which files there are, how large, and how they are read: cheap to tell, and enough to know that nothing was kept of them.
///
/// `None` where a file comes through a pipe, which is gone once it was digested, or the mapping cannot be read.
pub fn listing(input: &Input, options: &Options) -> Option<String> {
    Some(blake3::hash(list(input, options)?.as_bytes()).to_hex().to_string())
}

fn list(input: &Input, options: &Options) -> Option<String> {
    let mapping = match &options.mapping {
        Some(path) => blake3::hash(&std::fs::read(path).ok()?).to_hex().to_string(),
        None => String::new(),
    };
    let pseudonyms = match &options.pseudonyms {
        Some(path) => Pseudonyms::read(path).ok()?.mark(),
        None => String::new(),
    };
    let Options { dialect, exports, limits, max_record, max_lines, .. } = options;
    let mut listing = format!(
        "{:?} {mapping} {pseudonyms} {dialect:?} {exports:?} {limits:?} {max_record} {max_lines}\n",
        options.mapping
    );
    for entry in &input.entries {
        if entry.is_pipe() {
            return None;
        }
        let _ = writeln!(listing, "{:?} {} {:?}", entry.path, entry.bytes, entry.packing());
    }
    Some(listing + &format!("{:?}", input.notes))
}

/// The same with what is in each file, used or not; those that were `read` just now are not read again.
///
/// `None` where a file cannot be read. Costs a pass over the bytes, unpacked.
pub fn reading(input: &Input, options: &Options, read: &[Source]) -> Option<String> {
    let known: HashMap<&str, &str> = read.iter().map(|s| (s.path.as_str(), s.digest.as_str())).collect();
    let digest = |entry: &Entry| match known.get(entry.path.as_str()) {
        Some(known) => Ok((*known).to_owned()),
        None => digest(entry, options),
    };
    let digests: Vec<String> = input.entries.par_iter().map(digest).collect::<io::Result<_>>().ok()?;
    let all = list(input, options)? + "\n" + &digests.join("\n");
    Some(blake3::hash(all.as_bytes()).to_hex().to_string())
}

fn digest(entry: &Entry, options: &Options) -> io::Result<String> {
    let mut from = entry.open(&options.limits)?;
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; BLOCK];
    loop {
        match from.read(&mut block) {
            Ok(0) => return Ok(hasher.finalize().to_hex().to_string()),
            Ok(n) => {
                hasher.update(&block[..n]);
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}
